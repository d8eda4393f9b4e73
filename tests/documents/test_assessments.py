"""A self-assessment on paper: what was submitted, for the eyes it was meant for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import process_time

import pytest
from pypdf import PdfReader

from portal.documents.assessments import AssessmentSheet, assessment_pdf

ISSUER = "Careers at Example"
LIMIT = 2000
Read = Callable[[bytes], PdfReader]
TextOf = Callable[[bytes], str]

HOSTILE = {
    "one word": "x" * LIMIT,
    "one address": "https://example.com/" + "a/b-c?" * 330,
    "no-break spaces": "word\u00a0" * 400,
    "lines": "a\n" * 1000,
    "direction marks": "\u202e\u2066a" * 660,
    "invisible": "\u200b\u200c\u200d\ufeff" * 500,
    "controls": "".join(map(chr, range(32))) * 62,
    "piled marks": "a\u0301\u0316\u0327" * 500,
    "emoji": "\U0001f469\u200d\U0001f4bb" * 660,
    "many scripts": "你好 नमस्ते สวัสดี مرحبا שלום " * 60,
    "markup": "<div><table><tr><td style=display:flex>" * 50,
    "template": "{{ sheet }}{% raw %}" * 100,
    "halves": "\ud83d" * LIMIT,
}


def written(sheet: AssessmentSheet, text: str) -> AssessmentSheet:
    """The sheet with ``text`` wherever a person can type."""
    (section,) = sheet.sections
    (entry,) = section.entries
    lines = tuple(replace(line, reason=text) for line in entry.lines)
    entries = (replace(entry, lines=lines, note=text, link=text),) * 4
    return replace(sheet, sections=(replace(section, entries=entries),))


def test_it_says_what_was_submitted(sheet: AssessmentSheet, text_of: TextOf) -> None:
    text = text_of(assessment_pdf(sheet, "en", ISSUER))
    for expected in (
        "Amara Okafor", "Second role", "2.1.0", "20 November 2026, 14:05 UTC", "Conversation",
        "Must-have", "Answers plainly. On own initiative", "Nobody to hand over to.",
        "Not applicable", "First line. Second line.", "https://wiki.example.com/case",
    ):  # fmt: skip
        assert expected in text
    assert "Responde con claridad." in text_of(assessment_pdf(sheet, "es", ISSUER))


def test_every_page_is_marked_confidential(sheet: AssessmentSheet, read: Read) -> None:
    pages = read(assessment_pdf(written(sheet, "Some words. " * 160), "en", ISSUER)).pages
    assert len(pages) > 1
    for page in pages:
        assert "Confidential · Amara Okafor" in page.extract_text()


def test_a_link_can_be_followed(sheet: AssessmentSheet, read: Read) -> None:
    assert links(read(assessment_pdf(sheet, "en", ISSUER))) == ["https://wiki.example.com/case"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "wiki/case"])
def test_an_address_that_is_no_web_address_is_only_text(
    sheet: AssessmentSheet, address: str, read: Read, text_of: TextOf
) -> None:
    pdf = assessment_pdf(written(sheet, address), "en", ISSUER)
    assert links(read(pdf)) == []
    assert address in text_of(pdf)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_whatever_is_typed_prints_in_good_time(sheet: AssessmentSheet, text: str) -> None:
    begun = process_time()
    assert assessment_pdf(written(sheet, text[:LIMIT]), "en", ISSUER).startswith(b"%PDF")
    assert process_time() - begun < 10


def test_markup_is_printed_as_it_was_typed(sheet: AssessmentSheet, text_of: TextOf) -> None:
    text = text_of(assessment_pdf(written(sheet, "<b>{{ 7 * 7 }}</b>"), "en", ISSUER))
    assert "<b>{{ 7 * 7 }}</b>" in text


def test_characters_that_could_not_be_printed_are_named(
    sheet: AssessmentSheet, text_of: TextOf
) -> None:
    text = text_of(assessment_pdf(written(sheet, "Here: \U0010fffd."), "en", ISSUER))
    assert "Here: ?." in text
    assert "could not be printed and stand as question marks: U+10FFFD." in text
    assert "could not be printed" not in text_of(assessment_pdf(sheet, "en", ISSUER))


def links(reader: PdfReader) -> list[str]:
    return [
        annotation.get_object()["/A"]["/URI"]
        for page in reader.pages
        for annotation in page.get("/Annots", [])
    ]
