"""The public page of figures repeats what was published, with its source; it counts nobody."""

import csv

import pytest
from django.test import Client

from tests.conftest import QueryBudget


@pytest.mark.usefixtures("danish_pack")
def test_the_page_shows_the_newest_official_number_its_source_and_what_is_not_known(client: Client) -> None:
    page = client.get("/da/figures/").content.decode()
    assert "<strong>112</strong>" in page
    assert "cmm.dk" in page
    assert "2009, 2010, 2013, 2014" in page
    assert "Ikke offentliggjort" in page
    assert "<svg" in page


@pytest.mark.usefixtures("danish_pack")
def test_disagreements_are_computed_in_both_languages(client: Client) -> None:
    assert "53 %" in client.get("/da/figures/").content.decode()
    english = client.get("/en/figures/").content.decode()
    assert "The numbers give a rise of 53 %." in english
    assert "The centre’s own figure is 77." in english


@pytest.mark.usefixtures("danish_pack")
def test_the_page_sets_no_cookie_and_costs_the_same_few_queries(client: Client, query_budget: QueryBudget) -> None:
    client.get("/da/figures/")
    with query_budget(5):  # figures, claims, terms and released estimates, and the hotline of the bar on every page
        assert not client.get("/da/figures/").cookies


@pytest.mark.usefixtures("danish_pack")
def test_every_figure_can_be_downloaded_with_its_source(client: Client) -> None:
    rows = list(csv.DictReader(client.get("/en/figures/figures.csv").content.decode().splitlines()))
    assert len(rows) == 100
    assert all(row["source"] and row["confidence"] for row in rows)


@pytest.mark.django_db
def test_without_figures_the_page_says_so(client: Client) -> None:
    assert "No figures have been published yet" in client.get("/en/figures/").content.decode()
