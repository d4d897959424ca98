"""How the recogniser's model is made from a corpus; nothing here is imported at run time."""
