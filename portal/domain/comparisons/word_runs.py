"""Two wordings side by side, word by word: what stayed, what went, what came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

TOKEN = re.compile(r"\s+|\w+(?:['’\-]\w+)*|[^\w\s]")
"""White space, a word with its apostrophes and hyphens, or one other sign: every character once."""

MOST_TOKENS_COMPARED = 250_000
"""Tokens of one wording times tokens of the other, beyond which only ends are compared.

Ordinary sentences stay below a thousandth of that; the rule keeps made-up texts from taking
seconds each.
"""


class RunKind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words with the white space around them."""

    kind: RunKind
    words: str


def word_runs(before: str, after: str) -> tuple[Run, ...]:
    """``before`` and ``after`` as runs in reading order, removed words before those in their place.

    SAME and REMOVED runs together are ``before`` to the letter, SAME and ADDED ones ``after``.
    """
    runs: list[Run] = []
    removed: list[str] = []
    added: list[str] = []
    between: list[str] = []
    for is_same, went, came in _stretches(TOKEN.findall(before), TOKEN.findall(after)):
        if is_same and (removed or added) and not between and not _has_word(went):
            between = went
        elif is_same:
            runs += _changed(removed, added)
            runs += _run(RunKind.SAME, between + went)
            removed, added, between = [], [], []
        else:
            removed += between + went
            added += between + came
            between = []
    return (*runs, *_changed(removed, added), *_run(RunKind.SAME, between))


def _changed(removed: list[str], added: list[str]) -> list[Run]:
    return _run(RunKind.REMOVED, removed) + _run(RunKind.ADDED, added)


def _run(kind: RunKind, tokens: list[str]) -> list[Run]:
    return [Run(kind, "".join(tokens))] if tokens else []


def _stretches(old: list[str], new: list[str]) -> Iterator[tuple[bool, list[str], list[str]]]:
    """What both have and where they differ, in turn; white space never leads a match."""
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    if start:
        yield True, old[:start], new[:start]
    inner_old, inner_new = old[start : len(old) - end], new[start : len(new) - end]
    if len(inner_old) * len(inner_new) > MOST_TOKENS_COMPARED:
        yield False, inner_old, inner_new
    else:
        matcher = SequenceMatcher(str.isspace, inner_old, inner_new, autojunk=False)
        for how, i, j, k, n in matcher.get_opcodes():
            yield how == "equal", inner_old[i:j], inner_new[k:n]
    if end:
        yield True, old[len(old) - end :], new[len(new) - end :]


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many tokens two lists share from the start."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _has_word(tokens: Sequence[str]) -> bool:
    return any(token[0].isalnum() for token in tokens)
