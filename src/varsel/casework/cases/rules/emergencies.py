"""Opening a case outside one's own in an emergency."""

from datetime import timedelta

LASTS = timedelta(hours=2)
TOLD_FOR = timedelta(days=7)  # so long it stands on the lead's home page
