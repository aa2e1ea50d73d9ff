"""A pack is read and checked as a whole; what is wrong is named by file, line and key."""

from pathlib import Path

import pytest

from tests.factories.packs import a_list, a_pack, a_rule, rules
from varsel.base.kernel.packs import PackErrors, read_pack


def faults(path: Path) -> list[str]:
    with pytest.raises(PackErrors) as refused:
        read_pack(path)
    return [str(error).replace(f"{path}/", "") for error in refused.value.errors]


def test_a_whole_pack_gives_its_entries_with_their_lines(tmp_path: Path) -> None:
    pack = read_pack(a_pack(tmp_path / "p", sex=a_list("sex", "man", "woman")))
    assert pack.id == "tiny"
    assert [(entry.key, entry.line) for entry in pack.section("codes")] == [("sex:man", 5), ("sex:woman", 6)]


def test_norway_is_not_false_and_an_age_group_is_no_number(tmp_path: Path) -> None:
    pack = read_pack(a_pack(tmp_path / "p", country=a_list("country", "no", "18_24")))
    assert [entry.key for entry in pack.section("codes")] == ["country:no", "country:18_24"]


def test_a_wrong_key_is_named_and_the_right_one_suggested(tmp_path: Path) -> None:
    text = rules(a_rule("notify", "x")).replace("label:", "lable:")
    assert faults(a_pack(tmp_path / "p", duties=text)) == [
        "duties.yaml:2: notify: 'label' is a required property. Add it.",
        "duties.yaml:3: notify.lable: There is no such key. Did you mean `label`?",
    ]


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    text = rules(a_rule("notify", "x", "    source: another\n"))
    assert faults(a_pack(tmp_path / "p", duties=text)) == ["duties.yaml:7: source: This key stands twice. Remove one."]


def test_a_duplicate_code_is_refused_and_both_places_named(tmp_path: Path) -> None:
    path = a_pack(tmp_path / "p", sex=a_list("sex", "man", "man"))
    [fault] = faults(path)
    assert fault.startswith("sex.yaml:6: sex:man: This key stands already at sex.yaml:5.")


def test_a_code_that_stands_in_two_files_is_refused(tmp_path: Path) -> None:
    [fault] = faults(a_pack(tmp_path / "p", one=a_list("sex", "man"), two=a_list("sex", "man")))
    assert fault.startswith("two.yaml:5: sex:man: This key stands already at one.yaml:5.")


def test_two_periods_of_a_rule_may_follow_each_other_and_may_not_meet(tmp_path: Path) -> None:
    old = a_rule("notify", "x", "    valid_to: 2023-12-31\n")
    assert read_pack(a_pack(tmp_path / "p", duties=rules(old, a_rule("notify", "y", "    valid_from: 2024-01-01\n"))))
    [fault] = faults(a_pack(tmp_path / "p", duties=rules(old, a_rule("notify", "y", "    valid_from: 2023-12-31\n"))))
    assert "duties.yaml:8: notify: This key stands already" in fault


def test_a_dangling_reference_is_named(tmp_path: Path) -> None:
    clock = """
        clocks:
          - key: reflection
            label: {da: Frist, en: Clock}
            days: 30
            cap_days: 120
            grounds: [special_reason]
            decided_by: nobody
            is_departure: true
            starts: {da: x, en: x}
            explanation: {da: x, en: x}
            source: the law
            confidence: high
    """
    path = a_pack(tmp_path / "p", clocks=clock, ground=a_list("clock_ground", "special_reasons"))
    assert faults(path) == [
        "clocks.yaml:7: reflection.grounds.0: There is no `special_reason` in codes:clock_ground. "
        "Did you mean `special_reasons`?.",
        "clocks.yaml:8: reflection.decided_by: There is no `nobody` in organisations. Known are: .",
    ]


@pytest.mark.parametrize("missing", ["source", "confidence"])
def test_a_fact_without_source_or_confidence_is_refused(tmp_path: Path, missing: str) -> None:
    lines = [line for line in rules(a_rule("notify", "x")).splitlines() if missing not in line]
    [fault] = faults(a_pack(tmp_path / "p", duties="\n".join(lines)))
    assert f"'{missing}' is a required property" in fault


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("duties: [", "p.yaml:1: This is not YAML"),
        ("- duties", "p.yaml:1: A file is a mapping."),
        ("duties: none", "p.yaml:1: duties: A section is a list."),
        ("dutys: [{key: x}]", "p.yaml:1: dutys: There is no such section. Did you mean `duties`?"),
        ("duties: &a [*a]", "p.yaml:1: An alias holds itself."),
        ("duties: [{key: x, valid_from: 2023-02-29}]", "'2023-02-29' is not a 'date'"),
        ("duties: [nothing]", "'nothing' is not of type 'object'"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, text: str, told: str) -> None:
    assert any(told in fault for fault in faults(a_pack(tmp_path / "p", p=text)))


def test_a_folder_without_a_header_is_no_pack(tmp_path: Path) -> None:
    assert faults(tmp_path) == ["pack.yaml:1: A pack begins with this file. Name its folder, or write it."]


def test_faults_of_several_files_are_told_together(tmp_path: Path) -> None:
    assert len(faults(a_pack(tmp_path / "p", one="a: [", two="b: ["))) == 2


def test_a_pack_states_anew_what_it_extends(tmp_path: Path) -> None:
    parent = a_pack(tmp_path / "parent", sex=a_list("sex", "man"), age=a_list("age", "child"))
    child = a_pack(tmp_path / "child", sex=a_list("sex", "woman"))
    header = child / "pack.yaml"
    header.write_text(f"{header.read_text()}    extends: {parent}\n")
    keys = [entry.key for entry in read_pack(child).entries]
    assert keys == ["age:child", "tiny", "sex:woman"]
