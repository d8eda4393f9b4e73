"""YAML and JSON that are broken, odd or meant to do harm."""

from __future__ import annotations

import json
from time import process_time
from types import ModuleType

import pytest

from portal.domain.matrices import Matrix
from portal.interchange import json_files, yaml_files
from portal.interchange.readings import FileRefusal, FileRefused, ProblemKind
from tests.domain.samples import matrix_of
from tests.interchange.opening import refusal_of

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
        ("a: !!python/object/apply:os.system [x]", "leave the tag out", 1),
        ("a: b\nc: !!bool maybe", "!!bool is not read", 2),
        ("a: !!timestamp abc", "!!timestamp is not read", 1),
        ("a: !!int ''", "!!int is not read", 1),
        ("a: !!float ''", "!!float is not read", 1),
        ("a: !!map bc", "!!map is not read", 1),
        ("a: !!map [b, c]", "!!map is not read", 1),
        ("a: !!str {b: c}", "!!str is not read", 1),
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
    begun = process_time()
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + LEVELS
    assert refusal(yaml_files, bomb.encode()).reason is FileRefusal.UNPACKS_TOO_LARGE
    merges = bomb + "j: {<<: *i}\n"
    assert refusal(yaml_files, merges.encode()).reason is FileRefusal.UNPACKS_TOO_LARGE
    assert process_time() - begun < 2


def test_aliases_of_an_honest_size_are_read() -> None:
    assert yaml_files.load(b"a: &a {en: One}\nb: *a\n") == {"a": {"en": "One"}, "b": {"en": "One"}}


def test_plain_values_are_texts() -> None:
    assert yaml_files.load(b"[no, 2026-01-05, 1.0, 0x1F, ~, null, '', on]") == [
        "no", "2026-01-05", "1.0", "0x1F", None, None, "", "on",
    ]  # fmt: skip


def test_tags_that_say_what_is_plain_anyway_change_nothing() -> None:
    written = b"!!map {a: !!str 1, b: !!seq [! 2, !!null ''], 1:1:1: 99999999999999999999}"
    read = {"a": "1", "b": ["2", None], "1:1:1": "99999999999999999999"}
    assert yaml_files.load(written) == read


def test_numbers_that_take_long_to_make_are_not_made() -> None:
    begun = process_time()
    many = b":".join([b"1"] * 400_000)
    assert yaml_files.load(b"a: " + many) == {"a": many.decode()}
    assert refusal(yaml_files, b"a: !!int '" + many + b"'").reason is FileRefusal.BROKEN
    assert process_time() - begun < 3


def test_a_name_given_twice_among_very_many_is_found_at_once() -> None:
    begun = process_time()
    names = [f'"{number}": 0' for number in range(100_000)]
    refused = refusal(json_files, ("{" + ", ".join([*names, '"99999": 1']) + "}").encode())
    assert "'99999' is given twice" in refused.detail
    assert process_time() - begun < 3


def test_many_problems_in_yaml_find_their_lines_at_once() -> None:
    begun = process_time()
    names = "".join(f"n{number}: {{en: x}}\n" for number in range(20_000))
    _, lines = yaml_files.load_with_lines(names.encode())
    assert [lines((f"n{number}", "en")) for number in (0, 19_999)] == [1, 20_000]
    assert all(lines((f"n{number}",)) for number in range(20_000))
    assert process_time() - begun < 8


@pytest.mark.parametrize(
    ("written", "detail"),
    [
        (r"Half \ud83d of one", "U+D83D"),
        (r"\uDE00", "U+DE00"),
        (r"\ude00\ud83d", "U+DE00"),
        (r"\\\udfff", "U+DFFF"),
    ],
)
def test_halves_of_characters_are_refused_with_their_line(written: str, detail: str) -> None:
    refused = refusal_of("a.json", f'{{"CFItems": [],\n"{written}": 1}}')
    assert (refused.reason, refused.detail, refused.row) == (FileRefusal.NOT_TEXT, detail, 2)


def test_whole_characters_may_be_escaped() -> None:
    assert json_files.load(rb'["\ud83d\ude00", "\\ud83d", "\u00f1"]') == ["😀", r"\ud83d", "ñ"]


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
