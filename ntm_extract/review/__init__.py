"""What a person is to hold against the document: the list of doubtful rows, and all rows drawn onto its pages."""
