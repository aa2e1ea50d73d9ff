"""The door of every view: who comes in, what is remembered of it, and what happens when it goes wrong.

A staff view's order is always the same. Log-in; permission; one transaction around the view, the rendering of
its answer and the events of what was seen; commit; only then the first byte. Whatever is refused is rolled
back first and then written into the actor's own stream. Unknown and forbidden look alike.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import OperationalError, models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from varsel.base.accounts import sessions
from varsel.base.accounts.models import User
from varsel.base.accounts.patience import is_busy, passes_soon, patiently
from varsel.base.accounts.permissions import Permission
from varsel.base.audit import labels
from varsel.base.audit.actions import record, refused
from varsel.base.audit.heads import TrailBroken, busy
from varsel.base.audit.subjects import Subject, subject_key
from varsel.base.audit.verbs import Verb
from varsel.base.design.errors import error_page
from varsel.base.kernel.actor import ANONYMOUS, Actor
from varsel.base.kernel.refusals import Refusal

View = Callable[..., HttpResponseBase]
Row = TypeVar("Row")
logger = logging.getLogger(__name__)


class NothingRecorded(RuntimeError):
    """A staff view would have shown something without saying what: there is no answer without an event."""


@dataclass(frozen=True)
class Gate:
    """What a view declares; `view.gate` in the metatests. `permission` None: everybody who is logged in."""

    permission: Permission | None
    verb: Verb | None
    purpose: str = ""
    public: bool = False


@dataclass
class Seen:
    """What the view says it showed; written when the answer stands, so that the trail is held briefly."""

    gate: Gate
    by: Actor
    drafts: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    def begin_anew(self) -> None:
        """Nothing was shown and nothing refused: the try before was rolled back."""
        self.drafts.clear()
        self.refusals.clear()

    def seen(
        self, subject: Subject, *, fields: Sequence[str] = (), verb: Verb | None = None, purpose: str = ""
    ) -> None:
        """This one record is shown: an event in its own stream."""
        self._draft(verb, purpose, subject=subject, fields=fields)

    def listed(
        self, rows: Iterable[Row], *, criterion: Mapping[str, object] | None = None, verb: Verb | None = None
    ) -> list[Row]:
        """These rows (records, or pairs of kind and id) are shown: one event in the actor's stream, with their ids."""
        shown = list(rows)
        keys = [subject_key(row) for row in shown if isinstance(row, models.Model | tuple)]
        self._draft(verb, "", shown=keys, criterion=criterion or {})
        return shown

    def refuse(self, refusal: Refusal) -> None:
        """The action said no and the form is shown again: the refusal is remembered after the answer."""
        self.refusals.append(refusal)

    def _draft(self, verb: Verb | None, purpose: str, **event: Any) -> None:
        chosen = verb or self.gate.verb
        if chosen is None:
            raise NothingRecorded("The view's gate names no verb.")
        self.drafts.append({"verb": chosen, "by": self.by, "purpose": purpose or self.gate.purpose, **event})

    def insist(self, tries_left: int) -> None:
        """A form that says "busy" is not shown while tries are left; on the last it is, with all that was typed."""
        for refusal in self.refusals:
            if tries_left and passes_soon(refusal):
                raise refusal

    def write(self) -> None:
        for event in self.drafts:
            record(**event)

    def write_refusals(self, asked: Subject | None) -> None:
        for refusal in self.refusals:
            remember_refusal(self.gate, self.by, refusal.code, asked)


class StaffRequest(HttpRequest):
    """What a view behind `gate` gets."""

    user: User
    actor: User
    seen: Callable[..., None]
    listed: Callable[..., list[Any]]
    refuse: Callable[[Refusal], None]


class PublicRequest(HttpRequest):
    """What a view behind `public` gets; `actor` is the user if one is fully logged in (codes too), else nobody."""

    actor: Actor
    seen: Callable[..., None]
    listed: Callable[..., list[Any]]
    refuse: Callable[[Refusal], None]


def gate(permission: Permission | None, verb: Verb, *, purpose: str = "") -> Callable[[View], View]:
    """Guard a staff view; it must call `request.seen` or `request.listed` for whatever it shows."""
    sign = Gate(permission, verb, purpose)

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response: HttpResponseBase | None = sessions.turned_away(request)
            if response is None:
                response = _staff_answer(sign, view, request, args, kwargs)
            add_never_cache_headers(response)
            return response

        guarded.gate = sign  # type: ignore[attr-defined]
        return guarded

    return guard


def public(verb: Verb | None = None, *, purpose: str = "", cache: bool = False) -> Callable[[View], View]:
    """Guard a view without log-in. Its pages are never stored, unless `cache`: then they show nobody's answers."""
    sign = Gate(None, verb, purpose, public=True)

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            sessions.end_if_over(request)
            known = request.user.is_authenticated and sessions.has_codes(request)
            actor = request.user if known else ANONYMOUS
            response = _public_answer(_prepared(sign, request, actor), view, request, args, kwargs)
            if request.method == "POST" or not cache:
                add_never_cache_headers(response)
            return response

        guarded.gate = sign  # type: ignore[attr-defined]
        return guarded

    return guard


def not_found(request: HttpRequest) -> HttpResponse:
    """The one answer to what does not exist and to what somebody may not see."""
    return error_page(request, 404)


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """What is wrong and how to mend it, where no form could show it."""
    return error_page(request, 422, advice=str(refusal.remedy))


def remember_refusal(sign: Gate, by: Actor, code: str, asked: Subject | None) -> None:
    """An event of its own in the actor's stream, after the rollback; strangers leave none."""
    refused(sign.verb or Verb.PAGE_OPEN, by=by, code=code, asked=asked, purpose=sign.purpose)


def _prepared(sign: Gate, request: Any, actor: Any) -> Seen:
    seen = Seen(sign, actor)
    request.actor, request.seen, request.listed, request.refuse = actor, seen.seen, seen.listed, seen.refuse
    return seen


def _staff_answer(
    sign: Gate, view: View, request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> HttpResponseBase:
    user: Any = request.user
    with translation.override(user.language):
        sessions.give_back(request)
        seen = _prepared(sign, request, user)
        response = _guarded(seen, lambda left: _admitted(seen, view, request, args, kwargs, left), request, kwargs)
        response.headers["Content-Language"] = user.language
    sessions.forget_when_sent(request, response)  # type: ignore[arg-type]
    return response


def _admitted(
    seen: Seen, view: View, request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any], tries_left: int
) -> HttpResponseBase:
    user: Any = seen.by
    if seen.gate.permission is not None and not user.has(seen.gate.permission):
        raise PermissionDenied
    with transaction.atomic(durable=True):
        response = _rendered(view(request, *args, **kwargs))
        seen.insist(tries_left)
        if _shows_something(response) and not seen.drafts:
            raise NothingRecorded("Call request.seen(...) or request.listed(...) for what the view shows.")
        seen.write()
    return response


def _public_answer(
    seen: Seen, view: View, request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> HttpResponseBase:
    """Pages that only read and record nothing need no transaction, and so never wait for one."""

    def answered(tries_left: int) -> HttpResponseBase:
        if request.method in {"GET", "HEAD"} and seen.gate.verb is None:
            return _rendered(view(request, *args, **kwargs))
        with transaction.atomic(durable=True):
            response = _rendered(view(request, *args, **kwargs))
            seen.insist(tries_left)
            seen.write()
        return response

    return _guarded(seen, answered, request, kwargs)


def _guarded(
    seen: Seen, answer: Callable[[int], HttpResponseBase], request: HttpRequest, kwargs: dict[str, Any]
) -> HttpResponseBase:
    """The answer, or what is said instead; no trail, no answer."""
    try:
        return _answered(seen, answer, request, kwargs)
    except TrailBroken as broken:
        logger.critical("The trail is broken: %s", broken)
        return error_page(None, 503)


def _answered(
    seen: Seen, answer: Callable[[int], HttpResponseBase], request: HttpRequest, kwargs: dict[str, Any]
) -> HttpResponseBase:
    """The answer, or what is refused; by the time a refusal is remembered the act is rolled back."""

    def tried(left: int) -> HttpResponseBase:
        seen.begin_anew()
        return answer(left)

    try:
        response = patiently(tried, request)
    except (Http404, PermissionDenied) as error:
        code = "not_found" if isinstance(error, Http404) else "not_permitted"
        remember_refusal(seen.gate, seen.by, code, _asked(kwargs))
        return not_found(request)
    except Refusal as refusal:
        remember_refusal(seen.gate, seen.by, refusal.code, _asked(kwargs))
        return refusal_page(request, refusal)
    except OperationalError as error:
        if not is_busy(error):
            raise
        return refusal_page(request, busy())  # no event: nothing was shown, and the trail is what is waited for
    if seen.refusals:
        seen.write_refusals(_asked(kwargs))
    return response


def _rendered(response: HttpResponseBase) -> HttpResponseBase:
    """Render now, inside the transaction: a page that cannot be drawn has shown nothing."""
    if hasattr(response, "render"):
        return response.render()
    return response


def _shows_something(response: HttpResponseBase) -> bool:
    """Redirects and empty answers show nothing; pages, parts and files do, forms sent back included."""
    return response.status_code in {200, 203, 206, 422}


def _asked(kwargs: Mapping[str, Any]) -> Subject | None:
    """What was asked for: in `/people/<uuid:user>/` the name of the part is the kind; else by the number."""
    by_id = next(((name, value) for name, value in kwargs.items() if isinstance(value, UUID)), None)
    return by_id or next((found for value in kwargs.values() if (found := labels.find(str(value)))), None)
