"""What a role may allow."""

from collections.abc import Collection

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Permission(TextChoices):
    """`subject:action`, in alphabetical order; the label says it to a layperson."""

    AUDIT_READ = "audit:read", _("See who has opened what, when and what for.")
    CASE_ASSESS = "case:assess", _("Assess whether a person has been exposed to human trafficking.")
    CASE_ASSIGN = "case:assign", _("Decide who is on the team of a case.")
    CASE_BREAK_GLASS = "case:break_glass", _("Open a case outside one's own in an emergency, with a reason.")
    CASE_CREATE = "case:create", _("Open a new case.")
    CASE_DECIDE = "case:decide", _("Take the decision that the law gives to the Immigration Service.")
    CASE_LEAD = "case:lead", _("See and lead all cases of one's unit.")
    CASE_LIST = "case:list", _("See the list of the cases one takes part in.")
    CASE_NOTE = "case:note", _("Write notes in a case.")
    CASE_PASS_ON = "case:pass_on", _("Pass a case on to the authority that decides it.")
    CASE_READ = "case:read", _("Read the cases one takes part in.")
    CASE_SHARE = "case:share", _("Give a partner access to parts of a case until a date.")
    CASE_WORK = "case:work", _("Hold interviews and keep the file of one's cases.")
    CLOCK_EXTEND = "clock:extend", _("Extend a deadline for a reason that the rules allow.")
    CLOCK_START = "clock:start", _("Start a deadline.")
    CONTACT_LOG = "contact:log", _("Keep the log of calls to the hotline.")
    ESTIMATE_MAKE = "estimate:make", _("Freeze counts of lists, small numbers included, and estimate from them.")
    ESTIMATE_READ = "estimate:read", _("Read estimates of the hidden number, with rounded counts.")
    ESTIMATE_RELEASE = "estimate:release", _("Propose that an estimate is published, and answer what others propose.")
    IDENTITY_OPEN = "identity:open", _("Open a person's name and contact details, with a purpose.")
    INBOX_LIST = "inbox:list", _("See the referrals that have come in.")
    PACK_LOAD = "pack:load", _("Load a country's lists, rules and organisations.")
    REFERRAL_APPROVE_PASSING_ON = "referral:approve_passing_on", _("Approve that a referral is passed on.")
    REFERRAL_CREATE = "referral:create", _("Send a referral as a partner with a log-in.")
    REFERRAL_READ = "referral:read", _("Read a referral that has come in.")
    REFERRAL_TRIAGE = "referral:triage", _("Decide what is to happen with a referral.")
    ROLE_APPROVE = "role:approve", _("Approve a role that opens cases, given by somebody else to somebody else.")
    ROLE_GRANT = "role:grant", _("Give a role to a person, and end it.")
    STATISTICS_EXPORT = "statistics:export", _("Download tables in which small numbers are hidden.")
    STATISTICS_READ = "statistics:read", _("See tables in which small numbers are hidden.")
    SUSPICION_KEEP = "suspicion:keep", _("Keep a suspicion over several visits before referring.")
    USER_LIST = "user:list", _("See the list of people with a log-in.")
    USER_MANAGE = "user:manage", _("Invite people, move them to another organisation and close their log-in.")


def in_words(permissions: Collection[str]) -> list[str]:
    """What these permissions allow, one sentence each, in the reader's language."""
    return [str(permission.label) for permission in Permission if permission.value in permissions]
