"""People for a journey, and what the portal then holds of them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, func, select

from portal.db import db
from portal.models import Account, AccountSession, Answer, Person, View
from portal.models.assessments import ViewKind
from portal.queries import assessments
from portal.services.accounts import issue_set_up_link
from portal.services.demo.organisation import PASSWORD
from tests.factories import make_account, make_member, make_person, make_submitted_view, make_view
from tests.journeys.serving import Portal

REP = "rep@demo.example"
LEAD = "lead@demo.example"
PEOPLE_OPS = "peopleops@demo.example"
ADMIN = "admin@demo.example"
LOOKER = "sasha.scene@demo.example"


@dataclass(frozen=True)
class Scene:
    """The numbers of the records that pages are about; the assessments are the looker's."""

    rep: int
    lead: int
    former: int
    draft: int
    submitted: int
    account: int
    token: str

    def path(self, pattern: str) -> str:
        return pattern.format(**vars(self))


def set_scene(portal: Portal) -> Scene:
    """Bring in a rep who looks at everything, and something to look at."""
    with portal.app.app_context():
        rep, lead = _person(REP), _person(LEAD)
        looker = make_person("Sasha Scene", email=LOOKER, role="css2", manager=lead)
        make_account(looker, password=PASSWORD)
        submitted = make_submitted_view(looker, note="A whole thought")
        draft = make_view(looker, note="Half a thought")
        waiting = make_account(make_person("Willa Waiting"), password=None)
        former = db.session.scalars(select(Person).where(Person.left_on.is_not(None))).first()
        assert former is not None
        scene = Scene(
            rep=rep.id,
            lead=lead.id,
            former=former.id,
            draft=draft.assessment_id,
            submitted=submitted.assessment_id,
            account=waiting.id,
            token=issue_set_up_link(waiting, by=None),
        )
        db.session.commit()
    return scene


def add_rep(portal: Portal, name: str, *, with_draft: bool = False) -> str:
    """The address of a new colleague, who may have begun a self-assessment."""
    with portal.app.app_context():
        person = make_member(name)
        if with_draft:
            make_view(person)
        db.session.commit()
        return person.email


def submit_one(portal: Portal, email: str) -> int:
    """The number of a self-assessment that somebody has submitted."""
    with portal.app.app_context():
        view = make_submitted_view(_person(email))
        db.session.commit()
        return view.assessment_id


def draft_id(portal: Portal, email: str) -> int:
    """The number of the self-assessment that somebody is writing."""
    with portal.app.app_context():
        draft = assessments.open_draft(_person(email))
        assert draft is not None
        return draft.assessment_id


def notes(portal: Portal, email: str) -> list[str]:
    """What somebody has written beside their marks, as stored."""
    with portal.app.app_context():
        written = db.session.scalars(
            select(Answer.note)
            .join(Answer.view)
            .where(View.author_id == _person(email).id, Answer.note != "")
            .order_by(Answer.note)
        )
        return list(written)


def view_states(portal: Portal, email: str) -> list[str]:
    """The states of somebody's own assessments, the oldest first."""
    with portal.app.app_context():
        views = db.session.scalars(
            select(View)
            .where(View.author_id == _person(email).id, View.kind == ViewKind.SELF)
            .order_by(View.id)
        )
        return [str(view.state) for view in views]


def end_sessions(portal: Portal, email: str) -> None:
    """Sign somebody out everywhere behind their back, as time does."""
    with portal.app.app_context():
        of_theirs = select(Account.id).where(Account.person_id == _person(email).id)
        db.session.execute(delete(AccountSession).where(AccountSession.account_id.in_(of_theirs)))
        db.session.commit()


def speak(portal: Portal, email: str, language: str) -> None:
    with portal.app.app_context():
        _person(email).locale = language
        db.session.commit()


def _person(email: str) -> Person:
    return db.session.scalars(select(Person).where(func.lower(Person.email) == email)).one()
