"""The report of a run as JSON, in two parts: what may stand beside a release, and what may not leave the house."""

from typing import Any

from varsel.analysis.synthesis.attack import Attack, Rate
from varsel.analysis.synthesis.domain import Domain
from varsel.analysis.synthesis.ledger import Ledger
from varsel.analysis.synthesis.mechanism import Model
from varsel.analysis.synthesis.release import Examination, Mode, Synthesis
from varsel.analysis.synthesis.tree import Columns
from varsel.analysis.synthesis.utility import Utility
from varsel.analysis.synthesis.verdict import ADVICE

NOTICES = {
    Mode.RELEASE: "A release: noise that nobody can repeat, domain decided beforehand, entered in the ledger.",
    Mode.EXPERIMENT: "NOT FOR RELEASE. An experiment: its domain was read from the data and tells which values occur.",
    Mode.TEST: "NOT FOR RELEASE. A test: its noise comes from a seed and can be repeated, so it protects nobody.",
}
INTERNAL = (
    "Internal: computed from the data without noise and covered by no budget. It must not be published, "
    "nor may it decide what is published; the verdict of the release part may."
)
DEFINITION = "adding or removing one row of the table (one person with one row); the number of rows is protected too"
COMPOSITION = "rho-zCDP, added up over all mechanisms, read as epsilon and delta (Canonne, Kamath and Steinke 2020)"


def report_of(synthesis: Synthesis, examination: Examination, ledger: Ledger | None) -> dict[str, Any]:
    """The whole report: mode, notice, release part, internal part."""
    return {
        "mode": synthesis.mode.value,
        "may_be_released": synthesis.mode is Mode.RELEASE,
        "notice": NOTICES[synthesis.mode],
        "release": released_part(synthesis, ledger),
        "internal": _internal_part(synthesis, examination),
    }


def released_part(synthesis: Synthesis, ledger: Ledger | None) -> dict[str, Any]:
    """What may stand beside the table: all of it follows from noisy tables and public choices."""
    model, verdict = synthesis.model, synthesis.verdict
    return {
        "privacy": {
            "epsilon": synthesis.epsilon,
            "delta": synthesis.delta,
            "rho": synthesis.accountant.rho,
            "rho_by_step": synthesis.accountant.by_step(),
            "neighbours": DEFINITION,
            "composition": COMPOSITION,
            "over_all_releases": _ledger_part(ledger),
        },
        "rows": len(synthesis.table),
        "columns": model.domain.names,
        "constant_columns": [column.name for column in model.domain.columns if len(column.categories) == 1],
        "structural_zeros": [{name: list(values) for name, values in rule.items()} for rule in model.domain.impossible],
        "measured_pairs": [_named(model.domain, columns) for columns in model.measured if len(columns) == 2],
        "one_way_tables": _one_way_tables(model),
        "verdict": {
            "worth_releasing": verdict.worth,
            "reasons": [
                {"code": code, "text": text} for code, text in zip(verdict.reasons, verdict.sentences, strict=True)
            ],
            "advice": {"code": verdict.advice, "text": ADVICE[verdict.advice]},
            "dependent_pairs": [_named(model.domain, columns) for columns in verdict.dependent_pairs],
            "distance_of_strongest_pairs_from_independence": verdict.gain,
        },
    }


def _ledger_part(ledger: Ledger | None) -> dict[str, Any] | None:
    if ledger is None:
        return None
    return {
        "releases": len(ledger.releases),
        "epsilon": ledger.epsilon,
        "delta": ledger.delta,
        "rho": ledger.rho,
        "cap": ledger.cap,
    }


def _one_way_tables(model: Model) -> dict[str, dict[str, float]]:
    """The noisy one-way tables, made consistent: publishable instead of the rows, at no further cost."""
    return {
        column.name: {
            category: round(float(count), 1)
            for category, count in zip(column.categories, model.now.expected((place,)), strict=True)
        }
        for place, column in enumerate(model.domain.columns)
    }


def _internal_part(synthesis: Synthesis, examination: Examination) -> dict[str, Any]:
    return {
        "notice": INTERNAL,
        "persons": examination.persons,
        "utility": _utility_part(examination.utility, synthesis.model.domain),
        "attack": _attack_part(examination.attack),
        "seconds": round(synthesis.seconds, 2),
    }


def _utility_part(utility: Utility, domain: Domain) -> dict[str, Any]:
    return {
        "measure": "mean total-variation distance from the true marginals: 0 is equal, 1 shares nothing",
        "distances": {f"{order}_way": distances for order, distances in utility.distances.items()},
        "better_than_independent": utility.better_than_independent(),
        "worst_pairs": [{"columns": _named(domain, columns), "distance": far} for columns, far in utility.worst],
    }


def _attack_part(attack: Attack | None) -> dict[str, Any] | None:
    if attack is None:
        return None
    difference, low, high = attack.advantage
    return {
        "runs": attack.runs,
        "membership": _rate(attack.membership)
        | {"by_chance": 0.5, "allowed_at_most": attack.allowed, "epsilon_shown": attack.epsilon_shown},
        "membership_if_the_data_were_published": _rate(attack.control),
        "attribute": {
            "planted": _rate(attack.planted),
            "not_planted": _rate(attack.not_planted),
            "advantage": difference,
            "advantage_interval_95": [low, high],
        },
        "limits": "An attack that fails proves nothing; the guarantee is epsilon and delta.",
    }


def _rate(rate: Rate) -> dict[str, Any]:
    return {"right": rate.right, "tried": rate.tried, "share": rate.share, "interval_95": list(rate.interval)}


def _named(domain: Domain, columns: Columns) -> list[str]:
    return [domain.names[column] for column in columns]
