"""Fetching is permission: the roads to referrals, drafts, suspicions and calls."""

from varsel.casework.referrals.access.referrals import (
    attachment,
    audience_of,
    by_receipt,
    by_ticket,
    draft_by_code,
    draft_of,
    handed_over,
    one_by,
    require,
    require_own,
    sent_by,
    taken_over_by,
    visible_to,
)

__all__ = [
    "attachment",
    "audience_of",
    "by_receipt",
    "by_ticket",
    "draft_by_code",
    "draft_of",
    "handed_over",
    "one_by",
    "require",
    "require_own",
    "sent_by",
    "taken_over_by",
    "visible_to",
]
