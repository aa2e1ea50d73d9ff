"""How allauth behaves here: nobody signs up, and codes' secrets are sealed."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Log-ins come from an invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class CodeAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """One-time codes."""
