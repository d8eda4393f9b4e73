"""An opened assessment of a round as a document: made anew each time, kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from portal.config import portal_name
from portal.documents.opened_assessments import OpenedSheet, opened_pdf
from portal.domain.refusals import Missing
from portal.domain.side_by_side import side_by_side
from portal.models import View, ViewKind
from portal.queries import assessments, matrices
from portal.queries.visibility.assessments import Seen
from portal.services.documents import press
from portal.services.sealed_views import cycle_of
from portal.transactions import release


def pdf(seen: Seen, views: Mapping[ViewKind, View], language: str) -> bytes:
    """The assessment as PDF bytes; before both views are open there is no such document.

    ``views`` are those that the reader may read.
    """
    assessment = seen.assessment
    opened_at = assessment.views_open_at
    if opened_at is None or not assessments.moments(assessment).are_open(datetime.now(UTC)):
        raise Missing
    matrix = matrices.frozen(assessment.matrix_version_id)
    role_key = assessment.role.key
    column = matrix.role(role_key)
    if column is None:
        raise Missing
    agreed = views.get(ViewKind.AGREED)
    said = {kind: assessments.answers(view) for kind, view in views.items()}
    sheet = OpenedSheet(
        person_name=assessment.person.name,
        manager_name=views[ViewKind.MANAGER].author.name,
        round_name=cycle_of(assessment).name,
        role_title=column.title,
        track_key=matrix.track_key,
        track_title=matrix.track_title,
        matrix_number=matrix.number,
        opened_at=opened_at,
        sides=side_by_side(
            matrix,
            role_key,
            own=said[ViewKind.SELF],
            manager=said[ViewKind.MANAGER],
            agreed=said.get(ViewKind.AGREED),
        ),
        agreed_at=agreed.submitted_at if agreed else None,
        next_steps=agreed.next_steps if agreed else "",
        acknowledged_at=agreed.acknowledged_at if agreed else None,
        acknowledgement=agreed.acknowledgement if agreed else "",
    )
    release()
    return opened_pdf(sheet, language, portal_name(), press.render)
