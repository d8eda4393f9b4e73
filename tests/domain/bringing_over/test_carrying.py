"""Answers brought over to a newer version: what stays, what is offered, what is said anew."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.assessments import LONGEST_NOTE, LONGEST_REASON, Answer, unmarked
from portal.domain.bringing_over import Carriage, Carried, CarriedBehaviour, NoteFate, carry_over
from portal.domain.matrices import Matrix
from portal.domain.observations import Mark
from tests.domain.comparisons.versions import any_version, version

ASKED, PROMPTED, OUT = Mark.OWN_INITIATIVE, Mark.WHEN_PROMPTED, Mark.NOT_APPLICABLE


def carried(answers: Mapping[str, Answer], before: Matrix, after: Matrix) -> Carried:
    return carry_over(answers, before, after, "first")


def by_key(found: Carried) -> dict[str, CarriedBehaviour]:
    return {one.key: one for one in found.behaviours}


def test_what_is_the_same_stays() -> None:
    matrix = version({"care": {"first": "a b"}})
    answers = {"care": Answer({"a": ASKED}, note="Seen twice.", link="https://wiki.example/a")}
    found = carried(answers, matrix, matrix)
    assert found.answers(accepted=()) == answers
    assert found.loses_nothing
    assert [(one.how, one.is_settled) for one in found.behaviours] == [
        (Carriage.KEPT, True),
        (Carriage.KEPT, False),
    ]


def test_a_reworded_behaviour_keeps_its_mark_and_shows_both_wordings() -> None:
    cells = {"care": {"first": "a"}}
    before = version(cells, texts={"a": "Asks the customer."})
    after = version(cells, texts={"a": "Asks a colleague."})
    (one,) = carried({"care": Answer({"a": ASKED})}, before, after).behaviours
    assert (one.how, one.mark) == (Carriage.KEPT, ASKED)
    assert one.rewording
    assert one.rewording.before
    assert one.rewording.before.original == "Asks the customer."


def test_a_mark_moves_along_to_another_competency() -> None:
    before = version({"care": {"first": "a b"}, "craft": {"first": "c"}})
    after = version({"care": {"first": "b"}, "craft": {"first": "c a"}})
    answers = {"care": Answer({"a": OUT, "b": ASKED}, {"a": "No phones here."})}
    found = carried(answers, before, after)
    one = by_key(found)["a"]
    assert one.left
    assert (one.left.competency_key, one.placed.cell.competency_key) == ("care", "craft")
    assert found.answers(()) == {
        "care": Answer({"b": ASKED}),
        "craft": Answer({"a": OUT}, {"a": "No phones here."}),
    }
    assert found.loses_nothing


def test_what_came_of_a_split_is_offered_the_mark_of_its_origin() -> None:
    before = version({"care": {"first": "a"}})
    after = version({"care": {"first": "a1 a2"}}, came_from={"a1": ("a",), "a2": ("a",)})
    found = carried({"care": Answer({"a": PROMPTED})}, before, after)
    assert [(one.how, one.mark, one.is_settled) for one in found.behaviours] == [
        (Carriage.OFFERED, PROMPTED, False),
        (Carriage.OFFERED, PROMPTED, False),
    ]
    assert [b.key for b in found.behaviours[0].earlier] == ["a"]
    assert found.answers(accepted=()) == {}
    assert found.answers(accepted={"a2"}) == {"care": Answer({"a2": PROMPTED})}
    assert found.loses_nothing


def test_a_split_of_what_was_not_marked_is_to_be_marked() -> None:
    before = version({"care": {"first": "a"}})
    after = version({"care": {"first": "a1 a2"}}, came_from={"a1": ("a",), "a2": ("a",)})
    (one, _) = carried({}, before, after).behaviours
    assert (one.how, one.mark, [b.key for b in one.earlier]) == (Carriage.ANEW, None, ["a"])


def test_a_merge_keeps_what_all_its_origins_have() -> None:
    before = version({"care": {"first": "a b"}})
    after = version({"care": {"first": "ab"}}, came_from={"ab": ("a", "b")})
    alike = carried({"care": Answer({"a": ASKED, "b": ASKED})}, before, after)
    assert [(one.how, one.mark) for one in alike.behaviours] == [(Carriage.AGREED, ASKED)]
    assert alike.answers(()) == {"care": Answer({"ab": ASKED})}


def test_a_merge_of_what_differs_is_marked_anew_beside_what_was_said() -> None:
    before = version({"care": {"first": "a b"}})
    after = version({"care": {"first": "ab"}}, came_from={"ab": ("a", "b")})
    for answer in (Answer({"a": ASKED, "b": PROMPTED}), Answer({"a": ASKED})):
        found = carried({"care": answer}, before, after)
        (one,) = found.behaviours
        assert (one.how, one.mark) == (Carriage.ANEW, None)
        assert {said.behaviour_key: said.mark for said in one.said} == answer.marks
        assert not found.loses_nothing
        assert found.answers({"ab"}) == {}


def test_a_merge_with_what_the_role_was_not_asked_is_marked_anew() -> None:
    before = version({"care": {"first": "a", "second": "b"}})
    after = version({"care": {"first": "ab", "second": "ab"}}, came_from={"ab": ("a", "b")})
    (one,) = carried({"care": Answer({"a": ASKED})}, before, after).behaviours
    assert (one.how, one.mark) == (Carriage.ANEW, None)


def test_a_merge_into_a_behaviour_that_stays() -> None:
    before = version({"care": {"first": "a b"}})
    after = version({"care": {"first": "a"}}, came_from={"a": ("b",)})
    (one,) = carried({"care": Answer({"a": ASKED, "b": ASKED})}, before, after).behaviours
    assert (one.how, one.mark) == (Carriage.AGREED, ASKED)
    (one,) = carried({"care": Answer({"a": ASKED, "b": PROMPTED})}, before, after).behaviours
    assert one.how is Carriage.ANEW


def test_reasons_are_put_together_as_long_as_there_is_room() -> None:
    before = version({"care": {"first": "a b"}})
    after = version({"care": {"first": "ab"}}, came_from={"ab": ("a", "b")})
    marks = {"a": OUT, "b": OUT}
    (short,) = carried(
        {"care": Answer(marks, {"a": "No phones.", "b": "No shifts."})}, before, after
    ).behaviours
    assert (short.how, short.reason) == (Carriage.AGREED, "No phones.; No shifts.")
    long = "x" * LONGEST_REASON
    (full,) = carried({"care": Answer(marks, {"a": long, "b": "y"})}, before, after).behaviours
    assert (full.how, [said.reason for said in full.said]) == (Carriage.ANEW, [long, "y"])


def test_what_is_new_is_to_be_marked_and_what_is_gone_is_listed() -> None:
    before = version({"care": {"first": "a b"}})
    after = version({"care": {"first": "b n"}})
    found = carried({"care": Answer({"a": OUT, "b": ASKED}, {"a": "No phones."})}, before, after)
    assert by_key(found)["n"].how is Carriage.NEW
    (gone,) = found.gone
    assert gone.behaviour
    assert (gone.behaviour.key, gone.mark, gone.reason) == ("a", OUT, "No phones.")
    assert not found.loses_nothing


def test_the_same_behaviour_under_two_competencies_has_two_marks() -> None:
    before = version({"care": {"first": "a"}, "craft": {"first": "a"}})
    answers = {"care": Answer({"a": ASKED}), "craft": Answer({"a": PROMPTED})}
    assert carried(answers, before, before).answers(()) == answers
    joined = version({"voice": {"first": "a"}})
    (one,) = carried(answers, before, joined).behaviours
    assert (one.how, len(one.said)) == (Carriage.ANEW, 2)
    lessened = version({"care": {"first": "a"}})
    found = carried(answers, before, lessened)
    assert found.answers(()) == {"care": Answer({"a": ASKED})}
    assert [(said.competency_key, said.mark) for said in found.gone] == [("craft", PROMPTED)]


def test_a_role_split_carries_what_both_ask() -> None:
    before = version({"care": {"senior": "a b"}})
    after = version({"care": {"ops": "b c"}})
    found = carry_over({"care": Answer({"a": ASKED, "b": ASKED})}, before, after, "senior", "ops")
    assert found.answers(()) == {"care": Answer({"b": ASKED})}
    assert [said.behaviour_key for said in found.gone] == ["a"]


def test_a_role_that_is_gone_leaves_everything_to_be_read() -> None:
    before = version({"care": {"first": "a"}})
    answers = {"care": Answer({"a": ASKED}, note="Seen twice.")}
    found = carried(answers, before, version({"care": {"second": "a"}}))
    assert (found.behaviours, len(found.gone), len(found.left_over)) == ((), 1, 1)


# Notes and links


def test_a_note_follows_its_competency_into_another() -> None:
    before = version({"care": {"first": "a"}, "craft": {"first": "b"}})
    after = version({"care": {"first": "a b"}}, came_from={"care": ("craft",)})
    found = carried(
        {
            "craft": Answer({"b": ASKED}, note="From craft.", link="https://wiki.example/b"),
            "care": Answer({"a": ASKED}, note="From care.", link="https://wiki.example/a"),
        },
        before,
        after,
    )
    fates = {note.competency_key: note.fate for note in found.notes}
    assert fates == {"care": NoteFate.STAYS, "craft": NoteFate.FOLLOWS}
    assert found.written["care"] == Answer(
        note="From care.\n\nFrom craft.\n\nhttps://wiki.example/b", link="https://wiki.example/a"
    )
    assert found.loses_nothing


def test_a_link_takes_the_place_that_is_free() -> None:
    before = version({"care": {"first": "a"}, "craft": {"first": "b"}})
    after = version({"care": {"first": "a b"}}, came_from={"care": ("craft",)})
    link = "https://wiki.example/b"
    found = carried({"care": Answer(note="Mine."), "craft": Answer(link=link)}, before, after)
    assert found.written == {"care": Answer(note="Mine.", link=link)}


def test_a_note_of_what_was_split_goes_where_most_of_it_went() -> None:
    before = version({"care": {"first": "a b c"}})
    after = version(
        {"tact": {"first": "a"}, "calm": {"first": "b c"}},
        came_from={"tact": ("care",), "calm": ("care",)},
    )
    found = carried({"care": Answer(note="Seen.")}, before, after)
    assert found.written == {"calm": Answer(note="Seen.")}


def test_a_note_that_has_no_place_or_no_room_is_listed() -> None:
    before = version({"care": {"first": "a"}, "craft": {"first": "b"}})
    full = "x" * LONGEST_NOTE
    merged = version({"care": {"first": "a b"}}, came_from={"care": ("craft",)})
    no_room = carried({"care": Answer(note=full), "craft": Answer(note="More.")}, before, merged)
    assert [(note.note, note.into) for note in no_room.left_over] == [("More.", None)]
    assert no_room.written == {"care": Answer(note=full)}
    no_place = carried({"craft": Answer(note="More.")}, before, version({"care": {"first": "a"}}))
    assert [note.fate for note in no_place.notes] == [NoteFate.LEFT]
    assert not no_place.loses_nothing


# Whatever was said, and whatever the versions


ANSWERS = st.dictionaries(
    st.sampled_from(["care", "craft", "voice", "unheard-of"]),
    st.builds(
        Answer,
        marks=st.dictionaries(st.sampled_from("abcdefz"), st.sampled_from(Mark), max_size=4),
        reasons=st.just({}),
        note=st.sampled_from(["", "one", "two", "x" * LONGEST_NOTE]),
        link=st.sampled_from(["", "https://a.example", "https://b.example"]),
    ),
)


@given(ANSWERS, any_version(), any_version())
@settings(max_examples=200)
def test_nothing_that_was_said_is_lost(
    answers: dict[str, Answer], before: Matrix, after: Matrix
) -> None:
    found = carried(answers, before, after)
    said = {(row, key, mark) for row, a in answers.items() for key, mark in a.marks.items()}
    shown = [*found.gone, *(one for b in found.behaviours for one in b.said)]
    assert {(one.competency_key, one.behaviour_key, one.mark) for one in shown} == said
    assert [(one.placed.cell.competency_key, one.key) for one in found.behaviours] == [
        (row.key, behaviour.key) for row, behaviour in after.behaviours("first")
    ]
    for row, answer in answers.items():
        kept = any(note.competency_key == row for note in found.left_over)
        assert not answer.note or kept or any(answer.note in a.note for a in found.written.values())
        places = [f"{a.note} {a.link}" for a in found.written.values()]
        assert not answer.link or kept or any(answer.link in place for place in places)


@given(ANSWERS, any_version(), any_version())
def test_what_is_carried_fits_the_newer_version(
    answers: dict[str, Answer], before: Matrix, after: Matrix
) -> None:
    found = carried(answers, before, after)
    everything = {one.key for one in found.behaviours}
    for accepted in (set(), everything):
        new = found.answers(accepted)
        for row, answer in new.items():
            cell = next(c for c in after.competencies() if c.key == row).expectations["first"]
            assert set(answer.marks) <= {behaviour.key for behaviour in cell.behaviours}
            assert len(answer.note) <= LONGEST_NOTE
        open_ones = {(row.key, b.key) for row, b in unmarked(after, "first", new)}
        settled = {
            (one.placed.cell.competency_key, one.key)
            for one in found.behaviours
            if one.is_settled or (one.mark and one.key in accepted)
        }
        assert not open_ones & settled
        assert len(open_ones) + len(settled) == len(found.behaviours)


@given(ANSWERS, any_version())
def test_to_the_same_version_everything_comes_along(
    answers: dict[str, Answer], matrix: Matrix
) -> None:
    """A behaviour that stands under two competencies brings its mark to both."""
    has = {row.key: row.expectations for row in matrix.competencies()}
    fitting = {}
    for row, answer in answers.items():
        cell = has.get(row, {}).get("first")
        if cell and (answer.note or answer.link or answer.marks):
            keys = {behaviour.key for behaviour in cell.behaviours}
            marks = {key: mark for key, mark in answer.marks.items() if key in keys}
            if marks or answer.note or answer.link:
                fitting[row] = Answer(marks, {}, answer.note, answer.link)
    found = carried(fitting, matrix, matrix)
    brought = found.answers(())
    for row, answer in fitting.items():
        assert brought[row].marks.items() >= answer.marks.items()
        assert (brought[row].note, brought[row].link) == (answer.note, answer.link)
    assert found.loses_nothing
