"""The tables of people and roles, one file a noun."""

from varsel.base.accounts.models.kept_forms import KeptForm
from varsel.base.accounts.models.memberships import Membership
from varsel.base.accounts.models.roles import Role, RoleGrant
from varsel.base.accounts.models.users import User

__all__ = ["KeptForm", "Membership", "Role", "RoleGrant", "User"]
