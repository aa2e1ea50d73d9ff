"""Error pages say what to do, in the user's language, and nothing of what caused them."""

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import translation

from varsel.base.design import errors

SECRET = "the name of somebody"


@pytest.mark.parametrize("status", errors.PAGES)
def test_every_error_page_stands_without_request_or_database(status: int, language: str) -> None:
    page = errors.error_page(None, status)
    assert page.status_code == status
    assert f'<html lang="{language}">' in page.text
    assert "112" in page.text
    assert page["Cache-Control"] == "no-store"


def test_an_error_page_tells_nothing_of_its_cause() -> None:
    request = RequestFactory().get(f"/{SECRET}")
    for page in (errors.bad_request(request, SuspiciousOperation(SECRET)), errors.server_error(request)):
        assert SECRET not in page.text


@pytest.mark.django_db
def test_an_unknown_address_says_so_in_the_language_of_the_address(client: Client) -> None:
    assert "Her er ikke noget" in client.get("/da/nothing/").text
    assert "There is nothing here" in client.get("/en/nothing/").text


@pytest.mark.django_db
def test_a_form_without_its_token_is_answered_in_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/da/design/")
    assert answer.status_code == 403
    assert "Siden havde været åben for længe" in answer.text


def test_a_better_word_takes_the_place_of_the_usual_one() -> None:
    with translation.override("en"):
        page = errors.error_page(None, 422, advice="Choose a date after the start.")
    assert "Choose a date after the start." in page.text
    assert "This could not be done" in page.text


@pytest.mark.django_db
def test_too_many_attempts_has_its_page() -> None:
    assert errors.too_many(HttpRequest()).status_code == 429
