"""The catalogues: every text of the portal in every language it speaks."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from portal.config import ROOT
from portal.domain.languages import BASE_LANGUAGE, LANGUAGES

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|%[sd]")
OTHERS = sorted(set(LANGUAGES) - {BASE_LANGUAGE})
KEYWORDS = ("-k", "_l", "-k", "lazy_gettext", "-k", "lazy_ngettext:1,2")


@pytest.fixture(scope="session")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every text the code and the templates ask for, collected as ``make translations`` does."""
    collected = tmp_path_factory.mktemp("texts") / "messages.pot"
    subprocess.run(
        [Path(sys.executable).with_name("pybabel"), "-q", "extract", "-F", "pyproject.toml",
         *KEYWORDS, "--no-location", "-o", collected, "."],
        cwd=ROOT, check=True,
    )  # fmt: skip
    with collected.open("rb") as file:
        return read_po(file)


@pytest.fixture(params=OTHERS)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    path = ROOT / "portal" / "translations" / request.param / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=request.param)


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def test_there_are_texts(texts: Catalog) -> None:
    assert len(texts) > 200


def test_every_text_is_translated(texts: Catalog, catalogue: Catalog) -> None:
    missing = [
        singular(message)
        for message in texts
        if message.id
        and (
            (found := catalogue.get(message.id, message.context)) is None
            or not all(form.strip() for form in forms(found))
        )
    ]
    assert missing == []


def test_no_translation_is_a_guess_or_left_over(texts: Catalog, catalogue: Catalog) -> None:
    assert [singular(message) for message in catalogue if message.id and message.fuzzy] == []
    assert [singular(message) for message in catalogue.obsolete.values()] == []
    wanted = {singular(message) for message in texts}
    assert [singular(message) for message in catalogue if singular(message) not in wanted] == []


def test_translations_keep_the_placeholders(catalogue: Catalog) -> None:
    wrong = []
    for message in catalogue:
        if not message.id:
            continue
        originals = [message.id] if isinstance(message.id, str) else list(message.id)
        allowed = [sorted(PLACEHOLDER.findall(text)) for text in originals]
        wrong += [
            form
            for form in forms(message)
            if form and sorted(PLACEHOLDER.findall(form)) not in allowed
        ]
    assert wrong == []


def test_placeholders_have_names(texts: Catalog) -> None:
    """So that a translation may put them in another order."""
    assert [
        singular(message)
        for message in texts
        if message.id and re.search(r"%[sd]", singular(message))
    ] == []
