"""Words with boxes into the text of a page: rows, columns, tables, what stands in the margins."""
