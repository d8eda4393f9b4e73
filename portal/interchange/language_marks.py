"""Which language a heading names, and which one texts are in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from portal.domain.languages import LANGUAGES
from portal.domain.names import folded

_NAMES: Mapping[str, str] = {
    "en": "en|eng|english|ingles|en gb|en us",
    "es": "es|spa|esp|spanish|espanol|castellano|es es",
}
_LANGUAGE_OF = {name: code for code, joined in _NAMES.items() for name in joined.split("|")}
_COMMON: Mapping[str, str] = {
    "en": "the and of to with for in an on their by is are without from that who",
    "es": "el la los las y de del con en para por un una que se sin su sus al lo cuando cada",
}
_LANGUAGE_IN = {word: code for code, words in _COMMON.items() for word in words.split()}


def plain(words: str) -> str:
    """A heading as it is compared: no case, accents, punctuation or doubled spaces."""
    return " ".join(re.findall(r"[a-z0-9#]+", folded(words)))


def marked_language(written: str) -> tuple[str, str | None]:
    """The words of a heading, and the language it ends in: "Behaviour (es)", "behaviour_en"."""
    written = written.strip()
    if written.endswith((")", "]")):
        words, sign, ending = written[:-1].replace("[", "(").rpartition("(")
        if sign and (code := named_language(ending)):
            return words.strip(), code
    words, sign, ending = written.rpartition("_")
    if sign and words and ending.lower() in LANGUAGES:
        return words, ending.lower()
    words, sign, ending = written.rpartition(" ")
    code = named_language(ending)
    if sign and code and (len(ending) > 3 or ending.isupper()):
        return words.strip(" -–—:"), code
    return written, None


def named_language(name: str) -> str | None:
    code = _LANGUAGE_OF.get(plain(name))
    return code if code in LANGUAGES else None


def language_of(texts: Iterable[str]) -> str | None:
    """The portal's language that most of the common words in some texts are of, if any are."""
    counts = dict.fromkeys(_COMMON, 0)
    for text in texts:
        for word in re.findall(r"\w+", text.lower()):
            if language := _LANGUAGE_IN.get(word):
                counts[language] += 1
    best = max(counts, key=lambda language: counts[language])
    others = sum(count for language, count in counts.items() if language != best)
    return best if counts[best] > others else None
