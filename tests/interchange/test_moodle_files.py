"""Moodle's competency frameworks, of today and of the first years."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from portal.interchange.readings import ProblemKind
from tests.interchange.opening import framework_of, grouped, problems, told

HEAD_12 = ["Parent ID number", "ID number", "Shortname", "Description", "Description format",
           "Scale values", "Scale configuration", "Rule type", "Rule outcome", "Rule config",
           "Is framework", "Taxonomy"]  # fmt: skip
HEAD_14 = [*HEAD_12[:10], "Cross referenced", "Exported id", *HEAD_12[10:]]


def old(*entries: Sequence[str]) -> str:
    rows = [HEAD_12, ["", "fw", "Support", "", "1", "No,Yes", '[{"scaleid":"1"}]', "", "", "", "1"]]
    return written([*rows, *([*entry, *[""] * (4 - len(entry)), "1"] for entry in entries)])


def new(*entries: Sequence[str]) -> str:
    """Entries are parent, number, name, description, cross references."""
    rows = [HEAD_14, ["", "fw", "Support", "", "1", *[""] * 7, "1", "competency,competency"]]
    for entry in entries:
        parent, number, name, description, related = [*entry, *[""] * (5 - len(entry))]
        rows.append([parent, number, name, description, "1", *[""] * 5, related, "", "", ""])
    return written(rows)


def written(rows: Sequence[Sequence[str]]) -> str:
    output = io.StringIO()
    csv.writer(output).writerows([*row, *[""] * (len(rows[0]) - len(row))] for row in rows)
    return output.getvalue()


TREE = (
    ("", "c", "Craft"),
    ("c", "c.1", "Tone", "<p>How it <b>sounds</b></p>"),
    ("c.1", "c.1.1", "Listens to the customer…", "<p>Listens to the customer &amp; sums up</p>"),
    ("c.1", "c.1.2", "Asks back"),
    ("c", "c.2", "Depth"),
    ("c.2", "c.2.1", "Digs"),
)


def test_the_twelve_columns_of_the_first_years() -> None:
    read = framework_of("a.csv", old(*TREE))
    assert told(read) == {
        "All levels": {
            "Tone": ["Listens to the customer & sums up", "Asks back"],
            "Depth": ["Digs"],
        }
    }
    assert grouped(read) == {"Craft": ["Tone", "Depth"]}
    assert read.title is not None
    assert read.title.original == "Support"
    summary = next(read.competencies()).summary
    assert summary is not None
    assert summary.original == "How it sounds"
    assert [problem.kind for problem in read.problems] == [ProblemKind.NO_ROLES]


def test_children_may_stand_before_their_parents() -> None:
    assert told(framework_of("a.csv", old(*reversed(TREE))))["All levels"]["Depth"] == ["Digs"]


def test_a_branch_of_levels_that_is_cross_referenced_holds_the_roles() -> None:
    read = framework_of(
        "a.csv",
        new(
            ("", "c", "Craft"),
            ("c", "tone", "Tone"),
            ("tone", "listens", "Listens", "", "l1,l2%2C"),
            ("tone", "coaches", "Coaches"),
            ("tone", "lost", "Is lost"),
            ("", "levels", "Levels"),
            ("levels", "l1", "Agent"),
            ("levels", "l2,", "Senior agent", "<p>Leads</p>", "coaches"),
        ),
    )
    assert told(read) == {
        "Agent": {"Tone": ["Listens"]},
        "Senior agent": {"Tone": ["Listens", "Coaches"]},
    }
    assert read.roles[1].purpose is not None
    assert [behaviour.key for behaviour in read.behaviours()] == ["listens", "listens", "coaches"]
    assert problems(read) == [(ProblemKind.ORPHAN, 7, "Shortname")]


def test_what_moodle_drops_without_a_word_is_said() -> None:
    read = framework_of(
        "a.csv",
        old(*TREE, ("nowhere", "x", "Hangs on nothing"), ("c", "", "Nameless"),
            ("loop-b", "loop-a", "A"), ("loop-a", "loop-b", "B")),
    )  # fmt: skip
    assert problems(read)[:-1] == [
        (ProblemKind.LEFT_OUT, 10, "Shortname"),
        (ProblemKind.ORPHAN, 9, "Parent ID number"),
        (ProblemKind.ORPHAN, 11, "Parent ID number"),
        (ProblemKind.ORPHAN, 12, "Parent ID number"),
    ]


def test_competencies_without_behaviours_stay() -> None:
    read = framework_of("a.csv", old(*TREE, ("c", "c.3", "Pace"), ("", "p", "People")))
    assert grouped(read) == {"Craft": ["Tone", "Depth", "Pace"]}
    assert (ProblemKind.BEHAVIOUR_MISSING, 9, "Shortname") in problems(read)
    assert (ProblemKind.LEFT_OUT, 10, "Shortname") in problems(read)


def test_two_levels_are_competencies_and_behaviours() -> None:
    read = framework_of(
        "a.csv", old(("", "t", "Tone"), ("t", "t1", "Listens"), ("t", "t2", "Asks"))
    )
    assert grouped(read) == {None: ["Tone"]}
    assert told(read) == {"All levels": {"Tone": ["Listens", "Asks"]}}


def test_other_tables_of_as_many_columns_are_no_frameworks_of_moodle() -> None:
    rows = ["Competency," + ",".join(f"Agent {n}" for n in range(11)), "Tone" + ",x" * 11]
    assert len(framework_of("a.csv", "\n".join(rows)).roles) == 11
