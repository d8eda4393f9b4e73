"""Two people-ops at the same moment: one version comes of it, and nobody's work goes unseen."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.domain.matrices import VersionState
from portal.domain.observations import Mark
from portal.models import DraftStep, MatrixVersion, Person
from portal.queries import assessments as queries
from portal.queries import drafts, matrices, versions
from portal.queries.visibility.assessments import load_own_view
from tests.browser import Browser
from tests.drafting import TRACK, adding, asked, change, decision, draft, publish
from tests.factories import make_member, make_view
from tests.test_concurrency import arranged, at_the_same_moment, post, signed_in

NEW = "Shows a colleague where an answer came from."
PUBLISH = "/matrices/frontline/draft/publish"
AT_ONCE = 3


def desks(app: Flask, count: int) -> list[Browser]:
    """Browsers of several people-ops, with a draft to publish."""

    def arrange() -> dict[str, object]:
        people = [make_member(role=None, is_people_ops=True) for _ in range(count)]
        change(adding(NEW), people[0])
        return {"emails": [person.email for person in people]}

    emails = arranged(app, arrange)["emails"]
    return [signed_in(app, email) for email in emails]  # type: ignore[attr-defined]


def decided(app: Flask, note: str) -> dict[str, str]:
    """The publishing form as it stands for the draft now."""
    with app.app_context():
        now = decision()
        return {
            "seen": now.seen,
            "beside": str(now.beside),
            "seen_text": now.note.seen,
            "level": "major",
            "text_en": note,
        }


def numbers(app: Flask) -> list[str]:
    with app.app_context():
        return [str(version.number) for version in versions.history(TRACK)]


def test_whoever_publishes_at_the_same_moment_it_is_published_once(separate_app: Flask) -> None:
    browsers = desks(separate_app, AT_ONCE)
    form = decided(separate_app, "Clearer words.")
    answers = at_the_same_moment([post(browser, PUBLISH, **form) for browser in browsers])
    assert answers == [303] * AT_ONCE
    assert numbers(separate_app) == ["2.0.0", "1.0.0"]
    with separate_app.app_context():
        states = db.session.scalars(
            select(MatrixVersion.state).join(MatrixVersion.matrix).where(
                MatrixVersion.matrix_id == select(MatrixVersion.matrix_id).where(
                    MatrixVersion.major == 2
                ).scalar_subquery()
            ).order_by(MatrixVersion.id)
        ).all()  # fmt: skip
        assert states == [VersionState.SUPERSEDED, VersionState.PUBLISHED]
        assert db.session.scalars(select(DraftStep.id)).all() == []
        now = matrices.published(TRACK)
        assert now is not None
        stored = db.session.scalars(
            select(MatrixVersion.content_hash).where(MatrixVersion.major == 2)
        ).one()
        assert stored == now.content_hash


def test_an_edit_and_a_publication_at_the_same_moment_follow_each_other(
    separate_app: Flask,
) -> None:
    """The edit came first and the publication is asked to look again, or the edit came too late."""
    publisher, editor = desks(separate_app, 2)
    form = decided(separate_app, "Clearer words.")
    with separate_app.app_context():
        key = asked(draft())[-1]
    waiver = f"/matrices/frontline/draft/advice/{key}/waiver"
    published, edited = at_the_same_moment(
        [
            post(publisher, PUBLISH, **form),
            post(editor, waiver, text_en="The law asks for it.", then="keep"),
        ]
    )
    with separate_app.app_context():
        now = matrices.published(TRACK)
        assert now is not None
        if published == 303:
            assert edited == 409
            assert str(now.number) == "2.0.0"
            assert now.every_behaviour()[key].waiver is None
            assert drafts.current(TRACK) is None
        else:
            assert (published, edited) == (409, 303)
            assert str(now.number) == "1.0.0"
            assert draft().every_behaviour()[key].waiver is not None


def test_bringing_over_and_submitting_at_the_same_moment_do_one_of_them(
    separate_app: Flask,
) -> None:
    def arrange() -> dict[str, object]:
        rep = make_member("Rita Rep")
        view = make_view(rep, marks=Mark.NOT_YET)
        publish(make_member("Paula Peopleops", role=None), adding(NEW))
        return {"email": rep.email, "id": view.assessment_id, "rep": rep.id}

    values = arranged(separate_app, arrange)
    one, other = (signed_in(separate_app, str(values["email"])) for _ in range(2))
    path = f"/assessments/{values['id']}"
    brought, submitted = at_the_same_moment(
        [post(one, f"{path}/newer-version", to="2.0.0"), post(other, f"{path}/submit")]
    )
    # Brought over first, the new behaviour is still to be marked; submitted first, it is sealed.
    assert (brought, submitted) in {(303, 409), (409, 303)}
    with separate_app.app_context():
        rep = db.session.get_one(Person, values["rep"])
        view = load_own_view(rep, int(str(values["id"])))
        is_brought = str(view.assessment.matrix_version.number) == "2.0.0"
        assert is_brought == (brought == 303)
        assert (view.state == "submitted") == (submitted == 303)
        assert queries.answers(view)
