"""Bytes as text, whatever program wrote them: byte-order marks, UTF-8, and what came before it."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from portal.interchange.readings import MOST_BYTES, FileRefusal, FileRefused

# The longer marks first: UTF-32's begins like UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OLDER = ["cp1252", "mac_roman", "cp850"]
"""What spreadsheets on Windows and on older Macs write in English and Spanish, likeliest first."""

_LETTERS = "áéíóúüñÁÉÍÓÚÜÑ¿¡ç–—‘’“”…•€ºª«»àèòïâêôãõäößåøæ"
_SAMPLE = 40_000
_NON_ASCII = re.compile(rb"[\x80-\xff]+")


def decoded(content: bytes) -> str:
    """The text in a file; FileRefused when it is empty, too large or no text at all."""
    if len(content) > MOST_BYTES:
        raise FileRefused(FileRefusal.TOO_LARGE)
    text = _text(content)
    if not text.strip():
        raise FileRefused(FileRefusal.EMPTY)
    if (place := text.find("\0")) >= 0:
        raise FileRefused(FileRefusal.NOT_TEXT, "NUL", text.count("\n", 0, place) + 1)
    return text


def _text(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding)
    if (unmarked := _unmarked_utf16(content)) is not None:
        return _strictly(content, unmarked)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(content):
            raise _not_text(error) from None
    return _older(content)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_text(error) from None


def _not_text(error: UnicodeDecodeError) -> FileRefused:
    row = error.object.count(b"\n", 0, error.start) + 1
    return FileRefused(FileRefusal.NOT_TEXT, f"{error.encoding}: {error.reason}", row)


def _unmarked_utf16(content: bytes) -> str | None:
    """UTF-16 without its mark shows in NULs at every other byte of Latin text."""
    head = content[:200]
    evens, odds = head[::2].count(0), head[1::2].count(0)
    if odds > len(head) // 4 and not evens:
        return "utf-16-le"
    if evens > len(head) // 4 and not odds:
        return "utf-16-be"
    return None


def _is_damaged_utf8(content: bytes) -> bool:
    """UTF-8 with a fault here and there, which another encoding would turn into gibberish."""
    text = content.decode("utf-8", errors="surrogateescape")
    faults = sum("\udc80" <= letter <= "\udcff" for letter in text)
    letters = sum(not letter.isascii() for letter in text) - faults
    return letters > faults


def _older(content: bytes) -> str:
    """The older encoding that makes the likeliest letters of what is not ASCII."""
    guesses = {
        encoding: text for encoding in _OLDER if (text := _decodable(content, encoding)) is not None
    }
    if guesses:
        odd = b"".join(_NON_ASCII.findall(content[: _SAMPLE * 10]))[:_SAMPLE]
        share = {
            encoding: sum(letter in _LETTERS for letter in odd.decode(encoding, "ignore"))
            for encoding in guesses
        }
        best = max(share, key=lambda encoding: share[encoding])
        if share[best] * 2 > len(odd):
            return guesses[best]
    found = from_bytes(content[:_SAMPLE], cp_isolation=[*_OLDER, "iso8859_2", "cp1250"]).best()
    if found is None:
        raise FileRefused(FileRefusal.NOT_TEXT)
    return _strictly(content, found.encoding)


def _decodable(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None
