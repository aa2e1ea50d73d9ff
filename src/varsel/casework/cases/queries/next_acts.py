"""What is due in a case, by whom, on what ground, and where it is done: the nearest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.casework.cases.access import Seen, within
from varsel.casework.cases.models import Case, Consent, Notification, Situation
from varsel.casework.cases.models.consents import INTERVIEW, PASSING_ON
from varsel.casework.cases.queries.children import due_duties
from varsel.casework.cases.queries.clocks import Following, following
from varsel.casework.cases.queries.decisions import Competence, elements_of, is_passed_on_to
from varsel.casework.cases.queries.pages import because
from varsel.casework.cases.queries.team import has_caseworker
from varsel.casework.cases.rules.assessment import Element, Outcome, Status, missing_elements
from varsel.casework.cases.rules.parts import CasePart
from varsel.casework.referrals.queries.pack import Notice

TEAM = gettext_lazy("The team")
ELEMENTS: dict[Element, Promise] = {
    Element.ACT: gettext_lazy("an act"),
    Element.MEANS: gettext_lazy("a means"),
    Element.PURPOSE: gettext_lazy("a purpose"),
}


@dataclass(frozen=True)
class Next:
    """What is due: what, who does it, why, where ("": it waits for somebody else)."""

    text: str
    who: "str | Promise"
    why: str
    href: str = ""
    due: date | None = None


def next_acts(
    seen: Seen, user: User, body: Competence | None, body_name: str, referrals: Sequence[str] = ()
) -> list[Next]:
    """What is due, for those who work on the case and for a body that it was passed on to; for others nothing."""
    if seen.case.is_closed:
        return []
    if not seen.is_own:
        return [*_of_the_decider(seen, user, body, body_name)]
    return [*_duties(seen), *_deadline(seen.case), *_path(seen, user, body, body_name, referrals)]


def _path(seen: Seen, user: User, body: Competence | None, body_name: str, referrals: Sequence[str]) -> Iterator[Next]:
    """What moves the case on from where it stands."""
    status = seen.case.status
    if status == Status.NEW:
        yield from _beginning(seen, user, referrals)
    if status == Status.CLARIFYING:
        yield from _file(seen)
    if body is None:
        why = _("The residence status says who decides.")
        yield Next(_("Record the residence status"), TEAM, why, _to("residence", seen.case))
    elif status == Status.DECIDED:
        yield from (_period(seen, user, period) for period in following(seen.case))
    elif not seen.until:  # in an emergency nobody decides
        yield from _decision(seen, body, body_name)


def _beginning(seen: Seen, user: User, referrals: Sequence[str]) -> Iterator[Next]:
    case = seen.case
    if user.has(Permission.CASE_ASSIGN) and seen.allows(Permission.CASE_ASSIGN) and not has_caseworker(seen, but=user):
        why = _("Nobody but you works on it yet.")
        yield Next(_("Put a caseworker on the team"), _("You"), why, _to("team", case))
    for reference in referrals:
        why = _("What the sender saw, and how the sender and the person are reached safely.")
        text = _("Read referral %(reference)s") % {"reference": reference}
        yield Next(text, TEAM, why, reverse("inbox:open", args=[reference]))
    if not within(seen, Consent).filter(purpose=INTERVIEW, withdrawal=None).exists():
        why = _("It is voluntary, and may be taken back as easily.")
        href = f"{_to('consent', case)}?purpose={INTERVIEW}"
        yield Next(_("Ask for the person's consent to an interview, and record it"), TEAM, why, href)
    why = _("Nobody has talked to the person yet. It is voluntary and needs the person's consent.")
    yield Next(_("Hold a clarifying interview"), TEAM, why, _to("interview", case))


def _file(seen: Seen) -> Iterator[Next]:
    """What the file lacks for the decision that needs most; the body may still decide otherwise."""
    case = seen.case
    if not within(seen, Situation).exists():
        why = _("The decision rests on what stands here: the form, the place, the period.")
        yield Next(_("Add what was done to the person"), TEAM, why, _to("situation", case))
        return
    what = lacking(case)
    if what:
        why = _("“Assessed” needs it; still lacking: %(what)s.") % {"what": what}
        yield Next(_("Add an act, a means or a purpose"), TEAM, why, _to("element", case))


def lacking(case: Case) -> str:
    """Which elements the file lacks for the outcome that needs most, in words; "" for none."""
    found = (row.element for row in elements_of(case))
    missing = missing_elements(Outcome.ASSESSED, found, child=case.is_child)
    return ", ".join(str(ELEMENTS[element]) for element in missing)


def _decision(seen: Seen, body: Competence, body_name: str) -> Iterator[Next]:
    case, why = seen.case, because(seen, body, body_name)
    if body.organisation.pk == case.unit.organisation_id:
        yield Next(_("Assess"), TEAM, why, _to("assess", case))
    elif body.is_written_by(case.unit.organisation_id):
        yield Next(_("Enter the decision"), TEAM, why, _to("assess", case))
    elif is_passed_on_to(case, body.organisation.pk):
        yield Next(_("The decision is awaited"), body_name, why)
    else:
        yield from _passing_on(seen, body, body_name)


def _passing_on(seen: Seen, body: Competence, body_name: str) -> Iterator[Next]:
    """First the person's yes, recorded; it is passed on without one only under a ground of law."""
    consents = within(seen, Consent).filter(purpose=PASSING_ON, recipient=body.organisation, withdrawal=None)
    if not consents.exists():
        why = _("%(body)s gets the person's details only if the person says yes.") % {"body": body_name}
        href = f"{_to('consent', seen.case)}?purpose={PASSING_ON}"
        yield Next(_("Ask for the person's consent to passing on, and record it"), TEAM, why, href)
    text = _("Pass the case on to %(body)s") % {"body": body_name}
    yield Next(text, TEAM, because(seen, body, body_name), _to("pass_on", seen.case))


def _period(seen: Seen, user: User, period: Following) -> Next:
    may_start = user.has(Permission.CLOCK_START) and seen.allows(Permission.CLOCK_START)
    mine = may_start and user.organisation_id == period.body.pk
    if mine:
        text, who = _("Start the period: %(label)s") % {"label": period.label}, _("You")
    else:
        text, who = _("May follow now: %(label)s") % {"label": period.label}, period.body_name
    href = reverse("cases:clock_start", args=[seen.case.number, period.key]) if mine else _to("clock", seen.case)
    return Next(text, who, period.starts, href)


def _of_the_decider(seen: Seen, user: User, body: Competence | None, body_name: str) -> Iterator[Next]:
    """For those a case was passed on to, as long as it is theirs to decide."""
    if not is_passed_on_to(seen.case, user.organisation_id):
        return
    if seen.case.status == Status.WITH_DECIDER and body is not None and body.is_written_by(user.organisation_id):
        href = _to("decide", seen.case) if user.has(Permission.CASE_DECIDE) else ""
        yield Next(_("Decide"), body_name, because(seen, body, body_name), href)
    elif seen.case.status == Status.DECIDED and {CasePart.PERSON, CasePart.ASSESSMENT, CasePart.PERIOD} <= seen.parts:
        own = (period for period in following(seen.case) if period.body.pk == user.organisation_id)
        yield from (_period(seen, user, period) for period in own)


@dataclass(frozen=True)
class Roads:
    """Which ways to a decision are open: the centre's own where it writes it, else passing the case on, once."""

    assess: bool
    pass_on: bool


def roads(seen: Seen, body: Competence | None) -> Roads:
    if body is None or seen.case.is_closed:
        return Roads(assess=False, pass_on=False)
    ours = body.is_written_by(seen.case.unit.organisation_id)
    return Roads(assess=ours, pass_on=not ours and not is_passed_on_to(seen.case, body.organisation.pk))


def _duties(seen: Seen) -> Iterator[Next]:
    """A child's municipality must be told, whoever else has been: the page asks until it is recorded, or why not."""
    for duty, notification in due_duties(seen):
        yield _duty(seen.case, duty, notification)


def _duty(case: Case, duty: Notice, notification: Notification | None) -> Next:
    if notification is not None:
        href = reverse("cases:notification_answer", args=[case.number, notification.pk])
        return Next(_("Record the answer to the notification when it comes"), duty.label, duty.text, href)
    doubt = "" if duty.confidence == "high" else f" ({_('not yet checked against the text of the law')})"
    why = f"{duty.text} {duty.law}. {_('Source')}: {duty.source}{doubt}."
    return Next(_("Notify the municipality and record it"), duty.label, why, _to("notification", case))


def _deadline(case: Case) -> Iterator[Next]:
    if not case.deadline:
        return
    if case.due < timezone.localdate():
        text, why = _("The period has ended"), _("Record how it ended, or the extension that was given.")
    else:
        text, why = _("The period ends"), _("An application for extension must be sent before the last day is over.")
    yield Next(text, TEAM, why, _to("clock", case), case.deadline)


def _to(name: str, case: Any) -> str:
    return reverse(f"cases:{name}", args=[case.number])
