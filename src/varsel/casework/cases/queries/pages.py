"""What the page of one case shows, as far as the reader may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.models import User
from varsel.base.actors.queries import names_on
from varsel.base.kernel.models import Code
from varsel.base.kernel.sealing.fields import open_all
from varsel.casework.cases.access import Seen, shares_with, within
from varsel.casework.cases.models import (
    Assessment,
    Case,
    ClockEvent,
    Consent,
    Interview,
    Note,
    Notification,
    Share,
    Situation,
    SituationElement,
    TeamMember,
)
from varsel.casework.cases.queries.clocks import read_clocks
from varsel.casework.cases.queries.decisions import Competence, competence, residence_on
from varsel.casework.cases.rules.assessment import Status
from varsel.casework.cases.rules.clocks import Clock
from varsel.casework.cases.rules.parts import CasePart
from varsel.casework.referrals.queries.signs import sign_words

STATUS_WORDS: dict[str, Promise] = {
    Status.NEW: _("New"),
    Status.CLARIFYING: _("Being clarified"),
    Status.WITH_DECIDER: _("With the deciding body"),
    Status.DECIDED: _("Decided"),
    Status.CLOSED: _("Closed"),
}
PART_WORDS: dict[str, Promise] = {
    CasePart.PERSON: _("Person"),
    CasePart.SITUATION: _("Situations"),
    CasePart.INTERVIEW: _("Interviews"),
    CasePart.ASSESSMENT: _("Decision"),
    CasePart.PERIOD: _("Period"),
    CasePart.NOTE: _("Notes"),
}


# (what happened to a period, whether the entry was corrected since)
PERIOD_WORDS: dict[tuple[str, bool], Promise] = {
    ("started", False): _("Period started"),
    ("extended", False): _("Period extended"),
    ("ended", False): _("Period ended"),
    ("started", True): _("Period started (corrected since)"),
    ("extended", True): _("Period extended (corrected since)"),
    ("ended", True): _("Period ended (corrected since)"),
}


@dataclass(frozen=True)
class Step:
    """A station of the path: `done`, `current`, `open`, or `skipped` in a case that closed without it."""

    label: "str | Promise"
    state: str
    on: date | None = None
    href: str = ""


@dataclass(frozen=True)
class Happened:
    """A line of the time line."""

    on: date
    text: "str | Promise"


def names_of(organisations: Iterable[UUID]) -> dict[UUID, str]:
    """What organisations are called today, in one query."""
    return names_on(organisations, timezone.localdate())


def working_name(seen: Seen) -> str:
    token = seen.case.person.working_name
    return token.open("casework") if token is not None and seen.shows(CasePart.PERSON) else ""


def team_of(seen: Seen) -> list[str]:
    members = within(seen, TeamMember).filter(until=None).select_related("user").order_by("since", "id")
    return [member.user.display_name for member in members]


@dataclass(frozen=True)
class Opened:
    """One organisation's access to one part."""

    share: Share
    organisation: str
    part: "str | Promise"
    holds: bool


def shares_of(seen: Seen) -> list[Opened]:
    """Who else may see what; those that hold today first."""
    today = timezone.localdate()
    shares = list(within(seen, Share).select_related("organisation", "purpose", "ground", "consent", "end"))
    names = names_of(share.organisation_id for share in shares)
    rows = [
        Opened(
            share,
            names.get(share.organisation_id, share.organisation.key),
            PART_WORDS[share.part],
            holds=not hasattr(share, "end") and (share.last_day is None or share.last_day >= today),
        )
        for share in shares
    ]
    return sorted(rows, key=lambda row: (not row.holds, row.organisation, row.share.part))


@dataclass(frozen=True)
class Access:
    """All that one organisation may see until the same day; `purpose` where it is that organisation which reads."""

    organisation: str
    parts: "list[str | Promise]"
    last_day: date | None
    purpose: str = ""


def opened_to(user: User, case: Case) -> list[Access]:
    """What the reader's organisation may see, for what and until when: one line for each purpose and last day."""
    found: dict[tuple[str, date | None], Access] = {}
    shares = shares_with(user.organisation_id, timezone.localdate()).filter(case=case)
    for share in shares.select_related("purpose").order_by("part", "created_at"):
        purpose = share.purpose.label
        line = found.setdefault((purpose, share.last_day), Access("", [], share.last_day, purpose))
        line.parts.append(PART_WORDS[share.part])
    return list(found.values())


def access_held(shares: list[Opened]) -> list[Access]:
    """Who else may see what today, one line for each organisation and last day."""
    found: dict[tuple[str, date | None], Access] = {}
    for row in shares:
        if row.holds:
            key = (row.organisation, row.share.last_day)
            found.setdefault(key, Access(row.organisation, [], row.share.last_day)).parts.append(row.part)
    return list(found.values())


def standing_situations(seen: Seen) -> list[dict[str, Any]]:
    """The situations of the file without those that were corrected, each with its opened place and its elements,
    these with the words of their signs."""
    rows = within(seen, Situation).filter(corrected_by=None).select_related("form", "country")
    found = list(rows.prefetch_related("elements__code", "elements__observer"))
    places = open_all([situation.place for situation in found], "casework")
    words = sign_words({key for row in found for element in row.elements.all() for key in element.signs})
    return [
        {"row": situation, "place": place, "elements": [(one, _worded(one, words)) for one in situation.elements.all()]}
        for situation, place in zip(found, places, strict=True)
    ]


def _worded(element: SituationElement, words: dict[str, str]) -> list[str]:
    return [words[key] for key in element.signs if key in words]


def opened(seen: Seen, model: type[Any], field: str, *related: str) -> list[dict[str, Any]]:
    """The rows of one kind, newest first, each with its sealed text opened; one query for the keys."""
    rows = list(within(seen, model).select_related(*related).reverse())
    texts = open_all([getattr(row, field) for row in rows], "casework")
    return [{"row": row, "text": text} for row, text in zip(rows, texts, strict=True)]


def consents_of(seen: Seen) -> list[dict[str, Any]]:
    rows = list(within(seen, Consent).select_related("purpose", "recipient", "withdrawal").reverse())
    names = names_of(row.recipient_id for row in rows if row.recipient_id)
    return [{"row": row, "recipient": names.get(row.recipient_id, "") if row.recipient_id else ""} for row in rows]


def clocks_seen(seen: Seen) -> list[Clock]:
    return read_clocks(within(seen, ClockEvent))


def path_of(seen: Seen, clocks: list[Clock]) -> list[Step]:
    """The stations of a case that the reader may know, each with its day."""
    base = reverse("cases:detail", args=[seen.case.number])
    talks = list(within(seen, Interview).values_list("kind", "held_on"))
    first = {kind: min(on for of, on in talks if of == kind) for kind, _on in talks}
    decided = within(seen, Assessment).values_list("decided_on", flat=True).last()
    stations = [
        (CasePart.INTERVIEW, _("Contact"), first.get(Interview.Kind.CONTACT) or first.get(Interview.Kind.INTERVIEW)),
        (CasePart.INTERVIEW, _("Interview"), first.get(Interview.Kind.INTERVIEW)),
        (CasePart.ASSESSMENT, _("Assessment"), decided),
        (CasePart.PERIOD, _("Period"), clocks[0].started if clocks else None),
    ]
    steps, reached = [], False
    for part, label, on in (station for station in stations if seen.shows(station[0])):
        state = "done" if on else "skipped" if seen.case.is_closed else "open" if reached else "current"
        reached = reached or state == "current"
        steps.append(Step(label, state, on, f"{base}?part={part}"))
    return [*steps, Step(_("Closed"), "done" if seen.case.is_closed else "open")]


def body_of(seen: Seen) -> tuple[Competence | None, str]:
    """Who decides this case today, and what that body is called."""
    body = competence(seen.case, timezone.localdate())
    if body is None:
        return None, ""
    return body, names_of([body.organisation.pk]).get(body.organisation.pk, body.organisation.key)


def because(seen: Seen, body: Competence | None, body_name: str) -> str:
    """Why that body decides; the reason names the residence status, so who may not know that learns only who does."""
    if body is None:
        return ""
    if not seen.shows(CasePart.PERSON):
        return gettext("%(body)s decides.") % {"body": body_name}
    return body.rule.sentence((get_language() or "da")[:2])


def residence_label(seen: Seen) -> str:
    """The residence status of today, to those who may see the person's part."""
    if not seen.shows(CasePart.PERSON):
        return ""
    status = residence_on(seen.case.person, timezone.localdate())
    return ground_labels("residence_status").get(status.partition(":")[2], "") if status else ""


def timeline(seen: Seen) -> list[Happened]:
    """What has happened, newest first, of the parts the reader may see."""
    lines = [Happened(seen.case.opened_on, _("Case opened"))]
    kinds = {Interview.Kind.CONTACT: _("Contact"), Interview.Kind.INTERVIEW: _("Clarifying interview")}
    lines += [
        Happened(on, kinds[Interview.Kind(kind)]) for kind, on in within(seen, Interview).values_list("kind", "held_on")
    ]
    lines += [Happened(one.decided_on, one.outcome.label) for one in within(seen, Assessment).select_related("outcome")]
    entries = within(seen, ClockEvent).values_list("kind", "on", "corrected_by")
    lines += [Happened(on, PERIOD_WORDS[kind, correction is not None]) for kind, on, correction in entries]
    told = within(seen, Notification).filter(corrected_by=None, was_sent=True).values_list("on", flat=True)
    lines += [Happened(on, _("Authority notified")) for on in told]
    written = within(seen, Note).values_list("created_at", flat=True)
    lines += [Happened(timezone.localtime(at).date(), _("Note")) for at in written]
    # On the same day what is further along the path came later.
    return sorted(lines, key=lambda line: line.on)[::-1][:15]


def ground_labels(code_list: str) -> dict[str, str]:
    """The labels of a list by code, retired ones included, since old facts use them."""
    return {code.code: code.label for code in Code.objects.filter(list=code_list)}
