"""Splink looks pairs up and compares them on DuckDB; what agreement is worth is learnt from the pairs, without labels.

Fellegi and Sunter (1969) give the model; u comes from random pairs, m from expectation maximisation (`training.py`);
Enamorado, Fifield and Imai (2019) read the result as a posterior that is carried into what is estimated next.
Splink 5 (MIT licence) does the blocking, the comparisons, u and the adjustment for rare values.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from varsel.analysis.linkage.named.blocking import joins, rules
from varsel.analysis.linkage.named.columns import arrow_table, column, columns
from varsel.analysis.linkage.named.levels import Level, compared, levels
from varsel.analysis.linkage.named.training import Learnt, Looked, learn
from varsel.analysis.linkage.pairs import Pair, Reason, Row, likeliest_first
from varsel.analysis.linkage.persons import Person
from varsel.analysis.linkage.schema import Field, Schema

RANDOM_PAIRS = 4e5  # for u
UNLIKELY = 1e-3  # pairs below this probability are not handed on
LOWEST_WEIGHT = -25.0  # bits, by the first guesses; what is below is not looked at again

Lists = Sequence[Sequence[Person]]


def named_pairs(lists: Lists, schema: Schema, *, seed: int = 1) -> list[Pair]:
    """Pairs of rows of different lists, likeliest first, with their probability and the reasons field by field.

    `lists`: two or more lists of persons. Left out are pairs that no blocking rule finds and pairs less probable than
    one in a thousand. The same seed gives the same pairs.
    """
    with _quiet():
        linker = _linker(lists, schema)
        linker.training.estimate_u_using_random_sampling(
            max_pairs=RANDOM_PAIRS, seed=seed, num_chunks=1, min_count_per_level=None
        )
        table = linker.inference.predict(threshold_match_weight=LOWEST_WEIGHT).as_pandas_dataframe()
        unrelated = _unrelated(linker, schema, lists)
    if not len(table):
        return []
    looked = _looked(table, lists, schema)
    fields = compared(schema)
    guesses = [np.array([level.share for level in _worst_first(field, schema)]) for field in fields]
    return sorted(_pairs(looked, learn(looked, guesses, unrelated), lists, schema), key=likeliest_first)


def _linker(lists: Lists, schema: Schema) -> Any:
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI
    from splink.blocking_rule_library import CustomRule

    api = DuckDBAPI()
    tables = [
        api.register(arrow_table(columns(persons, schema)), dataset_display_name=f"list{at:03}")
        for at, persons in enumerate(lists)
    ]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[_comparison(field, schema) for field in compared(schema)],
        blocking_rules_to_generate_predictions=[
            *(block_on(*rule) for rule in rules(schema)),
            *(CustomRule(rule) for rule in joins(schema)),
        ],
        retain_matching_columns=True,  # else the levels are not told
        retain_intermediate_calculation_columns=True,
    )
    return Linker(tables, settings, log_level=None, validate_settings=False)


def _comparison(field: Field, schema: Schema) -> dict[str, Any]:
    name = column(schema, field)
    described = [_level(level, name) for level in levels(field, schema)]
    return {"output_column_name": name, "comparison_levels": described}


def _level(level: Level, name: str) -> dict[str, Any]:
    found: dict[str, Any] = {"sql_condition": level.condition, "label_for_charts": level.code}
    if level.code == "missing":
        return found | {"is_null_level": True}
    if level.by_frequency:
        found["tf_adjustment_column"] = name
    return found | {"m_probability": level.share}


def _worst_first(field: Field, schema: Schema) -> list[Level]:
    """The levels as Splink numbers them: 0 is the worst; missing has none."""
    return [level for level in reversed(levels(field, schema)) if level.code != "missing"]


def _unrelated(linker: Any, schema: Schema, lists: Lists) -> list[NDArray[np.float64]]:
    """u by field and level, the worst first; a level that no random pair reached counts as half a pair."""
    least = 0.5 / min(RANDOM_PAIRS, _possible(lists))
    found = []
    for comparison in linker.misc.save_model_to_json()["comparisons"]:
        told = [
            level.get("u_probability") for level in comparison["comparison_levels"] if not level.get("is_null_level")
        ]
        found.append(np.maximum([u or 0.0 for u in reversed(told)], least))
    return found


def _possible(lists: Lists) -> int:
    return sum(len(one) * len(other) for at, one in enumerate(lists) for other in lists[:at])


def _looked(table: Any, lists: Lists, schema: Schema) -> Looked:
    names = [column(schema, field) for field in compared(schema)]
    starts = np.cumsum([0, *map(len, lists)])
    rows = [
        starts[table[f"source_dataset_{side}"].str.slice(4).astype(int).to_numpy()]
        + table[f"unique_id_{side}"].to_numpy()
        for side in "lr"
    ]
    rare = [table[f"mw_tf_adj_{name}"].to_numpy() for name in names if f"mw_tf_adj_{name}" in table]
    return Looked(
        levels=np.column_stack([table[f"gamma_{name}"].to_numpy(dtype=np.intp) for name in names]),
        extra=np.log(2) * np.sum(rare, axis=0) if rare else np.zeros(len(table)),
        left=np.minimum(*rows),
        right=np.maximum(*rows),
        possible=_possible(lists),
        most=sum(min(len(one), len(other)) for at, one in enumerate(lists) for other in lists[:at]),
    )


def _pairs(looked: Looked, learnt: Learnt, lists: Lists, schema: Schema) -> Iterator[Pair]:
    rows = [Row(at, number) for at, persons in enumerate(lists) for number in range(len(persons))]
    probability = learnt.probability.round(6)
    for at in np.flatnonzero(probability >= UNLIKELY):
        reasons = tuple(
            _reason(field, schema, int(looked.levels[at, number]), learnt.weights[number])
            for number, field in enumerate(compared(schema))
        )
        yield Pair(rows[looked.left[at]], rows[looked.right[at]], float(probability[at]), reasons)


def _reason(field: Field, schema: Schema, level: int, weights: NDArray[np.float64]) -> Reason:
    if level < 0:
        return Reason(field.column, "missing", 0.0)
    return Reason(field.column, _worst_first(field, schema)[level].code, round(float(weights[level] / np.log(2)), 1))


@contextmanager
def _quiet() -> Iterator[None]:
    """Splink's log tells of levels and columns on the way; what matters of it is in the result."""
    log = logging.getLogger("splink")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)
