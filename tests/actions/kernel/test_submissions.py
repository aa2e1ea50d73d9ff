"""A double click is one act."""

from uuid import uuid4

import pytest

from varsel.base.kernel.actor import SYSTEM, Nobody
from varsel.base.kernel.models import Instance, Submission
from varsel.base.kernel.refusals import Refusal
from varsel.base.kernel.submissions import once

pytestmark = pytest.mark.django_db


def test_a_form_sent_twice_acts_once_and_gives_the_same_result() -> None:
    key, made = uuid4(), []

    def act() -> Instance:
        made.append(Instance.current())
        return made[-1]

    assert once(key, action="test", by=SYSTEM, do=act) == once(key, action="test", by=SYSTEM, do=act) == made[0].pk
    assert len(made) == 1


def test_a_failed_sending_leaves_the_key_free() -> None:
    key = uuid4()

    def fail() -> None:
        raise Refusal("not_today")

    with pytest.raises(Refusal):
        once(key, action="test", by=SYSTEM, do=fail)
    assert not Submission.objects.exists()
    assert once(key, action="test", by=SYSTEM, do=lambda: None) is None


def test_a_key_of_one_form_is_refused_for_another() -> None:
    key = uuid4()
    once(key, action="case:note", by=SYSTEM, do=lambda: None)
    with pytest.raises(Refusal, match="submission_key_reused"):
        once(key, action="case:assess", by=SYSTEM, do=lambda: None)


def test_a_key_of_one_actor_is_refused_for_another() -> None:
    key, one, other = uuid4(), Nobody("system", uuid4()), Nobody("system", uuid4())
    once(key, action="case:note", by=one, do=Instance.current)
    for stranger in (other, SYSTEM):
        with pytest.raises(Refusal, match="submission_key_reused"):
            once(key, action="case:note", by=stranger, do=Instance.current)
    assert once(key, action="case:note", by=one, do=Instance.current) == Instance.current().pk
