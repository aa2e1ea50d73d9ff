"""Whether a pack is whole: schema, duplicates, references. Each stage reports all that it finds."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from varsel.base.kernel.packs.errors import PackError, PackErrors
from varsel.base.kernel.packs.sections import Entry, sections
from varsel.base.kernel.packs.source import Raw


def check(raws: Sequence[Raw]) -> list[Entry]:
    """The entries of a pack's items, or PackErrors."""
    _stop([*_unknown(raws)])
    _stop([*_violations(raws, Draft202012Validator)])
    by_section = sections()
    entries = [entry for raw in raws for entry in by_section[raw.section].split(raw)]
    _stop([*_duplicates(entries)])
    _stop([*_violations(raws, _reference_checker(entries))])
    return entries


def _stop(errors: Sequence[PackError]) -> None:
    if errors:
        raise PackErrors(errors)


def _unknown(raws: Sequence[Raw]) -> Iterator[PackError]:
    """Sections that no room has registered, each told once a file."""
    first = {(raw.file, raw.section): raw for raw in reversed(raws) if raw.section not in sections()}
    for (file, section), raw in first.items():
        yield PackError(file, raw.line(()), section, "There is no such section.", _instead(section, sections()))


def _violations(raws: Sequence[Raw], checker: type[Validator]) -> Iterator[PackError]:
    dates = FormatChecker(("date",))
    validators = {name: checker(section.schema, format_checker=dates) for name, section in sections().items()}
    for raw in raws:
        for error in validators[raw.section].iter_errors(raw.value):
            yield from _as_pack_errors(raw, error)


def _as_pack_errors(raw: Raw, error: ValidationError) -> Iterator[PackError]:
    path = tuple(error.absolute_path)
    if (
        error.validator == "additionalProperties"
        and isinstance(error.instance, dict)
        and isinstance(error.schema, dict)
    ):
        known = error.schema.get("properties", {})
        for name in sorted(error.instance.keys() - known.keys()):
            at = (*path, name)
            yield PackError(raw.file, raw.line(at), _key(raw, at), "There is no such key.", _instead(name, known))
        return
    remedy = "Add it." if error.validator == "required" else ""
    yield PackError(raw.file, raw.line(path), _key(raw, path), f"{error.message.rstrip('.')}.", remedy)


def _key(raw: Raw, path: tuple[str | int, ...]) -> str:
    value = raw.value if isinstance(raw.value, dict) else {}
    own = str(value.get("key", value.get("list", raw.section)))
    return ".".join([own, *map(str, path)])


def _instead(word: str, known: Iterable[str]) -> str:
    close = get_close_matches(word, [*known], n=1)
    return f"Did you mean `{close[0]}`?" if close else f"Known are: {', '.join(sorted(known))}."


def _duplicates(entries: Sequence[Entry]) -> Iterator[PackError]:
    """Entries of one key whose periods meet: two rules would hold on the same day."""
    same: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        same[entry.section, entry.key].append(entry)
    for group in same.values():
        group.sort(key=lambda entry: entry.valid_from or datetime.date.min)
        for one, other in pairwise(group):
            if (one.valid_to or datetime.date.max) >= (other.valid_from or datetime.date.min):
                yield _twice(*sorted((one, other), key=lambda entry: (entry.file, entry.line)))


def _twice(first: Entry, second: Entry) -> PackError:
    place = f"{first.file.name}:{first.line}"
    remedy = "Remove one, or give them periods (valid_from, valid_to) that do not meet."
    return PackError(second.file, second.line, second.key, f"This key stands already at {place}.", remedy)


def _reference_checker(entries: Iterable[Entry]) -> type[Validator]:
    """A checker that knows what there is to refer to: `section`, or `section:prefix` as in `codes:sex`."""
    index: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        index[entry.section].add(entry.key)
        prefix, colon, rest = entry.key.partition(":")
        if colon:
            index[f"{entry.section}:{prefix}"].add(rest)

    def refers_to(_: Validator, target: str, value: Any, schema: Any) -> Iterator[ValidationError]:
        if isinstance(value, str) and value not in index[target]:
            yield ValidationError(f"There is no `{value}` in {target}. {_instead(value, index[target])}")

    return extend(Draft202012Validator, {"refers_to": refers_to})
