"""Tables and key-value blocks, whose cells say what sentences say elsewhere (bảng biểu)."""
