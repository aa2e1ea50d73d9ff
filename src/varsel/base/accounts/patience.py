"""Asking once more where the database was busy, so that people need not.

Whatever was busy was rolled back whole, so doing it again does it once. Only what may be done twice over is: a page
that is read, and a form that carries its own key (a double click of it is one act). A file is read only once.
"""

import random
import time
from collections.abc import Callable
from typing import Any

from django.contrib.messages.storage import default_storage
from django.db import OperationalError
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from varsel.base.kernel.refusals import Refusal

TRIES = 3
PAUSE = (0.05, 0.2)  # seconds; random, so that two who got in each other's way do not meet again
OWN_KEYS = frozenset({"state", "submission_key"})
# PostgreSQL gives up at once: serialization_failure, deadlock_detected, lock_not_available.
AT_ONCE = frozenset({"40001", "40P01", "55P03"})
SQLITE_BUSY, SQLITE_LOCKED = 5, 6  # after the time-out of the settings, so that nobody waits for it twice


def patiently(answer: Callable[[int], HttpResponseBase], request: HttpRequest) -> HttpResponseBase:
    """The answer, tried up to three times; `answer` gets how many tries are left after it."""
    for left in range(TRIES - 1 if may_repeat(request) else 0, 0, -1):
        try:
            return answer(left)
        except (Refusal, OperationalError) as error:
            if not passes_soon(error):
                raise
        _forget_messages(request)
        time.sleep(random.uniform(*PAUSE))  # noqa: S311 - a pause is no secret
    return answer(0)


def may_repeat(request: HttpRequest) -> bool:
    if request.method == "POST":
        return bool(OWN_KEYS & request.POST.keys()) and not request.FILES
    return request.method in {"GET", "HEAD"}


def passes_soon(error: Exception) -> bool:
    """Whether the database was busy and said so at once."""
    if isinstance(error, Refusal):
        return error.code == "busy"
    return getattr(error.__cause__, "sqlstate", "") in AT_ONCE


def is_busy(error: Exception) -> bool:
    """Whether the database was busy, however long it took to say so."""
    code = getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF  # the rest tells why
    return passes_soon(error) or code in {SQLITE_BUSY, SQLITE_LOCKED}


def _forget_messages(request: Any) -> None:
    """What the first try wanted to say on the next page did not happen."""
    if hasattr(request, "_messages"):
        request._messages = default_storage(request)
