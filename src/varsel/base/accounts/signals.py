"""Log-ins, log-outs and failed attempts are events."""

from typing import Any

from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from varsel.base.accounts import sessions
from varsel.base.accounts.models import User
from varsel.base.audit.actions import record, refused
from varsel.base.audit.verbs import Verb


def _record(verb: Verb, user: User, fields: tuple[str, ...] = ()) -> None:
    with transaction.atomic():
        record(verb, by=user, fields=fields)


@receiver(user_logged_in)
def logged_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    sessions.begin(request)
    _record(Verb.SESSION_BEGIN, user)


@receiver(user_logged_out)
def logged_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        _record(Verb.SESSION_END, user)


@receiver(user_login_failed)
def password_failed(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    """An attempt on an existing log-in stands in its owner's stream; guesses at unknown ones are only limited."""
    email = credentials.get("email") or credentials.get("username") or ""
    user = User.objects.filter(email=User.objects.normalize_email(str(email))).first()
    if user is not None:
        refused(Verb.SESSION_FAIL, by=user, code="wrong_password")


@receiver(authentication_failed)
def code_failed(sender: Any, user: User, **kwargs: Any) -> None:
    refused(Verb.SESSION_FAIL, by=user, code="wrong_code")


@receiver([authenticator_added, authenticator_reset])
def codes_set_up(sender: Any, user: User, **kwargs: Any) -> None:
    _record(Verb.CODES_ENROL, user)
