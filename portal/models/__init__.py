"""What is stored. Importing this package makes every table known to the metadata."""

from portal.models.accounts import Account, AccountSession, SetUpLink, SignInFailure
from portal.models.assessments import Answer, Assessment, Observation, View, ViewKind
from portal.models.audit import AuditEvent
from portal.models.documents import Document
from portal.models.drafts import DraftStep
from portal.models.imports import ImportFile
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
from portal.models.role_changes import ConcernedPerson, RoleChange, Succession
from portal.models.tokens import ApiToken

__all__ = [
    "Account",
    "AccountSession",
    "Answer",
    "ApiToken",
    "Assessment",
    "AuditEvent",
    "Behaviour",
    "Competency",
    "ConcernedPerson",
    "Destination",
    "Document",
    "DraftStep",
    "Expectation",
    "ImportFile",
    "Matrix",
    "MatrixVersion",
    "Move",
    "Observation",
    "Person",
    "Position",
    "Programme",
    "Role",
    "RoleChange",
    "SetUpLink",
    "SignInFailure",
    "Succession",
    "Team",
    "Track",
    "View",
    "ViewKind",
    "WrittenBehaviour",
    "WrittenCategory",
    "WrittenCompetency",
    "WrittenRole",
]
