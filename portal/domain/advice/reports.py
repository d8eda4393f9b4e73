"""The advice as a whole: on one text while it is written, and on a matrix in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from portal.domain.advice.cells import cells
from portal.domain.advice.columns import columns
from portal.domain.advice.fillers import fillers
from portal.domain.advice.findings import SEVERITIES, Finding, Hit, Rule, Severity, Spot
from portal.domain.advice.loaded_words import GLOSSARY, explained, loaded_words
from portal.domain.advice.passages import Passage
from portal.domain.advice.several_ideas import several_ideas
from portal.domain.advice.target_numbers import target_numbers
from portal.domain.advice.unobservable_verbs import unobservable_verbs
from portal.domain.languages import LANGUAGES, LocalizedText
from portal.domain.matrices import Behaviour, Matrix

LANGUAGES_ADVISED = ("en", "es")
"""The languages that have rules; other wordings are left unread."""

_RULES = tuple(Rule)


def advise_text(
    text: str, language: str, glossary: Iterable[str] = GLOSSARY
) -> tuple[Finding, ...]:
    """What there is to say about one wording of a behaviour, from its beginning to its end."""
    found = _in_wording(text, language, explained(glossary), _EVERY_RULE)
    return tuple(_finding(hit, text, language, Spot()) for hit in found)


def advise(matrix: Matrix, glossary: Iterable[str] = GLOSSARY) -> tuple[Finding, ...]:
    """What there is to say about a matrix, in reading order.

    Roles as wholes come first, then competency by competency its summary, its cells and their
    behaviours. A behaviour that stands in several cells is advised on once, where it stands first.
    """
    known = explained(glossary)
    found = [*columns(matrix), *_purposes(matrix, known), *cells(matrix)]
    found += _summaries(matrix, known)
    for place, behaviour in _first_places(matrix):
        found += _in_behaviour(behaviour, place, known, _EVERY_RULE)
    return tuple(sorted(found, key=_Order(matrix)))


def blocking(matrix: Matrix) -> tuple[Finding, ...]:
    """The target numbers that keep a draft from being published: those that are not waived."""
    return tuple(
        finding
        for place, behaviour in _first_places(matrix)
        if behaviour.waiver is None
        for finding in _in_behaviour(behaviour, place, frozenset(), (_numbers,))
        if finding.blocks
    )


_TextRule = Callable[[Passage, frozenset[str]], Iterator[Hit]]


def _numbers(passage: Passage, known: frozenset[str]) -> Iterator[Hit]:
    return target_numbers(passage)


_EVERY_RULE: tuple[_TextRule, ...] = (
    _numbers,
    lambda passage, known: unobservable_verbs(passage),
    lambda passage, known: several_ideas(passage),
    loaded_words,
    lambda passage, known: fillers(passage),
)
_ABOUT_DESCRIPTIONS: tuple[_TextRule, ...] = (_numbers, loaded_words)
"""Summaries and purposes say what something is about, not what one sees."""


def _in_wording(
    text: str, language: str, known: frozenset[str], rules: tuple[_TextRule, ...]
) -> list[Hit]:
    """The hits in one wording; a word that a weightier rule has spoken of is not named again."""
    if language not in LANGUAGES_ADVISED:
        return []
    passage = Passage(text, language)
    hits: list[Hit] = []
    told = bytearray(len(text))
    for rule in rules:
        found = [hit for hit in rule(passage, known) if _is_news(hit, told)]
        for hit in found:
            if hit.rule is not Rule.SEVERAL_IDEAS:
                told[hit.start : hit.end] = b"x" * (hit.end - hit.start)
        hits += found
    return sorted(hits, key=lambda hit: (hit.start, hit.end, _RULES.index(hit.rule)))


def _is_news(hit: Hit, told: bytearray) -> bool:
    """Whether nothing was said yet of any of these letters; two ideas are always told."""
    return hit.rule is Rule.SEVERAL_IDEAS or not any(told[hit.start : hit.end])


def _finding(
    hit: Hit, text: str, language: str, place: Spot, severity: Severity | None = None
) -> Finding:
    return Finding(
        rule=hit.rule,
        severity=severity or SEVERITIES[hit.rule],
        place=place,
        language=language,
        excerpt=text[hit.start : hit.end],
        span=(hit.start, hit.end),
        data=hit.data,
    )


def _in_behaviour(
    behaviour: Behaviour, place: Spot, known: frozenset[str], rules: tuple[_TextRule, ...]
) -> Iterator[Finding]:
    """The findings of every wording; a waived target number is no more than a hint."""
    for language, text in _wordings(behaviour.text):
        for hit in _in_wording(text, language, known, rules):
            if hit.rule is Rule.TARGET_NUMBER and behaviour.waiver is not None:
                waived = Hit(hit.rule, hit.start, hit.end, {**hit.data, "waived": 1})
                yield _finding(waived, text, language, place, Severity.HINT)
            else:
                yield _finding(hit, text, language, place)


def _in_description(text: LocalizedText, place: Spot, known: frozenset[str]) -> Iterator[Finding]:
    """The findings of a summary or a purpose. A number there is never more than a SHOULD: only a
    behaviour is what people are measured by, and only a behaviour can be waived."""
    for language, words in _wordings(text):
        for hit in _in_wording(words, language, known, _ABOUT_DESCRIPTIONS):
            yield _finding(hit, words, language, place, Severity.SHOULD)


def _wordings(text: LocalizedText) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES_ADVISED:
        if words := text.texts.get(language):
            yield language, words


def _purposes(matrix: Matrix, known: frozenset[str]) -> Iterator[Finding]:
    for role in matrix.roles:
        if role.purpose is not None:
            yield from _in_description(role.purpose, Spot(role=role.key), known)


def _summaries(matrix: Matrix, known: frozenset[str]) -> Iterator[Finding]:
    for row in matrix.competencies():
        if row.summary is not None:
            yield from _in_description(row.summary, Spot(row.key), known)


def _first_places(matrix: Matrix) -> list[tuple[Spot, Behaviour]]:
    """Every behaviour once, with the first cell that has it, in reading order."""
    found: dict[str, tuple[Spot, Behaviour]] = {}
    for row in matrix.competencies():
        for role in matrix.roles:
            if cell := row.expectations.get(role.key):
                for behaviour in cell.behaviours:
                    place = Spot(row.key, role.key, behaviour.key)
                    found.setdefault(behaviour.key, (place, behaviour))
    return list(found.values())


class _Order:
    """The reading order of findings: by place, wording, position, and rule."""

    def __init__(self, matrix: Matrix) -> None:
        self.rows = {row.key: place for place, row in enumerate(matrix.competencies())}
        self.roles = {role.key: place for place, role in enumerate(matrix.roles)}
        self.behaviours: Mapping[str, int] = {
            key: place for place, key in enumerate(matrix.every_behaviour())
        }

    def __call__(self, finding: Finding) -> tuple[int, ...]:
        place = finding.place
        return (
            self.rows.get(place.competency or "", -1),
            self.roles.get(place.role or "", -1),
            self.behaviours.get(place.behaviour or "", -1),
            list(LANGUAGES).index(finding.language) if finding.language else -1,
            *(finding.span or (-1, -1)),
            _RULES.index(finding.rule),
        )
