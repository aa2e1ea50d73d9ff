"""Who waits for whom on a referral, and which files are taken."""

from itertools import product

import pytest

from varsel.casework.referrals.rules.conversation import UNDECIDED, awaits_centre
from varsel.casework.referrals.rules.files import TYPES, is_allowed
from varsel.casework.referrals.rules.triage import Outcome


@pytest.mark.parametrize(("outcome", "wrote_last"), list(product([None, *Outcome], [True, False])))
def test_the_centre_is_waited_for_until_it_has_decided_and_whenever_the_sender_wrote_last(
    outcome: Outcome | None, wrote_last: bool
) -> None:
    undecided = outcome in {None, Outcome.PROPOSED, Outcome.REJECTED}
    assert (outcome in UNDECIDED) is undecided
    assert awaits_centre(outcome=outcome, sender_wrote_last=wrote_last) is (undecided or wrote_last)


@pytest.mark.parametrize("content_type", ["image/heic", "image/gif", "application/zip", "text/html", "", "IMAGE/PNG"])
def test_pictures_and_documents_are_taken_and_nothing_else(content_type: str) -> None:
    assert all(map(is_allowed, TYPES))
    assert not is_allowed(content_type)
