"""Quantities in a text: digits, ranges and spelled numbers, but not the numbers in names.

"Tier 2", "step 3", "version 2.1.0", "HTTP 500", "24/7", "2026" and "1:1" name something; "12",
"10–12", "a dozen" and "treinta y cinco" count it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from portal.domain.advice.grammar import words
from portal.domain.advice.measures import WORK
from portal.domain.advice.passages import Passage

_DIGITS = re.compile(r"[0-9]{1,12}(?:[.,][0-9]{1,12})*")
_RANGE = re.compile(r"([0-9]{1,12})-([0-9]{1,12})")
_WITH_UNIT = re.compile(
    r"([0-9]{1,12})(k|h|hr|hrs|hour|hours|min|mins|minute|minutes|s|sec|secs|d|day|days|w)"
)
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*")

_LABELS = words(
    "tier level line l http error code version v step phase priority severity sev class type",
    "stage css cse tls ssl ipv4 ipv6 iso rfc error option chapter section part band grade rank",
    "release nivel linea fase paso codigo prioridad tipo etapa opcion capitulo seccion parte",
    "rango microsoft office windows web python q quarter trimestre gdpr article articulo room",
    "floor page",
)
"""What a number behind it names, instead of counting."""

_DEGREES = 360
_YEARS = range(1900, 2100)

_ENGLISH: Mapping[str, int] = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "hundred": 100, "hundreds": 100, "thousand": 1000, "thousands": 1000, "dozen": 12,
    "dozens": 12,
}  # fmt: skip
_SPANISH: Mapping[str, int] = {
    "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9,
    "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15,
    "dieciseis": 16, "diecisiete": 17, "dieciocho": 18, "diecinueve": 19, "veinte": 20,
    "veintiun": 21, "veintiuno": 21, "veintidos": 22, "veintitres": 23, "veinticuatro": 24,
    "veinticinco": 25, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60,
    "setenta": 70, "ochenta": 80, "noventa": 90, "cien": 100, "ciento": 100, "cientos": 100,
    "doscientos": 200, "doscientas": 200, "quinientos": 500, "mil": 1000, "miles": 1000,
    "docena": 12, "docenas": 12, "decena": 10, "decenas": 10,
}  # fmt: skip
_SPELLED: Mapping[str, Mapping[str, int]] = {"en": _ENGLISH, "es": _SPANISH}

_ONE: Mapping[str, frozenset[str]] = {"en": words("one 1"), "es": words("1 uno un una")}
_NAUGHT: Mapping[str, frozenset[str]] = {"en": words("zero 0"), "es": words("cero 0")}
_TO: Mapping[str, frozenset[str]] = {"en": words("- – — to or"), "es": words("- – — a o y")}
_BEGIN: Mapping[str, frozenset[str]] = {
    language: frozenset(spelled) | _ONE[language] | _NAUGHT[language]
    for language, spelled in _SPELLED.items()
}
"""Words that may begin a quantity, digits and compounds aside."""


class Quantity(NamedTuple):
    """A number at the words [first, end); ``value`` is the larger end of a range.

    ``unit`` is one written in the same word ("24h").
    """

    first: int
    end: int
    value: float
    unit: str = ""


def quantities(passage: Passage) -> Iterator[Quantity]:
    """Every quantity of a text, in its order; "one" and "zero" among them."""
    done, begin = 0, _BEGIN[passage.language]
    for place, word in enumerate(passage.words):
        may_begin = word in begin or word[0].isdigit() or "-" in word
        if may_begin and place >= done and (found := _quantity_at(passage, place)):
            done = found.end
            yield found


def begins_with_number(passage: Passage, place: int) -> bool:
    return _number_at(passage, place) is not None


def _quantity_at(passage: Passage, place: int) -> Quantity | None:
    found = _number_at(passage, place)
    if found is None or _is_a_name(passage, found):
        return None
    if passage.word(found.end) in _TO[passage.language] and not found.unit:
        beyond = _number_at(passage, found.end + 1)
        if beyond is not None and _joins(passage, place, found.end):
            return Quantity(place, beyond.end, max(found.value, beyond.value), beyond.unit)
    return found


def _joins(passage: Passage, place: int, between: int) -> bool:
    """Whether the word between two numbers makes them a range ("entre 2 y 4")."""
    return passage.word(between) != "y" or passage.word(place - 1) == "entre"


def _number_at(passage: Passage, place: int) -> Quantity | None:
    word = passage.word(place)
    if not word:
        return None
    if word[0].isdigit():
        return _in_digits(word, place)
    return _spelled(passage, place)


def _in_digits(word: str, place: int) -> Quantity | None:
    if _DIGITS.fullmatch(word):
        value = _value(word)
        return None if value is None else Quantity(place, place + 1, value)
    if both := _RANGE.fullmatch(word):
        return Quantity(place, place + 1, max(float(both[1]), float(both[2])))
    if measured := _WITH_UNIT.fullmatch(word):
        if measured[2] == "k":
            return Quantity(place, place + 1, float(measured[1]) * 1000)
        return Quantity(place, place + 1, float(measured[1]), measured[2])
    return None


def _value(digits: str) -> float | None:
    """What digits are worth, with either decimal mark; None for a version such as 2.1.0."""
    if _THOUSANDS.fullmatch(digits):
        return float(digits.replace(".", "").replace(",", ""))
    marks = [letter for letter in digits if letter in ".,"]
    return None if len(marks) > 1 else float(digits.replace(",", "."))


def _spelled(passage: Passage, place: int) -> Quantity | None:
    spelled = _SPELLED[passage.language]
    value, end = 0, place
    while worth := _worth(passage.word(end), spelled) or _is_inner_and(passage, end, spelled):
        value = max(value, worth)
        end += 1
    if end > place:
        return Quantity(place, end, float(value))
    if passage.word(place) in _NAUGHT[passage.language]:
        return Quantity(place, place + 1, 0.0)
    if passage.word(place) in _ONE[passage.language]:
        return Quantity(place, place + 1, 1.0)
    return None


def _is_inner_and(passage: Passage, place: int, spelled: Mapping[str, int]) -> bool:
    """Whether this is the "y" of "treinta y cinco"."""
    tens, ones = _worth(passage.word(place - 1), spelled), _worth(passage.word(place + 1), spelled)
    return passage.word(place) == "y" and 30 <= tens <= 90 and 0 < ones < 10


def _worth(word: str, spelled: Mapping[str, int]) -> int:
    if value := spelled.get(word):
        return value
    tens, _, ones = word.partition("-")
    return spelled[tens] + spelled[ones] if tens in spelled and ones in spelled else 0


def _is_a_name(passage: Passage, found: Quantity) -> bool:
    before, after = passage.word(found.first - 1), passage.word(found.end)
    if before in _LABELS or found.value == _DEGREES or (before, found.value) == ("por", 100):
        return True
    is_year = found.value in _YEARS and passage.word(found.first).isdigit()
    if is_year and after not in WORK and after not in {"%", "/"}:
        return True
    ratios = {("24", "7"), ("1", "1")}
    pair = (passage.word(found.first), passage.word(found.end + 1))
    return after in {"/", ":"} and pair in ratios
