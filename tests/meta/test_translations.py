"""Danish and English are both complete: every string is translated, and no words stand outside gettext."""

import ast
import re
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tools.messages import PACKAGE, catalogue_of, gaps, read, rooms, written

# Specimens for the gallery of components, which nobody but its makers sees.
SPECIMENS = {PACKAGE / "portal/gallery", PACKAGE / "portal/templates/portal/gallery"}
INNER = {"migrations", "models", "models.py"}  # there is no admin: nobody reads the words of a model
# Attributes of elements and components that hold words.
WORDED = {
    *("alt", "aria-label", "caption", "caplabel", "heading", "helptext", "label", "meta", "placeholder", "shown"),
    *("sronly", "subheading", "submit", "text", "title"),
}
WORDED_ARGUMENTS = {"help_text", "label", "remedy"}
TAGS = re.compile(
    r"{#.*?#}|{%\s*comment\b.*?endcomment\s*%}|{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%}"
    r"|{%\s*block \w*class\s*%}.*?{%\s*endblock\s*%}|<c-vars\b.*?/?>|{%.*?%}",
    re.DOTALL,
)
VALUES = re.compile(r"{{.*?}}", re.DOTALL)
LETTERS = re.compile(r"(?!Varsel\b)\b[A-Za-zÆØÅæøå]{2,}")


class Words(HTMLParser):
    """Collects the words of a template that no translation reaches."""

    silent = ("script", "style", "kbd")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.found += [value for name, value in attrs if name in WORDED and value and LETTERS.search(value)]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if LETTERS.search(data) and not set(self.silent) & set(self.open):
            self.found.append(data.strip())


def bare_words(template: str) -> list[str]:
    reader = Words()
    reader.feed(VALUES.sub("h9", TAGS.sub("", template)))  # a value may name the element: <h9 class="...">
    return reader.found


def bare_arguments(code: str) -> list[str]:
    """Plain strings given where a person will read them (`label="Name"`)."""
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    values = [word.value for call in calls for word in call.keywords if word.arg in WORDED_ARGUMENTS]
    texts = [value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)]
    return [text for text in texts if LETTERS.search(text) and (" " in text or text[0].isupper())]


def sources(suffix: str) -> list[Path]:
    found = sorted(PACKAGE.rglob(f"*{suffix}"))
    return [path for path in found if not SPECIMENS & set(path.parents) and not INNER & {*path.parts, path.name}]


def named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("template", sources(".html"), ids=named)
def test_a_template_holds_no_words_outside_translation(template: Path) -> None:
    assert bare_words(template.read_text()) == []


@pytest.mark.parametrize("template", ["<p>Hello there</p>", '<c-button text="Send it" />', '<img alt="A house">'])
def test_planted_words_in_a_template_are_found(template: str) -> None:
    assert bare_words(template)


def test_code_gives_no_bare_words_to_people() -> None:
    assert {named(path): found for path in sources(".py") if (found := bare_arguments(path.read_text()))} == {}


def test_a_planted_bare_label_is_found() -> None:
    assert bare_arguments('CharField(label="Name")') == ["Name"]


def test_a_planted_gap_in_a_catalogue_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.messages.PACKAGE", tmp_path)
    (tmp_path / "forms.py").write_text('label = _("Given name")')
    assert [gap.split(": ", 1)[1] for gap in gaps(tmp_path)] == ["untranslated: Given name"]


def test_the_same_words_mean_the_same_in_every_room() -> None:
    """Django merges the catalogues, so two translations of one string would hide each other."""
    meanings: dict[object, set[object]] = defaultdict(set)
    for room in rooms():
        for message in read(catalogue_of(room)) if catalogue_of(room).exists() else ():
            if message.id:
                key = message.id if isinstance(message.id, str) else message.id[0]
                meanings[(key, message.context)].add(str(message.string))
    assert {key: both for key, both in meanings.items() if len(both) > 1} == {}


@pytest.mark.parametrize("room", [room for room in rooms() if catalogue_of(room).exists()], ids=named)
def test_a_translation_keeps_the_places_for_values(room: Path) -> None:
    place = re.compile(r"%\(\w+\)[sd]")
    for message in read(catalogue_of(room)):
        original = " ".join(message.id) if isinstance(message.id, tuple | list) else str(message.id)
        strings = message.string if isinstance(message.string, tuple | list) else [message.string]
        assert all(set(place.findall(text)) <= set(place.findall(original)) for text in strings), original


@pytest.mark.parametrize("room", [room for room in rooms() if catalogue_of(room).exists()], ids=named)
def test_a_catalogue_is_written_as_make_messages_writes_it(room: Path) -> None:
    path = catalogue_of(room)
    assert written(read(path)) == path.read_bytes(), "run `make messages`"


@pytest.mark.parametrize("room", rooms(), ids=named)
def test_every_string_of_a_room_has_its_danish(room: Path) -> None:
    assert gaps(room) == []
