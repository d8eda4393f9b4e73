"""What is stored. Importing this package makes every table known to the metadata."""

from portal.domain.assessments import ViewKind
from portal.models.accounts import Account, AccountSession, SetUpLink, SignInFailure
from portal.models.assessments import Answer, Assessment, Attachment, Observation, View
from portal.models.audit import AuditEvent
from portal.models.calibrations import (
    Exercise,
    ExerciseMark,
    ExerciseReading,
    MarkExample,
)
from portal.models.cycles import Absence, Cycle, CycleChoice, CycleVersion
from portal.models.documents import Document
from portal.models.drafts import DraftStep
from portal.models.evidence import Citation, Evidence
from portal.models.goals import CheckIn, Goal
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
from portal.models.notices import Mail, Notice
from portal.models.people import Person, Position, Team
from portal.models.programmes import (
    Completion,
    CompletionNote,
    Enrolment,
    Lesson,
    Mentor,
    Module,
)
from portal.models.quality import QualityRemark, QualityReview, TonePrinciple
from portal.models.role_changes import ConcernedPerson, RoleChange, Succession
from portal.models.tokens import ApiToken

__all__ = [
    "Absence",
    "Account",
    "AccountSession",
    "Answer",
    "ApiToken",
    "Assessment",
    "Attachment",
    "AuditEvent",
    "Behaviour",
    "CheckIn",
    "Citation",
    "Competency",
    "Completion",
    "CompletionNote",
    "ConcernedPerson",
    "Cycle",
    "CycleChoice",
    "CycleVersion",
    "Destination",
    "Document",
    "DraftStep",
    "Enrolment",
    "Evidence",
    "Exercise",
    "ExerciseMark",
    "ExerciseReading",
    "Expectation",
    "Goal",
    "ImportFile",
    "Lesson",
    "Mail",
    "MarkExample",
    "Matrix",
    "MatrixVersion",
    "Mentor",
    "Module",
    "Move",
    "Notice",
    "Observation",
    "Person",
    "Position",
    "Programme",
    "QualityRemark",
    "QualityReview",
    "Role",
    "RoleChange",
    "SetUpLink",
    "SignInFailure",
    "Succession",
    "Team",
    "TonePrinciple",
    "Track",
    "View",
    "ViewKind",
    "WrittenBehaviour",
    "WrittenCategory",
    "WrittenCompetency",
    "WrittenRole",
]
