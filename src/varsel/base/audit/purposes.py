"""What for, in plain words: the codes that gates and actions write as the purpose of an act."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PURPOSES: Mapping[str, Promise] = {
    "access_request": _("answering a person who asks who has looked"),
    "assessment": _("assessing whether a person was trafficked"),
    "authority": _("answering an authority"),
    "casework": _("work on the case"),
    "check": _("making sure who it is"),
    "contact": _("reaching the person"),
    "conversation": _("the conversation with the sender"),
    "hotline": _("the hotline"),
    "outreach": _("outreach work"),
    "oversight": _("oversight of the log"),
    "own_referral": _("following one's own referral"),
    "return": pgettext_lazy("purpose", "preparing a return"),
    "statistics": _("statistics"),
    "triage": _("deciding what is to happen with a referral"),
}


def described(purpose: str) -> "str | Promise":
    """The purpose in plain words; one that no longer exists stands as it is."""
    return PURPOSES.get(purpose, purpose)
