"""The shape of what is typed into a case: one form for each act."""
