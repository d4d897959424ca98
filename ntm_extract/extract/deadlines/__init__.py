"""Dated tasks (mốc thời gian): which times say when something is done."""
