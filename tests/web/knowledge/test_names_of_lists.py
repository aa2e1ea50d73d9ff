"""Names that come from the house are read in the reader's language; what somebody typed stays as it was typed."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.factories import cases as make
from tests.factories.accounts import UserFactory
from tests.factories.actors import OrganisationFactory, code
from tests.factories.estimates import EstimateFactory, ReleaseStepFactory, SnapshotFactory
from tests.web.knowledge.test_estimates import ASKED, MAKING, READING, browser_of, page, registered
from varsel.base.accounts.models import User
from varsel.base.kernel.models import Code, PackEntry
from varsel.knowledge.estimates import actions
from varsel.knowledge.estimates.models import Snapshot
from varsel.knowledge.estimates.queries import to_answer
from varsel.knowledge.estimates.rules.examples import UNITED_KINGDOM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rule() -> None:
    PackEntry.objects.create(pack="test", section="disclosure", key="table", data={"threshold": 5})


def analyst(language: str) -> User:
    return UserFactory(may=MAKING, language=language)


def test_a_published_example_is_called_in_the_language_of_whoever_reads_it(client: Client) -> None:
    danish, english = analyst("da"), analyst("en")
    made = actions.run(by=danish, snapshot=actions.bring_in_example(by=danish, example=UNITED_KINGDOM))
    addresses = ("/estimates/", f"/estimates/counts/{made.snapshot_id}/", f"/estimates/results/{made.pk}/")
    for address in addresses:
        assert "Storbritannien 2013" in (of_danish := page(browser_of(danish), address))
        assert "United Kingdom 2013" in (of_english := page(browser_of(english), address))
        assert "United Kingdom" not in of_danish.replace("United Kingdom 2013</span>", "")
        assert "Storbritannien" not in of_english
        assert "Politikredse" not in of_english
    release = actions.prepare(by=danish, estimate=made)
    actions.propose(by=danish, release=release)
    assert "United Kingdom 2013" in page(browser_of(english), f"/estimates/releases/{release.pk}/")
    actions.answer(by=english, release=release, publish=True)
    assert "Politikredse" in (in_danish := client.get("/da/figures/").content.decode())
    assert "Police forces" in (in_english := client.get("/en/figures/").content.decode())
    assert "Police forces" not in in_danish
    assert "Politikredse" not in in_english
    assert "LA = Local authorities, NG = NGOs, PF = Police forces" in in_english
    assert release.table.startswith('"LA","NG","PF"')


def test_a_list_that_decides_is_named_with_the_number_without_it() -> None:
    result = {
        "estimate": 11_400.0, "observed": 2_744, "hidden": 8_656.0, "terms": [], "sweep": [],
        "interval_bca": {"95": [9_470.0, 14_500.0]}, "publishable": {"value": True, "reasons": []},
        "without_each": [{"left_out": "PF", "estimate": 19_812.0}, {"left_out": "NG", "estimate": 10_000.0}],
        "warnings": [{"code": "one_list_decides"}], "criticism": [],
    }  # fmt: skip
    example = SnapshotFactory(origin=Snapshot.Origin.PUBLISHED, is_public=True, title=UNITED_KINGDOM.key)
    address = f"/estimates/results/{EstimateFactory(snapshot=example, result=result).pk}/"
    said = page(browser_of(UserFactory(may=READING, language="da")), address)
    assert "Én liste afgør det: uden Politikredse omkring 19.800, uden for intervallet." in said
    said = page(browser_of(UserFactory(may=READING, language="en")), address)
    assert "One list decides: without Police forces about 19,800, outside the range." in said


def test_a_list_left_as_it_was_suggested_is_read_in_either_language_and_a_typed_one_as_typed() -> None:
    make.the_rules()
    for key in ("police", "shelter"):
        OrganisationFactory(key=key, kind=code(f"organisation_kind:{key}"))
    Code.objects.filter(id="organisation_kind:police").update(label_da="Politi", label_en="Police")
    registered("police"), registered("police", "shelter")
    danish = browser_of(analyst("da"))
    form = {**ASKED, "title": "", "list-police": "Politi", "list-shelter": "Mine ngo’er"}
    address = danish.post("/estimates/new/", {**form, "submission_key": str(uuid4())}).headers["Location"]
    said = page(browser_of(analyst("en")), address)
    assert all(words in said for words in ("Own cases, all years", ">also on Police<", "Mine ngo’er"))
    assert "Politi" not in said
    assert ">også på Politi<" in page(danish, address)
    assert "Egne sager, alle år" in page(danish, "/estimates/")


def test_a_proposal_waits_under_the_name_that_the_pages_give_it() -> None:
    step = ReleaseStepFactory(release__estimate__snapshot__title="Mine tal")
    assert "Mine tal" in to_answer(analyst("en"))[0].title
    assert step.release.estimate.snapshot.title == "Mine tal"
