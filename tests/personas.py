"""An organisation with one person for every way of standing to a record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from portal.db import db
from portal.domain.assessments import ViewKind
from portal.domain.mails import Trouble
from portal.domain.notices import NoticeKind
from portal.domain.observations import Mark
from portal.domain.workflows import CycleState, MailState
from portal.models import (
    Absence,
    Account,
    ApiToken,
    Assessment,
    Cycle,
    Enrolment,
    Evidence,
    Exercise,
    Goal,
    ImportFile,
    Mail,
    Person,
    QualityReview,
    View,
)
from portal.queries import matrices
from portal.services import absences, documents, enrolments, goals, import_files, tokens
from portal.services.absences import Leave
from portal.services.accounts import issue_set_up_link
from portal.services.notices import tell
from tests.browser import Browser
from tests.drafting import adding, change
from tests.factories import (
    make_account,
    make_enrolment,
    make_evidence,
    make_goal,
    make_person,
    make_position,
    make_submitted_view,
    make_team,
    make_view,
)
from tests.reviewing import make_closed_exercise, make_exercise, make_review
from tests.rounds import make_assessment, make_round, open_views, submit_view, write_view

ANONYMOUS = "anonymous"
DEACTIVATED = "deactivated"
TOKEN = "token"
"""A program that bears a token, and whom nobody ever signed in."""
OWN = "rep"
OUTSIDE = frozenset({ANONYMOUS, DEACTIVATED, TOKEN})
MEMBERS = frozenset(
    {OWN, "peer", "other-team", "manager", "other-manager", "skip-level", "people-ops", "admin"}
)
EVERYBODY = MEMBERS | OUTSIDE

DRAFT_NOTE = "A draft thought: zebra-4471"
SUBMITTED_NOTE = "A sealed thought: heron-9920"
GOAL_HOW = "A plan between two: otter-3308"
DROPPED_GOAL_HOW = "A plan let go: badger-7164"
TOLD = "told:the-rep"
"""The key of a notice to the rep, whose mail came back."""
TOLD_OF = "A round told of: marmot-2256"
SHOWS_IT = "What shows a module: weasel-8815"
EVIDENCE_TEXT = "A private knot: marten-5527"
SHARED_TEXT = "A shared knot: heron-6612"
DRAFTED = "Shows a colleague where an answer came from."
"""A behaviour that stands in a draft of the frontline matrix, and nowhere else."""
ROUND_NAME = "Round being set up: bittern-8812"
RUNNING_NAME = "Round that runs: plover-2290"
OWN_VIEW_NOTE = "A draft in a round: curlew-7745"
MANAGER_VIEW_NOTE = "A draft of the manager: plover-2093"
AGREED_NOTE = "What both write: godwit-5418"
IN_ROUND_NOTE = "A view in a round, sealed: dunlin-6631"
FORMER_NAME = "Quiet Former Colleague"
IMPORTED = b"Competency,Billing agent\nInvoices,Explains an invoice line by line\n"
NO_ACCOUNT_NAME = "Newcomer Without Account"
NEXT_MONTH = datetime.now(UTC).date() + timedelta(days=30)


@dataclass(frozen=True)
class Organisation:
    """``people`` by persona; the records are the rep's."""

    people: dict[str, Person]
    former: Person
    without_account: Person
    account: Account
    closed_account: Account
    draft: View
    submitted: View
    set_up_token: str
    bearer_token: str
    api_token: ApiToken
    import_file: ImportFile
    enrolment: Enrolment
    left_enrolment: Enrolment
    goal: Goal
    dropped_goal: Goal
    planned_round: Cycle
    running_round: Cycle
    writing: Assessment
    talking: Assessment
    leave: Absence
    evidence: Evidence
    shared_evidence: Evidence
    review: QualityReview
    review_draft: QualityReview
    open_exercise: Exercise
    closed_exercise: Exercise

    @property
    def rep(self) -> Person:
        return self.people[OWN]


def make_organisation() -> Organisation:
    here, there = make_team("Inbox North"), make_team("Inbox South")
    head = make_person("Harriet Head", role="support-manager")
    lead = make_person("Lena Lead", role="team-lead", manager=head, team=here)
    other = make_person("Otto Otherlead", role="team-lead", manager=head, team=there)
    rep = make_person("Rita Rep", manager=lead, team=here)
    make_position(rep, "css1", ended_on=date(2024, 6, 3))
    make_position(rep, "css2", started_on=date(2024, 6, 3))
    people = {
        OWN: rep,
        "peer": make_person("Piet Peer", role="css2", manager=lead, team=here),
        "other-team": make_person("Sona South", role="css2", manager=other, team=there),
        "manager": lead,
        "other-manager": other,
        "skip-level": head,
        "people-ops": make_person("Paula Peopleops", role="ops-specialist"),
        "admin": make_person("Adam Admin", role="senior-ops"),
        DEACTIVATED: make_person("Dora Deactivated", role="css2", manager=lead, team=here),
    }
    for persona, person in people.items():
        make_account(person, is_people_ops=persona == "people-ops", is_admin=persona == "admin")
    former = make_person(FORMER_NAME, team=here, left_on=date(2025, 5, 5))
    closed = make_account(make_person("Cleo Closed", role="css1"), is_active=False)
    waiting = make_account(make_person("Wanda Waiting", role="css1"), password=None)
    submitted = make_submitted_view(rep, note=SUBMITTED_NOTE)
    draft = make_view(rep, marks=Mark.WHEN_PROMPTED, note=DRAFT_NOTE)
    dropped = make_goal(rep, "notes-what-was-tried", how=DROPPED_GOAL_HOW)
    goals.drop(dropped, "There was no occasion for it.", by=rep)
    left = make_enrolment(rep, "onboarding", mentor=people["other-team"])
    enrolments.leave(left, by=rep)
    bearer_token = tokens.issue("Learning platform", expires_on=NEXT_MONTH, by=people["admin"])
    organisation = Organisation(
        people=people,
        former=former,
        without_account=make_person(NO_ACCOUNT_NAME, role="css1"),
        account=db.session.scalars(select(Account).where(Account.person_id == rep.id)).one(),
        closed_account=closed,
        draft=draft,
        submitted=submitted,
        set_up_token=issue_set_up_link(waiting, by=None),
        bearer_token=bearer_token,
        api_token=db.session.scalars(select(ApiToken)).one(),
        import_file=import_files.keep("billing.csv", IMPORTED, by=people["people-ops"]),
        enrolment=make_enrolment(
            rep, mentor=people["other-team"], done={"data-in-safe-hands": SHOWS_IT}
        ),
        left_enrolment=left,
        goal=make_goal(rep, how=GOAL_HOW, quiet_for=timedelta(days=30)),
        dropped_goal=dropped,
        planned_round=make_round(ROUND_NAME, state=CycleState.DRAFT),
        running_round=_running_round(rep),
        writing=_writing(rep, lead),
        talking=_talking(rep),
        leave=absences.enter(rep, Leave(date(2027, 1, 4), None), by=people["people-ops"]),
        evidence=make_evidence(rep, EVIDENCE_TEXT),
        shared_evidence=make_evidence(rep, SHARED_TEXT, is_shared=True),
        review=make_review(rep, people["peer"]),
        review_draft=make_review(people["peer"], rep, is_sent=False),
        open_exercise=make_exercise(),
        closed_exercise=make_closed_exercise(lead, other),
    )
    _keep_documents()
    _tell(rep)
    change(adding(DRAFTED), people["people-ops"])
    db.session.commit()
    return organisation


def _running_round(rep: Person) -> Cycle:
    """An open round in which the rep's own view is in, and their manager's is not."""
    cycle = make_round(RUNNING_NAME)
    assessment = make_assessment(cycle, rep)
    submit_view(assessment, ViewKind.SELF, rep, note=IN_ROUND_NOTE)
    return cycle


def _writing(rep: Person, lead: Person) -> Assessment:
    """An assessment of which both write, each for themselves."""
    assessment = make_assessment(make_round(), rep)
    write_view(assessment, ViewKind.SELF, rep, note=OWN_VIEW_NOTE)
    write_view(assessment, ViewKind.MANAGER, lead, note=MANAGER_VIEW_NOTE)
    return assessment


def _talking(rep: Person) -> Assessment:
    """An assessment whose views are open, and what both agree on is being written."""
    assessment = open_views(make_assessment(make_round(), rep))
    write_view(assessment, ViewKind.AGREED, rep, note=AGREED_NOTE).next_steps = "Pair on it."
    return assessment


def _tell(rep: Person) -> None:
    about = {"cycle": TOLD_OF}
    notice = tell(rep, NoticeKind.VIEWS_OPEN, key=TOLD, path="/assessments", about=about)
    assert notice is not None
    mail = db.session.scalars(select(Mail).where(Mail.notice_id == notice.id)).one()
    mail.state, mail.problem = MailState.FAILED, f"{Trouble.RECIPIENT} 550 5.1.1"


def _keep_documents() -> None:
    """What may be opened is at stake here, not what it looks like: no PDF is rendered."""
    imprint = matrices.imprint("frontline")
    assert imprint is not None
    for role_key in (None, "css2"):
        documents.store(documents.Edition(imprint, "en", role_key), b"%PDF-1.7 kept")


def browser_of(
    organisation: Organisation, persona: str, new_browser: Callable[[], Browser]
) -> Browser:
    """A browser in which the persona is signed in, by the sign-in page."""
    browser = new_browser()
    browser.get("accounts.sign_in")
    if persona == TOKEN:
        browser.bearer = organisation.bearer_token
        browser.send("/ims/case/v1p1/CFDocuments")  # its first use of the day is noted
    if persona in {ANONYMOUS, TOKEN}:
        return browser
    person = organisation.people[persona]
    browser.sign_in(person.email)
    browser.get("accounts.password")  # a page with the token of the session
    if persona == DEACTIVATED:
        account = db.session.scalars(select(Account).where(Account.person_id == person.id)).one()
        account.deactivated_at = datetime.now(UTC)
        db.session.commit()
    return browser
