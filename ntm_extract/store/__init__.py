"""Plans at rest: the output folder, its tables, the database, pandas frames."""
