"""Every kind of finding says what it is, why it matters and what to do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from portal import create_app
from portal.domain.ladder_health import HealthFinding, HealthKind, Severity, check_ladder
from portal.domain.languages import LocalizedText
from portal.wording import health as health_words
from portal.wording.health import health_text
from tests.databases import settings_for
from tests.domain.ladder_health.ladders import ladder


@pytest.fixture(autouse=True)
def portal() -> Iterator[None]:
    """Words need the portal's languages, and no database."""
    with create_app(settings_for("sqlite://")).app_context():
        yield


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (HealthKind, health_words.HEALTH_KINDS),
        (HealthKind, health_words.WHY),
        (HealthKind, health_words.ADVICE),
        (HealthKind, health_words.TEXTS),
        (Severity, health_words.SEVERITIES),
    ],
)
def test_every_name_has_its_words(names: type, words: dict[object, object]) -> None:
    assert set(words) == set(names)
    assert all(str(one).strip() for one in words.values())


@pytest.mark.parametrize("kind", HealthKind)
def test_every_finding_can_be_said(kind: HealthKind) -> None:
    roles = ladder("front/agent:1 leadership/lead:2", "").roles
    finding = HealthFinding(
        kind,
        Severity.LOOK,
        roles[0],
        others=roles[1:],
        competencies=(LocalizedText({"en": "Care"}),),
    )
    said = health_text(finding, "en")
    assert "Agent" in said
    assert "%" not in said


def test_ways_out_of_support_are_named() -> None:
    whole = ladder(
        "front/agent:1 front/senior:2 leadership/lead:3",
        "agent>up>senior senior>up>lead lead>back>senior senior>out>sales",
    )
    (finding,) = check_ladder(whole, {})
    assert health_text(finding, "en") == (
        "From Senior, every way on in support leads into people management: Lead."
        " The other ways lead out of support: Sales."
    )
