"""The words for what is found about a ladder: what it is, why it matters, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from babel.lists import format_list
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.ladder_health import HealthFinding, HealthKind, Severity
from portal.domain.languages import LocalizedText

HEALTH_KINDS: Mapping[HealthKind, LazyString] = {
    HealthKind.DEAD_END: _l("Dead ends"),
    HealthKind.ONLY_MANAGEMENT: _l("People management as the only way on"),
    HealthKind.UNREACHABLE: _l("Roles nobody can reach"),
    HealthKind.BIG_JUMP: _l("Jumps far bigger than those around them"),
    HealthKind.TWO_DIRECTIONS: _l("Roles pulling in two directions"),
    HealthKind.UNPREPARED_MUST_HAVES: _l("Must-haves that no role before prepares"),
}
SEVERITIES: Mapping[Severity, LazyString] = {
    Severity.MEND: _l("Mend this"),
    Severity.LOOK: _l("Look at this"),
}
WHY: Mapping[HealthKind, LazyString] = {
    HealthKind.DEAD_END: _l(
        "Whoever gets here has nowhere else to go in support. People leave when that dawns on them."
    ),
    HealthKind.ONLY_MANAGEMENT: _l(
        "Whoever wants to grow has to lead people, whether that is their craft or not."
        " The role loses its best, and teams get leads who never wished to lead."
    ),
    HealthKind.UNREACHABLE: _l(
        "The ladder shows a role and no way to it, so nobody can work towards it."
    ),
    HealthKind.BIG_JUMP: _l(
        "A step this much higher than the others is one people do not dare, or are kept from:"
        " they are asked for too much at once."
    ),
    HealthKind.TWO_DIRECTIONS: _l(
        "Two jobs in one role: whoever does one of them well is told that the other is missing,"
        " and neither gets the time it needs."
    ),
    HealthKind.UNPREPARED_MUST_HAVES: _l(
        "The role does not work without it, and nobody could have practised it before:"
        " whoever is promoted begins with a gap."
    ),
}
ADVICE: Mapping[HealthKind, LazyString] = {
    HealthKind.DEAD_END: _l(
        "Add a move: a promotion, a way sideways to another track, or a way back."
    ),
    HealthKind.ONLY_MANAGEMENT: _l(
        "Add a way on that leads no people: a more senior role on the same track,"
        " a sideways move to another one, or an embed."
    ),
    HealthKind.UNREACHABLE: _l(
        "Add a move that leads here, or one back from outside if people are hired into it."
        " If nobody is to hold the role any more, retire it."
    ),
    HealthKind.BIG_JUMP: _l(
        "Put a role in between, or let the role before ask for the beginnings."
        " Merge behaviours that describe the same thing."
    ),
    HealthKind.TWO_DIRECTIONS: _l(
        "Ask which of the two people would miss least. Split the role, or let the other track have"
        " these competencies, or say that they come later."
    ),
    HealthKind.UNPREPARED_MUST_HAVES: _l(
        "Let a role before ask for its beginnings, if only as something for later; or let the move"
        " require a programme that teaches it."
    ),
}
TEXTS: Mapping[HealthKind, LazyString] = {
    HealthKind.DEAD_END: _l("No move leads from %(role)s to another role."),
    HealthKind.ONLY_MANAGEMENT: _l(
        "From %(role)s, every way on in support leads into people management: %(others)s."
    ),
    HealthKind.UNREACHABLE: _l("No chain of moves leads to %(role)s."),
    HealthKind.BIG_JUMP: _l(
        "The promotion from %(others)s to %(role)s adds %(size)s behaviours;"
        " those around it add about %(usual)s."
    ),
    HealthKind.TWO_DIRECTIONS: _l(
        "Of the %(usual)s behaviours of %(role)s, %(size)s belong to what is at home elsewhere"
        " (%(tracks)s): %(competencies)s."
    ),
    HealthKind.UNPREPARED_MUST_HAVES: _l(
        "%(role)s cannot do without %(competencies)s, and no role on the way there, by way of"
        " %(others)s, has any of it."
    ),
}


def health_label(kind: HealthKind) -> LazyString:
    return HEALTH_KINDS[kind]


def severity_label(severity: Severity) -> LazyString:
    return SEVERITIES[severity]


def health_why(kind: HealthKind) -> LazyString:
    return WHY[kind]


def health_advice(kind: HealthKind) -> LazyString:
    return ADVICE[kind]


def health_text(finding: HealthFinding, language: str) -> str:
    """What was found, with the names in ``language``, which is the reader's."""

    def listed(texts: Iterable[LocalizedText]) -> str:
        return format_list([text.words(language) for text in texts], locale=language)

    text = str(TEXTS[finding.kind]) % {
        "role": finding.role.title.words(language),
        "others": listed(other.title for other in finding.others),
        "tracks": listed(track.title for track in finding.tracks),
        "competencies": listed(finding.competencies),
        "size": finding.size,
        "usual": finding.usual,
    }
    if finding.destinations:
        places = listed(place.title for place in finding.destinations)
        text = f"{text} {_('The other ways lead out of support: %(places)s.', places=places)}"
    return text
