# ruff: noqa: N815 - the standard chose these names
"""CASE 1.1 as the standard has it: its objects, their fields in its order, and nothing besides.

What the portal hands out is built of these shapes only, so a field that the standard does not
know, an identifier of another form or a line break in a one-line text stops it before it leaves.
A field without a value is left out, never null.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from portal.interchange.case.identifiers import UUID_SHAPE

Uuid = Annotated[str, StringConstraints(pattern=f"^{UUID_SHAPE}$")]
Line = Annotated[str, StringConstraints(pattern=r"^[^\r\n\t]*$")]
"""The standard's NormalizedString."""
Text = str
Address = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
Moment = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
Extensions = dict[str, Any]

AssociationType = Literal[
    "isChildOf",
    "isPeerOf",
    "isPartOf",
    "exactMatchOf",
    "precedes",
    "isRelatedTo",
    "replacedBy",
    "exemplar",
    "hasSkillLevel",
    "isTranslationOf",
]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    def written(self) -> dict[str, Any]:
        """The object as JSON has it."""
        return self.model_dump(exclude_none=True)


class LinkURI(Shape):
    title: Line
    identifier: Uuid
    uri: Address


class LinkGenURI(Shape):
    title: Line
    identifier: Line
    uri: Address
    targetType: Literal["CASE"] | None = None


class CFPckgDocument(Shape):
    identifier: Uuid
    uri: Address
    frameworkType: Line | None = None
    caseVersion: Literal["1.1"] = "1.1"
    creator: Line
    title: Line
    lastChangeDateTime: Moment
    officialSourceURL: Address | None = None
    publisher: Line | None = None
    description: Text | None = None
    subject: list[Line] | None = None
    subjectURI: list[LinkURI] | None = None
    language: Language | None = None
    version: Line | None = None
    adoptionStatus: Line | None = None
    statusStartDate: Day | None = None
    statusEndDate: Day | None = None
    licenseURI: LinkURI | None = None
    notes: Text | None = None
    extensions: Extensions | None = None


class CFDocument(CFPckgDocument):
    """A document on its own, outside its package."""

    CFPackageURI: LinkURI


class CFDocumentSet(Shape):
    CFDocuments: list[CFDocument]


class CFPckgItem(Shape):
    identifier: Uuid
    fullStatement: Text
    alternativeLabel: Line | None = None
    CFItemType: Line | None = None
    uri: Address
    humanCodingScheme: Line | None = None
    listEnumeration: Line | None = None
    abbreviatedStatement: Line | None = None
    conceptKeywords: list[Line] | None = None
    conceptKeywordsURI: LinkURI | None = None
    notes: Text | None = None
    subject: list[Line] | None = None
    subjectURI: list[LinkURI] | None = None
    language: Language | None = None
    educationLevel: list[Line] | None = None
    CFItemTypeURI: LinkURI | None = None
    licenseURI: LinkURI | None = None
    statusStartDate: Day | None = None
    statusEndDate: Day | None = None
    lastChangeDateTime: Moment
    extensions: Extensions | None = None


class CFItem(CFPckgItem):
    """An item on its own, outside its package."""

    CFDocumentURI: LinkURI


class CFPckgAssociation(Shape):
    identifier: Uuid
    associationType: AssociationType
    sequenceNumber: int | None = None
    uri: Address
    originNodeURI: LinkGenURI
    destinationNodeURI: LinkGenURI
    CFAssociationGroupingURI: LinkURI | None = None
    lastChangeDateTime: Moment
    notes: Text | None = None
    extensions: Extensions | None = None


class CFAssociation(CFPckgAssociation):
    """An association on its own, outside its package."""

    CFDocumentURI: LinkURI | None = None


class CFAssociationSet(Shape):
    CFItem: CFItem
    CFAssociations: list[CFPckgAssociation]


class CFItemType(Shape):
    identifier: Uuid
    uri: Address
    title: Line
    description: Text
    hierarchyCode: Line
    typeCode: Line | None = None
    lastChangeDateTime: Moment
    extensions: Extensions | None = None


class CFItemTypeSet(Shape):
    CFItemTypes: list[CFItemType]


class CFDefinition(Shape):
    """Of the standard's definitions the portal has item types only."""

    CFItemTypes: list[CFItemType] | None = None
    extensions: Extensions | None = None


class CFRubricCriterionLevel(Shape):
    """``extensions`` is a list here, and an object everywhere else: the standard's own doing."""

    identifier: Uuid
    uri: Address
    description: Text | None = None
    quality: Line | None = None
    score: float | None = None
    feedback: Text | None = None
    position: int | None = None
    rubricCriterionId: Uuid | None = None
    lastChangeDateTime: Moment
    extensions: list[Extensions] | None = None


class CFRubricCriterion(Shape):
    identifier: Uuid
    uri: Address
    category: Line | None = None
    description: Text | None = None
    CFItemURI: LinkURI | None = None
    weight: float | None = None
    position: int | None = None
    rubricId: Uuid | None = None
    lastChangeDateTime: Moment
    CFRubricCriterionLevels: list[CFRubricCriterionLevel] | None = None
    extensions: Extensions | None = None


class CFRubric(Shape):
    identifier: Uuid
    uri: Address
    title: Line | None = None
    description: Text | None = None
    lastChangeDateTime: Moment
    CFRubricCriteria: list[CFRubricCriterion] | None = None
    extensions: Extensions | None = None


class CFPackage(Shape):
    CFDocument: CFPckgDocument
    CFItems: list[CFPckgItem] | None = None
    CFAssociations: list[CFPckgAssociation] | None = None
    CFDefinitions: CFDefinition | None = None
    CFRubrics: list[CFRubric] | None = None
    extensions: Extensions | None = None
