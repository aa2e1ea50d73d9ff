"""When a session is over."""

from datetime import datetime, timedelta


def session_over(began: datetime, last_seen: datetime, now: datetime, *, idle: timedelta, longest: timedelta) -> bool:
    """Whether a session has been left alone too long, or has lasted too long however busy it was.

    A session ends when the time is up, not a moment later: at exactly `idle` it is over.
    """
    return now - last_seen >= idle or now - began >= longest
