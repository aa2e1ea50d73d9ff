"""From signs to advice and, where the weights are published, to a classification.

Two different things that must not be mixed up. *Advice* says what to do now and never reassures: an alarm
sign alone, or any sign of coercion, means call now; everything else means call and ask, whatever the
classification says. *Classification* is the dimension rule of the ILO and the European Commission
(Operational indicators of trafficking in human beings, 2009; dimension rule: confidence high) with the
combination step of the Moldova survey (confidence medium: secondary copy). It runs only for the profiles
whose weights are published, adult and child labour. No result is a legal finding; a person decides.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from varsel.base.signs.rules.catalogue import Dimension, Sign, Strength

RULE_VERSION = "ilo-ec-2009.1"

RECRUITMENT = (Dimension.REC_DECEPTION, Dimension.REC_COERCION, Dimension.REC_VULNERABILITY)
COERCION = (Dimension.REC_COERCION, Dimension.DEST_COERCION)


class Profile(StrEnum):
    """Who it may be about: an adult or a child, and the kind of exploitation."""

    ADULT_LABOUR = "adult_labour"
    CHILD_LABOUR = "child_labour"
    ADULT_SEXUAL = "adult_sexual"
    CHILD_SEXUAL = "child_sexual"
    ADULT_OTHER = "adult_other"
    CHILD_OTHER = "child_other"


# The two lists for sexual exploitation carry other weights (forced clients strong, no strong exploitation
# sign for adults) and were not at hand; labour weights must not stand in for them.
SCORED = frozenset({Profile.ADULT_LABOUR, Profile.CHILD_LABOUR})
CHILD = frozenset({Profile.CHILD_LABOUR, Profile.CHILD_SEXUAL, Profile.CHILD_OTHER})


class Outcome(StrEnum):
    TRAFFICKING_INDICATED = "trafficking_indicated"
    EXPLOITATION_INDICATED = "exploitation_indicated"
    DECEPTION_AND_EXPLOITATION = "deception_and_exploitation"
    NO_FINDING = "no_finding"
    NOT_SCORED = "not_scored"


class Advice(StrEnum):
    CALL_NOW = "call_now"
    CALL_AND_ASK = "call_and_ask"


@dataclass(frozen=True)
class Judgement:
    """One dimension: whether it is positive (None: not judged for this profile) and the signs that count in it."""

    positive: bool | None
    signs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reason:
    """Why, in a stable code, with the signs or dimensions it rests on."""

    code: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Screening:
    dimensions: Mapping[Dimension, Judgement]
    outcome: Outcome
    advice: Advice
    reasons: tuple[Reason, ...]
    asks_for_the_act: bool = False
    rule_version: str = RULE_VERSION


def positive(strengths: Iterable[Strength]) -> bool:
    """The dimension rule: two strong; one strong and any other; three medium; or two medium and one weak.

    So one strong sign alone, two medium signs alone, or weak signs only are not enough.
    """
    count = Counter(strengths)
    strong, medium, weak = (count[strength] for strength in Strength)
    return strong >= 2 or (strong >= 1 and medium + weak >= 1) or medium >= 3 or (medium >= 2 and weak >= 1)


def screen(signs: Collection[Sign], profile: Profile, *, act: bool = False) -> Screening:
    """What these signs together mean for this profile.

    `act` says that recruitment, transport, harbouring or receipt was asked about and confirmed; only the
    child rule uses it. The order of `signs` and repetitions do not matter.
    """
    ticked = sorted({sign.key: sign for sign in signs}.values(), key=lambda sign: sign.key)
    advice, advised = _advise(ticked)
    if profile not in SCORED:
        unjudged = {dimension: Judgement(None) for dimension in Dimension}
        return Screening(unjudged, Outcome.NOT_SCORED, advice, (*advised, Reason("weights_not_published")))
    dimensions = {dimension: _judge(dimension, ticked, profile) for dimension in Dimension}
    found = frozenset(dimension for dimension, judged in dimensions.items() if judged.positive)
    outcome, classified = _child(found, act) if profile in CHILD else _adult(found)
    reasons = (*advised, *_positives(found), *classified, *_outside(ticked, profile))
    asks = any(reason.code == "act_to_be_asked" for reason in classified)
    return Screening(dimensions, outcome, advice, reasons, asks_for_the_act=asks)


def _advise(ticked: Collection[Sign]) -> tuple[Advice, tuple[Reason, ...]]:
    """Any alarm sign, or any sign of coercion whatever its strength, means now.

    The rule asks for several signs before a dimension is positive; a person under coercion may have only
    one chance to be noticed, so advice does not wait for that.
    """
    alarm = tuple(sign.key for sign in ticked if sign.alarm)
    coercion = tuple(sign.key for sign in ticked if sign.dimension in COERCION and not sign.alarm)
    reasons = [Reason("alarm_sign", alarm)] if alarm else []
    reasons += [Reason("coercion_sign", coercion)] if coercion else []
    if reasons:
        return Advice.CALL_NOW, tuple(reasons)
    return Advice.CALL_AND_ASK, (Reason("certainty_is_not_needed"),)


def _judge(dimension: Dimension, ticked: Collection[Sign], profile: Profile) -> Judgement:
    counted = [(sign.key, sign.weight(profile)) for sign in ticked if sign.dimension == dimension]
    weights = {key: weight for key, weight in counted if weight is not None}
    return Judgement(positive(weights.values()), tuple(weights))


def _adult(found: Collection[Dimension]) -> tuple[Outcome, tuple[Reason, ...]]:
    """Exploitation, coercion at destination and a positive recruitment dimension together indicate trafficking.

    Abuse of vulnerability at recruitment reinforces or replaces deception and coercion.
    """
    if Dimension.EXPLOITATION not in found:
        return Outcome.NO_FINDING, (Reason("exploitation_not_positive"),)
    if Dimension.DEST_COERCION in found and any(dimension in found for dimension in RECRUITMENT):
        return Outcome.TRAFFICKING_INDICATED, (Reason("adult_combination"),)
    if Dimension.DEST_COERCION not in found and Dimension.REC_DECEPTION in found:
        return Outcome.DECEPTION_AND_EXPLOITATION, (Reason("deception_without_coercion"),)
    return Outcome.EXPLOITATION_INDICATED, (Reason("exploitation_without_combination"),)


def _child(found: Collection[Dimension], act: bool) -> tuple[Outcome, tuple[Reason, ...]]:
    """An act and exploitation are enough below 18: means do not matter.

    Palermo Protocol art. 3 (c); Danish Penal Code s. 262 a (2). A positive recruitment dimension counts as
    the act, else the act is asked about.
    """
    if Dimension.EXPLOITATION not in found:
        return Outcome.NO_FINDING, (Reason("exploitation_not_positive"),)
    recruited = tuple(dimension for dimension in RECRUITMENT if dimension in found)
    if recruited:
        return Outcome.TRAFFICKING_INDICATED, (Reason("child_act_from_recruitment", recruited),)
    if act:
        return Outcome.TRAFFICKING_INDICATED, (Reason("child_act_confirmed"),)
    return Outcome.EXPLOITATION_INDICATED, (Reason("act_to_be_asked"),)


def _positives(found: Collection[Dimension]) -> tuple[Reason, ...]:
    positives = tuple(dimension for dimension in Dimension if dimension in found)
    return (Reason("dimensions_positive", positives),) if positives else ()


def _outside(ticked: Collection[Sign], profile: Profile) -> tuple[Reason, ...]:
    """Signs without a published weight for the profile count for advice alone, and it is said."""
    outside = tuple(sign.key for sign in ticked if sign.dimension not in set(Dimension) or not sign.weight(profile))
    return (Reason("signs_without_published_weight", outside),) if outside else ()
