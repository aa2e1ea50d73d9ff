from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from tests.actions.referrals.test_attachments import picture
from tests.factories.accounts import UserFactory
from tests.factories.referrals import (
    PARTNER,
    AttemptsFactory,
    ContactFactory,
    DraftFactory,
    PresenceFactory,
    SuspicionFactory,
    VisitFactory,
)
from varsel.base.kernel.models import DataKey
from varsel.casework.referrals.actions.attachments import add_file, path_of
from varsel.casework.referrals.actions.sweeping import sweep
from varsel.casework.referrals.models import Attachment, Draft, Suspicion

pytestmark = pytest.mark.django_db


def test_a_draft_lives_until_its_day_and_its_key_dies_with_it(clock) -> None:
    draft = DraftFactory()
    clock.shift(timedelta(days=27))
    assert sweep()["drafts"] == 0
    clock.shift(timedelta(days=1))
    assert sweep()["drafts"] == 1
    assert not Draft.objects.exists()
    assert not DataKey.objects.filter(pk=draft.data_key_id).exists()


def test_a_file_that_was_never_sent_is_erased_from_the_disk(clock, django_capture_on_commit_callbacks) -> None:
    user = UserFactory(may=PARTNER)
    kept = add_file(submission_key=uuid4(), by=user, upload=SimpleUploadedFile("a.jpg", picture()))
    path: Path = path_of(kept)
    clock.shift(timedelta(days=3))
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        assert sweep()["files"] == 1
    assert not path.exists()
    assert not Attachment.objects.exists()


def test_a_closed_suspicion_loses_its_words_and_an_open_one_keeps_them(clock) -> None:
    ended, open_one = SuspicionFactory(), SuspicionFactory()
    VisitFactory(suspicion=ended)
    Suspicion.objects.filter(pk=ended.pk).update(closed_at=ended.created_at)
    clock.shift(timedelta(days=91))
    assert sweep()["suspicions"] == 1
    assert sweep()["suspicions"] == 0
    assert Suspicion.objects.get(pk=ended.pk).first_name is None
    assert Suspicion.objects.get(pk=open_one.pk).first_name.open("test") == "Mira"


def test_old_calls_attempts_and_presences_go(clock) -> None:
    contact = ContactFactory()
    contact.ended_at = contact.created_at
    contact.save()
    AttemptsFactory()
    PresenceFactory()
    clock.shift(timedelta(days=366))
    found = sweep()
    assert (found["contacts"], found["attempts"], found["presences"]) == (1, 1, 1)
