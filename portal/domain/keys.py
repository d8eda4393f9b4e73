"""Keys: the names that things keep for good, made from their first wording."""

from __future__ import annotations

import re
from collections.abc import Container

from portal.domain.names import folded

LONGEST_KEY = 60
KEY_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class AnyOf(Container[str]):
    """What is in any of several collections of keys."""

    def __init__(self, *collections: Container[str]) -> None:
        self.collections = collections

    def __contains__(self, key: object) -> bool:
        return any(key in keys for keys in self.collections)


def is_key(written: str) -> bool:
    return len(written) <= LONGEST_KEY and KEY_PATTERN.fullmatch(written) is not None


def key_for(words: str, taken: Container[str], fallback: str) -> str:
    """A key that says what ``words`` say and that nothing else has.

    Letters lose their accents; what has no Latin letters or digits at all gets ``fallback``.
    """
    plain = "-".join(re.findall(r"[a-z0-9]+", folded(words))) or fallback
    stem = plain
    if len(plain) > LONGEST_KEY:
        cut = plain[: LONGEST_KEY + 1].rpartition("-")[0]
        stem = cut or plain[:LONGEST_KEY]
    if stem not in taken:
        return stem
    for number in range(2, 1_000_000):
        ending = f"-{number}"
        key = stem[: LONGEST_KEY - len(ending)].rstrip("-") + ending
        if key not in taken:
            return key
    raise ValueError(f"No free key is left for {words!r}")
