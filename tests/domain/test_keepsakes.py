"""What finds no place in a newer version is kept: not a word that was typed is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.assessments import Answer
from portal.domain.bringing_over import carry_over
from portal.domain.keepsakes import brought_over
from portal.domain.matrices import Matrix
from portal.domain.observations import Mark
from tests.domain.comparisons.versions import any_version, version

OUT = Mark.NOT_APPLICABLE
ROWS = ("care", "craft", "tools")
WORDS = st.sampled_from(["", "No phones here.", "Seen twice.", "Ask Ana."])


@st.composite
def any_answer(draw: st.DrawFn) -> Answer:
    keys = draw(st.lists(st.sampled_from("abcdef"), max_size=4, unique=True))
    marks = {key: draw(st.sampled_from(list(Mark))) for key in keys}
    reasons = {key: draw(WORDS) for key, mark in marks.items() if mark is OUT}
    return Answer(
        marks,
        {key: reason for key, reason in reasons.items() if reason},
        draw(WORDS),
        draw(st.sampled_from(["", "https://wiki.example/a"])),
    )


ANSWERS = st.dictionaries(st.sampled_from(ROWS), any_answer(), max_size=3)


def over(
    answers: dict[str, Answer], before: Matrix, after: Matrix, accepted: set[str]
) -> dict[str, Answer]:
    rows = {row.key for row in after.for_role("first").competencies()}
    return brought_over(carry_over(answers, before, after, "first"), accepted, rows, language="en")


@given(ANSWERS, any_version(), any_version(), st.sets(st.sampled_from("abcdef")))
@settings(max_examples=150)
def test_every_word_is_somewhere(
    answers: dict[str, Answer], before: Matrix, after: Matrix, accepted: set[str]
) -> None:
    brought = over(answers, before, after, accepted)
    kept = "\n".join(
        "\n".join((answer.note, answer.link, *answer.reasons.values()))
        for answer in brought.values()
    )
    for answer in answers.values():
        for words in (answer.note, answer.link, *answer.reasons.values()):
            assert words in kept


@given(ANSWERS, any_version(), any_version())
@settings(max_examples=100)
def test_a_competency_that_the_role_has_holds_only_its_own_behaviours(
    answers: dict[str, Answer], before: Matrix, after: Matrix
) -> None:
    asked = {row.key: set[str]() for row in after.for_role("first").competencies()}
    for row, behaviour in after.behaviours("first"):
        asked[row.key].add(behaviour.key)
    for row_key, answer in over(answers, before, after, set()).items():
        assert row_key not in asked or set(answer.marks) <= asked[row_key]


def test_what_belongs_to_a_competency_that_is_gone_stays_as_it_was() -> None:
    before = version({"care": {"first": "a"}, "craft": {"first": "b"}})
    after = version({"craft": {"first": "b"}})
    answers = {
        "care": Answer({"a": OUT}, {"a": "No phones here."}, "Seen twice.", "https://x.example"),
        "craft": Answer({"b": Mark.LIFTS_OTHERS}),
    }
    assert over(answers, before, after, set()) == answers


def test_a_reason_stands_below_the_note_with_the_words_it_was_about() -> None:
    before = version({"care": {"first": "a b"}}, texts={"a": "Calls back."})
    after = version({"care": {"first": "b"}})
    answers = {"care": Answer({"a": OUT}, {"a": "No phones here."}, "Seen twice.")}
    kept = over(answers, before, after, set())["care"]
    assert kept == Answer(note="Seen twice.\n\n“Calls back.” No phones here.")


def test_an_offer_that_is_not_accepted_keeps_its_reason_only() -> None:
    before = version({"care": {"first": "a"}}, texts={"a": "Calls back."})
    after = version({"care": {"first": "b c"}}, came_from={"b": ("a",), "c": ("a",)})
    answers = {"care": Answer({"a": OUT}, {"a": "No phones here."})}
    assert over(answers, before, after, set())["care"].marks == {}
    assert "No phones here." in over(answers, before, after, set())["care"].note
    taken = over(answers, before, after, {"b"})["care"]
    assert taken == Answer({"b": OUT}, {"b": "No phones here."})
