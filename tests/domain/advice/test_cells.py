"""What is empty, what is there twice, and verbs that do not rise with the role."""

from __future__ import annotations

import pytest

from portal.domain.advice import Finding, Rule, Severity, advise
from portal.domain.matrices import Matrix
from tests.domain.advice.drafts import draft_of

CHECKS = "Checks the guide before giving an answer."
NAMES = "Names the limits of a feature in advance."
WRITES = "Writes down what was tried in the case."


def told(matrix: Matrix, rule: Rule) -> list[Finding]:
    return [finding for finding in advise(matrix) if finding.rule is rule]


def places(matrix: Matrix, rule: Rule) -> list[tuple[str | None, str | None]]:
    return [(one.place.competency, one.place.role) for one in told(matrix, rule)]


# Empty


def test_a_cell_without_a_behaviour_keeps_a_draft_from_being_published() -> None:
    (found,) = told(draft_of({"care": {"first": (), "second": (CHECKS,)}}), Rule.EMPTY_CELL)
    assert (found.place.role, found.severity) == ("first", Severity.MUST)


def test_a_role_left_out_between_two_is_pointed_out() -> None:
    rows = {"care": {"first": (CHECKS,), "third": (NAMES,)}}
    matrix = draft_of(rows, roles=("first", "second", "third"))
    (found,) = told(matrix, Rule.EMPTY_CELL)
    assert (found.place.role, found.severity) == ("second", Severity.HINT)


def test_a_competency_that_begins_later_or_ends_early_is_no_gap() -> None:
    rows = {"care": {"second": (CHECKS,)}}
    assert told(draft_of(rows, roles=("first", "second", "third")), Rule.EMPTY_CELL) == []


def test_a_competency_that_no_role_has() -> None:
    assert places(
        draft_of({"care": {}, "craft": {"first": (CHECKS,)}}), Rule.UNUSED_COMPETENCY
    ) == [("care", None)]


# Twice


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "Explains faults to customers.", "Explains complex faults to customers."),
        ("en", "Explains faults to customers.", "Consistently explains faults to customers!"),
        ("en", "Reviews the team's guides.", "Independently reviews all of the team's guides."),
        (
            "en",
            "Writes down each step of a long investigation so that colleagues on shift follow it.",
            "Writes down each step of a long investigation so that engineers on shift follow it.",
        ),
        ("es", "Explica fallos a los clientes.", "Explica fallos complejos a los clientes."),
    ],
)
def test_nearly_the_same_behaviour_with_another_key(language: str, one: str, other: str) -> None:
    rows = {"care": {"first": (one, CHECKS), "second": (other, NAMES)}}
    found = told(draft_of(rows, language), Rule.REPEATED_BEHAVIOUR)
    assert [(f.place.role, f.excerpt, f.data["other_role"]) for f in found] == [
        ("second", other, "first")
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Reports faults to engineers.", "Reports risks to engineers."),
        ("Asks a colleague for a review.", "Gives a colleague a review."),
        (
            "Asks a senior colleague to look at a reply that feels uncertain to them.",
            "Gives a senior colleague a look at a reply that feels uncertain to them.",
        ),
        ("Names the risk of a fix.", "Names the risk of a launch."),
    ],
)
def test_another_thing_done_is_not_the_same(one: str, other: str) -> None:
    rows = {"care": {"first": (one,), "second": (other, NAMES)}}
    assert told(draft_of(rows), Rule.REPEATED_BEHAVIOUR) == []


def test_one_behaviour_in_two_cells_is_meant_so() -> None:
    rows = {"care": {"first": (CHECKS,), "second": (CHECKS, NAMES)}}
    assert told(draft_of(rows), Rule.REPEATED_BEHAVIOUR) == []


def test_the_same_words_in_another_competency_are_left_alone() -> None:
    rows = {"care": {"first": (CHECKS, NAMES)}, "craft": {"first": (CHECKS, WRITES)}}
    assert told(draft_of(rows), Rule.REPEATED_BEHAVIOUR) == []


@pytest.mark.parametrize(
    ("second", "kind"),
    [
        ((NAMES, CHECKS), "equal"),
        (("Clearly names the limits of any feature in advance.", CHECKS), "nearly-equal"),
    ],
)
def test_a_cell_that_says_what_the_role_before_does(second: tuple[str, ...], kind: str) -> None:
    matrix = draft_of({"care": {"first": (CHECKS, NAMES), "second": second}})
    (found,) = told(matrix, Rule.SAME_AS_NEIGHBOUR)
    assert (found.place.role, found.data["other_role"], found.data["kind"]) == (
        "second",
        "first",
        kind,
    )
    assert told(matrix, Rule.REPEATED_BEHAVIOUR) == []


def test_the_role_before_is_the_next_lower_one_that_has_the_competency() -> None:
    rows = {"care": {"first": (CHECKS,), "third": (CHECKS,)}}
    matrix = draft_of(rows, roles=("first", "second", "third"))
    assert places(matrix, Rule.SAME_AS_NEIGHBOUR) == [("care", "third")]


@pytest.mark.parametrize("second", [(CHECKS, NAMES, WRITES), (CHECKS,), (WRITES, NAMES)])
def test_a_cell_with_something_more_less_or_else_is_not_the_same(second: tuple[str, ...]) -> None:
    matrix = draft_of({"care": {"first": (CHECKS, NAMES), "second": second}})
    assert told(matrix, Rule.SAME_AS_NEIGHBOUR) == []


# Verbs


@pytest.mark.parametrize(
    ("language", "lower", "higher"),
    [
        ("en", ("Coaches a colleague through a case.",), ("Answers questions about cases.",)),
        ("en", ("Explains the fix.", "Writes notes."), ("Asks for help.", "Follows the guide.")),
        ("en", ("You lead calls with engineers.",), ("You proactively explain the fault.",)),
        ("es", ("Lidera las llamadas con el cliente.",), ("Explica el fallo al cliente.",)),
        ("es", ("Explica el fallo.",), ("Pide ayuda con el fallo.",)),
    ],
)
def test_verbs_that_reach_less_far_than_below(
    language: str, lower: tuple[str, ...], higher: tuple[str, ...]
) -> None:
    matrix = draft_of({"care": {"first": lower, "second": higher}}, language)
    (found,) = told(matrix, Rule.VERBS_DO_NOT_RISE)
    assert (found.place.role, found.data["other_role"]) == ("second", "first")
    assert found.severity is Severity.HINT


@pytest.mark.parametrize(
    ("lower", "higher"),
    [
        (("Asks for help.",), ("Explains the fix.",)),
        (("Explains the fix.",), ("Writes the guide.",)),
        (("Explains the fix.",), ("Asks the team.", "Coaches a colleague.")),
        (("Coaches a colleague.", "Asks for a review."), ("Explains the fix.",)),
        (("Coaches a colleague.",), ("Untangles a case.",)),
        (("Untangles a case.",), ("Asks for help.",)),
    ],
)
def test_verbs_that_rise_or_are_not_known_say_nothing(
    lower: tuple[str, ...], higher: tuple[str, ...]
) -> None:
    matrix = draft_of({"care": {"first": lower, "second": higher}})
    assert told(matrix, Rule.VERBS_DO_NOT_RISE) == []
