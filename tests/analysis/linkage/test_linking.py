"""Both roads link: FEBRL4 as well as stated, harder lists reasonably, strangers hardly; order means nothing."""

import numpy as np
import pytest

from tests.analysis.linkage.invented import Population
from tests.analysis.linkage.lists import DEFAULT, KEY, Known, febrl, febrl_schema, figures, links_of, persons_of
from varsel.analysis.linkage import Encoder, Person, Row, Schema, keyed_pairs, named_pairs, one_to_one, persons


def keyed(lists: list[Known], schema: Schema) -> tuple[float, float, float]:
    codes = [Encoder(KEY, schema).codes(people) for people, _who in lists]
    found = persons(keyed_pairs(codes), [len(one) for one in codes])
    return figures(links_of(found), [who for _people, who in lists])


def named(lists: list[Known], schema: Schema) -> tuple[float, float, float]:
    links = one_to_one(named_pairs([people for people, _who in lists], schema))
    return figures([(pair.left, pair.right) for pair in links], [who for _people, who in lists])


def invented(size: int, shares: tuple[float, ...], seed: int = 7) -> list[Known]:
    return [persons_of(found) for found in Population(size, seed).lists(shares)]


def test_febrl4_is_linked_by_name_with_an_f1_of_at_least_998_in_a_thousand() -> None:
    schema = febrl_schema("febrl4")
    assert named(list(febrl(schema)), schema)[2] >= 0.998


def test_febrl4_is_linked_without_names_with_an_f1_of_at_least_993_in_a_thousand() -> None:
    schema = febrl_schema("febrl4")
    assert keyed(list(febrl(schema)), schema)[2] >= 0.993


def test_harder_lists_are_linked_on_both_roads() -> None:
    lists = invented(600, (0.5, 0.5))
    assert named(lists, DEFAULT)[2] > 0.85
    assert keyed(lists, DEFAULT)[2] > 0.75


def test_lists_too_short_to_learn_from_are_linked_by_what_is_presumed() -> None:
    lists = invented(30, (0.5, 0.5))
    assert named(lists, DEFAULT)[0] > 0.8
    assert keyed(lists, DEFAULT)[0] > 0.8


def test_lists_without_a_common_person_give_few_links_without_names() -> None:
    one, other = invented(1200, (0.3, 0.3))
    apart = ~np.isin(one[1], other[1])
    rows = [person for person, kept in zip(one[0], apart, strict=True) if kept]
    codes = [Encoder(KEY, DEFAULT).codes(people) for people in (rows, other[0])]
    links = links_of(persons(keyed_pairs(codes), [len(rows), len(other[0])]))
    assert len(links) <= 0.02 * len(rows)


def test_three_lists_agree_on_who_is_who_whatever_their_order() -> None:
    lists = invented(300, (0.5, 0.4, 0.4))
    codes = [np.unique(Encoder(KEY, DEFAULT).codes(people), axis=0) for people, _who in lists]
    sizes = [len(one) for one in codes]
    found = persons(keyed_pairs(codes), sizes)
    assert all(len({row.list for row in rows}) == len(rows) or len(rows) > 1 for rows in found)
    turned = persons(keyed_pairs(codes[::-1]), sizes[::-1])
    same = {tuple(sorted(Row(2 - row.list, row.number) for row in rows)) for rows in turned}
    assert len(same ^ set(found)) <= 2  # sums of floating-point numbers differ in the last place


def test_a_person_entered_twice_in_one_list_counts_once() -> None:
    people = invented(200, (0.6,))[0][0]
    twice = [*people, *(Person(0, "", person.values) for person in people[:5])]
    other = invented(200, (0.5,), seed=8)[0][0]
    codes = [Encoder(KEY, DEFAULT).codes(one) for one in (twice, other)]
    found = persons(keyed_pairs(codes), [len(twice), len(other)])
    doubles = {rows for rows in found if sum(row.list == 0 for row in rows) > 1}
    assert len(doubles) >= 5


def test_learning_ends_also_where_it_does_not_settle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("varsel.analysis.linkage.named.training.ROUNDS", 1)
    monkeypatch.setattr("varsel.analysis.linkage.evidence.ROUNDS", 1)
    lists = invented(60, (0.5, 0.5))
    assert named(lists, DEFAULT)[0] > 0.5
    assert keyed(lists, DEFAULT)[0] > 0.5


def test_reasons_name_the_field_and_how_alike_it_is() -> None:
    one = [Person(2, "1", ("Natalia", "Kovalenko", "1990-05-17", "F", "UA", "")),
           Person(3, "2", ("Blessing", "Osagie", "1997-11-03", "F", "NG", "Candy"))]  # fmt: skip
    other = [Person(2, "1", ("Kovalenko", "Natalia", "1990-05-17", "F", "", "")),
             Person(3, "2", ("Candy", "Osagie", "1997-03-11", "F", "NG", ""))]  # fmt: skip
    strangers = [people for people, _who in invented(60, (0.4, 0.4), seed=3)]
    pairs = one_to_one(named_pairs([one + strangers[0], other + strangers[1]], DEFAULT))
    reasons = [{reason.field: reason.level for reason in pair.reasons} for pair in sorted(pairs, key=lambda p: p.left)]
    assert reasons[0] == {"given_name": "name_order_swapped", "family_name": "name_order_swapped",
                          "date_of_birth": "equal", "sex": "equal", "nationality": "missing"}  # fmt: skip
    assert reasons[1]["given_name"] == "an_alias_agrees"
    assert reasons[1]["date_of_birth"] == "day_and_month_swapped"


def test_lists_in_which_nothing_agrees_give_no_pair() -> None:
    one = [Person(2, "1", ("Natalia", "Kovalenko", "1990-05-17", "F", "UA", ""))]
    other = [Person(2, "1", ("Blessing", "Osagie", "1997-11-03", "M", "NG", ""))]
    assert named_pairs([one, other], DEFAULT) == []


@pytest.mark.parametrize("size", [1, 2])
def test_a_list_of_one_person_can_be_compared(size: int) -> None:
    people = [Person(2, "", ("Natalia", "Kovalenko", "1990-05-17", "F", "UA", "")),
              Person(3, "", ("Blessing", "Osagie", "1997-11-03", "M", "NG", ""))]  # fmt: skip
    codes = [Encoder(KEY, DEFAULT).codes(people[:size]), Encoder(KEY, DEFAULT).codes(people)]
    assert (Row(0, 0), Row(1, 0)) in persons(keyed_pairs(codes), [size, 2])
