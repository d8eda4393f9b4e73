"""Loading a shipment: what is missing is added, what an installation already has is left alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from sqlalchemy import select

from portal.db import db
from portal.domain.matrices import VersionState
from portal.models import (
    Behaviour,
    Competency,
    Destination,
    Expectation,
    Matrix,
    MatrixVersion,
    Move,
    Programme,
    Role,
    Track,
    WrittenBehaviour,
    WrittenCategory,
    WrittenCompetency,
    WrittenRole,
)
from portal.services import matrices
from portal.services.seeds import programmes as modules
from portal.services.seeds.files import Cell, MatrixFile, Shipment
from portal.services.seeds.guide_loading import (
    load_exercises,
    load_mark_examples,
    load_tone_guide,
)
from portal.services.seeds.reports import Report, add_missing


def load(shipment: Shipment, *, in_force_since: date | None = None) -> Report:
    """Bring a checked shipment into the database; loading it again changes nothing.

    Matrices are published as of ``in_force_since``; None means now.
    """
    report = Report()
    ladder = shipment.ladder
    tracks = add_missing(
        report,
        Track,
        {
            t.key: {"place": place, "title": t.title.localized(), "summary": t.summary.localized()}
            for place, t in enumerate(ladder.tracks)
        },
    )
    programmes = add_missing(
        report,
        Programme,
        {
            p.key: {"title": p.title.localized(), "summary": p.summary.localized()}
            for p in ladder.programmes
        },
    )
    destinations = add_missing(
        report, Destination, {d.key: {"title": d.title.localized()} for d in ladder.destinations}
    )
    roles = add_missing(
        report,
        Role,
        {
            r.key: {
                "track_id": tracks[r.track].id,
                "rank": r.rank,
                "title": r.title.localized(),
                "short": r.short.localized(),
                "purpose": r.purpose.localized(),
                "owns": tuple(text.localized() for text in r.owns),
                "ask": r.ask.localized(),
            }
            for r in ladder.roles
        },
    )
    add_missing(
        report,
        Move,
        {
            m.key: {
                "kind": m.kind,
                "place": place,
                "origin_id": roles[m.origin].id if m.origin else None,
                "target_id": roles[m.target].id if m.target else None,
                "destination_id": destinations[m.destination].id if m.destination else None,
                "programme_id": programmes[m.programme].id if m.programme else None,
                "takes": tuple(text.localized() for text in m.takes),
            }
            for place, m in enumerate(ladder.moves)
        },
    )
    _MatrixWriter(shipment, tracks, roles, report).write(in_force_since)
    modules.load(shipment.programmes, programmes, report)
    if shipment.tone_guide:
        load_tone_guide(shipment.tone_guide, report)
    if shipment.mark_examples:
        load_mark_examples(shipment.mark_examples, report)
    if shipment.calibration:
        load_exercises(shipment.calibration, report)
    return report


class _MatrixWriter:
    """Writes and publishes the shipped version of every track that has no matrix version yet."""

    def __init__(
        self,
        shipment: Shipment,
        tracks: Mapping[str, Track],
        roles: Mapping[str, Role],
        report: Report,
    ) -> None:
        self.shipment = shipment
        self.tracks = tracks
        self.roles = roles
        self.report = report
        self.competencies = {c.key: c for c in db.session.scalars(select(Competency))}
        self.behaviours = {b.key: b for b in db.session.scalars(select(Behaviour))}
        self.entries = {c.key: c for c in shipment.competencies.competencies}

    def write(self, in_force_since: date | None) -> None:
        since = datetime.combine(in_force_since, time.min, UTC) if in_force_since else None
        versioned = set(
            db.session.scalars(
                select(Track.key).join(Matrix, Matrix.track_id == Track.id).join(MatrixVersion)
            )
        )
        for file in self.shipment.matrices:
            if file.track in versioned:
                self.report.present["matrices"] += 1
            else:
                version = self._version(file)
                db.session.add(version)
                db.session.flush()
                matrices.publish(version, by=None, at=since)
                self.report.added["matrices"] += 1

    def _version(self, file: MatrixFile) -> MatrixVersion:
        number = file.number
        matrix = db.session.scalar(
            select(Matrix).where(Matrix.track_id == self.tracks[file.track].id)
        ) or Matrix(track=self.tracks[file.track])
        named = {role for _, role, _ in file.cells()}
        columns = [r for r in self.shipment.ladder.roles if r.key in named]
        return MatrixVersion(
            matrix=matrix,
            major=number.major,
            minor=number.minor,
            patch=number.patch,
            state=VersionState.DRAFT,
            note=file.note.localized(),
            roles=[
                WrittenRole(
                    role=self.roles[entry.key],
                    place=place,
                    title=entry.title.localized(),
                    short=entry.short.localized(),
                    purpose=entry.purpose.localized(),
                )
                for place, entry in enumerate(columns)
            ],
            categories=self._categories(file),
        )

    def _categories(self, file: MatrixFile) -> list[WrittenCategory]:
        written = []
        for place, category in enumerate(self.shipment.competencies.categories):
            rows = [
                self._competency(row, key, cells)
                for row, (key, cells) in enumerate(file.competencies.items())
                if self.entries[key].category == category.key
            ]
            if rows:
                written.append(
                    WrittenCategory(
                        key=category.key,
                        place=place,
                        title=category.title.localized(),
                        competencies=rows,
                    )
                )
        return written

    def _competency(self, place: int, key: str, cells: Mapping[str, Cell]) -> WrittenCompetency:
        entry = self.entries[key]
        return WrittenCompetency(
            competency=self.competencies.setdefault(key, Competency(key=key)),
            place=place,
            title=entry.title.localized(),
            summary=entry.summary.localized(),
            expectations=[
                Expectation(
                    role=self.roles[role],
                    weight=cell.weight,
                    behaviours=[
                        WrittenBehaviour(
                            behaviour=self._behaviour(behaviour.key),
                            place=row,
                            text=behaviour.text.localized(),
                        )
                        for row, behaviour in enumerate(cell.behaviours)
                    ],
                )
                for role, cell in cells.items()
            ],
        )

    def _behaviour(self, key: str) -> Behaviour:
        if key not in self.behaviours:
            self.behaviours[key] = Behaviour(key=key)
        return self.behaviours[key]
