"""The centre's inbox, and who is kept out of it."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.actions.referrals.test_attachments import picture
from tests.factories.accounts import UserFactory
from tests.factories.actors import OrganisationNameFactory
from tests.factories.referrals import (
    CENTRE,
    HOTLINE,
    LEAD,
    PARTNER,
    STREET,
    MessageFactory,
    PartnerReferralFactory,
    PresenceFactory,
    ReferralFactory,
    SuspicionFactory,
    TriageFactory,
)
from tests.pages import content_of
from varsel.base.accounts.permissions import Permission
from varsel.base.actors.queries import organisation_name
from varsel.base.audit.models import Event
from varsel.base.kernel.models.packs import PackEntry
from varsel.casework.referrals import actions
from varsel.casework.referrals.actions.attachments import add_file, path_of
from varsel.casework.referrals.models import Attachment, Contact, Message, Referral, Triage
from varsel.casework.referrals.rules.situation import Sender, Urgency

pytestmark = pytest.mark.django_db
ROLES = {
    "partner": PARTNER,
    "street worker": STREET,
    "lister": (Permission.INBOX_LIST,),
    "auditor": (Permission.AUDIT_READ,),
    "administrator": (Permission.USER_MANAGE, Permission.PACK_LOAD),
    "analyst": (Permission.STATISTICS_READ,),
}


def logged_in(may: Any = CENTRE, **more: Any) -> Client:
    client = Client()
    client.force_login(UserFactory(may=may, language="da", **more))
    return client


def test_the_most_dangerous_comes_first_and_the_oldest_within(clock: Any) -> None:
    for place, urgency in (("A", Urgency.ORDINARY), ("B", Urgency.NOW), ("C", Urgency.ORDINARY)):
        ReferralFactory(place=place * 9, urgency=urgency)
        clock.shift(60)
    page = logged_in().get("/inbox/").content.decode()
    assert page.index("BBBBBBBBB") < page.index("AAAAAAAAA") < page.index("CCCCCCCCC")


def test_opening_makes_it_read_and_shows_who_else_is_looking() -> None:
    referral = ReferralFactory()
    PresenceFactory(referral=referral, user=UserFactory(display_name="Anna Holm"))
    page = logged_in().get(f"/inbox/{referral.reference}/").content.decode()
    assert "Hun må ikke gå ud alene." in page
    assert "Anna Holm" in page
    referral.refresh_from_db()
    assert referral.read_at == timezone.now()


def test_every_reading_leaves_an_event_for_the_list_and_for_the_referral() -> None:
    referral = ReferralFactory()
    logged_in().get(f"/inbox/{referral.reference}/")
    assert Event.objects.get(verb="referral:read").subject_id == referral.pk
    assert Event.objects.get(verb="inbox:list").shown_count == 1


def test_the_list_is_read_page_by_page_without_a_gap() -> None:
    made = {ReferralFactory(urgency=number % 3).reference for number in range(65)}
    client, seen, mark = logged_in(), [], ""
    while mark is not None:
        answer = client.get(f"/inbox/?show=all&after={mark}")
        seen += [row.referral.reference for row in answer.context["rows"]]
        mark = answer.context["following"]
    assert len(seen) == 65
    assert set(seen) == made


@pytest.mark.parametrize(
    "mark",
    [
        "x",
        "1_2_3",
        "_",
        "1_1_00000000-0000-0000-0000-000000000000",
        "1_99_2026-11-21T12:00:00+00:00~00000000-0000-0000-0000-000000000000",
        "1_2_0001-01-01T00:00:00+14:00~00000000-0000-0000-0000-000000000000",
    ],
)
def test_a_mark_that_cannot_be_read_is_no_mark(mark: str) -> None:
    assert logged_in().get("/inbox/", {"after": mark, "show": "nothing"}).status_code == 200


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("address", ["/inbox/{}/", "/inbox/{}/files/1/", "/sent/{}/"])
def test_others_cannot_tell_a_foreign_referral_from_none_and_the_attempt_is_logged(role: str, address: str) -> None:
    referral = PartnerReferralFactory()
    client = logged_in(ROLES[role])
    known, unknown = client.get(address.format(referral.reference)), client.get(address.format("ZZZZZZZZ"))
    assert (known.status_code, unknown.status_code) == (404, 404)
    assert content_of(known) == content_of(unknown)
    assert Event.objects.exclude(code="").count() == 2


@pytest.mark.parametrize("address", ["/inbox/{}/decide/", "/inbox/{}/ask/"])
@pytest.mark.parametrize("role", ROLES)
def test_others_can_do_nothing_to_a_foreign_referral(role: str, address: str) -> None:
    referral = ReferralFactory()
    answer = logged_in(ROLES[role]).post(address.format(referral.reference), {"outcome": "advice", "text": "x"})
    assert answer.status_code == 404
    assert not Triage.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize("address", ["/inbox/", "/inbox/AAAAAAAA/", "/sent/", "/outreach/", "/desk/"])
def test_a_stranger_is_sent_to_log_in(client: Client, address: str) -> None:
    assert client.get(address).status_code == 302


def test_the_second_of_two_is_told_and_keeps_the_words() -> None:
    referral = ReferralFactory()
    TriageFactory(referral=referral, user=UserFactory(display_name="Anna Holm"))
    url = f"/inbox/{referral.reference}/decide/"
    answer = logged_in().post(url, {"outcome": "no_action", "after": "", "reason": "Det er en dublet."})
    assert answer.status_code == 422
    assert "Anna Holm" in answer.content.decode()
    assert "Det er en dublet." in answer.content.decode()


def test_advice_is_given_in_one_press() -> None:
    referral = ReferralFactory()
    assert logged_in().post(f"/inbox/{referral.reference}/decide/", {"outcome": "advice"}).status_code == 302
    assert Referral.objects.get().outcome == "advice"


@pytest.mark.parametrize("outcome", ["opened", "joined", "approved", "rejected", "nonsense", ""])
def test_what_this_page_may_not_decide_is_refused(outcome: str) -> None:
    referral = ReferralFactory()
    answer = logged_in().post(f"/inbox/{referral.reference}/decide/", {"outcome": outcome})
    assert answer.status_code == 422
    assert not Triage.objects.exists()


def test_passing_on_is_proposed_by_one_and_approved_by_a_lead() -> None:
    words = {"da": "Samtykke", "en": "Consent"}
    PackEntry.objects.create(section="passing_on_grounds", key="consent", data={"label": words, "text": words})
    referral, name = ReferralFactory(), OrganisationNameFactory(name_da="Østby Politi (opdigtet)")
    recipient = name.organisation
    url = f"/inbox/{referral.reference}/decide/"
    told = {"outcome": "proposed", "recipient": recipient.key, "ground": "consent", "reason": "Derfor."}
    assert logged_in().post(url, {**told, "ground": ""}).status_code == 422
    assert logged_in().post(url, told).status_code == 302
    assert "→ Østby Politi (opdigtet)" in logged_in().get(f"/inbox/{referral.reference}/").content.decode()
    proposal = Triage.objects.get()
    assert logged_in().post(url, {"outcome": "approved", "after": str(proposal.pk)}).status_code == 422
    assert logged_in(LEAD).post(url, {"outcome": "approved", "after": str(proposal.pk)}).status_code == 302
    assert Referral.objects.get().outcome == "approved"


def test_a_question_goes_to_the_sender_and_an_empty_one_does_not() -> None:
    referral = ReferralFactory()
    url = f"/inbox/{referral.reference}/ask/"
    assert logged_in().post(url, {"text": ""}).status_code == 422
    assert logged_in().post(url, {"text": "Hvornår?", "kind": "question"}).status_code == 302
    assert Referral.objects.get().status == "question"


def test_the_inbox_takes_as_many_queries_with_thirty_rows_as_with_one(query_budget: Any) -> None:
    client = logged_in()
    PartnerReferralFactory()
    query_budget.constant(
        lambda: client.get("/inbox/"), lambda: [PartnerReferralFactory(persons=number) for number in range(1, 20)]
    )


def test_an_opened_referral_takes_as_many_queries_with_many_messages_as_with_one(query_budget: Any) -> None:
    referral, client = ReferralFactory(), logged_in()
    MessageFactory(referral=referral)
    query_budget.constant(
        lambda: client.get(f"/inbox/{referral.reference}/"), lambda: MessageFactory.create_batch(20, referral=referral)
    )


def test_another_organisation_sees_nothing_of_what_a_partner_has_sent() -> None:
    referral = PartnerReferralFactory()
    assert referral.reference not in logged_in(PARTNER).get("/sent/").content.decode()


def test_a_partner_answers_a_question() -> None:
    referral = PartnerReferralFactory()
    MessageFactory(referral=referral, text="Hvem leder aktionen?")
    client = Client()
    client.force_login(referral.user)
    assert "Hvem leder aktionen?" in client.get(f"/sent/{referral.reference}/").content.decode()
    assert client.post(f"/sent/{referral.reference}/", {"text": ""}).status_code == 422
    assert client.post(f"/sent/{referral.reference}/", {"text": "Os."}).status_code == 302
    assert Referral.objects.get().awaits_centre


def test_street_workers_see_their_own_organisation_s_suspicions_alone() -> None:
    mine, others = SuspicionFactory(first_name="Mira"), SuspicionFactory(first_name="Dana")
    client = Client()
    client.force_login(mine.user)
    page = client.get("/outreach/").content.decode()
    assert "Mira" in page
    assert "Dana" not in page
    for address in (f"/outreach/{others.pk}/", f"/outreach/{others.pk}/visit/"):
        assert client.get(address).status_code == 404
    assert client.post(f"/outreach/{others.pk}/close/").status_code == 404


def test_a_visit_is_noted_and_the_next_one_planned() -> None:
    kept = SuspicionFactory()
    client = Client()
    client.force_login(kept.user)
    day = {"on_day": "20", "on_month": "11", "on_year": "2026"}
    following = {"next_visit_day": "28", "next_visit_month": "11", "next_visit_year": "2026"}
    answer = client.post(f"/outreach/{kept.pk}/visit/", {**day, **following, "note": "Så træt ud."})
    assert answer.status_code == 302
    page = client.get(f"/outreach/{kept.pk}/").content.decode()
    assert "Så træt ud." in page
    kept.refresh_from_db()
    assert str(kept.next_visit) == "2026-11-28"
    wrong = client.post(f"/outreach/{kept.pk}/visit/", {**day, "on_day": "32", "note": "Bliver stående"})
    assert wrong.status_code == 422
    assert "Bliver stående" in wrong.content.decode()


def test_a_suspicion_is_opened_and_closed() -> None:
    client = logged_in(STREET)
    assert client.get("/outreach/new/").status_code == 200
    nameless = client.post("/outreach/new/", {"first_name": "", "place": "x"})
    assert nameless.status_code == 422
    assert "Skriv et fornavn, eller det, du kalder personen." in nameless.content.decode()
    made = client.post("/outreach/new/", {"first_name": "Mira", "place": "Ved banen"})
    pk = made.headers["Location"].split("/")[2]
    assert client.post(f"/outreach/{pk}/close/").status_code == 302
    assert client.post(f"/outreach/{pk}/close/").status_code == 422


def test_a_call_is_noted_saved_and_ended() -> None:
    client = logged_in(HOTLINE)
    client.get("/desk/")
    told = {"note": "Nabo er bekymret.", "channel": "phone", "caller": "public", "version": "1"}
    assert client.post("/desk/", {**told, "go": "save"}).status_code == 302
    assert "Nabo er bekymret." in client.get("/desk/").content.decode()
    stale = client.post("/desk/", {**told, "go": "save"})
    assert stale.status_code == 422
    assert client.post("/desk/", {**told, "version": "2", "go": "referral"}).status_code == 200
    assert client.post("/desk/", {**told, "version": "3", "go": "advice"}).status_code == 302
    assert Contact.objects.get().ended_at == timezone.now()


def a_file_in_the_inbox() -> tuple[Referral, Attachment]:
    user = UserFactory(may=PARTNER)
    key = uuid4()
    kept = add_file(submission_key=key, by=user, upload=SimpleUploadedFile("a.jpg", picture()))
    told = {"sender": Sender.PARTNER, "narrative": "Hun må ikke gå ud."}
    return actions.send(key=key, told=told, by=user, language="da").referral, kept


def test_a_file_is_fetched_by_the_centre_alone_and_never_shown_in_a_page() -> None:
    referral, _kept = a_file_in_the_inbox()
    answer = logged_in().get(f"/inbox/{referral.reference}/files/1/")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert logged_in(PARTNER).get(f"/inbox/{referral.reference}/files/1/").status_code == 404


@pytest.mark.parametrize("harm", ["cut", "gone"])
def test_a_file_that_was_changed_on_the_disk_is_refused_before_its_first_byte_and_logged(harm: str) -> None:
    referral, kept = a_file_in_the_inbox()
    path = path_of(kept)
    path.unlink() if harm == "gone" else path.write_bytes(path.read_bytes()[:-1])
    answer = logged_in().get(f"/inbox/{referral.reference}/files/1/")
    assert answer.status_code == 422
    assert Event.objects.filter(verb="attachment:read", code="seal_broken").exists()


def test_a_double_click_on_a_question_is_one_question() -> None:
    referral, client, key = ReferralFactory(), logged_in(), uuid4()
    for _ in range(2):
        sent = {"text": "Hvornår?", "kind": "question", "submission_key": key}
        assert client.post(f"/inbox/{referral.reference}/ask/", sent).status_code == 302
    assert Message.objects.count() == 1


def test_a_double_click_of_a_partner_is_one_answer() -> None:
    user, key = UserFactory(may=PARTNER), uuid4()
    referral = PartnerReferralFactory(user=user, organisation=user.membership.organisation)
    client = Client()
    client.force_login(user)
    for _ in range(2):
        sent = {"text": "I morgen.", "submission_key": key}
        assert client.post(f"/sent/{referral.reference}/", sent).status_code == 302
    assert Message.objects.count() == 1


def test_the_centre_reads_which_organisation_wrote_and_in_the_opened_one_who() -> None:
    referral = partner_referral("Anna Holm")
    name = organisation_name(referral.organisation, timezone.localdate())
    client = logged_in()
    for address in ("/inbox/", "/home/"):
        page = client.get(address).content.decode()
        assert name in page
        assert "Anna Holm" not in page
    assert f"{name}, Anna Holm" in client.get(f"/inbox/{referral.reference}/").content.decode()


def partner_referral(writer: str) -> Referral:
    user = UserFactory(may=PARTNER, display_name=writer)
    return PartnerReferralFactory(user=user, organisation=user.membership.organisation)


def test_a_referral_is_known_on_the_home_page_and_in_the_inbox_by_the_same_number_age_writer_and_persons(
    clock: Any,
) -> None:
    referral = ReferralFactory(persons=2)
    client = logged_in()
    for age in ("lige nu", "for 5 minutter siden"):
        for address in ("/inbox/", "/home/"):
            page = client.get(address).content.decode().replace("\xa0", " ")
            assert referral.reference in page
            assert f"{age if address == '/inbox/' else age.capitalize()} · En borger · 2 personer" in page
        clock.shift(300)
    assert "Nygade" not in client.get("/home/").content.decode()


@pytest.mark.parametrize(
    ("urgency", "mark"), [(Urgency.NOW, "I fare"), (Urgency.SOON, "Haster"), (Urgency.ORDINARY, "")]
)
@pytest.mark.parametrize("address", ["/inbox/", "/inbox/{}/"])
def test_what_hurries_has_a_calmer_mark_than_danger(urgency: Urgency, mark: str, address: str) -> None:
    referral = ReferralFactory(urgency=urgency)
    page = logged_in().get(address.format(referral.reference)).content.decode()
    assert [word for word in ("I fare", "Haster") if f"{word}</span>" in page] == [word for word in (mark,) if word]


def test_the_list_of_everything_says_what_was_decided() -> None:
    ReferralFactory(outcome="advice", awaits_centre=False)
    assert "Kun rådgivning" in logged_in().get("/inbox/?show=all").content.decode()


@pytest.mark.parametrize("may", [Permission.CASE_WORK, Permission.CASE_CREATE])
def test_only_what_somebody_may_do_with_cases_is_offered(may: Permission) -> None:
    referral = ReferralFactory()
    page = logged_in([*HOTLINE, may]).get(f"/inbox/{referral.reference}/").content.decode()
    offered = {name for name in ("from", "join") if f'href="/cases/{name}/{referral.reference}/"' in page}
    assert offered == ({"join"} if may is Permission.CASE_WORK else {"from"})


@pytest.mark.parametrize("field", ["after", "version"])
def test_a_hidden_field_that_says_nothing_is_no_fault_of_ours(field: str) -> None:
    referral = ReferralFactory()
    if field == "after":
        answer = logged_in().post(f"/inbox/{referral.reference}/decide/", {"outcome": "advice", "after": "x"})
    else:
        told = {"note": "Nabo", "channel": "phone", "caller": "public", "go": "save", "version": "x"}
        answer = logged_in(HOTLINE).post("/desk/", told)
    assert answer.status_code == 422
