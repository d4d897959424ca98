"""What does not add up in a collection of plans, and which instruments they rest on (rà soát)."""
