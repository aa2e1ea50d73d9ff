"""What is done with people, roles and the forms they were writing, one file a noun."""
