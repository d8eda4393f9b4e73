"""Packages of other servers, in every form they come in."""

from __future__ import annotations

import json
from typing import Any

import pytest

from portal.interchange.case import read
from portal.interchange.readings import (
    ProblemKind,
)
from tests.interchange.case.outlines import Outline, outline, told
from tests.interchange.case.samples import (
    DOCUMENT,
    address,
    child,
    foreign,
    item,
    tie,
    uuid,
)

# Trees

SHELVES = [item(1, "Shelving"), item(2, "Finds a book."), item(3, "Mends a spine.")]
UNDER_ONE = [child(1, 0), child(3, 1, 2), child(2, 1, 1)]
SHELVED: Outline = {None: {"Shelving": {"All levels": ["Finds a book.", "Mends a spine."]}}}


def test_leaves_are_behaviours_in_the_order_of_their_numbers() -> None:
    found = read(foreign(SHELVES, UNDER_ONE))
    assert outline(found) == SHELVED
    assert found.title is not None
    assert found.title.texts == {"en": "Library desk"}
    assert told(found, ProblemKind.NO_ROLES) == [""]
    (row,) = found.competencies()
    assert row.cells[0].behaviours[0].place.row == 2
    assert not found.stops


@pytest.mark.parametrize(
    "content",
    [
        json.dumps({"CFPackage": json.loads(foreign(SHELVES, UNDER_ONE))}).encode(),
        json.dumps([json.loads(foreign(SHELVES, UNDER_ONE))]).encode(),
        b"\xef\xbb\xbf" + foreign(SHELVES, UNDER_ONE),
        foreign([{"CFItem": one} for one in SHELVES], [{"CFAssociation": t} for t in UNDER_ONE]),
        foreign({one["identifier"]: one for one in SHELVES}, UNDER_ONE),  # type: ignore[arg-type]
        foreign(SHELVES, UNDER_ONE, CFDefinitions=[], CFRubrics=None, extensions=None),
        foreign(SHELVES, UNDER_ONE, document=[DOCUMENT]),  # type: ignore[arg-type]
        foreign([{**one, "notes": None, "CFDocumentURI": {}} for one in SHELVES], UNDER_ONE),
        foreign([{**one, "identifier": one["identifier"].upper()} for one in SHELVES], UNDER_ONE),
        foreign([{**one, "identifier": None} for one in SHELVES], UNDER_ONE),
        foreign(SHELVES, [{**t, "originNodeURI": t["originNodeURI"]["uri"]} for t in UNDER_ONE]),
        foreign(SHELVES, [{**t, "associationType": "isPartOf"} for t in UNDER_ONE]),
        json.dumps(
            {**DOCUMENT, "CFItems": SHELVES, "CFAssociations": UNDER_ONE}
        ).encode(),
        foreign([*SHELVES, None, "junk", 7], [*UNDER_ONE, None, {}]),
    ],
)  # fmt: skip
def test_it_is_read_in_whatever_it_is_wrapped(content: bytes) -> None:
    assert outline(read(content)) == SHELVED


def test_what_is_above_competencies_is_a_category() -> None:
    items = [
        item(n, w)
        for n, w in enumerate(["Desk", "Front", "Greeting", "Smiles.", "Till", "Counts."], 1)
    ]
    ties = [child(1, 0), child(2, 1), child(3, 2), child(4, 3), child(5, 1), child(6, 5)]
    assert outline(read(foreign(items, ties))) == {
        "Desk › Front": {"Greeting": {"All levels": ["Smiles."]}},
        "Desk": {"Till": {"All levels": ["Counts."]}},
    }


def test_a_list_becomes_one_competency() -> None:
    ties = [child(1, 0), child(2, 0)]
    found = read(foreign([item(1, "Finds a book."), item(2, "Mends a spine.")], ties))
    assert outline(found) == {
        None: {"Library desk": {"All levels": ["Finds a book.", "Mends a spine."]}}
    }


def test_codes_draw_the_tree_where_nothing_else_does() -> None:
    items = [
        item(1, "Shelving", humanCodingScheme="A"),
        item(2, "Finds a book.", humanCodingScheme="A.1"),
        item(3, "Mends a spine.", humanCodingScheme="A.2.7"),
        item(4, "Lending", listEnumeration="B"),
        item(5, "Notes the day.", listEnumeration="B.1"),
    ]
    assert outline(read(foreign(items))) == {
        None: {
            "Shelving": {"All levels": ["Finds a book.", "Mends a spine."]},
            "Lending": {"All levels": ["Notes the day."]},
        }
    }


def test_item_types_say_more_than_the_shape() -> None:
    items = [
        item(1, "Front", CFItemType="Domain"),
        item(2, "Greeting", CFItemType="competency"),
        item(3, "Smiles.", CFItemType="Indicator"),
        item(4, "At the door, too.", CFItemType="Indicator"),
        item(5, "Farewell", CFItemType="Skill"),
    ]
    ties = [child(1, 0), child(2, 1), child(3, 2), child(4, 3), child(5, 1)]
    assert outline(read(foreign(items, ties))) == {
        "Front": {
            "Greeting": {"All levels": ["Smiles.", "At the door, too."]},
            "Farewell": {},
        }
    }


# Levels


def test_levels_come_from_skill_levels() -> None:
    items = [*SHELVES, item(8, "Page"), item(9, "Librarian", abbreviatedStatement="Lib")]
    ties = [
        *UNDER_ONE, child(8, 0, 8), child(9, 0, 9),
        tie(2, "hasSkillLevel", 8), tie(2, "hasSkillLevel", 9), tie(3, "hasSkillLevel", 9),
    ]  # fmt: skip
    found = read(foreign(items, ties))
    assert outline(found) == {
        None: {
            "Shelving": {
                "Page": ["Finds a book."],
                "Librarian": ["Finds a book.", "Mends a spine."],
            }
        }
    }
    assert [role.short.original if role.short else None for role in found.roles] == [None, "Lib"]
    assert told(found, ProblemKind.NO_ROLES) == []


def test_levels_may_be_elsewhere_or_stated_for_the_whole_competency() -> None:
    ties = [*UNDER_ONE, tie(1, "hasSkillLevel", 77, title="Page")]
    assert outline(read(foreign(SHELVES, ties))) == {
        None: {"Shelving": {"Page": ["Finds a book.", "Mends a spine."]}}
    }


def test_levels_come_from_education_levels_in_their_order() -> None:
    items = [
        SHELVES[0],
        {**SHELVES[1], "educationLevel": ["10", "9"]},
        {**SHELVES[2], "educationLevel": "9"},
    ]
    found = read(foreign(items, UNDER_ONE))
    assert [role.title.original for role in found.roles] == ["9", "10"]
    assert outline(found)[None]["Shelving"] == {
        "9": ["Finds a book.", "Mends a spine."],
        "10": ["Finds a book."],
    }


def test_what_has_no_level_among_others_that_do_stands_apart() -> None:
    items = [SHELVES[0], {**SHELVES[1], "educationLevel": ["Page"]}, SHELVES[2]]
    found = read(foreign(items, UNDER_ONE))
    assert outline(found)[None]["Shelving"] == {
        "Page": ["Finds a book."],
        "All levels": ["Mends a spine."],
    }
    assert told(found, ProblemKind.NO_ROLES) == [""]


# Rubrics


def level(quality: str, position: int, description: str) -> dict[str, Any]:
    return {"quality": quality, "position": position, "description": description, "score": 3.0}


def criterion(position: int, *levels: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"position": position, "CFRubricCriterionLevels": list(levels), **more}


def test_a_rubric_is_a_matrix() -> None:
    criteria = [
        criterion(
            2,
            level("Good", 2, "1. Mends it.\n2. Marks it."),
            level("Starting", 1, "Hands it on."),
            description="Repairs",
            category="Books",
        ),
        criterion(
            1,
            level("Starting", 1, "* Finds a *thin* book.\n* Finds a thick book."),
            level("Great", 3, "Finds any book."),
            CFItemURI={"identifier": uuid(1), "uri": address(1), "title": "Shelving"},
        ),
    ]
    content = foreign(SHELVES[:1], [child(1, 0)], CFRubrics=[{"CFRubricCriteria": criteria}])
    found = read(content)
    assert outline(found) == {
        None: {
            "Shelving": {
                "Starting": ["Finds a thin book.", "Finds a thick book."],
                "Great": ["Finds any book."],
            }
        },
        "Books": {"Repairs": {"Starting": ["Hands it on."], "Good": ["Mends it.", "Marks it."]}},
    }
    assert [role.title.original for role in found.roles] == ["Starting", "Good", "Great"]
    assert {cell.weight for row in found.competencies() for cell in row.cells} == {None}


def test_a_rubric_stands_in_the_groups_of_its_items() -> None:
    items = [item(1, "Front"), item(2, "Greeting"), item(3, "Left over")]
    rubric = {
        "CFRubricCriteria": {
            "CFItemURI": address(2),
            "category": "Other words",
            "CFRubricCriterionLevels": {"description": "Smiles."},
        }
    }
    ties = [child(1, 0), child(2, 1), child(3, 1)]
    found = read(foreign(items, ties, CFRubrics=rubric))
    assert outline(found) == {"Front": {"Greeting": {"1": ["Smiles."]}}}
    assert told(found, ProblemKind.LEFT_OUT) == ["Left over"]


def test_a_criterion_without_a_name_stops_the_import() -> None:
    rubric = {"CFRubricCriteria": [criterion(1, level("Good", 1, "Mends it."))]}
    found = read(foreign([], CFRubrics=[rubric]))
    assert [problem.kind for problem in found.problems if problem.stops] == [
        ProblemKind.COMPETENCY_MISSING
    ]


def test_a_rubric_without_levels_leaves_the_tree_to_speak() -> None:
    rubric = {"CFRubricCriteria": [criterion(1, description="Repairs")]}
    assert outline(read(foreign(SHELVES, UNDER_ONE, CFRubrics=[rubric]))) == SHELVED


# What hangs wrong


def test_orphans_and_circles_are_told_and_kept() -> None:
    items = [*SHELVES, item(4, "Lost"), item(5, "Chicken"), item(6, "Egg"), item(7, "Narcissus")]
    ties = [
        *UNDER_ONE, child(4, 99), child(5, 6), child(6, 5), child(7, 7),
        child(77, 1), {"associationType": "isChildOf"},
    ]  # fmt: skip
    found = read(foreign(items, ties))
    assert outline(found) == {
        None: {**SHELVED[None], "Lost": {}, "Narcissus": {}, "Chicken": {"All levels": ["Egg"]}}
    }
    assert told(found, ProblemKind.ORPHAN) == ["Lost", "Narcissus", "Chicken"]
    assert not found.stops


def test_a_deep_chain_and_a_thicket_are_read_in_reasonable_time() -> None:
    chain = [item(n, f"Item {n}") for n in range(1, 5001)]
    ties = [child(1, 0), *(child(n, n - 1) for n in range(2, 5001))]
    deep = read(foreign(chain, ties))
    assert len(list(deep.behaviours())) == 1
    thicket = [child(n, m) for n in range(2, 121) for m in range(1, n)]
    found = read(foreign(chain[:120], [child(1, 0), *thicket]))
    assert len(list(found.competencies())) < 130


def test_one_statement_may_stand_under_two_competencies() -> None:
    items = [item(1, "Shelving"), item(2, "Lending"), item(3, "Asks first.")]
    found = read(foreign(items, [child(1, 0), child(2, 0), child(3, 1), child(3, 2)]))
    assert outline(found) == {
        None: {
            "Shelving": {"All levels": ["Asks first."]},
            "Lending": {"All levels": ["Asks first."]},
        }
    }
