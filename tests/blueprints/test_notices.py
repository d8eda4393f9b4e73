"""What one was told: on its page, in the head of every page, at home, and how much by mail."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.domain.notices import NoticeKind
from portal.domain.workflows import MailState
from portal.models import Account, AuditEvent, Mail, Notice, Person
from portal.models.accounts import EvidenceReminder
from portal.queries.notices import unseen
from portal.services.notices import see_at, tell
from tests.browser import Browser
from tests.factories import make_member
from tests.statements import counted

OPEN = "form[action$='/open']"


def tell_of(to: Person, /, kind: NoticeKind, path: str, **about: str) -> Notice:
    notice = tell(to, kind, key=f"{kind}:{to.id}", path=path, about=about)
    assert notice is not None
    return notice


def count_in_head(browser: Browser) -> str | None:
    link = browser.get("accounts.password").one(".notices-link")
    return str(link["aria-label"]) if link.has_attr("aria-label") else None


def test_somebody_reads_what_they_were_told(app: Flask, new_browser: Callable[[], Browser]) -> None:
    ana, ben = make_member("Ana"), make_member("Ben")
    browser, other = new_browser(), new_browser()
    browser.sign_in(ana.email)
    other.sign_in(ben.email)
    assert "Nothing yet" in browser.get("notices.index").text
    assert count_in_head(browser) is None
    assert "New for you" not in browser.get("home.index").text

    tell_of(ana, NoticeKind.CYCLE_OPENED, "/assessments", cycle="<i>Autumn</i> round")
    tell_of(ana, NoticeKind.THANKED, "/account", person="Ben")
    gone = tell_of(ana, NoticeKind.REVIEW_RECEIVED, "/no/such/page", person="Ben")
    tell_of(ana, NoticeKind.ENROLLED, "/people/1", programme="Onboarding")
    page = browser.get("notices.index")
    titles = page.texts(".notice-title")
    assert len(titles) == 4
    assert all(title.endswith(" New") for title in titles)
    assert "<i>Autumn</i> round has begun" in page.text
    assert count_in_head(browser) == "Notices: 4 new"
    home = browser.get("home.index")
    assert len(home.all(".notices .notice")) == 3
    assert home.texts(".notices h3")[0] == titles[0]

    # Opening one notes that it was seen and leads on; looking at the list does not.
    browser.get("notices.index")
    (thanks,) = [f for f in browser.page.all(OPEN) if "thanked" in f.get_text()]
    opened = browser.post(str(thanks["action"]))
    assert opened.location == "/account"
    assert browser.post(str(thanks["action"])).location == "/account", "a second click leads there"
    assert count_in_head(browser) == "Notices: 3 new"
    assert browser.post("notices.follow", notice_id=gone.id).location == "/notices"

    # So does coming to its page some other way, and there it is not announced any more.
    tell_of(ana, NoticeKind.ACKNOWLEDGED, f"/people/{ben.id}", person="Ben", cycle="Autumn round")
    assert count_in_head(browser) == "Notices: 3 new"
    link = browser.get(f"/people/{ben.id}").one(".notices-link")
    assert link["aria-label"] == "Notices: 2 new"
    browser.get("/no/such/page", status=404)
    assert count_in_head(browser) == "Notices: 2 new"

    # What is somebody else's looks like what never was.
    assert count_in_head(other) is None
    other.post("notices.follow", notice_id=gone.id, status=404)
    other.post("notices.follow", notice_id=2_000_000_000, status=404)
    other.post("notices.see_all")
    assert count_in_head(browser) == "Notices: 2 new"
    browser.get("notices.index")
    browser.submit("form[action='/notices/seen']")
    page = browser.get("notices.index")
    assert "You have seen everything." in page.text
    assert not any(title.endswith("New") for title in page.texts(".notice-title"))
    assert not page.all("form[action='/notices/seen']")


def test_what_came_while_a_page_was_made_is_still_new(app: Flask) -> None:
    del app
    ana = make_member("Ana")
    tell_of(ana, NoticeKind.THANKED, "/people", person="Ben")
    met = unseen(ana, path="/people")
    tell_of(ana, NoticeKind.ENROLLED, "/people", programme="Onboarding")
    see_at(ana.id, "/people", newest=met.newest)
    left = unseen(ana, path="/people")
    assert (met.here, left.here, left.elsewhere) == (1, 1, 0)


def test_the_head_costs_one_question_however_much_there_is(browser: Browser) -> None:
    ana = make_member()
    browser.sign_in(ana.email)
    browser.get("notices.index")
    needed = []
    for number in (0, 60):
        for one in range(number):
            tell(ana, NoticeKind.THANKED, key=f"many:{one}", path="/", about={"person": "Ben"})
        db.session.commit()
        with counted() as statements:
            browser.send("/account/password")
        needed.append(len(statements))
    assert needed[0] == needed[1]
    assert len(browser.get("notices.index").all(".notice")) == 25
    assert len(browser.get("/notices?page=3").all(".notice")) == 10
    assert "past the end" in browser.get("/notices?page=9").text


def test_how_much_comes_by_mail_is_ones_own_choice(browser: Browser) -> None:
    ana = make_member()
    account = db.session.scalars(select(Account).where(Account.person_id == ana.id)).one()
    browser.sign_in(ana.email)
    form = "form[action='/account/telling']"
    page = browser.get("accounts.settings")
    assert page.one(f"{form} [name=gets_mail]").has_attr("checked")
    browser.submit(form, evidence_reminder="fortnightly")
    assert (account.gets_mail, account.evidence_reminder) == (True, EvidenceReminder.FORTNIGHTLY)
    browser.post("accounts.telling", {"evidence_reminder": "weekly"})
    assert (account.gets_mail, account.evidence_reminder) == (False, EvidenceReminder.WEEKLY)
    page = browser.post("accounts.telling", {"evidence_reminder": "hourly"}, status=422)
    assert "Not a valid choice" in page.text
    assert account.evidence_reminder is EvidenceReminder.WEEKLY
    assert page.one("select[name=time_zone] option[selected]")["value"] == ana.time_zone
    tell_of(ana, NoticeKind.THANKED, "/", person="Ben")
    assert db.session.scalars(select(Mail)).all() == []


def test_admins_see_how_mails_fare_and_nobody_in_them(browser: Browser) -> None:
    admin, ana = make_member("Ada Admin", is_admin=True), make_member("Ana Prieto")
    browser.sign_in(admin.email)
    assert "Every mail has gone out" in browser.get("mails.index").text
    for kind, state, problem in (
        (NoticeKind.CYCLE_OPENED, MailState.WAITING, "no_answer"),
        (NoticeKind.VIEWS_OPEN, MailState.FAILED, "recipient 550 5.1.1"),
        (NoticeKind.THANKED, MailState.IN_DOUBT, "cut_off"),
        (NoticeKind.ENROLLED, MailState.SENDING, ""),
    ):
        notice = tell_of(ana, kind, "/", cycle="Autumn round", person="Ben Osei")
        mail = db.session.scalars(select(Mail).where(Mail.notice_id == notice.id)).one()
        mail.state, mail.problem = state, problem
    db.session.commit()
    page = browser.get("mails.index")
    assert page.texts("tbody th") == [
        "Both views are open", "Somebody thanked you", "A programme begins",
        "A round of assessments has begun",
    ]  # fmt: skip
    assert "The mail server does not take the recipient (550 5.1.1)" in page.text
    markup = page.response.get_data(as_text=True)
    for secret in (ana.name, ana.email, "Autumn round", "Ben Osei"):
        assert secret not in markup
    assert page.texts(".mail-count") == ["1", "1", "0", "1", "1"]
    assert len(page.all("details.confirm")) == 2
    assert "twice" in page.texts("details.confirm")[1]

    action = str(page.all("form[action$='/again']")[0]["action"])
    browser.post(action)
    browser.post(action)  # the second click finds it waiting
    failed = db.session.scalars(select(Mail).join(Mail.notice).where(Notice.kind == "views_open"))
    mail = failed.one()
    assert (mail.state, mail.problem) == (MailState.WAITING, "")
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.object_kind == "mails")).all()
    assert [(event.action, event.fields) for event in events] == [("sent mail again", ["state"])]
    mail.state, mail.sent_at = MailState.SENT, mail.written_at
    db.session.commit()
    browser.post(action, status=409)
    browser.post("/admin/mails/2000000000/again", status=404)
