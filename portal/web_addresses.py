"""Links that people type: a validator for fields that hold one."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask_babel import gettext as _
from wtforms import Field, Form
from wtforms.validators import ValidationError


def web_address(_form: Form, field: Field) -> None:
    """A link must be one that a browser opens as a page, not a script or a file."""
    try:
        parts = urlsplit(field.data or "")
    except ValueError:
        parts = urlsplit("")
    if field.data and (parts.scheme not in {"http", "https"} or not parts.hostname):
        raise ValidationError(_("Start the link with https:// so that it opens as a page."))
