"""What a country pack says about signs, and how it comes into the tables."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from varsel.base.kernel.actor import Actor
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.base.kernel.packs.sections import TEXT, WORDS, Entry, Schema, Section, entry, listed, ref
from varsel.base.signs.models import Review, Sign, SignText
from varsel.base.signs.rules.catalogue import PUBLISHED, Noticed, Strength

UPPER_KEY: Schema = {"type": "string", "pattern": "^[A-Z][A-Z0-9_]*$", "maxLength": 20}
SIGN_KEY: Schema = {"type": "string", "pattern": "^[A-Z]{2}[0-9]{2}$"}
STRENGTH: Schema = {"enum": [*Strength]}
ORDER: Schema = {"type": "integer", "minimum": 1}
PROFILES: Schema = {"adult_labour": STRENGTH, "child_labour": STRENGTH}

# Published weights are those of a profile; what the project proposes is kept apart and never enters the rule.
WEIGHTS: Schema = {
    "if": {"properties": {"basis": {"const": PUBLISHED}}},
    "then": {"properties": {"weights": {"properties": PROFILES, "additionalProperties": False}}},
    "else": {"properties": {"weights": {"properties": {"overlay": STRENGTH}, "additionalProperties": False}}},
}

SIGN: Schema = {
    **entry(
        {
            "key": SIGN_KEY,
            "dimension": ref("sign_dimensions"),
            "noticed": {"enum": [*Noticed]},
            "alarm": {"type": "boolean"},
            "child_only": {"type": "boolean"},
            "forms": listed(ref("codes:exploitation_form")),
            "sectors": {**listed(ref("sign_sectors")), "minItems": 1},
            "text": WORDS,
            "weights": {"type": "object", "minProperties": 1},
            "basis": {"enum": [PUBLISHED, "project_overlay"]},
            "ilo11": listed({"type": "integer", "minimum": 1, "maximum": 11}),
            "sources": {**listed(ref("sign_sources")), "minItems": 1},
            "source_confidence": TEXT,
        },
        required=("dimension", "noticed", "forms", "sectors", "text", "weights", "basis", "sources"),
    ),
    **WEIGHTS,
}

BLOCK: Schema = {
    "type": "object",
    "properties": {"heading": TEXT, "text": TEXT, "points": listed(TEXT)},
    "required": ["heading"],
    "additionalProperties": False,
}


DEFAULTS = {"alarm": False, "child_only": False, "ilo11": [], "source_confidence": ""}


def load_signs(entries: Sequence[Entry], by: Actor) -> None:
    """Bring the catalogue into line with the pack; a sign that is gone from it is retired, never deleted."""
    stored = {sign.key: sign for sign in Sign.objects.all()}
    signs = {found.key: stored.get(found.key) or Sign(key=found.key) for found in entries}
    changed = [found for order, found in enumerate(entries, start=1) if _describe(signs[found.key], found, order)]
    _keep([signs[found.key] for found in changed])
    texts = {(text.sign_id, text.language): text for text in SignText.objects.all()}
    _keep_texts([text for found in entries for text in _said(signs[found.key], found.data["text"], texts)])
    gone = Sign.objects.on(legal_today()).exclude(key__in=signs)
    gone.update(valid_to=legal_today() - timedelta(days=1))


def _describe(sign: Sign, found: Entry, order: int) -> bool:
    """Give the sign what the pack says of it; whether that is anything new."""
    data = {name: value for name, value in found.data.items() if name != "text"}
    said = {**DEFAULTS, **data, "valid_from": found.valid_from, "valid_to": found.valid_to, "order": order}
    new = {name: value for name, value in said.items() if getattr(sign, name) != value}
    for name, value in new.items():
        setattr(sign, name, value)
    return bool(new)


def _keep(signs: Sequence[Sign]) -> None:
    old = [sign for sign in signs if not sign._state.adding]
    Sign.objects.bulk_create([sign for sign in signs if sign._state.adding])
    for sign in old:
        sign.save()


def _said(sign: Sign, words: Mapping[str, str], texts: Mapping[tuple[UUID, str], SignText]) -> Iterator[SignText]:
    """New words are a new proposal; words that were reviewed and that the pack left alone stay reviewed."""
    for language, said in words.items():
        text = texts.get((sign.id, language)) or SignText(sign=sign, language=language)
        if text.text != said:
            text.text, text.review = said, Review.PROPOSED
            yield text


def _keep_texts(texts: Sequence[SignText]) -> None:
    SignText.objects.bulk_update([text for text in texts if not text._state.adding], ["text", "review"])
    SignText.objects.bulk_create([text for text in texts if text._state.adding])


SECTIONS = (
    Section(
        "sign_sources", entry({"key": UPPER_KEY, "title": TEXT, "address": {"type": "string"}}, required=("title",))
    ),
    Section(
        "sign_dimensions",
        entry(
            {
                "order": ORDER,
                "element": {"enum": ["act", "means", "purpose", "corroborating", "risk"]},
                "label": WORDS,
            },
            required=("order", "element", "label"),
        ),
    ),
    Section("sign_sector_groups", entry({"order": ORDER, "label": WORDS}, required=("order", "label"))),
    Section(
        "sign_sectors",
        entry(
            {"order": ORDER, "group": ref("sign_sector_groups"), "label": WORDS, "plain": WORDS},
            required=("order", "group", "label", "plain"),
        ),
    ),
    Section("signs", SIGN, load=load_signs),
    Section(
        "help_texts",
        entry(
            {"name": TEXT, "heading": TEXT, "lead": TEXT, "blocks": {"type": "array", "items": BLOCK}},
            required=("name", "heading", "lead", "blocks"),
            fact=True,
        ),
    ),
)
