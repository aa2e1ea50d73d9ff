"""The pages of log-ins, one file a noun."""
