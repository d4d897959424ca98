"""Targets side by side across documents (đối chiếu chỉ tiêu)."""
