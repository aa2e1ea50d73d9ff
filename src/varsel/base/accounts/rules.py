"""When a session is over, and which roles one person alone may not give."""

from collections.abc import Iterable
from datetime import datetime, timedelta

# What may be done with these shows no person and changes none. Whatever else a permission is about does, until
# somebody has thought about it and put it here.
WITHOUT_CONTENT = frozenset({"audit", "estimate", "pack", "role", "statistics", "user"})
APPROVE = "role:approve"


def session_over(began: datetime, last_seen: datetime, now: datetime, *, idle: timedelta, longest: timedelta) -> bool:
    """Whether a session has been left alone too long, or has lasted too long however busy it was.

    A session ends when the time is up, not a moment later: at exactly `idle` it is over.
    """
    return now - last_seen >= idle or now - began >= longest


def needs_second_person(permissions: Iterable[str]) -> bool:
    """Whether a role with these permissions (`subject:action`) takes effect only when a second person approves it.

    So for all that reaches cases, referrals, names and contacts; and for the right to approve, since an
    administrator could else give it to a mailbox of her or his own.
    """
    return any(one == APPROVE or one.partition(":")[0] not in WITHOUT_CONTENT for one in permissions)
