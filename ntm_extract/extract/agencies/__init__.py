"""Agencies and what they are told to do (cơ quan, phân công)."""
