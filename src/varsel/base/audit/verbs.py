"""What the log can say that somebody did."""

from enum import StrEnum
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    """`subject:action`, in alphabetical order, each with what a layperson would call it."""

    description: Promise

    def __new__(cls, value: str, description: Promise) -> Self:
        verb = str.__new__(cls, value)
        verb._value_ = value
        verb.description = description
        return verb

    CASE_LIST = "case:list", _("saw a list of cases")
    CASE_READ = "case:read", _("opened a case")
    LOG_LIST = "log:list", _("read the log of look-ups")
    LOG_READ = "log:read", _("read what the log holds on one subject")
    LOG_SEAL = "log:seal", _("sealed the log of the day")
    LOG_VERIFY = "log:verify", _("checked that the log is whole")
    PACK_LOAD = "pack:load", _("loaded a country pack")
