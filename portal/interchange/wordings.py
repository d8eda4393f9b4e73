"""Wordings compared: what makes two texts the same to a reader, and one text the newer of two."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from portal.domain.languages import LocalizedText

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛´`′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\xad", None),
        "…": "...",
    }
)


def likeness(words: str) -> str:
    """What is left of a wording without case, accents, kinds of quotes and dashes, and its end.

    Two wordings of the same likeness say the same.
    """
    decomposed = unicodedata.normalize("NFKD", words.translate(_ALIKE).casefold())
    if not decomposed.isascii():
        decomposed = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(decomposed.split()).rstrip(" .;,") or words


def likenesses(text: LocalizedText) -> Iterator[str]:
    """A text's wordings as they are compared, the original first.

    In whatever language: a file may take a text for the language it was exported in.
    """
    original = text.original_language
    yield likeness(text.original)
    for language, words in text.texts.items():
        if language != original and words.strip():
            yield likeness(words)


def taken_over(known: LocalizedText, read: LocalizedText) -> LocalizedText:
    """A known text as a file has it now; languages that the file leaves out stay.

    Where the original only changed its dress, translations are as right as they were. What the
    file itself marks as outdated is outdated.
    """
    text = known.reworded(_spoken(known, read))
    is_the_same = (
        text.original_language == known.original_language
        and text.original != known.original
        and likeness(text.original) == likeness(known.original)
    )
    if is_the_same:
        text = replace(text, outdated=(known.outdated & text.outdated))
    outdated = (text.outdated | read.outdated) & set(text.texts) - {text.original_language}
    return replace(text, outdated=frozenset(outdated))


def either(known: LocalizedText | None, read: LocalizedText | None) -> LocalizedText | None:
    """A text that may be missing in the matrix, in the file or in both."""
    if known is None or read is None:
        return read or known
    return taken_over(known, read)


def _spoken(known: LocalizedText, read: LocalizedText) -> dict[str, str]:
    """The wordings that a file has to say.

    A file in one language shows the original where there is no translation: that is none either.
    """
    said = {language: words for language, words in read.texts.items() if words.strip()}
    if known.original_language in said:
        return said
    return {
        language: words
        for language, words in said.items()
        if known.texts.get(language) or likeness(words) != likeness(known.original)
    }
