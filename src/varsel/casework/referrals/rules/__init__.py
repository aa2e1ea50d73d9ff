"""The rules of the referral, one file a noun; plain Python."""
