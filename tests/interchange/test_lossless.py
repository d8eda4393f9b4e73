"""Lossless formats: what goes out comes back, and what is not sound does not come in."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings

from portal.domain.languages import LocalizedText
from portal.domain.matrices import Matrix, VersionNumber, VersionState, Weight
from portal.interchange import json_files, lossless, yaml_files
from portal.interchange.readings import FileRefusal, FileRefused, ProblemKind
from tests.domain.samples import matrix_of
from tests.interchange.matrices import matrices

BOTH = pytest.mark.parametrize("format_", [json_files, yaml_files], ids=["json", "yaml"])

SMALL: dict[str, Any] = {
    "format": "career-matrix",
    "format_version": 1,
    "track": {"key": "front", "title": {"en": "Front"}},
    "version": {"number": "1.2.0", "state": "published", "published_on": "2026-01-05"},
    "roles": [
        {"key": "first", "title": {"en": "First"}, "short": {"en": "1"}},
        {"key": "second", "title": {"en": "Second"}, "short": {"en": "2"}},
    ],
    "categories": [
        {
            "key": "all",
            "title": {"en": "All"},
            "competencies": [
                {
                    "key": "tone",
                    "title": {"en": "Tone"},
                    "expectations": {
                        "first": {
                            "weight": "later",
                            "behaviours": [
                                {"key": "listens", "text": {"en": "Listens.", "es": "Escucha."}}
                            ],
                        }
                    },
                }
            ],
        }
    ],
}


def changed(change: Callable[[Any], object]) -> Any:
    document = copy.deepcopy(SMALL)
    change(document)
    return document


def row(document: Any) -> Any:
    return document["categories"][0]["competencies"][0]


def behaviours(document: Any) -> Any:
    return row(document)["expectations"]["first"]["behaviours"]


@BOTH
@given(matrix=matrices())
@settings(max_examples=40, deadline=None)
def test_what_goes_out_comes_back(format_: ModuleType, matrix: Matrix) -> None:
    written = format_.write(matrix)
    read = format_.read(written)
    assert read.exact == matrix
    assert read.exact.content_hash == matrix.content_hash
    assert format_.write(read.exact) == written


@given(matrix=matrices())
@settings(max_examples=20, deadline=None)
def test_a_preview_shows_what_the_matrix_holds(matrix: Matrix) -> None:
    read = json_files.read(json_files.write(matrix))
    assert (read.track_key, read.title, read.note) == (
        matrix.track_key, matrix.track_title, matrix.note,
    )  # fmt: skip
    assert [role.key for role in read.roles] == [role.key for role in matrix.roles]
    assert [row.key for row in read.competencies()] == [row.key for row in matrix.competencies()]
    assert {b.key for b in read.behaviours()} == set(matrix.every_behaviour())


def test_of_one_role_only_that_role_is_written() -> None:
    matrix = matrix_of({"tone": {"first": ("listens",), "second": ("leads",)}})
    read = json_files.read(json_files.write(matrix.for_role("second"))).exact
    assert read is not None
    assert read.content_hash == matrix.for_role("second").content_hash
    assert set(read.every_behaviour()) == {"leads"}


def test_people_may_leave_out_what_says_itself() -> None:
    def shorten(document: Any) -> None:
        del document["version"]
        for role in document["roles"]:
            del role["short"]

    read = lossless.read_lossless(changed(shorten))
    assert (read.number, read.state, read.published_on) == (
        VersionNumber(1, 0, 0), VersionState.DRAFT, None,
    )  # fmt: skip
    assert read.roles[0].short == LocalizedText({"en": "First"})
    assert read.note is None


def test_what_is_new_needs_no_key_yet() -> None:
    read = lossless.read(changed(lambda d: behaviours(d).append({"text": {"en": "Asks back."}})))
    assert not read.stops
    assert read.exact is None
    assert [behaviour.key for behaviour in read.behaviours()] == ["listens", None]


def test_an_emptied_wording_is_none() -> None:
    read = lossless.read_lossless(changed(lambda d: row(d)["title"].update(es="  ", en="Tone")))
    assert read.categories[0].competencies[0].title == LocalizedText({"en": "Tone"})


@pytest.mark.parametrize(
    ("change", "kind", "place"),
    [
        (lambda d: d["roles"][1].update(key="first"), ProblemKind.ROLE_TWICE, "roles"),
        (lambda d: d["roles"][1].update(key="Second!"), ProblemKind.KEY_MALFORMED, "roles/Second!"),
        (lambda d: d["categories"].append(d["categories"][0]), ProblemKind.KEY_TWICE, "categories"),
        (
            lambda d: d["categories"][0]["competencies"].append(row(d)),
            ProblemKind.KEY_TWICE,
            "competencies",
        ),
        (
            lambda d: behaviours(d).append({"key": "listens", "text": {"en": "Listens."}}),
            ProblemKind.KEY_TWICE,
            "cells/tone/first",
        ),
        (
            lambda d: row(d)["expectations"].update(
                second={
                    "weight": "later",
                    "behaviours": [{"key": "listens", "text": {"en": "Listens well."}}],
                }
            ),
            ProblemKind.KEY_TWICE,
            "behaviours/listens",
        ),
        (
            lambda d: row(d)["expectations"].update(third={"weight": "later"}),
            ProblemKind.ROLE_MISSING,
            "cells/tone/third",
        ),
        (
            lambda d: row(d)["expectations"]["first"].update(weight="heavy"),
            ProblemKind.WEIGHT_UNKNOWN,
            "cells/tone/first",
        ),
        (
            lambda d: behaviours(d)[0]["text"].update(en="x" * 2001),
            ProblemKind.TEXT_TOO_LONG,
            "behaviours/listens",
        ),
        (
            lambda d: d["track"]["title"].update(en="Front\u202e"),
            ProblemKind.CONTROL_CHARACTERS,
            "track",
        ),
        (
            lambda d: d["track"]["title"].update(en="Front\ud800"),
            ProblemKind.CONTROL_CHARACTERS,
            "track",
        ),
        (
            lambda d: behaviours(d)[0].update(came_from=["Old one"]),
            ProblemKind.KEY_MALFORMED,
            "behaviours/listens",
        ),
    ],
)
def test_what_is_not_sound_is_told_with_its_place(
    change: Callable[[Any], object], kind: ProblemKind, place: str
) -> None:
    read = lossless.read(changed(change))
    assert (kind, place) in [(p.kind, p.place.column) for p in read.problems]
    assert read.stops
    assert read.exact is None
    with pytest.raises(FileRefused, match="broken"):
        lossless.read_lossless(changed(change))


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda d: d["track"]["title"].update(fr="Devant"), ProblemKind.LANGUAGE_UNKNOWN),
        (lambda d: behaviours(d).append({"text": {"en": " "}}), ProblemKind.BEHAVIOUR_MISSING),
        (
            lambda d: d.update(roles=[]) or row(d).update(expectations={}),
            ProblemKind.NO_ROLES,
        ),
    ],
)
def test_what_is_odd_is_told_and_stops_nothing(
    change: Callable[[Any], object], kind: ProblemKind
) -> None:
    read = lossless.read(changed(change))
    assert [problem.kind for problem in read.problems] == [kind]
    assert read.exact is not None


def test_a_weight_is_read_as_it_was_written() -> None:
    read = lossless.read_lossless(SMALL)
    assert read.competency("tone").expectations["first"].weight is Weight.LATER  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("document", "reason", "detail"),
    [
        ([], FileRefusal.NOT_A_FRAMEWORK, ""),
        ({"format": "other"}, FileRefusal.NOT_A_FRAMEWORK, ""),
        (changed(lambda d: d.update(format_version=2)), FileRefusal.NEWER_FORMAT, "2"),
        (changed(lambda d: d.update(format_version="one")), FileRefusal.BROKEN, "format_version"),
        (changed(lambda d: d.update(extra=1)), FileRefusal.BROKEN, "extra"),
        (changed(lambda d: d.pop("track")), FileRefusal.BROKEN, "track"),
        (
            changed(lambda d: behaviours(d)[0].update(text="Listens.")),
            FileRefusal.BROKEN,
            "categories[1].competencies[1].expectations.first.behaviours[1].text",
        ),
        (
            changed(lambda d: row(d).update(title={"outdated": []})),
            FileRefusal.BROKEN,
            "needs a wording",
        ),
        (
            changed(lambda d: d["version"].update(number="1.2")),
            FileRefusal.BROKEN,
            "version.number",
        ),
        (
            changed(lambda d: d["version"].update(published_on="yesterday")),
            FileRefusal.BROKEN,
            "version.published_on",
        ),
        (changed(lambda d: d["version"].update(state="lost")), FileRefusal.BROKEN, "version.state"),
        (changed(lambda d: d["track"]["title"].update(en=7)), FileRefusal.BROKEN, "track.title.en"),
    ],
)
def test_what_is_out_of_shape_is_refused_with_the_place(
    document: object, reason: FileRefusal, detail: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        json_files.read(json.dumps(document).encode())
    assert refused.value.reason is reason
    assert detail in refused.value.detail


def test_too_many_behaviours_are_refused() -> None:
    many = [{"text": {"en": "Listens."}}] * 20_001
    with pytest.raises(FileRefused) as refused:
        lossless.read(changed(lambda d: behaviours(d).extend(many)))
    assert refused.value.reason is FileRefusal.TOO_MANY_ROWS
