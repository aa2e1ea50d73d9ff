"""Tables and pure functions of casework: plain Python, and today's date is always an argument."""
