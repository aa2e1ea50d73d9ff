"""A whole run: budget, model, rows, verdict; and, for those who hold the data, utility and attacks.

Three modes. A *release* has a domain decided beforehand, noise from OpenDP that no seed can repeat, and is entered in
the ledger. An *experiment* reads its domain from the data, a *test* has a seed. Neither is private; both are marked.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from varsel.analysis.synthesis.accounting import Accountant, rho_of
from varsel.analysis.synthesis.attack import Attack, attacked
from varsel.analysis.synthesis.mechanism import Model, generated, learned
from varsel.analysis.synthesis.noise import Noise, ProvenNoise, SeededNoise
from varsel.analysis.synthesis.refusals import BadInput
from varsel.analysis.synthesis.tables import Table, check_persons
from varsel.analysis.synthesis.utility import Utility, utility_of
from varsel.analysis.synthesis.verdict import Verdict, judged

DELTA = 1e-6  # a constant: a delta computed from the number of persons would tell it
SHADOW_RUNS = 2

Tell = Callable[[str, float], None]  # told what is being done, and the share of it that is done


class Mode(StrEnum):
    RELEASE = "release"
    EXPERIMENT = "experiment"
    TEST = "test"


@dataclass(frozen=True)
class Synthesis:
    """What came of a run. If `mode` is release, `table`, `model` and `verdict` are private within the budget."""

    mode: Mode
    epsilon: float
    delta: float
    table: Table
    model: Model
    accountant: Accountant
    verdict: Verdict
    seconds: float


@dataclass(frozen=True)
class Examination:
    """What only those who hold the data may see."""

    persons: int
    utility: Utility
    attack: Attack | None


def synthesize(
    table: Table, epsilon: float, delta: float = DELTA, *, mode: Mode = Mode.RELEASE, seed: int | None = None,
    tell: Tell = lambda _what, _share: None,
) -> Synthesis:  # fmt: skip
    """Synthetic persons under (epsilon, delta)-differential privacy for adding or removing one row.

    `table` has a row for each person: someone with two rows is protected half as well. In test mode a seed gives the
    same table again. The caller enters a release in the ledger beforehand (`spend`). Raises BadInput on a budget out
    of range, on more columns than persons, and on a seed outside test mode or a test without one.
    """
    if (seed is not None) != (mode is Mode.TEST):
        said = "A seed makes the noise known, so that it protects nobody."
        raise BadInput("seed_refused", said, "Give a seed in test mode and only there (--test --seed N).")
    rho = rho_of(epsilon, delta)
    check_persons(*table.codes.shape)
    started, accountant = time.monotonic(), Accountant(rho)
    generator = generator_of(seed)
    noise: Noise = ProvenNoise(accountant) if seed is None else SeededNoise(accountant, generator)
    model = learned(table, noise, lambda share: tell("measuring", share))
    made = generated(model, generator)
    verdict = judged(model, delta)
    return Synthesis(mode, epsilon, delta, made, model, accountant, verdict, time.monotonic() - started)


def examined(
    truth: Table, synthesis: Synthesis, *, seed: int | None = None, shadow_runs: int = SHADOW_RUNS,
    tell: Tell = lambda _what, _share: None,
) -> Examination:  # fmt: skip
    """Compare with the truth and attack. `shadow_runs` 0 leaves the attacks out. Nothing of it is for publication."""
    generator = generator_of(None if seed is None else seed + 1)
    rho = synthesis.accountant.rho
    tell("comparing", 0.0)
    utility = utility_of(truth, synthesis.table, rho, generator)
    tell("attacking", 0.0)
    attack = attacked(truth, synthesis.epsilon, rho, shadow_runs, generator) if shadow_runs else None
    return Examination(len(truth), utility, attack)


def generator_of(seed: int | None) -> np.random.Generator:
    """For what follows the noise and needs none; from the system's randomness where no seed is given."""
    return np.random.default_rng(secrets.randbits(128) if seed is None else seed)
