"""Documents need no database: an application with templates, words and two languages is enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel, get_locale, gettext, ngettext
from jinja2 import StrictUndefined
from markupsafe import Markup, escape
from pypdf import PdfReader

import portal
from portal.documents.assessments import AssessmentSheet, Entry, Line, Section
from portal.domain.languages import LocalizedText
from portal.domain.matrices import (
    Behaviour,
    Category,
    Competency,
    Expectation,
    Matrix,
    RoleColumn,
    VersionNumber,
    VersionState,
    Weight,
)
from portal.domain.observations import Mark
from portal.wording import days, names


def localized(text: LocalizedText) -> Markup:
    reading = text.read(str(get_locale()))
    if reading.is_fallback:
        return Markup('<span lang="{}" class="fallback">{}</span>').format(
            reading.language, reading.words
        )
    if reading.is_outdated:
        return Markup('<span class="outdated" title="outdated">{}</span>').format(reading.words)
    return escape(reading.words)


@pytest.fixture(scope="session")
def print_room() -> Flask:
    app = Flask(__name__, template_folder=Path(portal.__file__).parent / "templates")
    Babel(app)
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(
        localized=localized,
        words=lambda text: text.words(str(get_locale())),
        day=days.day,
        moment=lambda value: f"{days.moment(value)} UTC",
    )
    for name in ("mark_label", "mark_hint", "weight_label", "weight_hint", "state_label"):
        environment.globals[name] = getattr(names, name)
    return app


@pytest.fixture(autouse=True)
def in_print_room(print_room: Flask) -> Iterator[None]:
    with print_room.app_context():
        yield


def both(english: str, spanish: str) -> LocalizedText:
    return LocalizedText({"en": english, "es": spanish})


ROLES = (
    RoleColumn("first", both("First role", "Primer puesto"), both("R1", "P1"),
               both("Learns the craft.", "Aprende el oficio.")),
    RoleColumn("second", both("Second role", "Segundo puesto"), both("R2", "P2"),
               both("Does the craft well.", "Domina el oficio.")),
)  # fmt: skip


def expectation(weight: Weight, *names: str) -> Expectation:
    return Expectation(
        weight,
        tuple(
            Behaviour(name, both(f"Shows {name} to a colleague.", f"Muestra {name} a un colega."))
            for name in names
        ),
    )


@pytest.fixture
def matrix() -> Matrix:
    knowing = Competency(
        "knowing",
        both("Knowing the product", "Conocer el producto"),
        both("What the product does and where it stops.", "Qué hace el producto y hasta dónde."),
        {
            "first": expectation(Weight.MUST_HAVE, "alpha", "beta"),
            "second": expectation(Weight.EXPECTED, "gamma"),
        },
    )
    writing = Competency(
        "writing",
        both("Writing plainly", "Escribir con claridad"),
        both("How words reach the one who reads them.", "Cómo llegan las palabras a quien lee."),
        {"second": expectation(Weight.LATER, "delta")},
    )
    return Matrix(
        "frontline",
        both("Front line", "Primera línea"),
        VersionNumber(2, 1, 0),
        VersionState.PUBLISHED,
        date(2026, 11, 12),
        both("Clearer words for writing.", "Palabras más claras."),
        ROLES,
        (
            Category("product", both("The product", "El producto"), (knowing,)),
            Category("language", both("The language", "El lenguaje"), (writing,)),
        ),
    )


@pytest.fixture
def wide_matrix(matrix: Matrix) -> Matrix:
    """Six roles and a dozen competencies, with as many words in a cell as a real one has."""
    words = "the next step to the customer in plain words before the hour that was promised to them"
    roles = tuple(
        RoleColumn(f"role-{n}", both(f"Role number {n}", f"Puesto número {n}"),
                   both(f"R{n}", f"P{n}"), both(f"Purpose {n}.", f"Propósito {n}."))
        for n in range(6)
    )  # fmt: skip
    competencies = tuple(
        Competency(
            f"competency-{row}",
            both(f"Competency {row}", f"Competencia {row}"),
            both("What it is about.", "De qué trata."),
            {
                role.key: expectation(Weight.EXPECTED, *(f"r{row}c{at}b{n} {words}" for n in "ab"))
                for at, role in enumerate(roles)
            },
        )
        for row in range(12)
    )
    categories = (
        Category("one", both("One", "Uno"), competencies[:6]),
        Category("two", both("Two", "Dos"), competencies[6:]),
    )
    return replace(matrix, roles=roles, categories=categories)


@pytest.fixture
def sheet() -> AssessmentSheet:
    lines = (
        Line(both("Answers plainly.", "Responde con claridad."), Mark.OWN_INITIATIVE),
        Line(both("Hands over.", "Traspasa."), Mark.NOT_APPLICABLE, "Nobody to hand over to."),
    )
    entry = Entry(
        both("Conversation", "Conversación"),
        Weight.MUST_HAVE,
        lines,
        "First line.\nSecond line.",
        "https://wiki.example.com/case",
    )
    return AssessmentSheet(
        "Amara Okafor",
        both("Second role", "Segundo puesto"),
        "frontline",
        both("Front line", "Primera línea"),
        VersionNumber(2, 1, 0),
        datetime(2026, 11, 20, 14, 5, tzinfo=UTC),
        (Section(both("The language", "El lenguaje"), (entry,)),),
    )


@pytest.fixture(scope="session")
def read() -> Callable[[bytes], PdfReader]:
    return lambda pdf: PdfReader(BytesIO(pdf))


@pytest.fixture(scope="session")
def text_of(read: Callable[[bytes], PdfReader]) -> Callable[[bytes], str]:
    """All text in the order it is read, line breaks and spaces evened out."""
    return lambda pdf: " ".join(
        " ".join(page.extract_text() for page in read(pdf).pages).replace("\u200b", "").split()
    )
