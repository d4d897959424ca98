"""Quantities to be reached (chỉ tiêu) in running text."""
