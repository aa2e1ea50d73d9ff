"""Inviting people, moving them to another organisation, closing and opening their log-ins."""

import logging
from collections.abc import Callable
from datetime import date

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.models import Membership, User
from varsel.base.actors.models import Organisation, Unit
from varsel.base.actors.rules import clashes
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.actor import Actor
from varsel.base.kernel.refusals import Refusal

log = logging.getLogger(__name__)
Link = Callable[[str], str]  # a path → the whole address


@transaction.atomic
def create(
    *,
    by: Actor,
    email: str,
    display_name: str,
    organisation: Organisation,
    since: date,
    unit: Unit | None = None,
    language: str = "da",
) -> User:
    """Make a log-in without a password in an organisation; `invite` tells its owner."""
    if User.objects.filter(email=User.objects.normalize_email(email)).exists():
        raise Refusal("email_taken", field="email", remedy=_("There is a log-in with this e-mail already."))
    _unit_belongs(unit, organisation)
    user = User.objects.create_user(email, display_name=display_name, language=language)
    Membership.objects.create(user=user, organisation=organisation, unit=unit, since=since)
    record(Verb.USER_INVITE, by=by, subject=user, fields=["email", "display_name", "organisation"])
    return user


def password_path(user: User) -> str:
    """The address at which the user chooses a password, once and for three days."""
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})


def invite(user: User, link: Link, *, failed: Callable[[], object]) -> None:
    """Send the invitation when the transaction is kept; the mail holds a link and nothing else.

    By then the log-in stands and there is nothing to roll back: `failed` is called where the mail did not go out,
    to say so and that `send_again` mends it.
    """
    with translation.override(user.language):
        text = render_to_string("accounts/invitation.txt", {"link": link(password_path(user))})
        subject = gettext("Varsel: choose a password")

    def sent() -> None:
        try:
            send_mail(subject, text, None, [user.email])
        except OSError as error:  # of which SMTPException is one
            log.error("mail: an invitation fails with %s", type(error).__name__)
            failed()

    transaction.on_commit(sent)


@transaction.atomic
def send_again(*, by: Actor, user: User) -> None:
    """Let a new link be sent by `invite` to somebody who has not chosen a password yet."""
    if not user.is_active:
        raise Refusal("log_in_closed", remedy=_("The log-in is closed. Open it again before you send a link."))
    if user.has_usable_password():
        raise Refusal(
            "password_chosen",
            remedy=_("The person has chosen a password already, and can ask for a new one on the log-in page."),
        )
    record(Verb.USER_LINK, by=by, subject=user)


@transaction.atomic
def move(*, by: Actor, user: User, organisation: Organisation, since: date, unit: Unit | None = None) -> Membership:
    """Let the user belong to another organisation from a day on; the roles held in the old one end with it."""
    User.objects.select_for_update().get(pk=user.pk)
    _unit_belongs(unit, organisation)
    for membership in user.memberships.filter(until=None, since__lt=since):
        membership.until = since
        membership.save(update_fields=["until"])
    if clashes((since, None), [membership.period for membership in user.memberships.all()]):
        raise Refusal(
            "membership_overlaps",
            field="since",
            remedy=_("The person belongs to an organisation on that day already. Choose a later day."),
        )
    user.role_grants.filter(Q(until=None) | Q(until__gt=since), since__lt=since).update(until=since)
    moved = Membership.objects.create(user=user, organisation=organisation, unit=unit, since=since)
    record(Verb.USER_MOVE, by=by, subject=user, fields=["organisation", "unit"])
    user.forget_cached_rights()
    return moved


@transaction.atomic
def close(*, by: Actor, user: User) -> None:
    """Close the log-in at once; whoever is logged in with it is a stranger at the next request."""
    if by.actor_id == user.id:
        raise Refusal("own_log_in", remedy=_("Ask another administrator to close your own log-in."))
    _set_active(user, False)
    record(Verb.USER_CLOSE, by=by, subject=user, fields=["is_active"])


@transaction.atomic
def reopen(*, by: Actor, user: User) -> None:
    """Open a closed log-in again; roles and organisation stand as they stood."""
    _set_active(user, True)
    record(Verb.USER_OPEN, by=by, subject=user, fields=["is_active"])


@transaction.atomic
def reset_codes(*, by: Actor, user: User) -> None:
    """Forget the one-time codes of somebody who lost both telephone and recovery codes; `invite` lets them in again.

    The password goes too: else whoever knows it could set up the new codes. With it every session ends.
    """
    if by.actor_id == user.id:
        raise Refusal("own_log_in", remedy=_("Ask another administrator to reset your own one-time codes."))
    Authenticator.objects.filter(user=user).delete()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    record(Verb.CODES_RESET, by=by, subject=user)


@transaction.atomic
def set_language(*, by: User, language: str) -> None:
    """Show the pages in another language from now on."""
    by.language = language
    by.save(update_fields=["language"])
    record(Verb.ACCOUNT_UPDATE, by=by, fields=["language"])


def _set_active(user: User, active: bool) -> None:
    user.is_active = active
    user.save(update_fields=["is_active"])
    user.forget_cached_rights()


def _unit_belongs(unit: Unit | None, organisation: Organisation) -> None:
    if unit is not None and unit.organisation_id != organisation.pk:
        raise Refusal("unit_of_another", field="unit", remedy=_("The unit belongs to another organisation."))
