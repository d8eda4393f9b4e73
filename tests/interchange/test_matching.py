"""What a file brings, matched with what is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from portal.domain.languages import LocalizedText
from portal.domain.matrices import Behaviour, Competency, Matrix, RoleColumn, VersionState, Weight
from portal.domain.matrix_parts import alterations
from portal.interchange import json_files, matching
from portal.interchange.matching import Matched, Mode
from portal.interchange.readings import ProblemKind, ReadFramework
from tests.domain.samples import matrix_of, title
from tests.interchange.opening import TRACK, framework_of, new_matrix_of

ONTO = matrix_of(
    {
        "tone": {"agent": ("listens", "sums-up"), "lead": ("sums-up", "coaches")},
        "depth": {"agent": ("digs",)},
    },
    {("tone", "agent"): Weight.MUST_HAVE},
)
HEAD = "role,competency,behaviour\n"


def csv(*rows: str, head: str = HEAD) -> ReadFramework:
    return framework_of("a.csv", head + "\n".join(rows))


def onto(
    read: ReadFramework,
    known: Matrix = ONTO,
    *,
    mode: Mode = "replace",
    ladder: tuple[RoleColumn, ...] = (),
    taken: frozenset[str] = frozenset(),
) -> Matched:
    return matching.match(read, known, ladder, TRACK, mode=mode, taken_behaviour_keys=taken)


def cells(matrix: Matrix) -> dict[str, dict[str, list[str]]]:
    return {
        row.key: {role: [b.key for b in cell.behaviours] for role, cell in row.expectations.items()}
        for row in matrix.competencies()
    }


def behaviour(matrix: Matrix, key: str) -> Behaviour:
    return matrix.every_behaviour()[key]


def with_text(matrix: Matrix, key: str, text: LocalizedText) -> Matrix:
    """A matrix in which one behaviour says something else."""
    return with_behaviours(matrix, lambda b: replace(b, text=text) if b.key == key else b)


def with_behaviours(matrix: Matrix, changed: Callable[[Behaviour], Behaviour]) -> Matrix:
    def rewritten(row: Competency) -> Competency:
        return replace(
            row,
            expectations={
                role: replace(cell, behaviours=tuple(map(changed, cell.behaviours)))
                for role, cell in row.expectations.items()
            },
        )

    categories = tuple(
        replace(c, competencies=tuple(map(rewritten, c.competencies))) for c in matrix.categories
    )
    return replace(matrix, categories=categories)


BOTH = LocalizedText({"en": "Does listens.", "es": "Escucha."})


# By wording and by key


def test_wording_finds_what_has_no_key() -> None:
    found = onto(
        csv(
            "Agent,Tone,does LISTENS",
            "Agent,Tone,Does sums-up.",
            "Lead,Tone,Does sums-up.",
            "Lead,Tone,Waits.",
        )
    )
    assert cells(found.matrix) == {
        "tone": {"agent": ["listens", "sums-up"], "lead": ["sums-up", "waits"]}
    }
    assert (found.matched_by_key, found.matched_by_wording, found.new) == (0, 2, 1)
    assert [role.key for role in found.matrix.roles] == ["agent", "lead"]


def test_a_key_finds_what_was_reworded() -> None:
    read = csv(
        "Agent,tone,Tone,listens,Hears every word.",
        head="role,competency key,competency,behaviour key,behaviour\n",
    )
    found = onto(read, with_text(ONTO, "listens", BOTH))
    text = behaviour(found.matrix, "listens").text
    assert text.texts == {"en": "Hears every word.", "es": "Escucha."}
    assert text.outdated == {"es"}
    assert found.matched_by_key == 1


def test_another_dress_of_the_same_words_leaves_translations_right() -> None:
    found = onto(csv("Agent,Tone,DOES listens"), with_text(ONTO, "listens", BOTH))
    text = behaviour(found.matrix, "listens").text
    assert text.texts == {"en": "DOES listens", "es": "Escucha."}
    assert text.outdated == set()


def test_a_text_shown_in_another_language_s_file_is_no_translation() -> None:
    """Where a translation is missing, a file in that language shows the original."""
    found = onto(csv("Agente,Tone,Does listens.", head="puesto,competencia,conducta\n"))
    assert behaviour(found.matrix, "listens").text == ONTO.every_behaviour()["listens"].text


def test_a_translation_alone_finds_the_behaviour_and_leaves_its_original() -> None:
    read = csv("Agent,Tone,Escucha.", head="role,competency,behaviour_es\n")
    found = onto(read, with_text(ONTO, "listens", BOTH))
    assert behaviour(found.matrix, "listens").text == BOTH


def test_a_behaviour_that_moved_is_found_in_the_whole_matrix() -> None:
    found = onto(csv("Agent,Depth,Does listens.", "Agent,Depth,Does digs."))
    assert cells(found.matrix) == {"depth": {"agent": ["listens", "digs"]}}
    assert found.matched_by_wording == 2


def test_what_one_claims_no_other_gets() -> None:
    found = onto(csv("Agent,Depth,Does listens.", "Agent,Tone,Does listens."))
    assert cells(found.matrix) == {
        "depth": {"agent": ["does-listens"]},
        "tone": {"agent": ["listens"]},
    }


def test_the_same_words_in_one_competency_are_one_behaviour() -> None:
    found = new_matrix_of(
        csv("Agent,Tone,Listens", "Lead,Tone,listens.", "Lead,Depth,Listens", "Agent,Tone,listens")
    )
    assert cells(found.matrix) == {
        "tone": {"agent": ["listens"], "lead": ["listens"]},
        "depth": {"lead": ["listens-2"]},
    }
    assert [problem.kind for problem in found.problems] == [ProblemKind.REPEATED_BEHAVIOUR]


def test_new_keys_are_taken_by_nothing_else() -> None:
    found = onto(csv("Agent,Pace,Waits", "Agent,Pace,Waits!"), taken=frozenset({"waits"}))
    assert cells(found.matrix) == {"pace": {"agent": ["waits-2", "waits-3"]}}


def test_a_file_s_own_keys_are_kept_where_they_are_free() -> None:
    read = csv("Agent,Pace,w,Waits", "Agent,Pace,v,Vies",
               head="role,competency,behaviour key,behaviour\n")  # fmt: skip
    assert cells(onto(read, taken=frozenset({"v"})).matrix) == {"pace": {"agent": ["w", "vies"]}}


def test_a_key_in_two_competencies_stops_the_import() -> None:
    read = csv("Agent,Pace,w,Waits", "Agent,Tone,w,Waits",
               head="role,competency,behaviour key,behaviour\n")  # fmt: skip
    assert read.stops
    assert ProblemKind.KEY_TWICE in {problem.kind for problem in read.problems}


# Competencies, categories, roles


def test_a_competency_is_found_by_key_and_then_by_title_in_any_language() -> None:
    titled = replace(
        ONTO,
        categories=tuple(
            replace(
                category,
                competencies=tuple(
                    replace(row, title=LocalizedText({"en": row.key, "es": f"el {row.key}"}))
                    for row in category.competencies
                ),
            )
            for category in ONTO.categories
        ),
    )
    read = csv("agent,,El Tone,x,Escucha a la clienta", "agent,depth,Depths,y,Cava",
               head="role,competency key,competency,behaviour key,conducta\n")  # fmt: skip
    found = onto(read, titled)
    assert [row.key for row in found.matrix.competencies()] == ["tone", "depth"]


def test_summaries_and_what_things_came_from_stay() -> None:
    row = next(onto(csv("agent,TONE,Does listens.")).matrix.competencies())
    assert row.summary == title("About tone.")
    assert row.title.original == "TONE"


def test_without_categories_competencies_stay_in_theirs_and_new_ones_are_general() -> None:
    found = onto(csv("agent,pace,Waits", "agent,depth,Does digs."))
    assert [(c.key, [r.key for r in c.competencies]) for c in found.matrix.categories] == [
        ("all", ["depth"]),
        ("general", ["pace"]),
    ]


def test_categories_are_found_by_title() -> None:
    read = csv("agent,ALL,pace,Waits", "agent,Craft,tone,Does listens.",
               head="role,category,competency,behaviour\n")  # fmt: skip
    found = onto(read)
    assert [(c.key, [r.key for r in c.competencies]) for c in found.matrix.categories] == [
        ("all", ["pace"]),
        ("craft", ["tone"]),
    ]


LADDER = (
    RoleColumn("agent", title("Support agent"), title("SA"), title("Answers.")),
    RoleColumn("lead", LocalizedText({"en": "Lead", "es": "Jefa"}), title("L"), None),
)


def test_roles_are_found_on_the_ladder_by_key_title_and_short_name() -> None:
    read = csv("SA,Tone,a", "jefa,Tone,b", "Pilot,Tone,c")
    found = matching.match(read, None, LADDER, TRACK)
    assert [role.key for role in found.matrix.roles] == ["agent", "lead", "pilot"]
    assert found.matrix.roles[0] == LADDER[0]
    assert [role.key for role in found.new_roles] == ["pilot"]
    assert found.new_roles[0].short == found.new_roles[0].title


def test_a_role_is_not_found_twice() -> None:
    found = matching.match(csv("SA,Tone,a", "Support agent,Tone,b"), None, LADDER, TRACK)
    assert [role.key for role in found.matrix.roles] == ["agent", "support-agent"]
    assert [problem.kind for problem in found.problems] == [ProblemKind.ROLE_TWICE]
    assert found.stops


# Weights, and what goes or stays


def test_weights_stay_where_the_file_has_none() -> None:
    found = onto(csv("agent,tone,Does listens.", "lead,tone,Waits", "lead,depth,Asks"))
    weights = {
        (row.key, role): cell.weight
        for row in found.matrix.competencies()
        for role, cell in row.expectations.items()
    }
    assert weights == {
        ("tone", "agent"): Weight.MUST_HAVE,
        ("tone", "lead"): Weight.EXPECTED,
        ("depth", "lead"): Weight.EXPECTED,
    }


def test_adding_leaves_everything_that_is_there() -> None:
    found = onto(csv("lead,tone,Waits", "lead,tone,does coaches", "pilot,pace,Flies"), mode="add")
    assert cells(found.matrix) == {
        "tone": {"agent": ["listens", "sums-up"], "lead": ["sums-up", "coaches", "waits"]},
        "depth": {"agent": ["digs"]},
        "pace": {"pilot": ["flies"]},
    }
    assert [role.key for role in found.matrix.roles] == ["agent", "lead", "pilot"]
    assert behaviour(found.matrix, "coaches").text.original == "does coaches"


def test_a_behaviour_reworded_in_one_cell_is_reworded_in_all() -> None:
    read = csv("lead,tone,sums-up,Sums up.", head="role,competency,behaviour key,behaviour\n")
    found = onto(read, mode="add")
    said = {
        b.text.original
        for row in found.matrix.competencies()
        for cell in row.expectations.values()
        for b in cell.behaviours
        if b.key == "sums-up"
    }
    assert said == {"Sums up."}


def test_the_outcome_is_a_draft_of_the_same_version() -> None:
    found = onto(csv("agent,tone,Does listens."))
    assert found.matrix.state is VersionState.DRAFT
    assert found.matrix.published_on is None
    assert (found.matrix.number, found.matrix.note) == (ONTO.number, ONTO.note)


def test_a_new_matrix_is_of_the_track() -> None:
    found = new_matrix_of(csv("Agent,Tone,Listens"))
    assert (found.matrix.track_key, found.matrix.track_title) == (TRACK.key, TRACK.title)
    assert (str(found.matrix.number), found.matrix.state) == ("1.0.0", VersionState.DRAFT)


def test_an_exact_file_is_taken_as_it_is() -> None:
    read = ReadFramework((), (), exact=ONTO)
    found = matching.match(read, None, LADDER, replace(TRACK, key=ONTO.track_key))
    assert alterations(ONTO, found.matrix) == ()
    assert found.matrix.track_title == ONTO.track_title
    assert found.matrix.state is VersionState.DRAFT
    assert found.new == 4


def exactly(exact: Matrix, *, taken: frozenset[str] = frozenset()) -> Matched:
    track = replace(TRACK, key="other")
    read = ReadFramework((), (), exact=exact)
    return matching.match(
        read, None, LADDER, track, taken_behaviour_keys=taken, taken_competency_keys={"tone"}
    )


def test_an_exact_file_leaves_other_matrices_their_behaviours() -> None:
    def told(one: Behaviour) -> Behaviour:
        return replace(one, came_from=("sums-up", "long-gone")) if one.key == "coaches" else one

    before = with_behaviours(ONTO, told)
    found = exactly(before, taken=frozenset({"sums-up", "does-sums-up", "elsewhere"}))
    assert cells(found.matrix) == {
        "tone": {"agent": ["listens", "does-sums-up-2"], "lead": ["does-sums-up-2", "coaches"]},
        "depth": {"agent": ["digs"]},
    }
    assert behaviour(found.matrix, "coaches").came_from == ("does-sums-up-2", "long-gone")
    text = behaviour(found.matrix, "does-sums-up-2").text
    assert text == behaviour(ONTO, "sums-up").text
    assert found.new == 4


def test_an_exact_file_of_which_nothing_is_taken_is_exactly_taken() -> None:
    found = exactly(ONTO, taken=frozenset({"elsewhere"}))
    assert found.matrix.categories == ONTO.categories
    assert found.matrix.roles == ONTO.roles


ONCE = (RoleColumn("chief", title("Head of support"), title("HS"), None),)


@pytest.mark.parametrize("role", ["Head of Support", "hs", "chief"])
def test_a_retired_role_stops_the_import(role: str) -> None:
    read = csv(f"{role},Tone,a", "Lead,Tone,b")
    found = matching.match(read, None, LADDER, TRACK, retired_roles=ONCE)
    assert [(one.kind, one.place.column) for one in found.problems] == [
        (ProblemKind.ROLE_RETIRED, role)
    ]
    assert found.stops


def test_a_retired_role_stops_an_exact_file_too() -> None:
    exact = matrix_of({"tone": {"chief": ("listens",), "lead": ("leads",)}})
    read = json_files.read(json_files.write(exact))
    assert read.exact == exact
    found = matching.match(read, None, LADDER, TRACK, retired_roles=ONCE)
    assert [(one.kind, one.place.column) for one in found.problems] == [
        (ProblemKind.ROLE_RETIRED, "chief")
    ]


def test_a_role_that_took_a_retired_one_s_name_is_found() -> None:
    again = (*LADDER, RoleColumn("head", title("Head of support"), title("H"), None))
    read = csv("Head of support,Tone,a")
    found = matching.match(read, None, again, TRACK, retired_roles=ONCE)
    assert ([role.key for role in found.matrix.roles], found.problems) == (["head"], ())


def test_many_behaviours_of_one_beginning_take_no_time_to_name() -> None:
    words = "Resolves the ever returning question of the many customers who write about it"
    rows = [f"Agent,Tone,{words} in case {number}" for number in range(5_000)]
    found = new_matrix_of(csv(*rows))
    assert len(found.matrix.every_behaviour()) == 5_000
