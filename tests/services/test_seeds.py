"""The shipped ladders: loaded once, kept as worded here, refused whole when anything is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.config import ROOT
from portal.db import db
from portal.domain.languages import LANGUAGES, LocalizedText
from portal.domain.matrices import VersionState
from portal.models import AuditEvent, MatrixVersion, Role
from portal.queries import ladders, matrices
from portal.services.seeds import files, loading
from portal.services.seeds.files import SeedsRefused
from tests.states import database_state


def test_loading_again_changes_nothing(app: Flask) -> None:
    before = database_state(leaving_out=())
    report = loading.load(files.read(ROOT / "seeds"))
    assert database_state(leaving_out=()) == before
    assert not report.added
    assert report.present["matrices"] == 5
    assert report.differing == []


def test_what_an_installation_words_differently_stays_and_is_told(app: Flask) -> None:
    role = db.session.scalars(select(Role).where(Role.key == "css1")).one()
    role.title = LocalizedText({"en": "Happiness hero"})
    db.session.flush()
    report = loading.load(files.read(ROOT / "seeds"))
    assert report.differing == ["roles css1"]
    assert role.title.words("en") == "Happiness hero"


def test_every_track_gets_its_published_matrix(app: Flask) -> None:
    versions = db.session.scalars(select(MatrixVersion)).all()
    assert len(versions) == 5
    assert {version.state for version in versions} == {VersionState.PUBLISHED}
    assert all(version.content_hash and len(version.content_hash) == 64 for version in versions)
    traced = select(func.count(AuditEvent.id)).where(
        AuditEvent.action == "published matrix version"
    )
    assert db.session.scalar(traced) == 5


def test_every_role_of_the_design_is_there(app: Flask) -> None:
    ladder = ladders.whole_ladder()
    assert {track.key for track in ladder.tracks} == {
        "frontline", "engineering", "operations", "leadership", "embedded",
    }  # fmt: skip
    assert {role.key for role in ladder.roles} == {
        "css1", "css2", "senior-css", "cse", "senior-se", "ops-specialist", "senior-ops",
        "team-lead", "support-manager", "pse",
    }  # fmt: skip
    assert {move.kind for move in ladder.moves} == {
        "promotion",
        "sideways",
        "embed",
        "return",
        "exit",
    }
    for role in ladder.roles:
        matrix = matrices.published(role.track_key)
        assert matrix is not None
        assert list(matrix.behaviours(role.key)), role.key


def test_people_management_is_not_the_only_way_up(app: Flask) -> None:
    tracks = {role.track_key for role in ladders.whole_ladder().next_roles("senior-css")} | {
        role.track_key for role in ladders.whole_ladder().next_roles("css2")
    }
    assert tracks - {"leadership"}


def test_every_text_is_there_in_every_language(app: Flask) -> None:
    ladder = ladders.whole_ladder()
    texts = [
        text for role in ladder.roles for text in (role.title, role.short, role.purpose, role.ask)
    ]
    texts += [text for role in ladder.roles for text in role.owns]
    texts += [text for move in ladder.moves for text in move.takes]
    for matrix in matrices.all_published():
        for competency in matrix.competencies():
            texts += [competency.title, competency.summary]
            for cell in competency.expectations.values():
                texts += [behaviour.text for behaviour in cell.behaviours]
    assert len(texts) > 400
    assert [text for text in texts if set(text.texts) != set(LANGUAGES)] == []


NUMBERS = re.compile(r"\d+\s*%|%\s*\d|\b(CSAT|NPS|SLA|AHT)\b", re.IGNORECASE)


def test_matrices_describe_and_do_not_count(app: Flask) -> None:
    for matrix in matrices.all_published():
        for competency in matrix.competencies():
            for cell in competency.expectations.values():
                for behaviour in cell.behaviours:
                    for words in behaviour.text.texts.values():
                        assert not NUMBERS.search(words), words


# What is wrong with a file


def first(pattern: str, by: str) -> Callable[[str], str]:
    def spoil(text: str) -> str:
        spoiled, count = re.subn(pattern, by, text, count=1, flags=re.MULTILINE)
        assert count == 1, pattern
        return spoiled

    return spoil


FILES = (
    "calibration", "competencies", "ladder", "mark-examples", "matrices", "programmes",
    "tone-guide", "frontline",
)  # fmt: skip
"""What each problem begins with: the file it is in."""
LADDER, COMPETENCIES, MATRIX = "ladder.yaml", "competencies.yaml", "matrices/frontline.yaml"


@pytest.mark.parametrize(
    ("file", "spoil", "told"),
    [
        (LADDER, first(r"track: frontline", "track: nowhere"), "there is no track nowhere"),
        (LADDER, first(r"^    from: css1", "    from: css9"), "there is no role css9"),
        (LADDER, first(r"^  - key: css2$", "  - key: css1"), "the role css1 is given twice"),
        (LADDER, first(r"^tracks:", "tracks: []\ntracks:"), "the key 'tracks' is given twice"),
        (LADDER, first(r"^tracks:", "tracks: ["), "broken YAML"),
        (LADDER, first(r"^tracks:", "&x [*x]:"), "ladder.yaml"),
        (LADDER, first(r'title: \{en: "Frontline", es: "[^"]*"\}', 'title: {en: "Frontline"}'),
         "tracks.0.title.es: Field required"),
        (LADDER, first(r'title: \{en: "Frontline", es: "[^"]*"\}', 'title: {en: " ", es: "x"}'),
         "tracks.0.title.en"),
        (LADDER, first(r"rank: 1$", "rank: 12"), "rank"),
        (LADDER, first(r"rank: 1$", "salary: 1"), "Extra inputs are not permitted"),
        (LADDER, first(r"kind: promotion", "kind: demotion"), "kind"),
        (LADDER, first(r"^  - key: css1$", "  - key: CSS 1"), "key"),
        (COMPETENCIES, first(r"category: product-and-problems", "category: gossip"),
         "there is no category gossip"),
        (COMPETENCIES, first(r"^  - key: problem-solving$", "  - key: product-knowledge"),
         "the competency product-knowledge is given twice"),
        (MATRIX, first(r"^track: frontline", "track: nowhere"), "there is no track nowhere"),
        (MATRIX, first(r"^track: frontline", "track: engineering"), "engineering"),
        (MATRIX, first(r"^  product-knowledge:", "  gossip:"), "there is no competency gossip"),
        (MATRIX, first(r"^    css1:", "    cse:"), "there is no role of track frontline cse"),
        (MATRIX, first(r"weight: must-have", "weight: vital"), "weight"),
        (MATRIX, first(r"version: 1.0.0", "version: one"), "version"),
        (MATRIX, first(r"key: names-limits-in-advance", "key: checks-before-answering"),
         "the behaviour checks-before-answering is given twice"),
    ],
)  # fmt: skip
def test_whatever_is_wrong_is_told_with_its_place(
    seeds_folder: Path, file: str, spoil: Callable[[str], str], told: str
) -> None:
    path = seeds_folder / file
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(SeedsRefused) as refusal:
        files.read(seeds_folder)
    assert any(told in problem for problem in refusal.value.problems), refusal.value.problems
    assert all(problem.startswith(FILES) for problem in refusal.value.problems)


def test_files_that_cannot_be_read_are_refused(seeds_folder: Path) -> None:
    (seeds_folder / LADDER).write_bytes(b"tracks: \xff")
    (seeds_folder / COMPETENCIES).unlink()
    (seeds_folder / MATRIX).write_text("#" * (files.LARGEST_FILE + 1))
    with pytest.raises(SeedsRefused) as refusal:
        files.read(seeds_folder)
    told = " ".join(refusal.value.problems)
    for reason in ("not UTF-8", "No such file", "larger than"):
        assert reason in told


def test_deeply_nested_yaml_is_broken_yaml(seeds_folder: Path) -> None:
    (seeds_folder / LADDER).write_text("[" * 20_000)
    with pytest.raises(SeedsRefused):
        files.read(seeds_folder)


def test_nothing_but_data_is_read_from_yaml(seeds_folder: Path) -> None:
    (seeds_folder / LADDER).write_text("!!python/object/apply:os.system ['touch /tmp/owned']")
    with pytest.raises(SeedsRefused, match="broken YAML"):
        files.read(seeds_folder)
