"""The referral: what somebody told the centre, and the projections that the inbox sorts by."""

from django.conf import settings
from django.db import models

from varsel.base.kernel.records import Record
from varsel.base.kernel.sealing.fields import SealedField
from varsel.casework.referrals.models.words import choices
from varsel.casework.referrals.rules.disclosure import Status
from varsel.casework.referrals.rules.situation import Answer, Danger, Knows, Notified, Presence, Sender, Urgency


class Referral(Record):
    """One referral. What was told never changes; only the projections at the end do."""

    data_key_id = models.UUIDField(editable=False)
    reference = models.CharField(max_length=8, unique=True, editable=False)
    receipt_hash = models.CharField(max_length=64, unique=True, editable=False)
    language = models.CharField(max_length=2, default="da")

    sender = models.CharField(max_length=12, choices=choices(Sender))
    organisation = models.ForeignKey(
        "actors.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    advice_only = models.BooleanField(default=False)
    ground = models.CharField(max_length=60, blank=True)  # pack key: why a professional may pass a name on

    danger = models.CharField(max_length=8, choices=choices(Danger), default=Danger.UNKNOWN)
    presence = models.CharField(max_length=8, choices=choices(Presence), default=Presence.UNKNOWN)
    until = models.DateTimeField(null=True, blank=True)
    exploiter_present = models.CharField(max_length=8, choices=choices(Answer), default=Answer.UNKNOWN)
    signs = models.JSONField(default=list, blank=True)  # keys of the sign catalogue
    persons = models.PositiveSmallIntegerField(default=1)
    child = models.CharField(max_length=8, choices=choices(Answer), default=Answer.UNKNOWN)
    notified = models.CharField(max_length=8, choices=choices(Notified), default=Notified.UNKNOWN)
    knows = models.CharField(max_length=8, choices=choices(Knows), default=Knows.UNKNOWN)
    told = models.JSONField(default=list, blank=True)  # who else has been told: keys of `Told`
    person_language = models.CharField(max_length=60, blank=True)

    place = SealedField(label="referral.place")
    narrative = SealedField(label="referral.narrative")
    person_lines = SealedField(label="referral.person_lines")
    wants = SealedField(label="referral.wants")
    planned = SealedField(label="referral.planned")
    not_notified = SealedField(label="referral.not_notified")
    sender_contact = SealedField(label="referral.sender_contact")
    person_contact = SealedField(label="referral.person_contact")

    crowded = models.BooleanField(default=False)  # it came in a flood: it stands behind the others, and is read too

    # Projections of the decisions, questions and readings below; rebuilt by `queries.projection`.
    urgency = models.PositiveSmallIntegerField(choices=[(level.value, level.name) for level in Urgency])
    status = models.CharField(max_length=8, choices=choices(Status), default=Status.RECEIVED)
    outcome = models.CharField(max_length=9, blank=True)
    awaits_centre = models.BooleanField(default=True)  # new, answered by the sender, or a proposal to decide
    read_at = models.DateTimeField(null=True, blank=True)

    retention = "with_its_person"
    shown_in_dump: frozenset[str] = frozenset({"urgency", "status", "outcome", "created_at"})

    class Meta:
        indexes = [
            models.Index(fields=["crowded", "-urgency", "created_at", "id"], name="referral_inbox"),
            models.Index(fields=["awaits_centre", "crowded", "-urgency", "created_at", "id"], name="referral_waiting"),
            models.Index(fields=["organisation", "-created_at", "id"], name="referral_own"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(persons__gte=1), name="referral_has_a_person"),
            models.CheckConstraint(
                condition=models.Q(user__isnull=True) | models.Q(organisation__isnull=False),
                name="referral_by_user_has_organisation",
            ),
        ]
