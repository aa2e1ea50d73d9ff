"""The verbs of casework: one transaction each, with its event in the log."""

from varsel.casework.cases.actions.children import end_representative, name_representative, note_answer, notify
from varsel.casework.cases.actions.clocks import correct_clock, end_clock, extend_clock, start_clock
from varsel.casework.cases.actions.consents import give_consent, withdraw_consent
from varsel.casework.cases.actions.decisions import assess, pass_on
from varsel.casework.cases.actions.emergencies import break_glass
from varsel.casework.cases.actions.history import EarlierCase, bring_in
from varsel.casework.cases.actions.interviews import hold_interview
from varsel.casework.cases.actions.notes import add_note, correct_note
from varsel.casework.cases.actions.opening import assign, close_case, declare_conflict, open_case, reopen_case, unassign
from varsel.casework.cases.actions.origins import join_referral, open_from_referral
from varsel.casework.cases.actions.people import describe_person, open_identity, register, set_residence
from varsel.casework.cases.actions.projections import check_projections
from varsel.casework.cases.actions.sharing import end_share, share
from varsel.casework.cases.actions.situations import add_element, add_situation
from varsel.casework.cases.models import Case

__all__ = [
    "Case",
    "EarlierCase",
    "add_element",
    "add_note",
    "add_situation",
    "assess",
    "assign",
    "break_glass",
    "bring_in",
    "check_projections",
    "close_case",
    "correct_clock",
    "correct_note",
    "declare_conflict",
    "describe_person",
    "end_clock",
    "end_representative",
    "end_share",
    "extend_clock",
    "give_consent",
    "hold_interview",
    "join_referral",
    "name_representative",
    "note_answer",
    "notify",
    "open_case",
    "open_from_referral",
    "open_identity",
    "pass_on",
    "register",
    "reopen_case",
    "set_residence",
    "share",
    "start_clock",
    "unassign",
    "withdraw_consent",
]
