"""Our packages after others have worked on them: what they changed counts, the rest stays."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from portal.interchange.case import read, write
from portal.interchange.readings import FileRefusal, FileRefused, ProblemKind, ReadFramework
from tests.interchange.case.samples import BASE_URL, MATRIX, TALK


def edited(change: Callable[[dict[str, Any]], object], language: str = "en") -> ReadFramework:
    package = json.loads(write(MATRIX, BASE_URL, language))
    change(package)
    return read(json.dumps(package).encode())


def item(package: dict[str, Any], key: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        one for one in package["CFItems"] if one["humanCodingScheme"] == key
    )
    return found


def behaviours(framework: ReadFramework) -> dict[str | None, Any]:
    return {found.key: found for found in framework.behaviours()}


def test_a_reworded_statement_wins_and_makes_the_translation_outdated() -> None:
    found = edited(lambda p: item(p, "greets").update(fullStatement="Greets **warmly**."))
    assert found.exact is None
    greets = behaviours(found)["greets"].text
    assert greets.texts == {"en": "Greets warmly.", "es": "Saluda por el nombre."}
    assert greets.outdated == {"es"}


def test_a_reworded_translation_leaves_the_original_alone() -> None:
    found = edited(lambda p: item(p, "asks").update(fullStatement="Pregunta primero."), "es")
    asks = behaviours(found)["asks"].text
    assert asks.texts == {"en": "Asks before guessing.", "es": "Pregunta primero."}
    assert asks.outdated == frozenset()


def test_without_its_rubric_the_tree_gives_the_same_rows() -> None:
    found = edited(lambda p: p.pop("CFRubrics"))
    assert [role.key for role in found.roles] == ["junior", "senior"]
    (group,) = found.categories
    assert (group.key, [row.key for row in group.competencies]) == ("people", ["talk", "know"])
    talk = group.competencies[0]
    assert talk.summary == TALK.summary
    assert {c.role: [b.key for b in c.behaviours] for c in talk.cells} == {
        "junior": ["greets", "asks"],
        "senior": ["asks", "greets"],
    }
    assert {cell.weight for cell in talk.cells} == {None}


def test_without_extensions_the_rubric_gives_roles_weights_and_words() -> None:
    def strip(value: Any) -> None:
        for one in value.values() if isinstance(value, dict) else value:
            if isinstance(one, dict | list):
                strip(one)
        if isinstance(value, dict):
            value.pop("extensions", None)

    found = edited(strip)
    assert [role.title.original for role in found.roles] == ["Junior", "Senior"]
    assert [role.key for role in found.roles] == [None, None]
    talk = next(found.competencies())
    assert [cell.weight for cell in talk.cells] == ["must-have", "later"]
    words = [b.text.original for b in talk.cells[1].behaviours]
    assert words == ["Asks before guessing.", "Greets by name."]


def test_an_item_that_was_added_beside_the_rubric_is_told() -> None:
    def add(package: dict[str, Any]) -> None:
        package["CFItems"].append(
            {**item(package, "greets"), "identifier": "x", "extensions": None,
             "fullStatement": "Waves."}
        )  # fmt: skip

    found = edited(add)
    assert (ProblemKind.LEFT_OUT, "Waves.") in {(p.kind, p.detail) for p in found.problems}
    assert found.exact is None


def test_keys_and_weights_that_make_no_sense_stop_the_import() -> None:
    def spoil(package: dict[str, Any]) -> None:
        item(package, "talk")["extensions"]["careerPortal"]["key"] = "Not a Key"
        item(package, "asks")["extensions"]["careerPortal"]["key"] = "greets"
        level = package["CFRubrics"][0]["CFRubricCriteria"][1]["CFRubricCriterionLevels"][0]
        level["extensions"][0]["careerPortal"]["weight"] = "vital"

    found = edited(spoil)
    kinds = {problem.kind for problem in found.problems}
    assert {ProblemKind.KEY_MALFORMED, ProblemKind.WEIGHT_UNKNOWN} <= kinds
    assert found.stops


def test_a_newer_portals_package_is_refused() -> None:
    def renew(package: dict[str, Any]) -> None:
        package["CFDocument"]["extensions"]["careerPortal"]["format"] = 2

    with pytest.raises(FileRefused) as refused:
        edited(renew)
    assert refused.value.reason is FileRefusal.NEWER_FORMAT


@pytest.mark.parametrize(
    "change",
    [
        lambda p: p["CFDocument"].update(version="next"),
        lambda p: p["CFDocument"].update(statusStartDate="soon"),
        lambda p: p["CFDocument"].update(uri="here"),
        lambda p: p["CFDocument"].update(language="fr"),
        lambda p: p["CFItems"].reverse(),
        lambda p: p["CFDocument"]["extensions"]["careerPortal"].pop("title"),
        lambda p: p["CFDocument"].update(title="\n".join(["Inbox", "two"])),
    ],
)
def test_only_an_unchanged_package_is_the_matrix_itself(
    change: Callable[[dict[str, Any]], object],
) -> None:
    found = edited(change)
    assert found.exact is None
    assert [role.key for role in found.roles] == ["junior", "senior"]
