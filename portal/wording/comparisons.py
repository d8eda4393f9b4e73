"""The words for what changed between two versions of a matrix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from babel.lists import format_list
from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _l

from portal.domain.comparisons import (
    ChangeLevel,
    Entry,
    EntryKind,
    Extent,
    Presence,
    ReasonKind,
    RunKind,
)
from portal.domain.languages import LocalizedText
from portal.wording.names import weight_label

CHANGE_LEVELS: Mapping[ChangeLevel, LazyString] = {
    ChangeLevel.MAJOR: _l("Major"),
    ChangeLevel.MINOR: _l("Minor"),
    ChangeLevel.PATCH: _l("Patch"),
}
CHANGE_LEVEL_HINTS: Mapping[ChangeLevel, LazyString] = {
    ChangeLevel.MAJOR: _l("Asks something new of somebody."),
    ChangeLevel.MINOR: _l("Clarifies or takes away; asks nothing new of anybody."),
    ChangeLevel.PATCH: _l("Mends wording; means the same as before."),
}
EXTENTS: Mapping[Extent, LazyString] = {
    Extent.TRANSLATION: _l("Translation"),
    Extent.SLIP: _l("Slip mended"),
    Extent.REWORDED: _l("Reworded"),
    Extent.RETHOUGHT: _l("Mostly new words"),
}
PRESENCES: Mapping[Presence, LazyString] = {
    Presence.KEPT: _l("In both versions"),
    Presence.ADDED: _l("New role"),
    Presence.REMOVED: _l("No longer in the matrix"),
}
RUNS: Mapping[RunKind, LazyString] = {
    RunKind.SAME: _l("Unchanged"),
    RunKind.REMOVED: _l("Taken out"),
    RunKind.ADDED: _l("Put in"),
}
REASONS: Mapping[ReasonKind, LazyString] = {
    ReasonKind.COMPETENCY_ADDED: _l("A role gets a competency it did not have."),
    ReasonKind.BEHAVIOUR_ADDED: _l("A role is asked for a behaviour it was not asked for."),
    ReasonKind.WEIGHT_RAISED: _l("A competency matters more to a role than before."),
    ReasonKind.MOVED_TO_WEIGH_MORE: _l("A behaviour moves to a competency that weighs more."),
    ReasonKind.RETHOUGHT: _l(
        "More than half of the words of a behaviour are new, so it may ask something new."
        " Read it: if it asks the same, this is a minor change."
    ),
    ReasonKind.DESCENT_ASKS_NEW: _l(
        "What came of a split or merge says more than there was, so it may ask something new."
        " Read it: if it asks the same, this is a minor change."
    ),
    ReasonKind.DESCENT_WEIGHS_MORE: _l(
        "What came of a split or merge weighs more than what it came from."
        " If nobody is asked for more, this is a minor change."
    ),
    ReasonKind.ROLE_ADDED: _l("A role is new; nobody holds it yet."),
    ReasonKind.ROLE_REMOVED: _l("A role is no longer in the matrix."),
    ReasonKind.COMPETENCY_REMOVED: _l("A competency is no longer asked of a role."),
    ReasonKind.BEHAVIOUR_REMOVED: _l("A behaviour is no longer asked of a role."),
    ReasonKind.WEIGHT_LOWERED: _l("A competency matters less to a role than before."),
    ReasonKind.SPLIT: _l("A behaviour is split into several."),
    ReasonKind.MERGED: _l("Several behaviours are merged into one."),
    ReasonKind.RECUT: _l("Behaviours are cut anew from others."),
    ReasonKind.REWORDED: _l("A behaviour is said more clearly."),
    ReasonKind.MOVED: _l("A behaviour is under another competency of the same role."),
    ReasonKind.WAIVED: _l("The reason why a behaviour may name a number has changed."),
    ReasonKind.FRAME_REWORDED: _l("A title, a summary or a purpose is worded anew."),
    ReasonKind.FRAME_REARRANGED: _l("Competencies or categories are arranged anew."),
    ReasonKind.SLIP: _l("Slips are mended: punctuation, case, spaces, mistyped letters."),
    ReasonKind.TRANSLATION: _l("Only translations have changed."),
    ReasonKind.REORDERED: _l("Only the order has changed."),
}


def change_level_label(level: ChangeLevel) -> LazyString:
    return CHANGE_LEVELS[level]


def change_level_hint(level: ChangeLevel) -> LazyString:
    return CHANGE_LEVEL_HINTS[level]


def extent_label(extent: Extent) -> LazyString:
    return EXTENTS[extent]


def presence_label(presence: Presence) -> LazyString:
    return PRESENCES[presence]


def run_label(kind: RunKind) -> LazyString:
    """What is read out before a run, to whoever does not see its colour."""
    return RUNS[kind]


def reason_text(kind: ReasonKind) -> LazyString:
    return REASONS[kind]


ENTRIES: Mapping[EntryKind, LazyString] = {
    EntryKind.ROLE_NEW: _l("%(names)s is new in this matrix."),
    EntryKind.ROLE_GONE: _l("%(names)s is no longer in this matrix."),
    EntryKind.COMPETENCY_NEW: _l("A new competency, %(names)s, asks:"),
    EntryKind.NEW: _l("%(names)s now also asks:"),
    EntryKind.WEIGHS_MORE: _l("%(names)s matters more: %(weight_before)s before, %(weight)s now."),
    EntryKind.COMPETENCY_GONE: _l("%(names)s is no longer asked, with:"),
    EntryKind.GONE: _l("%(names)s no longer asks:"),
    EntryKind.WEIGHS_LESS: _l("%(names)s matters less: %(weight_before)s before, %(weight)s now."),
    EntryKind.COMPETENCY_SPLIT: _l("%(names)s was split into %(names_now)s."),
    EntryKind.COMPETENCY_MERGED: _l("%(names)s were brought together in %(names_now)s."),
    EntryKind.COMPETENCY_RECUT: _l("%(names)s became %(names_now)s."),
    EntryKind.SPLIT: _l("In %(names)s, one behaviour was split into several:"),
    EntryKind.MERGED: _l("In %(names)s, several behaviours were brought together in one:"),
    EntryKind.RECUT: _l("In %(names)s, behaviours were cut anew:"),
    EntryKind.REWORDED: _l("A behaviour in %(names)s was reworded:"),
    EntryKind.MOVED: _l("Now under %(names_now)s, no longer under %(names)s:"),
    EntryKind.ALSO_IN: _l("Now under %(names_now)s too:"),
    EntryKind.NO_LONGER_IN: _l("No longer under %(names)s, but asked still:"),
    EntryKind.WAIVED: _l("Why this behaviour may name a number has been explained anew:"),
    EntryKind.RENAMED: _l("%(names)s is described in other words:"),
    EntryKind.RECATEGORISED: _l("%(names)s now belongs to %(names_now)s."),
}
MOVED_TO_WEIGH_MORE = _l(
    "Now under %(names_now)s, no longer under %(names)s, and so it matters more:"
    " %(weight_before)s before, %(weight)s now."
)


def entry_text(entry: Entry, language: str) -> str:
    """What an entry of a changelog says; its behaviours, where it has any, are listed below it.

    ``language`` is that of the names in it, which is the reader's.
    """
    if entry.kind is EntryKind.SMALL:
        return str(
            ngettext(
                "One small thing was mended: a slip, a translation or a place in a list.",
                "%(num)d small things were mended: slips, translations or places in a list.",
                entry.count,
            )
        )
    said = {
        "names": _listed(entry.names, language),
        "names_now": _listed(entry.names_now, language),
    }
    text = ENTRIES[entry.kind]
    if entry.weights:
        before, after = entry.weights
        said |= {"weight_before": str(weight_label(before)), "weight": str(weight_label(after))}
        text = MOVED_TO_WEIGH_MORE if entry.kind is EntryKind.MOVED else text
    return str(text) % said


def _listed(names: Iterable[LocalizedText], language: str) -> str:
    return format_list([name.words(language) for name in names], locale=language)
