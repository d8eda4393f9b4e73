"""What is stored. Importing this package makes every table known to the metadata."""

from portal.models.accounts import Account, AccountSession, SetUpLink, SignInFailure
from portal.models.assessments import Answer, Assessment, Observation, View, ViewKind
from portal.models.audit import AuditEvent
from portal.models.documents import Document
from portal.models.drafts import DraftStep
from portal.models.ladders import Destination, Move, Programme, Role, Track
from portal.models.matrices import (
    Behaviour,
    Competency,
    Expectation,
    Matrix,
    MatrixVersion,
    WrittenBehaviour,
    WrittenCategory,
    WrittenCompetency,
    WrittenRole,
)
from portal.models.people import Person, Position, Team

__all__ = [
    "Account",
    "AccountSession",
    "Answer",
    "Assessment",
    "AuditEvent",
    "Behaviour",
    "Competency",
    "Destination",
    "Document",
    "DraftStep",
    "Expectation",
    "Matrix",
    "MatrixVersion",
    "Move",
    "Observation",
    "Person",
    "Position",
    "Programme",
    "Role",
    "SetUpLink",
    "SignInFailure",
    "Team",
    "Track",
    "View",
    "ViewKind",
    "WrittenBehaviour",
    "WrittenCategory",
    "WrittenCompetency",
    "WrittenRole",
]
