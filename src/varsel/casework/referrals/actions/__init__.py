"""What can be done with referrals. Other rooms import from here."""

from varsel.casework.referrals.actions.conversation import answer, begin_reading, write_to_sender
from varsel.casework.referrals.actions.deciding import triage
from varsel.casework.referrals.actions.sending import Origin, Sent, send

__all__ = ["Origin", "Sent", "answer", "begin_reading", "send", "triage", "write_to_sender"]
