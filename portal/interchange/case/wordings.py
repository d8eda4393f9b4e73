"""The texts of a package in our languages: checked, made plain, the carried ones put back."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from portal.domain.languages import BASE_LANGUAGE, LANGUAGES, LocalizedText
from portal.domain.typed import cleaned
from portal.interchange.case import own_extensions
from portal.interchange.case.sources import TRANSLATION_OF, Node, Source, string
from portal.interchange.readings import LONGEST_TEXT, Place, Problem, ProblemKind

# What no typed text can hold either, and halves of characters, which cannot be written as UTF-8.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_LINE_MARK = re.compile(r"\A(#{1,6}|>)[ \t]+")
_INLINE_MARKS = (
    (re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*\)"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*\n]*[^\s*])\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])([^_\n]*[^\s_])\1(?!\w)"), r"\2"),
)
"""Links, code and emphasis, and what is left of each: the words."""


def without_marks(words: str) -> str:
    """What Markdown or HTML says, in plain words on one line; a table as its rows."""
    if len(words) > LONGEST_TEXT:
        return words
    lines = [line.strip() for line in _TAG.sub(" ", words).splitlines()]
    kept = [
        _LINE_MARK.sub("", line.strip("|") if line.startswith("|") else line)
        for line in lines
        if not ("|" in line and "--" in line and set(line) <= set("|-: "))
    ]
    text = "\n".join(kept)
    for sign, rest in _INLINE_MARKS:
        text = sign.sub(rest, text)
    return " ".join(html.unescape(text).split())


class Wordings:
    """The texts of one package, and what was wrong with them."""

    def __init__(self, source: Source) -> None:
        self.problems: list[Problem] = []
        self._source = source
        self._checked: set[tuple[str, Place]] = set()
        self.language = self._known(
            string(source.document.get("language")), Place(column="language", sheet="CFDocument")
        )
        self._translations = self._translated()

    def _translated(self) -> dict[str, list[Node]]:
        """Items that say in another language what another item says, taken out of the others."""
        nodes = self._source.nodes
        found: dict[str, list[Node]] = {}
        for tie in self._source.tied(TRANSLATION_OF):
            if tie.origin in nodes and tie.destination in nodes and tie.origin != tie.destination:
                found.setdefault(tie.destination, []).append(nodes[tie.origin])
        translations = {node.identifier for ones in found.values() for node in ones}
        originals = {key: ones for key, ones in found.items() if key not in translations}
        for ones in originals.values():
            for node in ones:
                nodes.pop(node.identifier, None)
        return originals

    def note(self, kind: ProblemKind, place: Place, detail: str = "") -> None:
        self.problems.append(Problem(kind, place, detail))

    def of(self, node: Node) -> LocalizedText:
        """What an item says, in each language it says it in."""
        language = self._known(node.language, node.place) if node.language else self.language
        carried = self._carried(node.said.get("text"), node.place)
        text = self._required(carried, node.words, language, node.place)
        for other in self._translations.get(node.identifier, ()):
            code = other.language.lower().partition("-")[0]
            if code in LANGUAGES and code not in text.texts:
                words = self._plain(other.words, other.place)
                text = text.reworded({code: words}) if words else text
            else:
                self.note(ProblemKind.LEFT_OUT, other.place, other.words)
        return text

    def notes_of(self, node: Node) -> LocalizedText | None:
        """What else is said of an item: a competency's summary, a role's purpose."""
        return self._optional(node.said.get("notes"), node.notes, node.place)

    def short_of(self, node: Node) -> LocalizedText | None:
        return self._optional(node.said.get("short"), node.short, node.place)

    def waiver_of(self, node: Node) -> LocalizedText | None:
        """Only what our own package says: others' notes on a behaviour are no waiver."""
        return self.notes_of(node) if "notes" in node.said else None

    def of_document(self, name: str, carried: str) -> LocalizedText | None:
        """One of the document's own texts."""
        source = self._source
        words = string(source.document.get(name))
        return self._optional(
            source.said.get(carried), words, Place(column=name, sheet="CFDocument")
        )

    def foreign(self, words: str, place: Place) -> LocalizedText | None:
        """Words outside items, in the document's language."""
        written = self._plain(words, place)
        return LocalizedText({self.language: written}) if written else None

    def _optional(self, said: object, words: str, place: Place) -> LocalizedText | None:
        if not words.strip():
            return None
        return self._joined(self._carried(said, place), words, self.language, place)

    def _required(
        self, carried: LocalizedText | None, words: str, language: str, place: Place
    ) -> LocalizedText:
        """A text that nothing goes without; its signs themselves where they hold no words."""
        found = self._joined(carried, words, language, place)
        return found or LocalizedText({language: words.strip()})

    def _joined(
        self, carried: LocalizedText | None, words: str, language: str, place: Place
    ) -> LocalizedText | None:
        """The carried text; reworded where somebody has changed the standard's own field since."""
        if carried is not None and _same(carried.words(self.language), words):
            return carried
        plain = self._plain(words, place)
        if not plain:
            return carried
        return carried.reworded({language: plain}) if carried else LocalizedText({language: plain})

    def _carried(self, said: object, place: Place) -> LocalizedText | None:
        text = own_extensions.read_text(said)
        if text is None:
            return None
        self._check(text.texts.values(), place)
        unknown = text.texts.keys() - LANGUAGES.keys()
        for code in sorted(unknown):
            self.note(ProblemKind.LANGUAGE_UNKNOWN, place, code)
        texts = {code: words for code, words in text.texts.items() if code in LANGUAGES}
        return LocalizedText(texts, text.outdated & texts.keys())

    def _plain(self, words: str, place: Place) -> str:
        self._check([words], place)
        return without_marks(cleaned(words))

    def _check(self, texts: Iterable[str], place: Place) -> None:
        """Each thing wrong with a wording is told once, however often the wording is used."""
        for words in texts:
            if (words, place) in self._checked:
                continue
            self._checked.add((words, place))
            if unfit := _UNFIT.search(words):
                self.note(ProblemKind.CONTROL_CHARACTERS, place, f"U+{ord(unfit[0]):04X}")
            if len(words) > LONGEST_TEXT:
                self.note(ProblemKind.TEXT_TOO_LONG, place, str(len(words)))

    def _known(self, written: str, place: Place) -> str:
        """One of our languages; a text in any other is taken as if it were in the base language."""
        code = written.strip().lower().replace("_", "-").partition("-")[0]
        if code in LANGUAGES:
            return code
        if code and all(
            (problem.kind, problem.detail) != (ProblemKind.LANGUAGE_UNKNOWN, written)
            for problem in self.problems
        ):
            self.note(ProblemKind.LANGUAGE_UNKNOWN, place, written)
        return BASE_LANGUAGE


def _same(ours: str, theirs: str) -> bool:
    """Whether a field says what we wrote into it, where line breaks may have become spaces."""
    return theirs in {ours, " ".join(ours.split())}
