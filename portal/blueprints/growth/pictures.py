"""Pictures of several people: a manager's team, and for people-ops the distribution of a round."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.growth.blueprint import bp
from portal.domain.refusals import Missing
from portal.domain.team_pictures import FEWEST, SHARES, distributions, team_rows
from portal.queries import cycles, ladders
from portal.queries import readiness as queries


@bp.get("/team")
@requires(Permission.TEAM_VIEW)
def team() -> ResponseReturnValue:
    """One's direct reports beside their competencies, by name; nobody is sorted by marks."""
    members = queries.team_of(current_user.person)
    return render_template(
        "growth/team.html",
        people=[person for person, _ in members],
        members={person.id: member for person, member in members},
        rows=team_rows(member for _, member in members),
    )


@bp.get("/insights")
@requires(Permission.INSIGHTS_VIEW)
def insights() -> ResponseReturnValue:
    """How the holders of one role stand in one round, where five or more were assessed."""
    rounds = cycles.opened_cycles()
    ladder = ladders.whole_ladder()
    roles = [role for role in ladder.roles if not role.is_retired]
    wanted = request.args.get("round", str(rounds[0].id) if rounds else "")
    chosen = next((cycle for cycle in rounds if str(cycle.id) == wanted), None)
    role = ladder.role(request.args.get("role", roles[0].key if roles else ""))
    if (wanted and chosen is None) or role is None:
        raise Missing
    return render_template(
        "growth/insights.html",
        rounds=rounds,
        roles=roles,
        chosen=chosen,
        role=role,
        fewest=FEWEST,
        shares=SHARES,
        distributions=distributions(queries.holders_in(role.key, chosen.id)) if chosen else (),
    )
