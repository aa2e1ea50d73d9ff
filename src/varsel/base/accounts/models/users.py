"""A person with a log-in."""

from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from varsel.base.kernel.packs.legal_days import legal_today
from varsel.base.kernel.records import Record


class UserManager(BaseUserManager["User"]):
    """Makes users; the e-mail is kept in lower case, so that one person is one row."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        return super().normalize_email(email).strip().lower()

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=self.normalize_email(username))


class User(AbstractBaseUser, Record):
    """A person with a log-in: one e-mail, one organisation at a time, the roles granted by the day.

    Satisfies `kernel.actor.Actor`. There is no superuser: what is allowed comes from roles alone.
    """

    email = models.EmailField(_("E-mail"), unique=True)
    display_name = models.CharField(_("Name"), max_length=120)
    language = models.CharField(_("Language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    is_active = models.BooleanField(default=True)

    retention = "with_its_account"
    shown_in_dump = frozenset({"created_at", "id", "is_active", "language"})

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]
    actor_kind = "user"

    class Meta:
        ordering = ("display_name",)
        constraints = (
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_in_lower_case"),
        )

    def __str__(self) -> str:
        return self.display_name

    @property
    def actor_id(self) -> UUID:
        return self.id

    @cached_property
    def membership(self) -> "Any":
        """The membership that holds today, or None; read once for each request."""
        memberships = self.memberships.select_related("organisation", "unit")
        return memberships.on(legal_today()).first()

    @property
    def organisation_id(self) -> UUID | None:
        return self.membership and self.membership.organisation_id

    @property
    def unit_id(self) -> UUID | None:
        return self.membership and self.membership.unit_id

    @cached_property
    def permissions(self) -> frozenset[str]:
        """What the roles that hold today and do not wait for approval allow.

        Nothing without a membership or when closed.
        """
        if not self.is_active or self.membership is None:
            return frozenset()
        held = self.role_grants.on(legal_today()).filter(role__retired_on=None).select_related("role")
        return frozenset(permission for grant in held if not grant.waits for permission in grant.role.permissions)

    def has(self, permission: str) -> bool:
        return str(permission) in self.permissions

    def forget_cached_rights(self) -> None:
        """Read memberships and roles again, after they changed under this object."""
        for name in ("membership", "permissions"):
            self.__dict__.pop(name, None)
