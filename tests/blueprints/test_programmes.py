"""Programmes in the browser: reading, a way from enrolling to confirming, keeping them, privacy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.models import AuditEvent, Completion, Module, Notice, Person
from portal.queries import programmes as queries
from portal.queries.visibility.programmes import load_module, load_programme
from portal.services import enrolments, programmes
from tests.browser import Browser, Page
from tests.factories import make_enrolment, make_evidence, make_member

KEY = "technical-development"
LOGS = "logs-and-requests"
SHOWN = "The import that stops: bunting-2291"
NOTE = "A note of the log: plover-3345"
WHY = "I took it for somebody else's: ibis-1180"
ASKED = "Name the step: curlew-6610"


@pytest.fixture
def people(app: Flask) -> dict[str, Person]:
    del app
    found = {
        name: make_member(f"{name.title()} Person", role=role)
        for name, role in {
            "head": "support-manager", "lead": "team-lead", "other-lead": "team-lead",
            "mentor": "senior-se", "rep": "css2", "peer": "css2", "stranger": "css2",
        }.items()
    }  # fmt: skip
    found["ops"] = make_member("Ops Person", role=None, is_people_ops=True)
    found["admin"] = make_member("Admin Person", role=None, is_admin=True)
    found["lead"].manager_id = found["other-lead"].manager_id = found["head"].id
    found["rep"].manager_id = found["peer"].manager_id = found["lead"].id
    found["stranger"].manager_id = found["other-lead"].id
    db.session.flush()
    programmes.add_mentor(load_programme(KEY), found["mentor"].email, by=found["ops"])
    db.session.commit()
    return found


@pytest.fixture
def as_(people: dict[str, Person], new_browser: Callable[[], Browser]) -> Callable[[str], Browser]:
    """A browser in which one of the people is signed in."""
    signed_in: dict[str, Browser] = {}

    def sign_in(name: str) -> Browser:
        if name not in signed_in:
            signed_in[name] = new_browser()
            signed_in[name].sign_in(people[name].email)
        return signed_in[name]

    return sign_in


def error_at(page: Page, field: str) -> str:
    return page.one(f"#{field}-error").get_text(" ", strip=True)


def test_a_way_from_enrolling_to_a_confirmed_module(
    people: dict[str, Person], as_: Callable[[str], Browser]
) -> None:
    rep, lead, mentor = as_("rep"), as_("lead"), as_("mentor")
    page = rep.get("programmes.show", key=KEY)
    assert "Talk to Lead Person" in page.text
    assert not page.all('a[href$="/enrol"]')
    assert "Customer Support Specialist 2 to Customer Support Engineer" in page.text
    assert "Isolates the step at which a request" in page.text
    assert "Mentor Person" in page.text

    page = lead.get("programmes.enrol", key=KEY)
    offered = {str(option["value"]) for option in page.all("#email option")}
    assert people["rep"].email in offered
    assert people["stranger"].email not in offered
    page = lead.post("programmes.enrol", {"email": people["stranger"].email},
                     status=422, key=KEY)  # fmt: skip
    assert "do not report to you" in error_at(page, "email")
    lead.get("programmes.enrol", key=KEY)
    page = lead.follow(lead.submit(email=people["rep"].email, mentor=str(people["mentor"].id)))
    assert "None of the 8 modules is confirmed yet." in page.text
    way = queries.own_ways(people["rep"])[0].enrolment.id
    assert "You are on this programme now" in rep.get("notices.index").text

    note = make_evidence(people["rep"], NOTE)
    here = {"enrolment_id": way, "key": LOGS}
    rep.get("programmes.module", **here)
    page = rep.submit(what_shows_it=" ", status=422)
    assert "Say in a sentence or two" in error_at(page, "what_shows_it")
    rep.submit(what_shows_it=SHOWN, evidence=str(note.id))
    page = mentor.get("programmes.index")
    assert "Rep Person: Reading logs and requests" in page.texts("h2 + .task-list")[0]
    page = mentor.get("programmes.module", **here)
    assert SHOWN in page.text
    assert NOTE in page.text
    page = mentor.submit('form[action$="/missing"]', text="", status=422)
    assert "Say what is still missing" in error_at(page, "text")
    mentor.submit('form[action$="/missing"]', text=ASKED)

    page = rep.get("programmes.module", **here)
    assert ASKED in page.text
    assert "Something is still missing" in page.text
    rep.submit(what_shows_it=f"{SHOWN}, at its third step")
    mentor.get("programmes.module", **here)
    mentor.submit('form[action$="/confirm"]')
    page = rep.get("roles.show", key="cse")
    assert "You are on it. 1 of 8 modules confirmed." in page.text
    assert "Still to come: How the parts fit together; Data in safe hands" in page.text
    page = rep.get("programmes.module", **here)
    assert "Mentor Person on" in page.text
    assert not page.all("main form")


def test_who_sees_how_far_somebody_is_and_who_reads_what_they_wrote(
    people: dict[str, Person], as_: Callable[[str], Browser]
) -> None:
    rep = people["rep"]
    enrolment = make_enrolment(rep, mentor=people["mentor"], done={LOGS: SHOWN})
    done: Completion = enrolment.completions[0]
    done.evidence = make_evidence(rep, NOTE)
    db.session.commit()
    here = {"enrolment_id": enrolment.id, "key": LOGS}
    for name in ("rep", "mentor", "lead", "head"):
        page = as_(name).get("programmes.module", **here)
        assert SHOWN in page.text, name
        assert NOTE in page.text, name
    ops = as_("ops")
    page = ops.get("programmes.enrolment", enrolment_id=enrolment.id)
    assert "Waits to be confirmed" in page.text
    page = ops.get("programmes.module", **here)
    assert "bunting" not in str(page.soup)
    assert "plover" not in str(page.soup)
    assert not page.all('form[action$="/confirm"]')
    assert "Rep Person" in ops.get("programmes.people_on", key=KEY).text
    for name in ("peer", "other-lead", "stranger", "admin"):
        browser = as_(name)
        browser.get("programmes.module", status=404, **here)
        browser.get("programmes.enrolment", status=404, enrolment_id=enrolment.id)
        for endpoint in ("people_on", "show"):
            assert "Rep Person" not in browser.get(f"programmes.{endpoint}", key=KEY).text, name
        assert "Rep Person" not in browser.get("programmes.index").text
    assert "Rep Person" in as_("lead").get("programmes.people_on", key=KEY).text

    # Who is no longer a mentor, or no longer leads them, no longer sees it
    enrolments.choose_mentor(enrolment, None, by=people["lead"])
    rep.manager_id = people["other-lead"].id
    db.session.commit()
    for name in ("mentor", "lead"):
        as_(name).get("programmes.module", status=404, **here)
    assert SHOWN in as_("other-lead").get("programmes.module", **here).text
    assert "Rep Person" in as_("other-lead").get("programmes.index").text, "it waits for them now"
    rep.left_on = date(2026, 1, 5)
    db.session.commit()
    as_("other-lead").get("programmes.enrolment", status=404, enrolment_id=enrolment.id)
    ops.get("programmes.enrolment", enrolment_id=enrolment.id)


def test_two_tabs_meet_and_both_texts_are_shown(
    people: dict[str, Person], as_: Callable[[str], Browser]
) -> None:
    rep, mentor = as_("rep"), as_("mentor")
    enrolment = make_enrolment(people["rep"], mentor=people["mentor"], done={LOGS: SHOWN})
    here = {"enrolment_id": enrolment.id, "key": LOGS}
    rep.get("programmes.module", **here)
    mentor.get("programmes.module", **here)
    rep.submit(what_shows_it="Another case.")
    page = mentor.submit('form[action$="/confirm"]', status=409)
    assert "Another case." in page.text
    page = mentor.submit('form[action$="/confirm"]', status=303)
    page = rep.open(
        rep.path("programmes.module", **here),
        method="POST",
        status=409,
        data={"csrf_token": rep.token(), "version": "2", "what_shows_it": "A third.",
              "evidence": ""},
    )  # fmt: skip
    assert "Another case." in page.text, "what was confirmed stays"
    assert "A third." in page.text, "what was typed is kept"


def test_what_was_confirmed_by_mistake_is_taken_back_with_a_reason(
    people: dict[str, Person], as_: Callable[[str], Browser]
) -> None:
    modules = [module.key for module in queries.modules(load_programme(KEY))]
    others = [key for key in modules if key != LOGS]
    enrolment = make_enrolment(
        people["rep"], mentor=people["mentor"], confirmed=others, done={LOGS: SHOWN}
    )
    rep, mentor, ops = as_("rep"), as_("mentor"), as_("ops")
    here = {"enrolment_id": enrolment.id, "key": LOGS}
    page = mentor.get("programmes.module", **here)
    assert "Confirmed by mistake?" not in page.text
    version = page.form('form[action$="/confirm"]').values["version"][0]
    unconfirmed = {"version": version, "reason": WHY}
    refused = mentor.post("programmes.take_back", unconfirmed, status=409, **here)
    assert "nothing to take back" in refused.text
    assert WHY in refused.text, "what was typed is kept"
    mentor.get("programmes.module", **here)
    mentor.submit('form[action$="/confirm"]')
    assert "Completed on" in rep.get("programmes.enrolment", enrolment_id=enrolment.id).text
    assert "Confirmed by mistake?" not in rep.get("programmes.module", **here).text
    page = ops.get("programmes.module", **here)
    assert "the programme is no longer completed" in page.text
    assert "Say why" in ops.submit('form[action$="/take-back"]', reason=" ", status=422).text
    mentor.get("programmes.module", **here)
    sent = dict(mentor.page.form('form[action$="/take-back"]').values)  # type: ignore[union-attr]
    mentor.submit('form[action$="/take-back"]', reason=WHY)
    mentor.post("programmes.take_back", {**sent, "reason": WHY}, **here)  # a second click
    stale = ops.submit('form[action$="/take-back"]', reason="It was mine.", status=409)
    assert "It was mine." in stale.text
    page = rep.get("programmes.enrolment", enrolment_id=enrolment.id)
    assert f"{len(others)} of {len(modules)} modules confirmed." in page.text
    page = rep.get("programmes.module", **here)
    assert "Waits to be confirmed" in page.text
    assert page.texts(".said-notes li")[0].startswith(f"{WHY} Mentor Person took the confirmation")
    assert SHOWN in page.text
    assert "What was said of it" in page.text
    assert "What was still missing" not in page.text
    assert WHY not in ops.get("programmes.module", **here).text, "people-ops read nobody's words"
    told = db.session.scalars(select(Notice).where(Notice.kind == "module_taken_back")).one()
    assert told.person_id == people["rep"].id
    assert "ibis" not in str(told.about)
    mentor.get("programmes.module", **here)
    mentor.submit('form[action$="/confirm"]')
    assert "Completed on" in rep.get("programmes.enrolment", enrolment_id=enrolment.id).text
    actions = list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))
    assert actions.count("took back confirmation of module") == 1
    assert actions.count("opened programme again") == 1
    assert actions.count("completed programme") == 2


def test_a_module_waits_again_only_while_somebody_can_confirm_it(
    people: dict[str, Person], as_: Callable[[str], Browser]
) -> None:
    """Whoever can is told, unless they took it back themselves; a retired one is left alone."""
    enrolment = make_enrolment(people["rep"], mentor=people["mentor"], confirmed=[LOGS])
    here = {"enrolment_id": enrolment.id, "key": LOGS}
    lead, form = as_("lead"), 'form[action$="/take-back"]'
    sent = {**dict(lead.get("programmes.module", **here).form(form).values), "reason": WHY}
    module = load_module(load_programme(KEY), LOGS)
    module.is_retired = True
    db.session.commit()
    assert "Confirmed by mistake?" not in lead.get("programmes.module", **here).text
    refused = lead.post("programmes.take_back", sent, status=409, **here)
    assert "nobody needs it any more" in refused.text
    module.is_retired = False
    db.session.commit()
    waiting = select(Notice.person_id).where(Notice.kind == "module_done")
    before = len(db.session.scalars(waiting).all())
    lead.post("programmes.take_back", sent, **here)
    told = db.session.scalars(waiting.order_by(Notice.id)).all()
    assert told[before:] == [people["mentor"].id]
    mentor = as_("mentor")
    mentor.get("programmes.module", **here)
    mentor.submit('form[action$="/confirm"]')
    mentor.get("programmes.module", **here)
    mentor.submit(form, reason=WHY)
    assert len(db.session.scalars(waiting).all()) == len(told), "who did it knows"


def test_people_ops_keep_a_programme(
    people: dict[str, Person], as_: Callable[[str], Browser]
) -> None:
    ops = as_("ops")
    ops.get("programmes.new_module", key=KEY)
    page = ops.submit(title__en="Queues", text__en="Reads one.", shown_by__en="A case.", status=422)
    assert "Choose at least one behaviour" in error_at(page, "teaches")
    assert page.form().values["title-en"] == ["Queues"]
    ops.follow(ops.submit(teaches=["isolates-the-failing-step"]))
    assert "Queues" in as_("rep").get("programmes.show", key=KEY).text
    page = ops.get("programmes.edit", key=KEY)
    ops.submit('form[action$="/queues/place"]:has([value="7"])')
    assert keys()[-2:] == ["queues", "passing-it-on"]
    ops.get("programmes.edit", key=KEY)
    ops.submit('form[action$="/queues/retire"]')
    assert "Queues" not in as_("rep").get("programmes.show", key=KEY).text
    ops.get("programmes.edit", key=KEY)
    ops.submit('form[action$="/queues/bring-back"]')

    ops.get("programmes.edit_module", key=KEY, module_key="queues")
    other = load_module(load_programme(KEY), "queues")
    other.title = other.title.reworded({"en": "Queues and jobs"})
    db.session.commit()
    page = ops.submit(title__en="Waiting lines", status=409)
    assert "Queues and jobs" in page.one(".stored-now").get_text()
    assert page.form().values["title-en"] == ["Waiting lines"]
    ops.submit()
    assert load_module(load_programme(KEY), "queues").title.words("en") == "Waiting lines"

    ops.get("programmes.mentors", key=KEY)
    page = ops.submit("form:has([name=email])", email="nobody@example.com", status=422)
    assert "Nobody who is here" in error_at(page, "email")
    ops.follow(ops.submit("form:has([name=email])", email=people["peer"].email))
    assert "Peer Person" in as_("rep").get("programmes.show", key=KEY).text
    assert not as_("rep").get("programmes.show", key=KEY).all('a[href$="/edit"]')


def keys() -> list[str]:
    found: list[Module] = queries.modules(load_programme(KEY))
    return [module.key for module in found]


def test_leaving_asks_first_and_can_be_undone(
    people: dict[str, Person], as_: Callable[[str], Browser]
) -> None:
    rep, lead = as_("rep"), as_("lead")
    enrolment = make_enrolment(people["rep"], mentor=people["mentor"], confirmed=[LOGS])
    here = {"enrolment_id": enrolment.id}
    rep.get("programmes.leave", **here)
    page = rep.follow(rep.submit())
    assert "everything confirmed is kept" in page.text
    assert not page.all('form[action$="/return"]'), "taking somebody on is for others"
    assert "You left it on" in rep.get("programmes.index").text
    lead.get("programmes.enrolment", **here)
    page = lead.follow(lead.submit('form[action$="/return"]'))
    assert "1 of 8 modules confirmed" in page.text
    as_("mentor").get("programmes.leave", status=403, **here)
    as_("ops").get("programmes.choose_mentor", **here)
