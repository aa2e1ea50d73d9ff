"""Loading a pack: all or nothing, once is enough, and no old record comes to mean something else."""

import datetime
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories.packs import a_list, a_pack, a_rule, rules
from varsel.base.kernel.actor import SYSTEM
from varsel.base.kernel.models import Code, PackEntry
from varsel.base.kernel.packs import Diff, PackErrors, diff, entries, entry, load, read_pack

TODAY = datetime.date(2026, 11, 21)
YESTERDAY = TODAY - datetime.timedelta(days=1)
TOMORROW = TODAY + datetime.timedelta(days=1)

pytestmark = pytest.mark.django_db


def loaded(path: Path, **files: str) -> Diff:
    return load(read_pack(a_pack(path, **files)), by=SYSTEM)


def snapshot() -> tuple[list[Mapping[str, object]], list[Mapping[str, object]]]:
    return list(PackEntry.objects.order_by("id").values()), list(Code.objects.order_by("id").values())


def test_a_diff_says_in_words_what_would_change_and_writes_nothing(tmp_path: Path) -> None:
    loaded(tmp_path, sex=a_list("sex", "man", "woman"))
    pack = read_pack(a_pack(tmp_path, sex=a_list("sex", "man", "trans").replace("man på", "Mand på")))
    assert str(diff(pack)).splitlines() == [
        "tiny: 1 added, 1 changed, 1 retired",
        "~ codes/sex:man",
        "    da: man på dansk → Mand på dansk",
        "+ codes/sex:trans",
        "- codes/sex:woman",
        "    last day 2026-11-20",
    ]
    assert set(Code.objects.values_list("code", flat=True)) == {"man", "woman"}


def test_a_code_that_vanishes_is_retired_and_stays(tmp_path: Path) -> None:
    loaded(tmp_path, sex=a_list("sex", "man", "woman"))
    loaded(tmp_path, sex=a_list("sex", "man"))
    assert Code.objects.get(pk="sex:woman").valid_to == YESTERDAY
    assert [code.code for code in Code.objects.on(TODAY)] == ["man"]


def test_a_code_that_returns_is_in_force_again(tmp_path: Path) -> None:
    for codes in (("man", "woman"), ("man",), ("man", "woman")):
        loaded(tmp_path, sex=a_list("sex", *codes))
    assert Code.objects.get(pk="sex:woman").valid_to is None
    assert not loaded(tmp_path, sex=a_list("sex", "man", "woman"))


def test_a_code_may_be_renamed(tmp_path: Path) -> None:
    loaded(tmp_path, sex=a_list("sex", "man"))
    loaded(tmp_path, sex=a_list("sex", "man").replace("man på dansk", "Mand"))
    assert Code.objects.get(pk="sex:man").label_da == "Mand"


def test_a_changed_rule_is_a_new_version_from_today(tmp_path: Path) -> None:
    loaded(tmp_path, duties=rules(a_rule("notify", "old")))
    loaded(tmp_path, duties=rules(a_rule("notify", "new")))
    texts = {day: found.data["text"]["en"] for day in (YESTERDAY, TODAY) if (found := entry("duties", "notify", day))}
    assert texts == {YESTERDAY: "old", TODAY: "new"}


def test_a_rule_changed_twice_on_one_day_has_one_version_for_it(tmp_path: Path) -> None:
    for text in ("old", "new", "newest"):
        loaded(tmp_path, duties=rules(a_rule("notify", text)))
    assert [found.data["text"]["en"] for found in PackEntry.objects.filter(key="notify")] == ["old", "newest"]


def test_a_rule_that_vanishes_ended_yesterday(tmp_path: Path) -> None:
    loaded(tmp_path, duties=rules(a_rule("notify", "x"), a_rule("other", "x")))
    loaded(tmp_path, duties=rules(a_rule("other", "x")))
    assert entry("duties", "notify", YESTERDAY)
    assert entry("duties", "notify", TODAY) is None
    assert [found.key for found in entries("duties", TODAY)] == ["other"]


def test_a_law_that_changes_is_an_end_and_a_new_beginning(tmp_path: Path) -> None:
    loaded(tmp_path, duties=rules(a_rule("notify", "old")))
    old = a_rule("notify", "old", f"    valid_to: {TODAY}\n")
    loaded(tmp_path, duties=rules(old, a_rule("notify", "new", f"    valid_from: {TOMORROW}\n")))
    found = [entry("duties", "notify", day) for day in (TODAY, TOMORROW)]
    assert [each and each.data["text"]["en"] for each in found] == ["old", "new"]


def test_a_better_source_does_not_make_a_new_version(tmp_path: Path) -> None:
    loaded(tmp_path, duties=rules(a_rule("notify", "x")))
    loaded(tmp_path, duties=rules(a_rule("notify", "x")).replace("the law", "the law, section 1"))
    assert PackEntry.objects.get(key="notify").source == "the law, section 1"


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (a_rule("notify", "new", "    valid_from: 2020-01-01\n    valid_to: 2020-12-31\n"), "Its time is over"),
        (a_rule("notify", "old", "    valid_from: 2019-01-01\n    valid_to: 2020-12-31\n"), "It would hold from"),
    ],
)
def test_what_was_in_force_cannot_be_changed(tmp_path: Path, after: str, told: str) -> None:
    before = a_rule("notify", "old", "    valid_from: 2020-01-01\n    valid_to: 2020-12-31\n")
    loaded(tmp_path, duties=rules(before))
    stored = snapshot()
    with pytest.raises(PackErrors, match=rf"duties.yaml:2: notify: {told}"):
        loaded(tmp_path, duties=rules(after))
    assert snapshot() == stored


def test_a_broken_pack_loads_nothing(tmp_path: Path) -> None:
    with pytest.raises(PackErrors, match=r"two.yaml:5: age:x: This key stands already at one.yaml:5"):
        loaded(tmp_path, sex=a_list("sex", "man"), one=a_list("age", "x"), two=a_list("age", "x"))
    assert snapshot() == ([], [])


def test_an_instance_keeps_to_its_pack(tmp_path: Path) -> None:
    loaded(tmp_path)
    header = tmp_path / "pack.yaml"
    header.write_text(header.read_text().replace("tiny", "other"))
    with pytest.raises(PackErrors, match="This instance holds the pack `tiny`"):
        load(read_pack(tmp_path), by=SYSTEM)


def test_a_code_that_ends_ends_on_its_last_day(tmp_path: Path) -> None:
    text = a_list("sex", "man").replace('English"}', f'English", valid_to: {TODAY}}}')
    loaded(tmp_path, sex=text)
    assert Code.objects.on(TODAY).exists()
    assert not Code.objects.on(TOMORROW).exists()


lists = st.dictionaries(
    st.sampled_from(["sex", "age", "place"]),
    st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1, unique=True),
    max_size=3,
)
duties = st.dictionaries(st.sampled_from(["one", "two", "three"]), st.sampled_from(["x", "y", "z"]), max_size=3)
packs = st.tuples(lists, duties)


class AnySeriesOfPacks(TestCase):
    """Whatever packs follow each other, on whatever days."""

    databases = frozenset({"default", "keys"})

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(packs, st.integers(0, 2)), min_size=1, max_size=4))
    def test_loading_twice_changes_nothing_and_nothing_old_changes(self, series: list[Any]) -> None:
        today = TODAY
        with TemporaryDirectory() as folder:
            for (code_lists, rule_texts), days in series:
                today += datetime.timedelta(days=days)
                self._load_twice(Path(folder), code_lists, rule_texts, today)

    def _load_twice(
        self, path: Path, code_lists: dict[str, list[str]], rule_texts: dict[str, str], today: datetime.date
    ) -> None:
        files = {
            name: a_list(name, *code_lists[name]) if name in code_lists else "" for name in ("sex", "age", "place")
        }
        rule_file = rules(*(a_rule(key, text) for key, text in rule_texts.items())) if rule_texts else ""
        ids = set(Code.objects.values_list("pk", flat=True))
        with time_machine.travel(datetime.datetime.combine(today, datetime.time(12), datetime.UTC)):
            before = self._in_force(today - datetime.timedelta(days=1))
            loaded(path, duties=rule_file, **files)
            stored = snapshot()
            assert not loaded(path, duties=rule_file, **files)
        assert snapshot() == stored
        assert before.items() <= self._in_force(today - datetime.timedelta(days=1)).items()
        assert ids <= set(Code.objects.values_list("pk", flat=True))
        expected = {f"{name}:{code}" for name, codes in code_lists.items() for code in codes}
        assert set(Code.objects.on(today).values_list("pk", flat=True)) == expected
        assert {found.key: found.data["text"]["en"] for found in entries("duties", today)} == rule_texts

    def _in_force(self, day: datetime.date) -> dict[str, str]:
        return {found.key: found.data["text"]["en"] for found in entries("duties", day)}


def test_a_load_that_changes_something_is_one_event(tmp_path: Path) -> None:
    from varsel.base.audit.models import Event

    for _ in range(2):
        loaded(tmp_path, sex=a_list("sex", "man"))
    assert Event.objects.filter(verb="pack:load").count() == 1
