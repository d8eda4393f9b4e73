"""What was read from a file, before it is matched with what the portal already has.

A reader of any format gives back a ``ReadFramework``: names as the file has them, keys where it
has keys, and every problem with its place. Nothing in it is certain to be new or known yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from portal.domain.languages import LocalizedText
from portal.domain.matrices import Matrix, Weight

MOST_BYTES = 10_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_SHEETS = 50
MOST_CELLS = 500_000
MOST_BEHAVIOURS = 100_000
LONGEST_TEXT = 2_000


class FrameworkKind(StrEnum):
    """The formats that say by themselves what is what, so that no columns are to be mapped."""

    OURS = "ours"
    CASE = "case"
    MOODLE = "moodle"
    PROGRESSION = "progression"
    OUTLINE = "outline"


class FileRefusal(StrEnum):
    """Why a file as a whole is not read."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_SHEETS = "too_many_sheets"
    TOO_MANY_CELLS = "too_many_cells"
    TOO_MANY_BEHAVIOURS = "too_many_behaviours"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    HAS_MACROS = "has_macros"
    PROTECTED = "protected"
    NOT_TEXT = "not_text"
    BROKEN = "broken"
    OLD_WORKBOOK = "old_workbook"
    UNKNOWN_FORMAT = "unknown_format"
    NOT_A_FRAMEWORK = "not_a_framework"
    NO_DATA_IN_PDF = "no_data_in_pdf"
    NEWER_FORMAT = "newer_format"


class FileRefused(Exception):
    """A file that cannot be read at all; ``detail`` is what the parser said, if it said anything.

    ``row`` is the 1-based line or row where it went wrong, where that is known.
    """

    def __init__(self, reason: FileRefusal, detail: str = "", row: int | None = None) -> None:
        super().__init__(f"{reason.value}: {detail}" if detail else reason.value)
        self.reason = reason
        self.detail = detail
        self.row = row


class ProblemKind(StrEnum):
    """What is wrong with one place in a file. ERRORS stop the import; the rest is for the eye."""

    FORMULA = "formula"
    TEXT_TOO_LONG = "text_too_long"
    COMPETENCY_MISSING = "competency_missing"
    ROLE_MISSING = "role_missing"
    BEHAVIOUR_MISSING = "behaviour_missing"
    ROLE_RETIRED = "role_retired"
    ROLE_TWICE = "role_twice"
    KEY_MALFORMED = "key_malformed"
    KEY_TWICE = "key_twice"
    WEIGHT_UNKNOWN = "weight_unknown"
    LANGUAGE_UNKNOWN = "language_unknown"
    CONTROL_CHARACTERS = "control_characters"
    REPEATED_BEHAVIOUR = "repeated_behaviour"
    ORPHAN = "orphan"
    LEFT_OUT = "left_out"
    NO_ROLES = "no_roles"


ERRORS = frozenset(
    {
        ProblemKind.FORMULA,
        ProblemKind.TEXT_TOO_LONG,
        ProblemKind.COMPETENCY_MISSING,
        ProblemKind.ROLE_MISSING,
        ProblemKind.ROLE_RETIRED,
        ProblemKind.ROLE_TWICE,
        ProblemKind.KEY_MALFORMED,
        ProblemKind.KEY_TWICE,
        ProblemKind.WEIGHT_UNKNOWN,
        ProblemKind.CONTROL_CHARACTERS,
    }
)


@dataclass(frozen=True)
class Place:
    """Where in the file: a 1-based row or line, a column as the file heads it, a sheet."""

    row: int | None = None
    column: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Problem:
    kind: ProblemKind
    place: Place
    detail: str = ""

    @property
    def stops(self) -> bool:
        return self.kind in ERRORS


@dataclass(frozen=True)
class ReadBehaviour:
    """``key`` is None where the file gives none."""

    text: LocalizedText
    key: str | None = None
    place: Place = field(default_factory=Place)
    came_from: tuple[str, ...] = ()
    waiver: LocalizedText | None = None


@dataclass(frozen=True)
class ReadCell:
    """What the file says of one competency at one role; ``role`` is a ``ReadRole.name``."""

    role: str
    behaviours: tuple[ReadBehaviour, ...]
    weight: Weight | None = None


@dataclass(frozen=True)
class ReadCompetency:
    title: LocalizedText
    cells: tuple[ReadCell, ...]
    key: str | None = None
    summary: LocalizedText | None = None
    place: Place = field(default_factory=Place)
    came_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadCategory:
    """``title`` is None for competencies that the file puts in no category."""

    title: LocalizedText | None
    competencies: tuple[ReadCompetency, ...]
    key: str | None = None


@dataclass(frozen=True)
class ReadRole:
    """``name`` is how the file refers to the role; unique within the file."""

    name: str
    title: LocalizedText
    key: str | None = None
    short: LocalizedText | None = None
    purpose: LocalizedText | None = None


@dataclass(frozen=True)
class ReadFramework:
    """Everything a file says. ``exact`` is the matrix itself where the format is lossless.

    ``kind`` is the format that it was told by, None for tables.
    """

    roles: tuple[ReadRole, ...]
    categories: tuple[ReadCategory, ...]
    title: LocalizedText | None = None
    track_key: str | None = None
    note: LocalizedText | None = None
    problems: tuple[Problem, ...] = ()
    exact: Matrix | None = None
    kind: FrameworkKind | None = None

    def competencies(self) -> Iterator[ReadCompetency]:
        for category in self.categories:
            yield from category.competencies

    def behaviours(self) -> Iterator[ReadBehaviour]:
        for competency in self.competencies():
            for cell in competency.cells:
                yield from cell.behaviours

    @property
    def stops(self) -> bool:
        return any(problem.stops for problem in self.problems)
