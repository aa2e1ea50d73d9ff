"""The room's tables, one file a noun."""

from varsel.casework.referrals.models.attachments import Attachment
from varsel.casework.referrals.models.contacts import Contact
from varsel.casework.referrals.models.conversation import Message, MessageSeen, Reading
from varsel.casework.referrals.models.drafts import Attempts, Draft, Suspicion, Visit
from varsel.casework.referrals.models.referral import Referral
from varsel.casework.referrals.models.triage import Presence, Triage

__all__ = [
    "Attachment",
    "Attempts",
    "Contact",
    "Draft",
    "Message",
    "MessageSeen",
    "Presence",
    "Reading",
    "Referral",
    "Suspicion",
    "Triage",
    "Visit",
]
