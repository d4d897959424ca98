"""PDF pages: their text layer, drawn tables, what nobody can see on them."""
