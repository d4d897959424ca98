"""How the restorer's model is made from a corpus; nothing here is imported at run time."""
