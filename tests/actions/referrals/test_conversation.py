from datetime import timedelta

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.referrals import ReferralFactory
from varsel.base.kernel.actor import ANONYMOUS
from varsel.base.kernel.refusals import Refusal
from varsel.casework.referrals import actions
from varsel.casework.referrals.actions.conversation import PRESENCE_LASTS, see
from varsel.casework.referrals.models import Presence
from varsel.casework.referrals.queries.story import under_code
from varsel.casework.referrals.rules.disclosure import Status

pytestmark = pytest.mark.django_db


def test_the_first_opening_makes_it_read_and_only_the_first(clock) -> None:
    referral = ReferralFactory()
    actions.begin_reading(referral=referral, by=UserFactory())
    first = referral.read_at
    clock.shift(timedelta(hours=1))
    actions.begin_reading(referral=referral, by=UserFactory())
    referral.refresh_from_db()
    assert (referral.status, referral.read_at) == (Status.READ, first)


def test_a_colleague_is_forgotten_after_a_while(clock) -> None:
    referral = ReferralFactory()
    actions.begin_reading(referral=referral, by=UserFactory())
    clock.shift(PRESENCE_LASTS + timedelta(seconds=1))
    actions.begin_reading(referral=referral, by=UserFactory())
    assert Presence.objects.count() == 1


def test_a_question_shows_until_it_is_answered_and_then_hides(clock) -> None:
    referral, caseworker = ReferralFactory(), UserFactory()
    actions.write_to_sender(referral=referral, by=caseworker, text="Vi har læst det.", is_question=False)
    clock.shift(timedelta(minutes=1))
    question = actions.write_to_sender(referral=referral, by=caseworker, text="Hvornår må vi ringe?")
    shown, hidden = under_code(referral)
    assert (len(shown), hidden) == (2, 0)
    see(shown)
    see(shown)
    assert under_code(referral) == ([question], 1)
    clock.shift(timedelta(minutes=1))
    actions.answer(referral=referral, by=ANONYMOUS, text="I morgen efter ti.")
    assert under_code(referral) == ([], 2)
    assert referral.awaits_centre


@pytest.mark.parametrize(("text", "code"), [("  ", "empty_message"), ("a" * 4001, "message_too_long")])
def test_a_message_has_a_length(text: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        actions.answer(referral=ReferralFactory(), by=ANONYMOUS, text=text)
