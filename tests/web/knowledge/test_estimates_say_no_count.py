"""What an estimate says of whom it counts, and that no exact count goes to who may see only rounded ones."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django.utils.formats import number_format

from tests.factories.accounts import UserFactory
from tests.factories.estimates import EstimateFactory, SnapshotFactory
from tests.factories.estimates import cells as uk_cells
from tests.web.knowledge.test_estimates import READING, analyst, browser_of, page, steps
from varsel.base.accounts.permissions import Permission
from varsel.base.kernel.models import Code, PackEntry
from varsel.knowledge.estimates import actions
from varsel.knowledge.estimates.actions.releases import table_of
from varsel.knowledge.estimates.models import Estimate, Snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rule() -> None:
    PackEntry.objects.create(pack="test", section="disclosure", key="table", data={"threshold": 5})


def women() -> Snapshot:
    """Counts of the house by sex, where the women are those of the published table."""
    Code.objects.create(id="sex:woman", list="sex", code="woman", label_da="kvinde", label_en="woman")
    cells = [["2020", "woman", pattern, persons] for _year, _value, pattern, persons in uk_cells()]
    return SnapshotFactory(
        origin=Snapshot.Origin.FACTS,
        definition="assessed",
        since=date(2020, 1, 1),
        until=date(2020, 12, 31),
        cut_off=date(2021, 3, 1),
        covariate="sex",
        cells=[*cells, ["2020", "man", 1, 7]],
    )


def test_a_released_part_says_whom_it_counts_in_each_language_and_to_whoever_answers(client: Client) -> None:
    first, second = analyst(), browser_of(UserFactory(may=[*READING, Permission.ESTIMATE_RELEASE], language="da"))
    release = actions.prepare(by=first, estimate=actions.run(by=first, snapshot=women(), part="value:woman"))
    actions.propose(by=first, release=release)
    danish = (
        "Seks lister, kvinde",
        "Personer vurderet udsat for menneskehandel, hver talt én gang; fra 1. januar 2020 til 31. december 2020; "
        "som afgjort senest 1. marts 2021.",
        "Kun en del af dem er talt med: kvinde.",
        "Alene om delen »kvinde«: ",
    )
    address = f"/estimates/releases/{release.pk}/"
    answering = page(second, address)
    assert [words for words in danish if words not in answering] == []
    assert steps(second, address, "publish") == [302]
    public = client.get("/da/figures/").content.decode()
    assert [words for words in danish if words not in public] == []
    english = client.get("/en/figures/").content.decode()
    assert "Only a part of them is counted: woman." in english
    assert "Of the part “woman” alone: " in english


def test_who_sees_rounded_counts_reads_no_exact_total_on_a_result_or_a_release() -> None:
    first = analyst()
    made = actions.run(by=first, snapshot=women(), part="value:woman")
    release = actions.prepare(by=first, estimate=made)
    with translation.override("da"):
        exact = number_format(table_of(made).observed, force_grouping=True)
    reader = browser_of(UserFactory(may=[*READING, Permission.ESTIMATE_RELEASE], language="da"))
    for address in (f"/estimates/results/{made.pk}/", f"/estimates/releases/{release.pk}/"):
        assert exact in page(browser_of(first), address)
        assert exact not in page(reader, address)


def test_who_sees_rounded_counts_reads_no_number_that_was_computed_from_the_counts_as_they_are() -> None:
    first = analyst()
    made = actions.run(by=first, snapshot=women(), part="value:woman")
    release = actions.prepare(by=first, estimate=made)
    reader = browser_of(UserFactory(may=[*READING, Permission.ESTIMATE_RELEASE], language="da"))
    inside = ("personer i alt", "Uden én liste ad gangen", "Sådan ændrer tallet sig", "I tre sætninger")
    address = f"/estimates/results/{made.pk}/"
    assert [words for words in inside if words not in page(browser_of(first), address)] == []
    said = page(reader, address)
    assert "Læs det, når det er offentliggjort" in said
    assert [words for words in (*inside, "11.400") if words in said] == []
    proposed = page(reader, f"/estimates/releases/{release.pk}/")
    assert "Ud fra de afrundede tal" in proposed
    assert "Ud fra tallene, som de er" not in proposed
    assert "Ligger de to langt fra hinanden" not in proposed


def unstable(**more: Any) -> Estimate:
    """A run whose number the method does not stand by, and says so with numbers of the exact counts."""
    codes = [
        ("useless_interval", "The interval, 94 to 952"), ("unstable_selection", "is 417, the estimate 203."),
        ("new_code", "Only 94"),
    ]  # fmt: skip
    said = [{"code": code, "sentence": sentence, "needed": "", "source": ""} for code, sentence in codes]
    noticed = [{"code": "threshold_matters", "sentence": "lies between 203 and 777.", "needed": "", "source": ""}]
    return EstimateFactory(
        result={
            "estimate": 203.0,
            "observed": 93,
            "hidden": 110.0,
            "terms": [],
            "interval_bca": {"95": [94.0, 952.0]},
            "bootstrap": {"median": 417.0, "failed": 0, "replicates": 1000},
            "sweep": [{"threshold": 0.02, "estimate": 203.0}, {"threshold": 0.5, "estimate": 777.0}],
            "publishable": {"value": False, "reasons": said},
            "warnings": noticed,
            "criticism": [],
        },
        **more,
    )


def test_no_count_goes_with_a_released_refusal() -> None:
    document = actions.prepare(by=analyst(), estimate=unstable()).document
    said = document["in_words"]["da"]
    assert "Intervallet er så bredt, at det næsten intet siger." in said["meaning"][1]
    assert "Metoden står ikke inde for tallet." in said["meaning"][1]
    assert "doubts" not in said
    assert "result" not in document
    assert [number for number in ("94", "952", "417", "203", "777") if number in str(document["in_words"])] == []


def test_who_may_not_see_the_numbers_of_a_refusal_reads_its_reasons_without_them() -> None:
    made = unstable()
    address = f"/estimates/results/{made.pk}/"
    reader = UserFactory(may=READING, language="da")
    inside, outside = (
        page(browser_of(user), address).partition("Lister og overlap")[0] for user in (analyst(), reader)
    )
    numbers = re.compile(r"\b(94|952|417|203|777)\b")
    assert set(numbers.findall(inside)) == {"94", "952", "417", "203", "777"}
    assert numbers.findall(outside.partition("<h1")[2]) == []
    assert "Tallet afhænger meget af" in outside
