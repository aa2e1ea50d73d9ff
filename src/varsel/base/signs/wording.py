"""The words of a screening in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from varsel.base.signs.models import Sign
from varsel.base.signs.rules.catalogue import Dimension, Noticed
from varsel.base.signs.rules.ranking import ranked
from varsel.base.signs.rules.reasons import SENTENCES
from varsel.base.signs.rules.screening import COERCION, Outcome, Screening

NOTICED = {
    Noticed.SEEN: _("What you see"),
    Noticed.HEARD: _("What you hear"),
    Noticed.MISSING: _("What is missing"),
}

# None of these may sound like an all-clear.
OUTCOMES = {
    Outcome.TRAFFICKING_INDICATED: _("The signs point to human trafficking."),
    Outcome.EXPLOITATION_INDICATED: _(
        "The signs point to exploitation. It may be trafficking, even if they do not show it."
    ),
    Outcome.DECEPTION_AND_EXPLOITATION: _(
        "The signs point to deception and exploitation. It may be trafficking, even if they do not show it."
    ),
    Outcome.NO_FINDING: _(
        "The signs are too few for the rule to say anything. That does not mean that nothing is wrong."
    ),
}

TOLD_SIGN_BY_SIGN = {"alarm_sign", "coercion_sign", "certainty_is_not_needed"}


@dataclass(frozen=True)
class Why:
    """One ticked sign and what it says."""

    text: str
    meaning: str
    urgent: bool


@dataclass(frozen=True)
class Classification:
    """What the rule says, with the dimensions it judged and its reasons."""

    outcome: str
    rows: tuple[tuple[str, bool, int], ...]
    reasons: tuple[str, ...]
    version: str


def explained(ticked: Iterable[Sign], labels: Mapping[str, str]) -> list[Why]:
    """The ticked signs, the most telling first, each with what it means for the advice."""
    signs = {sign.key: sign for sign in ticked}
    order = ranked(sign.as_rule for sign in signs.values())
    return [_why(signs[rule.key], labels) for rule in order]


def classification(found: Screening, signs: Iterable[Sign], labels: Mapping[str, str]) -> Classification | None:
    """The rule's answer in words, or None where it gave none."""
    if found.outcome == Outcome.NOT_SCORED:
        return None
    names = {**labels, **{sign.key: sign.text for sign in signs}}
    rows = tuple(
        (labels[dimension], bool(judged.positive), len(judged.signs)) for dimension, judged in found.dimensions.items()
    )
    reasons = tuple(
        gettext(SENTENCES[reason.code]) % {"about": "; ".join(names[name] for name in reason.about)}
        for reason in found.reasons
        if reason.code not in TOLD_SIGN_BY_SIGN
    )
    return Classification(str(OUTCOMES[found.outcome]), rows, reasons, found.rule_version)


def _why(sign: Sign, labels: Mapping[str, str]) -> Why:
    if sign.alarm:
        return Why(sign.text, gettext("This sign alone is reason to call now."), urgent=True)
    if sign.dimension in COERCION:
        return Why(sign.text, gettext("A sign of coercion: reason to call now."), urgent=True)
    if sign.dimension == Dimension.EXPLOITATION:
        return Why(sign.text, gettext("A sign of exploitation."), urgent=False)
    return Why(sign.text, gettext("Belongs to: %(dimension)s.") % {"dimension": labels[sign.dimension]}, urgent=False)
