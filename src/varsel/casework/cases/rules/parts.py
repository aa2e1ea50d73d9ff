"""The parts of a case that can be opened to somebody, each on its own."""

from enum import StrEnum


class CasePart(StrEnum):
    """Number, status and next deadline are always part of what is shared; everything else is named."""

    PERSON = "person"  # working name, sex, age, citizenship, residence status
    SITUATION = "situation"
    INTERVIEW = "interview"
    ASSESSMENT = "assessment"
    PERIOD = "period"
    NOTE = "note"


ALL_PARTS = frozenset(CasePart)
# What a deciding body needs to decide; notes stay at the centre.
PARTS_FOR_DECISION = (CasePart.PERSON, CasePart.SITUATION, CasePart.ASSESSMENT, CasePart.PERIOD)
