import os
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

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
from varsel.casework.referrals.actions import send
from varsel.casework.referrals.actions.attachments import add_file, content_of, path_of
from varsel.casework.referrals.actions.sweeping import sweep
from varsel.casework.referrals.models import Attachment, Draft, Referral, Suspicion
from varsel.casework.referrals.rules.situation import Sender

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


def test_a_file_added_after_the_sending_never_takes_the_referral_with_it(clock) -> None:
    user, key = UserFactory(may=PARTNER), uuid4()
    add_file(submission_key=key, by=user, upload=SimpleUploadedFile("a.jpg", picture()))
    told = {"sender": Sender.PARTNER, "narrative": "Hun må ikke gå ud."}
    sent = send(key=key, told=told, by=user, language="da").referral
    add_file(submission_key=key, by=user, upload=SimpleUploadedFile("b.jpg", picture()))
    clock.shift(timedelta(days=3))
    assert sweep()["files"] == 1
    assert Referral.objects.get(pk=sent.pk).narrative.open("triage") == "Hun må ikke gå ud."
    assert b"".join(content_of(sent.attachments.get()))


def test_the_key_of_a_form_goes_with_the_last_of_its_files_and_not_before(clock) -> None:
    user, key = UserFactory(may=PARTNER), uuid4()
    add_file(submission_key=key, by=user, upload=SimpleUploadedFile("a.jpg", picture()))
    clock.shift(timedelta(days=1, hours=12))
    later = add_file(submission_key=key, by=user, upload=SimpleUploadedFile("b.jpg", picture()))
    clock.shift(timedelta(days=1))
    assert sweep()["files"] == 1
    assert b"".join(content_of(later))
    clock.shift(timedelta(days=2))
    assert sweep()["files"] == 1
    assert not DataKey.objects.filter(pk=later.data_key_id).exists()


def test_a_sealed_file_whose_row_was_never_written_is_erased(clock) -> None:
    user = UserFactory(may=PARTNER)
    kept = add_file(submission_key=uuid4(), by=user, upload=SimpleUploadedFile("a.jpg", picture()))
    orphan = path_of(kept).with_name(uuid4().hex)
    orphan.write_bytes(b"sealed")
    sweep()
    assert orphan.exists()
    old = (timezone.now() - timedelta(days=3)).timestamp()
    os.utime(orphan, (old, old))
    os.utime(path_of(kept), (old, old))
    sweep()
    assert not orphan.exists()
    assert path_of(kept).exists()
