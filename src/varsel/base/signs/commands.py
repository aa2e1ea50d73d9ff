"""`varsel screen`: what a combination of signs means, as JSON. Reads the pack's files, needs no database."""

import json
import os
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
import yaml

from varsel.base.signs.rules.catalogue import Sign, catalogue_of
from varsel.base.signs.rules.reasons import sentence
from varsel.base.signs.rules.screening import Profile, Screening, screen

PACKS = Path(__file__).resolve().parents[2] / "packs"
LONGEST = 60  # characters of a faulty value that a message repeats

app = typer.Typer()


class BadInput(Exception):
    """The input cannot be screened; the message says what is wrong and how to mend it."""


@dataclass(frozen=True)
class Question:
    profile: Profile
    signs: tuple[Sign, ...]
    act: bool


@app.command("screen")
def screen_file(
    file: Annotated[str, typer.Argument(help="A JSON file, or - for standard input.", metavar="FILE.json|-")],
    pack: Annotated[str, typer.Option(help="The country pack that holds the signs.", envvar="VARSEL_PACK")] = "dk",
) -> None:
    """Screen a set of signs: dimensions, outcome, advice and reasons as one JSON object.

    The input is {"profile": "adult_labour", "signs": ["RD01", "EX01"]}, with "act": true where it was asked
    and answered that somebody recruited, moved, housed or received the child.
    """
    try:
        question = asked(_parsed(_text(file)), _catalogue(pack))
    except BadInput as error:
        _refuse(str(error))
    answer = screen(question.signs, question.profile, act=question.act)
    typer.echo(json.dumps(as_json(answer), ensure_ascii=False, indent=2))


def as_json(answer: Screening) -> dict[str, Any]:
    """The answer as it is printed; `positive` is null where the profile's weights are not published."""
    dimensions = {
        dimension: {"positive": judged.positive, "signs": list(judged.signs)}
        for dimension, judged in answer.dimensions.items()
    }
    return {
        "dimensions": dimensions,
        "outcome": answer.outcome,
        "advice": answer.advice,
        "reasons": [sentence(reason) for reason in answer.reasons],
        "rule_version": answer.rule_version,
    }


def asked(data: object, catalogue: Mapping[str, Sign]) -> Question:
    """The question in the input, with every fault named; BadInput if it cannot be asked."""
    if not isinstance(data, dict):
        raise BadInput('Expected a JSON object such as {"profile": "adult_labour", "signs": ["RD01"]}.')
    if unknown := sorted(set(data) - {"profile", "signs", "act"}):
        raise BadInput(f"Unknown key: {', '.join(map(_shown, unknown))}. Known are profile, signs and act.")
    act = data.get("act")
    if not isinstance(act, bool | None):
        raise BadInput(f"act must be true or false, not {_shown(act)}.")
    return Question(_profile(data.get("profile")), _signs(data.get("signs"), catalogue), bool(act))


def _profile(value: object) -> Profile:
    known = ", ".join(Profile)
    if value is None:
        raise BadInput(f"profile is missing. Known profiles: {known}.")
    if not isinstance(value, str) or value not in set(Profile):
        raise BadInput(f"Unknown profile: {_shown(value)}. Known profiles: {known}.")
    return Profile(value)


def _signs(value: object, catalogue: Mapping[str, Sign]) -> tuple[Sign, ...]:
    if not isinstance(value, list):
        raise BadInput('signs must be a list of sign codes, such as ["RD01", "EX01"].')
    unknown = [key for key in value if not isinstance(key, str) or key not in catalogue]
    if unknown:
        raise BadInput(f"Unknown sign: {', '.join(_suggested(key, catalogue) for key in unknown)}.")
    return tuple(catalogue[key] for key in value)


def _suggested(key: object, catalogue: Mapping[str, Sign]) -> str:
    near = get_close_matches(str(key)[:LONGEST].upper(), catalogue, n=1, cutoff=0.7)
    return f"{_shown(key)} (did you mean {near[0]}?)" if near else _shown(key)


def _shown(value: object) -> str:
    """The value on one line, short, and with nothing that a terminal would obey."""
    text = value if isinstance(value, str) and value.isprintable() else json.dumps(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _parsed(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_once_each)
    except (ValueError, RecursionError) as error:  # ValueError: bad JSON, or a number longer than Python reads
        raise BadInput(f"This is not JSON: {error}.") from error


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """JSON lets the last of two equal keys win without a word, and signs would be lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _value in pairs).items() if count > 1)
        raise BadInput(f"The key {_shown(twice)} stands there twice.")
    return found


def _text(file: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return raw.decode("utf-8-sig")  # some editors put a mark in front
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise BadInput(f"Cannot read {file}: {reason}.") from error


def _catalogue(pack: str) -> dict[str, Sign]:
    folder = PACKS / os.path.basename(pack) / "signs"
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise BadInput(f"The pack {pack} has no signs.")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser where the machine has it: 10 times faster
    sections = (yaml.load(file.read_text(encoding="utf-8"), Loader=loader) for file in files)  # noqa: S506 both are safe
    return catalogue_of(entry for section in sections for entry in section.get("signs", ()))


def _refuse(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(2)
