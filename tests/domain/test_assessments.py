"""Answers: when two saves meet, when a view is complete, how far it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from portal.domain import assessments as rules
from portal.domain.assessments import NOTHING, Answer, Meeting, meeting
from portal.domain.observations import Mark
from tests.domain.samples import matrix_of, title

KEYS = st.sampled_from(["a", "b", "c"])
ANSWERS = st.builds(
    Answer,
    marks=st.dictionaries(KEYS, st.sampled_from(Mark)),
    reasons=st.dictionaries(KEYS, st.text(max_size=5)),
    note=st.text(max_size=8),
    link=st.text(max_size=8),
)


@given(ANSWERS, ANSWERS, ANSWERS)
def test_no_save_undoes_another_unseen(stored: Answer, typed: Answer, seen: Answer) -> None:
    """Only an answer that the person saw, or an equal one, is ever replaced."""
    how = meeting(stored=stored, typed=typed, seen=seen.fingerprint)
    if how is Meeting.SAVE:
        assert stored.fingerprint == seen.fingerprint
        assert typed.fingerprint != stored.fingerprint
    if how is Meeting.CONFLICT:
        assert len({stored.fingerprint, typed.fingerprint, seen.fingerprint}) == 3
    if how is Meeting.KEEP_STORED:
        assert typed.fingerprint == seen.fingerprint


@given(ANSWERS, ANSWERS)
def test_saving_what_is_stored_is_no_change(answer: Answer, seen: Answer) -> None:
    assert meeting(stored=answer, typed=answer, seen=seen.fingerprint) is Meeting.UNCHANGED


@given(ANSWERS, ANSWERS)
def test_what_was_seen_last_may_be_replaced(stored: Answer, typed: Answer) -> None:
    how = meeting(stored=stored, typed=typed, seen=stored.fingerprint)
    assert how in {Meeting.SAVE, Meeting.UNCHANGED}


@given(ANSWERS, st.randoms(use_true_random=False))
def test_a_fingerprint_does_not_depend_on_the_order_of_marks(answer: Answer, rng: object) -> None:
    items = list(answer.marks.items())
    rng.shuffle(items)  # type: ignore[attr-defined]
    again = Answer(dict(items), answer.reasons, answer.note, answer.link)
    assert again.fingerprint == answer.fingerprint


@given(ANSWERS, ANSWERS)
def test_different_answers_have_different_fingerprints(one: Answer, other: Answer) -> None:
    def content(answer: Answer) -> tuple[object, ...]:
        reasons = {key: reason for key, reason in answer.reasons.items() if reason}
        return dict(answer.marks), reasons, answer.note, answer.link

    assert (content(one) == content(other)) == (one.fingerprint == other.fingerprint)


def test_an_empty_reason_is_no_reason() -> None:
    assert Answer(reasons={"a": ""}).fingerprint == NOTHING.fingerprint


MATRIX = matrix_of({"care": {"first": ("a", "b"), "second": ("c",)}, "craft": {"first": ("d",)}})


def test_what_is_not_marked_is_told_in_reading_order() -> None:
    answers = {"care": Answer(marks={"b": Mark.NOT_YET})}
    left = rules.unmarked(MATRIX, "first", answers)
    assert [(c.key, b.key) for c, b in left] == [("care", "a"), ("craft", "d")]


def test_not_applicable_needs_a_reason() -> None:
    out = Mark.NOT_APPLICABLE
    answers = {"care": Answer(marks={"a": out, "b": out}, reasons={"b": "No occasion"})}
    assert [b.key for _, b in rules.unexplained(MATRIX, "first", answers)] == ["a"]


def test_progress_counts_marks_of_the_role_only() -> None:
    answers = {"care": Answer(marks={"a": Mark.NOT_YET, "c": Mark.NOT_YET})}
    progress = rules.progress(MATRIX, "first", answers)
    assert (progress.marked, progress.behaviours, progress.is_complete) == (1, 3, False)
    everything = {
        "care": Answer(marks=dict.fromkeys("ab", Mark.NOT_YET)),
        "craft": Answer(marks={"d": Mark.LIFTS_OTHERS}),
    }
    assert rules.progress(MATRIX, "first", everything).is_complete


def test_the_time_it_takes_is_rounded_up_to_five_minutes() -> None:
    assert rules.minutes(MATRIX, "first") == 5  # 3 behaviours and 2 notes: 180 seconds
    assert rules.minutes(MATRIX, "second") == 5
    assert title("x").words("es") == "x"
