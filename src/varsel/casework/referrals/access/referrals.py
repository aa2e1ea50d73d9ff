"""The only road to a referral: who may see which."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.base.kernel.sealing.blind import blind_index
from varsel.casework.referrals.models import Attachment, Draft, Referral
from varsel.casework.referrals.rules import codes
from varsel.casework.referrals.rules.disclosure import ENDED, Audience, audience
from varsel.casework.referrals.rules.lookup import By
from varsel.casework.referrals.rules.triage import CASES, Outcome

IdsFor = Callable[[User], QuerySet[Any]]


@dataclass(frozen=True)
class Taker:
    """A room above that takes referrals over. Both give ids of referrals: those whose cases are the user's own,
    and those that the user is shut out of whatever else holds, as by a conflict of interest."""

    open_to: IdsFor
    shut_to: IdsFor


@dataclass(frozen=True)
class HandedOver:
    """What somebody at the centre may still know of a referral that a case of others took over."""

    reference: str
    outcome: Outcome
    on: date


_takers: dict[str, Taker] = {}


def taken_over_by(room: str, *, open_to: IdsFor, shut_to: IdsFor) -> None:
    """A room above says to whom the referrals that it took over are open. Where no room says so: to nobody."""
    _takers[room] = Taker(open_to, shut_to)


def visible_to(user: User) -> QuerySet[Referral]:
    """The referrals whose content the user may see; the one answer for list, search, detail and files.

    The centre's own staff see what no case has taken over yet. What one has is open to the team of that case and to
    those who lead its unit. A conflict of interest shuts out whatever else holds; everybody else sees none.
    """
    return _readable(user).filter(_open_to(user))


def _readable(user: User) -> QuerySet[Referral]:
    return _not_shut(user) if user.has(Permission.REFERRAL_READ) else Referral.objects.none()


def _not_shut(user: User) -> QuerySet[Referral]:
    found = Referral.objects.all()
    for taker in _takers.values():
        found = found.exclude(pk__in=taker.shut_to(user))
    return found


def _open_to(user: User) -> Q:
    found = ~Q(outcome__in=CASES)
    for taker in _takers.values():
        found |= Q(pk__in=taker.open_to(user))
    return found


def handed_over(user: User, one: Q) -> HandedOver | None:
    """That the referral was handled: number, outcome and day, for staff who may not see its content any more."""
    rows = _readable(user).exclude(_open_to(user)).filter(one, decisions__successor=None)
    found = rows.values_list("reference", "outcome", "decisions__created_at").first()
    return HandedOver(found[0], Outcome(found[1]), timezone.localdate(found[2])) if found else None


def one_by(by: By, plain: str) -> Q:
    """The referral of that number, or of that receipt: the code that its sender reads out."""
    return Q(reference=plain) if by is By.REFERENCE else Q(receipt_hash=_hash_of("receipt", plain))


def sent_by(user: User) -> QuerySet[Referral]:
    """What the user's organisation has sent; only its status, its conversation and, under secrecy, its outcome.

    A conflict of interest shuts it here as everywhere. Who works in the inbox follows it for as long as it is open
    there: else the centre's own referrals would stay open to all its staff after a case took them over.
    """
    if user.organisation_id is None or not user.has(Permission.REFERRAL_CREATE):
        return Referral.objects.none()
    own = _not_shut(user).filter(organisation_id=user.organisation_id)
    return own.filter(_open_to(user)) if user.has(Permission.REFERRAL_READ) else own


def require(user: User, reference: str) -> Referral:
    """The referral of that reference for the centre; 404 if unknown or forbidden."""
    return _one(visible_to(user), reference)


def require_own(user: User, reference: str) -> Referral:
    """The referral of that reference for the partner who sent it; 404 if unknown or another's."""
    return _one(sent_by(user), reference)


def _one(referrals: QuerySet[Referral], reference: str) -> Referral:
    found = referrals.select_related("organisation", "user").filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def attachment(user: User, reference: str, number: int) -> Attachment:
    """An attachment, reached through its referral; 404 like the referral itself."""
    files = list(require(user, reference).attachments.order_by("created_at", "id"))
    if not 1 <= number <= len(files):
        raise Http404
    return files[number - 1]


def by_receipt(typed: str, *, open_for: timedelta) -> Referral | None:
    """The referral that the code opens, or None: wrong, unknown and expired take the same way and look the same.

    `open_for` says how long after its end the code still opens the conversation.
    """
    wanted = _hash_of("receipt", typed)
    found = Referral.objects.filter(receipt_hash=wanted).first()
    expected = found.receipt_hash if found else _hash_of("receipt", "")
    matches = hmac.compare_digest(expected, wanted)
    return found if found and matches and not _expired(found, open_for) else None


def by_ticket(pk: UUID | None) -> Referral | None:
    """The referral of a conversation that was opened with its code a moment ago."""
    return Referral.objects.filter(pk=pk).first() if pk else None


def draft_by_code(typed: str) -> Draft | None:
    """The draft that the code opens, or None; expired ones are gone for the sender before they are swept."""
    wanted = _hash_of("draft", typed)
    found = Draft.objects.filter(code_hash=wanted, expires_at__gt=timezone.now()).first()
    matches = hmac.compare_digest(found.code_hash if found and found.code_hash else "", wanted)
    return found if matches else None


def draft_of(user: User) -> Draft | None:
    """The partner's own form under way."""
    return Draft.objects.filter(user=user, expires_at__gt=timezone.now()).first()


def _hash_of(kind: str, typed: str) -> str:
    """The hash of what was typed; what cannot be a code is hashed all the same, under a kind that matches none."""
    code = codes.normalised(typed, length=codes.SECRET_LENGTH)
    return blind_index(kind, code) if code else blind_index("nothing", "nothing")


def _expired(referral: Referral, open_for: timedelta) -> bool:
    if referral.outcome not in ENDED:
        return False
    last = referral.decisions.filter(successor=None).values_list("created_at", flat=True).first()
    return last is not None and timezone.now() - last > open_for


def audience_of(referral: Referral) -> Audience:
    """What its sender may learn; an organisation counts only where somebody logged in has sent for it."""
    return audience(
        has_organisation=referral.organisation_id is not None,
        bound_by_secrecy=bool(referral.organisation and referral.organisation.bound_by_secrecy),
    )
