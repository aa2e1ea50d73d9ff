"""The public page of figures repeats what was published, with its source; it counts nobody."""

import csv

import pytest
from django.test import Client

from tests.conftest import QueryBudget
from tests.pages import content_of


@pytest.mark.usefixtures("danish_pack")
def test_the_page_shows_the_newest_official_number_its_source_and_what_is_not_known(client: Client) -> None:
    page = client.get("/da/figures/").content.decode()
    assert "Vurderet udsat for menneskehandel i 2023: <strong>112 personer</strong>" in page
    assert "cmm.dk" in page
    assert "2009, 2010, 2013, 2014" in page
    assert "Ikke offentliggjort" in page
    assert page.count("<rect") == 14
    assert page.count("ikke kendt</span>") == 4


@pytest.mark.usefixtures("danish_pack")
def test_a_newer_number_that_is_less_sure_stands_beside_the_headline_with_the_reason(client: Client) -> None:
    above, _, table = content_of(client.get("/da/figures/")).partition("<figure")
    assert "Tallet for 2024, 78, er nyere, men mindre sikkert" in above
    assert "Udledt: GRETAs 420 for 2020-2024 minus de fire foregående år." in above
    assert table.count("bar-pale") == 7


@pytest.mark.usefixtures("danish_pack")
def test_the_number_of_the_emergency_call_is_not_read_as_the_headline(client: Client) -> None:
    english = content_of(client.get("/en/figures/"))
    assert "Assessed as exposed to human trafficking in 2023: <strong>112 persons</strong>" in english
    assert "112" not in english.partition("<figure")[0].replace("112 persons", "")


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
