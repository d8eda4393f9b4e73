"""Somebody at the served portal: signed in, with a connection of their own for each request."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from portal.services.demo.organisation import PASSWORD

PATIENCE = 30
"""Seconds after which an answer is given up: an error."""


@dataclass(frozen=True)
class Answer:
    status: int
    text: str


class Visitor:
    """One person's browser, as far as its requests go. Requests of a visitor may overlap."""

    def __init__(self, port: int, email: str) -> None:
        self.port = port
        self.email = email
        self.token = ""
        self._cookies: dict[str, str] = {}

    def sign_in(self) -> None:
        self.token = _token_in(self.get("/sign-in").text)
        answer = self.post("/sign-in", {"email": self.email, "password": PASSWORD})
        if answer.status != 303:
            raise RuntimeError(f"{self.email} could not sign in: {answer.status}")
        self.token = _token_in(self.get("/").text)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        return self._ask("POST", path, urlencode({"csrf_token": self.token, **fields}))

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie", []):
            kept = {name: morsel.value for name, morsel in SimpleCookie(line).items()}
            self._cookies = {**self._cookies, **kept}
        return Answer(response.status, text)


def _token_in(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    if found is None:
        raise RuntimeError("The page carries no form token")
    return found[1]
