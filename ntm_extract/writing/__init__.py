"""How Vietnamese is written (chữ viết): syllables, marks and tones, encodings."""
