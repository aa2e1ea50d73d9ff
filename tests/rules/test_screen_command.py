"""`varsel screen`: one JSON object, or a named fault and nothing on standard output."""

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from varsel.__main__ import app

OUTCOMES = {"trafficking_indicated", "exploitation_indicated", "deception_and_exploitation", "no_finding", "not_scored"}


def run(question: object, *more: str):
    text = question if isinstance(question, str | bytes) else json.dumps(question)
    return CliRunner().invoke(app, ["screen", "-", *more], input=text)


def test_the_answer_is_one_json_object_with_everything_it_rests_on() -> None:
    result = run({"profile": "adult_labour", "signs": ["EX01", "EX02", "GP01"]})
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert set(answer) == {"dimensions", "outcome", "advice", "reasons", "rule_version"}
    assert answer["dimensions"]["exploitation"] == {"positive": True, "signs": ["EX01", "EX02"]}
    assert answer["dimensions"]["rec_deception"] == {"positive": False, "signs": []}
    assert answer["outcome"] == "exploitation_indicated"
    assert answer["advice"] == "call_and_ask"
    assert any("GP01" in reason for reason in answer["reasons"])
    assert result.stderr == ""


def test_a_file_is_read_and_the_act_is_heard(tmp_path: Path) -> None:
    file = tmp_path / "question.json"
    file.write_text(json.dumps({"profile": "child_labour", "signs": ["EX01", "EX02"], "act": True}))
    result = CliRunner().invoke(app, ["screen", str(file)])
    assert json.loads(result.stdout)["outcome"] == "trafficking_indicated"


def test_a_profile_without_published_weights_is_not_scored() -> None:
    answer = json.loads(run({"profile": "adult_sexual", "signs": ["DC04", "EX01", "EX02"]}).stdout)
    assert (answer["outcome"], answer["advice"]) == ("not_scored", "call_now")
    assert {judged["positive"] for judged in answer["dimensions"].values()} == {None}


def test_the_mark_that_some_editors_put_in_front_is_no_fault() -> None:
    question = json.dumps({"profile": "adult_labour", "signs": []}).encode("utf-8-sig")
    assert run(question).exit_code == 0


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ({"profile": "adult_labour", "signs": ["EX01", "ZZ99"]}, "ZZ99"),
        ({"profile": "adult_labour", "signs": ["ex01"]}, "did you mean EX01"),
        ({"profile": "adult_labour", "signs": [7]}, "Unknown sign: 7"),
        ({"profile": "adult_labour", "signs": "EX01"}, "signs must be a list"),
        ({"profile": "adult_labour"}, "signs must be a list"),
        ({"profile": "martian", "signs": []}, "martian"),
        ({"profile": ["adult_labour"], "signs": []}, "Unknown profile"),
        ({"signs": []}, "profile is missing"),
        ({"profile": "adult_labour", "signs": [], "act": "yes"}, "act must be true or false"),
        ({"profile": "adult_labour", "signs": [], "age": 12}, "Unknown key: age"),
        ([], "Expected a JSON object"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"profile": "adult_labour", "signs": [], "act": ' + "1" * 5000 + "}", "not JSON"),
        ('{"profile": "adult_labour", "signs": ["EX01"], "signs": []}', "signs stands there twice"),
        ('{"profile": "adult_labour", "signs": [NaN]}', "Unknown sign: NaN"),
        ({"profile": "adult_labour", "signs": ["\x1b[2J"]}, 'Unknown sign: "\\u001b[2J"'),
        ({"profile": "adult_labour", "signs": ["A" * 1000]}, f"Unknown sign: {'A' * 60}…."),
        (b'{"profile": "\xff"}', "not UTF-8"),
    ],
)
def test_a_fault_exits_2_and_is_named_on_standard_error_alone(question: object, named: str) -> None:
    result = run(question)
    assert result.exit_code == 2
    assert named in result.stderr
    assert result.stdout == ""


def test_a_missing_or_unreadable_file_exits_2_and_is_named(tmp_path: Path) -> None:
    binary = tmp_path / "picture.json"
    binary.write_bytes(b"\xff\xfe\xfa")
    for path in (tmp_path / "missing.json", tmp_path, binary):
        result = CliRunner().invoke(app, ["screen", str(path)])
        assert result.exit_code == 2
        assert path.name in result.stderr
        assert result.stdout == ""


def test_a_pack_without_signs_is_named() -> None:
    result = run({"profile": "adult_labour", "signs": []}, "--pack", "../../nowhere")
    assert result.exit_code == 2
    assert "nowhere" in result.stderr


def test_screening_starts_no_room_of_django() -> None:
    import subprocess

    code = (
        "import sys, varsel.base.signs.commands; sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 our own interpreter


def test_the_worked_example_of_the_documentation_is_true() -> None:
    text = (Path(__file__).parents[2] / "docs/signs.md").read_text()
    question = json.loads(text.split("```json")[1].split("```")[0])
    answer = json.loads(run(question).stdout)
    assert (answer["outcome"], answer["advice"]) == ("trafficking_indicated", "call_now")
    answer = json.loads(run({**question, "signs": [sign for sign in question["signs"] if sign != "DC14"]}).stdout)
    assert (answer["outcome"], answer["advice"]) == ("deception_and_exploitation", "call_now")
