"""The Gibbs sampler of the Bayesian nonparametric latent class model, many chains at once.

Manrique-Vallier, "Bayesian population size estimation using Dirichlet process mixtures", Biometrics 72 (2016): each
person belongs to one of K classes, within a class the lists are independent, and the classes' shares are a stick of
which each class breaks off a part (Dirichlet process truncated at K). Prior of the population size N: 1/N.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

FLOOR = 1e-9  # of the chance to be seen at all: keeps a draw of the hidden number within whole numbers
TINY = 1e-30  # a spread below it leaves nothing for a second class anyhow
Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Chains:
    """Where C chains with K classes and k lists stand.

    on: chance to be on list j in class c, shape (C, K, k). log_shares: of the classes, shape (C, K). spread: of the
    Dirichlet process, shape (C,). hidden: persons on no list, shape (C,).
    """

    on: Floats
    log_shares: Floats
    spread: Floats
    hidden: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sampler:
    """The patterns that were seen (shape (P, k), 0 or 1), the persons with each (shape (P,)), and the prior."""

    patterns: Floats
    counts: NDArray[np.int64]
    classes: int = 10
    shape: float = 0.25  # of the gamma prior of `spread`, with `rate`: few classes unless the data ask for more
    rate: float = 0.25

    def start(self, chains: int, rng: np.random.Generator) -> Chains:
        """Chains started apart from one another, from the prior, so that agreement between them means something."""
        size = self.patterns.shape[1]
        nobody = np.zeros((chains, self.classes))
        spread = rng.gamma(1.0, 1.0, chains)
        log_shares, _last = _sticks(nobody, spread, rng)
        on = rng.beta(1.0, 1.0, (chains, self.classes, size))
        return Chains(on, log_shares, spread, np.zeros(chains, dtype=np.int64))

    def step(self, now: Chains, rng: np.random.Generator) -> None:
        """One sweep over all that is unknown, for every chain (section 4 of the paper)."""
        seen = rng.multinomial(self.counts, self._classes_of_seen(now))  # (C, P, K)
        hidden = self._hidden(now, rng)  # (C, K)
        of_class = seen.sum(axis=1) + hidden
        on_list = seen.swapaxes(1, 2) @ self.patterns
        now.on = rng.beta(1 + on_list, 1 + of_class[:, :, None] - on_list)
        now.log_shares, last = _sticks(of_class, now.spread, rng)
        now.spread = rng.gamma(self.shape + self.classes - 1, 1 / (self.rate - last))
        now.hidden = hidden.sum(axis=1)

    def _classes_of_seen(self, now: Chains) -> Floats:
        """The chance of each class for a person with each pattern; shape (C, P, K)."""
        on, off = np.log(np.maximum(now.on, 1e-300)), np.log1p(-np.minimum(now.on, 1 - 1e-16))
        logs = ((on - off) @ self.patterns.T).swapaxes(1, 2) + off.sum(axis=2)[:, None]
        return _normal(logs + now.log_shares[:, None])

    def _hidden(self, now: Chains, rng: np.random.Generator) -> NDArray[np.int64]:
        """The persons on no list, by class; shape (C, K)."""
        unseen = now.log_shares + np.log1p(-np.minimum(now.on, 1 - 1e-16)).sum(axis=2)
        seen = np.clip(1 - np.exp(unseen).sum(axis=1), FLOOR, 1 - FLOOR)
        total = rng.negative_binomial(self.counts.sum(), seen)
        return rng.multinomial(total, _normal(unseen))


def run(
    sampler: Sampler,
    *,
    chains: int,
    burn_in: int,
    draws: int,
    thin: int,
    seed: int,
    progress: Progress | None = None,
) -> NDArray[np.int64]:
    """The hidden number drawn by each chain, shape (chains, draws), after `burn_in` sweeps, every `thin`-th."""
    rng = np.random.default_rng(seed)
    now = sampler.start(chains, rng)
    kept = np.empty((draws, chains), dtype=np.int64)
    sweeps = burn_in + draws * thin
    for sweep in range(sweeps):
        sampler.step(now, rng)
        if sweep >= burn_in and (sweep - burn_in) % thin == thin - 1:
            kept[(sweep - burn_in) // thin] = now.hidden
        if progress and sweep % 100 == 99:
            progress(sweep + 1, sweeps)
    return kept.T


def _sticks(of_class: Floats, spread: Floats, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """The logs of the shares that the breaks of the stick leave, shape (C, K), and of the last share, shape (C,).

    Break c is beta(1 + n_c, spread + n_later). A small spread leaves parts far below what floating point holds, and
    the next spread is drawn from just these: so the two gamma draws of each beta are made and kept as logarithms.
    """
    later = of_class[:, ::-1].cumsum(axis=1)[:, ::-1] - of_class
    taken = np.log(rng.standard_gamma(1 + of_class[:, :-1]))
    left = _log_gamma(np.maximum(spread, TINY)[:, None] + later[:, :-1], rng)
    both = np.logaddexp(taken, left)
    remains = np.cumsum(left - both, axis=1)
    nothing = np.zeros((len(spread), 1))
    log_shares = np.hstack([taken - both, nothing]) + np.hstack([nothing, remains])
    return log_shares, log_shares[:, -1]


def _log_gamma(shape: Floats, rng: np.random.Generator) -> Floats:
    """Logarithms of standard gamma draws, exact for small shapes: gamma(a) is gamma(a + 1) * uniform ** (1 / a)."""
    return np.log(rng.standard_gamma(shape + 1)) + np.log1p(-rng.random(shape.shape)) / shape


def _normal(logs: Floats) -> Floats:
    """Probabilities along the last axis out of their logarithms."""
    chances: Any = np.exp(logs - logs.max(axis=-1, keepdims=True))
    return chances / chances.sum(axis=-1, keepdims=True)
