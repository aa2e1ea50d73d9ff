"""The log says that something broke and where, and nothing of what was in hand."""

import logging
import sys

from django.test import RequestFactory
from django.urls import resolve

from varsel.portal.logs import Frugal


def broken(name: str) -> logging.LogRecord:
    request = RequestFactory().get("/da/signs/at/police/")
    request.resolver_match = resolve(request.path)
    try:
        raise ValueError("Maria")
    except ValueError:
        record = logging.LogRecord(name, logging.ERROR, "", 0, "Error: %s", (request.path,), sys.exc_info())
    record.request = request
    return record


def test_an_error_is_named_by_its_kind_and_place() -> None:
    line = Frugal().format(broken("django.request"))
    assert "ValueError" in line
    assert "test_logs.py:" in line
    assert "signs/at/<slug:sector>/" in line


def test_neither_the_address_nor_the_words_of_an_error_are_logged() -> None:
    line = Frugal().format(broken("django.request"))
    assert "police" not in line
    assert "Maria" not in line
    assert "\n" not in line


def test_what_the_house_itself_says_is_logged() -> None:
    assert Frugal().format(broken("varsel.portal")).count("Error: ") == 1
