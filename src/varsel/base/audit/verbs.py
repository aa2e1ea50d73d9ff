"""What the log can say that somebody did."""

from enum import StrEnum


class Verb(StrEnum):
    """`subject:action`, in alphabetical order. The past tense is in the event, not in the word."""

    CASE_LIST = "case:list"
    CASE_READ = "case:read"
    PACK_LOAD = "pack:load"
