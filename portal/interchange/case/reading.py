"""A CASE package read as a framework: whatever a server sends, and our own without a loss."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from portal.domain.languages import BASE_LANGUAGE, LANGUAGES, LocalizedText
from portal.domain.matrices import VersionNumber, VersionState
from portal.interchange.case import packages, rubric_readings, sources, tree_readings
from portal.interchange.case.identifiers import ROOT
from portal.interchange.case.sources import Source, string
from portal.interchange.case.trees import tree_of
from portal.interchange.case.wordings import Wordings
from portal.interchange.exact_matrices import exact_matrix
from portal.interchange.lossless_shapes import VersionShape
from portal.interchange.readings import Place, ProblemKind, ReadFramework

UNTITLED = LocalizedText({"en": "Untitled framework", "es": "Marco sin título"})


def read(content: bytes) -> ReadFramework:
    """What a package says, with every problem; FileRefused when it is no package.

    A package that the portal wrote and nobody changed brings its matrix along as ``exact``.
    """
    source = sources.load(content)
    wordings = Wordings(source)
    title = wordings.of_document("title", "title")
    for place in source.nameless:
        wordings.note(ProblemKind.LEFT_OUT, place)
    tree = tree_of(source, wordings)
    reading: rubric_readings.RubricReading | tree_readings.TreeReading
    criteria = rubric_readings.criteria_of(source)
    if criteria is not None:
        reading = rubric_readings.read(source, criteria, tree, wordings)
    else:
        reading = tree_readings.read(source, tree, title or UNTITLED, wordings)
    if reading.columns.fell_back or not reading.columns.roles:
        wordings.note(ProblemKind.NO_ROLES, Place())
    track = source.said.get("track")
    framework = ReadFramework(
        roles=reading.columns.roles,
        categories=reading.rows.categories,
        title=title,
        track_key=track if isinstance(track, str) else None,
        note=wordings.of_document("notes", "note"),
        problems=tuple(wordings.problems),
    )
    return _with_matrix(framework, source) if source.said else framework


def _with_matrix(framework: ReadFramework, source: Source) -> ReadFramework:
    """The framework with its matrix, if writing that matrix gives this very package again."""
    version = _version(source)
    if version is None:
        return framework
    exact = exact_matrix(framework, version).exact
    if exact is None:
        return framework
    base_url = string(source.document.get("uri")).partition(ROOT)[0]
    language = string(source.document.get("language"))
    try:
        again = json.loads(
            packages.write(exact, base_url, language if language in LANGUAGES else BASE_LANGUAGE)
        )
    except ValueError:  # an address or a text that does not fit the standard's shapes
        return framework
    return replace(framework, exact=exact) if again == source.whole else framework


def _version(source: Source) -> VersionShape | None:
    try:
        day = source.document.get("statusStartDate")
        return VersionShape(
            number=VersionNumber.parse(string(source.document.get("version"))),
            state=VersionState(string(source.said.get("state"))),
            published_on=date.fromisoformat(string(day)) if day else None,
        )
    except ValueError:
        return None
