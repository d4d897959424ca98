"""Legal references (văn bản viện dẫn)."""
