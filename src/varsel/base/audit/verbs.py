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

    ACCOUNT_READ = "account:read", _("saw one's own log-in and roles")
    ACCOUNT_UPDATE = "account:update", _("changed one's own log-in")
    ATTACHMENT_ADD = "attachment:add", _("added a file to a referral")
    ATTACHMENT_READ = "attachment:read", _("downloaded a file of a referral")
    ATTACHMENT_REMOVE = "attachment:remove", _("took a file away from a referral")
    CASE_ASSESS = "case:assess", _("decided whether a person was trafficked")
    CASE_ASSIGN = "case:assign", _("changed the team of a case")
    CASE_CLOSE = "case:close", _("closed a case")
    CASE_CONFLICT = "case:conflict", _("shut somebody with a conflict of interest out of a case")
    CASE_IMPORT = "case:import", _("brought in closed cases of earlier years")
    CASE_JOIN = "case:join", _("joined a referral to a case")
    CASE_LIST = "case:list", _("saw a list of cases")
    CASE_NOTIFY = "case:notify", _("recorded whether an authority was notified of a child")
    CASE_OPEN = "case:open", _("opened a new case")
    CASE_PASS_ON = "case:pass_on", _("passed a case on to the body that decides")
    CASE_READ = "case:read", _("opened a case")
    CASE_REOPEN = "case:reopen", _("opened a closed case again")
    CASE_REPRESENT = "case:represent", _("recorded who represents a child")
    CASE_SHARE = "case:share", _("gave an organisation access to parts of a case")
    CASE_UNSHARE = "case:unshare", _("ended an access to a part of a case")
    CLOCK_CORRECT = "clock:correct", _("corrected what was recorded about a period")
    CLOCK_END = "clock:end", _("ended a period")
    CLOCK_EXTEND = "clock:extend", _("extended a period")
    CLOCK_START = "clock:start", _("started a period")
    CODES_ENROL = "codes:enrol", _("set up one-time codes")
    CODES_RESET = "codes:reset", _("reset somebody's one-time codes")
    CONSENT_GIVE = "consent:give", _("recorded a consent")
    CONSENT_WITHDRAW = "consent:withdraw", _("recorded that a consent was withdrawn")
    CONTACT_LOG = "contact:log", _("wrote in the contact log")
    DRAFT_SAVE = "draft:save", _("saved a referral under way")
    HOME_OPEN = "home:open", _("opened the home page")
    IDENTITY_OPEN = "identity:open", _("opened a person's identity")
    INBOX_LIST = "inbox:list", _("saw the referrals that have come in")
    INBOX_SEARCH = "inbox:search", _("searched for an earlier referral")
    INTERVIEW_HOLD = "interview:hold", _("recorded a contact or an interview")
    KEYS_REWRAP = "keys:rewrap", _("wrapped the persons' keys anew")
    KEYS_ROTATE = "keys:rotate", _("added a new key to the key ring")
    LOG_LIST = "log:list", _("read the log of look-ups")
    LOG_OPEN = "log:open", _("opened what somebody had searched for")
    LOG_READ = "log:read", _("read what the log holds on one subject")
    LOG_SEAL = "log:seal", _("sealed the log of the day")
    LOG_VERIFY = "log:verify", _("checked that the log is whole")
    NOTE_CORRECT = "note:correct", _("corrected a note")
    NOTE_WRITE = "note:write", _("wrote a note")
    PACK_LOAD = "pack:load", _("loaded a country pack")
    PAGE_OPEN = "page:open", _("opened a page")
    PERSON_DESCRIBE = "person:describe", _("changed what is known of a person")
    PERSON_RESIDENCE = "person:residence", _("recorded a person's residence status")
    REFERRAL_ANSWER = "referral:answer", _("answered the centre about a referral")
    REFERRAL_ASK = "referral:ask", _("wrote to the sender of a referral")
    REFERRAL_FOLLOW = "referral:follow", _("saw what became of the organisation's own referrals")
    REFERRAL_READ = "referral:read", _("opened a referral")
    REFERRAL_SEND = "referral:send", _("sent a referral")
    REFERRAL_TRIAGE = "referral:triage", _("decided what is to happen with a referral")
    ROLE_APPROVE = "role:approve", _("approved a role that somebody else had given")
    ROLE_DECLINE = "role:decline", _("declined a role that somebody else had given")
    ROLE_END = "role:end", _("ended a role")
    ROLE_GRANT = "role:grant", _("gave a role")
    SESSION_BEGIN = "session:begin", _("logged in")
    SESSION_END = "session:end", _("logged out")
    SESSION_FAIL = "session:fail", _("failed to log in")
    SITUATION_ADD = "situation:add", _("recorded a situation of exploitation")
    STATISTICS_EXPORT = "statistics:export", _("downloaded a table")
    STATISTICS_READ = "statistics:read", _("read a table")
    SUSPICION_CLOSE = "suspicion:close", _("closed a suspicion")
    SUSPICION_LIST = "suspicion:list", _("saw the list of the organisation's suspicions")
    SUSPICION_OPEN = "suspicion:open", _("began to keep a suspicion")
    SUSPICION_READ = "suspicion:read", _("opened a suspicion")
    SUSPICION_VISIT = "suspicion:visit", _("noted a visit")
    USER_CLOSE = "user:close", _("closed a log-in")
    USER_INVITE = "user:invite", _("invited a person")
    USER_LINK = "user:link", _("sent somebody a new link to choose a password")
    USER_LIST = "user:list", _("saw the list of people with a log-in")
    USER_MOVE = "user:move", _("moved a person to another organisation")
    USER_OPEN = "user:open", _("opened a closed log-in again")
    USER_READ = "user:read", _("saw a person's log-in and roles")
