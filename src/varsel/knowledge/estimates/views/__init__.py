"""The pages of estimates, one file a noun."""
