"""The rule: advice that never reassures, and a classification only where weights are published."""

from collections.abc import Iterable
from functools import cache
from itertools import product
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from varsel.base.signs.rules.catalogue import Dimension, Noticed, Sign, Strength, catalogue_of
from varsel.base.signs.rules.ranking import TELLING, for_form, for_sector, ranked, strongest
from varsel.base.signs.rules.reasons import SENTENCES, sentence
from varsel.base.signs.rules.screening import (
    COERCION,
    SCORED,
    Advice,
    Outcome,
    Profile,
    Reason,
    Screening,
    positive,
    screen,
)

FOLDER = Path(__file__).parents[2] / "src/varsel/packs/dk/signs"


LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def pack(section: str) -> list[dict]:
    read = [yaml.load(file.read_text(), Loader=LOADER) for file in sorted(FOLDER.glob("*.yaml"))]  # noqa: S506
    return [entry for sections in read for entry in sections.get(section, [])]


CATALOGUE = catalogue_of(pack("signs"))

STRONG, MEDIUM, WEAK = Strength
SIGNS = st.lists(st.sampled_from(sorted(CATALOGUE)), unique=True, max_size=40)
PROFILES = st.sampled_from(Profile)
SEVERITY = [
    Outcome.NO_FINDING,
    Outcome.EXPLOITATION_INDICATED,
    Outcome.DECEPTION_AND_EXPLOITATION,
    Outcome.TRAFFICKING_INDICATED,
]

# Two strong, or strong and medium, signs of each dimension in the adult list.
POSITIVE = {
    Dimension.REC_DECEPTION: ("RD01", "RD02"),
    Dimension.REC_COERCION: ("RC01", "RC05"),
    Dimension.REC_VULNERABILITY: ("RV01", "RV02", "RV03"),
    Dimension.EXPLOITATION: ("EX01", "EX02"),
    Dimension.DEST_COERCION: ("DC02", "DC14"),
}


def of(*keys: str) -> list[Sign]:
    return [CATALOGUE[key] for key in keys]


def screened(*keys: str, profile: Profile = Profile.ADULT_LABOUR, act: bool = False) -> Screening:
    return screen(of(*keys), profile, act=act)


def codes(answer: Screening) -> set[str]:
    return {reason.code for reason in answer.reasons}


# The dimension rule


@pytest.mark.parametrize(("strong", "medium", "weak"), list(product(range(4), repeat=3)))
def test_a_dimension_is_positive_exactly_in_the_four_published_cases(strong: int, medium: int, weak: int) -> None:
    expected = any(
        (
            strong >= 2,
            strong >= 1 and medium + weak >= 1,
            medium >= 3,
            medium >= 2 and weak >= 1,
        )
    )
    assert positive([STRONG] * strong + [MEDIUM] * medium + [WEAK] * weak) is expected


@pytest.mark.parametrize("alone", [[], [STRONG], [MEDIUM], [MEDIUM, MEDIUM], [WEAK] * 9, [MEDIUM, WEAK, WEAK]])
def test_one_strong_two_medium_or_only_weak_signs_are_not_enough(alone: list[Strength]) -> None:
    assert not positive(alone)


@given(st.lists(st.sampled_from(Strength)), st.sampled_from(Strength))
def test_another_sign_never_makes_a_positive_dimension_negative(strengths: list[Strength], more: Strength) -> None:
    assert positive([*strengths, more]) >= positive(strengths)


@pytest.mark.parametrize("key", sorted(CATALOGUE))
@pytest.mark.parametrize("profile", sorted(SCORED))
def test_no_sign_alone_makes_any_dimension_positive(key: str, profile: Profile) -> None:
    assert not any(judged.positive for judged in screened(key, profile=profile, act=True).dimensions.values())


# The combination for adults


@pytest.mark.parametrize("recruitment", [Dimension.REC_DECEPTION, Dimension.REC_COERCION, Dimension.REC_VULNERABILITY])
def test_exploitation_coercion_and_any_recruitment_dimension_indicate_trafficking(recruitment: Dimension) -> None:
    keys = POSITIVE[Dimension.EXPLOITATION] + POSITIVE[Dimension.DEST_COERCION] + POSITIVE[recruitment]
    assert screened(*keys).outcome == Outcome.TRAFFICKING_INDICATED


def test_exploitation_alone_is_exploitation() -> None:
    answer = screened("EX01", "EX02")
    assert answer.outcome == Outcome.EXPLOITATION_INDICATED
    assert codes(answer) == {"certainty_is_not_needed", "dimensions_positive", "exploitation_without_combination"}


def test_exploitation_and_coercion_without_recruitment_are_exploitation() -> None:
    assert screened("EX01", "EX02", "DC02", "DC14").outcome == Outcome.EXPLOITATION_INDICATED


def test_deception_and_exploitation_without_coercion_are_named_so() -> None:
    assert screened("EX01", "EX02", "RD01", "RD02").outcome == Outcome.DECEPTION_AND_EXPLOITATION


def test_coerced_recruitment_and_exploitation_without_coercion_there_are_exploitation() -> None:
    assert screened("EX01", "EX02", "RC01", "RC05").outcome == Outcome.EXPLOITATION_INDICATED


def test_nothing_positive_is_no_finding_and_still_call_and_ask() -> None:
    answer = screened()
    assert (answer.outcome, answer.advice) == (Outcome.NO_FINDING, Advice.CALL_AND_ASK)


def test_the_act_alone_changes_nothing_for_an_adult() -> None:
    assert screened("EX01", "EX02", act=True) == screened("EX01", "EX02")


# Children


@pytest.mark.parametrize("recruitment", [Dimension.REC_DECEPTION, Dimension.REC_COERCION, Dimension.REC_VULNERABILITY])
def test_for_a_child_a_recruitment_dimension_counts_as_the_act(recruitment: Dimension) -> None:
    answer = screened("EX01", "EX02", *POSITIVE[recruitment], profile=Profile.CHILD_LABOUR)
    assert answer.outcome == Outcome.TRAFFICKING_INDICATED
    assert Reason("child_act_from_recruitment", (recruitment,)) in answer.reasons


def test_a_child_needs_no_means_once_the_act_is_confirmed() -> None:
    answer = screened("EX01", "EX02", profile=Profile.CHILD_LABOUR, act=True)
    assert answer.outcome == Outcome.TRAFFICKING_INDICATED
    assert not answer.asks_for_the_act


def test_for_a_child_the_act_is_asked_when_it_is_not_known() -> None:
    answer = screened("EX01", "EX02", "DC02", "DC14", profile=Profile.CHILD_LABOUR)
    assert answer.outcome == Outcome.EXPLOITATION_INDICATED
    assert answer.asks_for_the_act


def test_an_act_without_exploitation_is_no_finding_for_a_child() -> None:
    assert screened("RD01", "RD02", profile=Profile.CHILD_LABOUR, act=True).outcome == Outcome.NO_FINDING


def test_the_same_signs_weigh_differently_for_a_child() -> None:
    assert not screened("RC02", "RC05").dimensions[Dimension.REC_COERCION].positive
    child = screened("RC02", "RC05", profile=Profile.CHILD_LABOUR)
    assert child.dimensions[Dimension.REC_COERCION].positive


# What is not scored


@pytest.mark.parametrize("profile", sorted(set(Profile) - SCORED))
def test_without_published_weights_nothing_is_classified_and_it_says_so(profile: Profile) -> None:
    answer = screen(CATALOGUE.values(), profile, act=True)
    assert answer.outcome == Outcome.NOT_SCORED
    assert {judged.positive for judged in answer.dimensions.values()} == {None}
    assert "weights_not_published" in codes(answer)
    assert answer.advice == Advice.CALL_NOW


def test_a_sign_off_the_profiles_list_counts_for_advice_alone() -> None:
    answer = screened("EX01", "EX08", profile=Profile.CHILD_LABOUR)  # EX08 is on the adult list only
    assert answer.dimensions[Dimension.EXPLOITATION].signs == ("EX01",)
    assert Reason("signs_without_published_weight", ("EX08",)) in answer.reasons


def test_the_projects_own_weights_never_enter_the_rule() -> None:
    own = [sign for sign in CATALOGUE.values() if sign.basis == "project_overlay"]
    answer = screen(own, Profile.ADULT_LABOUR)
    assert not any(judged.signs for judged in answer.dimensions.values())


# Advice


def test_an_alarm_sign_alone_means_call_now() -> None:
    for sign in CATALOGUE.values():
        if sign.alarm:
            assert screen([sign], Profile.ADULT_OTHER).advice == Advice.CALL_NOW


def test_any_sign_of_coercion_alone_means_call_now() -> None:
    answer = screened("DC14")
    assert answer.advice == Advice.CALL_NOW
    assert Reason("coercion_sign", ("DC14",)) in answer.reasons


@given(SIGNS, PROFILES, st.booleans())
def test_advice_is_call_now_exactly_for_alarm_or_coercion(keys: list[str], profile: Profile, act: bool) -> None:
    now = any(sign.alarm or sign.dimension in COERCION for sign in of(*keys))
    assert screened(*keys, profile=profile, act=act).advice == (Advice.CALL_NOW if now else Advice.CALL_AND_ASK)


@given(SIGNS, st.sampled_from(sorted(CATALOGUE)), PROFILES)
def test_another_sign_never_lowers_the_advice(keys: list[str], more: str, profile: Profile) -> None:
    if screened(*keys, profile=profile).advice == Advice.CALL_NOW:
        assert screened(*keys, more, profile=profile).advice == Advice.CALL_NOW


@given(SIGNS, st.sampled_from(sorted(CATALOGUE)), st.sampled_from(sorted(SCORED)), st.booleans())
def test_another_sign_never_lowers_the_outcome(keys: list[str], more: str, profile: Profile, act: bool) -> None:
    before, after = (screened(*found, profile=profile, act=act).outcome for found in (keys, [*keys, more]))
    assert SEVERITY.index(after) >= SEVERITY.index(before)


@given(SIGNS, PROFILES, st.randoms())
def test_order_and_repetition_do_not_matter(keys: list[str], profile: Profile, random) -> None:
    shuffled = keys + keys[:3]
    random.shuffle(shuffled)
    assert screened(*shuffled, profile=profile) == screened(*keys, profile=profile)


@given(SIGNS, PROFILES, st.booleans())
def test_every_reason_has_a_sentence(keys: list[str], profile: Profile, act: bool) -> None:
    answer = screened(*keys, profile=profile, act=act)
    assert answer.reasons
    assert all(sentence(reason) for reason in answer.reasons)
    assert codes(answer) <= set(SENTENCES)


# The order of the lists


def test_alarm_signs_come_first_then_the_strongest_then_those_few_sectors_know() -> None:
    order = [
        (not sign.alarm, list(Strength).index(strongest(sign)), len(sign.sectors))
        for sign in ranked(CATALOGUE.values())
    ]
    assert order == sorted(order)


def test_a_sector_sees_only_its_own_signs_and_a_form_its_own_first() -> None:
    assert all("tax" in sign.sectors for sign in for_sector(CATALOGUE.values(), "tax"))
    begging = for_form(CATALOGUE.values(), "begging")
    assert begging[0].forms == ("begging",)
    assert begging[-1].forms == ()


# The pack


def test_the_danish_pack_holds_201_signs_and_23_alarm_signs() -> None:
    assert len(pack("signs")) == len(CATALOGUE) == 201
    assert sum(sign.alarm for sign in CATALOGUE.values()) == 23
    assert sum(sign.basis == "ilo_delphi_published" for sign in CATALOGUE.values()) == 67


def test_every_sign_has_both_languages_a_weight_and_sources_that_exist() -> None:
    sources = {entry["key"] for entry in pack("sign_sources")}
    for entry in pack("signs"):
        assert all(entry["text"][language].strip() for language in ("da", "en")), entry["key"]
        assert entry["weights"], entry["key"]
        assert entry["sources"], entry["key"]
        assert set(entry["sources"]) <= sources, entry["key"]


def test_every_sign_names_a_sector_and_a_dimension_that_exist() -> None:
    sectors, dimensions = ({entry["key"] for entry in pack(name)} for name in ("sign_sectors", "sign_dimensions"))
    assert len(sectors) == 20
    assert set(Dimension) <= dimensions
    for sign in CATALOGUE.values():
        assert sign.sectors, sign.key
        assert set(sign.sectors) <= sectors, sign.key
        assert sign.dimension in dimensions, sign.key


def test_every_sector_has_signs_to_show_and_each_way_of_noticing_is_used() -> None:
    assert {sign.noticed for sign in CATALOGUE.values()} == set(Noticed)
    for entry in pack("sign_sectors"):
        assert len(for_sector(CATALOGUE.values(), entry["key"])) >= 7, entry["key"]
    assert TELLING == 12


def test_danish_texts_are_written_with_danish_letters() -> None:
    def ascii_danish(texts: Iterable[str]) -> list[str]:
        return [text for text in texts if any(word in f" {text} " for word in (" paa ", " faar ", " naar ", " boern "))]

    assert ascii_danish(entry["text"]["da"] for entry in pack("signs")) == []
