"""What every response has to say in its headers, written out so that no change goes unnoticed."""

from __future__ import annotations

import re
from http.cookies import SimpleCookie

from flask import Flask
from werkzeug.test import TestResponse

EXACT = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'; object-src 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
KEPT_BY_BROWSERS = {
    "case.association": "private, no-cache",
    "case.document": "private, no-cache",
    "case.documents": "private, no-cache",
    "case.item": "private, no-cache",
    "case.item_associations": "private, no-cache",
    "case.item_type": "private, no-cache",
    "case.package": "private, no-cache",
    "case.rubric": "private, no-cache",
    "documents.matrix_file": "private, no-cache",
    "documents.role_matrix": "private, no-cache",
    "documents.track_matrix": "private, no-cache",
}
"""Published matrices may be kept if whoever keeps them asks whether they still hold."""

SILENT = ("Server", "X-Powered-By", "Access-Control-Allow-Origin")


def header_problems(response: TestResponse, app: Flask, endpoint: str | None) -> list[str]:
    wrong = []
    expected = dict(EXACT)
    if not app.config["SESSION_COOKIE_SECURE"]:
        del expected["Strict-Transport-Security"]
    if endpoint != "static":
        is_kept = response.status_code in {200, 304} and endpoint in KEPT_BY_BROWSERS
        expected["Cache-Control"] = KEPT_BY_BROWSERS[endpoint or ""] if is_kept else "no-store"
    for name, value in expected.items():
        if response.headers.getlist(name) != [value]:
            wrong.append(f"{name} is {response.headers.getlist(name)}, not {value!r}")
    if not re.fullmatch(r"[0-9a-f]{32}", response.headers.get("X-Request-ID", "")):
        wrong.append("no request id")
    wrong += [f"{name} is told" for name in SILENT if name in response.headers]
    for written in response.headers.getlist("Set-Cookie"):
        wrong += _cookie_problems(written, app)
    return wrong


def _cookie_problems(written: str, app: Flask) -> list[str]:
    wrong = []
    for name, cookie in SimpleCookie(written).items():
        is_secure = app.config["SESSION_COOKIE_SECURE"]
        if name != ("__Host-portal" if is_secure else "portal"):
            wrong.append(f"a cookie called {name}")
        if bool(cookie["secure"]) != is_secure or not cookie["httponly"]:
            wrong.append(f"cookie flags: {written}")
        if cookie["samesite"] != "Lax" or cookie["path"] != "/" or cookie["domain"]:
            wrong.append(f"cookie scope: {written}")
        if cookie["expires"] and cookie.value:
            wrong.append(f"a cookie that outlives the browser: {written}")
    return wrong
