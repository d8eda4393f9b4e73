"""People from a CSV file: all of them, or none and a list of what is wrong with which row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationError,
)
from sqlalchemy import select

from portal.db import db
from portal.domain.languages import BASE_LANGUAGE, LANGUAGES
from portal.domain.refusals import RuleBroken
from portal.domain.time_zones import zones
from portal.domain.typed import cleaned
from portal.models import Person, Role
from portal.services import people
from portal.wording.refusals import refusal_text

LARGEST_FILE = 10_000_000
MOST_ROWS = 20_000
REQUIRED = {"name", "email", "office", "time_zone", "started_on"}


def _known_zone(written: str) -> str:
    if written not in zones():
        raise ValueError("there is no such time zone; write it like Europe/Madrid")
    return written


def _nameable(written: str) -> str:
    if written and not any(letter.isalnum() for letter in written):
        raise ValueError("a name needs a letter or a digit")
    return written


def _known_language(written: str) -> str:
    if written and written not in LANGUAGES:
        raise ValueError(f"must be one of {', '.join(LANGUAGES)}")
    return written or BASE_LANGUAGE


Line = Annotated[str, BeforeValidator(cleaned), StringConstraints(min_length=1, max_length=200)]
Optional = Annotated[str, BeforeValidator(cleaned), StringConstraints(max_length=80)]
Email = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, to_lower=True, max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
    ),
]


class Row(BaseModel):
    """One person as a row gives them; ``manager_email`` may name a later row."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    name: Line
    email: Email
    office: Line
    time_zone: Annotated[Line, AfterValidator(_known_zone)]
    started_on: date
    manager_email: Email | None = None
    team: Annotated[Optional, AfterValidator(_nameable)] = ""
    role: Optional = ""
    locale: Annotated[Optional, AfterValidator(_known_language)] = BASE_LANGUAGE


@dataclass(frozen=True)
class Imported:
    added: int
    present: int


class FileRefused(Exception):
    """The file was not taken; ``problems`` has a line for each reason, with its row."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def import_people(content: bytes) -> Imported:
    """Add everybody in a CSV file (UTF-8, comma or semicolon) who is not in the portal yet."""
    rows = _read(content)
    roles = {role.key: role for role in db.session.scalars(select(Role))}
    known = {person.email: person for person in db.session.scalars(select(Person))}
    problems = _inconsistencies(rows, roles, known)
    if problems:
        raise FileRefused(problems)
    present = sum(row.email in known for row in rows.values())
    new = {number: row for number, row in rows.items() if row.email not in known}
    for row in new.values():
        known[row.email] = people.add(
            people.NewPerson(
                name=row.name,
                email=row.email,
                office=row.office,
                time_zone=row.time_zone,
                locale=row.locale,
                started_on=row.started_on,
                team=people.team_named(row.team) if row.team else None,
                role=roles[row.role] if row.role else None,
            ),
            by=None,
        )
    for number, row in new.items():
        if row.manager_email:
            try:
                people.set_manager(known[row.email], known[row.manager_email], by=None)
            except RuleBroken as broken:
                problems.append(f"row {number}: manager_email: {refusal_text(broken.refusal)}")
    if problems:
        raise FileRefused(problems)
    return Imported(len(new), present)


def _read(content: bytes) -> dict[int, Row]:
    """The rows of a file by their number in it; FileRefused with everything that is wrong."""
    rows: dict[int, Row] = {}
    problems: list[str] = []
    for number, cells in _filled_cells(content):
        try:
            rows[number] = Row.model_validate(cells)
        except ValidationError as error:
            problems += [
                f"row {number}: {'.'.join(map(str, one['loc']))}: {one['msg']}"
                for one in error.errors(include_url=False, include_input=False)
            ]
    if problems:
        raise FileRefused(problems)
    return rows


def _filled_cells(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """The number of each row that is not empty, and its filled cells by column."""
    text = _text(content)
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = {name.strip().lower() for name in reader.fieldnames or []}
        if missing := REQUIRED - columns:
            raise FileRefused([f"the first row lacks the columns {', '.join(sorted(missing))}"])
        for number, cells in enumerate(reader, start=2):
            if number > MOST_ROWS + 1:
                raise FileRefused([f"the file has more than {MOST_ROWS} rows"])
            filled = {
                (name or "").strip().lower(): value
                for name, value in cells.items()
                if isinstance(value, str) and value.strip()
            }
            if filled:
                yield number, filled
    except csv.Error as error:
        raise FileRefused([f"the file is no CSV that can be read: {error}"]) from None


def _text(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise FileRefused([f"the file is larger than {LARGEST_FILE} bytes"])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefused(["the file is not UTF-8; save it as CSV UTF-8"]) from None
    if "\0" in text:
        raise FileRefused(["the file holds NUL characters: it is no text file"])
    return text


def _inconsistencies(
    rows: dict[int, Row], roles: dict[str, Role], known: dict[str, Person]
) -> list[str]:
    problems = []
    first_row: dict[str, int] = {}
    for number, row in rows.items():
        if row.email in first_row:
            problems.append(f"row {number}: {row.email} stands in row {first_row[row.email]} too")
        first_row.setdefault(row.email, number)
        if row.role and row.role not in roles:
            problems.append(f"row {number}: role: there is no role {row.role}")
    for number, row in rows.items():
        if row.manager_email and row.manager_email not in first_row | known:
            problems.append(f"row {number}: manager_email: nobody has {row.manager_email}")
    return problems
