"""How the network that knows unnamed bodies is made from a corpus; nothing here is imported at run time."""
