"""The tables of casework, one file a noun."""

from varsel.casework.cases.models.cases import Case, Closing, ConflictOfInterest, TeamMember
from varsel.casework.cases.models.children import (
    Notification,
    NotificationAnswer,
    Representative,
    RepresentativeEnd,
)
from varsel.casework.cases.models.clocks import ClockEvent
from varsel.casework.cases.models.consents import Consent, ConsentWithdrawal
from varsel.casework.cases.models.decisions import Assessment, AssessmentGround, PassingOn
from varsel.casework.cases.models.emergencies import EmergencyAccess
from varsel.casework.cases.models.interviews import Interview
from varsel.casework.cases.models.notes import Note
from varsel.casework.cases.models.origins import CaseReferral
from varsel.casework.cases.models.people import Citizenship, Person, Registration, Stay
from varsel.casework.cases.models.sharing import Share, ShareEnd
from varsel.casework.cases.models.situations import Situation, SituationElement

__all__ = [
    "Assessment",
    "AssessmentGround",
    "Case",
    "CaseReferral",
    "Citizenship",
    "ClockEvent",
    "Closing",
    "ConflictOfInterest",
    "Consent",
    "ConsentWithdrawal",
    "EmergencyAccess",
    "Interview",
    "Note",
    "Notification",
    "NotificationAnswer",
    "PassingOn",
    "Person",
    "Registration",
    "Representative",
    "RepresentativeEnd",
    "Share",
    "ShareEnd",
    "Situation",
    "SituationElement",
    "Stay",
    "TeamMember",
]
