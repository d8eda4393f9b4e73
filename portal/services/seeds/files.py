"""The seed files: their schema, and everything that can be wrong with them.

``read`` gives back a whole, consistent ``Shipment`` or raises ``SeedsRefused`` with every problem
it found, each with its file and place.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import yaml
from pydantic import BaseModel, Field, StringConstraints, ValidationError

from portal.domain.ladders import MoveKind
from portal.domain.matrices import VersionNumber, Weight
from portal.interchange.yaml_files import UniqueKeys
from portal.services.seeds import programmes
from portal.services.seeds.guides import (
    CalibrationFile,
    MarkExamplesFile,
    ToneGuideFile,
    example_problems,
    exercise_problems,
)
from portal.services.seeds.programmes import ProgrammesFile
from portal.services.seeds.shapes import Described, Key, Strict, Text, Titled

MOST_COMPETENCIES = 10
LARGEST_FILE = 2_000_000


class RoleEntry(Titled):
    track: Key
    rank: Annotated[int, Field(ge=1, le=9)]
    short: Text
    purpose: Text
    owns: Annotated[list[Text], Field(min_length=1, max_length=6)]
    ask: Text


class MoveEntry(Strict):
    key: Key
    kind: MoveKind
    origin: Annotated[Key | None, Field(alias="from")] = None
    target: Annotated[Key | None, Field(alias="to")] = None
    destination: Key | None = None
    takes: Annotated[list[Text], Field(min_length=1, max_length=6)]
    programme: Key | None = None


class LadderFile(Strict):
    tracks: list[Described]
    programmes: list[Described]
    destinations: list[Titled]
    roles: list[RoleEntry]
    moves: list[MoveEntry]


class CompetencyEntry(Described):
    category: Key


class CompetenciesFile(Strict):
    categories: list[Titled]
    competencies: list[CompetencyEntry]


class BehaviourEntry(Strict):
    key: Key
    text: Text


class Cell(Strict):
    weight: Weight
    behaviours: Annotated[list[BehaviourEntry], Field(min_length=2, max_length=4)]


class MatrixFile(Strict):
    track: Key
    version: Annotated[str, StringConstraints(pattern=r"^\d{1,5}\.\d{1,5}\.\d{1,5}$")]
    note: Text
    competencies: dict[Key, dict[Key, Cell]]

    @property
    def number(self) -> VersionNumber:
        return VersionNumber.parse(self.version)

    def cells(self) -> Iterator[tuple[str, str, Cell]]:
        """Competency key, role key and cell, in reading order."""
        for competency, row in self.competencies.items():
            for role, cell in row.items():
                yield competency, role, cell


class Shipment(Strict):
    """All seed files together."""

    ladder: LadderFile
    competencies: CompetenciesFile
    matrices: list[MatrixFile]
    programmes: ProgrammesFile = ProgrammesFile(modules={})
    tone_guide: ToneGuideFile | None = None
    mark_examples: MarkExamplesFile | None = None
    calibration: CalibrationFile | None = None


class SeedsRefused(Exception):
    """The seed files are not sound; ``problems`` says what and where, a line each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read(folder: Path) -> Shipment:
    """Everything in a seeds folder, checked; SeedsRefused with every problem otherwise."""
    problems: list[str] = []
    ladder = _read_file(folder / "ladder.yaml", LadderFile, problems)
    competencies = _read_file(folder / "competencies.yaml", CompetenciesFile, problems)
    modules = _read_if_there(folder / programmes.FILE, ProgrammesFile, problems)
    paths = sorted((folder / "matrices").glob("*.yaml"))
    matrices = [_read_file(path, MatrixFile, problems) for path in paths]
    tone_guide = _read_if_there(folder / "tone-guide.yaml", ToneGuideFile, problems)
    examples = _read_if_there(folder / "mark-examples.yaml", MarkExamplesFile, problems)
    calibration = _read_if_there(folder / "calibration.yaml", CalibrationFile, problems)
    if problems or ladder is None or competencies is None:
        raise SeedsRefused(problems)
    shipment = Shipment(
        ladder=ladder,
        competencies=competencies,
        matrices=[matrix for matrix in matrices if matrix is not None],
        programmes=modules or ProgrammesFile(modules={}),
        tone_guide=tone_guide,
        mark_examples=examples,
        calibration=calibration,
    )
    if problems := list(_inconsistencies(shipment)):
        raise SeedsRefused(problems)
    return shipment


File = TypeVar("File", bound=BaseModel)


def read_mark_examples(folder: Path) -> MarkExamplesFile | None:
    """Only the examples of marks in a folder that was found sound; None where it has none."""
    return _read_if_there(folder / "mark-examples.yaml", MarkExamplesFile, [])


def _read_if_there(path: Path, schema: type[File], problems: list[str]) -> File | None:
    return _read_file(path, schema, problems) if path.exists() else None


def _read_file(path: Path, schema: type[File], problems: list[str]) -> File | None:
    try:
        if path.stat().st_size > LARGEST_FILE:
            problems.append(f"{path.name}: larger than {LARGEST_FILE} bytes")
            return None
        content = yaml.load(path.read_text(encoding="utf-8"), UniqueKeys)  # noqa: S506 - a SafeLoader
        return schema.model_validate(content)
    except OSError as error:
        problems.append(f"{path.name}: {error.strerror}")
    except UnicodeDecodeError:
        problems.append(f"{path.name}: not UTF-8")
    except (yaml.YAMLError, RecursionError) as error:
        problems.append(f"{path.name}: broken YAML: {' '.join(str(error).split())}")
    except ValidationError as error:
        for one in error.errors(include_url=False, include_input=False):
            place = ".".join(map(str, one["loc"])) or "the file"
            problems.append(f"{path.name}: {place}: {one['msg']}")
    return None


def _inconsistencies(shipment: Shipment) -> Iterator[str]:
    yield from _ladder_problems(shipment.ladder)
    yield from _competency_problems(shipment.competencies)
    for matrix in shipment.matrices:
        yield from _matrix_problems(matrix, shipment)
    tracks = [matrix.track for matrix in shipment.matrices]
    yield from _twice("matrices", "matrix of track", tracks)
    behaviours = [b.key for m in shipment.matrices for _, _, c in m.cells() for b in c.behaviours]
    yield from _twice("matrices", "behaviour", behaviours)
    named = [programme.key for programme in shipment.ladder.programmes]
    yield from programmes.problems(shipment.programmes, named, behaviours)
    yield from _guide_problems(shipment)


def _guide_problems(shipment: Shipment) -> Iterator[str]:
    if shipment.tone_guide:
        principles = [principle.key for principle in shipment.tone_guide.principles]
        yield from _twice("tone-guide.yaml", "principle", principles)
    if shipment.mark_examples:
        known = {competency.key for competency in shipment.competencies.competencies}
        yield from example_problems(shipment.mark_examples, known)
    if shipment.calibration:
        exercises = [exercise.key for exercise in shipment.calibration.exercises]
        yield from _twice("calibration.yaml", "exercise", exercises)
        cells = {(key, role) for matrix in shipment.matrices for key, role, _ in matrix.cells()}
        yield from exercise_problems(shipment.calibration, cells)


def _ladder_problems(ladder: LadderFile) -> Iterator[str]:
    file = "ladder.yaml"
    groups: dict[Literal["track", "programme", "destination", "role", "move"], list[str]] = {
        "track": [track.key for track in ladder.tracks],
        "programme": [programme.key for programme in ladder.programmes],
        "destination": [destination.key for destination in ladder.destinations],
        "role": [role.key for role in ladder.roles],
        "move": [move.key for move in ladder.moves],
    }
    for kind, keys in groups.items():
        yield from _twice(file, kind, keys)
    for role in ladder.roles:
        yield from _unknown(file, f"role {role.key}", "track", role.track, groups["track"])
    for move in ladder.moves:
        where = f"move {move.key}"
        yield from _unknown(file, where, "role", move.origin, groups["role"])
        yield from _unknown(file, where, "role", move.target, groups["role"])
        yield from _unknown(file, where, "destination", move.destination, groups["destination"])
        yield from _unknown(file, where, "programme", move.programme, groups["programme"])
        yield from _shape_problems(file, where, move)


def _shape_problems(file: str, where: str, move: MoveEntry) -> Iterator[str]:
    inside = move.origin is not None and move.target is not None
    if move.origin is None and move.target is None:
        yield f"{file}: {where}: needs from, to or both"
    if inside == (move.destination is not None):
        yield f"{file}: {where}: a destination goes with exactly one of from and to"
    if move.origin is not None and move.origin == move.target:
        yield f"{file}: {where}: leads from {move.origin} to itself"
    if move.kind is MoveKind.EXIT and move.target is not None:
        yield f"{file}: {where}: an exit has no to"


def _competency_problems(competencies: CompetenciesFile) -> Iterator[str]:
    file = "competencies.yaml"
    categories = [category.key for category in competencies.categories]
    yield from _twice(file, "category", categories)
    yield from _twice(file, "competency", [c.key for c in competencies.competencies])
    for competency in competencies.competencies:
        where = f"competency {competency.key}"
        yield from _unknown(file, where, "category", competency.category, categories)


def _matrix_problems(matrix: MatrixFile, shipment: Shipment) -> Iterator[str]:
    file = f"matrices/{matrix.track}"
    known = [c.key for c in shipment.competencies.competencies]
    on_track = [role.key for role in shipment.ladder.roles if role.track == matrix.track]
    tracks = [track.key for track in shipment.ladder.tracks]
    yield from _unknown(file, "the matrix", "track", matrix.track, tracks)
    per_role = dict.fromkeys(on_track, 0)
    for competency, row in matrix.competencies.items():
        yield from _unknown(file, "the matrix", "competency", competency, known)
        for role in row:
            where = f"competency {competency}"
            yield from _unknown(file, where, f"role of track {matrix.track}", role, on_track)
            per_role[role] = per_role.get(role, 0) + 1
    for role, count in per_role.items():
        if not 1 <= count <= MOST_COMPETENCIES:
            yield f"{file}: role {role} has {count} competencies; 1 to {MOST_COMPETENCIES} fit"


def _twice(file: str, kind: str, keys: list[str]) -> Iterator[str]:
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"{file}: the {kind} {key} is given twice"


def _unknown(file: str, where: str, kind: str, key: str | None, known: list[str]) -> Iterator[str]:
    if key is not None and key not in known:
        yield f"{file}: {where}: there is no {kind} {key}"
