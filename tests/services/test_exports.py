"""Files of matrices: every format there is, written from what is published."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.domain.languages import LANGUAGES
from portal.domain.refusals import Missing
from portal.interchange import json_files, yaml_files
from portal.queries import matrices
from portal.services import exports
from portal.services.exports import FORMATS, PDF, Export
from portal.wording import exports as export_words


def export_of(name: str, language: str = "en", role: str | None = None) -> Export:
    imprint = matrices.imprint("frontline", role_key=role)
    assert imprint is not None
    return Export(imprint, FORMATS[name], language, role)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("role", [None, "css2"])
def test_every_format_writes_the_same_bytes_each_time(
    app: Flask, name: str, role: str | None
) -> None:
    written = {language: exports.write(export_of(name, language, role)) for language in LANGUAGES}
    assert written["en"] == exports.write(export_of(name, "en", role))
    assert (written["en"] != written["es"]) == FORMATS[name].speaks


@pytest.mark.parametrize(("name", "format_"), [("json", json_files), ("yaml", yaml_files)])
def test_what_is_stored_comes_back_bit_for_bit(app: Flask, name: str, format_: object) -> None:
    for track in ("frontline", "engineering", "operations", "leadership", "embedded"):
        imprint = matrices.imprint(track)
        assert imprint is not None
        content = exports.write(Export(imprint, FORMATS[name], "en"))
        read = format_.read(content)  # type: ignore[attr-defined]
        assert read.problems == ()
        assert read.exact == matrices.published(track)
        assert read.exact.content_hash == imprint.content_hash


def test_a_key_names_one_file(app: Flask) -> None:
    keys = [
        export_of(name, language, role).key
        for name in FORMATS
        for language in LANGUAGES
        for role in (None, "css1", "css2")
    ]
    assert len(set(keys)) == len(keys)
    assert export_of("csv").key == export_of("csv").key


def test_files_have_names_that_say_what_they_are(app: Flask) -> None:
    assert export_of("xlsx", "es").file_name == "frontline-matrix-1.0.0-es.xlsx"
    assert export_of("csv-long", "en", "css2").file_name == "css2-matrix-1.0.0-en.long.csv"
    assert export_of("yaml", "es").file_name == "frontline-matrix-1.0.0.yaml"


def test_formats_are_found_by_their_ending() -> None:
    assert [exports.format_ending(f.ending) for f in FORMATS.values()] == list(FORMATS.values())
    for unknown in ("", "pdf", "exe", "CSV", "tar.gz"):
        with pytest.raises(Missing):
            exports.format_ending(unknown)


def test_every_format_has_its_words(app: Flask) -> None:
    for words in (export_words.FORMATS, export_words.FORMAT_PURPOSES):
        assert set(words) >= {PDF, *FORMATS}
        assert all(str(text).strip() for text in words.values())
