"""An invented caseload from a seed: the same number gives the same people, on any machine.

Nobody here exists. Only how many were assessed in a year follows what was published (packs/dk/published_figures.yaml);
the years that were never published, and all that is later, are filled in so that the sums come out.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum

# Assessed persons by year. Published: 2007-08, 2011-12, 2015-23 and 2024 (derived). 2009, 2010, 2013 and 2014
# were published only as a sum of 247; 2025 and 2026 are invented.
ASSESSED: Mapping[int, int] = {
    2007: 17, 2008: 28, 2009: 54, 2010: 62, 2011: 60, 2012: 66, 2013: 64, 2014: 67, 2015: 93, 2016: 121,
    2017: 98, 2018: 97, 2019: 64, 2020: 77, 2021: 80, 2022: 73, 2023: 112, 2024: 78, 2025: 74, 2026: 58,
}  # fmt: skip
NOT_ASSESSED_BESIDE = 2.4  # persons interviewed for each assessed one, and not assessed

# Working names are birds and trees, so that nobody is mistaken for a person.
NAMES = (
    "Lærke", "Spurv", "Svale", "Mejse", "Solsort", "Bogfinke", "Gærdesmutte", "Vipe", "Hejre", "Ørn",
    "Falk", "Ugle", "Drossel", "Rødkælk", "Bøg", "Birk", "Pil", "Ask", "Eg", "Lind", "Hassel", "Røn",
    "El", "Tjørn", "Gran", "Fyr", "Ahorn", "Kastanje", "Hyld", "Slåen",
)  # fmt: skip

Weights = Sequence[tuple[str, float]]
SEX: Weights = (("woman", 0.72), ("man", 0.26), ("trans", 0.02))
FORM_OF_WOMEN: Weights = (
    ("prostitution", 0.8), ("private_household", 0.05), ("restaurant", 0.04), ("cleaning", 0.04), ("au_pair", 0.01),
    ("sham_marriage", 0.02), ("pickpocketing", 0.02), ("begging", 0.02),
)  # fmt: skip
FORM_OF_MEN: Weights = (
    ("construction", 0.2), ("restaurant", 0.14), ("agriculture", 0.16), ("cleaning", 0.1), ("transport", 0.08),
    ("drug_sale", 0.12), ("pickpocketing", 0.1), ("prostitution", 0.06), ("begging", 0.04),
)  # fmt: skip
CITIZENSHIP: Weights = (
    ("NG", 0.3), ("RO", 0.2), ("TH", 0.1), ("PH", 0.06), ("VN", 0.05), ("MA", 0.05), ("UG", 0.04), ("UA", 0.04),
    ("LT", 0.04), ("BG", 0.03), ("HU", 0.03), ("CN", 0.03), ("DK", 0.03),
)  # fmt: skip
S_262B = date(2022, 6, 1)
EXPLOITED = frozenset({"assessed", "exploitation_without_trafficking"})
EU = frozenset({"RO", "LT", "BG", "HU"})
OUTCOME_BESIDE: Weights = (
    ("not_assessed", 0.54), ("not_established", 0.24), ("declined", 0.18), ("exploitation_without_trafficking", 0.04),
)  # fmt: skip
REFERRED_BY: Weights = (
    ("police_koebenhavn", 0.3), ("police_oestjylland", 0.1), ("dis", 0.14), ("reden_international", 0.14),
    ("hopenow", 0.06), ("amiami", 0.06), ("red_cross", 0.1), ("prison_service", 0.05), ("labour_inspection", 0.05),
)  # fmt: skip
# Who else has met the person before the centre did: a body of another kind, more likely of some than of others.
# Invented, with as much overlap as published studies of several lists report (one in ten or so).
MET_BY: Weights = (
    ("police_koebenhavn", 0.05), ("dis", 0.06), ("reden_international", 0.05), ("red_cross", 0.04),
    ("labour_inspection", 0.02),
)  # fmt: skip
# What an interview brought to light, for those who were exploited.
ELEMENTS = (
    ("act_recruitment", "act_transport", "act_harbouring"),
    ("means_deception", "means_threat", "means_abuse_of_vulnerability", "means_debt"),
)
PURPOSE = {"prostitution": "purpose_sexual", "pickpocketing": "purpose_criminal", "drug_sale": "purpose_criminal"}


class Stage(IntEnum):
    """How far a case has come."""

    OPENED = 0
    INTERVIEWED = 1
    DECIDED = 2


@dataclass(frozen=True)
class InventedPerson:
    """One person with one case. `assessed` says whether she was assessed as exposed to trafficking."""

    name: str
    sex: str
    age: int
    citizenship: str
    residence: str
    form: str
    first_contact: date
    interviewed: date
    decided: date
    outcome: str
    referred_by: str
    in_danger: bool
    is_extended: bool
    is_overdue: bool
    stage: Stage
    elements: tuple[str, ...]
    met_by: tuple[str, ...] = ()

    @property
    def is_child(self) -> bool:
        return self.age < 18


def people(seed: int, *, today: date, scale: int | None = None) -> Iterator[InventedPerson]:
    """The caseload up to `today`, oldest first. `scale` is about how many cases; None for all, some 4,900."""
    rng = random.Random(seed)  # noqa: S311 - invented people need no secrets
    lists = random.Random(f"lists {seed}")  # noqa: S311 - apart, so that the people stay who they are
    share = 1.0 if scale is None else scale / sum(of * (1 + NOT_ASSESSED_BESIDE) for of in ASSESSED.values())
    for year, assessed in ASSESSED.items():
        if year > today.year:
            return
        wanted = [True] * _rounded(rng, assessed * share)
        wanted += [False] * _rounded(rng, assessed * share * NOT_ASSESSED_BESIDE)
        made = [_person(rng, year, is_assessed, today) for is_assessed in wanted]
        for person in sorted(made, key=lambda person: person.first_contact):
            yield replace(person, met_by=_met_by(lists, person.referred_by))


def _met_by(rng: random.Random, referred_by: str) -> tuple[str, ...]:
    """Each body by its own chance, apart from the one that referred the person."""
    return tuple(key for key, chance in MET_BY if rng.random() < chance and key != referred_by)


def _rounded(rng: random.Random, number: float) -> int:
    """A whole number: the fraction is the chance of one more, so that small scales keep the proportions."""
    whole = int(number)
    return whole + (rng.random() < number - whole)


def _one(rng: random.Random, weights: Weights) -> str:
    values, chances = zip(*weights, strict=True)
    return str(rng.choices(values, chances)[0])


def _person(rng: random.Random, year: int, assessed: bool, today: date) -> InventedPerson:
    sex, citizenship = _one(rng, SEX), _one(rng, CITIZENSHIP)
    decided = _day(rng, year, today)
    interviewed = decided - timedelta(days=rng.randint(2, 30))
    outcome = "assessed" if assessed else _outcome_beside(rng, decided)
    form = _one(rng, FORM_OF_MEN if sex == "man" else FORM_OF_WOMEN)
    return InventedPerson(
        name=rng.choice(NAMES),
        sex=sex,
        age=_age(rng),
        citizenship=citizenship,
        residence=_residence(rng, citizenship),
        form=form,
        first_contact=interviewed - timedelta(days=rng.randint(0, 14)),
        interviewed=interviewed,
        decided=decided,
        outcome=outcome,
        referred_by=_one(rng, REFERRED_BY),
        in_danger=rng.random() < 0.08,
        is_extended=rng.random() < 0.3,
        is_overdue=rng.random() < 0.1,
        stage=_stage(rng, assessed, decided, today),
        elements=_elements(rng, form) if outcome in EXPLOITED else (),
    )


def _stage(rng: random.Random, assessed: bool, decided: date, today: date) -> Stage:
    """Of the youngest cases, some wait for their interview or their decision; every assessed one is decided."""
    if assessed or today - decided > timedelta(days=60):
        return Stage.DECIDED
    return rng.choice([Stage.OPENED, Stage.INTERVIEWED, Stage.DECIDED])


def _outcome_beside(rng: random.Random, decided: date) -> str:
    """Exploitation without trafficking exists only from 1 June 2022 (Penal Code s. 262 b)."""
    outcome = _one(rng, OUTCOME_BESIDE)
    return "not_assessed" if outcome == "exploitation_without_trafficking" and decided < S_262B else outcome


def _elements(rng: random.Random, form: str) -> tuple[str, ...]:
    return (*(rng.choice(kind) for kind in ELEMENTS), PURPOSE.get(form, "purpose_labour"))


def _day(rng: random.Random, year: int, today: date) -> date:
    last = min(date(year, 12, 31), today - timedelta(days=1))
    return date(year, 1, 1) + timedelta(days=rng.randint(0, (last - date(year, 1, 1)).days))


def _age(rng: random.Random) -> int:
    return rng.randint(14, 17) if rng.random() < 0.07 else min(57, 18 + int(rng.expovariate(1 / 11)))


def _residence(rng: random.Random, citizenship: str) -> str:
    if citizenship == "DK":
        return "danish_citizen"
    if citizenship in EU:
        return "eu_citizen"
    return _one(rng, (("no_lawful_stay", 0.5), ("asylum_seeker", 0.3), ("lawful_stay", 0.2)))
