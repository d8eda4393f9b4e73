"""The advice as a whole: on the shipped matrices, in its order, on any text, in time."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.domain.advice import Rule, Severity, Spot, advise, advise_text, blocking
from portal.domain.languages import LANGUAGES, LocalizedText
from portal.domain.matrices import Matrix
from tests.domain.advice.drafts import draft_of
from tests.domain.advice.shipped import shipped_matrices

SHIPPED = shipped_matrices()
PIECES = (
    "10 95 % csat within hours per hour conversations at least three tickets and reviews knows"
    " can simply excellence you the who , . ; ( ) 2–4 2.1.0 24/7 - • sabe puede treinta y cinco"
    " casos en menos de una hora siempre que a la vez o mejores 4,5 estrellas 99999999999999 ² ٣ ñ"
)
TELLING = st.sampled_from([*PIECES.split(), "\n"])
TEXTS = st.one_of(st.text(max_size=200), st.lists(TELLING, max_size=40).map(" ".join))


@pytest.mark.parametrize("matrix", SHIPPED, ids=lambda matrix: matrix.track_key)
def test_the_shipped_matrices_give_no_cause_for_advice(matrix: Matrix) -> None:
    assert advise(matrix) == ()


@settings(max_examples=300)
@example("\u0300", "en")
@given(TEXTS, st.sampled_from([*LANGUAGES, "fr"]))
def test_any_text_is_advised_on_within_its_borders(text: str, language: str) -> None:
    found = advise_text(text, language)
    for finding in found:
        assert finding.span is not None
        start, end = finding.span
        assert 0 <= start < end <= len(text)
        assert finding.excerpt == text[start:end]
    assert list(found) == sorted(found, key=lambda finding: finding.span or (0, 0))


@given(TEXTS)
def test_another_language_is_left_unread(text: str) -> None:
    assert advise_text(text, "fr") == ()


@settings(max_examples=100)
@given(st.lists(TEXTS.filter(str.strip), min_size=1, max_size=6), st.sampled_from(list(LANGUAGES)))
def test_any_matrix_is_advised_on_the_same_each_time(texts: list[str], language: str) -> None:
    half = len(texts) // 2
    rows = {"care": {"first": tuple(texts[:half]), "second": tuple(texts[half:])}}
    matrix = draft_of(rows, language)
    found = advise(matrix)
    assert found == advise(matrix)
    assert [one for one in found if one.rule is Rule.TARGET_NUMBER] == list(blocking(matrix))


def test_findings_come_in_reading_order() -> None:
    rows = {
        "care": {
            "first": ("Just asks for help.", "Knows the guide."),
            "second": ("Solves 12 cases per shift.",),
        },
        "craft": {"first": (), "second": ("Is a ninja who simply helps.",)},
    }
    found = advise(draft_of(rows, roles=("first", "second", "idle")))
    assert [(one.place.competency, one.place.role, one.rule) for one in found] == [
        (None, "idle", Rule.EMPTY_ROLE),
        ("care", "first", Rule.FILLER),
        ("care", "first", Rule.UNOBSERVABLE_VERB),
        ("care", "second", Rule.TARGET_NUMBER),
        ("craft", "first", Rule.EMPTY_CELL),
        ("craft", "second", Rule.LOADED_WORD),
        ("craft", "second", Rule.FILLER),
    ]


def test_every_language_of_a_text_is_read_by_its_own_rules() -> None:
    matrix = draft_of({"care": {"first": ("Solves 12 cases per shift.",)}})
    texts = {"en": "Solves 12 cases per shift.", "es": "Simplemente resuelve.", "fr": "12 % ici."}
    found = advise(with_text(matrix, LocalizedText(texts)))
    assert [(one.language, one.rule) for one in found] == [
        ("en", Rule.TARGET_NUMBER),
        ("es", Rule.FILLER),
    ]


def test_a_behaviour_in_several_cells_is_advised_on_once() -> None:
    again = "Solves 12 cases per shift."
    found = advise(draft_of({"care": {"first": (again,), "second": (again, "Checks guides.")}}))
    assert [one.place for one in found] == [Spot("care", "first", "care-0")]


def test_a_target_number_blocks_until_it_is_waived() -> None:
    matrix = draft_of({"care": {"first": ("Solves 12 cases per shift.",)}})
    (found,) = blocking(matrix)
    assert (found.severity, found.blocks) == (Severity.MUST, True)
    waived = with_text(matrix, LocalizedText({"en": found.excerpt}), reason="The law asks for it.")
    assert blocking(waived) == ()
    (kept,) = advise(waived)
    assert (kept.rule, kept.severity, kept.data["waived"]) == (
        Rule.TARGET_NUMBER, Severity.HINT, 1,
    )  # fmt: skip


def test_a_waiver_is_for_the_number_only() -> None:
    matrix = draft_of({"care": {"first": ("Simply solves 12 cases per shift.",)}})
    text = next(iter(matrix.every_behaviour().values())).text
    waived = advise(with_text(matrix, text, reason="The law asks for it."))
    assert [one.data.get("waived") for one in waived] == [None, 1]


def test_summaries_and_purposes_hold_no_targets_either_but_do_not_block() -> None:
    matrix = draft_of({"care": {"first": ("Checks the guide.",)}})
    row = matrix.categories[0].competencies[0]
    target = LocalizedText({"en": "Knows 95 % of the cases and answers them."})
    matrix = replace(
        matrix,
        roles=(replace(matrix.roles[0], purpose=target),),
        categories=(replace(matrix.categories[0], competencies=(replace(row, summary=target),)),),
    )
    assert [(one.place, one.rule, one.severity) for one in advise(matrix)] == [
        (Spot(role="first"), Rule.TARGET_NUMBER, Severity.SHOULD),
        (Spot("care"), Rule.TARGET_NUMBER, Severity.SHOULD),
    ]
    assert blocking(matrix) == ()


def test_the_glossary_counts_for_a_whole_matrix() -> None:
    matrix = draft_of({"care": {"first": ("Trains ambassadors of the product.",)}})
    assert [one.rule for one in advise(matrix)] == [Rule.LOADED_WORD]
    assert advise(matrix, glossary={"ambassador"}) == ()


def test_words_told_by_one_rule_are_not_told_by_the_next() -> None:
    found = advise_text("Is passionate about support.", "en")
    assert [one.rule for one in found] == [Rule.UNOBSERVABLE_VERB]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "piece",
    [
        "and ", "always ", "10 of ", "CSAT ", "at least ", ", ", "reviews and ", "within a ", "a-",
        "1,", "(", "\n- A", "you ask to give, and ", "has ", "treinta y ", "entre 2 y ",
        "passionate ",
    ],
)  # fmt: skip
def test_no_text_takes_long(piece: str, language: str) -> None:
    """A text of 100,000 letters is fifty times what a form takes, and linear work is over soon."""
    begun = process_time()
    advise_text(piece * (100_000 // len(piece)), language)
    assert process_time() - begun < 5


def test_the_work_grows_with_the_number_of_behaviours() -> None:
    """Thousands of behaviours of one competency, all nearly alike: the hardest to compare."""
    cells = {
        role: tuple(
            f"Explains to the customer of branch{place} what became of the case they sent {role}."
            for place in range(2_000)
        )
        for role in ("first", "second")
    }
    matrix = draft_of({"care": cells})
    begun = process_time()
    advise(matrix)
    assert process_time() - begun < 8


def with_text(matrix: Matrix, text: LocalizedText, reason: str | None = None) -> Matrix:
    """The draft with its only behaviour worded and waived anew."""
    (category,) = matrix.categories
    (row,) = category.competencies
    ((role, cell),) = row.expectations.items()
    waiver = LocalizedText({"en": reason}) if reason else None
    behaviour = replace(cell.behaviours[0], text=text, waiver=waiver)
    row = replace(row, expectations={role: replace(cell, behaviours=(behaviour,))})
    return replace(matrix, categories=(replace(category, competencies=(row,)),))
