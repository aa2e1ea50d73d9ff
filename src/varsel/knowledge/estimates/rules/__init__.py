"""What is counted, how counts are protected, and what an estimate says: plain Python."""
