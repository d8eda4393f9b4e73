"""Small versions of one matrix, to be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

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

Cells = Mapping[str, Mapping[str, str]]
"""By competency and role, the keys of the behaviours with spaces in between."""


def text(english: str, spanish: str = "") -> LocalizedText:
    return LocalizedText({"en": english, **({"es": spanish} if spanish else {})})


def version(
    cells: Cells,
    *,
    texts: Mapping[str, str | LocalizedText] | None = None,
    came_from: Mapping[str, tuple[str, ...]] | None = None,
    weights: Mapping[tuple[str, str], Weight] | None = None,
    groups: Mapping[str, str] | None = None,
    waivers: Mapping[str, str] | None = None,
    roles: str = "",
) -> Matrix:
    """A version from behaviour keys; ``came_from`` is of competencies and behaviours alike.

    ``groups`` are the categories of competencies that are not in *all*.
    """
    texts, came_from, waivers = texts or {}, came_from or {}, waivers or {}

    def worded(key: str) -> LocalizedText:
        words = texts.get(key, f"Does {key} where it helps a customer.")
        return words if isinstance(words, LocalizedText) else text(words)

    def behaviour(key: str) -> Behaviour:
        waiver = text(waivers[key]) if key in waivers else None
        return Behaviour(key, worded(key), came_from.get(key, ()), waiver)

    rows: dict[str, list[Competency]] = {}
    for key, row in cells.items():
        expectations = {
            role: Expectation(
                (weights or {}).get((key, role), Weight.EXPECTED),
                tuple(behaviour(each) for each in keys.split()),
            )
            for role, keys in row.items()
        }
        title = texts.get(f"title {key}", key)
        name = title if isinstance(title, LocalizedText) else text(title)
        group = (groups or {}).get(key, "all")
        rows.setdefault(group, []).append(
            Competency(key, name, text(f"About {key}."), expectations, came_from.get(key, ()))
        )
    named = roles.split() or list(dict.fromkeys(role for row in cells.values() for role in row))
    return Matrix(
        track_key="front",
        track_title=text("Front line"),
        number=VersionNumber(1, 0, 0),
        state=VersionState.PUBLISHED,
        published_on=None,
        note=None,
        roles=tuple(RoleColumn(key, text(key), text(key), text("Why.")) for key in named),
        categories=tuple(Category(key, text(key), tuple(each)) for key, each in rows.items()),
    )


WORDS = st.lists(
    st.sampled_from(["asks", "writes", "the", "customer", "case", "before", "after", "calmly"]),
    min_size=1,
    max_size=6,
).map(" ".join)
KEYS = st.lists(st.sampled_from("abcdef"), max_size=4, unique=True).map(" ".join)
ORIGINS = st.lists(st.sampled_from("abcdef"), max_size=2, unique=True).map(tuple)


@st.composite
def any_version(draw: st.DrawFn) -> Matrix:
    """Any version of a matrix with up to three competencies and two roles."""
    roles = st.fixed_dictionaries({}, optional={"first": KEYS, "second": KEYS})
    cells = draw(st.dictionaries(st.sampled_from(["care", "craft", "voice"]), roles, max_size=3))
    weights = {
        (key, role): draw(st.sampled_from(Weight)) for key, row in cells.items() for role in row
    }
    found = version(
        cells,
        texts=draw(st.dictionaries(st.sampled_from("abcdef"), WORDS)),
        came_from=draw(
            st.dictionaries(st.sampled_from([*"abcdef", "care", "craft"]), ORIGINS, max_size=4)
        ),
        weights=weights,
        groups=draw(st.dictionaries(st.sampled_from(["care", "craft"]), st.just("other"))),
    )
    return replace(found, roles=tuple(draw(st.permutations(found.roles))))
