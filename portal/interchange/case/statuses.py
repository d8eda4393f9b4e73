# ruff: noqa: N815 - the standard chose these names
"""CASE's way of saying what came of a request."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from portal.interchange.case.shapes import Shape


class Minor(StrEnum):
    """The standard's closed list of details, in the spelling of version 1.1."""

    FULL_SUCCESS = "fullsuccess"
    INVALID_SORT_FIELD = "invalid_sort_field"
    INVALID_SELECTION_FIELD = "invalid_selection_field"
    FORBIDDEN = "forbidden"
    UNAUTHORISED_REQUEST = "unauthorised_request"
    INTERNAL_SERVER_ERROR = "internal_server_error"
    UNKNOWN_OBJECT = "unknownobject"
    SERVER_BUSY = "server_busy"
    INVALID_UUID = "invalid_uuid"


class CodeMinorField(Shape):
    imsx_codeMinorFieldName: str
    imsx_codeMinorFieldValue: Minor


class CodeMinor(Shape):
    imsx_codeMinorField: list[CodeMinorField]


class StatusInfo(Shape):
    imsx_codeMajor: Literal["success", "processing", "failure", "unsupported"]
    imsx_severity: Literal["status", "warning", "error"]
    imsx_description: str | None = None
    imsx_codeMinor: CodeMinor | None = None


def failure(minor: Minor, field: str, description: str, *, unsupported: bool = False) -> StatusInfo:
    """Why a request was not answered; ``field`` names the part of it that was at fault."""
    return StatusInfo(
        imsx_codeMajor="unsupported" if unsupported else "failure",
        imsx_severity="error",
        imsx_description=description,
        imsx_codeMinor=CodeMinor(
            imsx_codeMinorField=[
                CodeMinorField(imsx_codeMinorFieldName=field, imsx_codeMinorFieldValue=minor)
            ]
        ),
    )
