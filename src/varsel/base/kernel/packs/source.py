"""YAML that remembers its lines, and reads only what a reader would expect it to say.

`no` is Norway's code and not false, a date is a text until the schema says otherwise, a key stands once in
its mapping, and an alias cannot hold itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import yaml
from yaml.constructor import SafeConstructor

from varsel.base.kernel.packs.errors import PackError, PackErrors

Path_ = tuple[str | int, ...]


_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # C where the machine has it: ten times faster


class _Loader(_Parser):
    """YAML 1.2's core and no more: null, true, false, decimal numbers, and otherwise text (18_24, 08:30, no)."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for _tag, _pattern, _first in (
    ("null", r"null|~|", ["n", "~", ""]),
    ("bool", r"true|false", list("tf")),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", list("-+0123456789")),
    ("float", r"[-+]?[0-9]+\.[0-9]+", list("-+0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first)


@dataclass(frozen=True)
class Raw:
    """One entry as it stands in a file: its plain value, and the line of every path inside it."""

    pack: str
    section: str
    file: Path
    value: Any
    lines: dict[Path_, int]

    def line(self, path: Path_) -> int:
        """The line of a path, or of the nearest thing around it that has one."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines[path]


def read_file(file: Path, pack: str) -> list[Raw]:
    """The entries of one file, which is a mapping `section: [entries]`; raises PackErrors."""
    try:
        text = file.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise PackErrors([PackError(file, _line(error, text), "", f"This is not YAML: {error.problem}.")]) from None
    except (UnicodeDecodeError, yaml.YAMLError):
        raise PackErrors([PackError(file, 1, "", "This is not YAML text in UTF-8.")]) from None
    faults = [*_faults(node, file)] if node else []
    if faults:
        raise PackErrors(faults)
    return [*_entries(node, file, pack)] if node else []


def _line(error: yaml.MarkedYAMLError, text: str) -> int:
    """The line of a fault; where something is missing at the end, the last line that there is."""
    line = error.problem_mark.line + 1 if error.problem_mark else 1
    return min(line, len(text.splitlines()))


def _faults(node: yaml.Node, file: Path, seen: frozenset[int] = frozenset()) -> Iterator[PackError]:
    """Keys that stand twice, and nodes that hold themselves."""
    line = node.start_mark.line + 1
    if id(node) in seen:
        yield PackError(file, line, "", "An alias holds itself.", "Write the value out.")
        return
    seen |= {id(node)}
    if isinstance(node, yaml.MappingNode):
        keys: set[str] = set()
        for key, value in node.value:
            if key.value in keys:
                yield PackError(file, key.start_mark.line + 1, key.value, "This key stands twice.", "Remove one.")
            keys.add(key.value)
            yield from _faults(value, file, seen)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _faults(value, file, seen)


def _entries(node: yaml.Node, file: Path, pack: str) -> Iterator[Raw]:
    if not isinstance(node, yaml.MappingNode):
        raise PackErrors(
            [PackError(file, 1, "", "A file is a mapping.", "Begin with `section:` and list its entries.")]
        )
    for key, entries in node.value:
        if not isinstance(entries, yaml.SequenceNode):
            line = key.start_mark.line + 1
            raise PackErrors([PackError(file, line, key.value, "A section is a list.", "Begin each entry with `- `.")])
        for entry in entries.value:
            lines: dict[Path_, int] = {}
            yield Raw(pack, key.value, file, _plain(entry, (), lines), lines)


def _plain(node: yaml.Node, path: Path_, lines: dict[Path_, int]) -> Any:
    """The plain value of a node; the line of each path is noted on the way."""
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        plain = {}
        for key, value in node.value:
            plain[key.value] = _plain(value, (*path, key.value), lines)
            lines[*path, key.value] = key.start_mark.line + 1
        return plain
    if isinstance(node, yaml.SequenceNode):
        return [_plain(value, (*path, at), lines) for at, value in enumerate(node.value)]
    return SafeConstructor().construct_object(node)
