"""What a combination of signs means: plain Python, the same for the page, the command line and the referral."""
