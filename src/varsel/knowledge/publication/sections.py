"""What a country pack says of published figures."""

from varsel.base.kernel.packs.sections import KEY, WORDS, Section, entry, listed, ref, register

NUMBER = {
    **ref("published_figures"),
    "type": ["integer", "string"],
    "minimum": 0,
}  # a figure's key, or the number itself

FIGURES = Section(
    "published_figures",
    entry(
        {
            "year": {"type": "integer", "minimum": 1900},
            "measure": KEY,
            "dimension": ref("published_terms"),
            "category": ref("published_terms"),
            "value": {"type": "integer", "minimum": 0},
            "note": WORDS,
        },
        required=("year", "measure", "value"),
        fact=True,
    ),
)


def _of(**names: object) -> dict[str, object]:
    return {"type": "object", "properties": names, "required": [*names], "additionalProperties": False}


CLAIMS = Section(
    "published_claims",
    entry(
        {
            "said": WORDS,
            "share": _of(part=listed(NUMBER), whole=NUMBER),
            "rise": _of(first=NUMBER, last=NUMBER),
            "differs": _of(theirs=NUMBER, ours=NUMBER),
        },
        required=("said",),
        fact=True,
    ),
)

TERMS = Section("published_terms", entry({"text": WORDS, "order": {"type": "integer"}}, required="*"))


def register_sections() -> None:
    register(TERMS)
    register(FIGURES)
    register(CLAIMS)
