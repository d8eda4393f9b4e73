"""Settings: the portal starts with good ones and says what is wrong with the others."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from portal.config import ROOT, Environment, Security, SettingRefused, Settings

GOOD = {
    "PORTAL_ENV": "production",
    "PORTAL_SECRET_KEY": "k3y-with-enough-different-letters-in-it-9876",
    "PORTAL_DATABASE_URL": "sqlite:///portal.sqlite",
    "PORTAL_BASE_URL": "https://careers.example.com/",
}


def read(**changed: str) -> Settings:
    return Settings.from_environment({**GOOD, **changed})


def test_good_settings_are_read() -> None:
    settings = read(PORTAL_NAME="  Growing in support ")
    assert settings.environment is Environment.PRODUCTION
    assert settings.base_url == "https://careers.example.com"
    assert settings.is_https
    assert settings.name == "Growing in support"
    assert settings.proxy_hops == 0
    assert read().name == "Support careers"


@pytest.mark.parametrize(
    "written", ["postgresql://u@h/d", "postgres://u@h/d", "postgresql+psycopg://u@h/d"]
)
def test_postgresql_goes_through_its_driver(written: str) -> None:
    assert read(PORTAL_DATABASE_URL=written).database_url == "postgresql+psycopg://u@h/d"


@pytest.mark.parametrize(
    ("setting", "written"),
    [
        ("PORTAL_ENV", "prod"),
        ("PORTAL_SECRET_KEY", ""),
        ("PORTAL_SECRET_KEY", "changeme"),
        ("PORTAL_SECRET_KEY", "short-but-random-9876"),
        ("PORTAL_SECRET_KEY", "ab" * 40),
        ("PORTAL_DATABASE_URL", "mysql://u@h/d"),
        ("PORTAL_DATABASE_URL", "portal.sqlite"),
        ("PORTAL_BASE_URL", ""),
        ("PORTAL_BASE_URL", "careers.example.com"),
        ("PORTAL_BASE_URL", "http://careers.example.com"),
        ("PORTAL_BASE_URL", "ftp://careers.example.com"),
        ("PORTAL_PROXY_HOPS", "one"),
        ("PORTAL_PROXY_HOPS", "-1"),
    ],
)
def test_a_setting_that_will_not_do_is_named(setting: str, written: str) -> None:
    with pytest.raises(SettingRefused, match=setting):
        read(**{setting: written})


SMTP = "smtps://portal:p%40ss@mail.example.com"


def test_a_mail_server_is_read_and_spoken_to_in_private() -> None:
    assert read().mail_server is None
    server = read(PORTAL_SMTP_URL=SMTP, PORTAL_MAIL_FROM="Careers <c@example.com>").mail_server
    assert server is not None
    assert (server.user, server.password) == ("portal", "p@ss")
    assert str(server.sender) == "Careers <c@example.com>"
    assert "p@ss" not in repr(server)
    for url, port, security in (
        (SMTP, 465, Security.TLS),
        ("smtp://mail.example.com", 587, Security.STARTTLS),
        ("smtp://mail.example.com:2525", 2525, Security.STARTTLS),
        ("smtp://localhost", 25, Security.PLAIN),
    ):
        server = read(PORTAL_SMTP_URL=url, PORTAL_MAIL_FROM="c@example.com").mail_server
        assert server is not None
        assert (server.port, server.security) == (port, security)


@pytest.mark.parametrize(
    ("setting", "written"),
    [
        *(
            ("PORTAL_SMTP_URL", url)
            for url in (
                "mail.example.com:25", "http://mail.example.com", "smtp://", "smtp://h:99999",
                "smtp://h:0", "smtp://h:x", "smtp://user@h", "smtp://h/path", "smtp://h?tls=no",
                "smtp://h\n",
            )
        ),
        *(
            ("PORTAL_MAIL_FROM", sender)
            for sender in (
                "", "nobody", "a@", "@b", "a@b.example, c@d.example", "<a@b.example",
                "a@b.example\r\nBcc: c@d.example", "Group: a@b.example;", "zoë@b.example",
            )
        ),
    ],
)  # fmt: skip
def test_a_mail_setting_that_will_not_do_is_named(setting: str, written: str) -> None:
    with pytest.raises(SettingRefused, match=setting):
        read(**{"PORTAL_SMTP_URL": SMTP, "PORTAL_MAIL_FROM": "c@example.com", setting: written})


def test_plain_http_is_for_the_own_machine_only() -> None:
    for host in ("127.0.0.1:8000", "localhost", "[::1]:8000"):
        assert not read(PORTAL_BASE_URL=f"http://{host}").is_https


def test_the_command_refuses_to_start_and_says_why() -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    done = subprocess.run(
        [sys.executable, "-c", "from portal.cli import main; main()", "doctor"],
        cwd=ROOT, env={**clean, **GOOD, "PORTAL_SECRET_KEY": "changeme"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "PORTAL_SECRET_KEY is missing or weak" in done.stderr
    assert "Traceback" not in done.stderr
