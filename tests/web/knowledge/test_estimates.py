"""From frozen counts to a released estimate: what each may see and do, and that anybody can repeat what is released."""

import json
import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from typer.testing import CliRunner

from tests.conftest import QueryBudget
from tests.factories import cases as make
from tests.factories.accounts import UserFactory
from tests.factories.estimates import EstimateFactory, ReleaseFactory, ReleaseStepFactory, SnapshotFactory
from tests.pages import content_of
from varsel.__main__ import GROUPS, app
from varsel.analysis.estimation import doubts
from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.models import Event
from varsel.base.kernel.models import PackEntry
from varsel.base.kernel.refusals import Refusal
from varsel.casework.cases import actions as casework
from varsel.knowledge.estimates import actions
from varsel.knowledge.estimates.actions.earlier import refuse_second
from varsel.knowledge.estimates.actions.releases import protected, table_of
from varsel.knowledge.estimates.models import Estimate, Release, Snapshot
from varsel.knowledge.estimates.queries import to_answer
from varsel.knowledge.estimates.rules.counting import ListOf
from varsel.knowledge.estimates.rules.examples import UNITED_KINGDOM
from varsel.knowledge.estimates.sentences import CRITICISM, DOUBTS, NEEDED

pytestmark = pytest.mark.django_db
MAKING = [Permission.ESTIMATE_MAKE, Permission.ESTIMATE_READ, Permission.ESTIMATE_RELEASE]
ASKED = {
    "title": "I år", "definition": "assessed", "cut_off_day": "21", "cut_off_month": "11", "cut_off_year": "2026",
}  # fmt: skip
READING = [Permission.ESTIMATE_READ]


@pytest.fixture(autouse=True)
def rule() -> None:
    words = {"da": "Vurderede", "en": "Assessed"}
    for key, data in (("table", {"threshold": 5}), ("definition", {"text": words})):
        PackEntry.objects.create(pack="test", section="disclosure", key=key, data=data)


def analyst(**more: Any) -> User:
    return UserFactory(may=MAKING, language="da", **more)


def browser_of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def the_example(by: User, *, bootstrap: int = 1000) -> Estimate:
    with translation.override("da"):
        snapshot = actions.bring_in_example(by=by, example=UNITED_KINGDOM)
    return actions.run(by=by, snapshot=snapshot, bootstrap=bootstrap)


def page(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200
    return content_of(response)


def registered(*lists: str) -> None:
    """An assessed person on the lists of these organisations."""
    worker = make.caseworker()
    case = make.opened_case(worker, stay="eu_citizen")
    make.assessed(case, worker)
    for key in lists:
        casework.register(case.person, by=worker, organisation=make.organisation(key))


# Freezing


def test_counts_are_frozen_without_anything_that_leads_to_a_person() -> None:
    make.the_rules()
    registered("police"), registered("police", "shelter")
    user = analyst()
    browser = browser_of(user)
    form = {**ASKED, "list-police": "Politi", "list-shelter": "Ngo’er", "submission_key": str(uuid4())}
    first, second = (browser.post("/estimates/new/", form) for _ in range(2))
    assert first.status_code == 302, content_of(first)[1200:3000]
    assert first.headers["Location"] == second.headers["Location"]
    snapshot = Snapshot.objects.get()
    assert snapshot.cells == [["2026", "", 1, 1], ["2026", "", 3, 1]]
    assert [one["organisations"] for one in snapshot.lists] == [["police"], ["shelter"]]
    assert Event.objects.filter(verb="estimate:freeze", subject_id=snapshot.pk).count() == 1
    assert "Politi" in page(browser, first.headers["Location"])


def test_a_list_alone_or_a_day_to_come_is_refused_with_everything_typed_kept() -> None:
    make.the_rules()
    registered("police")
    browser = browser_of(analyst())
    form = {**ASKED, "title": "Mine tal", "list-police": "Politi"}
    answer = browser.post("/estimates/new/", form)
    assert answer.status_code == 422
    assert "Navngiv mindst to lister" in content_of(answer)
    assert "Mine tal" in content_of(answer)
    answer = browser.post("/estimates/new/", form | {"list-police": "Politi: nord"})
    assert "uden kolon" in content_of(answer)
    lists = [ListOf("A", frozenset({"police"})), ListOf("B", frozenset({"x"}))]
    wrong = [{"cut_off": "2026-11-22"}, {"since": "2026-01-02", "until": "2026-01-01"}, {"since": "2026-11-20"}]
    for days in wrong:
        with pytest.raises(Refusal):
            actions.freeze(
                by=analyst(),
                title="x",
                definition="assessed",
                lists=lists,
                **{name: date.fromisoformat(of) for name, of in days.items()},
            )
    with pytest.raises(Refusal, match="too_many_lists"):
        actions.freeze(by=analyst(), title="x", definition="assessed", lists=lists * 4)


# A table from outside


def upload(browser: Client, content: bytes) -> Any:
    file = SimpleUploadedFile("t.csv", content, "text/csv")
    return browser.post("/estimates/bring-in/", {"title": "Udefra", "source": "Et studie", "file": file})


def test_a_table_from_outside_is_taken_in() -> None:
    browser = browser_of(analyst())
    assert upload(browser, b"A,B,count\n1,0,30\n0,1,40\n1,1,10\n").status_code == 302
    assert Snapshot.objects.get().cells == [["", "", 1, 30], ["", "", 2, 40], ["", "", 3, 10]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"A,B,count\n1,0,30\n1,2,40\n", "Linje 3, kolonne 2: Skriv 1 for på listen"),
        (b"A,B,count\n1,0,3\n1,0,4\n", "Linje 3: Den samme kombination"),
        (b"A,B,count\n1,0,3\n", "B: Ingen er på denne liste"),
        (b"A,B,C,count\n1,1,0,3\n0,0,1,4\n", "A og B: De har de samme personer"),
        (b"A,B,C,D,E,F,G,n\n1,1,1,1,1,1,1,5\n1,0,0,0,0,0,0,9\n0,1,0,0,0,0,0,8\n0,0,1,0,0,0,0,7\n0,0,0,1,0,0,0,6\n"
         b"0,0,0,0,1,0,0,5\n0,0,0,0,0,1,0,4\n0,0,0,0,0,0,1,3\n", "højst seks lister"),
        (b"\xff\xfe", "UTF-8"),
        (b"A,B,count\n" * 3000, "20 kB"),
    ],
)  # fmt: skip
def test_a_faulty_table_is_told_its_place_and_nothing_is_kept(content: bytes, said: str) -> None:
    answer = upload(browser_of(analyst()), content)
    assert answer.status_code == 422
    assert said in content_of(answer)
    assert not Snapshot.objects.exists()


# Estimating


def test_the_page_begins_with_the_number_its_range_and_why_it_may_be_wrong() -> None:
    user = analyst()
    browser = browser_of(user)
    made = browser.post("/estimates/example/")
    asked = {"threshold": "0.02", "bootstrap": "1000", "seed": "1"}
    answer = browser.post(made.headers["Location"] + "estimate/", asked)
    said = page(browser, answer.headers["Location"])
    hidden = "Kendte: 2.744. <strong>Mørketal: omkring 8.670</strong>, mellem 6.430 og 11.700."
    first = ("omkring <strong>11.400", "mellem <strong>9.", hidden, "Hvorfor det kan være forkert", "I tre sætninger")
    assert [said.index(words) for words in first] == sorted(said.index(words) for words in first)
    assert "Tallene er fra litteraturen" in said
    assert "Binette and Steorts" in said
    assert "<svg" in said
    assert Event.objects.filter(verb="estimate:make").count() == 1
    user.language = "en"
    user.save()
    assert "Why it may be wrong" in page(browser, answer.headers["Location"])


def test_what_cannot_be_estimated_is_said_with_what_would_be_needed() -> None:
    snapshot = SnapshotFactory(
        cells=[["", "", 1, 3], ["", "", 2, 4], ["", "", 3, 1]],
        lists=[{"name": "A", "organisations": []}, {"name": "B", "organisations": []}],
    )
    made = actions.run(by=analyst(), snapshot=snapshot, bootstrap=200)
    said = page(browser_of(analyst()), f"/estimates/results/{made.pk}/")
    assert "Kan ikke skønnes" in said
    assert "Færre end 100 personer" in said
    assert "Mindst 100 personer" in said
    nobody = actions.run(by=analyst(), snapshot=SnapshotFactory(cells=[["2024", "", 1, 3]]), part="year:2024")
    assert nobody.result["refused"]["code"]
    assert "Kan ikke skønnes" in page(browser_of(analyst()), f"/estimates/results/{nobody.pk}/")


def test_fewer_than_1000_replicates_give_a_first_look_that_cannot_be_published() -> None:
    made = the_example(analyst(), bootstrap=200)
    assert "1.000 gentagelser" in page(browser_of(analyst()), f"/estimates/results/{made.pk}/")
    assert actions.prepare(by=analyst(), estimate=made).kind == Release.Kind.NOT_ESTIMABLE


def test_a_run_that_is_too_long_or_of_an_unknown_part_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot, user = SnapshotFactory(), analyst()
    for more in ({"bootstrap": 1001}, {"part": "year:1066"}):
        with pytest.raises(Refusal):
            actions.run(by=user, snapshot=snapshot, **more)
    monkeypatch.setattr("varsel.knowledge.estimates.actions.runs.LONGEST", -1.0)
    with pytest.raises(Refusal, match="took_too_long") as refused:
        actions.run(by=user, snapshot=snapshot, bootstrap=200)
    said = "varsel estimate overlaps-internal.csv --threshold 0.02 --bootstrap 200 --seed 1"
    assert said in str(refused.value.remedy)
    assert not Estimate.objects.exists()


def test_who_only_reads_sees_rounded_counts_and_cannot_make_anything() -> None:
    snapshot = SnapshotFactory(
        cells=[["", "", 1, 101], ["", "", 2, 102], ["", "", 3, 23]],
        lists=[{"name": "A", "organisations": []}, {"name": "B", "organisations": []}],
    )
    reader = browser_of(UserFactory(may=READING, language="da"))
    said = page(reader, f"/estimates/counts/{snapshot.pk}/")
    assert "afrundet" in said
    assert ">101<" not in said
    assert ">101<" in page(browser_of(analyst()), f"/estimates/counts/{snapshot.pk}/")
    for address in (
        "new/",
        "bring-in/",
        "example/",
        f"counts/{snapshot.pk}/estimate/",
        f"counts/{snapshot.pk}/overlaps.csv",
    ):
        assert reader.get(f"/estimates/{address}").status_code == 404
    assert reader.get("/estimates/").status_code == 200


def test_the_counts_as_they_are_leave_an_event_when_they_are_downloaded() -> None:
    snapshot, user = SnapshotFactory(), analyst()
    answer = browser_of(user).get(f"/estimates/counts/{snapshot.pk}/overlaps.csv")
    assert answer.content.decode().startswith('"LA","NG"')
    assert Event.objects.filter(verb="estimate:export", actor_id=user.pk).exists()


def test_the_list_costs_the_same_however_many_there_are(query_budget: QueryBudget) -> None:
    browser = browser_of(analyst())
    EstimateFactory()
    query_budget.constant(lambda: browser.get("/estimates/"), lambda: EstimateFactory.create_batch(4))


@pytest.mark.parametrize(("address", "commands"), [("without-names/", 5), ("synthetic/", 1)])
def test_the_guides_give_commands_that_exist(address: str, commands: int) -> None:
    said = page(browser_of(UserFactory(may=READING)), f"/estimates/{address}")
    given = re.findall(r"<kbd>varsel (\S+)", said)
    assert len(given) == commands
    assert set(given) <= set(GROUPS)


def test_every_doubt_and_criticism_of_the_library_has_words_here() -> None:
    """The codes are read out of the library's own source, so that a new one is noticed."""
    source = Path(doubts.__file__).read_text()
    codes = set(re.findall(r'Doubt\(\s*"(\w+)"', source)) | {"not_identifiable"}
    assert codes == set(DOUBTS)
    assert {one.code for one in doubts.CRITICISM} == set(CRITICISM)
    refusing = set(re.findall(r'Doubt\(\s*"(\w+)"(?:(?!Doubt\().)*?refuses=True', source, re.S))
    assert refusing <= set(NEEDED)


# Releasing


def steps(browser: Client, release: str, *names: str) -> list[int]:
    return [browser.post(release, {"step": name}).status_code for name in names]


def test_a_release_is_prepared_by_one_published_by_another_and_repeated_by_anybody(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = browser_of(analyst()), browser_of(UserFactory(may=[*READING, Permission.ESTIMATE_RELEASE]))
    made = the_example(analyst())
    address = first.post(f"/estimates/results/{made.pk}/release/").headers["Location"]
    assert steps(first, address, "propose") == [302]
    assert "Offentliggørelsen er foreslået" in page(first, address)
    assert steps(first, address, "publish") == [422]
    assert "Skøn over mørketallet" not in client.get("/da/figures/").content.decode()
    assert steps(second, address, "publish") == [302]

    public = client.get("/da/figures/").content.decode()
    assert "11.400" in public
    release = Release.objects.get()
    paper = client.get(f"/da/figures/estimates/{release.reference}/estimate.json").json()
    command = paper["method"]["command"]
    assert command in public
    monkeypatch.chdir(tmp_path)
    file = client.get(f"/da/figures/estimates/{release.reference}/overlaps.csv").content
    (tmp_path / paper["data"]["file"]).write_bytes(file)
    program, *arguments = command.split()
    assert program == "varsel"
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    repeated = json.loads(done.stdout)
    assert {**repeated, "seconds": 0} == {**paper["result"], "seconds": 0}

    assert steps(second, address, "withdraw", "withdraw") == [302, 422]
    assert client.get(f"/da/figures/estimates/{release.reference}/overlaps.csv").status_code == 404


def test_counts_from_the_house_are_rounded_before_they_are_released_always_the_same_way() -> None:
    user = analyst()
    snapshot = SnapshotFactory()
    made = actions.run(by=user, snapshot=snapshot)
    release = actions.prepare(by=user, estimate=made)
    counts = [int(line.rpartition(",")[2]) for line in release.table.splitlines()[1:]]
    assert all(count % 5 == 0 and count > 0 for count in counts)
    assert protected(table_of(made), 5) == protected(table_of(made), 5)
    assert release.document["data"]["rounded_to"] == 5
    assert release.document["result"]["observed"] == sum(counts)
    said = page(browser_of(user), f"/estimates/releases/{release.pk}/")
    assert all(
        words in said for words in ("Ud fra de afrundede tal", "afrundet til et multiplum af 5", f">{max(counts)}<")
    )
    assert "Jeg har sammenlignet" not in said


def test_what_cannot_be_estimated_is_released_as_that_sentence_without_a_count(client: Client) -> None:
    first, second = browser_of(analyst()), browser_of(analyst())
    made = EstimateFactory()
    address = first.post(f"/estimates/results/{made.pk}/release/").headers["Location"]
    assert steps(first, address, "propose") == [302]
    assert steps(second, address, "publish") == [302]
    public = client.get("/en/figures/").content.decode()
    assert "Cannot be estimated" in public
    reference = Release.objects.get().reference
    assert client.get(f"/en/figures/estimates/{reference}/overlaps.csv").status_code == 404
    assert client.get(f"/en/figures/estimates/{reference}/estimate.json").json()["estimable"] is False


@pytest.mark.parametrize("cells", [[], ["LA + NG"]])
def test_a_release_is_refused_where_totals_give_cells_away_or_rounding_takes_the_number(
    cells: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    user = analyst()
    made = actions.run(by=user, snapshot=SnapshotFactory())
    alone = [count if not (pattern & (pattern - 1)) else 0 for pattern, count in enumerate(table_of(made).counts, 1)]
    releases = "varsel.knowledge.estimates.actions.releases"
    monkeypatch.setattr(f"{releases}.protected", lambda table, base: table.with_counts(alone))
    monkeypatch.setattr(f"{releases}.protection.given_away", lambda *tables: cells)
    with pytest.raises(Refusal, match="cells_given_away" if cells else "not_publishable_when_protected") as refused:
        actions.prepare(by=user, estimate=made)
    assert all(cell in str(refused.value.remedy) for cell in cells)
    releaser = UserFactory(may=[*READING, Permission.ESTIMATE_RELEASE])  # sees rounded counts: not which are small
    with pytest.raises(Refusal, match=refused.value.code) as refused:
        actions.prepare(by=releaser, estimate=made)
    assert not any(cell in str(refused.value.remedy) for cell in cells)
    assert not Release.objects.exists()


def published_result() -> dict[str, Any]:
    return {"publishable": {"value": True, "reasons": []}}


@pytest.mark.parametrize("left", [-1.0, 20.0])
def test_preparing_has_one_deadline_for_the_attack_on_the_table_and_the_estimate(
    left: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_time(*_asked: Any, **_options: Any) -> Any:
        return SimpleNamespace(status=1, x=[0.0], fun=0.0)

    made = EstimateFactory(result=published_result())
    monkeypatch.setattr("varsel.knowledge.estimates.actions.runs.LONGEST", left)
    monkeypatch.setattr("scipy.optimize.milp", out_of_time)
    with pytest.raises(Refusal, match="took_too_long"):
        actions.prepare(by=analyst(), estimate=made)
    assert not Release.objects.exists()


CELLS = [["2025", "man", 1, 61], ["2025", "woman", 1, 40], ["2025", "woman", 3, 22]]


def of_own_cases(since: str | None, until: str | None, *organisations: str, **more: Any) -> Snapshot:
    first, last = (day and date.fromisoformat(day) for day in (since, until))
    lists = [{"name": key.upper(), "organisations": [key]} for key in organisations]
    days = {"since": first, "until": last, "cut_off": date(2026, 11, 21)}
    own = {"origin": Snapshot.Origin.FACTS, "definition": "assessed", "source": "", "lists": lists}
    return SnapshotFactory(**own, **days, cells=CELLS, **more)


def proposed_from(snapshot: Snapshot, kind: str = "proposed") -> Release:
    release = ReleaseFactory(estimate__snapshot=snapshot, kind=Release.Kind.ESTIMATE)
    first = ReleaseStepFactory(release=release)
    if kind != "proposed":
        ReleaseStepFactory(release=release, predecessor=first, kind=kind)
    return release


@pytest.mark.parametrize(
    ("since", "until", "organisations", "kind", "refused"),
    [
        ("2025-01-01", "2025-12-31", ("police", "shelter"), "proposed", True),
        ("2025-01-01", "2025-12-31", ("police", "shelter"), "published", True),
        ("2025-01-01", "2025-12-31", ("police", "shelter"), "declined", False),
        ("2025-01-01", "2025-12-31", ("police", "shelter"), "withdrawn", False),
        (None, None, ("shelter", "tax"), "published", True),
        ("2024-01-01", "2025-06-30", ("shelter", "tax"), "published", True),
        ("2024-01-01", "2025-05-31", ("police", "shelter"), "published", False),
        ("2025-01-01", "2025-12-31", ("tax", "church"), "published", False),
    ],
)
def test_the_same_persons_are_not_released_in_two_tables(
    since: str | None, until: str | None, organisations: tuple[str, ...], kind: str, *, refused: bool
) -> None:
    proposed_from(of_own_cases(since, until, *organisations), kind)
    estimate = EstimateFactory(
        snapshot=of_own_cases("2025-06-01", None, "police", "shelter"), part="value:man", result=published_result()
    )
    late = ReleaseFactory(estimate=EstimateFactory(snapshot=estimate.snapshot), kind=Release.Kind.ESTIMATE)
    if refused:
        with pytest.raises(Refusal, match="released_overlap"):
            refuse_second(estimate)
        with pytest.raises(Refusal, match="released_overlap"):
            actions.propose(by=analyst(), release=late)
    else:
        refuse_second(estimate)
        actions.propose(by=analyst(), release=late)


def test_one_estimate_has_one_release_until_that_is_declined_or_withdrawn() -> None:
    made, user = EstimateFactory(), analyst()
    first = actions.prepare(by=user, estimate=made)
    with pytest.raises(Refusal, match="released_already") as refused:
        actions.prepare(by=user, estimate=made)
    assert first.reference in str(refused.value.remedy)
    actions.propose(by=user, release=first)
    with pytest.raises(Refusal, match="released_already"):
        actions.prepare(by=user, estimate=made)
    actions.answer(by=analyst(), release=first, publish=False)
    assert actions.prepare(by=user, estimate=made) != first


@pytest.mark.parametrize("alone", [101, 40])
def test_counts_of_the_own_cases_cannot_be_brought_in_under_other_names_neither_whole_nor_in_part(alone: int) -> None:
    of_own_cases(None, None, "police", "shelter", covariate="sex")
    answer = upload(browser_of(analyst()), f"X,Y,count\n0,1,{alone}\n1,1,22\n".encode())
    assert answer.status_code == 422
    assert "centrets egne sager" in content_of(answer)
    assert upload(browser_of(analyst()), b"X,Y,count\n0,1,41\n1,1,22\n").status_code == 302


def test_counts_said_to_be_public_are_rounded_for_readers_and_go_out_only_when_a_second_person_has_compared() -> None:
    first, second = analyst(), UserFactory(may=[*READING, Permission.ESTIMATE_RELEASE], language="da")
    made = actions.run(by=first, snapshot=SnapshotFactory(is_public=True, source="Rapport 7, tabel 2", taken_by=first))
    assert "afrundet" in page(browser_of(second), f"/estimates/counts/{made.snapshot_id}/")
    assert "En anden person sammenligner" in page(browser_of(first), f"/estimates/results/{made.pk}/release/")
    release = actions.prepare(by=first, estimate=made)
    assert release.base == 1
    actions.propose(by=first, release=release)
    address = f"/estimates/releases/{release.pk}/"
    said = page(browser_of(second), address)
    shown = (
        "Rapport 7, tabel 2",
        "hentet ind udefra",
        "det hele",
        first.display_name,
        "Tallene offentliggøres, som de er",
    )
    assert all(words in said for words in (*shown, ">907<", "Jeg har sammenlignet"))
    assert steps(browser_of(second), address, "publish") == [422]
    assert "Sammenlign først tabellen" in content_of(browser_of(second).post(address, {"step": "publish"}))
    assert browser_of(second).post(address, {"step": "publish", "compared": "on"}).status_code == 302


def test_a_proposal_waits_for_somebody_else_and_can_be_declined() -> None:
    proposed = ReleaseStepFactory()
    other = analyst()
    assert [one.url for one in to_answer(other)] == [f"/estimates/releases/{proposed.release_id}/"]
    assert to_answer(proposed.by) == []
    assert steps(browser_of(other), f"/estimates/releases/{proposed.release_id}/", "decline", "publish") == [302, 422]


def test_of_two_steps_at_once_one_succeeds() -> None:
    release, user = ReleaseFactory(), analyst()
    actions.propose(by=user, release=release)
    with pytest.raises(Refusal, match="decided_meanwhile"):
        actions.propose(by=user, release=release)
    with pytest.raises(Refusal, match="not_a_releaser"):
        actions.withdraw(by=UserFactory(may=READING), release=release)


def test_an_auditor_reads_which_release_an_event_is_about() -> None:
    from varsel.base.audit.labels import labels

    release = ReleaseFactory()
    assert str(labels([("release", release.pk)])["release", release.pk]).endswith(release.reference)
