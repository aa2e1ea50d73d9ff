"""What has been decided on a referral, each decision after the one it names."""

from collections.abc import Iterable

from varsel.casework.referrals.models import Referral, Triage
from varsel.casework.referrals.rules import triage as rules


def in_order(decisions: Iterable[Triage]) -> list[Triage]:
    """Each after its predecessor."""
    following = {decision.predecessor_id: decision for decision in decisions}
    found: list[Triage] = []
    while (last := following.get(found[-1].pk if found else None)) is not None:
        found.append(last)
    return found


def outcomes(decisions: Iterable[Triage]) -> list[rules.Outcome]:
    """The answers alone."""
    return [rules.Outcome(decision.outcome) for decision in decisions]


def given(referral: Referral) -> list[rules.Outcome]:
    """The answers to a referral in their order."""
    return outcomes(in_order(referral.decisions.all()))


def without_case(referral: Referral) -> int:
    """How many persons of a referral wait for a case of their own."""
    return rules.without_case(given(referral), referral.persons)
