"""Linkage measured: FEBRL4 and a harder invented set, with names and without, accuracy and seconds side by side.

No threshold is chosen with the truth: a pair is linked from a probability of one half on. Run alone:
`python -m tests.bench.linkage`.
"""

import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tests.analysis.linkage.attacks import commonest, frequencies, neighbours
from tests.analysis.linkage.invented import Population
from tests.analysis.linkage.lists import DEFAULT, KEY, Known, febrl, febrl_schema, figures, links_of, persons_of
from varsel.analysis.linkage import (
    Encoder,
    Person,
    Row,
    Schema,
    StudyKey,
    keyed_pairs,
    named_pairs,
    one_to_one,
    persons,
)
from varsel.analysis.linkage.encoding import MIXED

SEED = 5
OTHER = StudyKey(bytes(range(60, 92)), "Test", None)
Links = list[tuple[Row, Row]]
Figures = tuple[float, float, float]  # precision, recall, F1
T = TypeVar("T")


def main() -> None:
    address, names = febrl_schema("febrl4"), febrl_schema("febrl4_names")
    harder = [persons_of(found) for found in Population(4_000, SEED).lists((0.3, 0.3))]
    print(f"{'lists':<34} {'road':<22} {'P':>7} {'R':>7} {'F1':>7} {'target':>7} {'encode':>7} {'compare':>8}")
    _line("FEBRL4, with address fields", list(febrl(address)), address, (0.998, 0.993))
    _line("FEBRL4, names and date of birth", list(febrl(names)), names, None)
    _line(f"harder invented set, seed {SEED}", harder, DEFAULT, None)
    _hardening(list(febrl(address)), address, list(febrl(names)), names)
    _attacks(harder[0][0])


def _line(what: str, lists: list[Known], schema: Schema, targets: tuple[float, float] | None) -> None:
    truth = [who for _people, who in lists]
    seconds, links = _timed(lambda: _named(lists, schema))
    _print(what, "with names (Splink)", figures(links, truth), targets and targets[0], None, seconds)
    encoding, codes = _timed(lambda: _encoded(lists, schema, MIXED))
    seconds, links = _timed(lambda: _keyed(codes))
    _print(what, "without, keyed codes", figures(links, truth), targets and targets[1], encoding, seconds)


def _print(
    what: str,
    road: str,
    found: tuple[float, float, float],
    target: float | None,
    encoding: float | None,
    seconds: float,
) -> None:
    shares = " ".join(f"{share:>7.4f}" for share in found)
    wanted = f"{target:>7.3f}" if target else f"{'-':>7}"
    encoded = f"{encoding:>6.1f}s" if encoding is not None else f"{'-':>7}"
    print(f"{what:<34} {road:<22} {shares} {wanted} {encoded} {seconds:>7.1f}s", flush=True)


def _hardening(address: list[Known], address_schema: Schema, names: list[Known], names_schema: Schema) -> None:
    print("\nWhat the mixing of bits costs (F1 without names; 1 is a plain filter, the programme takes "
          f"{MIXED}):\n{'mixed':>6} {'with address':>13} {'names, date':>12}")  # fmt: skip
    for mixed in (1, 2, 3, 4):
        found = [
            figures(_keyed(_encoded(lists, schema, mixed)), [who for _people, who in lists])[2]
            for lists, schema in ((address, address_schema), (names, names_schema))
        ]
        print(f"{mixed:>6} {found[0]:>13.4f} {found[1]:>12.4f}", flush=True)


def _attacks(people: list[Person]) -> None:
    known = [person.values[0] for person in people]
    print(f"\nAttacks on the codes of {len(people)} invented persons without the key (share of persons found):\n"
          f"{'mixed':>6} {'by frequency':>13} {'commonest name':>15} {'whole list in clear':>20}")  # fmt: skip
    for mixed in (1, MIXED):
        one, other = (Encoder(key, DEFAULT, mixed).codes(people) for key in (KEY, OTHER))
        best = max(frequencies(one, known, groups=groups, seed=1) for groups in (20, 60, 150))
        print(f"{mixed:>6} {best:>13.3f} {commonest(known):>15.3f} {neighbours(one, other):>20.3f}", flush=True)


def _named(lists: list[Known], schema: Schema) -> Links:
    pairs = one_to_one(named_pairs([people for people, _who in lists], schema))
    return [(pair.left, pair.right) for pair in pairs]


def _encoded(lists: list[Known], schema: Schema, mixed: int) -> list[NDArray[np.uint8]]:
    encoder = Encoder(KEY, schema, mixed)
    return [encoder.codes(people) for people, _who in lists]


def _keyed(codes: list[NDArray[np.uint8]]) -> Links:
    return links_of(persons(keyed_pairs(codes), [len(one) for one in codes]))


def _timed(act: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    found = act()
    return time.perf_counter() - start, found


if __name__ == "__main__":
    main()
