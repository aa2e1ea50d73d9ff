"""How a code is shown."""

from django import template

from varsel.casework.referrals.rules.codes import grouped

register = template.Library()
register.filter("grouped", grouped)
