"""People for a journey, and what the portal then holds of them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, func, select

from portal.db import db
from portal.domain.drafting import behaviours
from portal.domain.languages import LocalizedText
from portal.domain.observations import Mark
from portal.domain.role_changes import ChangeKind, Proposal
from portal.models import Account, AccountSession, Answer, Person, View
from portal.models.assessments import ViewKind
from portal.queries import assessments
from portal.services import import_files, ladders, role_changes
from portal.services.accounts import issue_set_up_link
from portal.services.demo.organisation import PASSWORD
from portal.services.ladders import RoleEntry
from tests import drafting
from tests.factories import make_account, make_member, make_person, make_submitted_view, make_view
from tests.journeys.serving import Portal

REP = "rep@demo.example"
LEAD = "lead@demo.example"
PEOPLE_OPS = "peopleops@demo.example"
ADMIN = "admin@demo.example"
LOOKER = "sasha.scene@demo.example"
IMPORTED = (
    b"Area,Competency,Agent,Senior agent\n"
    b'Craft,Invoices,Explains an invoice line by line,"- Solves 9 of 10 disputes\n- Helps"\n'
    b"Craft,,Greets people by name,=1+1\n"
)
"""A table with advice on its wording and a problem."""


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
    import_file: int

    def path(self, pattern: str) -> str:
        return pattern.format(**vars(self))


def set_scene(portal: Portal) -> Scene:
    """Bring in a rep who looks at everything, and something to look at."""
    with portal.app.app_context():
        rep, lead = _person(REP), _person(LEAD)
        looker = make_person("Sasha Scene", email=LOOKER, role="css2", manager=lead)
        make_account(looker, password=PASSWORD)
        submitted = make_submitted_view(looker, note="A whole thought")
        draft = make_view(looker, marks=Mark.WHEN_PROMPTED, note="Half a thought")
        _bring_versions_out(_person(PEOPLE_OPS))
        waiting = make_account(make_person("Willa Waiting"), password=None)
        former = db.session.scalars(select(Person).where(Person.left_on.is_not(None))).first()
        assert former is not None
        _retire_a_role(lead)
        scene = Scene(
            rep=rep.id,
            lead=lead.id,
            former=former.id,
            draft=draft.assessment_id,
            submitted=submitted.assessment_id,
            account=waiting.id,
            token=issue_set_up_link(waiting, by=None),
            import_file=import_files.keep("team.csv", IMPORTED, by=_person(PEOPLE_OPS)).id,
        )
        db.session.commit()
    return scene


def _retire_a_role(by: Person) -> None:
    """A role that nobody holds, retired, to look at what becomes of one."""
    name = LocalizedText({"en": "Scene Guide", "es": "Guía de escena"})
    role = ladders.add_role(RoleEntry("frontline", 3, name, name), by=by)
    proposal = Proposal(ChangeKind.RETIRE, (), by.started_on, {}, {}, {})
    seen = role_changes.propose(role.key, proposal, by=by).seen
    why = LocalizedText({"en": "Nobody guided scenes.", "es": "Nadie guiaba escenas."})
    role_changes.carry_out(role.key, proposal, why, seen=seen, by=by)


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


def _bring_versions_out(editor: Person) -> None:
    """A second version of the frontline matrix with many kinds of change, a draft of a third."""
    drafting.begin(editor)
    first, second, third, *_ = drafting.asked(drafting.draft())
    pieces = [{"en": "Offers a workaround."}, {"en": "Tests a workaround first.", "es": "Prueba."}]
    drafting.publish(
        editor,
        drafting.rewording(first, en="Explains a feature by what the customer wants to achieve."),
        drafting.removing(second),
        lambda matrix: behaviours.split(matrix, third, pieces, ()),
        drafting.adding("Replies within 4 hours.", role="senior-css"),
        drafting.waiving(first, {"en": "The law asks for it."}),
        lambda matrix: drafting.waiving(
            drafting.asked(matrix, role="senior-css")[-1], {"en": "A contract promises it."}
        )(matrix),
        lambda matrix: behaviours.drop_cell(matrix, "problem-solving", "css2"),
    )
    drafting.change(drafting.adding("Answers 20 tickets a day."), editor)
    drafting.change(drafting.adding("Understands the product."), editor)
