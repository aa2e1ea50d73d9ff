"""The pages of the room, one file a place: write, receipt, inbox, sent, outreach, desk."""
