"""The behaviours of a file among those of a matrix."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from portal.domain.languages import LocalizedText
from portal.domain.matrices import Behaviour, Matrix
from portal.interchange.competency_matches import Row
from portal.interchange.new_keys import NewKeys
from portal.interchange.readings import Problem, ProblemKind, ReadBehaviour
from portal.interchange.wordings import either, likenesses, taken_over


@dataclass
class _Told:
    """One behaviour as the file tells it, wherever and however often it stands there."""

    row: int
    read: ReadBehaviour
    texts: dict[str, str]
    likenesses: list[str] = field(default_factory=list)
    key: str = ""
    known: Behaviour | None = None


class BehaviourMatches:
    """Which behaviour each of a file is.

    By key within the matrix; then by wording within its competency, then within the matrix, among
    those that no key claims; or else a new one. What a file repeats word for word within one
    competency is one behaviour.
    """

    def __init__(self, rows: Sequence[Row], onto: Matrix | None, taken: Container[str]) -> None:
        self.problems: list[Problem] = []
        self.matched_by_key = self.matched_by_wording = self.new = 0
        self._told: list[_Told] = []
        self._by_key: dict[str, _Told] = {}
        self._by_wording: dict[tuple[int, str], _Told] = {}
        self.cells: dict[tuple[int, str], list[str]] = {}
        """Keys by the row's place among ``rows`` and the file's name of the role."""
        cells = {
            (at, cell.role): self._told_in(at, cell.behaviours)
            for at, row in enumerate(rows)
            for cell in row.read.cells
        }
        self._match(rows, onto)
        self._name(onto, taken)
        self.behaviours = {told.key: _behaviour(told) for told in self._told}
        self.cells = {place: [told.key for told in found] for place, found in cells.items()}

    # The file alone

    def _told_in(self, at: int, cell: Iterable[ReadBehaviour]) -> list[_Told]:
        found: dict[int, _Told] = {}
        for read in cell:
            told = self._told_before(at, read)
            if told is None:
                told = self._tell(at, read)
            elif id(told) in found:
                self._note(ProblemKind.REPEATED_BEHAVIOUR, read, read.text.original)
            found[id(told)] = told
        return list(found.values())

    def _told_before(self, at: int, read: ReadBehaviour) -> _Told | None:
        if read.key is None:
            likes = likenesses(read.text)
            told = next(
                (self._by_wording[at, k] for k in likes if (at, k) in self._by_wording), None
            )
        else:
            told = self._by_key.get(read.key)
        if told is None:
            return None
        if read.key and (told.row != at or _contradicts(told.texts, read.text)):
            self._note(ProblemKind.KEY_TWICE, read, read.key)
        told.texts = {**read.text.texts, **told.texts}
        return told

    def _tell(self, at: int, read: ReadBehaviour) -> _Told:
        told = _Told(at, read, dict(read.text.texts), list(likenesses(read.text)))
        self._told.append(told)
        if read.key:
            self._by_key[read.key] = told
        for like in told.likenesses:
            self._by_wording.setdefault((at, like), told)
        return told

    # The file and the matrix

    def _match(self, rows: Sequence[Row], onto: Matrix | None) -> None:
        if onto is None:
            return
        known = onto.every_behaviour()
        claimed: set[str] = set()
        for told in self._told:
            if told.read.key and told.read.key in known:
                told.known = known[told.read.key]
                claimed.add(told.read.key)
                self.matched_by_key += 1
        everywhere, within = _indexes(onto)
        for is_within in (True, False):
            for told in self._told:
                if told.known is not None:
                    continue
                row = rows[told.row].known
                for like in told.likenesses:
                    listed = within.get((row.key, like)) if is_within and row else None
                    listed = listed if is_within else everywhere.get(like)
                    key = next((k for k in listed or () if k not in claimed), None)
                    if key is not None:
                        told.known = known[key]
                        claimed.add(key)
                        self.matched_by_wording += 1
                        break

    def _name(self, onto: Matrix | None, taken: Container[str]) -> None:
        keys = NewKeys(onto.every_behaviour() if onto else (), taken, "behaviour")
        wanted = [told for told in self._told if told.known is None]
        for told in sorted(wanted, key=lambda told: told.read.key is None):
            told.key = keys.take(told.read.key, told.read.text.original)
        self.new = len(wanted)
        for told in self._told:
            if told.known is not None:
                told.key = told.known.key

    def _note(self, kind: ProblemKind, read: ReadBehaviour, detail: str) -> None:
        self.problems.append(Problem(kind, read.place, detail))


def _indexes(onto: Matrix) -> tuple[dict[str, list[str]], dict[tuple[str, str], list[str]]]:
    """The keys of a matrix's behaviours by their wordings, everywhere and within competencies."""
    everywhere: dict[str, dict[str, None]] = {}
    within: dict[tuple[str, str], dict[str, None]] = {}
    for competency, behaviour in _standing(onto):
        for like in likenesses(behaviour.text):
            everywhere.setdefault(like, {})[behaviour.key] = None
            within.setdefault((competency, like), {})[behaviour.key] = None
    return (
        {like: list(keys) for like, keys in everywhere.items()},
        {place: list(keys) for place, keys in within.items()},
    )


def _standing(onto: Matrix) -> Iterator[tuple[str, Behaviour]]:
    for competency in onto.competencies():
        seen: set[str] = set()
        for cell in competency.expectations.values():
            for behaviour in cell.behaviours:
                if behaviour.key not in seen:
                    seen.add(behaviour.key)
                    yield competency.key, behaviour


def _contradicts(told: dict[str, str], text: LocalizedText) -> bool:
    return any(told.get(language, words) != words for language, words in text.texts.items())


def _behaviour(told: _Told) -> Behaviour:
    text = replace(told.read.text, texts=told.texts)
    if told.known is None:
        return Behaviour(told.key, text, told.read.came_from, told.read.waiver)
    return Behaviour(
        told.key,
        taken_over(told.known.text, text),
        told.read.came_from or told.known.came_from,
        either(told.known.waiver, told.read.waiver),
    )
