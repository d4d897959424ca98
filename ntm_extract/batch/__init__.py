"""Many documents: which ones, in worker processes under a time limit, only what is new, into one output folder."""
