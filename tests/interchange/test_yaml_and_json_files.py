"""YAML and JSON that are broken, odd or meant to do harm."""

from __future__ import annotations

import json
import time
from types import ModuleType

import pytest

from portal.domain.matrices import Matrix
from portal.interchange import json_files, yaml_files
from portal.interchange.readings import FileRefusal, FileRefused, ProblemKind
from tests.domain.samples import matrix_of

BOTH = pytest.mark.parametrize("format_", [json_files, yaml_files], ids=["json", "yaml"])
LEVELS = "".join(
    f"{name}: &{name} [{', '.join([f'*{inner}'] * 10)}]\n"
    for inner, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.fixture
def matrix() -> Matrix:
    return matrix_of({"tone": {"first": ("listens", "asks"), "second": ("leads",)}})


def refusal(format_: ModuleType, content: bytes) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        format_.read(content)
    return refused.value


@BOTH
def test_a_byte_order_mark_changes_nothing(format_: ModuleType, matrix: Matrix) -> None:
    assert format_.read(b"\xef\xbb\xbf" + format_.write(matrix)).exact == matrix


@BOTH
@pytest.mark.parametrize("content", [b"", b" \n", b"\xef\xbb\xbf"])
def test_nothing_is_refused(format_: ModuleType, content: bytes) -> None:
    assert refusal(format_, content).reason is FileRefusal.EMPTY


@BOTH
def test_what_is_too_large_is_refused_unread(format_: ModuleType) -> None:
    assert refusal(format_, b"x" * 10_000_001).reason is FileRefusal.TOO_LARGE


@pytest.mark.parametrize(
    ("content", "says", "row"),
    [
        ('{\n"a": 1,\n"a": 2}', "'a' is given twice", None),
        ('{\n"a": [}', "Expecting value", 2),
        ('{"a": NaN}', "NaN is not a number", None),
        ('{"a": -Infinity}', "-Infinity is not a number", None),
        ("[" * 200_000, "nested too deeply", None),
        ('{"a": ' + "9" * 5000 + "}", "5000 digits", None),
    ],
)
def test_broken_json_is_refused(content: str, says: str, row: int | None) -> None:
    refused = refusal(json_files, content.encode())
    assert refused.reason is FileRefusal.BROKEN
    assert says in refused.detail
    assert refused.row == row


@pytest.mark.parametrize(
    ("content", "says", "row"),
    [
        ("a: 1\nb: 2\na: 3\n", "'a' is given twice", 3),
        ("a: [1,\nb: 2\n", "did not find expected", 3),
        ("a: !!python/object/apply:os.system [x]", "could not determine a constructor", 1),
        ("a: 1\n---\nb: 2\n", "another document", 2),
        ("- " * 50, "nested too deeply", 1),
        ("[" * 100_000, "nested too deeply", 1),
        ("a: &a\n  b: *a\n", "*a holds itself", 2),
        ("a: *nowhere\n", "*nowhere names nothing", 1),
        ("? [a]\n: b\n", "['a'] is no single value", 1),
        ("\ta: b\n", "cannot start any token", 1),
    ],
)
def test_broken_yaml_is_refused_with_its_line(content: str, says: str, row: int) -> None:
    refused = refusal(yaml_files, content.encode())
    assert refused.reason is FileRefusal.BROKEN
    assert says in refused.detail
    assert refused.row == row


def test_aliases_that_unfold_without_measure_are_refused_at_once() -> None:
    start = time.monotonic()
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + LEVELS
    assert refusal(yaml_files, bomb.encode()).reason is FileRefusal.UNPACKS_TOO_LARGE
    merges = bomb + "j: {<<: *i}\n"
    assert refusal(yaml_files, merges.encode()).reason is FileRefusal.UNPACKS_TOO_LARGE
    assert time.monotonic() - start < 2


def test_aliases_of_an_honest_size_are_read() -> None:
    assert yaml_files.load(b"a: &a {en: One}\nb: *a\n") == {"a": {"en": "One"}, "b": {"en": "One"}}


def test_plain_values_are_texts() -> None:
    assert yaml_files.load(b"[no, 2026-01-05, 1.0, 0x1F, ~, null, '', on]") == [
        "no", "2026-01-05", "1.0", "0x1F", None, None, "", "on",
    ]  # fmt: skip


def test_what_is_wrong_in_yaml_has_its_line(matrix: Matrix) -> None:
    lines = yaml_files.write(matrix).decode().splitlines()
    at = next(n for n, line in enumerate(lines) if "weight: expected" in line)
    lines[at] = lines[at].replace("expected", "heavy")
    (problem,) = yaml_files.read("\n".join(lines).encode()).problems
    assert problem.kind is ProblemKind.WEIGHT_UNKNOWN
    assert problem.place.row == at + 1
    assert problem.place.column == "cells/tone/first"


def test_an_unknown_field_in_yaml_has_its_line(matrix: Matrix) -> None:
    written = yaml_files.write(matrix).decode().replace("    title:", "    titel:", 1)
    line = written.splitlines().index("    titel:") + 1
    assert abs((refusal(yaml_files, written.encode()).row or 0) - line) <= 2


def test_yaml_reads_like_something_people_wrote(matrix: Matrix) -> None:
    lines = yaml_files.write(matrix).decode().splitlines()
    assert lines[0].startswith("# ")
    assert "          - key: tone" in [f"    {line}" for line in lines]
    assert not [line for line in lines if len(line) > 110 or "&id" in line or "!!" in line]


def test_json_says_the_same_as_yaml(matrix: Matrix) -> None:
    document = json.loads(json_files.write(matrix))
    assert document["format"] == "career-matrix"
    loaded = yaml_files.load(yaml_files.write(matrix))
    assert {**loaded, "format_version": 1} == document
