from datetime import UTC, datetime, timedelta

import pytest

from varsel.casework.referrals.rules.situation import Answer, Danger, Presence, Urgency, urgency

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
CALM = {
    "danger": Danger.NO,
    "child": Answer.NO,
    "presence": Presence.FREE,
    "until": None,
    "exploiter_present": Answer.NO,
    "now": NOW,
}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, Urgency.ORDINARY),
        ({"advice_only": True}, Urgency.ADVICE),
        ({"danger": Danger.NOW}, Urgency.NOW),
        ({"danger": Danger.NOW, "advice_only": True}, Urgency.NOW),
        ({"danger": Danger.POSSIBLE}, Urgency.SOON),
        ({"child": Answer.YES}, Urgency.SOON),
        ({"child": Answer.YES, "advice_only": True}, Urgency.SOON),
        ({"exploiter_present": Answer.YES}, Urgency.SOON),
        ({"presence": Presence.HELD}, Urgency.SOON),
        ({"presence": Presence.HELD, "until": NOW + timedelta(hours=72)}, Urgency.SOON),
        ({"presence": Presence.LEAVING, "until": NOW + timedelta(hours=73)}, Urgency.ORDINARY),
        ({"presence": Presence.FREE, "until": NOW}, Urgency.ORDINARY),
    ],
)
def test_urgency(told: dict, expected: Urgency) -> None:
    assert urgency(**{**CALM, **told}) is expected
