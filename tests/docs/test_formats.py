"""What the page on file formats says, compared with what is written into the files."""

from __future__ import annotations

import re

import pytest
import yaml

from portal.domain.languages import LANGUAGES
from portal.domain.matrices import Weight
from portal.interchange import lossless, lossless_shapes, moodle_out, readings, tables_out
from portal.interchange.lossless_shapes import Shape, Text
from portal.interchange.markdown_out import write as write_markdown
from portal.interchange.written_words import WORDS
from portal.interchange.yaml_files import DEEPEST, load
from portal.services.exports import FORMATS, PDF
from tests.docs.markdown import DOCS, Block, blocks, rows, section

PAGE = DOCS / "formats.md"
COMMANDS = DOCS / "commands.md"
SHAPES: dict[str, type[Shape]] = {
    "document": lossless_shapes.DocumentShape,
    "role": lossless_shapes.RoleShape,
    "category": lossless_shapes.CategoryShape,
    "competency": lossless_shapes.CompetencyShape,
    "expectation": lossless_shapes.CellShape,
    "behaviour": lossless_shapes.BehaviourShape,
}


def example(kind: str) -> Block:
    return next(block for block in blocks(PAGE) if block.info == kind)


def columns(heading: str) -> list[str]:
    return [row[0].strip("`") for row in rows(section(PAGE, heading))]


def test_every_format_has_its_address_and_its_command() -> None:
    named = set(re.findall(r"`([a-z.]+)`", PAGE.read_text().split("The endings are")[1][:200]))
    assert {PDF, *(format_.ending for format_ in FORMATS.values())} <= named
    described = section(COMMANDS, "`portal matrix export`")
    assert all(f"`{name}`" in described for name in (PDF, *FORMATS))
    assert len(list(rows(section(PAGE, "File formats").split("Everybody")[0]))) >= 8


@pytest.mark.parametrize("name", SHAPES)
def test_every_field_of_a_document_is_described(name: str) -> None:
    table = [row for row in rows(section(PAGE, "YAML and JSON")) if row[0] == name]
    written = {field for row in table for field in re.findall(r"`(\w+)`", row[1])}
    assert written == set(SHAPES[name].model_fields)


def test_the_example_is_a_matrix() -> None:
    content = example("yaml").content
    matrix = lossless.read_lossless(load(content.encode()))
    assert yaml.safe_load(content)["version"]["number"] == str(matrix.number)
    row = next(matrix.competencies())
    assert [weight for weight in Weight if weight is row.expectations["css1"].weight]
    assert set(Text.model_fields) == {"outdated"}
    told = example("markdown").content
    assert write_markdown(matrix, "en").decode() == told


def test_limits_are_those_of_the_code() -> None:
    text = " ".join(PAGE.read_text().split())
    for said in (
        f"at most {readings.LONGEST_TEXT:,} characters",
        f"nesting deeper than {DEEPEST}",
        f"larger than {readings.MOST_BYTES:,} bytes",
        f"more than {readings.MOST_ROWS:,} behaviours",
    ):
        assert said in text


def test_the_columns_of_tables_are_written_down() -> None:
    assert columns("CSV, long") == list(tables_out.LONG_COLUMNS)
    assert columns("Moodle CSV") == list(moodle_out.COLUMNS)
    assert f"`{moodle_out.TAXONOMY}`" in section(PAGE, "Moodle CSV")


def test_the_columns_of_a_workbook_are_written_down() -> None:
    english, spanish = WORDS["en"], WORDS["es"]
    in_order = [
        (words.category, words.competency, words.weight,
         *(words.behaviour_in(code) for code in LANGUAGES), words.category_key,
         words.competency_key, words.role, words.role_key, words.behaviour_key)
        for words in (english, spanish)
    ]  # fmt: skip
    table = [
        (row[0].strip("`"), row[1].strip("`")) for row in rows(section(PAGE, "Excel workbook"))
    ]
    assert table == list(zip(*in_order, strict=True))
