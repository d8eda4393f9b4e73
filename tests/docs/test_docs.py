"""Documentation that can be compared with the code is: settings, permissions, words, targets."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from flask import Flask

from portal import create_app, headers
from portal.access import RIGHTS, Permission, Right, access_of
from portal.config import ROOT
from portal.domain import assessments, passwords, sign_in
from portal.services import people_files
from portal.services.demo import organisation
from portal.services.seeds import files
from portal.wording import names
from tests.databases import settings_for
from tests.docs.markdown import DOCS, PAGES, anchors, blocks, links, name_of, prose, rows, section

README = ROOT / "README.md"
PERMISSIONS = DOCS / "permissions.md"
OPERATORS = DOCS / "operators.md"
SECURITY = DOCS / "security.md"
WORDS = DOCS / "words.md"
DECISIONS = sorted((DOCS / "decisions").glob("0*.md"))
FOR_SCRIPTS = {"PORTAL_PORT", "PORTAL_PYTHON"}


@pytest.fixture(scope="module")
def portal() -> Flask:
    return create_app(settings_for("sqlite://"))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        if "://" in link:
            continue
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert not broken


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, waiting = set(), [README]
    while waiting:
        page = waiting.pop()
        if page not in reached and page.suffix == ".md":
            reached.add(page)
            waiting += [
                (page.parent / link.partition("#")[0]).resolve()
                for link in links(page)
                if "://" not in link and not link.startswith("#")
            ]
    assert not set(PAGES) - reached


def settings_read() -> set[str]:
    return set(re.findall(r"environ\.get\(\s*\"(\w+)\"", (ROOT / "portal/config.py").read_text()))


def test_the_settings_table_is_what_the_portal_reads() -> None:
    table = rows(section(OPERATORS, "Settings"))
    assert {row[0].strip("`") for row in table} == settings_read()


def test_no_page_names_a_setting_that_nothing_reads() -> None:
    scripts = "".join(path.read_text() for path in sorted((ROOT / "bin").iterdir()))
    assert all(name in scripts for name in FOR_SCRIPTS)
    for page in PAGES:
        named = set(re.findall(r"\bPORTAL_[A-Z]+(?:_[A-Z]+)*\b", page.read_text()))
        assert named <= settings_read() | FOR_SCRIPTS, name_of(page)


def test_the_permissions_table_is_the_rights() -> None:
    rights = (Right.MEMBER, Right.MANAGER, Right.PEOPLE_OPS, Right.ADMIN)
    written = {
        row[0].strip("`"): [cell == "yes" for cell in row[1:]]
        for row in rows(section(PERMISSIONS, "Permissions"))
    }
    assert written == {
        permission.value: [permission in RIGHTS[right] for right in rights]
        for permission in Permission
        if permission is not Permission.PUBLIC
    }


def test_the_table_of_addresses_is_the_routes(portal: Flask) -> None:
    written = {tuple(row) for row in rows(section(PERMISSIONS, "Addresses"))}
    assert written == {
        (
            f"`{rule.rule}`",
            ", ".join(method for method in ("GET", "POST") if method in (rule.methods or ())),
            f"`{access_of(portal, rule.endpoint)}`",
        )
        for rule in portal.url_map.iter_rules()
        if rule.endpoint not in {"static", "bootstrap.static"}
    }


def test_the_readme_has_the_demo_people() -> None:
    table = rows(section(README, "Try it"))
    assert [row[0].strip("`") for row in table] == list(organisation.DEMO_PEOPLE)
    assert organisation.PASSWORD in section(README, "Try it")


def test_the_scale_and_the_weights_are_in_the_glossary() -> None:
    def words(heading: str) -> list[tuple[str, str]]:
        table = rows(section(WORDS, heading))
        return [(row[0].strip("*"), row[1].strip("`")) for row in table]

    assert words("Marks") == [(str(m), mark.value) for mark, m in _english(names.MARKS)]
    assert words("Matrices") == [(str(w), weight.value) for weight, w in _english(names.WEIGHTS)]
    marks = rows(section(DOCS / "reps.md", "Assess yourself"))
    hints = dict(_english(names.MARK_HINTS))
    assert [tuple(row) for row in marks] == [
        (label, hints[mark]) for mark, label in _english(names.MARKS)
    ]


def _english(texts):  # type: ignore[no-untyped-def]
    """Lazy texts as they are in the catalogue's own language."""
    return [(key, text._args[0]) for key, text in texts.items()]


def test_the_headers_are_written_down() -> None:
    written = {row[0].strip("`"): row[1].strip("`") for row in rows(section(SECURITY, "Requests"))}
    assert written == headers.ALWAYS


def test_times_and_limits_are_those_of_the_code(portal: Flask) -> None:
    hour, minute = timedelta(hours=1), timedelta(minutes=1)
    content, commands, reps = DOCS / "content.md", DOCS / "commands.md", DOCS / "reps.md"
    for page, words in (
        (SECURITY, f"**{sign_in.LONGEST_SESSION // hour} hours** in any case"),
        (SECURITY, f"**{sign_in.IDLE // hour} hours**\n  without use"),
        (SECURITY, f"**{sign_in.IDLE_PRIVILEGED // minute} minutes** without use"),
        (SECURITY, f"within {sign_in.SET_UP_LINK_LASTS.days} days"),
        (SECURITY, f"over {sign_in.WINDOW // minute} minutes"),
        (SECURITY, f"{sign_in.FAILURES_PER_EMAIL_AND_ADDRESS} failures"),
        (SECURITY, f"{sign_in.FAILURES_PER_EMAIL} of one e-mail address"),
        (SECURITY, f"{sign_in.FAILURES_PER_ADDRESS} from one"),
        (SECURITY, f"{passwords.SHORTEST} to {passwords.LONGEST} characters"),
        (SECURITY, f"below {passwords.GUESSABLE_BELOW} of 4"),
        (SECURITY, f"{portal.config['MAX_CONTENT_LENGTH']:,} bytes"),
        (SECURITY, f"{portal.config['MAX_FORM_PARTS']:,} parts"),
        (reps, f"{assessments.LONGEST_NOTE:,} characters"),
        (reps, f"at least {passwords.SHORTEST} characters"),
        (content, f"1 to {files.MOST_COMPETENCIES} competencies"),
        (content, f"{files.LARGEST_FILE:,} bytes"),
        (commands, f"{people_files.LARGEST_FILE:,} bytes"),
        (commands, f"{people_files.MOST_ROWS:,} rows"),
    ):
        evened, wanted = " ".join(page.read_text().split()), " ".join(words.split())
        assert wanted in evened, f"{name_of(page)}: {wanted}"


def test_the_columns_of_the_people_file_are_written_down() -> None:
    table = rows(section(DOCS / "commands.md", "`portal people import`"))
    written = {row[0].strip("`"): row[1].startswith("required") for row in table}
    assert written == {
        name: name in people_files.REQUIRED for name in people_files.Row.model_fields
    }


@pytest.mark.parametrize(
    ("heading", "schema"),
    [
        ("`ladder.yaml`", files.LadderFile),
        ("`competencies.yaml`", files.CompetenciesFile),
    ],
)
def test_the_fields_of_the_seed_files_are_written_down(
    heading: str, schema: type[files.Strict]
) -> None:
    written = {
        row[0].strip("`"): set(re.findall(r"`(\w+)`", row[1]))
        for row in rows(section(DOCS / "content.md", heading))
    }
    entries = {name: field.annotation.__args__[0] for name, field in schema.model_fields.items()}  # type: ignore[union-attr]
    assert written == {
        name: {f.alias or own for own, f in entry.model_fields.items()}
        for name, entry in entries.items()
    }


def test_the_example_of_a_matrix_is_sound() -> None:
    example = next(block for block in blocks(DOCS / "content.md") if block.info == "yaml")
    assert files.MatrixFile.model_validate(yaml.safe_load(example.content))


def test_every_make_target_is_described() -> None:
    targets = re.findall(r"^(\w+):.*## ", (ROOT / "Makefile").read_text(), re.M)
    table = rows(section(ROOT / "CONTRIBUTING.md", "Set up"))
    assert {row[0].strip("`").removeprefix("make ") for row in table} == set(targets)


def test_the_folders_of_the_architecture_are_there() -> None:
    drawing = blocks(DOCS / "architecture.md")[0].content
    inside = re.findall(r"(?:^  |  )([a-z_]+(?:\.py|/)) ", drawing, re.M)
    assert len(inside) > 10
    for name in inside:
        assert (ROOT / "portal" / name).exists() or (ROOT / name).exists(), name


@pytest.mark.parametrize("record", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_is_short_and_complete(record: Path) -> None:
    text = record.read_text()
    assert len(text.splitlines()) <= 40
    headings = re.findall(r"^## (.+)$", text, re.M)
    assert headings == ["Context", "Decision", "Consequences", "Alternatives"]
    assert len(re.findall(r"(?:^> .+\n)+", text, re.M)) == 1
    assert f"({record.name})" in (DOCS / "decisions" / "README.md").read_text()


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(record.name[:4]) for record in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_pages_are_plain_to_read(page: Path) -> None:
    """One title, pictures with words for those who cannot see them, lines one can review."""
    text = prose(page)
    assert len(re.findall(r"^# ", text, re.M)) == 1
    assert not re.findall(r"!\[\s*\]", text), "a picture without words"
    lines = [line for line in text.splitlines() if not line.startswith(("|", "!["))]
    long = [line for line in lines if len(line) > 120]
    assert not long
