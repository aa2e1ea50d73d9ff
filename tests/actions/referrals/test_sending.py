from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.referrals import PARTNER, ContactFactory, SuspicionFactory
from varsel.base.audit.models import Event
from varsel.base.kernel.actor import ANONYMOUS
from varsel.base.kernel.refusals import Refusal
from varsel.casework.referrals import access, actions
from varsel.casework.referrals.models import Referral
from varsel.casework.referrals.rules.situation import Sender, Urgency

pytestmark = pytest.mark.django_db
TOLD = {"sender": Sender.PUBLIC, "place": "Nygade 7", "narrative": "Hun må ikke gå ud.", "danger": "possible"}
MONTH = timedelta(days=30)


def test_a_sent_referral_is_sealed_and_its_code_opens_it() -> None:
    sent = actions.send(key=uuid4(), told=TOLD, by=ANONYMOUS, language="da")
    kept = Referral.objects.get()
    assert kept.place.open("triage") == "Nygade 7"
    assert "Nygade" not in str(Referral.objects.values_list("place", flat=True)[0])
    assert kept.urgency == Urgency.SOON
    assert access.by_receipt(sent.code, open_for=MONTH) == kept
    assert sent.code not in (kept.receipt_hash, kept.reference)


def test_a_double_click_is_one_referral_with_one_code() -> None:
    key = uuid4()
    first, second = (actions.send(key=key, told=TOLD, by=ANONYMOUS, language="da") for _ in range(2))
    assert (first.referral, first.code) == (second.referral, second.code)
    assert Referral.objects.count() == 1


def test_the_code_is_not_shown_again_once_the_page_is_old(clock) -> None:
    key = uuid4()
    actions.send(key=key, told=TOLD, by=ANONYMOUS, language="da")
    clock.shift(timedelta(minutes=11))
    assert actions.send(key=key, told=TOLD, by=ANONYMOUS, language="da").code is None


def test_a_referral_that_tells_nothing_is_refused_and_the_key_stays_free() -> None:
    key = uuid4()
    with pytest.raises(Refusal, match="nothing_told"):
        actions.send(key=key, told={"sender": Sender.PUBLIC}, by=ANONYMOUS, language="da")
    assert actions.send(key=key, told=TOLD, by=ANONYMOUS, language="da").code


def test_sending_leaves_an_event_without_a_word_of_what_was_told() -> None:
    actions.send(key=uuid4(), told=TOLD, by=ANONYMOUS, language="da")
    event = Event.objects.get(verb="referral:send")
    assert event.fields.split() == ["danger", "narrative", "place", "sender"]
    assert "Nygade" not in str(vars(event))


def test_a_partner_sends_for_the_organisation_and_closes_the_suspicion_it_grew_out_of() -> None:
    suspicion = SuspicionFactory()
    other = SuspicionFactory()
    told = {**TOLD, "sender": Sender.PARTNER}
    origin = actions.Origin(suspicion=suspicion.pk)
    sent = actions.send(key=uuid4(), told=told, by=suspicion.user, language="da", origin=origin)
    actions.send(key=uuid4(), told=told, by=suspicion.user, language="da", origin=actions.Origin(suspicion=other.pk))
    suspicion.refresh_from_db()
    other.refresh_from_db()
    assert sent.referral.organisation_id == suspicion.organisation_id
    assert suspicion.referral == sent.referral
    assert suspicion.closed_at == timezone.now()
    assert other.closed_at is None


def test_a_call_ends_as_a_referral() -> None:
    contact = ContactFactory()
    sent = actions.send(
        key=uuid4(), told=TOLD, by=contact.user, language="da", origin=actions.Origin(contact=contact.pk)
    )
    contact.refresh_from_db()
    assert contact.referral == sent.referral
    assert sent.referral.user is None


def test_a_logged_in_person_who_writes_as_a_private_one_leaves_no_organisation() -> None:
    sent = actions.send(key=uuid4(), told=TOLD, by=UserFactory(may=PARTNER), language="da")
    assert sent.referral.organisation_id is None


def test_what_was_changed_and_sent_again_with_the_same_page_is_not_lost() -> None:
    key = uuid4()
    first = actions.send(key=key, told=TOLD, by=ANONYMOUS, language="da")
    second = actions.send(key=key, told={**TOLD, "narrative": "De flytter hende i nat."}, by=ANONYMOUS, language="da")
    assert second.referral != first.referral
    assert second.code not in (None, first.code)
    assert second.referral.narrative.open("triage") == "De flytter hende i nat."
    assert actions.send(key=key, told=TOLD, by=ANONYMOUS, language="da").referral == first.referral
