"""How allauth behaves here: nobody signs up, codes cannot be switched off, and their secrets are sealed."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from varsel.base.accounts import sessions
from varsel.base.kernel.sealing.boxes import open_text, seal_text

LABEL = "accounts.authenticator.secret"
# allauth seals before it makes the row, so the seal is bound to the field but not to the row.
ANY_ROW = UUID(int=0)


class AccountAdapter(DefaultAccountAdapter):
    """Log-ins come from an invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Not within the first minutes: whoever has just logged in has just proved it."""
        return super().is_reauthentication_required(app=app) and not sessions.is_fresh(self.request)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: the next page says itself what happened."""


class CodeAdapter(DefaultMFAAdapter):
    """One-time codes, which all staff must have."""

    def encrypt(self, text: str) -> str:
        return seal_text(text, label=LABEL, row_id=ANY_ROW)

    def decrypt(self, encrypted_text: str) -> str:
        return open_text(encrypted_text, label=LABEL, row_id=ANY_ROW)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return False
