"""How a day and an instant are written: one way for each language, wherever they stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from babel.dates import format_date, format_time
from flask_babel import get_locale

from portal.domain.languages import BASE_LANGUAGE

WRITTEN_AS: Mapping[str, str] = {"en": "en_GB"}
"""The places whose order a language's dates follow, where not those of the language at large."""
WITH_WEEKDAY: Mapping[str, str] = {"en": "EEEE d MMMM y"}
"""A day with its weekday, where that is not as Babel has it."""


def day(value: date) -> str:
    """A day in full: "17 July 2026"."""
    return format_date(value, format="long", locale=_place())


def weekday(value: date) -> str:
    """A day with its weekday, where people plan by it: "Friday 17 July 2026"."""
    written = WITH_WEEKDAY.get(_language(), "full")
    return format_date(value, format=written, locale=_place())


def moment(local: datetime) -> str:
    """A moment by somebody's clock: "17 July 2026, 14:05"."""
    return f"{day(local)}, {format_time(local.time(), format='HH:mm', locale=_place())}"


def _language() -> str:
    """The language of the page; that of a document may be forced, with or without a place."""
    locale = get_locale()
    return str(locale).partition("_")[0] if locale else BASE_LANGUAGE


def _place() -> str:
    return WRITTEN_AS.get(_language(), _language())
