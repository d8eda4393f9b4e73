"""The words for how somebody stands towards a role, and for pictures of teams."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.readiness import Standing, Verdict
from portal.domain.team_pictures import Share

STANDINGS: Mapping[Standing, LazyString] = {
    Standing.THERE: _l("There"),
    Standing.LONG_AGO: _l("Seen long ago"),
    Standing.PROMPTED: _l("When prompted so far"),
    Standing.MISSING: _l("Not seen yet"),
    Standing.UNSEEN: _l("Nobody has looked yet"),
    Standing.ONLY_ME: _l("In your own view only"),
    Standing.NOT_EXPECTED_YET: _l("Not expected yet"),
    Standing.NOT_APPLICABLE: _l("Does not apply"),
}
WHAT_COUNTS: Mapping[Standing, LazyString] = {
    Standing.LONG_AGO: _l("A recent occasion on which it showed unasked, written down."),
    Standing.PROMPTED: _l("The same without being asked, on an ordinary day, seen by somebody."),
    Standing.MISSING: _l("One occasion on which you did it unasked, and what came of it."),
    Standing.UNSEEN: _l("An occasion that shows it; then talk about it in the next round."),
    Standing.ONLY_ME: _l("Somebody else who saw it: your manager in a round, or a note of theirs."),
}
VERDICTS: Mapping[Verdict, LazyString] = {
    Verdict.NOTHING_SEEN: _l(
        "Nobody has gone through this role’s behaviours in an assessment yet."
    ),
    Verdict.MUST_HAVES_MISSING: _l("Some must-haves are still to be seen; they come first."),
    Verdict.MUST_HAVES_THERE: _l("Every must-have is there; some of the rest is still to be seen."),
    Verdict.ALL_THERE: _l("Everything the role expects was seen."),
}
SHARES: Mapping[Share, LazyString] = {
    Share.NOT_ASSESSED: _l("Not assessed"),
    Share.NONE_YET: _l("None yet"),
    Share.SOME: _l("Some"),
    Share.MOST: _l("Most"),
    Share.ALL: _l("All"),
}


def standing_label(standing: Standing) -> LazyString:
    return STANDINGS[standing]


def what_counts(standing: Standing) -> LazyString:
    return WHAT_COUNTS[standing]


def verdict_text(verdict: Verdict) -> LazyString:
    return VERDICTS[verdict]


def share_label(share: Share) -> LazyString:
    return SHARES[share]
