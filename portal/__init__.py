"""The career portal for customer-support teams."""

from __future__ import annotations

from flask import Flask
from flask_bootstrap import Bootstrap5
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import (
    access,
    blueprints,
    cli,
    db,
    errors,
    headers,
    limits,
    logs,
    navigation,
    presentation,
    static_files,
    transactions,
)
from portal.config import ROOT, Environment, Settings


class Portal(Flask):
    def get_send_file_max_age(self, filename: str | None) -> int | None:
        """How long a browser may keep a file of ours; whoever works on them sees each change."""
        return None if self.debug else static_files.KEPT_FOR

    def log_exception(self, exc_info: object) -> None:
        """Left to our error pages: Flask's own line holds the address, and so a set-up token."""


def create_app(settings: Settings | None = None) -> Flask:
    """The portal as a Flask application; SettingRefused when the settings will not do."""
    settings = settings or Settings.from_environment()
    app = Portal(__name__, static_url_path=static_files.address())
    app.config.from_mapping(flask_settings(settings))
    hops = settings.proxy_hops
    if hops:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    logs.init_app(app)
    headers.init_app(app)
    limits.init_app(app)
    db.init_app(app)
    Migrate(app, db.db, directory=str(ROOT / "migrations"))
    Bootstrap5(app)
    access.init_app(app)
    CSRFProtect(app)
    navigation.init_app(app)
    transactions.init_app(app)
    errors.init_app(app)
    presentation.init_app(app)
    blueprints.init_app(app)
    cli.init_app(app)
    return app


def flask_settings(settings: Settings) -> dict[str, object]:
    """Our settings in the names that Flask and its extensions know."""
    return {
        "TESTING": settings.environment is Environment.TEST,
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        # errors quote no values; a connection that the server closed is replaced unnoticed
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True, "pool_pre_ping": True},
        "PORTAL_NAME": settings.name,
        "PORTAL_BASE_URL": settings.base_url,
        "PORTAL_ENV": settings.environment.value,
        "PORTAL_MAIL_SERVER": settings.mail_server,
        "BOOTSTRAP_SERVE_LOCAL": True,
        "MAX_CONTENT_LENGTH": 1_000_000,
        "MAX_FORM_PARTS": 2_000,
        "SESSION_COOKIE_NAME": "__Host-portal" if settings.is_https else "portal",
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        # a form may stay open for hours: the token ends with the session
        "WTF_CSRF_TIME_LIMIT": None,
        "REMEMBER_COOKIE_DURATION": 0,
    }
