"""Settings from the environment; the portal refuses to start when one is missing or weak."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from enum import StrEnum
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urlsplit

from flask import current_app

ROOT = Path(__file__).resolve().parent.parent
SHORTEST_KEY = 32
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Environment(StrEnum):
    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


class SettingRefused(Exception):
    """A setting is missing or unsafe; the message says which and what to do."""


class Security(StrEnum):
    """How the line to a mail server is kept private: from the start, once connected, or not."""

    TLS = "tls"
    STARTTLS = "starttls"
    PLAIN = "plain"


@dataclass(frozen=True)
class MailServer:
    """Where mails are handed over, and from whom they come; ``user`` empty: without signing in."""

    host: str
    port: int
    security: Security
    user: str
    password: str = field(repr=False)
    sender: Address


@dataclass(frozen=True)
class Settings:
    """Everything the portal is told from outside; see ``docs/operators.md``."""

    environment: Environment
    secret_key: str
    database_url: str
    base_url: str
    name: str
    proxy_hops: int
    mail_server: MailServer | None = None

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https:")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Read the ``PORTAL_…`` variables; SettingRefused says what is wrong with one."""
        return cls(
            environment=_environment(environ.get("PORTAL_ENV", "production")),
            secret_key=_secret_key(environ.get("PORTAL_SECRET_KEY", "")),
            database_url=_database_url(environ.get("PORTAL_DATABASE_URL", "")),
            base_url=_base_url(environ.get("PORTAL_BASE_URL", "")),
            name=environ.get("PORTAL_NAME", "").strip() or "Support careers",
            proxy_hops=_hops(environ.get("PORTAL_PROXY_HOPS", "0")),
            mail_server=_mail_server(
                environ.get("PORTAL_SMTP_URL", ""), environ.get("PORTAL_MAIL_FROM", "")
            ),
        )


def _environment(written: str) -> Environment:
    try:
        return Environment(written)
    except ValueError:
        raise SettingRefused(
            f"PORTAL_ENV is {written!r}; it must be one of {', '.join(Environment)}"
        ) from None


def _secret_key(written: str) -> str:
    if len(written) < SHORTEST_KEY or len(set(written)) < 10:
        raise SettingRefused(
            f"PORTAL_SECRET_KEY is missing or weak: give it at least {SHORTEST_KEY} random"
            " characters, such as `python -c 'import secrets; print(secrets.token_urlsafe(48))'`"
            " prints"
        )
    return written


def _database_url(written: str) -> str:
    """SQLite under ``var/`` unless told otherwise; PostgreSQL goes through psycopg 3."""
    if not written:
        folder = ROOT / "var"
        folder.mkdir(exist_ok=True)
        return f"sqlite:///{folder / 'portal.sqlite'}"
    for plain in ("postgresql://", "postgres://"):
        if written.startswith(plain):
            return "postgresql+psycopg://" + written.removeprefix(plain)
    if not written.startswith(("sqlite://", "postgresql+psycopg://")):
        raise SettingRefused("PORTAL_DATABASE_URL must name a SQLite or a PostgreSQL database")
    return written


def _base_url(written: str) -> str:
    try:
        parts = urlsplit(written)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingRefused(
            "PORTAL_BASE_URL is missing: set the address people open, such as"
            " https://careers.example.com"
        )
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise SettingRefused(
            "PORTAL_BASE_URL must start with https: sign-in cookies do not travel in the clear"
        )
    return written.rstrip("/")


def _hops(written: str) -> int:
    if not (written.isascii() and written.isdigit()):
        raise SettingRefused("PORTAL_PROXY_HOPS must be the number of proxies in front, such as 1")
    return int(written)


SMTP_PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.PLAIN: 25}


def _mail_server(url: str, sender: str) -> MailServer | None:
    """None without a URL: what people are told then stays in the portal."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    host, user, password = parts.hostname or "", parts.username or "", parts.password or ""
    beyond = parts.path.strip("/") or parts.query or parts.fragment
    unfit = parts.scheme not in {"smtp", "smtps"} or not host or beyond or port == 0
    if unfit or bool(user) != bool(password) or not url.isascii() or not url.isprintable():
        raise SettingRefused(
            "PORTAL_SMTP_URL must name a mail server, such as"
            " smtps://user:password@mail.example.com or smtp://user:password@mail.example.com:587;"
            " write special characters of the password as %40"
        )
    if parts.scheme == "smtps":
        security = Security.TLS
    else:
        security = Security.PLAIN if host in LOOPBACK else Security.STARTTLS
    return MailServer(
        host=host,
        port=port or SMTP_PORTS[security],
        security=security,
        user=unquote(user),
        password=unquote(password),
        sender=_sender(sender),
    )


FROM = re.compile(r"(?P<name>[^<>@,;:\"]*)<(?P<address>[^<>\s]+)>|(?P<bare>[^<>\s]+)")
"""One address, with a name or without: ``Support careers <careers@example.com>``."""


def _sender(written: str) -> Address:
    found = FROM.fullmatch(written.strip()) if written.isprintable() else None
    try:
        if found is not None:
            name, spec = (found["name"] or "").strip(), found["address"] or found["bare"]
            address = Address(name, addr_spec=spec)
            if address.username and address.domain and spec.isascii():
                return address
    except (MessageError, ValueError, IndexError):
        pass
    raise SettingRefused(
        "PORTAL_MAIL_FROM must be the address that mails come from, such as"
        " Support careers <careers@example.com>"
    )


def mail_server() -> MailServer | None:
    """The mail server of this installation; None where there is none."""
    found: MailServer | None = current_app.config["PORTAL_MAIL_SERVER"]
    return found


def portal_name() -> str:
    """What this installation calls itself."""
    return str(current_app.config["PORTAL_NAME"])


def base_url() -> str:
    """The address under which this installation is reached, without a slash at its end."""
    return str(current_app.config["PORTAL_BASE_URL"])


def is_production() -> bool:
    return bool(current_app.config["PORTAL_ENV"] == Environment.PRODUCTION)
