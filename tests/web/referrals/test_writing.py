"""Writing a referral on the web: every answer kept, one referral for one sending, no cookie, nothing in the address."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.factories.accounts import UserFactory
from tests.factories.referrals import HOTLINE, PARTNER, SuspicionFactory
from tests.factories.signs import SignFactory
from varsel.casework.referrals.models import Attachment, Draft, Referral
from varsel.casework.referrals.rules.pages import Page

pytestmark = pytest.mark.django_db
PAGES = {
    "danger": {"danger": "possible"},
    "place": {"place": "Nygade 7", "presence": "held", "until": "2026-11-22T10:00", "exploiter_present": "yes"},
    "signs": {"narrative": "Hun må ikke gå ud alene.", "persons": "2", "person_lines": "kvinde\nmand"},
    "child": {"child": "yes", "notified": "no", "not_notified": "Ved ikke hvor hun bor."},
    "knows": {"knows": "wants", "wants": "Et sted at sove", "told": ["police", "ngo"]},
    "contact": {"sender_contact": "20 20 20 20 efter kl. 16", "person_contact": "", "person_language": "rumænsk"},
}


class Writer:
    """Somebody who fills the form in, page by page."""

    def __init__(self, client: Client, language: str = "da", sender: str = "public") -> None:
        self.client, self.url, self.state = client, f"/{language}/referral/write/", ""
        self.answer = self.post(sender=sender)

    def post(self, **fields: Any) -> Any:
        if self.state:
            fields["state"] = self.state
        self.answer = self.client.post(self.url, fields)
        found = (
            re.search(r'name="state" value="([^"]+)"', self.answer.content.decode()) if self.answer.content else None
        )
        self.state = found.group(1) if found else self.state
        return self.answer

    def page(self) -> str:
        return re.search(r'name="page" value="([^"]+)"', self.answer.content.decode()).group(1)

    def fill(self, **changes: dict[str, Any]) -> "Writer":
        for page, answers in PAGES.items():
            self.post(page=page, go="next", **(answers | changes.get(page, {})))
        return self

    def send(self) -> Any:
        return self.post(page="check", go="send")


def code_in(answer: Any) -> str:
    return re.search(r'class="secret-code"[^>]*>([^<]+)<', answer.content.decode()).group(1)


@pytest.mark.parametrize("tongue", ["da", "en"])
def test_a_whole_referral_without_any_cookie(client: Client, tongue: str) -> None:
    writer = Writer(client, tongue).fill()
    assert writer.page() == Page.CHECK
    answer = writer.send()
    assert answer.status_code == 200
    assert not client.cookies
    kept = Referral.objects.get()
    assert kept.place.open("triage") == "Nygade 7"
    assert (kept.persons, kept.child, kept.notified, kept.told) == (2, "yes", "no", ["police", "ngo"])
    assert kept.language == tongue
    assert kept.until.isoformat() == "2026-11-22T09:00:00+00:00"
    assert client.post(f"/{tongue}/receipt/", {"code": code_in(answer)}).status_code == 200


def test_every_answer_of_the_form_is_never_stored_and_says_so(client: Client) -> None:
    writer = Writer(client)
    assert "no-store" in writer.answer.headers["Cache-Control"]
    assert "no-store" in writer.fill().answer.headers["Cache-Control"]


def test_neither_address_nor_title_says_what_it_is_about(client: Client) -> None:
    writer = Writer(client).fill()
    assert writer.answer.request["QUERY_STRING"] == ""
    title = re.search(r"<title>(.*?)</title>", writer.answer.content.decode(), re.S).group(1)
    assert "Nygade" not in title
    assert "handel" not in title


def test_what_was_typed_cannot_be_read_from_the_page_s_own_state(client: Client) -> None:
    writer = Writer(client)
    writer.post(page="place", go="next", **PAGES["place"])
    assert "Nygade" not in writer.state


def test_back_and_forward_and_change_keep_everything(client: Client) -> None:
    writer = Writer(client).fill()
    writer.post(page="check", go="place")
    assert "Nygade 7</textarea>" in writer.answer.content.decode()
    writer.post(page="place", go="back", place="Nygade 8", presence="held", until="", exploiter_present="yes")
    assert writer.page() == "danger"
    writer.post(page="danger", go="check", danger="now")
    assert "Nygade 8" in writer.answer.content.decode()
    assert "Hun må ikke gå ud alene." in writer.answer.content.decode()


def test_an_error_is_said_at_the_field_and_everything_is_kept(client: Client) -> None:
    writer = Writer(client)
    answer = writer.post(page="signs", go="next", narrative="Set i går.", persons="mange", person_lines="a\nb")
    assert answer.status_code == 422
    assert "Set i går." in answer.content.decode()
    assert 'value="mange"' in answer.content.decode()
    assert writer.page() == "signs"


def test_an_error_shows_no_more_signs_than_before(client: Client) -> None:
    signs = [SignFactory(order=number) for number in range(20)]
    writer = Writer(client)
    answer = writer.post(page="signs", go="next", persons="mange", signs=signs[-1].key)
    assert (answer.status_code, answer.content.decode().count('name="signs"')) == (422, 13)
    writer.post(page="signs", go="next", persons="2", signs=signs[-1].key)
    writer.send()
    assert Referral.objects.get().signs == [signs[-1].key]


def test_a_fault_that_was_passed_by_is_shown_before_sending(client: Client) -> None:
    writer = Writer(client).fill(signs={"persons": "1"})
    writer.post(page="signs", go="check", narrative="x", persons="0")
    assert writer.send().status_code == 422
    assert writer.page() == "signs"
    assert not Referral.objects.exists()


def test_a_double_click_is_one_referral_and_shows_the_same_code(client: Client) -> None:
    writer = Writer(client).fill()
    assert code_in(writer.send()) == code_in(writer.send())
    assert Referral.objects.count() == 1


def test_an_empty_referral_is_refused_where_it_can_be_mended(client: Client) -> None:
    writer = Writer(client)
    assert writer.send().status_code == 422
    assert writer.page() == "signs"


def test_a_forged_state_begins_anew_and_keeps_the_page(client: Client) -> None:
    answer = client.post(
        "/da/referral/write/", {"state": "v1.s1.AAAA", "page": "place", "go": "next", "place": "Nygade 7"}
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("state", ["", "x", "v1.d.AAAA", "v1.s1.***", "…", "v9.s1.AA"])
def test_no_state_breaks_the_page(client: Client, state: str) -> None:
    assert client.post("/da/referral/write/", {"state": state, "page": "nowhere", "go": "?"}).status_code == 200


def test_saving_gives_a_code_that_opens_and_deletes_the_form(client: Client) -> None:
    writer = Writer(client)
    writer.post(page="place", go="next", **PAGES["place"])
    code = code_in(writer.post(page="signs", go="save", narrative="Halvt skrevet"))
    assert Draft.objects.count() == 1
    again = client.post("/da/referral/saved/", {"code": code.lower(), "go": "open"})
    assert "Din formular" in again.content.decode() or again.status_code == 200
    client.post("/da/referral/saved/", {"code": code, "go": "delete"})
    assert not Draft.objects.exists()


def test_a_draft_has_ended_when_its_day_has_come(client: Client, clock: Any) -> None:
    code = code_in(Writer(client).post(page="place", go="save", **PAGES["place"]))
    clock.shift(timedelta(days=28))
    assert client.post("/da/referral/saved/", {"code": code, "go": "open"}).status_code == 422


def partner(client: Client) -> Any:
    user = UserFactory(may=PARTNER, language="da")
    client.force_login(user)
    return user


def test_a_partner_sends_in_the_organisation_s_name(client: Client) -> None:
    user = partner(client)
    Writer(client, sender="partner").fill(knows={"advice_only": "on"}).send()
    kept = Referral.objects.get()
    assert (kept.user, kept.organisation_id, kept.advice_only) == (user, user.organisation_id, True)
    assert not Draft.objects.exists()


def test_a_stranger_cannot_send_as_a_partner(client: Client) -> None:
    Writer(client, sender="partner").fill().send()
    assert Referral.objects.get().organisation_id is None


def test_a_session_that_ends_in_the_middle_loses_nothing(client: Client) -> None:
    user = partner(client)
    writer = Writer(client, sender="partner")
    writer.post(page="danger", go="next", danger="now")
    client.logout()
    answer = writer.post(page="place", go="next", **PAGES["place"])
    assert answer.status_code == 302
    assert not Referral.objects.exists()
    client.force_login(user)
    writer.answer = client.get("/da/referral/write/")
    writer.state = re.search(r'name="state" value="([^"]+)"', writer.answer.content.decode()).group(1)
    writer.post(page="danger", go="place")
    assert "Nygade 7" in writer.answer.content.decode()


def test_another_user_in_the_same_browser_does_not_get_the_form(client: Client) -> None:
    user = partner(client)
    writer = Writer(client, sender="partner")
    client.force_login(UserFactory(may=PARTNER))
    answer = writer.post(page="place", go="next", **PAGES["place"])
    assert answer.status_code == 302
    assert Draft.objects.get().user == user


def test_nobody_but_a_partner_adds_a_file(client: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    writer = Writer(client)
    writer.post(page="signs", go="upload", narrative="x", files=SimpleUploadedFile("a.png", b"\x89PNG"))
    assert not Attachment.objects.exists()


def test_refer_now_begins_with_what_was_seen_on_the_visits(client: Client) -> None:
    suspicion = SuspicionFactory()
    client.force_login(suspicion.user)
    page = client.get(f"/outreach/{suspicion.pk}/").content.decode()
    state = re.search(r'name="state" value="([^"]+)"', page).group(1)
    writer = Writer(client, sender="partner")
    writer.state = state
    writer.post(page="danger", go="place")
    assert "Ved banen" in writer.answer.content.decode()
    unsaid = {"signs": {"persons": "", "person_lines": "Mira"}, "place": {"place": "Ved banen"}}
    assert ">\nMira</textarea>" in writer.post(page="place", go="signs", place="Ved banen").content.decode()
    answer = writer.fill(**unsaid).send()
    suspicion.refresh_from_db()
    sent = Referral.objects.get()
    assert suspicion.referral == sent
    assert sent.person_lines.open("triage") == "Mira"
    assert sent.reference in answer.content.decode()


def test_the_field_that_the_first_name_comes_into_asks_who_it_is_about(client: Client) -> None:
    page = Writer(client).post(page="danger", go="signs").content.decode()
    label = re.search(r'<label class="form-label" for="id_person_lines">(.*?)</label>', page).group(1)
    assert label == "Hvem handler det om?"


def test_a_partner_keeps_the_way_back_to_the_staff_pages_and_a_visitor_sees_none_of_them(client: Client) -> None:
    partner(client)
    writer = Writer(client, sender="partner")
    pages = [client.get("/da/referral/"), *(writer.post(page="danger", go=page) for page in Page)]
    shown = [page.content.decode() for page in [*pages, writer.fill().send()]]
    for page in shown:
        assert 'href="/home/"' in page
        assert "Vores henvendelser" in page
    visitor = Writer(Client())
    public = [Client().get("/da/referral/"), *(visitor.post(page="danger", go=page) for page in Page)]
    for page in [*public, visitor.fill().send()]:
        assert "staff-" not in page.content.decode()
        assert "quick-exit" in page.content.decode()


def test_nobody_under_a_log_in_is_told_that_they_are_anonymous(client: Client) -> None:
    partner(client)
    writer = Writer(client, sender="partner")
    pages = [client.get("/da/referral/"), *(writer.post(page="danger", go=page) for page in Page), writer.fill().send()]
    for page in pages:
        assert "anonym" not in page.content.decode()
        assert "hvem du er" not in page.content.decode()
    assert "anonym" in Writer(Client()).post(page="danger", go="contact").content.decode()


def test_at_the_desk_the_words_are_about_the_caller_and_the_staff_pages_stay_around_the_form(client: Client) -> None:
    client.force_login(UserFactory(may=HOTLINE, language="da"))
    told = {"note": "Nabo er bekymret.", "channel": "phone", "caller": "public", "version": "1", "go": "referral"}
    page = client.post("/desk/", told).content.decode()
    writer = Writer(client)
    writer.state = re.search(r'name="state" value="([^"]+)"', page).group(1)
    asked = writer.post(page="danger", go="contact", danger="no").content.decode()
    assert "Hvordan kan vi kontakte den, der ringer?" in asked
    assert 'href="/home/"' in asked
    receipt = writer.post(page="check", go="send").content.decode()
    assert Referral.objects.get().reference in receipt
    assert "/sent/" not in receipt.split("<main")[1]


def test_the_receipt_gives_the_number_to_a_log_in_alone(client: Client) -> None:
    partner(client)
    answer = Writer(client, sender="partner").fill().send().content.decode()
    own = Referral.objects.get().reference
    assert f'href="/sent/{own}/"' in answer
    visitor = Writer(Client()).fill().send().content.decode()
    assert Referral.objects.exclude(reference=own).get().reference not in visitor


def test_a_form_of_somebody_else_gets_no_staff_pages_around_it(client: Client) -> None:
    partner(client)
    state = Writer(client, sender="partner").state
    page = Client().post("/da/referral/write/", {"state": state}).content.decode()
    assert "staff-" not in page


def test_flooding_is_slowed_and_the_form_is_kept(client: Client) -> None:
    writer = Writer(client).fill()
    for _ in range(20):
        writer.send()
    answer = writer.send()
    assert answer.status_code == 422
    assert "Hun må ikke gå ud alene." in answer.content.decode()


def test_who_has_no_codes_yet_does_not_get_the_draft_of_the_same_name(client: Client) -> None:
    user = partner(client)
    Writer(client, sender="partner").post(page="danger", go="next", danger="now")
    assert Draft.objects.filter(user=user).exists()
    Authenticator.objects.filter(user=user).delete()
    half = Client()
    half.force_login(user)
    assert half.get("/da/referral/write/").status_code == 302
    begun = half.get("/da/referral/")
    assert not begun.context["partner"]
    assert begun.context["draft"] is None


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_moment_outside_of_all_calendars_is_refused_at_the_field(client: Client, year: str) -> None:
    writer = Writer(client)
    answer = writer.post(page="place", go="next", **{**PAGES["place"], "until": f"{year}-01-01T00:00"})
    assert answer.status_code == 422
    assert "until" in answer.context["form"].errors
    assert "Nygade 7" in answer.content.decode()


def test_who_goes_back_and_changes_a_word_sends_another_one(client: Client) -> None:
    writer = Writer(client).fill()
    before = writer.state
    first = code_in(writer.send())
    writer.state = before
    writer.post(page="signs", go="check", narrative="De flytter hende i nat.")
    assert code_in(writer.send()) != first
    assert {each.narrative.open("triage") for each in Referral.objects.all()} == {
        PAGES["signs"]["narrative"],
        "De flytter hende i nat.",
    }


def test_saving_without_end_is_slowed(client: Client) -> None:
    writer = Writer(client)
    answers = [writer.post(page="danger", go="save", danger="now").status_code for _ in range(11)]
    assert answers == [200] * 10 + [422]
    assert Draft.objects.count() == 10


def test_a_saved_form_is_erased_when_it_is_sent(client: Client) -> None:
    writer = Writer(client).fill()
    code = code_in(writer.post(page="check", go="save"))
    writer.answer = client.post("/da/referral/saved/", {"code": code, "go": "open"})
    writer.state = re.search(r'name="state" value="([^"]+)"', writer.answer.content.decode()).group(1)
    assert writer.send().status_code == 200
    assert Referral.objects.exists()
    assert not Draft.objects.exists()
