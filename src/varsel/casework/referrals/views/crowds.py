"""What a visitor is told when very many write at once: nothing is lost, how long to wait, and whom to call."""

from django.utils import timezone
from django.utils.translation import gettext as _

from varsel.base.accounts.gate import PublicRequest
from varsel.base.design.hotline import hotline
from varsel.base.kernel.refusals import Refusal
from varsel.casework.referrals.actions.attempts import counted
from varsel.casework.referrals.forms.state import State
from varsel.casework.referrals.rules.limits import WAIT, Standing


def address_of(request: PublicRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def stands(request: PublicRequest, state: State, kind: str) -> Standing:
    """Count this attempt. A log-in is counted by itself: a whole police station has one address. Whoever has waited
    as asked is free of what all do together, with this one form."""
    if state.user:
        return counted(f"{kind}_by_user", state.user)
    found = max(counted(kind, address_of(request)), counted("form", state.key))
    return Standing.FREE if found is Standing.CROWDED and _has_waited(state) else found


def _has_waited(state: State) -> bool:
    return bool(state.waits_since) and timezone.now().timestamp() - state.waits_since >= WAIT.total_seconds()


def slowed(state: State, found: Standing) -> Refusal:
    """What is said; the state remembers since when its writer waits."""
    if found is Standing.OVER:
        return Refusal("too_many", remedy=too_many())
    state.waits_since = state.waits_since or timezone.now().timestamp()
    words = _("Very many are writing right now. Everything is kept. Wait %(seconds)s seconds and press once more.")
    return Refusal("crowded", remedy=f"{words % {'seconds': WAIT.seconds}} {call()}")


def too_many() -> str:
    words = _("Very much has been sent from the place where you are. Wait a quarter of an hour and press once more.")
    return f"{words} {call()}"


def call() -> str:
    """Whom to call instead; in acute danger that never depends on us."""
    found = hotline()
    number = found.number if found else ""
    if not number:
        return _("In acute danger call 112.")
    return _("Or call %(number)s; in acute danger 112.") % {"number": number}
