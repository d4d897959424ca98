"""A picture of a page (ảnh) into words and tables: cleaned, straightened, lines found, read, readings weighed."""
