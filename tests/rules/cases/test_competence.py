"""Who decides, by the residence status on that day."""

from datetime import date

import pytest

from varsel.casework.cases.rules.competence import CompetenceRule, Stay, competent, stay_on


def rule(key: str, statuses: list[str], decides: str, *valid: date | None) -> CompetenceRule:
    because = {"en": f"{decides} decides", "da": f"{decides} afgør"}
    data = {"statuses": statuses, "decides": decides, "because": because}
    return CompetenceRule.from_pack(key, data, "TIP 2022", "H", valid or (None, None))  # type: ignore[arg-type]


RULES = [
    rule("lawful", ["citizen", "eu"], "centre"),
    rule("unlawful_until_2021", ["unlawful"], "siri", None, date(2021, 12, 31)),
    rule("unlawful", ["unlawful", "asylum"], "immigration_service", date(2022, 1, 1), None),
]


def test_the_rule_in_force_on_the_day_names_the_body() -> None:
    assert competent(RULES, "eu", date(2026, 1, 1)).decides == "centre"  # type: ignore[union-attr]
    assert competent(RULES, "unlawful", date(2021, 12, 31)).decides == "siri"  # type: ignore[union-attr]
    assert competent(RULES, "unlawful", date(2022, 1, 1)).decides == "immigration_service"  # type: ignore[union-attr]


def test_a_status_that_no_rule_covers_has_no_body() -> None:
    assert competent(RULES, "unknown", date(2026, 1, 1)) is None


def test_two_rules_for_one_status_are_a_fault_of_the_pack() -> None:
    with pytest.raises(ValueError, match="lawful, twice"):
        competent([*RULES, rule("twice", ["eu"], "siri")], "eu", date(2026, 1, 1))


def test_the_reason_is_said_in_the_readers_language_or_english() -> None:
    assert RULES[0].sentence("da") == "centre afgør"
    assert RULES[0].sentence("fr") == "centre decides"


def test_the_stay_on_a_day_is_the_last_one_begun_and_a_later_record_of_the_same_day_counts() -> None:
    stays = [Stay("asylum", date(2026, 1, 1)), Stay("unlawful", date(2026, 6, 1)), Stay("eu", date(2026, 6, 1))]
    assert stay_on(stays, date(2025, 12, 31)) is None
    assert stay_on(stays, date(2026, 5, 31)) == stays[0]
    assert stay_on(stays, date(2026, 6, 1)) == stays[2]


def test_what_a_body_decided_is_entered_by_itself_unless_the_rule_names_somebody_else() -> None:
    assert RULES[0].writer == "centre"
    told = {"statuses": ["charged"], "decides": "courts", "because": {"en": "x"}, "entered_by": "centre"}
    assert CompetenceRule.from_pack("charged", told, "bm.dk", "H").writer == "centre"
