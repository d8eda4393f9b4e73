"""The way in: what waits in the rounds, and one's private checks."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.assessments.blueprint import bp
from portal.domain import assessments as rules
from portal.domain.sealing import Party
from portal.domain.workflows import ViewState
from portal.forms import PortalForm, page
from portal.models import View
from portal.queries import assessments as queries
from portal.queries import matrices, people, turns


@bp.get("")
@requires(Permission.ASSESSMENTS_WRITE)
def index() -> ResponseReturnValue:
    person = current_user.person
    position = people.current_position(person)
    roles = matrices.assessable_roles()
    own = next((role for role in roles if position and role.id == position.role_id), None)
    checks = queries.own_checks(person)
    drafts = [view for view in checks if view.state == ViewState.DRAFT]
    newest = drafts[0] if drafts else None
    has_own_draft = own is not None and any(one.assessment.role_id == own.id for one in drafts)
    asks = None if own is None or has_own_draft else _asks(own.key, own.track.key)
    now, over = turns.going_on(person), turns.over(person)
    return page(
        "assessments/index.html",
        form=PortalForm(formdata=None),
        mine=[part for part in now if part.party is Party.SUBJECT],
        assessed=[part for part in now if part.party is Party.MANAGER],
        over=over,
        withdrawn=turns.withdrawn(person),
        drafts=drafts,
        newest=newest,
        progress=_progress(newest) if newest else None,
        earlier=[view for view in checks if view.state != ViewState.DRAFT],
        role=position.role if position else None,
        own=own,
        asks=asks,
        roles=[role for role in roles if role is not own],
    )


def _asks(role_key: str, track_key: str) -> tuple[int, int] | None:
    """How many behaviours a check of a role asks about, and about how many minutes it takes."""
    matrix = matrices.published(track_key)
    if matrix is None:
        return None
    return sum(1 for _b in matrix.behaviours(role_key)), rules.minutes(matrix, role_key)


def _progress(view: View) -> rules.Progress:
    matrix = matrices.frozen(view.assessment.matrix_version_id)
    return rules.progress(matrix, view.assessment.role.key, queries.answers(view))
