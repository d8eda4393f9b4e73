"""Both views of an assessment beside each other."""

from __future__ import annotations

from portal.domain.assessments import Answer, ViewKind, marks_in_common
from portal.domain.observations import Mark
from portal.domain.side_by_side import side_by_side
from tests.domain.samples import matrix_of

MATRIX = matrix_of({"knows": {"css2": ("a", "b", "c")}, "writes": {"css2": ("d",)}})
OWN = {
    "knows": Answer(
        {"a": Mark.OWN_INITIATIVE, "b": Mark.LIFTS_OTHERS, "c": Mark.NOT_APPLICABLE},
        {"c": "No occasion."},
        "My words",
    ),
    "writes": Answer({"d": Mark.NOT_YET}),
}
MANAGER = {
    "knows": Answer({"a": Mark.OWN_INITIATIVE, "b": Mark.NOT_YET, "c": Mark.NOT_YET}),
    "writes": Answer({"d": Mark.NOT_YET}, {}, "", "https://example.com/1"),
}


def test_what_differs_most_comes_first_and_nothing_is_added_up() -> None:
    found = side_by_side(MATRIX, "css2", own=OWN, manager=MANAGER)
    (knows,), (writes,) = found.different, found.alike
    assert [(p.behaviour.key, p.steps, p.differs) for p in knows.pairs] == [
        ("c", None, True),
        ("b", 3, True),
        ("a", 0, False),
    ]
    assert (knows.alike, knows.differing) == (1, 2)
    assert knows.pairs[0].own.reason == "No occasion."
    assert knows.words[ViewKind.SELF].note == "My words"
    assert writes.words[ViewKind.MANAGER].link == "https://example.com/1"
    assert all(pair.agreed is None for pair in (*knows.pairs, *writes.pairs))
    assert not knows.is_agreed
    assert side_by_side(MATRIX, "css2", own=OWN, manager=MANAGER, agreed=OWN).alike[0].is_agreed


def test_competencies_that_differ_most_come_first_then_those_in_reading_order() -> None:
    keys = {"first": ("a",), "second": ("b", "c", "d"), "third": ("e", "f"), "fourth": ("g",)}
    matrix = matrix_of({name: {"css2": behaviours} for name, behaviours in keys.items()})

    def marked(**others: Mark) -> dict[str, Answer]:
        return {
            name: Answer({key: others.get(key, Mark.OWN_INITIATIVE) for key in behaviours})
            for name, behaviours in keys.items()
        }

    theirs = marked(
        b=Mark.LIFTS_OTHERS, c=Mark.NOT_APPLICABLE, e=Mark.NOT_YET, g=Mark.WHEN_PROMPTED
    )
    found = side_by_side(matrix, "css2", own=marked(), manager=theirs)
    assert [one.key for one in found.competencies] == ["second", "third", "fourth", "first"]
    assert [(one.own.met, one.manager.met, one.expected) for one in found.competencies] == [
        (3, 2, 3),
        (2, 1, 2),
        (1, 0, 1),
        (1, 1, 1),
    ]
    assert found.different[0].manager.counts[Mark.NOT_APPLICABLE] == 1


def test_two_views_of_the_same_words_are_alike_throughout() -> None:
    found = side_by_side(MATRIX, "css2", own=OWN, manager=OWN)
    assert found.different == ()
    assert [competency.key for competency in found.competencies] == ["knows", "writes"]


def test_only_marks_both_gave_are_in_common_and_never_what_does_not_apply() -> None:
    assert marks_in_common(OWN, MANAGER) == {
        "knows": Answer({"a": Mark.OWN_INITIATIVE}),
        "writes": Answer({"d": Mark.NOT_YET}),
    }
    assert "c" not in marks_in_common(OWN, OWN)["knows"].marks
