"""Times (thời gian): where they stand and what they say, in EDTF and RRULE."""
