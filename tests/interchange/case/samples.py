"""A small matrix of ours, and packages as other servers send them, in words of our own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

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

BASE_URL = "https://careers.example"


def both(english: str, spanish: str, *, is_old: bool = False) -> LocalizedText:
    return LocalizedText({"en": english, "es": spanish}, frozenset({"es"} if is_old else ()))


GREETS = Behaviour("greets", both("Greets by name.", "Saluda por el nombre."))
ASKS = Behaviour(
    "asks",
    both("Asks before guessing.", "Pregunta antes de suponer.", is_old=True),
    came_from=("guesses",),
)
ANSWERS = Behaviour(
    "answers",
    LocalizedText({"en": "Answers 9 of 10 without help."}),
    waiver=LocalizedText({"en": "The law names this number."}),
)
TALK = Competency(
    "talk",
    both("Conversation", "Conversación"),
    both("How we sound.", "Cómo sonamos."),
    {
        "junior": Expectation(Weight.MUST_HAVE, (GREETS, ASKS)),
        "senior": Expectation(Weight.LATER, (ASKS, GREETS)),
    },
)
KNOW = Competency(
    "know",
    LocalizedText({"en": "Product"}),
    None,
    {"senior": Expectation(Weight.EXPECTED, (ANSWERS,))},
)
MATRIX = Matrix(
    track_key="inbox",
    track_title=both("Inbox", "Bandeja"),
    number=VersionNumber(2, 1, 0),
    state=VersionState.PUBLISHED,
    published_on=date(2026, 3, 2),
    note=both("Clearer words.", "Palabras más claras."),
    roles=(
        RoleColumn("junior", both("Junior", "Inicial"), both("Jr", "In"), None),
        RoleColumn("senior", both("Senior", "Sénior"), both("Sr", "Sé"), both("Why.", "Razón.")),
    ),
    categories=(Category("people", both("With people", "Con gente"), (TALK, KNOW)),),
)


def item(number: int, words: str, **more: Any) -> dict[str, Any]:
    return {"identifier": uuid(number), "uri": address(number), "fullStatement": words, **more}


def tie(
    origin: int, how: str, destination: int, sequence: int | None = None, title: str = ""
) -> dict[str, Any]:
    return {
        "identifier": uuid(origin * 1000 + destination),
        "associationType": how,
        "originNodeURI": {"identifier": uuid(origin), "uri": address(origin), "title": ""},
        "destinationNodeURI": {
            "identifier": uuid(destination), "uri": address(destination), "title": title,
        },
        "sequenceNumber": sequence,
    }  # fmt: skip


def child(origin: int, parent: int, sequence: int | None = None) -> dict[str, Any]:
    return tie(origin, "isChildOf", parent, sequence)


def uuid(number: int) -> str:
    return f"{number:08x}-0000-4000-8000-000000000000"


def address(number: int) -> str:
    return f"https://elsewhere.example/ims/case/v1p0/CFItems/{uuid(number)}"


DOCUMENT: Mapping[str, Any] = {
    "identifier": uuid(0),
    "uri": address(0),
    "creator": "Elsewhere",
    "title": "Library desk",
}


def foreign(
    items: Sequence[Any],
    ties: Sequence[Any] = (),
    document: Mapping[str, Any] = DOCUMENT,
    **more: Any,
) -> bytes:
    """A package of another server's; the document is number 0."""
    package = {"CFDocument": document, "CFItems": items, "CFAssociations": ties, **more}
    return json.dumps(package).encode()
