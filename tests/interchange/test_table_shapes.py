"""Which way round a table is, and what its columns are for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.matrices import Weight
from portal.interchange import table_shapes
from portal.interchange.column_words import ColumnKind, names_a_role, understood, weight_named
from portal.interchange.readings import FileRefused, ReadFramework
from portal.interchange.table_readings import read
from portal.interchange.table_shapes import ColumnUse, Mapping, Shape
from portal.interchange.tables import Rows, Table
from portal.interchange.tables_out import LONG_COLUMNS
from portal.interchange.written_words import WORDS
from tests.interchange.opening import new_matrix_of, table_of

K = ColumnKind


def kinds(*rows: str, name: str = "", is_sheet: bool = False) -> tuple[Shape, list[str]]:
    mapping = table_shapes.recognise(table_of(*rows, name=name, is_sheet=is_sheet))
    return mapping.shape, [use.name or use.kind.value for use in mapping.columns]


# Wide


def test_competencies_down_and_roles_across() -> None:
    assert kinds("Category | Competency | Agent | Lead", "Craft | Tone | Listens | Leads") == (
        Shape.WIDE,
        ["category", "competency", "Agent", "Lead"],
    )


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        (("Skill | Junior | Senior", "Tone | a | b"), ["competency", "Junior", "Senior"]),
        (("Area | Junior | Senior", "Tone | a | b"), ["competency", "Junior", "Senior"]),
        ((" | Level 1 | Level 2", "Tone | a | b"), ["competency", "Level 1", "Level 2"]),
        ((" | | L1 | L2", "Craft | Tone | a | b", " | Depth | a | b"),
         ["category", "competency", "L1", "L2"]),
        (("Competencia | Descripción | Agente | Jefa", "Tono | Cómo suena | a | b"),
         ["competency", "summary", "Agente", "Jefa"]),
        (("Pillar | Skill | Associate | Notes | Principal", "Craft | Tone | a | x | b"),
         ["category", "competency", "Associate", "ignored", "Principal"]),
        (("Competency | Blue | Green", "Tone | a | b"), ["competency", "Blue", "Green"]),
    ],
)  # fmt: skip
def test_columns_are_known_by_their_headings_and_places(
    rows: tuple[str, ...], columns: list[str]
) -> None:
    assert kinds(*rows) == (Shape.WIDE, columns)


def test_the_header_need_not_come_first() -> None:
    table = table_of("What good looks like", "Draft of May | by Ana", "", "Skill | Junior | Lead",
                     "Tone | a | b")  # fmt: skip
    mapping = table_shapes.recognise(table)
    assert mapping.header_row == 4
    assert [use.name for use in mapping.columns if use.name] == ["Junior", "Lead"]
    assert table_shapes.headed_by(table, 2).header_row == 2


def test_a_role_may_have_a_column_for_each_language() -> None:
    mapping = table_shapes.recognise(
        table_of("Competency | Agent | Agent (es)", "Tone | Listens to the customer | Escucha")
    )
    assert mapping.language == "en"
    assert mapping.columns[1:] == (
        ColumnUse(K.BEHAVIOUR, None, "Agent"),
        ColumnUse(K.BEHAVIOUR, "es", "Agent"),
    )


def test_an_unmarked_column_is_not_in_the_language_that_another_claims() -> None:
    mapping = table_shapes.recognise(
        table_of("Competencia | Agente | Agente (es)", "Tono | Listens | Escucha")
    )
    assert mapping.language == "es"
    assert [use.language for use in mapping.columns] == [None, "en", "es"]


# Long


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("Role | Competency | Behaviour", ["role", "competency", "behaviour"]),
        ("LEVEL | Theme | Skill | Description", ["role", "category", "competency", "behaviour"]),
        ("Puesto | Categoría | Competencia | Peso | Conducta",
         ["role", "category", "competency", "weight", "behaviour"]),
        ("nivel | habilidad | comportamiento esperado", ["role", "competency", "behaviour"]),
        ("Level | Theme | Criteria", ["role", "competency", "behaviour"]),
        ("Role | Skill | What we look for", ["role", "competency", "behaviour"]),
    ],
)  # fmt: skip
def test_one_row_a_role_competency_and_behaviour(header: str, columns: list[str]) -> None:
    row = " | ".join("abcdef"[: len(columns)])
    assert kinds(header, row) == (Shape.LONG, columns)


def test_languages_stand_in_headings_in_several_ways() -> None:
    found = [understood(head) for head in
             ("behaviour_en", "Comportamiento (es)", "Behaviour [Español]", "Skill ES",
              "Conducta – inglés", "Behaviour (observable)")]  # fmt: skip
    assert [one and one.language for one in found] == ["en", "es", "es", "es", "en", None]


def test_what_the_portal_writes_is_known_without_help() -> None:
    table = table_of(" | ".join(LONG_COLUMNS), " | ".join("x" for _ in LONG_COLUMNS))
    mapping = table_shapes.recognise(table)
    assert mapping.shape is Shape.LONG
    assert [use.kind for use in mapping.columns] == [
        K.TRACK, K.ROLE_KEY, K.ROLE, K.CATEGORY_KEY, K.CATEGORY, K.COMPETENCY_KEY, K.COMPETENCY,
        K.WEIGHT, K.BEHAVIOUR_KEY, K.BEHAVIOUR, K.BEHAVIOUR,
    ]  # fmt: skip
    assert [use.language for use in mapping.columns[-2:]] == ["en", "es"]


@pytest.mark.parametrize("language", list(WORDS))
def test_every_word_the_portal_heads_columns_with_is_known(language: str) -> None:
    words = WORDS[language]
    expected = {
        words.category: K.CATEGORY, words.competency: K.COMPETENCY, words.weight: K.WEIGHT,
        words.role: K.ROLE, words.category_key: K.CATEGORY_KEY, words.role_key: K.ROLE_KEY,
        words.competency_key: K.COMPETENCY_KEY, words.behaviour_key: K.BEHAVIOUR_KEY,
        words.behaviour_in("en"): K.BEHAVIOUR, words.behaviour_in("es"): K.BEHAVIOUR,
    }  # fmt: skip
    found = {head: understood(head) for head in expected}
    assert {head: one and one.kind for head, one in found.items()} == expected
    assert {weight_named(word) for word in words.weights.values()} == set(Weight)


def test_a_sheet_without_a_column_for_the_role_has_its_name() -> None:
    rows = ("Competency | Behaviour", "Tone | Listens")
    assert kinds(*rows, name="Agent", is_sheet=True)[0] is Shape.LONG
    mapping = table_shapes.recognise(table_of(*rows, name="Agent", is_sheet=True))
    assert table_shapes.lacking(mapping, has_sheet_name=True) == ()
    assert table_shapes.lacking(mapping) == (K.ROLE,)


# Roles down


@pytest.mark.parametrize(
    "header",
    [
        "Role | Product knowledge | Conversation",
        "Nivel | Producto | Conversación",
        " | Tone | Depth",
    ],
)
def test_roles_down_and_competencies_across(header: str) -> None:
    shape, columns = kinds(header, "Junior agent | a | b", "Senior agent | c | d")
    assert shape is Shape.ACROSS
    assert columns[0] == "role"
    assert columns[1:] == [head.strip() for head in header.split("|")[1:]]


@pytest.mark.parametrize(
    ("words", "is_role"),
    [
        ("Senior agent", True), ("Level 3", True), ("L2", True), ("Técnico de soporte", True),
        ("Product knowledge", False), ("Conversation and tone", False), ("", False),
        ("Leads by example in every single thing that she does", False),
    ],
)  # fmt: skip
def test_roles_read_like_roles(words: str, is_role: bool) -> None:
    assert names_a_role(words) is is_role


# Languages


def test_the_language_of_a_table_is_that_of_its_texts_or_headings() -> None:
    spanish = table_of("Role | Skill | Behaviour", "Agente | Tono | Escucha a la clienta y resume")
    assert table_shapes.recognise(spanish).language == "es"
    wordless = table_of("Puesto | Competencia | Conducta", "A | B | C")
    assert table_shapes.recognise(wordless).language == "es"
    assert (
        table_shapes.recognise(table_of("Role | Skill | Behaviour", "A | B | C")).language == "en"
    )


# Anything at all

WORDS_OF_TABLES = (
    "Role", "Competencia", "Behaviour (es)", "Weight", "Agent", "must-have", "- a\n- b", "a; b; c",
    "", "key-1", "Key!", "x" * 2_001,
)  # fmt: skip
CELLS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(WORDS_OF_TABLES),
)
TABLES = st.lists(st.lists(CELLS, max_size=6), max_size=7)
USES = st.builds(
    ColumnUse,
    st.sampled_from(ColumnKind),
    st.sampled_from([None, "en", "es"]),
    st.sampled_from(["", "Agent", "Lead"]),
)
MAPPINGS = st.builds(
    Mapping,
    st.sampled_from(Shape),
    st.integers(0, 4),
    st.lists(USES, max_size=7).map(tuple),
    st.sampled_from(["en", "es"]),
)


def anything(rows: list[list[str]], is_sheet: bool) -> Table:
    gathered = Rows()
    for number, row in enumerate(rows, start=1):
        gathered.add(number, list(row))
    return gathered.table("Agent" if is_sheet else "", is_sheet=is_sheet)


@settings(max_examples=60, deadline=None)
@given(TABLES, st.booleans())
def test_any_table_is_read_or_refused(rows: list[list[str]], is_sheet: bool) -> None:
    table = anything(rows, is_sheet)
    mapping = table_shapes.recognise(table)
    try:
        found = read(table, mapping)
    except FileRefused:
        assert table_shapes.lacking(mapping, has_sheet_name=is_sheet)
    else:
        assert isinstance(found, ReadFramework)
        new_matrix_of(found)


@settings(max_examples=60, deadline=None)
@given(TABLES, MAPPINGS, st.booleans())
def test_any_table_mapped_anyhow_is_read_or_refused(
    rows: list[list[str]], mapping: Mapping, is_sheet: bool
) -> None:
    try:
        new_matrix_of(read(anything(rows, is_sheet), mapping))
    except FileRefused:
        assert table_shapes.lacking(mapping, has_sheet_name=is_sheet)
