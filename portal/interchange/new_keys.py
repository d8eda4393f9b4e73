"""Keys for what a file brings that was not there before."""

from __future__ import annotations

from collections.abc import Container, Iterable

from portal.domain.keys import LONGEST_KEY, is_key, key_for


class NewKeys:
    """Keys that nothing else has, given out one after the other in steady time.

    ``reserved`` are in use in this matrix, ``taken`` anywhere.
    """

    def __init__(self, reserved: Iterable[str], taken: Container[str], fallback: str) -> None:
        self._used = set(reserved)
        self._taken = taken
        self._fallback = fallback
        self._next: dict[str, int] = {}

    def take(self, wanted: str | None, words: str, *, is_shared: bool = False) -> str:
        """The key that a file wants if it is free, or else one made of ``words``.

        Of what ``is_shared`` between matrices, a key that is taken elsewhere is as good as free.
        """
        is_free = wanted not in self._used and (is_shared or wanted not in self._taken)
        key = wanted if wanted and is_key(wanted) and is_free else self._made_of(words)
        self._used.add(key)
        return key

    def _made_of(self, words: str) -> str:
        stem = key_for(words, (), self._fallback)
        if self._is_free(stem):
            return stem
        number = self._next.get(stem, 2)
        while True:
            ending = f"-{number}"
            key = stem[: LONGEST_KEY - len(ending)].rstrip("-") + ending
            number += 1
            if self._is_free(key):
                self._next[stem] = number
                return key

    def _is_free(self, key: str) -> bool:
        return key not in self._used and key not in self._taken
