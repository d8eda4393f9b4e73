"""What I have to do."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access import Permission, requires
from portal.domain import assessments as rules
from portal.domain.sealing import Party
from portal.domain.turns import OWN_TURN
from portal.queries import (
    assessments,
    cycles,
    goals,
    ladders,
    matrices,
    notices,
    people,
    role_changes,
    turns,
)

bp = Blueprint("home", __name__)


@bp.get("/")
@requires(Permission.HOME_VIEW)
def index() -> ResponseReturnValue:
    person = current_user.person
    position = people.current_position(person)
    draft = assessments.open_check(person)
    progress = None
    if draft is not None:
        progress = rules.progress(
            matrices.frozen(draft.assessment.matrix_version_id),
            draft.assessment.role.key,
            assessments.answers(draft),
        )
    ladder = ladders.whole_ladder()
    can_assess = position and matrices.assessable_version(position.role)
    parts = turns.going_on(person)
    return render_template(
        "home/index.html",
        person=person,
        role=ladder.role(position.role.key) if position else None,
        track=ladder.track(position.role.track.key) if position else None,
        since=position.started_on if position else None,
        next_roles=ladder.next_roles(position.role.key) if position else (),
        ladder=ladder,
        can_assess=bool(can_assess),
        draft=draft,
        progress=progress,
        latest=assessments.latest_submitted(person),
        in_round=any(part.party is Party.SUBJECT for part in parts),
        to_do=[part for part in parts if part.turn in OWN_TURN],
        agreed=turns.last_agreed(person),
        goals=goals.going(person, datetime.now(UTC)),
        news=role_changes.news_for(person),
        notices=notices.news_for(person),
        reports=people.reports(person),
        rounds=cycles.going_on() if current_user.may(Permission.CYCLES_EDIT) else [],
        may_export=current_user.may(Permission.EXPORTS_VIEW),
        may_keep_accounts=current_user.may(Permission.ACCOUNTS_EDIT),
    )
