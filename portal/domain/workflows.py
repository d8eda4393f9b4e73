"""State machines as tables: the same table drives the service, the buttons and the tests."""

from __future__ import annotations

from collections.abc import Mapping, Set
from enum import StrEnum
from typing import TypeVar

from portal.domain.matrices import VersionState

S = TypeVar("S", bound=StrEnum)


class ViewState(StrEnum):
    """A self or manager view of an assessment: private while a draft, sealed once submitted."""

    DRAFT = "draft"
    SUBMITTED = "submitted"


VIEW_MOVES: Mapping[ViewState, Set[ViewState]] = {
    ViewState.DRAFT: {ViewState.SUBMITTED},
    ViewState.SUBMITTED: set(),
}

VERSION_MOVES: Mapping[VersionState, Set[VersionState]] = {
    VersionState.DRAFT: {VersionState.PUBLISHED},
    VersionState.PUBLISHED: {VersionState.SUPERSEDED},
    VersionState.SUPERSEDED: set(),
}


def allows(moves: Mapping[S, Set[S]], before: S, after: S) -> bool:
    """Whether a thing in state ``before`` may go to state ``after``."""
    return after in moves[before]
