"""Uploaded files: what is kept, for how long, for whom, and what was chosen for them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from portal.db import db
from portal.domain.importing import KEPT_FOR, ImportMode, Target
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.interchange.column_words import ColumnKind
from portal.interchange.formats import Tables
from portal.interchange.readings import FileRefused
from portal.interchange.table_mappings import ColumnUse, Mapping, Shape
from portal.models import ImportFile, Person
from portal.queries.visibility.imports import load_own_import
from portal.services import import_choices, import_files
from portal.services.import_choices import Choices, TableChoice
from tests.factories import make_member

TABLE = b"Competency,Agent\nInvoices,Explains an invoice\n"


@pytest.fixture
def editor(app: Flask) -> Person:
    return make_member(is_people_ops=True)


def kept() -> int:
    return db.session.scalar(select(func.count(ImportFile.id))) or 0


def test_a_file_that_cannot_be_opened_is_not_kept(editor: Person) -> None:
    with pytest.raises(FileRefused):
        import_files.keep("a.csv", b"\x00\x01", by=editor)
    assert kept() == 0


@pytest.mark.parametrize(
    ("sent", "called"),
    [
        ("team.csv", "team.csv"),
        ("C:\\Users\\ana\\team.csv", "team.csv"),
        ("../../etc/passwd.csv", "passwd.csv"),
        ("te\x00am\x1b[31m.csv", "team[31m.csv"),
        ("x" * 300 + ".csv", "x" * 196 + ".csv"),
        ("", "file"),
    ],
)
def test_a_file_is_called_what_its_owner_calls_it(editor: Person, sent: str, called: str) -> None:
    assert import_files.keep(sent, TABLE, by=editor).name == called


def test_only_the_uploader_finds_it(editor: Person) -> None:
    file = import_files.keep("team.csv", TABLE, by=editor)
    assert load_own_import(editor, file.id) is file
    with pytest.raises(Missing):
        load_own_import(make_member(is_people_ops=True), file.id)


def test_it_is_kept_for_a_day(editor: Person) -> None:
    file = import_files.keep("team.csv", TABLE, by=editor)
    with time_machine.travel(datetime.now(UTC) + KEPT_FOR - timedelta(minutes=1), tick=False):
        assert load_own_import(editor, file.id) is file
    with time_machine.travel(datetime.now(UTC) + KEPT_FOR + timedelta(minutes=1), tick=False):
        with pytest.raises(Missing):
            load_own_import(editor, file.id)
        import_files.keep("next.csv", TABLE, by=make_member(is_people_ops=True))
        assert kept() == 1


def test_a_further_file_takes_the_place_of_the_oldest(editor: Person) -> None:
    other = import_files.keep("other.csv", TABLE, by=make_member(is_people_ops=True))
    files = [
        import_files.keep(f"{at}.csv", TABLE, by=editor).id
        for at in range(import_files.MOST_WAITING + 1)
    ]
    left = set(db.session.scalars(select(ImportFile.id)))
    assert left == {other.id, *files[1:]}


def test_choices_are_kept_and_followed(editor: Person) -> None:
    file = import_files.keep("team.csv", TABLE, by=editor)
    uses = (ColumnUse(ColumnKind.COMPETENCY), ColumnUse(ColumnKind.BEHAVIOUR, "es", "Agente"))
    mapping = Mapping(Shape.WIDE, 1, uses, "es")
    target = Target("frontline", "", ImportMode.ADD)
    chosen = Choices(target, (TableChoice(True, mapping),))
    import_files.choose(file, chosen, seen=file.version)
    assert import_files.chosen(file) == chosen
    opened = import_files.opened(file)
    assert isinstance(opened, Tables)
    assert opened.proposed[0].mapping == mapping
    assert opened.read().roles[0].title.texts == {"es": "Agente"}


def test_two_tabs_do_not_choose_over_each_other(editor: Person) -> None:
    file = import_files.keep("team.csv", TABLE, by=editor)
    seen = file.version
    import_files.choose(file, Choices(Target("frontline")), seen=seen)
    with pytest.raises(RuleBroken) as broken:
        import_files.choose(file, Choices(Target("leadership")), seen=seen)
    assert broken.value.refusal is Refusal.CHANGED_MEANWHILE


@pytest.mark.parametrize(
    "stored",
    [
        {"target": "frontline"},
        {"tables": [{"is_chosen": "yes"}]},
        {"target": {"track_key": "frontline", "new_title": "", "mode": "burn"}, "tables": []},
        {"somebody": "else"},
        {"imported_to": "frontline"},
    ],
)
def test_choices_of_another_shape_are_no_choices(stored: dict[str, object]) -> None:
    assert import_choices.read_back(stored) == Choices()


@pytest.mark.parametrize(
    "mapping",
    [
        Mapping(Shape.WIDE, 1, (ColumnUse(ColumnKind.COMPETENCY),)),
        Mapping(Shape.WIDE, 99, (ColumnUse(ColumnKind.COMPETENCY),
                                 ColumnUse(ColumnKind.BEHAVIOUR))),
        Mapping(Shape.WIDE, 1, (ColumnUse(ColumnKind.COMPETENCY), ColumnUse(ColumnKind.BEHAVIOUR)),
                "tlh"),
        Mapping(Shape.WIDE, 1, (ColumnUse(ColumnKind.COMPETENCY),
                                ColumnUse(ColumnKind.BEHAVIOUR, None, "x" * 201))),
    ],
)  # fmt: skip
def test_a_choice_that_does_not_fit_the_table_is_not_followed(
    editor: Person, mapping: Mapping
) -> None:
    file = import_files.keep("team.csv", TABLE, by=editor)
    proposed = import_files.opened(file)
    import_files.choose(file, Choices(None, (TableChoice(True, mapping),)), seen=file.version)
    assert import_files.opened(file) == proposed


def test_of_an_imported_file_only_where_it_went_is_left(editor: Person) -> None:
    file = import_files.keep("team.csv", TABLE, by=editor)
    assert import_files.imported_to(file) is None
    import_files.note_imported(file, "frontline")
    db.session.expire_all()
    assert import_files.imported_to(file) == "frontline"
    assert file.content == b""
