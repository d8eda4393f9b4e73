"""The ladder as a picture: where every lane, rung, role and arrow goes, in pixels.

Tracks are lanes side by side, ranks are rungs with the lowest at the bottom, moves are arrows.
Ways out of support and back from outside are *doors* written into the role's box, so that the
arrows left are those between roles. Retired roles are not drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.domain import ladder_grid as grid
from portal.domain.ladder_arrows import Arrow, Placed, arrows_between, draw_arrows
from portal.domain.ladder_grid import Route
from portal.domain.ladder_routes import find_routes
from portal.domain.ladder_shapes import (
    BOX_PAD,
    Box,
    Door,
    LadderPicture,
    Lane,
    Rung,
    TextLine,
)
from portal.domain.ladders import Ladder, Move, Role, Track
from portal.domain.lettering import wrap

BOX_WIDTH = 190
LINE = 20
HEAD = 34
DOOR = 22
FOOT = 10
LANE_PAD = 9
LANE_LETTER = 34
LANE_HEAD = 22
GAP_EDGE = 15
GAP_STEP = 11
LEFT_MARGIN = 26
TITLE_SIZE = 16
LANE_SIZE = 18


@dataclass(frozen=True)
class _Written:
    """What stands in a role's box: the lines of its title; doors by name, lead out, lead in."""

    title: tuple[str, ...]
    doors: tuple[tuple[str, bool, bool], ...]

    @property
    def height(self) -> int:
        return HEAD + LINE * len(self.title) + DOOR * len(self.doors) + FOOT


def draw(ladder: Ladder, language: str) -> LadderPicture:
    """The ladder as a reader of ``language`` sees it; the same ladder gives the same picture."""
    roles = [role for role in ladder.roles if not role.is_retired]
    tracks = [track for track in ladder.tracks if any(r.track_key == track.key for r in roles)]
    ranks = sorted({role.rank for role in roles}, reverse=True)
    cells = _cells(tracks, roles)
    columns = 1 + max((column for column, _ in cells.values()), default=-1)
    wanted = arrows_between(ladder, cells)
    routes = find_routes(
        columns, len(ranks), frozenset(cells.values()), tuple(want.wish for want in wanted)
    )
    headings = {
        track.key: wrap(track.title.words(language), _lane_measure(cells, track, roles), LANE_SIZE)
        for track in tracks
    }
    written = {role.key: _written(ladder, role, language) for role in roles}
    heights = [max(written[r.key].height for r in roles if r.rank == rank) for rank in ranks]
    header = LANE_HEAD + LINE * max((len(lines) for lines in headings.values()), default=0)
    placed, right, bottom = _place(columns, heights, 1 + header, routes)
    boxes = tuple(
        _box(role, written[role.key], cells[role.key], placed, language)
        for track in tracks
        for role in sorted(roles, key=lambda r: r.rank)
        if role.track_key == track.key
    )
    arrows = draw_arrows(wanted, routes, placed)
    return LadderPicture(
        width=right,
        height=bottom,
        lanes=tuple(_lane(track, boxes, bottom - 2, headings[track.key]) for track in tracks),
        rungs=tuple(Rung(rank, 0, placed.bottoms[row], right) for row, rank in enumerate(ranks)),
        arrows=arrows,
        boxes=boxes,
        undrawn=_undrawn(ladder, cells, arrows),
    )


def _cells(tracks: Sequence[Track], roles: Sequence[Role]) -> dict[str, grid.Cell]:
    """Each role's cell; roles of one track that share a rank stand side by side."""
    ranks = sorted({role.rank for role in roles}, reverse=True)
    cells: dict[str, grid.Cell] = {}
    first = 0
    for track in tracks:
        abreast: dict[int, int] = {}
        for role in roles:
            if role.track_key == track.key:
                column = abreast.get(role.rank, 0)
                abreast[role.rank] = column + 1
                cells[role.key] = (first + column, ranks.index(role.rank))
        first += max(abreast.values())
    return cells


def _lane_measure(cells: dict[str, grid.Cell], track: Track, roles: Sequence[Role]) -> int:
    """The width a lane's title may take, beside its letter."""
    columns = {cells[role.key][0] for role in roles if role.track_key == track.key}
    return BOX_WIDTH * len(columns) - LANE_LETTER


def _written(ladder: Ladder, role: Role, language: str) -> _Written:
    out = [m.destination for m in ladder.ways_out(role.key) if m.destination]
    back = [m.destination for m in ladder.ways_in(role.key) if m.destination]
    places = {place.key: place for place in (*out, *back)}
    out_keys, back_keys = {d.key for d in out}, {d.key for d in back}
    return _Written(
        title=wrap(role.title.words(language), BOX_WIDTH - 2 * BOX_PAD, TITLE_SIZE),
        doors=tuple(
            (place.title.words(language), key in out_keys, key in back_keys)
            for key, place in places.items()
        ),
    )


def _place(
    columns: int, heights: Sequence[int], top: int, routes: Sequence[Route]
) -> tuple[Placed, int, int]:
    """Where everything goes, and how wide and high the whole is."""
    used_x = {x for route in routes for x, _ in route.nodes}
    used_y = {y for route in routes for _, y in route.nodes}
    xs, lefts, right = _places(
        LEFT_MARGIN, [BOX_WIDTH] * columns, used_x, grid.GAP_LINES, grid.COLUMN_LINES
    )
    ys, tops, bottom = _places(top, heights, used_y, grid.GAP_LINES, grid.ROW_LINES)
    rights = [left + BOX_WIDTH for left in lefts]
    bottoms = [top + height for top, height in zip(tops, heights, strict=True)]
    return Placed(xs, ys, lefts, rights, tops, bottoms), right, bottom


def _places(
    start: int, sizes: Sequence[int], used: set[int], gap_lines: int, cell_lines: int
) -> tuple[dict[int, int], list[int], int]:
    """Where the lines of one axis go, where its cells begin, and where it ends.

    Only lines that an arrow uses take room in a gap, so the picture is as tight as it can be.
    """
    places: dict[int, int] = {}
    starts: list[int] = []
    at, line = start, 0
    for number in range(len(sizes) + 1):
        in_gap = [here for here in range(line, line + gap_lines) if here in used]
        for offset, here in enumerate(in_gap):
            places[here] = at + GAP_EDGE + offset * GAP_STEP
        at += 2 * GAP_EDGE + GAP_STEP * max(len(in_gap) - 1, 0)
        line += gap_lines
        if number < len(sizes):
            starts.append(at)
            for offset in range(cell_lines):
                places[line + offset] = at + round(sizes[number] * (offset + 1) / (cell_lines + 1))
            at += sizes[number]
            line += cell_lines
    return places, starts, at


def _box(role: Role, written: _Written, cell: grid.Cell, placed: Placed, language: str) -> Box:
    x, y = placed.lefts[cell[0]], placed.tops[cell[1]]
    bottom = placed.bottoms[cell[1]]
    first_door = bottom - FOOT - DOOR * len(written.doors) + 14
    return Box(
        role=role,
        x=x,
        y=y,
        width=BOX_WIDTH,
        height=bottom - y,
        short=TextLine(x + BOX_PAD, y + 24, role.short.words(language)),
        title=tuple(_lines(x + BOX_PAD, y + HEAD + 14, written.title)),
        doors=tuple(
            Door(x + BOX_PAD, first_door + DOOR * number, *door)
            for number, door in enumerate(written.doors)
        ),
    )


def _lane(track: Track, boxes: Sequence[Box], height: int, title: Sequence[str]) -> Lane:
    own = [box for box in boxes if box.role.track_key == track.key]
    x = min(box.x for box in own) - LANE_PAD
    return Lane(
        track=track,
        x=x,
        y=1,
        width=max(box.right for box in own) + LANE_PAD - x,
        height=height,
        title=tuple(_lines(x + LANE_PAD + LANE_LETTER, 28, title)),
    )


def _lines(x: int, y: int, lines: Sequence[str]) -> Iterator[TextLine]:
    for number, words in enumerate(lines):
        yield TextLine(x, y + number * LINE, words)


def _undrawn(
    ladder: Ladder, cells: dict[str, grid.Cell], arrows: Sequence[Arrow]
) -> tuple[Move, ...]:
    drawn = {ends for arrow in arrows for ends in arrow.stands_for}
    return tuple(
        move
        for move in ladder.moves
        if move.origin
        and move.target
        and move.origin.key in cells
        and move.target.key in cells
        and (move.kind, move.origin.key, move.target.key) not in drawn
    )
