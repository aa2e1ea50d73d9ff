"""What a role may allow."""

from enum import StrEnum


class Permission(StrEnum):
    """`subject:action`, in alphabetical order."""

    CASE_LIST = "case:list"
    CASE_READ = "case:read"
