"""``portal matrix export``: every format to a file, and why when not."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from portal.interchange import json_files, pdf_attachments, yaml_files
from portal.queries import matrices
from portal.services.exports import FORMATS, PDF


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["matrix", "export", *arguments])
    return result.exit_code, result.output


@pytest.mark.parametrize("format_", [PDF, *FORMATS])
def test_every_format_is_written(app: Flask, tmp_path: Path, format_: str) -> None:
    output = tmp_path / "out"
    code, said = run(app, "frontline", "--format", format_, "-o", str(output))
    assert (code, said) == (0, f"{output}: {output.stat().st_size} bytes\n")
    assert output.stat().st_size > 1000


@pytest.mark.parametrize(
    ("format_", "read"),
    [("pdf", pdf_attachments.read), ("json", json_files.read), ("yaml", yaml_files.read)],
)
def test_lossless_formats_come_back(app: Flask, tmp_path: Path, format_: str, read) -> None:  # type: ignore[no-untyped-def]
    output = tmp_path / "out"
    run(app, "leadership", "--format", format_, "--lang", "es", "-o", str(output))
    assert read(output.read_bytes()).exact == matrices.published("leadership")


def test_one_role_and_one_version(app: Flask, tmp_path: Path) -> None:
    output = tmp_path / "out"
    asked = ("--format", "md", "--role", "css2", "--version", "1.0.0", "--lang", "es")
    assert run(app, "frontline", *asked, "-o", str(output))[0] == 0
    text = output.read_text()
    assert text.count("\n## ") == 1
    assert "Imprescindible" in text


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["nowhere", "--format", "csv"], 1, "no published matrix of a track nowhere"),
        (["frontline", "--format", "csv", "--role", "cse"], 1, "has no role cse"),
        (["frontline", "--format", "csv", "--version", "9.9.9"], 1, "no version 9.9.9"),
        (["frontline", "--format", "csv", "--version", "new"], 1, "is not a version such as"),
        (["frontline", "--format", "docx"], 2, "docx"),
        (["frontline"], 2, "--format"),
    ],
)
def test_what_cannot_be_written_is_refused(
    app: Flask, tmp_path: Path, arguments: list[str], code: int, says: str
) -> None:
    output = tmp_path / "out"
    ended, said = run(app, *arguments, "-o", str(output))
    assert ended == code
    assert says in said
    assert not output.exists()
