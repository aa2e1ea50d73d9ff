from typing import Any

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.actors import OrganisationFactory
from tests.factories.referrals import LEAD, ReferralFactory
from varsel.base.kernel.refusals import Refusal
from varsel.casework.referrals import actions
from varsel.casework.referrals.actions import deciding
from varsel.casework.referrals.models import Triage
from varsel.casework.referrals.queries.projections import projection
from varsel.casework.referrals.rules.disclosure import Status
from varsel.casework.referrals.rules.triage import Outcome

pytestmark = pytest.mark.django_db


def proposed(referral: Any, by: Any) -> Triage:
    return actions.triage(
        referral=referral,
        outcome=Outcome.PROPOSED,
        by=by,
        after=None,
        reason="Skatteforvaltningen kan standse det.",
        recipient=OrganisationFactory(),
        ground="consent",
    )


def test_a_decision_closes_the_referral_for_its_sender() -> None:
    referral = ReferralFactory()
    actions.triage(referral=referral, outcome=Outcome.ADVICE, by=UserFactory(), after=None)
    referral.refresh_from_db()
    assert (referral.status, referral.outcome, referral.awaits_centre) == (Status.CLOSED, Outcome.ADVICE, False)


def test_of_two_people_at_once_the_second_is_told_who_was_quicker_and_what_happened() -> None:
    referral, anna = ReferralFactory(), UserFactory(display_name="Anna Holm")
    actions.triage(referral=referral, outcome=Outcome.OPENED, by=anna, after=None)
    with pytest.raises(Refusal, match="triaged_meanwhile") as refused:
        actions.triage(referral=referral, outcome=Outcome.NO_ACTION, by=UserFactory(), after=None, reason="–")
    assert "Anna Holm" in str(refused.value.remedy)
    assert Triage.objects.count() == 1


def test_the_database_itself_lets_only_one_first_decision_through(monkeypatch: pytest.MonkeyPatch) -> None:
    referral = ReferralFactory()
    actions.triage(referral=referral, outcome=Outcome.ADVICE, by=UserFactory(), after=None)
    real, stale = deciding.last_decision, [None]  # the second one read before the first had written
    monkeypatch.setattr(deciding, "last_decision", lambda of: stale.pop() if stale else real(of))
    with pytest.raises(Refusal, match="triaged_meanwhile"):
        actions.triage(referral=referral, outcome=Outcome.OPENED, by=UserFactory(), after=None)
    assert Triage.objects.count() == 1


def test_passing_on_waits_for_another_lead() -> None:
    referral, lead = ReferralFactory(), UserFactory(may=LEAD)
    proposal = proposed(referral, lead)
    referral.refresh_from_db()
    assert referral.awaits_centre
    with pytest.raises(Refusal, match="own_proposal"):
        actions.triage(referral=referral, outcome=Outcome.APPROVED, by=lead, after=proposal.pk)
    actions.triage(referral=referral, outcome=Outcome.APPROVED, by=UserFactory(may=LEAD), after=proposal.pk)
    referral.refresh_from_db()
    assert (referral.outcome, referral.status) == (Outcome.APPROVED, Status.CLOSED)


@pytest.mark.parametrize("lacking", ["recipient", "ground", "reason"])
def test_passing_on_needs_recipient_ground_and_reason(lacking: str) -> None:
    given: dict[str, Any] = {"recipient": OrganisationFactory(), "ground": "consent", "reason": "Derfor."}
    given[lacking] = "" if lacking != "recipient" else None
    with pytest.raises(Refusal, match=f"{lacking}_missing") as refused:
        actions.triage(referral=ReferralFactory(), outcome=Outcome.PROPOSED, by=UserFactory(), after=None, **given)
    assert refused.value.field == lacking


def test_no_further_action_needs_a_reason() -> None:
    with pytest.raises(Refusal, match="reason_missing"):
        actions.triage(referral=ReferralFactory(), outcome=Outcome.NO_ACTION, by=UserFactory(), after=None, reason=" ")


def test_a_referral_waits_until_each_person_has_a_case_or_no_more_are_to_come() -> None:
    referral, by = ReferralFactory(persons=3), UserFactory()
    last = None
    for outcome in (Outcome.OPENED, Outcome.JOINED):
        last = actions.triage(referral=referral, outcome=outcome, by=by, after=last and last.pk)
        assert (referral.outcome, referral.status, referral.awaits_centre) == (outcome, Status.CLOSED, True)
    actions.triage(referral=referral, outcome=Outcome.NO_ACTION, by=by, after=last.pk, reason="Den tredje er rejst.")
    assert (referral.outcome, referral.awaits_centre) == (Outcome.JOINED, False)


def test_nothing_but_further_cases_follows_an_opened_case() -> None:
    referral = ReferralFactory()
    opened = actions.triage(referral=referral, outcome=Outcome.OPENED, by=UserFactory(), after=None)
    with pytest.raises(Refusal, match="answer_not_possible"):
        actions.triage(referral=referral, outcome=Outcome.ADVICE, by=UserFactory(), after=opened.pk)


def test_what_is_stored_for_lists_is_what_the_facts_say() -> None:
    referral, caseworker = ReferralFactory(), UserFactory()
    steps = [
        lambda: actions.begin_reading(referral=referral, by=caseworker),
        lambda: actions.write_to_sender(referral=referral, by=caseworker, text="Hvornår?"),
        lambda: actions.answer(referral=referral, by=caseworker, text="I morgen."),
        lambda: actions.triage(referral=referral, outcome=Outcome.ADVICE, by=caseworker, after=None),
    ]
    for step in steps:
        step()
        referral.refresh_from_db()
        assert {name: getattr(referral, name) for name in projection(referral)} == projection(referral)
