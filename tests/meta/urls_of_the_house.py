"""Every address of the house, and what a stranger or a role without the right gets there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.audit import EventFactory
from tests.factories.cases import CaseFactory, handed_over_referral
from tests.factories.estimates import EstimateFactory, ReleaseFactory, SnapshotFactory
from tests.factories.referrals import SuspicionFactory

# Addresses without log-in. A new one is a decision: it is written here and in the room's own tests.
OPEN = (
    "account_*",
    "front",
    "gallery:*",
    "health",
    "mfa_*",
    "publication:*",
    "referrals:*",
    "signs:*",
)

# What stands in addresses and names no record.
NO_OBJECT: dict[str, object] = {
    "act": "close",
    "clock": "reflection",
    "key": "x",
    "kind": "case",
    "language": "en",
    "pk": uuid4(),
    "position": 1,
    "sector": "x",
    "uidb36": "x",
}

# The kind of object (as it is named in addresses) → one that belongs to somebody else. Rooms add theirs here.
FOREIGN: dict[str, Callable[[], Any]] = {
    "event": lambda: EventFactory().pk,
    "subject": lambda: EventFactory().subject_id,
    "user": lambda: UserFactory().pk,
    "grant": lambda: RoleGrantFactory().pk,
    "number": lambda: CaseFactory().number,
    "reference": lambda: handed_over_referral().reference,
    "suspicion": lambda: SuspicionFactory().pk,
    "snapshot": lambda: SnapshotFactory().pk,
    "estimate": lambda: EstimateFactory().pk,
    "release": lambda: ReleaseFactory().pk,
}

# Roles for which no object of the kind is foreign.
SEES_ALL = {
    ("event", "auditor"),
    ("subject", "auditor"),
    ("user", "system_administrator"),
    *((kind, role) for kind in ("snapshot", "estimate", "release") for role in ("analyst", "coordinator", "ministry")),
}


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver: its full name, the names in its path, and its view."""

    name: str
    parts: frozenset[str]
    view: Any

    def path(self, **values: Any) -> str:
        return reverse(self.name, kwargs={part: values[part] for part in self.parts})

    @property
    def gate(self) -> Any:
        return getattr(self.view, "gate", None)

    @property
    def is_open(self) -> bool:
        return any(fnmatch(self.name, pattern) for pattern in OPEN)


def addresses(
    resolver: URLResolver | None = None, space: str = "", above: frozenset[str] = frozenset()
) -> Iterator[Address]:
    """Every named pattern below the resolver (default: the whole house)."""
    for pattern in (resolver or get_resolver()).url_patterns:
        parts = above | frozenset(pattern.pattern.converters) | frozenset(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLPattern):
            yield Address(space + (pattern.name or str(pattern.pattern)), parts, pattern.callback)
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern, inner, parts)


def undeclared() -> list[str]:
    """Addresses whose view has no gate, and open ones that are on no list."""
    return [one.name for one in addresses() if one.gate is None or (one.gate.public and not one.is_open)]


def unknown_parts() -> list[str]:
    """Names in addresses of which no test knows a foreign object."""
    known = FOREIGN.keys() | NO_OBJECT.keys()
    return [f"{one.name}: {part}" for one in guarded() for part in sorted(one.parts - known)]


def guarded() -> list[Address]:
    return [one for one in addresses() if one.gate is None or not one.gate.public]


def let_in() -> list[str]:
    """Guarded addresses that answer a stranger with anything else than the way to the log-in."""
    strangers = {part: uuid4() for part in FOREIGN} | NO_OBJECT
    return [
        f"{method} {one.name}"
        for one in guarded()
        for method in ("get", "post")
        if not _to_log_in(getattr(Client(), method)(one.path(**strangers)))
    ]


def _to_log_in(response: Any) -> bool:
    return response.status_code == 302 and response.headers["Location"].startswith("/account/login/")


def opened(role: str, browser: Client, remembered: Callable[[], int]) -> list[str]:
    """Addresses of foreign objects that answer the role with anything else than 404, or leave no event."""
    wrong = []
    for one in guarded():
        kinds = one.parts & FOREIGN.keys()
        if not kinds or any((kind, role) in SEES_ALL for kind in kinds):
            continue
        foreign = {kind: FOREIGN[kind]() for kind in kinds} | NO_OBJECT
        for method in ("get", "post"):
            before = remembered()
            status = getattr(browser, method)(one.path(**foreign)).status_code
            if status == 405:  # the address knows no such method, whatever object is named
                continue
            if status != 404 or remembered() != before + 1:
                wrong.append(f"{method} {one.name} as {role}: {status}")
    return wrong
