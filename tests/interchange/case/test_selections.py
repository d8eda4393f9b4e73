"""Choosing among documents as the standard's REST binding says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from portal.interchange.case.selections import SelectionRefused, select
from portal.interchange.case.statuses import Minor

KNOWN = ("identifier", "title", "version", "subject", "licenseURI", "notes")
ENTRIES: list[dict[str, Any]] = [
    {"identifier": "a", "title": "Álbum desk", "version": "1.0", "subject": ["books", "maps"]},
    {"identifier": "b", "title": "zoo", "version": "2.0", "licenseURI": {"title": "Free"}},
    {"identifier": "c", "title": "Inbox", "version": "1.5", "notes": "it's new"},
]


def chosen(asked: Mapping[str, str]) -> str:
    return "".join(entry["identifier"] for entry in select(ENTRIES, asked, KNOWN).entries)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("title='ZOO'", "b"),
        ("title='ÁLBUM desk'", "a"),
        ("title!='zoo'", "ac"),
        ("title~'o'", "bc"),
        ("version>'1.0'", "bc"),
        ("version>='1.5'", "bc"),
        ("version<'1.5'", "a"),
        ("version<='1.5'", "ac"),
        ("version>'1.0' AND title~'in'", "c"),
        ("title='zoo' OR title='inbox'", "bc"),
        ("subject='books'", ""),
        ("subject='books,maps'", "a"),
        ("subject~'maps'", "a"),
        ("licenseURI.title='free'", "b"),
        ("licenseURI.title.more='free'", ""),
        ("notes='x'", ""),
        ("notes!='x'", "abc"),
        ("title=''", ""),
    ],
)
def test_filters(written: str, expected: str) -> None:
    assert chosen({"filter": written}) == expected


@pytest.mark.parametrize(
    "written",
    [
        "", "title", "title='zoo", "title=zoo", "price='1'", "title='zoo'  AND title='x'",
        "title='zoo' AND", "title='a' AND title='b' OR title='c'", "title='zoo' XOR title='x'",
        "title='zoo' AND price='1'", "__class__='x'",
    ],
)  # fmt: skip
def test_a_filter_that_makes_no_sense_is_refused(written: str) -> None:
    with pytest.raises(SelectionRefused) as refused:
        chosen({"filter": written})
    assert (refused.value.minor, refused.value.parameter) == (
        Minor.INVALID_SELECTION_FIELD, "filter",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, "abc"),
        ({"sort": "title"}, "acb"),
        ({"sort": "title", "orderBy": "desc"}, "bca"),
        ({"sort": "notes"}, "abc"),
        ({"sort": "price"}, "abc"),  # the usual order, as the standard has it
        ({"orderBy": "desc"}, "abc"),
    ],
)
def test_sorting(asked: Mapping[str, str], expected: str) -> None:
    assert chosen(asked) == expected


def test_an_order_that_is_none_is_refused() -> None:
    with pytest.raises(SelectionRefused) as refused:
        chosen({"sort": "title", "orderBy": "up"})
    assert refused.value.minor is Minor.INVALID_SORT_FIELD


@pytest.mark.parametrize(
    ("asked", "expected", "links"),
    [
        ({"limit": "2"}, "ab", {"first": 0, "last": 2, "next": 2}),
        ({"limit": "2", "offset": "2"}, "c", {"first": 0, "last": 2, "prev": 0}),
        ({"limit": "1", "offset": "1"}, "b", {"first": 0, "last": 2, "next": 2, "prev": 0}),
        ({"offset": "40"}, "", {"first": 0, "last": 0, "prev": 0}),
        ({"filter": "title='none'"}, "", {"first": 0, "last": 0}),
        ({"limit": "2147483647"}, "abc", {"first": 0, "last": 0}),
    ],
)
def test_pages(asked: Mapping[str, str], expected: str, links: Mapping[str, int]) -> None:
    page = select(ENTRIES, asked, KNOWN)
    assert "".join(entry["identifier"] for entry in page.entries) == expected
    assert page.links() == links
    assert page.total == (0 if "filter" in asked else 3)


@pytest.mark.parametrize(
    "asked",
    [
        {"limit": "0"}, {"limit": "-1"}, {"limit": "two"}, {"limit": ""}, {"limit": "2147483648"},
        {"limit": "٣"}, {"offset": "-1"}, {"offset": "1.5"}, {"offset": "9" * 5000},
        {"fields": ""}, {"fields": "title,,version"}, {"fields": " "},
    ],
)  # fmt: skip
def test_numbers_and_fields_that_are_none_are_refused(asked: Mapping[str, str]) -> None:
    with pytest.raises(SelectionRefused) as refused:
        chosen(asked)
    assert refused.value.minor is Minor.INVALID_SELECTION_FIELD
    assert refused.value.parameter in asked


def test_fields() -> None:
    assert select(ENTRIES, {"fields": "title, notes"}, KNOWN).entries[1:] == [
        {"title": "zoo"},
        {"title": "Inbox", "notes": "it's new"},
    ]
    assert select(ENTRIES, {"fields": "title,price"}, KNOWN).entries == ENTRIES
