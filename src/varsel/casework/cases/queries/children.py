"""What the law demands for a child, and what has been recorded of it."""

from collections.abc import Iterator
from typing import Any

from varsel.base.kernel.sealing.fields import open_all
from varsel.casework.cases.access import Seen, within
from varsel.casework.cases.models import Case, Notification, Representative
from varsel.casework.referrals.queries.pack import Notice, duties, notices

REPRESENTATIVES = "representatives"
OF_A_CHILD = "child"


def duties_of(case: Case) -> dict[str, Notice]:
    """The duties that the pack lets a case of this kind ask for, by key."""
    asked = {OF_A_CHILD} if case.is_child else set()
    return {key: duty for key, duty in duties().items() if duty.asked_for in asked}


def due_duties(seen: Seen) -> Iterator[tuple[Notice, Notification | None]]:
    """The duties of a case that nothing is recorded of (None), and the notifications that wait for their answer."""
    wanted = duties_of(seen.case)
    recorded = {one.duty: one for one in _standing(seen)} if wanted else {}
    for key, duty in wanted.items():
        notification = recorded.get(key)
        if notification is None or (notification.was_sent and not hasattr(notification, "answer")):
            yield duty, notification


def _standing(seen: Seen) -> list[Notification]:
    return list(within(seen, Notification).filter(corrected_by=None).select_related("answer"))


def roles() -> dict[str, Notice]:
    """In which roles the law lets somebody act for a child, by key."""
    return notices(REPRESENTATIVES)


def notifications_of(seen: Seen) -> list[dict[str, Any]]:
    """Every notification, newest first, with its words opened and the duty it fulfils."""
    rows = list(within(seen, Notification).select_related("answer", "corrected_by", "recorded_by").reverse())
    texts = open_all([text for row in rows for text in (row.recipient, row.reason)], "casework")
    words = {key: notice.label for key, notice in duties().items()} if rows else {}
    pairs = zip(rows, texts[::2], texts[1::2], strict=True)
    return [
        {"row": row, "recipient": recipient, "reason": reason, "duty": words.get(row.duty, row.duty)}
        for row, recipient, reason in pairs
    ]


def representatives_of(seen: Seen) -> list[dict[str, Any]]:
    """Who represents or represented the child, newest first, with names and ways of contact opened."""
    rows = list(within(seen, Representative).select_related("end", "corrected_by", "recorded_by").reverse())
    texts = open_all([text for row in rows for text in (row.name, row.contact)], "casework")
    words = roles() if rows else {}
    pairs = zip(rows, texts[::2], texts[1::2], strict=True)
    return [
        {"row": row, "name": name, "contact": contact, "role": words[row.role].label if row.role in words else row.role}
        for row, name, contact in pairs
    ]


def child_part(seen: Seen) -> dict[str, Any]:
    """What the page shows of it: in cases of a child, and where something was recorded."""
    if not seen.is_own:
        return {}
    found = {"notifications": notifications_of(seen), "representatives": representatives_of(seen)}
    shown = {"duties": duties_of(seen.case), "may_represent": bool(roles())} if seen.case.is_child else {}
    return {"child": {**found, **shown}} if seen.case.is_child or any(found.values()) else {}
