"""The seed files for reading work alike: the tone guide, examples of marks, calibration exercises.

Each of them may be missing from a folder of one's own.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Annotated

from pydantic import Field, StringConstraints

from portal.domain.calibrations import LONGEST_SAMPLE
from portal.domain.languages import LocalizedText
from portal.domain.observations import Mark
from portal.services.seeds.shapes import Key, Strict, Text, Titled

Telling = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_SAMPLE)
]


class PrincipleEntry(Titled):
    text: Text


class ToneGuideFile(Strict):
    principles: list[PrincipleEntry]


class ScaleEntry(Strict):
    """An example for each mark of the scale."""

    not_yet: Text
    when_prompted: Text
    own_initiative: Text
    lifts_others: Text

    def by_mark(self) -> dict[Mark, LocalizedText]:
        return {
            Mark.NOT_YET: self.not_yet.localized(),
            Mark.WHEN_PROMPTED: self.when_prompted.localized(),
            Mark.OWN_INITIATIVE: self.own_initiative.localized(),
            Mark.LIFTS_OTHERS: self.lifts_others.localized(),
        }


class MarkExamplesFile(Strict):
    examples: dict[Key, ScaleEntry]


class Sample(Strict):
    """A longer text in both shipped languages."""

    en: Telling
    es: Telling

    def localized(self) -> LocalizedText:
        return LocalizedText({"en": self.en, "es": self.es})


class ExerciseEntry(Titled):
    role: Key
    competencies: Annotated[list[Key], Field(min_length=1, max_length=10)]
    sample: Sample


class CalibrationFile(Strict):
    exercises: list[ExerciseEntry]


def example_problems(file: MarkExamplesFile, competencies: Container[str]) -> Iterator[str]:
    for key in file.examples:
        if key not in competencies:
            yield f"mark-examples.yaml: there is no competency {key}"


def exercise_problems(file: CalibrationFile, cells: Container[tuple[str, str]]) -> Iterator[str]:
    """``cells`` are the competency and role of every cell of the matrices in the folder."""
    for exercise in file.exercises:
        for key in exercise.competencies:
            if (key, exercise.role) not in cells:
                yield (
                    f"calibration.yaml: exercise {exercise.key}:"
                    f" no matrix expects {key} of {exercise.role}"
                )
