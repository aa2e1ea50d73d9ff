"""The signs ticked on the screening page, as it signed them."""

from varsel.base.kernel.refusals import Refusal
from varsel.base.signs.forms import carried


def carried_signs(token: str) -> tuple[str, ...]:
    """The keys; none where the token is missing, changed or too old: a referral is never refused for that."""
    try:
        return carried(token) if token else ()
    except Refusal:
        return ()
