"""What lists need of a referral, computed from its facts."""

from typing import Any

from varsel.casework.referrals.models import Referral
from varsel.casework.referrals.queries.decisions import given
from varsel.casework.referrals.rules.conversation import awaits_centre
from varsel.casework.referrals.rules.disclosure import status
from varsel.casework.referrals.rules.triage import standing, without_case


def projection(referral: Referral) -> dict[str, Any]:
    """The projected columns as the facts give them; a check compares them with the stored ones."""
    decisions = given(referral)
    message = referral.messages.order_by("-created_at", "-id").first()
    reading = getattr(referral, "first_reading", None)
    outcome = standing(decisions)
    return {
        "outcome": outcome or "",
        "read_at": reading and reading.created_at,
        "status": status(
            read=reading is not None,
            open_question=message is not None and message.by_centre and message.is_question,
            outcome=outcome,
        ).value,
        "awaits_centre": awaits_centre(
            outcome=outcome,
            sender_wrote_last=message is not None and not message.by_centre,
            without_case=without_case(decisions, referral.persons),
        ),
    }


def project(referral: Referral) -> None:
    """Bring the stored projection up to date; called by every action that adds a fact."""
    if "first_reading" in referral._state.fields_cache:
        del referral._state.fields_cache["first_reading"]
    values = projection(referral)
    for name, value in values.items():
        setattr(referral, name, value)
    referral.save(update_fields=[*values])
