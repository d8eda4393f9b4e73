"""The strict browser: it opens pages as people do, and minds every rule of a page on the way.

``browser.get("people.show", person_id=1)`` takes an endpoint or a path, asserts the status and
returns the page. Forms are filled in and sent as they stand on the page, token included. Whatever
is wrong with a page's markup or with a response's headers fails the test.
"""

from __future__ import annotations

from contextvars import Context
from functools import cached_property
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from portal.db import db
from tests.databases import BASE_URL
from tests.forms import Fields, Form
from tests.headers import header_problems
from tests.pages import as_page, parsed, part_problems, problems, read_quickly, words

PASSWORD = "correct horse battery staple"
FRAGMENTS = frozenset(
    {
        "assessments.save_answer",
        "assessments.save_next_steps",
        "drafts.category",
        "drafts.cell",
        "drafts.competency",
        "drafts.note",
        "drafts.translations",
        "evidence.suggestions",
    }
)
"""Endpoints that (also) answer with a part of a page, to be put in the place of an older one."""


class Page:
    """What a request brought back, read."""

    def __init__(
        self,
        response: TestResponse,
        app: Flask,
        endpoint: str | None,
        path: str,
        *,
        is_judged: bool = True,
    ) -> None:
        self.response = response
        self.status = response.status_code
        self.path = path
        self.location = response.headers.get("Location")
        self.is_html = response.mimetype == "text/html" and not 300 <= self.status < 400
        self._app = app
        wrong = header_problems(response, app, endpoint)
        if self.is_html and is_judged and _judges(app):
            wrong += self._problems(endpoint)
        assert not wrong, f"{path} ({self.status}):\n  " + "\n  ".join(wrong)

    @cached_property
    def soup(self) -> BeautifulSoup:
        return read_quickly(self._markup) if self._is_whole else read_quickly(as_page(self._markup))

    @property
    def _markup(self) -> str:
        return self.response.get_data(as_text=True)

    @property
    def _is_whole(self) -> bool:
        return self._markup.lstrip().lower().startswith("<!doctype")

    def _problems(self, endpoint: str | None) -> list[str]:
        self.soup, invalid = parsed(self._markup if self._is_whole else as_page(self._markup))
        if self._is_whole:
            # Whoever has to sign in first gets the sign-in page in the place of this one.
            at = "accounts.sign_in" if self.status == HTTPStatus.UNAUTHORIZED else endpoint
            return invalid + problems(self.soup, self._app, at, self.path)
        if endpoint in FRAGMENTS:
            return invalid + part_problems(self.soup, self._app, self.path)
        return [*invalid, "a part of a page came where a whole one was expected"]

    @property
    def heading(self) -> str:
        return words(self.soup.select_one("h1"))

    @property
    def text(self) -> str:
        """What the main part says."""
        return words(self.soup.select_one("main"))

    def all(self, selector: str) -> list[Tag]:
        return list(self.soup.select(selector))

    def one(self, selector: str) -> Tag:
        found = self.soup.select(selector)
        assert len(found) == 1, f"{len(found)} of {selector!r} on {self.path}"
        return found[0]

    def texts(self, selector: str) -> list[str]:
        return [words(tag) for tag in self.soup.select(selector)]

    def form(self, selector: str = "main form[method=post]") -> Form:
        return Form(self.one(selector))

    @property
    def token(self) -> str | None:
        """The CSRF token of the session, where the page carries one."""
        if not self.is_html:
            return None
        if found := self.soup.select_one("input[name=csrf_token]"):
            return str(found["value"])
        found = self.soup.select_one("meta[name=csrf-token]")
        return str(found["content"]) if found else None


def _judges(app: Flask) -> bool:
    """Markup is the same on every database: SQLite, where every page is opened, shows it."""
    return str(app.config["SQLALCHEMY_DATABASE_URI"]).startswith("sqlite")


class Browser:
    """One browser with its cookies. It remembers the page it is on."""

    def __init__(self, app: Flask, *, base_url: str = BASE_URL, address: str = "192.0.2.1") -> None:
        self.app = app
        self.client = app.test_client()
        self.base_url = base_url
        self.address = address
        self.bearer: str | None = None
        self.page: Page | None = None
        self._session_of_page: str | None = None

    def open(
        self,
        where: str,
        *,
        method: str = "GET",
        status: int = 200,
        headers: dict[str, str] | None = None,
        htmx: bool = False,
        url_values: dict[str, Any] | None = None,
        **request: Any,
    ) -> Page:
        """Send a request and read the answer, whose status must be ``status``."""
        path = self.path(where, **(url_values or {}))
        response = self.send(path, method=method, headers=headers, htmx=htmx, **request)
        assert response.status_code == status, (
            f"{method} {path}: {response.status_code}, expected {status}"
            f" (location {response.headers.get('Location')})\n{_told(response)}"
        )
        page = Page(response, self.app, self.endpoint(path, method), path)
        if page.is_html:
            self.page, self._session_of_page = page, self.cookie()
        return page

    def send(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: dict[str, str] | None = None,
        htmx: bool = False,
        **request: Any,
    ) -> TestResponse:
        """Send a request without judging what comes back."""
        if db_is_open():
            db.session.commit()  # what the test has arranged is there for the request
        sent = {"Referer": self.base_url + (self.page.path if self.page else "/")}
        sent |= {"HX-Request": "true"} if htmx else {}
        sent |= {"Authorization": f"Bearer {self.bearer}"} if self.bearer else {}
        # Its own context, so that nothing of one request (whom it found signed in) reaches another
        response: TestResponse = Context().run(
            self.client.open,
            path,
            method=method,
            buffered=True,  # files that are sent are closed again
            base_url=self.base_url,
            headers=sent | (headers or {}),
            environ_overrides={"REMOTE_ADDR": self.address},
            **request,
        )
        if db_is_open():
            db.session.expire_all()  # the test sees what was really stored
        return response

    def get(self, where: str, *, status: int = 200, htmx: bool = False, **values: Any) -> Page:
        return self.open(where, status=status, htmx=htmx, url_values=values)

    def post(
        self, where: str, fields: Fields | None = None, *, status: int = 303, htmx: bool = False,
        **values: Any,
    ) -> Page:  # fmt: skip
        """Post fields that need not be those of a form, with a token of this session."""
        data = {"csrf_token": self.token(), **(fields or {})}
        return self.open(
            where, method="POST", status=status, htmx=htmx, data=data, url_values=values
        )

    def submit(
        self, selector: str = "main form[method=post]", *, status: int = 303, **fields: Any
    ) -> Page:
        """Fill in and send a form of the page; a field's ``-`` may be written ``__``."""
        return self.submit_form(
            selector, {name.replace("__", "-"): value for name, value in fields.items()}, status
        )

    def submit_form(self, selector: str, fields: Fields, status: int = 303) -> Page:
        assert self.page is not None, "no page is open"
        form = self.page.form(selector)
        values = form.filled(fields)
        if form.method == "GET":
            return self.open(form.action, status=status, query_string=values)
        return self.open(form.action, method="POST", status=status, data=values)

    def follow(self, page: Page, *, status: int = 200) -> Page:
        """Go where an answer sends us."""
        assert page.location, f"{page.path} leads nowhere"
        parts = urlsplit(page.location)
        assert not parts.netloc, f"{page.path} leads off to {page.location}"
        return self.get(page.location, status=status)

    def sign_in(self, email: str, password: str = PASSWORD, *, status: int = 303) -> Page:
        """Sign in by the sign-in page."""
        self._pass("/sign-in")
        assert self.page, "signed in already"
        return self.submit(email=email, password=password, status=status)

    def sign_out(self) -> Page:
        return self.post("accounts.sign_out")

    def token(self) -> str:
        """The session's CSRF token: the page's, or another page's if it has none or is older."""
        is_stale = self._session_of_page != self.cookie()
        if self.page is None or self.page.token is None or is_stale:
            self._pass("/account/password")
            if self.page is None:
                self._pass("/sign-in")
        assert self.page is not None
        assert self.page.token
        return self.page.token

    def _pass(self, path: str) -> None:
        """Go by way of a page that the test is not about; others say what is wrong with it."""
        answer = self.send(path)
        is_there = answer.status_code == HTTPStatus.OK
        page = Page(answer, self.app, None, path, is_judged=False)
        self.page, self._session_of_page = page if is_there else None, self.cookie()

    def cookie(self, name: str = "__Host-portal") -> str | None:
        found = self.client.get_cookie(name, domain=urlsplit(self.base_url).hostname or "")
        return found.value if found else None

    def set_cookie(self, value: str, name: str = "__Host-portal") -> None:
        self.client.set_cookie(
            name, value, domain=urlsplit(self.base_url).hostname or "", secure=True
        )

    def path(self, where: str, **values: Any) -> str:
        """The path of an endpoint; a path stays as it is."""
        if where.startswith("/"):
            return where
        with self.app.test_request_context(base_url=self.base_url):
            return url_for(where, **values)

    def endpoint(self, path: str, method: str = "GET") -> str | None:
        try:
            endpoint, _values = self.app.url_map.bind("localhost").match(
                urlsplit(path).path, method=method
            )
        except (RequestRedirect, HTTPException):
            return None
        return str(endpoint)


def db_is_open() -> bool:
    """Whether the test itself works in the database, beside the requests it sends."""
    try:
        return bool(db.session.registry.has())
    except RuntimeError:  # no application context
        return False


def _told(response: TestResponse) -> str:
    if response.mimetype != "text/html":
        return response.get_data(as_text=True)[:500]
    soup, _errors = parsed(response.get_data(as_text=True))
    return words(soup.select_one("main"))[:1000]
