"""Text in whatever encoding a program left it in."""

from __future__ import annotations

import codecs

import pytest

from portal.interchange.readings import MOST_BYTES, FileRefusal, FileRefused
from portal.interchange.text_files import decoded

SPANISH = "Rol;Competencia\nAgente sénior;Resolución de problemas – ¿qué pasó?\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"],
)
def test_what_spreadsheets_write_is_read(encoding: str) -> None:
    assert decoded(SPANISH.encode(encoding)) == SPANISH


def test_a_mark_is_no_part_of_the_text() -> None:
    assert decoded(codecs.BOM_UTF16_BE + "Tone".encode("utf-16-be")) == "Tone"


def test_english_quotes_of_windows_stay_quotes() -> None:
    assert decoded(b"It\x92s \x93calm\x94 \x96 always") == "It’s “calm” – always"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", FileRefusal.EMPTY),
        (b" \n\t\n", FileRefusal.EMPTY),
        (codecs.BOM_UTF8, FileRefusal.EMPTY),
        (b"a,b\nc,\0d", FileRefusal.NOT_TEXT),
        (b"x" * (MOST_BYTES + 1), FileRefusal.TOO_LARGE),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", FileRefusal.NOT_TEXT),
        (bytes(range(1, 256)) * 4, FileRefusal.NOT_TEXT),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, reason: FileRefusal) -> None:
    with pytest.raises(FileRefused) as refused:
        decoded(content)
    assert refused.value.reason is reason


def test_damaged_utf8_is_not_turned_into_gibberish() -> None:
    with pytest.raises(FileRefused) as refused:
        decoded("línea\nsegunda línea\nañ".encode() + b"\xc3 o\n")
    assert refused.value.reason is FileRefusal.NOT_TEXT
    assert refused.value.row == 3


def test_half_a_character_is_no_text() -> None:
    with pytest.raises(FileRefused):
        decoded("á".encode() + b"\xed\xa0\x80" + "é".encode())
