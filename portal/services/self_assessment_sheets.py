"""One's own submitted self-assessment as a document."""

from __future__ import annotations

from portal.config import portal_name
from portal.documents.assessments import AssessmentSheet, Entry, Line, Section, assessment_pdf
from portal.domain.refusals import Missing
from portal.domain.standing import CategoryStanding, standing
from portal.models import Person, View
from portal.queries import assessments, matrices
from portal.services.documents import press
from portal.transactions import release


def pdf(view: View, person: Person, language: str) -> bytes:
    """The sealed view as PDF bytes; a draft has no document (Missing)."""
    if view.submitted_at is None:
        raise Missing
    matrix = matrices.frozen(view.assessment.matrix_version_id)
    role_key = view.assessment.role.key
    column = matrix.role(role_key)
    if column is None:
        raise Missing
    stands = standing(matrix, role_key, assessments.answers(view), None)
    sheet = AssessmentSheet(
        person_name=person.name,
        role_title=column.title,
        track_key=matrix.track_key,
        track_title=matrix.track_title,
        matrix_number=matrix.number,
        submitted_at=view.submitted_at,
        sections=tuple(_section(category) for category in stands.categories),
    )
    release()
    return assessment_pdf(sheet, language, portal_name(), press.render)


def _section(category: CategoryStanding) -> Section:
    return Section(
        category.title,
        tuple(
            Entry(
                title=competency.title,
                weight=competency.weight,
                lines=tuple(
                    Line(seen.behaviour.text, seen.mark, seen.reason)
                    for seen in competency.observed
                ),
                note=competency.note,
                link=competency.link,
            )
            for competency in category.competencies
        ),
    )
