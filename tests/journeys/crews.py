"""A team of its own for a round, and what the portal then holds of its people."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from portal.db import db
from portal.domain.assessments import ViewKind
from portal.models import Assessment, Person, View
from tests.factories import make_account, make_person, make_team
from tests.journeys.serving import Portal


@dataclass(frozen=True)
class Crew:
    """A team of their own: the addresses of two who sign in, and a name with no role yet."""

    team: str
    manager: str
    rep: str
    rep_name: str
    unready: str


def add_crew(portal: Portal, name: str) -> Crew:
    """A manager who is in no team themselves, a rep of theirs, and somebody to be mended."""
    with portal.app.app_context():
        team = make_team(name)
        manager = make_person("Mara Manager", role="team-lead")
        rep = make_person("Remy Rep", role="css1", manager=manager, team=team)
        unready = make_person("Una Unready", manager=manager, team=team)
        for person in (manager, rep, unready):
            make_account(person)
        db.session.commit()
        return Crew(team.name, manager.email, rep.email, rep.name, unready.name)


def views_in(portal: Portal, email: str) -> dict[ViewKind, str]:
    """The states of the views of somebody's assessment in a round; each has one edition."""
    with portal.app.app_context():
        views = db.session.scalars(
            select(View)
            .join(View.assessment)
            .join(Assessment.person)
            .where(Person.email == email, Assessment.cycle_id.is_not(None), View.edition == 1)
        )
        return {ViewKind(view.kind): str(view.state) for view in views}
