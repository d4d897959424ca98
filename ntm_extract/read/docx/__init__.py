"""Word documents: text, tables, the numbers that Word makes itself."""
