"""Matrices as CASE packages: strict, whole, the same for the same matrix, and read back exactly."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from portal.domain.languages import LocalizedText
from portal.domain.matrices import Matrix, VersionNumber, VersionState
from portal.interchange import case_packages
from portal.interchange.case import read, write
from portal.interchange.case.identifiers import UUID_SHAPE, Identifiers
from portal.interchange.case.packages import package
from portal.interchange.case.shapes import CFPackage, CFPckgItem
from tests.interchange.case.samples import ASKS, BASE_URL, GREETS, MATRIX, TALK
from tests.interchange.matrices import matrices

NAMES = Identifiers(BASE_URL, "inbox")


def written(matrix: Matrix = MATRIX, language: str = "en") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(write(matrix, BASE_URL, language))
    return found


def items(found: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    return {one["humanCodingScheme"]: one for one in found["CFItems"] if one["CFItemType"] == kind}


def values(found: object) -> Iterator[object]:
    yield found
    if isinstance(found, dict | list):
        for one in found.values() if isinstance(found, dict) else found:
            yield from values(one)


def test_the_document_is_the_version_of_the_track() -> None:
    document = written()["CFDocument"]
    assert document.pop("extensions")["careerPortal"]["track"] == "inbox"
    assert document == {
        "identifier": NAMES.document,
        "uri": f"{BASE_URL}/ims/case/v1p1/CFDocuments/{NAMES.document}",
        "caseVersion": "1.1",
        "creator": "careers.example",
        "title": "Inbox",
        "lastChangeDateTime": "2026-03-02T00:00:00Z",
        "officialSourceURL": f"{BASE_URL}/matrices/inbox",
        "language": "en",
        "version": "2.1.0",
        "adoptionStatus": "Adopted",
        "statusStartDate": "2026-03-02",
        "notes": "Clearer words.",
    }


@pytest.mark.parametrize(
    ("state", "status"),
    [(VersionState.DRAFT, "Draft"), (VersionState.SUPERSEDED, "Deprecated")],
)
def test_the_state_is_the_adoption_status(state: VersionState, status: str) -> None:
    day = None if state is VersionState.DRAFT else MATRIX.published_on
    document = written(replace(MATRIX, state=state, published_on=day))["CFDocument"]
    assert document["adoptionStatus"] == status
    assert ("statusStartDate" in document) == (day is not None)


def test_everything_is_an_item_of_its_kind() -> None:
    found = written()
    assert {kind: set(items(found, kind)) for kind in ("Competency group", "Role level")} == {
        "Competency group": {"people"},
        "Role level": {"junior", "senior"},
    }
    assert set(items(found, "Behaviour")) == {"greets", "asks", "answers"}  # once each
    talk = items(found, "Competency")["talk"]
    assert (talk["fullStatement"], talk["notes"]) == ("Conversation", "How we sound.")
    assert items(found, "Role level")["senior"]["abbreviatedStatement"] == "Sr"
    assert items(found, "Behaviour")["answers"]["notes"] == "The law names this number."
    types = {kind["title"]: kind["identifier"] for kind in found["CFDefinitions"]["CFItemTypes"]}
    assert all(
        one["CFItemTypeURI"]["identifier"] == types[one["CFItemType"]] for one in found["CFItems"]
    )


def test_associations_tie_them_together_in_order() -> None:
    found = written()
    names = {one["identifier"]: one["humanCodingScheme"] for one in found["CFItems"]}
    names[NAMES.document] = "document"
    ties = {
        (
            names[tie["originNodeURI"]["identifier"]],
            tie["associationType"],
            names[tie["destinationNodeURI"]["identifier"]],
        ): tie["sequenceNumber"]
        for tie in found["CFAssociations"]
    }
    assert ties == {
        ("people", "isChildOf", "document"): 1,
        ("junior", "isChildOf", "document"): 2,
        ("senior", "isChildOf", "document"): 3,
        ("talk", "isChildOf", "people"): 1,
        ("know", "isChildOf", "people"): 2,
        ("greets", "isChildOf", "talk"): 1,
        ("asks", "isChildOf", "talk"): 2,
        ("answers", "isChildOf", "know"): 1,
        ("greets", "hasSkillLevel", "junior"): 1,
        ("asks", "hasSkillLevel", "junior"): 2,
        ("asks", "hasSkillLevel", "senior"): 1,
        ("greets", "hasSkillLevel", "senior"): 2,
        ("answers", "hasSkillLevel", "senior"): 1,
    }


def test_the_matrix_is_one_rubric_without_scores() -> None:
    found = written()
    (rubric,) = found["CFRubrics"]
    talk, know = rubric["CFRubricCriteria"]
    assert (talk["category"], talk["description"], talk["position"]) == (
        "With people", "Conversation", 1,
    )  # fmt: skip
    assert talk["CFItemURI"]["identifier"] == items(found, "Competency")["talk"]["identifier"]
    junior, senior = talk["CFRubricCriterionLevels"]
    assert (junior["quality"], junior["position"], junior["feedback"]) == ("Junior", 1, "must-have")
    assert senior["description"] == "- Asks before guessing.\n- Greets by name."
    assert [level["position"] for level in know["CFRubricCriterionLevels"]] == [2]
    assert "score" not in json.dumps(rubric)
    assert "weight" not in talk  # a criterion's weight in the standard is a number


def test_a_text_in_another_language_says_so() -> None:
    found = written(language="es")
    behaviours = items(found, "Behaviour")
    assert behaviours["greets"]["fullStatement"] == "Saluda por el nombre."
    assert (behaviours["greets"]["language"], behaviours["answers"]["language"]) == ("es", "en")
    assert found["CFDocument"]["language"] == "es"


def test_identifiers_outlive_every_wording() -> None:
    later = replace(
        MATRIX,
        number=VersionNumber(3, 0, 0),
        categories=(
            replace(
                MATRIX.categories[0],
                competencies=(replace(TALK, title=LocalizedText({"en": "Dialogue"})),),
            ),
        ),
    )
    before, after = written(), written(later, "es")
    for kind in ("Competency", "Behaviour", "Role level"):
        kept = items(after, kind)
        assert kept
        for key, one in kept.items():
            assert one["identifier"] == items(before, kind)[key]["identifier"]
    elsewhere = json.loads(write(MATRIX, "https://other.example", "en"))
    assert elsewhere["CFDocument"]["identifier"] != before["CFDocument"]["identifier"]
    assert write(MATRIX, f"{BASE_URL}/", "en") == write(MATRIX, BASE_URL, "en")


def test_the_shapes_let_nothing_else_out() -> None:
    good = items(written(), "Behaviour")["greets"]
    CFPckgItem.model_validate(good)
    for wrong in (
        {"CFDocumentURI": good["CFItemTypeURI"]},  # only outside packages
        {"weight": "must-have"},
        {"identifier": good["identifier"].upper()},
        {"identifier": "0190a3f0-0000-7000-8000-000000000000"},
        {"CFItemType": "two\nlines"},
        {"uri": "not an address"},
        {"lastChangeDateTime": "2026-03-02"},
    ):
        with pytest.raises(ValidationError):
            CFPckgItem.model_validate({**good, **wrong})


@settings(max_examples=40, deadline=None)
@given(matrices())
def test_every_matrix_is_a_strict_package(matrix: Matrix) -> None:
    found = written(matrix)
    CFPackage.model_validate(found)
    assert None not in list(values(found))
    parts = [found["CFDocument"], *found["CFItems"], *found["CFAssociations"], *found["CFRubrics"]]
    identifiers = [part["identifier"] for part in parts]
    assert len(identifiers) == len(set(identifiers))
    assert all(re.fullmatch(UUID_SHAPE, one) for one in identifiers)
    assert {
        link["identifier"]
        for tie in found["CFAssociations"]
        for link in (tie["originNodeURI"], tie["destinationNodeURI"])
    } <= set(identifiers)


@settings(max_examples=50, deadline=None)
@given(matrices())
def test_what_goes_out_comes_back_whole(matrix: Matrix) -> None:
    for language in ("en", "es"):
        content = write(matrix, BASE_URL, language)
        found = read(content)
        assert found.exact == matrix
        assert write(matrix, BASE_URL, language) == content


def test_keys_weights_and_languages_come_back() -> None:
    found = case_packages.read(case_packages.write(MATRIX, BASE_URL, "es"))
    assert (found.track_key, found.title, found.note) == (
        "inbox", MATRIX.track_title, MATRIX.note,
    )  # fmt: skip
    assert [(r.name, r.key, r.title, r.short, r.purpose) for r in found.roles] == [
        (r.key, r.key, r.title, r.short, r.purpose) for r in MATRIX.roles
    ]
    talk = next(found.competencies())
    assert (talk.key, talk.summary) == ("talk", TALK.summary)
    assert [(c.role, c.weight, [b.key for b in c.behaviours]) for c in talk.cells] == [
        ("junior", "must-have", ["greets", "asks"]),
        ("senior", "later", ["asks", "greets"]),
    ]
    asks = talk.cells[0].behaviours[1]
    assert (asks.text, asks.came_from) == (ASKS.text, ASKS.came_from)
    assert found.problems == ()


def test_the_package_of_a_matrix_needs_no_file() -> None:
    assert package(MATRIX, BASE_URL, "en").written() == written()
    assert GREETS.text.original in json.dumps(written())
