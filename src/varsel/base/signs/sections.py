"""What a country pack says about signs, and how it comes into the tables."""

from collections.abc import Sequence
from datetime import timedelta

from varsel.base.kernel.actor import Actor
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.base.kernel.packs.sections import TEXT, WORDS, Entry, Schema, Section, entry, listed, ref
from varsel.base.signs.models import Sign, SignText
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


def load_signs(entries: Sequence[Entry], by: Actor) -> None:
    """Bring the catalogue into line with the pack; a sign that is gone from it is retired, never deleted."""
    stored = {sign.key: sign for sign in Sign.objects.all()}
    for order, found in enumerate(entries, start=1):
        data = {name: value for name, value in found.data.items() if name != "text"}
        sign = stored.get(found.key) or Sign(key=found.key)
        values = {**DEFAULTS, **data, "order": order, "valid_from": found.valid_from, "valid_to": found.valid_to}
        _keep(sign, values)
        _keep_texts(sign, found.data["text"])
    gone = Sign.objects.on(legal_today()).exclude(key__in=[found.key for found in entries])
    gone.update(valid_to=legal_today() - timedelta(days=1))


DEFAULTS = {"alarm": False, "child_only": False, "ilo11": [], "source_confidence": ""}


def _keep(sign: Sign, values: dict[str, object]) -> None:
    """Write only what differs, so that a second load writes nothing."""
    if not sign._state.adding and all(getattr(sign, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(sign, name, value)
    sign.save()


def _keep_texts(sign: Sign, words: dict[str, str]) -> None:
    """New words are a new proposal; words that practitioners reviewed and the pack left alone stay reviewed."""
    texts = {text.language: text for text in sign.texts.all()}
    for language, words_in_it in words.items():
        text = texts.get(language) or SignText(sign=sign, language=language)
        if text.text != words_in_it:
            text.text, text.review = words_in_it, SignText.review.field.default
            text.save()


SECTIONS = (
    Section("sign_sources", entry({"key": UPPER_KEY, "title": TEXT, "address": {"type": "string"}}, required=("title",))),
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
