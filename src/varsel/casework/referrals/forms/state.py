"""What travels in the form itself between its pages: sealed, so that nobody can read, change or forge it.

No server session and no cookie: the page holds what was typed. The seal also takes the place of a CSRF token:
a foreign page cannot make a state that belongs to a user (ADR 70).
"""

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Self
from uuid import UUID, uuid4

from varsel.base.kernel.sealing.boxes import SealBroken, open_text, seal_text
from varsel.casework.referrals.rules.situation import Sender

LABEL = "referrals.form"
NO_ROW = UUID(int=0)


@dataclass
class State:
    """One form under way; `key` makes two sendings of it one."""

    key: str = field(default_factory=lambda: str(uuid4()))
    sender: str = Sender.PUBLIC
    user: str = ""  # the partner who fills it in; "" for anybody else
    answers: Any = field(default_factory=dict)
    suspicion: str = ""
    contact: str = ""
    draft: str = ""  # the saved form that it was taken up from
    waits_since: float = 0  # when its writer was first asked to wait, in seconds since 1970

    def sealed(self) -> str:
        """The form field's value."""
        return seal_text(json.dumps(asdict(self)), label=LABEL, row_id=NO_ROW)

    @classmethod
    def opened(cls, text: str) -> Self | None:
        """The state of a form field, or None if it is none of ours."""
        try:
            return cls(**json.loads(open_text(text, label=LABEL, row_id=NO_ROW)))
        except (SealBroken, ValueError, TypeError):
            return None

    @property
    def is_partner(self) -> bool:
        """Written under the own log-in; the hotline's desk writes under one too, but for whoever called."""
        return self.sender == Sender.PARTNER

    @property
    def is_professional(self) -> bool:
        return self.sender in (Sender.PROFESSIONAL, Sender.PARTNER)
