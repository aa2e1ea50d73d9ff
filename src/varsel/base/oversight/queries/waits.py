"""What waits for an auditor."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from varsel.base.accounts.models import User
from varsel.base.audit.seals import is_sealed
from varsel.base.audit.verification import last_outcome
from varsel.base.design.waiting import Urgency, Waiting
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.base.oversight.queries.unusual import unusual
from varsel.base.oversight.rules import to_be_checked


def unusual_look_ups(user: User) -> list[Waiting]:
    """One line for all of them: the page says more."""
    found = len(unusual()[0])
    if not found:
        return []
    text = ngettext("%(n)d unusual thing in the log", "%(n)d unusual things in the log", found) % {"n": found}
    return [Waiting(text, reverse("oversight:list"), detail=_("In the last seven days. See why."))]


def the_trail(user: User) -> list[Waiting]:
    """A broken log first; then the seal of the day and the weekly check."""
    url, last = reverse("oversight:chain"), last_outcome(settings.VARSEL_SEALS)
    if last and last["fault"]:
        return [Waiting(_("The log has been tampered with"), url, urgency=Urgency.DANGER)]
    found = []
    if not is_sealed(settings.VARSEL_SEALS, legal_today()):
        found.append(Waiting(_("Seal today's log"), url, due=legal_today(), urgency=Urgency.SOON))
    if to_be_checked(last, timezone.now()):
        found.append(Waiting(_("Check that the log is whole"), url, detail=_("Once a week.")))
    return found
