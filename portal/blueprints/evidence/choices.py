"""The behaviours to choose from while writing: what is chosen, what the text suggests, the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from portal.domain.languages import LocalizedText
from portal.domain.suggestions import suggest
from portal.models import Person
from portal.queries import behaviours, ladders, people
from portal.queries.behaviours import Worded


@dataclass(frozen=True)
class Suggested:
    """A behaviour that the text may be about, and the words that say so."""

    behaviour: Worded
    words: tuple[str, ...]


@dataclass(frozen=True)
class OfRole:
    """What a role expects, competency by competency; of a next role only what it adds."""

    role: LocalizedText
    is_own: bool
    competencies: tuple[tuple[LocalizedText, tuple[Worded, ...]], ...]


@dataclass(frozen=True)
class Offer:
    """What a form offers; None for ``suggested`` while nobody has asked."""

    chosen: tuple[Worded, ...]
    suggested: tuple[Suggested, ...] | None
    roles: tuple[OfRole, ...]


def offer(
    person: Person,
    chosen: Sequence[str],
    *,
    typed: str | None = None,
    and_next: bool = True,
    besides: Sequence[str] = (),
) -> Offer:
    """The behaviours of a person's role, and with ``and_next`` of those it can lead to.

    ``typed`` is what to suggest some of them for, None for no suggestions; ``chosen`` (keys) are
    shown as chosen, whatever role they are of, and are not suggested, nor are those ``besides``.
    """
    position = people.current_position(person)
    roles = _roles(position.role.key, and_next=and_next) if position else ()
    known = {b.key: b for role in roles for _, group in role.competencies for b in group}
    elsewhere = behaviours.wordings(set(chosen) - known.keys())
    worded = {**known, **elsewhere}
    suggested = None
    if typed is not None:
        left = {key: b.text for key, b in known.items() if key not in chosen and key not in besides}
        suggested = tuple(Suggested(known[s.behaviour], s.words) for s in suggest(typed, left))
    return Offer(tuple(worded[key] for key in chosen if key in worded), suggested, roles)


def _roles(own: str, *, and_next: bool) -> tuple[OfRole, ...]:
    ladder = ladders.whole_ladder()
    nexts = ladder.next_roles(own) if and_next else ()
    titles = {role.key: role.title for role in ladder.roles}
    keys = list(dict.fromkeys([own, *(role.key for role in nexts)]))
    found, seen = [], set[str]()
    for key, expected in behaviours.of_roles(keys).items():
        new = [b for b in expected if b.key not in seen]
        seen |= {b.key for b in new}
        groups = tuple(
            (group[0].competency, tuple(group))
            for _, each in groupby(new, key=lambda b: b.competency_key)
            if (group := list(each))
        )
        if groups:
            found.append(OfRole(titles[key], key == own, groups))
    return tuple(found)
