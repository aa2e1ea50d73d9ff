"""Who finds which referral, draft, suspicion and call; unknown and forbidden look alike."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import Http404
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from time_machine import Traveller

from tests.factories import referrals as make
from tests.factories.accounts import UserFactory
from tests.factories.actors import OrganisationFactory
from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.casework.referrals import access
from varsel.casework.referrals.access import outreach, referrals
from varsel.casework.referrals.models import Referral
from varsel.casework.referrals.rules.codes import grouped
from varsel.casework.referrals.rules.disclosure import ENDED, Audience
from varsel.casework.referrals.rules.triage import Outcome

pytestmark = pytest.mark.django_db
OPEN_FOR = timedelta(days=180)
CODE = "2222222222222222"


def found(look: Callable[[], object]) -> object | None:
    try:
        return look()
    except Http404:
        return None


def test_the_centre_sees_the_referrals_and_everybody_else_none() -> None:
    sent = make.PartnerReferralFactory()
    centre = UserFactory(may=make.CENTRE)
    assert access.require(centre, sent.reference) == sent
    for user in (sent.user, UserFactory(may=set(Permission) - {Permission.REFERRAL_READ})):
        assert not access.visible_to(user).exists()
        assert found(lambda user=user: access.require(user, sent.reference)) is None
    assert found(lambda: access.require(centre, "NOTHING2")) is None


def test_a_room_above_may_shut_a_user_out_of_a_referral(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(referrals, "_takers", {})
    shut, other = make.ReferralFactory(), make.ReferralFactory()
    centre = UserFactory(may=make.CENTRE)
    nothing = Referral.objects.none().values("pk")
    shut_out = Referral.objects.filter(pk=shut.pk).values("pk")
    access.taken_over_by("test", open_to=lambda user: nothing, shut_to=lambda user: shut_out)
    assert list(access.visible_to(centre)) == [other]
    assert found(lambda: access.require(centre, shut.reference)) is None


def test_a_partner_sees_what_the_own_organisation_has_sent_whoever_wrote_it() -> None:
    own, others = make.PartnerReferralFactory(), make.PartnerReferralFactory()
    colleague = UserFactory(organisation=own.organisation, may=make.PARTNER)
    for user in (own.user, colleague):
        assert list(access.sent_by(user)) == [own]
        assert access.require_own(user, own.reference) == own
        assert found(lambda user=user: access.require_own(user, others.reference)) is None


@pytest.mark.parametrize("of", ["nobody", "an organisation"])
def test_whoever_may_not_refer_or_belongs_nowhere_has_sent_nothing(of: str) -> None:
    sent = make.PartnerReferralFactory()
    make.ReferralFactory()  # from the public: of no organisation either
    homeless = UserFactory(organisation=False, may=make.PARTNER)
    user = homeless if of == "nobody" else UserFactory(organisation=sent.organisation, may=make.CENTRE)
    assert not access.sent_by(user).exists()


@given(number=st.integers(-2, 5))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_is_reached_through_its_referral_by_its_place(number: int) -> None:
    sent = make.PartnerReferralFactory()
    files = [make.AttachmentFactory(referral=sent) for _ in range(2)]
    in_order = sorted(files, key=lambda file: (file.created_at, file.id.hex))
    make.AttachmentFactory(referral=make.PartnerReferralFactory())
    centre = UserFactory(may=make.CENTRE)
    expected = in_order[number - 1] if number in (1, 2) else None
    assert found(lambda: access.attachment(centre, sent.reference, number)) == expected
    assert found(lambda: access.attachment(sent.user, sent.reference, number)) is None


@given(typed=st.text(max_size=20) | st.just(grouped(CODE)) | st.just("3333-3333-3333-3333"))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_only_its_own_code_opens_a_referral_or_a_draft(typed: str) -> None:
    sent, draft = make.ReferralFactory(receipt=CODE), make.DraftFactory(code=CODE)
    right = typed == grouped(CODE)
    assert access.by_receipt(typed, open_for=OPEN_FOR) == (sent if right else None)
    assert access.draft_by_code(typed) == (draft if right else None)
    sent.delete(), draft.delete()


@pytest.mark.parametrize("outcome", Outcome)
def test_a_code_opens_the_conversation_until_some_time_after_its_end(outcome: Outcome, clock: Traveller) -> None:
    sent = make.ReferralFactory(receipt=CODE, outcome=outcome)
    make.TriageFactory(referral=sent)
    clock.shift(OPEN_FOR)
    assert access.by_receipt(CODE, open_for=OPEN_FOR) == sent
    clock.shift(timedelta(seconds=1))
    assert access.by_receipt(CODE, open_for=OPEN_FOR) == (None if outcome in ENDED else sent)


def test_a_ticket_opens_its_referral_and_none_opens_nothing() -> None:
    sent = make.ReferralFactory()
    assert access.by_ticket(sent.pk) == sent
    assert access.by_ticket(uuid4()) is None
    assert access.by_ticket(None) is None


def test_a_draft_is_gone_when_its_time_is_over(clock: Traveller) -> None:
    writer = UserFactory(may=make.PARTNER)
    expires = timezone.now() + timedelta(days=28)
    coded = make.DraftFactory(code=CODE, expires_at=expires)
    own = make.DraftFactory(code_hash=None, user=writer, expires_at=expires)
    assert access.draft_of(UserFactory(may=make.PARTNER)) is None
    clock.shift(timedelta(days=28, seconds=-1))
    assert (access.draft_by_code(CODE), access.draft_of(writer)) == (coded, own)
    clock.shift(timedelta(seconds=1))
    assert (access.draft_by_code(CODE), access.draft_of(writer)) == (None, None)


@pytest.mark.parametrize("bound", [True, False])
def test_an_outcome_is_for_organisations_bound_by_secrecy(bound: bool) -> None:
    sent = make.PartnerReferralFactory(organisation=OrganisationFactory(bound_by_secrecy=bound))
    assert access.audience_of(sent) is (Audience.SECRECY if bound else Audience.BOUNDED)
    assert access.audience_of(make.ReferralFactory()) is Audience.BOUNDED


def test_a_suspicion_belongs_to_the_organisation_that_keeps_it() -> None:
    kept = make.SuspicionFactory()
    colleague = UserFactory(organisation=kept.organisation, may=make.STREET)
    assert list(outreach.suspicions(colleague)) == [kept]
    assert outreach.require_suspicion(colleague, kept.pk) == kept
    strangers: list[User] = [
        UserFactory(may=make.STREET),
        UserFactory(organisation=False, may=make.STREET),
        UserFactory(organisation=kept.organisation, may=make.CENTRE),
    ]
    for stranger in strangers:
        assert not outreach.suspicions(stranger).exists()
        assert found(lambda stranger=stranger: outreach.require_suspicion(stranger, kept.pk)) is None


def test_a_call_belongs_to_whoever_took_it() -> None:
    call = make.ContactFactory()
    assert outreach.require_contact(call.user, call.pk) == call
    UserFactory(organisation=call.user.membership.organisation, may=make.HOTLINE)
    for other in (
        UserFactory(organisation=call.user.membership.organisation, may=make.HOTLINE),
        UserFactory(may=set(Permission) - {Permission.CONTACT_LOG}),
    ):
        assert found(lambda other=other: outreach.require_contact(other, call.pk)) is None
