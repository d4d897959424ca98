"""The tables for other systems: databases, workbooks, linked data, and what changed since."""
