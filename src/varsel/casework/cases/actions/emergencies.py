"""Breaking the glass: a case outside one's own is open for two hours, and the lead is told."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.models import User
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.refusals import Refusal
from varsel.casework.cases.access import in_emergency, is_visible
from varsel.casework.cases.models import EmergencyAccess
from varsel.casework.cases.rules.emergencies import LASTS


@transaction.atomic
def break_glass(number: str, *, by: User, reason: str) -> EmergencyAccess:
    """Open the case of this number to oneself for two hours.

    Refuses a case of another organisation, one that a conflict of interest shuts the user out of, and one that does
    not exist, in the same words.
    """
    case = in_emergency(by, number)
    if case is None:
        raise Refusal("no_such_case", field="number", remedy=_("There is no such case that you could open."))
    if is_visible(by, case):
        raise Refusal("open_already", field="number", remedy=_("This case is open to you already."))
    if not reason.strip():
        raise Refusal("reason_missing", field="reason", remedy=_("Say why it cannot wait."))
    opened = EmergencyAccess.objects.create(
        case=case, data_key_id=case.person.data_key_id, user=by, until=timezone.now() + LASTS, reason=reason.strip()
    )
    record(Verb.CASE_BREAK_GLASS, by=by, subject=case, purpose="emergency")
    return opened
