"""The shipped tone guide, examples of marks and exercise: whole, bilingual, without numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from portal.config import ROOT
from portal.domain.languages import LANGUAGES
from portal.services.seeds import files, loading
from portal.services.seeds.files import SeedsRefused
from tests.reviewing import asked_in, shipped_exercise

DIGIT = re.compile(r"\d|%")


def test_every_text_is_in_both_languages_and_counts_nothing() -> None:
    shipment = files.read(ROOT / "seeds")
    assert shipment.tone_guide
    assert shipment.mark_examples
    assert shipment.calibration
    texts = [p.text.localized() for p in shipment.tone_guide.principles]
    for example in shipment.mark_examples.examples.values():
        texts += list(example.by_mark().values())
    texts += [exercise.sample.localized() for exercise in shipment.calibration.exercises]
    assert len(texts) == 6 + 4 * 15 + 1
    for text in texts:
        assert set(text.texts) == set(LANGUAGES)
        assert not any(DIGIT.search(words) for words in text.texts.values()), text
        assert len(set(text.texts.values())) == len(LANGUAGES)
    assert len({text.original for text in texts}) == len(texts)
    initials = "".join(p.title.en[0] for p in shipment.tone_guide.principles)
    assert initials == "PREACH"


def test_the_shipped_exercise_is_a_draft_that_people_ops_open(app: Flask) -> None:
    exercise = shipped_exercise()
    assert exercise.state == "draft"
    assert exercise.role.key == "css2"
    assert exercise.by_id is None
    assert len(asked_in(exercise)) == 16
    for words in exercise.sample.texts.values():
        assert 280 <= len(words.split()) <= 360


@pytest.mark.parametrize(
    ("file", "before", "after", "told"),
    [
        ("mark-examples.yaml", "  product-knowledge:", "  gossip:", "no competency gossip"),
        ("mark-examples.yaml", "    not_yet:", "    never:", "not_yet: Field required"),
        ("calibration.yaml", "      - ownership", "      - people-management",
         "no matrix expects people-management of css2"),
        ("calibration.yaml", "role: css2", "role: css9", "of css9"),
        ("tone-guide.yaml", "key: human", "key: proud", "principle proud is given twice"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(
    seeds_folder: Path, file: str, before: str, after: str, told: str
) -> None:
    path = seeds_folder / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(SeedsRefused) as refusal:
        files.read(seeds_folder)
    assert any(one.startswith(file) and told in one for one in refusal.value.problems), (
        refusal.value.problems
    )


def test_a_folder_may_do_without_them(app: Flask, seeds_folder: Path) -> None:
    for name in ("tone-guide", "mark-examples", "calibration"):
        (seeds_folder / f"{name}.yaml").unlink()
    report = loading.load(files.read(seeds_folder))
    assert not report.added
    assert "tone_principles" not in report.present
