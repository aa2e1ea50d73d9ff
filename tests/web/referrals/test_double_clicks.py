"""A form that is sent twice is one act, and the second answer is that of the first."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.accounts import UserFactory
from tests.factories.referrals import CENTRE, HOTLINE, STREET, PartnerReferralFactory, ReferralFactory, SuspicionFactory
from varsel.base.accounts.models import User
from varsel.base.audit.models import Event
from varsel.casework.referrals.models import Contact, Suspicion, Triage, Visit

pytestmark = pytest.mark.django_db
A_DAY = {"on_day": "20", "on_month": "11", "on_year": "2026"}


def sent_twice(user: User, address: str, **typed: str) -> None:
    """Both answers must be one and the same redirect, and nothing be refused."""
    client = Client()
    client.force_login(user)
    form = {**typed, "submission_key": str(uuid4())}
    first, second = client.post(address, form), client.post(address, form)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]
    assert not Event.objects.exclude(code="").exists()


def test_a_double_click_on_an_answer_is_one_decision_and_nobody_was_quicker_than_oneself() -> None:
    referral = ReferralFactory()
    sent_twice(UserFactory(may=CENTRE), f"/inbox/{referral.reference}/decide/", outcome="advice")
    assert Triage.objects.count() == 1


def test_a_double_click_on_a_suspicion_is_one_suspicion() -> None:
    sent_twice(UserFactory(may=STREET), "/outreach/new/", first_name="Mira", place="Ved banen")
    assert Suspicion.objects.count() == 1


def test_a_double_click_on_a_visit_is_one_visit() -> None:
    kept = SuspicionFactory()
    sent_twice(kept.user, f"/outreach/{kept.pk}/visit/", **A_DAY, note="Så træt ud.")
    assert Visit.objects.count() == 1


def test_a_double_click_on_the_end_of_a_suspicion_is_no_fault() -> None:
    kept = SuspicionFactory()
    sent_twice(kept.user, f"/outreach/{kept.pk}/close/")


@pytest.mark.parametrize("go", ["save", "advice"])
def test_a_double_click_at_the_hotline_s_desk_is_one_note_of_one_call(go: str) -> None:
    told = {"note": "Nabo er bekymret.", "channel": "phone", "caller": "public", "version": "1", "go": go}
    sent_twice(UserFactory(may=HOTLINE), "/desk/", **told)
    assert Contact.objects.filter(note__isnull=False).count() == 1


def test_a_key_that_was_used_for_another_form_is_refused_and_what_was_typed_is_kept() -> None:
    referral = PartnerReferralFactory()
    client, key = Client(), str(uuid4())
    client.force_login(referral.user)
    address, typed = f"/sent/{referral.reference}/", {"text": "I morgen.", "submission_key": key}
    assert client.post(address, typed).status_code == 302
    client.force_login(UserFactory(organisation=referral.organisation, may=STREET))
    again = client.post(address, typed)
    assert again.status_code == 422
    assert "I morgen." in again.content.decode()
