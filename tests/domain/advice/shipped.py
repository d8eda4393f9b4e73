"""The shipped matrices as values, read from their files."""

from __future__ import annotations

from portal.config import ROOT
from portal.domain.matrices import (
    Behaviour,
    Category,
    Competency,
    Expectation,
    Matrix,
    RoleColumn,
    VersionState,
)
from portal.services.seeds import files


def shipped_matrices() -> list[Matrix]:
    shipment = files.read(ROOT / "seeds")
    return [_matrix(shipment, entry) for entry in shipment.matrices]


def _matrix(shipment: files.Shipment, entry: files.MatrixFile) -> Matrix:
    track = next(track for track in shipment.ladder.tracks if track.key == entry.track)
    roles = sorted(
        (role for role in shipment.ladder.roles if role.track == entry.track),
        key=lambda role: role.rank,
    )
    competencies = [c for c in shipment.competencies.competencies if c.key in entry.competencies]
    return Matrix(
        track_key=track.key,
        track_title=track.title.localized(),
        number=entry.number,
        state=VersionState.DRAFT,
        published_on=None,
        note=entry.note.localized(),
        roles=tuple(
            RoleColumn(r.key, r.title.localized(), r.short.localized(), r.purpose.localized())
            for r in roles
        ),
        categories=tuple(
            Category(
                category.key,
                category.title.localized(),
                tuple(_row(c, entry) for c in competencies if c.category == category.key),
            )
            for category in shipment.competencies.categories
        ),
    )


def _row(competency: files.CompetencyEntry, entry: files.MatrixFile) -> Competency:
    return Competency(
        competency.key,
        competency.title.localized(),
        competency.summary.localized(),
        {
            role: Expectation(
                cell.weight,
                tuple(Behaviour(one.key, one.text.localized()) for one in cell.behaviours),
            )
            for role, cell in entry.competencies[competency.key].items()
        },
    )
