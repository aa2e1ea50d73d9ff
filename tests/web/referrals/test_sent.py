"""What a partner's organisation has sent: known again by whoever wrote it, and nothing more of its fate than before."""

from typing import Any

import pytest
from django.test import Client

from tests.factories.accounts import UserFactory
from tests.factories.referrals import (
    PARTNER,
    STREET,
    MessageFactory,
    PartnerReferralFactory,
    ReferralFactory,
    SuspicionFactory,
)
from varsel.base.audit.models import Event
from varsel.casework.referrals.actions.codes import random_code
from varsel.casework.referrals.models import Referral, Suspicion
from varsel.casework.referrals.rules.codes import grouped

pytestmark = pytest.mark.django_db
NARRATIVE = "Hun må ikke gå ud alene."


def as_user(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def grown_from_a_suspicion() -> Suspicion:
    kept = SuspicionFactory(first_name="Mira")
    kept.user.language = "da"
    kept.user.save()
    kept.referral = PartnerReferralFactory(organisation=kept.organisation, user=kept.user, persons=2)
    kept.save()
    return kept


@pytest.mark.parametrize("address", ["/sent/", "/sent/{}/"])
def test_whoever_wrote_a_referral_knows_it_again_by_name_place_day_and_number(address: str) -> None:
    kept = grown_from_a_suspicion()
    page = as_user(kept.user).get(address.format(kept.referral.reference)).content.decode()
    for words in ("Mira", "Nygade 7", "21. november 2026", kept.referral.reference):
        assert words in page
    assert NARRATIVE not in page


@pytest.mark.parametrize("address", ["/sent/", "/sent/{}/"])
def test_a_colleague_sees_who_wrote_it_and_neither_name_nor_place(address: str) -> None:
    kept = grown_from_a_suspicion()
    colleague = UserFactory(organisation=kept.organisation, may=PARTNER, language="da")
    page = as_user(colleague).get(address.format(kept.referral.reference)).content.decode()
    assert kept.referral.reference in page
    assert str(kept.user) in page
    for sealed in ("Mira", "Nygade", NARRATIVE):
        assert sealed not in page


def test_a_colleague_who_keeps_the_suspicion_too_knows_it_by_its_name() -> None:
    kept = grown_from_a_suspicion()
    page = as_user(UserFactory(organisation=kept.organisation, may=STREET)).get("/sent/").content.decode()
    assert "Mira" in page
    assert "Nygade" not in page


def test_what_was_opened_for_the_list_and_the_page_stands_in_their_events() -> None:
    kept = grown_from_a_suspicion()
    client = as_user(kept.user)
    client.get("/sent/")
    listed = Event.objects.get(verb="referral:follow")
    assert set(listed.shown.values_list("subject_id", flat=True)) == {kept.pk, kept.referral.pk}
    client.get(f"/sent/{kept.referral.reference}/")
    opened = Event.objects.filter(verb="referral:follow").exclude(pk=listed.pk)
    assert {(each.subject_id, each.fields) for each in opened} == {
        (kept.pk, "first_name"),
        (kept.referral.pk, "place"),
    }


def test_a_place_that_does_not_open_hides_no_other_and_is_logged() -> None:
    mine = PartnerReferralFactory()
    broken = PartnerReferralFactory(organisation=mine.organisation, user=mine.user, place="Havnegade 1")
    stolen = Referral.objects.filter(pk=mine.pk).values_list("narrative", flat=True).get()
    broken.__dict__["place"] = stolen
    broken.save(update_fields=["place"])
    page = as_user(mine.user).get("/sent/").content.decode()
    assert "Nygade 7" in page
    assert Event.objects.filter(verb="referral:follow", code="seal_broken").exists()


@pytest.mark.parametrize("own", [True, False])
def test_a_question_that_waits_is_known_by_its_place_to_whoever_wrote_and_the_look_is_an_event(own: bool) -> None:
    asked = PartnerReferralFactory(status="question")
    user = UserFactory(organisation=asked.organisation, may=PARTNER, language="da")
    if own:
        Referral.objects.update(user=user)
    page = as_user(user).get("/home/").content.decode()
    assert asked.reference in page
    assert ("Nygade 7, bagindgangen. Din organisation" in page) is own
    assert ("Nygade" in page) is own
    assert Event.objects.filter(verb="home:open", shown_count=1).exists() is own


@pytest.mark.parametrize("address", ["/sent/", "/sent/{}/"])
@pytest.mark.parametrize(
    ("bound", "status", "shown"),
    [
        (True, "closed", "Færdigbehandlet: sag oprettet"),
        (True, "question", "Vi har et spørgsmål til dig · Sag oprettet"),
        (False, "closed", "Afsluttet hos os"),
    ],
)
def test_how_it_ended_is_said_in_one_phrase_to_whoever_may_know(
    address: str, bound: bool, status: str, shown: str
) -> None:
    referral = PartnerReferralFactory(organisation__bound_by_secrecy=bound, outcome="opened", status=status)
    referral.user.language = "da"
    referral.user.save()
    page = as_user(referral.user).get(address.format(referral.reference)).content.decode()
    assert shown in page
    assert ("ag oprettet" in page) is bound
    assert ("Afsluttet hos os" in page) is not bound


def test_the_list_of_what_was_sent_takes_as_many_queries_with_many_rows_as_with_one(query_budget: Any) -> None:
    kept = grown_from_a_suspicion()
    client = as_user(kept.user)

    def more() -> None:
        for _ in range(12):
            referral = PartnerReferralFactory(organisation=kept.organisation, user=kept.user)
            SuspicionFactory(organisation=kept.organisation, user=kept.user, referral=referral)

    query_budget.constant(lambda: client.get("/sent/"), more)


def test_the_list_of_what_was_sent_is_read_page_by_page_without_a_gap_though_all_came_at_once() -> None:
    mine = PartnerReferralFactory()
    made = {mine.pk, *(PartnerReferralFactory(organisation=mine.organisation).pk for _ in range(64))}
    ReferralFactory()
    client, seen, mark = as_user(mine.user), [], ""
    while mark is not None:
        found = client.get("/sent/", {"after": mark}).context["found"]
        seen += [row.referral.pk for row in found.rows]
        mark = found.following
    assert len(seen) == 65
    assert set(seen) == made


@pytest.mark.parametrize("moment", ["x", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
@pytest.mark.parametrize("row", ["", "~00000000-0000-0000-0000-000000000000"])
def test_a_place_in_the_list_that_cannot_be_read_is_its_beginning(moment: str, row: str) -> None:
    mine = PartnerReferralFactory()
    answer = as_user(mine.user).get("/sent/", {"after": moment + row})
    assert [each.referral for each in answer.context["found"].rows] == [mine]


@pytest.mark.parametrize("method", ["get", "head"])
def test_what_a_colleague_has_opened_is_not_hidden_from_the_writer_nor_from_the_code(method: str) -> None:
    code = random_code()
    mine = PartnerReferralFactory(receipt=code)
    MessageFactory(referral=mine, text="Vi ringer i morgen.", is_question=False)
    address = f"/sent/{mine.reference}/"
    colleague = as_user(UserFactory(organisation=mine.organisation, may=PARTNER))
    for _ in range(2):
        getattr(colleague, method)(address)
    for _ in range(2):
        assert "Vi ringer i morgen." in as_user(mine.user).get(address).content.decode()
    with_code = [Client().post("/da/receipt/", {"code": grouped(code)}).content.decode() for _ in range(2)]
    assert ["Vi ringer i morgen." in page for page in with_code] == [True, False]


def test_who_answered_the_centre_and_when_stands_under_the_question_and_the_words_do_not(clock: Any) -> None:
    mine = PartnerReferralFactory()
    MessageFactory(referral=mine, text="Hvor mange er de?")
    clock.shift(60)
    colleague = UserFactory(organisation=mine.organisation, may=PARTNER, display_name="Anna Holm")
    address = f"/sent/{mine.reference}/"
    as_user(colleague).post(address, {"text": "De er fire."})
    mine.user.language = "da"
    mine.user.save()
    page = as_user(mine.user).get(address).content.decode()
    assert page.index("Hvor mange er de?") < page.index("Sendt til centret, 21. november 2026")
    assert "Anna Holm" in page
    assert "De er fire." not in page
