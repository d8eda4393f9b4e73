"""Where a person stands: what is left to practise, and what nothing was said about yet."""

from __future__ import annotations

from portal.domain.assessments import Answer
from portal.domain.languages import LocalizedText
from portal.domain.matrices import (
    Behaviour,
    Category,
    Competency,
    Expectation,
    Matrix,
    RoleColumn,
    VersionNumber,
    VersionState,
    Weight,
)
from portal.domain.observations import Mark
from portal.domain.standing import Standing, standing

ROLE = "first"


def text(words: str) -> LocalizedText:
    return LocalizedText({"en": words})


def competency(key: str, weight: Weight, *behaviours: str) -> Competency:
    cell = Expectation(weight, tuple(Behaviour(b, text(f"Does {b}.")) for b in behaviours))
    return Competency(key, text(key), text(f"How one does {key}."), {ROLE: cell})


def standing_of(answers: dict[str, Answer], *competencies: Competency) -> Standing:
    matrix = Matrix(
        track_key="front",
        track_title=text("Front"),
        number=VersionNumber(1, 0, 0),
        state=VersionState.PUBLISHED,
        published_on=None,
        note=text("First."),
        roles=(RoleColumn(ROLE, text("First"), text("1st"), text("To begin.")),),
        categories=(Category("all", text("All"), competencies),),
    )
    return standing(matrix, ROLE, answers, None)


def test_what_matters_most_is_practised_first() -> None:
    found = standing_of(
        {},
        competency("tone", Weight.LATER, "greets"),
        competency("care", Weight.EXPECTED, "asks-back"),
        competency("product", Weight.MUST_HAVE, "checks"),
        competency("trust", Weight.EXPECTED, "keeps-word"),
    ).to_practise
    assert [(weight, [c.key for c in left]) for weight, left in found.items()] == [
        (Weight.MUST_HAVE, ["product"]),
        (Weight.EXPECTED, ["care", "trust"]),
        (Weight.LATER, ["tone"]),
    ]


def test_what_shows_unasked_or_does_not_apply_is_not_practised() -> None:
    marks = {
        "greets": Mark.OWN_INITIATIVE,
        "listens": Mark.LIFTS_OTHERS,
        "calls-back": Mark.NOT_APPLICABLE,
        "sums-up": Mark.WHEN_PROMPTED,
    }
    found = standing_of(
        {"tone": Answer(marks), "care": Answer({"asks-back": Mark.OWN_INITIATIVE})},
        competency("tone", Weight.EXPECTED, *marks),
        competency("care", Weight.MUST_HAVE, "asks-back"),
    ).to_practise
    assert list(found) == [Weight.EXPECTED]
    assert [s.behaviour.key for s in found[Weight.EXPECTED][0].to_practise] == ["sums-up"]


def test_what_nothing_was_said_about_is_unmarked() -> None:
    (tone,) = standing_of(
        {"tone": Answer({"greets": Mark.NOT_YET})},
        competency("tone", Weight.EXPECTED, "greets", "listens"),
    ).competencies()
    assert [seen.behaviour.key for seen in tone.unmarked] == ["listens"]
