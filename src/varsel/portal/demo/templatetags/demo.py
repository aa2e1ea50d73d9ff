"""The parts that can be played."""

from django import template

from varsel.base.accounts.models import Role
from varsel.portal.demo.people import PARTS

register = template.Library()


@register.simple_tag
def parts() -> list[tuple[str, str, Role]]:
    """Who can be played: the role's key, the name, and the role with its description."""
    roles = Role.objects.in_bulk([part.role for part in PARTS], field_name="key")
    return [(part.role, part.name, roles[part.role]) for part in PARTS if part.role in roles]
