"""People from a file: all of them, or nobody and every reason by its row."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from portal.db import db
from portal.models import Person, Position, Team
from portal.services import people_files
from portal.services.people_files import FileRefused, import_people
from tests.factories import make_person
from tests.states import database_state

pytestmark = pytest.mark.usefixtures("app")

HEAD = "name,email,office,time_zone,started_on,manager_email,team,role,locale\n"
LEAD = "Lena Lead,lena@example.com,Lisbon,Europe/Lisbon,2020-02-03,,Inbox North,team-lead,en\n"
REP = (
    "Rita Rep,rita@example.com,Lisbon,Europe/Lisbon,2024-05-06,lena@example.com,"
    "Inbox North,css1,es\n"
)


def refused(content: str | bytes) -> list[str]:
    """Why a file is refused; that nothing of it is kept is checked too."""
    before = database_state()
    savepoint = db.session.begin_nested()
    with pytest.raises(FileRefused) as refusal:
        import_people(content.encode() if isinstance(content, str) else content)
    savepoint.rollback()
    assert database_state() == before
    return refusal.value.problems


def test_everybody_comes_in_with_manager_team_and_role() -> None:
    result = import_people((HEAD + REP + LEAD).encode())  # the manager stands in a later row
    assert (result.added, result.present) == (2, 0)
    rita = db.session.scalars(select(Person).where(Person.email == "rita@example.com")).one()
    lena = db.session.scalars(select(Person).where(Person.email == "lena@example.com")).one()
    assert rita.manager_id == lena.id
    assert rita.locale == "es"
    assert db.session.scalar(select(func.count(Team.id))) == 1
    assert db.session.scalar(select(func.count(Position.id))) == 2


def test_who_is_there_already_stays_as_they_are() -> None:
    import_people((HEAD + LEAD).encode())
    result = import_people((HEAD + LEAD.replace("Lena Lead", "Somebody Else") + REP).encode())
    assert (result.added, result.present) == (1, 1)
    assert db.session.scalars(select(Person.name).order_by(Person.id)).first() == "Lena Lead"


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + (HEAD + LEAD).encode(),
        (HEAD + LEAD).replace(",", ";").encode(),
        (HEAD + LEAD).replace("\n", "\r\n").encode(),
        (HEAD + LEAD + "\n,,,,,,,,\n").encode(),
        (HEAD.replace("name", " Name ").replace("email,office", "EMAIL,office") + LEAD).encode(),
        (HEAD + LEAD.replace("Lena Lead", '"Lead, Lena"')).encode(),
    ],
    ids=["byte order mark", "semicolons", "Windows lines", "empty rows", "head", "quotes"],
)
def test_files_come_as_office_programs_write_them(content: bytes) -> None:
    assert import_people(content).added == 1


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (LEAD.replace("Lena Lead", ""), "row 2: name"),
        (LEAD.replace("lena@example.com", "lena at example.com"), "row 2: email"),
        (LEAD.replace("Europe/Lisbon", "Lisbon time"), "row 2: time_zone"),
        (LEAD.replace("2020-02-03", "3/2/2020"), "row 2: started_on"),
        (LEAD.replace("2020-02-03", "2020-02-30"), "row 2: started_on"),
        (LEAD.replace("team-lead", "captain"), "row 2: role: there is no role captain"),
        (LEAD.replace(",en\n", ",xx\n"), "row 2: locale"),
        (LEAD + LEAD, "row 3: lena@example.com stands in row 2 too"),
        (REP, "row 2: manager_email: nobody has lena@example.com"),
        (REP.replace("lena@", "rita@"), "row 2: manager_email"),
        (LEAD.replace("Lena Lead", "x" * 201), "row 2: name"),
    ],
)
def test_every_problem_is_told_with_its_row(row: str, told: str) -> None:
    problems = refused(HEAD + row)
    assert any(problem.startswith(told) for problem in problems), problems


def test_all_problems_are_told_at_once() -> None:
    problems = refused(HEAD + LEAD.replace("Lena Lead", "") + REP.replace("2024-05-06", "soon"))
    assert [problem.split(":")[0] for problem in problems] == ["row 2", "row 3"]


def test_one_bad_row_keeps_everybody_out() -> None:
    assert refused(HEAD + LEAD + REP.replace("css1", "captain"))


def test_a_loop_in_the_reporting_line_is_refused() -> None:
    loop = (
        "A,a@example.com,x,Europe/Lisbon,2020-01-01,c@example.com,,,\n"
        "B,b@example.com,x,Europe/Lisbon,2020-01-01,a@example.com,,,\n"
        "C,c@example.com,x,Europe/Lisbon,2020-01-01,b@example.com,,,\n"
    )
    assert [problem[:20] for problem in refused(HEAD + loop)] == ["row 4: manager_email"]


def test_a_manager_may_be_there_already() -> None:
    lena = make_person(email="lena@example.com")
    import_people((HEAD + REP).encode())
    rita = db.session.scalars(select(Person).where(Person.email == "rita@example.com")).one()
    assert rita.manager_id == lena.id


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "lacks the columns"),
        (b"name,email\nA,a@example.com\n", "lacks the columns office, started_on, time_zone"),
        ((HEAD + LEAD).encode("utf-16"), "not UTF-8"),
        ((HEAD + LEAD).encode() + b"\xff", "not UTF-8"),
        (b"\x89PNG\r\n\x1a\n", "not UTF-8"),
        ((HEAD + LEAD.replace("Lena", "Le\0na")).encode(), "NUL"),
        ((HEAD + '"' + "x" * 200_000 + '"').encode(), "no CSV"),
        (HEAD.encode() + b"\n" * (people_files.LARGEST_FILE + 1), "larger than"),
    ],
    ids=["empty", "columns", "utf-16", "half utf-8", "picture", "NUL", "huge cell", "huge file"],
)
def test_what_is_no_such_file_is_refused(content: bytes, told: str) -> None:
    assert told in " ".join(refused(content))


def test_too_many_rows_are_refused() -> None:
    rows = "".join(
        f"P,p{number}@example.com,x,Europe/Lisbon,2020-01-01,,,,\n"
        for number in range(people_files.MOST_ROWS + 1)
    )
    assert refused(HEAD + rows) == [f"the file has more than {people_files.MOST_ROWS} rows"]
