"""What is done for a child: the authority was notified, and somebody represents her or him."""

from django.conf import settings
from django.db import models

from varsel.base.kernel.records import Fact, Sealing
from varsel.base.kernel.sealing.fields import SealedField
from varsel.casework.cases.models.cases import Case


class Notification(Sealing, Fact):
    """An authority was notified, as a duty of the pack demands, or why it was not. A correction names what it
    corrects."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="notifications")
    duty = models.CharField(max_length=120)  # key of the pack's duty: the ground
    was_sent = models.BooleanField()
    on = models.DateField()
    recipient = SealedField(label="notification.recipient")  # which municipality says where the child is
    reason = SealedField(label="notification.reason")  # why it was not sent
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    retention = "with_its_case"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        ordering = ("created_at", "id")
        indexes = (models.Index(fields=("case", "duty"), name="notification_of_case"),)
        constraints = (
            models.CheckConstraint(condition=~models.Q(corrects=models.F("id")), name="notification_corrects_another"),
        )

    def __str__(self) -> str:
        return f"{self.duty} on {self.on}"


class NotificationAnswer(Fact):
    """The authority has answered that it got the notification."""

    notification = models.OneToOneField(Notification, models.PROTECT, related_name="answer")
    on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    retention = "with_its_case"
    shown_in_dump = frozenset({"created_at", "id"})

    def __str__(self) -> str:
        return f"answered on {self.on}"


class Representative(Sealing, Fact):
    """Who acts for the child, in one of the roles that the law of the pack names."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="representatives")
    role = models.CharField(max_length=120)  # key of the pack's section `representatives`
    name = SealedField(label="representative.name")
    contact = SealedField(label="representative.contact")
    since = models.DateField()
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    retention = "with_its_case"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        ordering = ("since", "created_at", "id")
        indexes = (models.Index(fields=("case",), name="representative_of_case"),)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(corrects=models.F("id")), name="representative_corrects_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} since {self.since}"


class RepresentativeEnd(Fact):
    """Somebody's last day as representative."""

    representative = models.OneToOneField(Representative, models.PROTECT, related_name="end")
    on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    retention = "with_its_case"
    shown_in_dump = frozenset({"created_at", "id"})

    def __str__(self) -> str:
        return f"ended on {self.on}"
