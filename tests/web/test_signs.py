"""Tjek tegnene: nothing is stored, nothing is in the address, and the answer never reassures."""

import re
from collections.abc import Callable
from html import unescape
from itertools import cycle, product

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests import danish
from tests.factories.signs import SignFactory, SignTextFactory
from varsel.base.accounts.gate import Gate
from varsel.base.kernel.actor import SYSTEM
from varsel.base.kernel.packs import load
from varsel.base.kernel.refusals import Refusal
from varsel.base.signs import queries, views
from varsel.base.signs.forms import carried, carry
from varsel.base.signs.models import Review, Sign, SignText

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("danish_pack")]

FOUND = ("EX01", "EX02", "DC01", "DC02", "RD01", "RD02")


@pytest.fixture
def visitor() -> Client:
    return Client(enforce_csrf_checks=True)


def words(response) -> str:
    """The text of a page as a reader sees it."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def ok(response) -> None:
    assert response.status_code == 200


def address(name: str, language: str = "da", *args: str) -> str:
    with translation.override(language):
        return reverse(f"signs:{name}", args=args)


def token(response, field: str) -> str:
    found = re.search(f'name="{field}" value="([^"]+)"', response.content.decode())
    assert found
    return unescape(found[1])


def answered(visitor: Client, *signs: str, language: str = "da", **more: str):
    return visitor.post(address("answer", language), {"signs": signs, **more})


def rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_a_screening_leaves_no_row_and_no_cookie(visitor: Client) -> None:
    before = rows()
    visitor.get(address("start"))
    visitor.get(address("sector", "da", "police"))
    visitor.post(address("choose"), {"form": "labour"})
    page = answered(visitor, *FOUND, age="child", kind="labour")
    assert page.status_code == 200
    assert rows() == before
    assert not visitor.cookies


def test_answers_are_never_in_the_address_and_never_kept_by_the_browser(visitor: Client) -> None:
    page = answered(visitor, *FOUND)
    assert not re.search(r'(href|action)="[^"]*(EX01|DC01|signs=)', page.content.decode())
    assert "no-store" in page["Cache-Control"]
    ticking = visitor.get(address("sector", "da", "police")).content.decode()
    assert 'action="/da/signs/answer/" method="post"' in ticking


@pytest.mark.parametrize("name", ["start", "help"])
def test_titles_say_nothing_about_the_one_who_reads(visitor: Client, name: str, language: str) -> None:
    title = re.search("<title>(.*?)</title>", visitor.get(address(name, language)).content.decode())
    assert title
    assert title[1] in {"Tegn · Varsel", "Signs · Varsel", "Hjælp · Varsel", "Help · Varsel"}


def test_an_alarm_sign_alone_says_call_now_in_both_languages(visitor: Client) -> None:
    assert "Ring nu" in words(answered(visitor, "DC04"))
    assert "Call now" in words(answered(visitor, "DC04", language="en"))


def test_without_alarm_or_coercion_it_says_call_and_ask(visitor: Client) -> None:
    page = words(answered(visitor, "EX02"))
    assert "Ring og spørg, også hvis du er i tvivl" in page
    assert "Du skal ikke følge efter, fotografere eller konfrontere nogen." in page


def test_nothing_ticked_is_no_reassurance(visitor: Client) -> None:
    page = words(answered(visitor))
    assert "Ring og spørg" in page
    assert "Hvis noget bekymrer dig, er det grund nok" in page


def test_too_few_signs_for_the_rule_are_no_reassurance(visitor: Client) -> None:
    page = words(answered(visitor, "EX02", age="adult", kind="labour"))
    assert "Det betyder ikke, at der ikke er noget galt." in page


def test_the_number_the_hours_and_whether_it_is_open_stand_on_the_answer(visitor: Client, clock) -> None:
    assert "Åbent nu" in words(answered(visitor, "EX02"))  # a Saturday at 13 in Copenhagen
    clock.move_to("2026-11-21T14:00:00+00:00")  # 15 o'clock: closing time is closed
    page = words(answered(visitor, "EX02"))
    assert "Lukket nu" in page
    assert "70 20 25 50" in page
    assert "112" in page


def test_the_rule_runs_where_weights_are_published_and_names_its_source(visitor: Client) -> None:
    page = words(answered(visitor, *FOUND, age="adult", kind="labour"))
    assert "Tegnene peger på menneskehandel." in page
    assert "ILO og Europa-Kommissionen" in page
    assert "afgør ingenting" in page


@pytest.mark.parametrize(
    ("age", "kind"), [("adult", "sexual"), ("child", "other"), ("unknown", "labour"), ("adult", "unknown")]
)
def test_elsewhere_nothing_is_weighed_and_it_says_so(visitor: Client, age: str, kind: str) -> None:
    page = words(answered(visitor, *FOUND, age=age, kind=kind))
    assert "Tegnene er ikke vejet" in page
    assert "peger på" not in page


def test_whoever_may_be_a_child_is_treated_as_one(visitor: Client) -> None:
    assert "Underret også kommunen" in words(answered(visitor, "EX02", age="unknown"))
    assert "Underret også kommunen" not in words(answered(visitor, "EX02", age="adult"))


def test_for_a_child_the_act_is_asked_and_the_answer_counts(visitor: Client) -> None:
    page = answered(visitor, "EX01", "EX02", age="child", kind="labour")
    assert "Et spørgsmål mere" in words(page)
    page = visitor.post(address("answer"), {"answers": token(page, "answers"), "act": "yes"})
    assert "Tegnene peger på menneskehandel." in words(page)
    assert "Et spørgsmål mere" not in words(page)


def test_choices_can_be_changed_and_are_still_ticked(visitor: Client) -> None:
    page = answered(visitor, "EX02", "CR10", age="child", kind="other", sector="tax")
    back = visitor.post(address("choose"), {"answers": token(page, "answers")}).content.decode()
    assert re.search(r'value="EX02" checked', back)
    assert re.search(r'value="CR10" checked', back)  # no sign of the tax authority's, kept all the same
    assert re.search(r'id="age-child" value="child" checked', back)


@pytest.mark.parametrize("name", ["choose", "answer"])
def test_changed_answers_are_refused(visitor: Client, name: str) -> None:
    page = visitor.post(address(name), {"answers": token(answered(visitor, "EX02"), "answers") + "x"})
    assert page.status_code == 422


def test_a_sign_the_page_never_offered_is_refused(visitor: Client) -> None:
    assert answered(visitor, "ZZ99").status_code == 422


@pytest.mark.parametrize("name", ["choose", "answer"])
def test_reloading_an_answer_leads_to_the_start(visitor: Client, name: str) -> None:
    assert visitor.get(address(name)).headers["Location"] == address("start")


def test_signs_are_carried_to_the_referral_signed() -> None:
    assert carried(carry(["EX01", "DC01"])) == ("EX01", "DC01")
    with pytest.raises(Refusal, match="answers_not_readable"):
        carried(carry(["EX01"]) + "x")


def test_carried_signs_are_read_for_half_a_day(clock) -> None:
    signed = carry(["EX01"])
    clock.shift(60 * 60 * 13)
    with pytest.raises(Refusal):
        carried(signed)


def test_every_sector_has_its_page_and_its_sheet_with_as_many_queries(visitor: Client, query_budget) -> None:
    counts, languages = set(), cycle(("da", "en"))
    sectors = [sector.key for group in queries.sector_groups() for sector in group.sectors]
    assert len(sectors) == 20
    for name, sector in product(("sector", "sheet"), sectors):
        page = address(name, next(languages), sector)
        counts.add((name, query_budget.count(lambda page=page: ok(visitor.get(page)))))
    assert len(counts) == 2, counts


def test_more_signs_need_no_more_queries(visitor: Client, query_budget) -> None:
    def grow() -> None:
        SignTextFactory.create_batch(20, sign__sectors=["police"])

    query_budget.constant(lambda: visitor.get(address("sector", "da", "police")), grow)


def test_the_twelve_most_telling_come_first_and_the_rest_on_request(visitor: Client) -> None:
    page = visitor.get(address("sector", "da", "public")).content.decode()
    first, rest = page.split("<details", 1)
    assert first.count('name="signs"') == 12
    total = sum("public" in sign.sectors for sign in Sign.objects.all())
    assert rest.count('name="signs"') == total - 12
    assert f"Vis {total - 12} tegn mere" in rest


def test_a_form_shows_its_own_signs_first(visitor: Client) -> None:
    page = visitor.post(address("choose"), {"form": "begging"}).content.decode()
    assert 'value="BG03"' in page.split("<details", 1)[0]
    assert 'id="kind-other" value="other" checked' in page


def test_unknown_sectors_and_languages_are_not_found(visitor: Client) -> None:
    assert visitor.get(address("sector", "da", "nowhere")).status_code == 404
    assert visitor.get(address("sheet", "da", "nowhere")).status_code == 404
    assert visitor.get(address("help_in", "da", "xx")).status_code == 404


def test_help_is_there_in_danish_and_english_and_does_not_depend_on_the_police(visitor: Client) -> None:
    assert "Hjælpen afhænger ikke af, at du taler med politiet." in words(visitor.get(address("help")))
    english = visitor.get(address("help_in", "da", "en"))
    assert "Help does not depend on your talking to the police." in words(english)
    assert '<div lang="en"' in english.content.decode()


def test_every_page_is_declared_public() -> None:
    pages: list[Callable] = [views.start, views.choose, views.answer, views.of_sector, views.sheet, views.help_page]
    assert all(isinstance(page.gate, Gate) and page.gate.public for page in pages)


# The catalogue in the tables


def test_loading_the_pack_again_changes_nothing_and_keeps_reviews(query_budget) -> None:
    text = SignText.objects.get(sign__key="EX01", language="da")
    text.review = Review.REVIEWED
    text.save()
    assert not load(danish.pack(), by=SYSTEM)
    text.refresh_from_db()
    assert text.review == Review.REVIEWED
    assert Sign.objects.count() == 201


def test_new_words_in_the_pack_are_a_proposal_again() -> None:
    SignText.objects.filter(sign__key="EX01", language="da").update(text="Andre ord", review=Review.REVIEWED)
    load(danish.pack(), by=SYSTEM)
    text = SignText.objects.get(sign__key="EX01", language="da")
    assert (text.text, text.review) == ("Arbejder urimeligt mange timer eller dage i træk", Review.PROPOSED)


def test_a_sign_the_pack_no_longer_has_is_retired_not_deleted() -> None:
    sign = SignFactory(key="ZZ01")
    load(danish.pack(), by=SYSTEM)
    sign.refresh_from_db()
    assert sign.valid_to is not None
    assert "ZZ01" not in queries.catalogue()


def test_a_sign_without_words_in_the_readers_language_is_shown_in_danish() -> None:
    sign = SignTextFactory(language="da", text="Kun dansk").sign
    with translation.override("en"):
        assert sign.text == "Kun dansk"
