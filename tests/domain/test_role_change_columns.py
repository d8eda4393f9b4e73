"""What becomes of a role's column in the drafts when the role evolves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from portal.domain.languages import LocalizedText
from portal.domain.matrices import Behaviour, Expectation, Matrix, Weight
from portal.domain.refusals import RuleBroken
from portal.domain.role_change_columns import ColumnsOutcome, cell_choices, cells_of, rearranged
from tests.domain.evolving import BACK, FRONT, JUNIOR, LEAD, OPS, SENIOR, TOOLS, choices

DRAFTS = {"front": FRONT, "back": BACK}
ASIDE = replace(TOOLS, track_key="front")
"""The new role on the track of the one it comes from."""


def done(
    drafts: Mapping[str, Matrix], *successors: object, ends_role: bool = False, **cells: str
) -> dict[str, ColumnsOutcome]:
    found = rearranged(
        drafts,
        SENIOR,
        successors,
        {"tools"},
        choices(**cells),
        ends_role=ends_role,  # type: ignore[arg-type]
    )
    return {outcome.before.track_key: outcome for outcome in found}


def says(matrix: Matrix, competency: str, role: str) -> list[str] | None:
    row = matrix.competency(competency)
    cell = row.expectations.get(role) if row else None
    return [behaviour.key for behaviour in cell.behaviours] if cell else None


def test_only_roles_with_a_draft_can_be_given_something() -> None:
    written = [str(c) for c in cell_choices({"front": FRONT}, [JUNIOR, OPS], ends_role=False)]
    assert written == ["keep", "copy:junior", "pass:junior"]
    ends = [str(c) for c in cell_choices(DRAFTS, [OPS], ends_role=True)]
    assert ends == ["remove", "pass:ops"]


def test_the_role_has_the_competencies_its_track_draft_says() -> None:
    assert [row.key for row in cells_of(DRAFTS, SENIOR)] == ["care", "tools"]
    assert cells_of({"back": BACK}, SENIOR) == ()
    assert cells_of(DRAFTS, LEAD) == ()


def test_a_new_role_gets_a_column_beside_the_one_it_comes_from() -> None:
    front = done(DRAFTS, ASIDE)["front"].after
    assert [column.key for column in front.roles] == ["junior", "senior", "tools"]
    back = done(DRAFTS, TOOLS)["back"]
    assert [column.key for column in back.added] == ["tools"]
    assert back.cells == ()


def test_without_a_draft_nothing_changes() -> None:
    assert done({}, TOOLS) == {}
    assert done({"front": FRONT}, TOOLS) == {}


def test_a_competency_is_copied_or_goes_over_within_a_track() -> None:
    outcome = done(DRAFTS, ASIDE, care="copy:tools", tools="pass:tools")["front"]
    after = outcome.after
    assert says(after, "care", "senior") == says(after, "care", "tools") == ["listens", "calms"]
    assert says(after, "tools", "senior") is None
    assert says(after, "tools", "tools") == ["mends-tools", "asks-users"]
    told = {(c.competency.key, c.column.key): (c.gained, c.is_lost) for c in outcome.cells}
    assert told == {
        ("care", "tools"): (2, False),
        ("tools", "tools"): (2, False),
        ("tools", "senior"): (0, True),
    }


def test_a_competency_goes_to_another_track_with_what_is_not_there_yet() -> None:
    outcomes = done(DRAFTS, OPS, care="copy:ops", tools="pass:ops")
    back = outcomes["back"].after
    assert says(back, "tools", "ops") == ["mends-tools", "asks-users"]
    assert says(back, "care", "ops") == ["listens", "calms"]
    assert back.category("all") is not None
    assert says(outcomes["front"].after, "tools", "senior") is None
    assert outcomes["front"].after.every_behaviour().keys() == {"listens", "calms"}


def test_weights_go_along_but_overrule_nothing() -> None:
    heavy = replace(
        FRONT,
        categories=(
            replace(
                FRONT.categories[0],
                competencies=tuple(
                    replace(
                        row,
                        expectations={
                            key: replace(cell, weight=Weight.MUST_HAVE)
                            for key, cell in row.expectations.items()
                        },
                    )
                    for row in FRONT.competencies()
                ),
            ),
        ),
    )
    back = done({"front": heavy, "back": BACK}, OPS, care="copy:ops", tools="copy:ops")["back"]
    cells = {row.key: row.expectations["ops"].weight for row in back.after.competencies()}
    assert cells == {"care": Weight.MUST_HAVE, "tools": Weight.EXPECTED}


def test_a_behaviour_keeps_the_wording_the_other_draft_has() -> None:
    """Within a version a key has one wording, so the one that is there stays."""
    other = Behaviour("listens", LocalizedText({"en": "Listens closely."}))
    row = replace(BACK.categories[0].competencies[0], key="hearing",
                  expectations={"ops": Expectation(Weight.LATER, (other,))})  # fmt: skip
    group = replace(BACK.categories[0], competencies=(*BACK.categories[0].competencies, row))
    back = done({"front": FRONT, "back": replace(BACK, categories=(group,))}, OPS, care="copy:ops")
    words = {b.key: b.text.original for b in back["back"].after.every_behaviour().values()}
    assert words["listens"] == "Listens closely."
    assert words["calms"] == "Does calms."


def test_a_role_that_ends_loses_its_column_and_leaves_what_was_chosen() -> None:
    outcomes = done(DRAFTS, OPS, ends_role=True, care="pass:ops")
    assert [column.key for column in outcomes["front"].removed] == ["senior"]
    assert outcomes["front"].after.role("senior") is None
    assert says(outcomes["front"].after, "care", "junior") == ["listens"]
    assert says(outcomes["back"].after, "care", "ops") == ["listens", "calms"]
    assert says(outcomes["back"].after, "tools", "ops") == ["mends-tools"]
    assert outcomes["front"].cells == ()


def test_a_choice_that_is_no_longer_to_be_had_is_refused() -> None:
    with pytest.raises(RuleBroken, match="changed_meanwhile"):
        done({"front": FRONT}, OPS, care="copy:ops")
