"""Statistical disclosure control: what of a table may be shown so that nobody is identifiable in it."""
