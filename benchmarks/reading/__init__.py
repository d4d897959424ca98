"""Reading measured beside what else reads PDF: one command, one table. `python -m benchmarks.reading --help`."""
