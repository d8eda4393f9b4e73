"""How wide words are when drawn, near enough to break them into lines without a browser."""

from __future__ import annotations

_NARROW = frozenset("iíjlI.,:;'’!|()[]")
_SLIM = frozenset("frt -/")
_WIDE = frozenset("mwMWÑ@%—")


def width(words: str, size: int) -> float:
    """About how many pixels ``words`` take in the portal's text face at ``size``."""
    return sum(_share(letter) for letter in words) * size


def _share(letter: str) -> float:
    if letter in _NARROW:
        return 0.27
    if letter in _SLIM:
        return 0.36
    if letter in _WIDE:
        return 0.84
    return 0.64 if letter.isupper() else 0.54


def wrap(words: str, measure: int, size: int) -> tuple[str, ...]:
    """``words`` in lines of at most ``measure`` pixels; a longer single word has its own line."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size) <= measure:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
