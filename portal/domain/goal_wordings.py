"""What matrices say now of a behaviour that somebody practises, however long ago they began.

A goal cites a behaviour by its key. While a published matrix has that key, its wording there is the
goal's; once none has it, the goal keeps the last words it had and is told what became of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.domain.languages import LocalizedText
from portal.domain.matrices import VersionNumber


@dataclass(frozen=True)
class Written:
    """A behaviour in one cell of one version of a track's matrix."""

    key: str
    text: LocalizedText
    competency: LocalizedText
    role_key: str
    track_key: str


@dataclass(frozen=True)
class Wording:
    """What a goal's behaviour says.

    ``is_asked`` is whether the goal's role is still expected to show it. Where no matrix has it any
    more, ``gone_in`` is the version of ``track_key`` since which it is gone, and ``became`` the
    behaviours in force that came from it, which one may practise instead.
    """

    text: LocalizedText
    competency: LocalizedText
    track_key: str
    is_asked: bool = True
    gone_in: VersionNumber | None = None
    became: tuple[Written, ...] = ()

    @property
    def is_gone(self) -> bool:
        return self.gone_in is not None


def in_force(cells: Iterable[Written], *, key: str, role_key: str) -> Wording | None:
    """The wording among the published cells, the role's own first; None when it is gone."""
    found = [cell for cell in cells if cell.key == key]
    if not found:
        return None
    cell = next((cell for cell in found if cell.role_key == role_key), found[0])
    return Wording(cell.text, cell.competency, cell.track_key, cell.role_key == role_key)


def descendants(
    cells: Iterable[Written],
    came_from: Mapping[str, tuple[str, ...]],
    *,
    key: str,
    role_key: str,
) -> tuple[Written, ...]:
    """The published behaviours that came from one that is gone, each once.

    Where it is in several roles' cells, the goal's own role counts, then the first that reads it.
    """
    chosen: dict[str, Written] = {}
    for cell in cells:
        if key in came_from.get(cell.key, ()) and (
            cell.key not in chosen or cell.role_key == role_key
        ):
            chosen[cell.key] = cell
    return tuple(chosen.values())
