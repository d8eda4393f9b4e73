"""Which format a file is in, told by what is in it; and files of no use at all."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.interchange import formats, json_files, yaml_files
from portal.interchange.readings import (
    MOST_BYTES,
    FileRefusal,
    FileRefused,
    ReadFramework,
)
from tests.domain.samples import matrix_of
from tests.interchange.opening import framework_of, new_matrix_of, refusal_of, told
from tests.interchange.workbook_files import workbook

MATRIX = matrix_of({"tone": {"agent": ("listens",), "lead": ("coaches",)}})
CSV = "Competency,Agent,Lead\nTone,Listens,Coaches\n"
MARKDOWN = "# Ladder\n\n## Agent\n\n### Tone\n\n- Listens\n\n## Lead\n\n### Tone\n\n- Coaches\n"
YAML = "topics:\n- name: tone\n  content:\n  - {level: 1, criteria: [Listens]}\n"
PACKAGE = {"CFDocument": {"identifier": "d", "title": "T"}, "CFItems": [{"identifier": "i",
           "fullStatement": "Listens"}], "CFAssociations": []}  # fmt: skip


@pytest.mark.parametrize("name", ["a.csv", "A.CSV", "a.txt", "a", "folder/a.tsv", "C:\\x\\a.csv"])
def test_csv_by_any_name(name: str) -> None:
    assert told(framework_of(name, CSV))["Lead"] == {"Tone": ["Coaches"]}


@pytest.mark.parametrize("name", ["a.md", "a.markdown", "a.txt", ""])
def test_markdown_by_any_name(name: str) -> None:
    assert told(framework_of(name, MARKDOWN))["Lead"] == {"Tone": ["Coaches"]}


@pytest.mark.parametrize("name", ["a.yaml", "a.yml", "a.txt", "a"])
def test_yaml_by_any_name(name: str) -> None:
    assert told(framework_of(name, YAML)) == {"Level 1": {"Tone": ["Listens"]}}


@pytest.mark.parametrize("name", ["a.yaml", "a.json", "a", "a.txt"])
def test_our_own_files_give_the_very_matrix(name: str) -> None:
    write = yaml_files.write if name == "a.yaml" else json_files.write
    assert framework_of(name, write(MATRIX)).exact == MATRIX


def test_our_json_in_another_encoding() -> None:
    content = json_files.write(MATRIX).decode().encode("utf-16")
    assert framework_of("a.json", content).exact == MATRIX


def test_a_case_package_is_known_by_what_is_in_it() -> None:
    assert [b.text.original for b in framework_of("a", json.dumps(PACKAGE)).behaviours()]


def test_a_workbook_is_known_by_its_bytes() -> None:
    content = workbook({"S": [line.split(",") for line in CSV.splitlines()]})
    assert told(framework_of("a.csv", content))["Agent"] == {"Tone": ["Listens"]}


def test_tables_come_with_a_proposal() -> None:
    opened = formats.open_file("a.csv", CSV.encode())
    assert isinstance(opened, formats.Tables)
    (proposed,) = opened.proposed
    assert proposed.is_chosen
    assert [use.name for use in proposed.mapping.columns] == ["", "Agent", "Lead"]


@pytest.mark.parametrize(
    ("name", "content", "reason", "detail"),
    [
        ("a.csv", b"", FileRefusal.EMPTY, ""),
        ("a.csv", b"x" * (MOST_BYTES + 1), FileRefusal.TOO_LARGE, ""),
        ("a.pdf", b"%PDF-1.7\n", FileRefusal.BROKEN, None),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, FileRefusal.OLD_WORKBOOK, ""),
        ("a.xlsx",
         b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         FileRefusal.PROTECTED, ""),
        ("a.png", b"\x89PNG\r\n", FileRefusal.UNKNOWN_FORMAT, ".png"),
        ("a.gz", b"\x1f\x8b\x08", FileRefusal.UNKNOWN_FORMAT, ".gz"),
        ("a.html", b"<!DOCTYPE html><p>x", FileRefusal.UNKNOWN_FORMAT, ".html"),
        ("a.xml", b"<?xml version='1.0'?><x/>", FileRefusal.UNKNOWN_FORMAT, ".xml"),
        ("a.exe", b"MZ\0\0", FileRefusal.NOT_TEXT, "NUL"),
        ("a.json", b"{", FileRefusal.BROKEN, None),
        ("a.json", b"[1, 2]", FileRefusal.NOT_A_FRAMEWORK, None),
        ("a.json", b'{"title": "x"}', FileRefusal.NOT_A_FRAMEWORK, None),
        ("a.yaml", b"a: *b", FileRefusal.BROKEN, None),
        ("a.csv", b"one column\nonly\n", FileRefusal.NOT_A_FRAMEWORK, ""),
        ("a.csv", b"only,a,header\n", FileRefusal.NOT_A_FRAMEWORK, ""),
    ],
)  # fmt: skip
def test_what_is_of_no_use_is_refused_with_a_reason(
    name: str, content: bytes, reason: FileRefusal, detail: str | None
) -> None:
    refused = refusal_of(name, content)
    assert refused.reason is reason
    if detail is not None:
        assert refused.detail == detail


# Anything at all

NAMES = st.sampled_from(["a", "a.csv", "a.md", "a.yaml", "a.json", "a.xlsx", "a.txt", "a.pdf"])
PIECES = st.sampled_from(
    ["# ", "## ", "- ", "\n", "\n\n", "| a | b |\n|---|---|\n", "---\n", "topics:\n",
     "levels: [a]\n", "competencies:\n", "- {level: a, theme: t, summary: x}\n", " ", "Agent",
     "Role,Competency,Behaviour\n", "a,b,c\n", ",", ";", "\t", '"', "{", "}", "[", "]", ":",
     "sep=;\n", "\ufeff", "*", "**Must-have** · Cat\n", "```\n", "<!--", "-->", "> ", "===\n",
     "&a ", "*a", "é", "'=", "\x0b", "\x85", "\u2028", "Level 1", '"format": "career-matrix"',
     "  - name: x\n    content:\n      - level: 1\n        criteria: [a]\n", "CFItems"]
)  # fmt: skip


def read_or_refuse(name: str, content: bytes) -> None:
    try:
        read = framework_of(name, content)
    except FileRefused:
        return
    assert isinstance(read, ReadFramework)
    new_matrix_of(read)


@settings(max_examples=80, deadline=None)
@given(NAMES, st.binary())
def test_any_bytes_are_read_or_refused(name: str, content: bytes) -> None:
    read_or_refuse(name, content)


@settings(max_examples=120, deadline=None)
@given(NAMES, st.lists(PIECES, max_size=30).map("".join))
def test_anything_that_looks_like_something_is_read_or_refused(name: str, text: str) -> None:
    read_or_refuse(name, text.encode())


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(workbook({"S": [line.split(",") for line in CSV.splitlines()]}))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    read_or_refuse("a.xlsx", bytes(content))
