"""Pictures of several people: a manager's team, and for people-ops the distribution of a round."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.growth.blueprint import bp
from portal.domain.ladders import Role
from portal.domain.refusals import Missing
from portal.domain.team_pictures import FEWEST, SHARES, Distribution, distributions, team_rows
from portal.models import Cycle
from portal.queries import cycles, ladders
from portal.queries import readiness as queries

MOST_TRIED = 3
"""How many rounds and roles are tried for one that says something."""


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
    """How the holders of one role stand in one round, where five or more were assessed.

    Whoever has not chosen sees the latest round, and the first role, that say something.
    """
    asked_round, asked_role = request.args.get("round"), request.args.get("role")
    rounds = cycles.opened_cycles()
    ladder = ladders.whole_ladder()
    roles = [role for role in ladder.roles if not role.is_retired]
    in_question = [
        (cycle, role)
        for cycle in rounds
        for role in [*roles, *(one for one in ladder.roles if one.is_retired)]
        if (asked_round or str(cycle.id)) == str(cycle.id) and (asked_role or role.key) == role.key
    ]
    if not in_question and (rounds or asked_round):
        raise Missing
    chosen, role, told = _telling_most(in_question)
    return render_template(
        "growth/insights.html",
        rounds=rounds,
        roles=[one for one in ladder.roles if one in roles or one == role],
        chosen=chosen,
        role=role,
        fewest=FEWEST,
        shares=SHARES,
        distributions=told,
    )


def _telling_most(
    in_question: Sequence[tuple[Cycle, Role]],
) -> tuple[Cycle | None, Role | None, tuple[Distribution, ...]]:
    """The first round and role of which something may be told, else the first of all."""
    if not in_question:
        return None, None, ()
    known = queries.enough_holders(FEWEST)
    worth_asking = [(c, r) for c, r in in_question if (c.id, r.key) in known]
    tried = []
    for cycle, role in (worth_asking or in_question[:1])[:MOST_TRIED]:
        told = distributions(queries.holders_in(role.key, cycle.id))
        tried.append((cycle, role, told))
        if any(row.counts for row in told):
            return cycle, role, told
    return tried[0]
