"""What the law demands for a child: notifying the authority, and knowing who represents the child.

Closed cases take these too: a duty does not end with the case.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.models import User
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.refusals import Refusal
from varsel.casework.cases.actions.projections import locked
from varsel.casework.cases.models import Case, Notification, NotificationAnswer, Representative, RepresentativeEnd


@transaction.atomic
def notify(
    case: Case,
    *,
    by: User,
    duty: str,
    was_sent: bool,
    on: date,
    recipient: str = "",
    reason: str = "",
    corrects: Notification | None = None,
) -> Notification:
    """Record that an authority was notified as the duty demands, to whom and when; or why it was not."""
    case = locked(case)
    _not_in_future(on, "on")
    _not_corrected_yet(case, corrects)
    if was_sent and not recipient.strip():
        raise Refusal("recipient_missing", field="recipient", remedy=_("Say who was notified."))
    if not was_sent and not reason.strip():
        raise Refusal("reason_missing", field="reason", remedy=_("Say why nobody was notified."))
    made = Notification.objects.create(
        case=case,
        data_key_id=case.person.data_key_id,
        duty=duty,
        was_sent=was_sent,
        on=on,
        recipient=recipient.strip() if was_sent else "",
        reason="" if was_sent else reason.strip(),
        corrects=corrects,
        recorded_by=by,
    )
    record(Verb.CASE_NOTIFY, by=by, subject=case, purpose="casework", fields=[duty])
    return made


@transaction.atomic
def note_answer(notification: Notification, *, by: User, on: date) -> NotificationAnswer:
    """Record the day on which the authority answered that it got the notification."""
    case = locked(notification.case)
    _not_in_future(on, "on")
    if not notification.was_sent or NotificationAnswer.objects.filter(notification=notification).exists():
        raise Refusal("answered_already", remedy=_("There is no answer to wait for, or it has been recorded already."))
    if on < notification.on:
        raise Refusal("before_notification", field="on", remedy=_("The answer came after the notification."))
    answer = NotificationAnswer.objects.create(notification=notification, on=on, recorded_by=by)
    record(Verb.CASE_NOTIFY, by=by, subject=case, purpose="casework", fields=["answer"])
    return answer


@transaction.atomic
def name_representative(
    case: Case,
    *,
    by: User,
    role: str,
    name: str,
    since: date,
    contact: str = "",
    corrects: Representative | None = None,
) -> Representative:
    """Record who represents the child, in a role that the pack names."""
    case = locked(case)
    _not_in_future(since, "since")
    _not_corrected_yet(case, corrects)
    made = Representative.objects.create(
        case=case,
        data_key_id=case.person.data_key_id,
        role=role,
        name=name,
        contact=contact,
        since=since,
        corrects=corrects,
        recorded_by=by,
    )
    record(Verb.CASE_REPRESENT, by=by, subject=case, purpose="casework", fields=[role])
    return made


@transaction.atomic
def end_representative(representative: Representative, *, by: User, on: date) -> RepresentativeEnd:
    """Record somebody's last day as representative."""
    case = locked(representative.case)
    _not_in_future(on, "on")
    if RepresentativeEnd.objects.filter(representative=representative).exists():
        raise Refusal("ended_already", remedy=_("This has been ended already."))
    if on < representative.since:
        raise Refusal("ends_before_start", field="on", remedy=_("The end lies before the beginning."))
    end = RepresentativeEnd.objects.create(representative=representative, on=on, recorded_by=by)
    record(Verb.CASE_REPRESENT, by=by, subject=case, purpose="casework", fields=["end"])
    return end


def _not_in_future(on: date, field: str) -> None:
    if on > timezone.localdate():
        raise Refusal("in_future", field=field, remedy=_("It is recorded when it has happened."))


def _not_corrected_yet(case: Case, corrects: Notification | Representative | None) -> None:
    if corrects is None:
        return
    if corrects.case_id != case.pk:
        raise ValueError("a correction stays inside its case")
    if type(corrects)._default_manager.filter(corrects=corrects).exists():
        raise Refusal("corrected_already", remedy=_("Somebody has corrected this already. Correct the newest entry."))
