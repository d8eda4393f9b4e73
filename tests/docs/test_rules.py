"""The rules for versions and for the ladder's health are written down as they are."""

from __future__ import annotations

from portal.domain.comparisons import wordings
from portal.domain.comparisons.proposals import LEVELS
from portal.domain.ladder_health import PEOPLE_TRACKS, expectations
from tests.docs.markdown import DOCS, rows, section

VERSIONS = DOCS / "versions.md"
HEALTH = DOCS / "ladder-health.md"


def test_the_table_of_reasons_is_the_rules() -> None:
    written = {
        row[1].strip("`"): (row[2], row[3]) for row in rows(section(VERSIONS, "The change class"))
    }
    assert written == {
        kind.value: (level.value, least.value) for kind, (level, least) in LEVELS.items()
    }


def test_the_thresholds_are_those_of_the_code() -> None:
    extents = " ".join(section(VERSIONS, "How far a text was reworded").split())
    assert wordings.MOST_NEW == 0.5
    assert "more than half of the words are new" in extents
    assert f"at most {wordings.MOST_TYPING_MISTAKES} words with a mistyped letter" in extents
    assert f"fewer than {wordings.SHORTEST_MISTYPED} letters" in extents
    jumps = " ".join(section(HEALTH, "Jumps far bigger than those around them").split())
    assert f"at least {expectations.TIMES_THE_USUAL} times as many" in jumps
    assert f"at least {expectations.MORE_AT_LEAST} more" in jumps
    pulls = " ".join(section(HEALTH, "Roles pulling in two directions").split())
    assert f"At least {expectations.FEWEST_FOREIGN} competencies" in pulls
    assert f"at least {expectations.SHARE_FOREIGN:.0%} of the role's behaviours" in pulls
    assert f"more than {expectations.MOST_HOMES} tracks" in pulls
    (track,) = PEOPLE_TRACKS
    assert f"`{track}`" in section(HEALTH, "People management as the only way on")
