"""An assessment of a round: what is in, both views once they are open, what was agreed."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from portal.access import Permission, Right, requires
from portal.blueprints.assessments.blueprint import bp
from portal.domain.assessments import LONGEST_NOTE, ViewKind
from portal.domain.refusals import Missing
from portal.domain.sealing import TAKE_PART, Party
from portal.domain.side_by_side import side_by_side
from portal.domain.standing import standing
from portal.domain.typed import cleaned
from portal.forms import PortalForm, page
from portal.models import View
from portal.queries import assessments as queries
from portal.queries import evidence, matrices, turns
from portal.queries.visibility.assessments import (
    Seen,
    load_assessment,
    load_own_view,
    readable_editions,
    readable_views,
)
from portal.queries.visibility.goals import may_read_goals, practised
from portal.services import conversations
from portal.services.readings import note_reading


class AcknowledgeForm(PortalForm):
    """``edition`` is the one that was read: a newer one is not acknowledged with it."""

    edition = HiddenField()
    comment = TextAreaField(
        _l("A comment, if you like"),
        filters=[cleaned],
        validators=[
            Length(max=LONGEST_NOTE, message=_l("Use at most 2,000 characters.")),
        ],
    )


def load_seen(assessment_id: int, *, lock: bool = False) -> Seen:
    """The assessment, as the person signed in may see it."""
    is_people_ops = Right.PEOPLE_OPS in current_user.rights
    return load_assessment(
        current_user.person, assessment_id, is_people_ops=is_people_ops, lock=lock
    )


def round_page(assessment_id: int, form: AcknowledgeForm | None = None) -> ResponseReturnValue:
    """The page of an assessment of a round: before both views are open, and from then on."""
    seen = load_seen(assessment_id)
    views = readable_views(seen)
    is_open = queries.moments(seen.assessment).are_open(datetime.now(UTC))
    return _opened(seen, views, form) if is_open else _waiting(seen, views)


def _waiting(seen: Seen, views: dict[ViewKind, View]) -> ResponseReturnValue:
    assessment = seen.assessment
    mine = views.get(ViewKind.SELF if seen.party is Party.SUBJECT else ViewKind.MANAGER)
    matrix = matrices.frozen(assessment.matrix_version_id)
    role_key = assessment.role.key
    return render_template(
        "assessments/waiting.html",
        seen=seen,
        assessment=assessment,
        moments=queries.moments(assessment),
        reopened=queries.reopened_views(assessment),
        part=turns.part_in(seen.viewer, assessment),
        mine=mine,
        attached=evidence.attachments_of(mine) if mine else {},
        matrix=matrix,
        role=matrix.role(role_key),
        standing=standing(matrix, role_key, queries.answers(mine), None) if mine else None,
    )


def _opened(
    seen: Seen, views: dict[ViewKind, View], form: AcknowledgeForm | None
) -> ResponseReturnValue:
    assessment = seen.assessment
    matrix = matrices.frozen(assessment.matrix_version_id)
    role_key = assessment.role.key
    said = {kind: queries.answers(view) for kind, view in views.items()}
    agreed = said.get(ViewKind.AGREED)
    practice = None
    if agreed is not None and seen.party in TAKE_PART:
        practice = standing(matrix, role_key, agreed, None)
    sees_goals = practice is not None and may_read_goals(current_user.person, assessment.person)
    response = page(
        "assessments/opened.html",
        form=form or _acknowledge_form(views.get(ViewKind.AGREED)),
        seen=seen,
        assessment=assessment,
        moments=queries.moments(assessment),
        reopened=queries.reopened_views(assessment),
        views=views,
        editions=readable_editions(seen),
        attached={kind: evidence.attachments_of(view) for kind, view in views.items()},
        matrix=matrix,
        role=matrix.role(role_key),
        part=turns.part_in(seen.viewer, assessment) if seen.party in TAKE_PART else None,
        practice=practice,
        sees_goals=sees_goals,
        practised=practised(current_user.person, assessment.person) if sees_goals else {},
        sides=side_by_side(
            matrix,
            role_key,
            own=said[ViewKind.SELF],
            manager=said[ViewKind.MANAGER],
            agreed=agreed,
        ),
    )
    return _noted(response, seen)


def _noted(response: Response, seen: Seen) -> Response:
    """The page, once it is written down that somebody read about somebody else."""
    if seen.party not in TAKE_PART:
        note_reading(seen.assessment.id, current_user.person.id)
    return response


def _acknowledge_form(agreed: View | None) -> AcknowledgeForm:
    return AcknowledgeForm(formdata=None, edition=agreed.edition if agreed else "")


@bp.post("/<int:assessment_id>/acknowledge")
@requires(Permission.ASSESSMENTS_WRITE)
def acknowledge(assessment_id: int) -> ResponseReturnValue:
    """“I have read this”, from the person it is about; a second click finds it said."""
    seen = load_seen(assessment_id, lock=True)
    if seen.party is not Party.SUBJECT:
        abort(403)
    view = load_own_view(current_user.person, assessment_id, kind=ViewKind.AGREED)
    form = AcknowledgeForm()
    if not form.validate():
        return round_page(assessment_id, form)
    if not form.obeys(
        conversations.acknowledge,
        view,
        edition=form.edition.data or "",
        comment=form.comment.data,
        by=current_user.person,
    ):
        return round_page(assessment_id, form)
    manager = seen.assessment.manager
    flash(
        _("You said that you have read it, and %(name)s is told.", name=manager.name)
        if manager
        else _("You said that you have read it."),
        "success",
    )
    return redirect(url_for(".show", assessment_id=assessment_id), 303)


@bp.get("/<int:assessment_id>/editions/<int:view_id>")
@requires(Permission.ASSESSMENTS_WRITE)
def edition(assessment_id: int, view_id: int) -> ResponseReturnValue:
    """One sealed edition of a view, an earlier one too, for whoever may read that view."""
    seen = load_seen(assessment_id)
    view = next((one for one in readable_editions(seen) if one.id == view_id), None)
    if view is None:
        raise Missing
    matrix = matrices.frozen(seen.assessment.matrix_version_id)
    role_key = seen.assessment.role.key
    response = page(
        "assessments/edition.html",
        seen=seen,
        assessment=seen.assessment,
        view=view,
        attached=evidence.attachments_of(view),
        role=matrix.role(role_key),
        standing=standing(matrix, role_key, queries.answers(view), None),
    )
    return _noted(response, seen)
