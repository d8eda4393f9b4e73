"""The words of other servers' packages, and what is refused as a whole."""

from __future__ import annotations

import json

import pytest

from portal.interchange.case import read
from portal.interchange.readings import (
    LONGEST_TEXT,
    MOST_BYTES,
    MOST_ROWS,
    FileRefusal,
    FileRefused,
    ProblemKind,
)
from tests.interchange.case.outlines import Outline, outline, told
from tests.interchange.case.samples import DOCUMENT, child, foreign, item, tie

SHELVES = [item(1, "Shelving"), item(2, "Finds a book."), item(3, "Mends a spine.")]
UNDER_ONE = [child(1, 0), child(3, 1, 2), child(2, 1, 1)]
SHELVED: Outline = {None: {"Shelving": {"All levels": ["Finds a book.", "Mends a spine."]}}}


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("A **bold** and _thin_ book.\r\n\r\n* quickly", "A bold and thin book. * quickly"),
        ("Reads [the rules](https://x.example/a_b) and `codes`", "Reads the rules and codes"),
        ("<p>Mends &amp; <b>marks</b> it</p>", "Mends & marks it"),
        ("## Head\n\n| a | b |\n| --- | :-: |\n| c | d |", "Head a | b c | d"),
        ("Keeps 2*3*4, snake_case_names, a < b > c", "Keeps 2*3*4, snake_case_names, a < b > c"),
        ("Solves $x^2$ at 5 * 3", "Solves $x^2$ at 5 * 3"),
        ("***", "***"),
        ("Lernt 𝑑, ñandú, 語", "Lernt 𝑑, ñandú, 語"),
    ],
)  # fmt: skip
def test_markup_becomes_words(written: str, words: str) -> None:
    (row,) = read(foreign([item(1, written)], [child(1, 0)])).competencies()
    assert [b.text.original for b in row.cells[0].behaviours] == [words]


def test_the_language_is_the_items_or_the_documents() -> None:
    document = {**DOCUMENT, "language": "es-MX"}
    items = [
        item(1, "Estantes"),
        item(2, "Shelves", language="en-GB"),
        item(3, "Regale", language="de"),
    ]
    found = read(foreign(items, [child(n, 0) for n in (1, 2, 3)], document=document))
    texts = [behaviour.text.texts for behaviour in found.behaviours()]
    assert texts == [{"es": "Estantes"}, {"en": "Shelves"}, {"en": "Regale"}]
    assert told(found, ProblemKind.LANGUAGE_UNKNOWN) == ["de"]
    assert found.title is not None
    assert found.title.texts == {"es": "Library desk"}


def test_translations_join_what_they_translate() -> None:
    items = [
        *SHELVES,
        item(4, "Encuentra un libro.", language="es"),
        item(5, "Noch eins", language="de"),
    ]
    ties = [*UNDER_ONE, child(4, 1), tie(4, "isTranslationOf", 2), tie(5, "isTranslationOf", 2)]
    found = read(foreign(items, ties))
    assert outline(found) == SHELVED
    finds = next(found.behaviours())
    assert finds.text.texts == {"en": "Finds a book.", "es": "Encuentra un libro."}
    assert told(found, ProblemKind.LEFT_OUT) == ["Noch eins"]


def test_texts_that_will_not_do_are_told_with_their_place() -> None:
    items = [
        item(1, "Shelving"),
        item(2, "x" * (LONGEST_TEXT + 1)),
        item(3, "with\u0000nothing"),
        item(4, ""),
        item(5, "  "),
    ]
    found = read(foreign(items, [child(1, 0), *(child(n, 1) for n in (2, 3, 4, 5))]))
    assert [(p.kind, p.place.sheet, p.place.row) for p in found.problems if p.place.row] == [
        (ProblemKind.LEFT_OUT, "CFItems", 4),
        (ProblemKind.LEFT_OUT, "CFItems", 5),
        (ProblemKind.TEXT_TOO_LONG, "CFItems", 2),
        (ProblemKind.CONTROL_CHARACTERS, "CFItems", 3),
    ]
    assert found.stops


def test_the_same_behaviour_twice_in_a_cell_counts_once() -> None:
    items = [item(1, "Shelving"), item(2, "Finds a book."), item(3, "Finds a book.")]
    found = read(foreign(items, [child(1, 0), child(2, 1), child(3, 1)]))
    assert outline(found)[None]["Shelving"] == {"All levels": ["Finds a book."]}
    assert told(found, ProblemKind.REPEATED_BEHAVIOUR) == ["Finds a book."]


# Refusals


@pytest.mark.parametrize(
    ("content", "reason", "detail"),
    [
        (b"", FileRefusal.EMPTY, ""),
        (b'{"CFItems": [', FileRefusal.BROKEN, ""),
        (b'{"CFItems": NaN}', FileRefusal.BROKEN, ""),
        (b"[" * 100_000, FileRefusal.BROKEN, ""),
        (
            b'{"CFDocument": {}, "CFItems": [{"fullStatement": "half \\ud83d a smile"}]}',
            FileRefusal.NOT_TEXT,
            "U+D83D",
        ),
        (b" " * (MOST_BYTES + 1), FileRefusal.TOO_LARGE, ""),
        (b'"CFItems"', FileRefusal.NOT_A_FRAMEWORK, ""),
        (b"[1, 2]", FileRefusal.NOT_A_FRAMEWORK, ""),
        (b'{"CFDocuments": []}', FileRefusal.NOT_A_FRAMEWORK, "CFDocuments"),
        (b'{"CFItem": {}, "CFAssociations": []}', FileRefusal.NOT_A_FRAMEWORK, "CFItem"),
        (b'{"fullStatement": "x"}', FileRefusal.NOT_A_FRAMEWORK, "fullStatement"),
        (foreign([]), FileRefusal.NOT_A_FRAMEWORK, "CFItems: []"),
        (foreign([{"fullStatement": None}]), FileRefusal.NOT_A_FRAMEWORK, "CFItems: []"),
        (b'{"CFPackage": null}', FileRefusal.NOT_A_FRAMEWORK, ""),
        (
            json.dumps({"CFItems": [{}] * (MOST_ROWS + 1)}).encode(),
            FileRefusal.TOO_MANY_ROWS,
            "",
        ),
    ],
)
def test_what_is_no_package_is_refused(content: bytes, reason: FileRefusal, detail: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read(content)
    assert refused.value.reason is reason
    if detail:
        assert refused.value.detail == detail
