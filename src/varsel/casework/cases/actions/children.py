"""What the law demands for a child: notifying the authority, and knowing who represents the child.

Closed cases take these too: a duty does not end with the case.
"""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.models import User
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.refusals import Refusal
from varsel.casework.cases.actions.projections import locked, not_in_future
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
    answered_on: date | None = None,
) -> Notification:
    """Record that an authority was notified as the duty demands, to whom and when; or why it was not.

    A correction takes over the answer to what it corrects, or states its right day with `answered_on`.
    """
    case = locked(case)
    not_in_future(on, "on")
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
    answered_on = answered_on or (_day(NotificationAnswer.objects.filter(notification=corrects)) if corrects else None)
    if answered_on and was_sent:
        _answer(made, by=by, on=answered_on, field="answered_on")
    return made


@transaction.atomic
def note_answer(notification: Notification, *, by: User, on: date) -> NotificationAnswer:
    """Record the day on which the authority answered that it got the notification."""
    case = locked(notification.case)
    _not_corrected_yet(case, notification)
    if not notification.was_sent or NotificationAnswer.objects.filter(notification=notification).exists():
        raise Refusal("answered_already", remedy=_("There is no answer to wait for, or it has been recorded already."))
    answer = _answer(notification, by=by, on=on, field="on")
    record(Verb.CASE_NOTIFY, by=by, subject=case, purpose="casework", fields=["answer"])
    return answer


def _answer(notification: Notification, *, by: User, on: date, field: str) -> NotificationAnswer:
    not_in_future(on, field)
    if on < notification.on:
        raise Refusal("before_notification", field=field, remedy=_("The answer came after the notification."))
    return NotificationAnswer.objects.create(notification=notification, on=on, recorded_by=by)


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
    last_day: date | None = None,
) -> Representative:
    """Record who represents the child, in a role that the pack names.

    A correction takes over the end of what it corrects, or states the right day with `last_day`.
    """
    case = locked(case)
    not_in_future(since, "since")
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
    last_day = last_day or (_day(RepresentativeEnd.objects.filter(representative=corrects)) if corrects else None)
    if last_day:
        _end(made, by=by, on=last_day, field="last_day")
    return made


@transaction.atomic
def end_representative(representative: Representative, *, by: User, on: date) -> RepresentativeEnd:
    """Record somebody's last day as representative."""
    case = locked(representative.case)
    _not_corrected_yet(case, representative)
    if RepresentativeEnd.objects.filter(representative=representative).exists():
        raise Refusal("ended_already", remedy=_("This has been ended already."))
    end = _end(representative, by=by, on=on, field="on")
    record(Verb.CASE_REPRESENT, by=by, subject=case, purpose="casework", fields=["end"])
    return end


def _end(representative: Representative, *, by: User, on: date, field: str) -> RepresentativeEnd:
    not_in_future(on, field)
    if on < representative.since:
        raise Refusal("ends_before_start", field=field, remedy=_("The end lies before the beginning."))
    return RepresentativeEnd.objects.create(representative=representative, on=on, recorded_by=by)


def _day(rows: "QuerySet[NotificationAnswer] | QuerySet[RepresentativeEnd]") -> date | None:
    """The day that stands recorded, read afresh: somebody may just have recorded it."""
    return rows.values_list("on", flat=True).first()


def _not_corrected_yet(case: Case, corrects: Notification | Representative | None) -> None:
    if corrects is None:
        return
    if corrects.case_id != case.pk:
        raise ValueError("a correction stays inside its case")
    if type(corrects)._default_manager.filter(corrects=corrects).exists():
        raise Refusal(
            "corrected_already", remedy=_("Somebody has corrected this already. Go on with the newest entry.")
        )
