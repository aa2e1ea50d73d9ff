"""The first people of an instance, made from the command line."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.actions import people, roles
from varsel.base.accounts.models import Role, User
from varsel.base.actors.models import Organisation
from varsel.base.kernel.actor import SYSTEM
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.base.kernel.refusals import Refusal


def create_user(email: str, name: str, organisation: str, language: str) -> str:
    """Make the log-in; returns the path at which its owner chooses a password."""
    try:
        User(email=email, display_name=name, language=language).clean_fields(exclude=["password"])
    except ValidationError as error:
        raise Refusal("not_a_user", remedy=" ".join(error.messages)) from error
    place = Organisation.objects.filter(key=organisation).first()
    if place is None:
        raise Refusal("unknown_organisation", remedy=_("The country pack has no organisation with this key."))
    user = people.create(
        by=SYSTEM, email=email, display_name=name, organisation=place, since=legal_today(), language=language
    )
    return people.password_path(user)


def grant_role(email: str, role: str) -> str:
    """Give the role from today on; returns what was done."""
    user = User.objects.filter(email=User.objects.normalize_email(email)).first()
    given = Role.objects.filter(key=role).first()
    if user is None or given is None:
        raise Refusal("unknown_user_or_role", remedy=_("No such log-in, or no such role in the country pack."))
    roles.grant(by=SYSTEM, user=user, role=given, since=legal_today())
    return f"{email}: {given.key}"
