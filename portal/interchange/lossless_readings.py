"""Reading a lossless document: every problem with its place, and the matrix when there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable

from portal.domain.keys import is_key
from portal.domain.languages import LANGUAGES, LocalizedText
from portal.domain.matrices import Weight
from portal.interchange.exact_matrices import exact_matrix
from portal.interchange.lossless_shapes import (
    BehaviourShape,
    CategoryShape,
    CellShape,
    CompetencyShape,
    DocumentShape,
    Lines,
    Path,
    RoleShape,
    Text,
    dotted,
)
from portal.interchange.readings import (
    LONGEST_TEXT,
    MOST_ROWS,
    FileRefusal,
    FileRefused,
    Place,
    Problem,
    ProblemKind,
    ReadBehaviour,
    ReadCategory,
    ReadCell,
    ReadCompetency,
    ReadFramework,
    ReadRole,
)

# What no typed text can hold either, and halves of characters, which cannot be written as UTF-8.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def reading_of(document: DocumentShape, lines: Lines) -> ReadFramework:
    """What a document says; the matrix itself as ``exact`` unless something stops it."""
    return _Reading(document, lines).framework()


class _Reading:
    """One document being read. A problem's column names its place as ``matrix_parts`` does."""

    def __init__(self, document: DocumentShape, lines: Lines) -> None:
        self._document = document
        self._lines = lines
        self._problems: list[Problem] = []
        self._roles = {role.key for role in document.roles}
        self._wordings: dict[str, BehaviourShape] = {}
        self._behaviours = 0

    def framework(self) -> ReadFramework:
        document = self._document
        self._keys([document.track.key], "track", ("track",))
        title = self._required(document.track.title, "track", ("track", "title"))
        note = self._text(document.note, "note", ("note",))
        roles = tuple(self._role(role, ("roles", i)) for i, role in enumerate(document.roles))
        if not roles:
            self._note(ProblemKind.NO_ROLES, "roles", ("roles",))
        self._each_once([role.key for role in document.roles], "roles", ProblemKind.ROLE_TWICE)
        self._each_once([group.key for group in document.categories], "categories")
        rows = [row.key for group in document.categories for row in group.competencies]
        self._each_once(rows, "competencies")
        categories = tuple(
            self._category(category, ("categories", i))
            for i, category in enumerate(document.categories)
        )
        framework = ReadFramework(
            roles=roles,
            categories=categories,
            title=title,
            track_key=document.track.key,
            note=note,
            problems=tuple(self._problems),
        )
        return exact_matrix(framework, document.version)

    def _role(self, role: RoleShape, path: Path) -> ReadRole:
        place = f"roles/{role.key}"
        self._keys([role.key], place, path)
        return ReadRole(
            name=role.key,
            title=self._required(role.title, place, (*path, "title")),
            key=role.key,
            short=self._text(role.short, place, (*path, "short")),
            purpose=self._text(role.purpose, place, (*path, "purpose")),
        )

    def _category(self, category: CategoryShape, path: Path) -> ReadCategory:
        place = f"categories/{category.key or dotted(path)}"
        self._keys([category.key], place, path)
        return ReadCategory(
            title=self._required(category.title, place, (*path, "title")),
            competencies=tuple(
                self._competency(row, (*path, "competencies", i))
                for i, row in enumerate(category.competencies)
            ),
            key=category.key,
        )

    def _competency(self, row: CompetencyShape, path: Path) -> ReadCompetency:
        name = row.key or dotted(path)
        place = f"competencies/{name}"
        self._keys([row.key, *row.came_from], place, path)
        return ReadCompetency(
            title=self._required(row.title, place, (*path, "title")),
            cells=tuple(
                self._cell(role, cell, f"cells/{name}/{role}", (*path, "expectations", role))
                for role, cell in row.expectations.items()
            ),
            key=row.key,
            summary=self._text(row.summary, place, (*path, "summary")),
            place=self._place(place, path),
            came_from=tuple(row.came_from),
        )

    def _cell(self, role: str, cell: CellShape, place: str, path: Path) -> ReadCell:
        if role not in self._roles:
            self._note(ProblemKind.ROLE_MISSING, place, path, role)
        weight = next((weight for weight in Weight if weight.value == cell.weight), None)
        if weight is None:
            self._note(ProblemKind.WEIGHT_UNKNOWN, place, (*path, "weight"), cell.weight)
        self._behaviours += len(cell.behaviours)
        if self._behaviours > MOST_ROWS:
            raise FileRefused(FileRefusal.TOO_MANY_ROWS)
        self._each_once([behaviour.key for behaviour in cell.behaviours], place)
        read = (
            self._behaviour(behaviour, place, (*path, "behaviours", i))
            for i, behaviour in enumerate(cell.behaviours)
        )
        return ReadCell(role, tuple(found for found in read if found), weight)

    def _behaviour(self, behaviour: BehaviourShape, cell: str, path: Path) -> ReadBehaviour | None:
        place = f"behaviours/{behaviour.key}" if behaviour.key else cell
        self._keys([behaviour.key, *behaviour.came_from], place, path)
        if behaviour.key:
            first = self._wordings.setdefault(behaviour.key, behaviour)
            if first != behaviour:  # one key, one wording, wherever it stands
                self._note(ProblemKind.KEY_TWICE, place, path, behaviour.key)
        text = self._text(behaviour.text, place, (*path, "text"))
        if text is None:
            self._note(ProblemKind.BEHAVIOUR_MISSING, place, path)
            return None
        return ReadBehaviour(
            text=text,
            key=behaviour.key,
            place=self._place(place, path),
            came_from=tuple(behaviour.came_from),
            waiver=self._text(behaviour.waiver, place, (*path, "waiver")),
        )

    def _required(self, text: Text, place: str, path: Path) -> LocalizedText:
        if found := self._text(text, place, path):
            return found
        wanted = f"{dotted(path)}: needs a wording in one of {', '.join(LANGUAGES)}"
        raise FileRefused(FileRefusal.BROKEN, wanted, self._lines(path))

    def _text(self, text: Text | None, place: str, path: Path) -> LocalizedText | None:
        """A text in the portal's languages; blank wordings are as good as none."""
        if text is None:
            return None
        texts = {}
        for code, words in text.wordings.items():
            if code not in LANGUAGES:
                self._note(ProblemKind.LANGUAGE_UNKNOWN, place, (*path, code), code)
                continue
            if len(words) > LONGEST_TEXT:
                self._note(ProblemKind.TEXT_TOO_LONG, place, (*path, code), str(len(words)))
            if unfit := _UNFIT.search(words):
                sign = f"U+{ord(unfit[0]):04X}"
                self._note(ProblemKind.CONTROL_CHARACTERS, place, (*path, code), sign)
            if words.strip():
                texts[code] = words
        if not texts:
            return None
        original = LocalizedText(texts)
        outdated = (set(text.outdated) & set(texts)) - {original.original_language}
        return LocalizedText(texts, frozenset(outdated))

    def _keys(self, keys: Iterable[str | None], place: str, path: Path) -> None:
        for key in keys:
            if key is not None and not is_key(key):
                self._note(ProblemKind.KEY_MALFORMED, place, path, key)

    def _each_once(
        self,
        keys: list[str | None] | list[str],
        place: str,
        kind: ProblemKind = ProblemKind.KEY_TWICE,
    ) -> None:
        seen: set[str] = set()
        for key in keys:
            if key in seen:
                self._problems.append(Problem(kind, Place(column=place), key))
            elif key is not None:
                seen.add(key)

    def _note(self, kind: ProblemKind, place: str, path: Path, detail: str = "") -> None:
        self._problems.append(Problem(kind, self._place(place, path), detail))

    def _place(self, place: str, path: Path) -> Place:
        return Place(row=self._lines(path), column=place)
