"""Made-up matrices of every shape that the portal can hold, for tests of what goes out and in."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from portal.domain.languages import LocalizedText
from portal.domain.matrices import (
    Behaviour,
    Category,
    Competency,
    Expectation,
    Matrix,
    RoleColumn,
    VersionNumber,
    VersionState,
    Weight,
)
from portal.domain.typed import cleaned

AWKWARD = (
    "=1+1", "+49 30", "-2", "@SUM(A1)", "'quoted", "'=x", "- a dash", "* a star", "# no heading",
    "1. first", "no", "null", "~", "2026-01-05", "1e5", "0x1F", "a: b", "a # b", "{x}", "[y]",
    "*bold* _it_ `code`", "<b>&amp;</b>", "a|b", "\\", "back\\slash", '"', "“curly”", "ñandú",
    "e\u0301", "\u00e9", "שלום", "नमस्ते", "👩\u200d💻", "\u2028line", "\ufeffmark", "no\u00a0break",
    "two\nlines", "tab\there", "a,b;c", "{{ 7 * 7 }}", "%(x)s %s", "ﬁ", "𝔘", "&nbsp;", "…",
)  # fmt: skip
"""Words that some format would take for something else."""

_LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn"))

KEYS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)


def wordings(longest: int = 60) -> st.SearchStrategy[str]:
    """What a person may have typed, as the portal keeps it."""
    typed = st.one_of(st.sampled_from(AWKWARD), st.text(_LETTERS, min_size=1, max_size=longest))
    return st.one_of(typed, st.tuples(typed, typed).map(" ".join)).map(cleaned).filter(bool)


@st.composite
def texts(draw: st.DrawFn, longest: int = 60) -> LocalizedText:
    """English, Spanish or both; the Spanish beside an English original may be outdated."""
    languages = draw(st.sampled_from(["en", "es", "both", "outdated"]))
    if languages in {"en", "es"}:
        return LocalizedText({languages: draw(wordings(longest))})
    both = {"en": draw(wordings(longest)), "es": draw(wordings(longest))}
    return LocalizedText(both, frozenset({"es"} if languages == "outdated" else ()))


def perhaps(strategy: st.SearchStrategy[LocalizedText]) -> st.SearchStrategy[LocalizedText | None]:
    return st.none() | strategy


def keys(most: int, least: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(KEYS, min_size=least, max_size=most, unique=True)


CAME_FROM = st.lists(KEYS, max_size=2, unique=True).map(tuple)


@st.composite
def matrices(
    draw: st.DrawFn, least_roles: int = 0, most_roles: int = 3, longest: int = 60
) -> Matrix:
    """A draft, published or superseded matrix.

    Behaviours may stand in several cells; cells may be empty or missing; what may be None is,
    sometimes.
    """
    text = texts(longest)
    known = [
        Behaviour(key, draw(text), draw(CAME_FROM), draw(perhaps(text))) for key in draw(keys(5))
    ]
    roles = tuple(
        RoleColumn(key, draw(text), draw(text), draw(perhaps(text)))
        for key in draw(keys(most_roles, least_roles))
    )
    rows = [
        Competency(
            key,
            draw(text),
            draw(perhaps(text)),
            {role.key: draw(_cells(known)) for role in roles if draw(st.booleans())},
            draw(CAME_FROM),
        )
        for key in draw(keys(4))
    ]
    categories = []
    for key in draw(keys(3, 1 if rows else 0)):
        kept = draw(st.integers(0, len(rows)))
        categories.append(Category(key, draw(text), tuple(rows[:kept])))
        rows = rows[kept:]
    state = draw(st.sampled_from(VersionState))
    return Matrix(
        track_key=draw(KEYS),
        track_title=draw(text),
        number=VersionNumber(*(draw(st.integers(0, 99_999)) for _ in range(3))),
        state=state,
        published_on=None if state is VersionState.DRAFT else draw(_DAYS),
        note=draw(perhaps(text)) if state is VersionState.DRAFT else draw(text),
        roles=roles,
        categories=tuple(categories),
    )


_DAYS = st.dates(date(2015, 1, 1), date(2099, 12, 31))


def _cells(known: list[Behaviour]) -> st.SearchStrategy[Expectation]:
    chosen = st.lists(st.sampled_from(known), max_size=3, unique_by=_key) if known else st.just([])
    return st.builds(Expectation, st.sampled_from(Weight), chosen.map(tuple))


def _key(behaviour: Behaviour) -> str:
    return behaviour.key
