"""The sections that hold rules and texts and are read straight from the store, on the day they apply to."""

from varsel.base.kernel.packs.sections import TEXT, WORDS, Schema, Section, entry, listed, ref

CLOCK_TIME: Schema = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
DAYS: Schema = {"type": "integer", "minimum": 1}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

PACK = Section(
    "pack",
    entry(
        {
            "title": WORDS,
            "version": TEXT,
            "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
            "languages": {**listed({"type": "string", "pattern": "^[a-z]{2}$"}), "minItems": 1},
            "time_zone": TEXT,
            "extends": TEXT,
            "note": TEXT,
        },
        required=("title", "version", "languages", "time_zone"),
    ),
)

HOTLINE = Section(
    "hotline",
    entry(
        {
            "number": TEXT,
            "emergency": TEXT,
            "organisation": ref("organisations"),
            "hours": listed(
                {
                    "type": "object",
                    "properties": {"days": listed({"enum": WEEKDAYS}), "opens": CLOCK_TIME, "closes": CLOCK_TIME},
                    "required": ["days", "opens", "closes"],
                    "additionalProperties": False,
                }
            ),
            "hours_in_words": WORDS,
            "when_closed": WORDS,
            "about": WORDS,
        },
        required=("number", "emergency", "hours", "hours_in_words", "when_closed"),
        fact=True,
    ),
)

# Texts of the product's own; whoever edits them keeps the rule that advice never reassures.
ADVICE = Section("advice", entry({"title": WORDS, "text": WORDS, "order": {"type": "integer"}}, required=("text",)))

# `follows`: the outcomes after which the page asks whether the period is to be started.
CLOCKS = Section(
    "clocks",
    entry(
        {
            "label": WORDS,
            "days": DAYS,
            "cap_days": DAYS,
            "grounds": listed(ref("codes:clock_ground")),
            "statuses": listed(ref("codes:residence_status")),
            "follows": listed(ref("codes:assessment_outcome")),
            "decided_by": ref("organisations"),
            "is_departure": {"type": "boolean"},
            "starts": WORDS,
            "explanation": WORDS,
            "law": TEXT,
        },
        required=("label", "days", "cap_days", "grounds", "decided_by", "is_departure", "starts", "explanation"),
        fact=True,
    ),
)

COMPETENCE = Section(
    "competence",
    entry(
        {
            "statuses": listed(ref("codes:residence_status")),
            "decides": ref("organisations"),
            "entered_by": ref("organisations"),
            "interviews": listed(ref("codes:organisation_kind")),
            "because": WORDS,
        },
        required=("statuses", "decides", "because"),
        fact=True,
    ),
)

RETENTION = Section(
    "retention",
    dict(
        entry(
            {
                "label": WORDS,
                "days": DAYS,
                "basis": {"enum": ["law", "authority", "choice_of_the_product", "not_known"]},
                "text": WORDS,
            },
            required=("label", "basis", "text"),
            fact=True,
        )
    )
    | {
        "if": {"properties": {"basis": {"const": "not_known"}}},
        "then": {"not": {"required": ["days"]}},
        "else": {"required": ["days"]},
    },
)

_EXPLAINED = entry({"label": WORDS, "text": WORDS, "law": TEXT}, required=("label", "text"), fact=True)

# `asked_for`: in which cases the page asks until the duty is fulfilled and recorded.
DUTIES = Section(
    "duties",
    entry(
        {"label": WORDS, "text": WORDS, "law": TEXT, "asked_for": {"enum": ["child"]}},
        required=("label", "text"),
        fact=True,
    ),
)
# In which roles the law lets somebody act for a child.
REPRESENTATIVES = Section("representatives", _EXPLAINED)
PASSING_ON_GROUNDS = Section("passing_on_grounds", _EXPLAINED)

CITIZENSHIP_GROUPS = Section(
    "citizenship_groups",
    entry({"key": ref("codes:citizenship_group"), "countries": listed(ref("codes:country"))}, required="*", fact=True),
)

RULES = (
    *(PACK, HOTLINE, ADVICE, CLOCKS, COMPETENCE, RETENTION, DUTIES, REPRESENTATIVES, PASSING_ON_GROUNDS),
    CITIZENSHIP_GROUPS,
)
