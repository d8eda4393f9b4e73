"""Every text of a draft beside its translation into one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from portal.domain.drafting.surgery import in_every_cell, with_category, with_competency
from portal.domain.drafting.texts import (
    Clash,
    TextsClash,
    Typed,
    required,
    seen_print,
    words_print,
)
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Competency, Matrix


class TextKind(StrEnum):
    """What a text is, as a list of texts names it."""

    NOTE = "note"
    CATEGORY = "category"
    COMPETENCY = "competency"
    SUMMARY = "summary"
    BEHAVIOUR = "behaviour"
    WAIVER = "waiver"


class Standing(StrEnum):
    """How a text stands in a language. ORIGINAL: it is the language it was written in."""

    ORIGINAL = "original"
    CURRENT = "current"
    OUTDATED = "outdated"
    MISSING = "missing"


@dataclass(frozen=True)
class Entry:
    """One text: its place, what it is, and the competency and role it is first read at, by key."""

    place: str
    kind: TextKind
    text: LocalizedText
    competency: str | None = None
    role: str | None = None


@dataclass(frozen=True)
class Translation:
    """One text in one language as an editor typed it.

    ``seen`` is the ``seen_print`` of the whole text, ``was`` the ``words_print`` of this language,
    both as the editor had them before them.
    """

    words: str
    seen: str
    was: str
    is_confirmed: bool = False


def standing(text: LocalizedText, language: str) -> Standing:
    if text.original_language == language:
        return Standing.ORIGINAL
    if not text.texts.get(language):
        return Standing.MISSING
    return Standing.OUTDATED if language in text.outdated else Standing.CURRENT


def entries(matrix: Matrix) -> Iterator[Entry]:
    """Every text that is written here, once, in reading order.

    The names and purposes of roles are not among them: they belong to the ladder.
    """
    if matrix.note:
        yield Entry("note", TextKind.NOTE, matrix.note)
    told: set[str] = set()
    for category in matrix.categories:
        yield Entry(f"categories/{category.key}", TextKind.CATEGORY, category.title)
        for row in category.competencies:
            yield Entry(f"competencies/{row.key}/title", TextKind.COMPETENCY, row.title, row.key)
            if row.summary:
                place = f"competencies/{row.key}/summary"
                yield Entry(place, TextKind.SUMMARY, row.summary, row.key)
            yield from _behaviours(matrix, row, told)


def _behaviours(matrix: Matrix, row: Competency, told: set[str]) -> Iterator[Entry]:
    for role in matrix.roles:
        cell = row.expectations.get(role.key)
        for one in cell.behaviours if cell else ():
            if one.key in told:
                continue
            told.add(one.key)
            where = (row.key, role.key)
            yield Entry(f"behaviours/{one.key}", TextKind.BEHAVIOUR, one.text, *where)
            if one.waiver:
                yield Entry(f"waivers/{one.key}", TextKind.WAIVER, one.waiver, *where)


def to_do(matrix: Matrix, language: str) -> dict[Standing, int]:
    """How many texts stand how in a language."""
    counts = dict.fromkeys(Standing, 0)
    for entry in entries(matrix):
        counts[standing(entry.text, language)] += 1
    return counts


def translate(matrix: Matrix, language: str, typed: Mapping[str, Translation]) -> Matrix:
    """Texts, by place, as they are written in one language; the others stay.

    TextsClash names all that somebody reworded or took out meanwhile and that were typed in.
    """
    known, clashes = {entry.place: entry.text for entry in entries(matrix)}, list[Clash]()
    for place, translation in typed.items():
        if not _says_something(language, translation):
            continue
        text = known.get(place)
        others = text.texts if text else {}
        mine = Typed({**others, language: translation.words}, translation.seen)
        if text is None or (translation.is_confirmed and mine.seen != seen_print(text)):
            clashes.append(Clash(place, text, mine))
            continue
        try:
            written = required(place, text, mine)
        except TextsClash as clash:
            clashes += clash.clashes
            continue
        if translation.is_confirmed:
            written = written.confirmed(language)
        if written != text:
            matrix = with_text(matrix, place, written)
    if clashes:
        raise TextsClash(*clashes)
    return matrix


def _says_something(language: str, typed: Translation) -> bool:
    return typed.is_confirmed or words_print(language, typed.words) != typed.was


def with_text(matrix: Matrix, place: str, text: LocalizedText) -> Matrix:
    """The draft with another text at a place that ``entries`` names."""
    kind, _, rest = place.partition("/")
    key, _, part = rest.partition("/")
    if kind == "note":
        return replace(matrix, note=text)
    if kind == "categories":
        return with_category(matrix, key, lambda group: replace(group, title=text))
    if kind == "competencies" and part == "summary":
        return with_competency(matrix, key, lambda row: replace(row, summary=text))
    if kind == "competencies":
        return with_competency(matrix, key, lambda row: replace(row, title=text))
    if kind == "waivers":
        return in_every_cell(
            matrix,
            lambda found: tuple(replace(b, waiver=text) if b.key == key else b for b in found),
        )
    return in_every_cell(
        matrix,
        lambda found: tuple(replace(b, text=text) if b.key == key else b for b in found),
    )
