"""Beginning a view of a round: what it asks, who will read it, and when."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms import BooleanField

from portal.access import Permission, requires
from portal.blueprints.assessments.blueprint import of_each_view
from portal.blueprints.assessments.desks import part_to_begin
from portal.domain import assessments as rules
from portal.domain.assessments import Answer, ViewKind
from portal.domain.refusals import Missing
from portal.domain.turns import Turn
from portal.forms import PortalForm, page
from portal.models import Person, View
from portal.queries import assessments as queries
from portal.queries import matrices, turns
from portal.queries.visibility.assessments import Seen
from portal.services import conversations, sealed_views


class BeginForm(PortalForm):
    """``from_check``: begin with what the last private check of the same role said."""

    from_check = BooleanField()


def begin_page(
    assessment_id: int, kind: ViewKind, form: BeginForm | None = None
) -> ResponseReturnValue:
    """The page before a view of a round; Missing where one has no such view to write."""
    seen = part_to_begin(assessment_id, kind)
    assessment = seen.assessment
    person = current_user.person
    moments = queries.moments(assessment)
    part = turns.part_in(person, assessment)
    matrix = matrices.frozen(assessment.matrix_version_id)
    role_key = assessment.role.key
    check = turns.newest_check(person, assessment.role) if kind is ViewKind.SELF else None
    return page(
        "assessments/begin.html",
        form=form or BeginForm(formdata=None),
        kind=kind,
        part=part,
        assessment=assessment,
        moments=moments,
        role=matrix.role(role_key),
        check=check,
        minutes=rules.minutes(matrix, role_key),
        behaviours=sum(1 for _b in matrix.behaviours(role_key)),
        may_begin=part.goes_on and (kind is not ViewKind.AGREED or part.turn is Turn.TALK),
    )


@of_each_view("begin", methods=["POST"])
@requires(Permission.ASSESSMENTS_WRITE)
def begin(assessment_id: int, kind: str) -> ResponseReturnValue:
    """Begin, or go on with what was begun before: a double click begins once."""
    which = ViewKind(kind)
    seen = part_to_begin(assessment_id, which, lock=True)
    form = BeginForm()
    if not form.obeys(_begin, seen, which, form):
        return begin_page(assessment_id, which, form)
    return redirect(url_for(".answer", assessment_id=assessment_id, kind=kind), 303)


def _begin(seen: Seen, kind: ViewKind, form: BeginForm) -> View:
    person: Person = current_user.person
    if kind is ViewKind.AGREED:
        return conversations.begin(seen.assessment, by=person)
    taking = None
    if kind is ViewKind.SELF and form.from_check.data:
        taking = _from_check(seen, person)
    return sealed_views.begin(seen.assessment, kind, by=person, taking=taking)


def _from_check(seen: Seen, person: Person) -> dict[str, Answer]:
    """What the person's last private check of the same role says of what this round asks."""
    assessment = seen.assessment
    check = turns.newest_check(person, assessment.role)
    if check is None:
        raise Missing
    matrix = matrices.frozen(assessment.matrix_version_id)
    return rules.asked_of(matrix, assessment.role.key, queries.answers(check))
