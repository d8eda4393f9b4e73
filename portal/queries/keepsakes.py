"""Reading what an assessment still holds of competencies that its version does not ask any more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.assessments import Answer
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Matrix
from portal.domain.observations import Mark
from portal.models import Assessment
from portal.queries import versions


@dataclass(frozen=True)
class KeptMark:
    text: LocalizedText | None
    mark: Mark
    reason: str


@dataclass(frozen=True)
class KeptAside:
    """What was said of one competency, in the words it was last written in; None: in no words."""

    title: LocalizedText | None
    marks: tuple[KeptMark, ...]
    note: str
    link: str


def kept_aside(
    assessment: Assessment, answers: Mapping[str, Answer], matrix: Matrix
) -> list[KeptAside]:
    """Of ``answers``, by competency key, those that ``matrix`` has no place for."""
    asked = {row.key for row in matrix.for_role(assessment.role.key).competencies()}
    aside = {key: answer for key, answer in answers.items() if key not in asked}
    if not aside:
        return []
    words = versions.last_words(
        assessment.matrix_version.matrix_id,
        aside,
        {key for answer in aside.values() for key in answer.marks},
    )
    return [
        KeptAside(
            words.competencies.get(key),
            tuple(
                KeptMark(words.behaviours.get(b), mark, answer.reasons.get(b, ""))
                for b, mark in answer.marks.items()
            ),
            answer.note,
            answer.link,
        )
        for key, answer in aside.items()
    ]
