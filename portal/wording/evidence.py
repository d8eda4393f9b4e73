"""The words for evidence: where a note came from."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.evidence import EvidenceKind

EVIDENCE_KINDS: Mapping[EvidenceKind, LazyString] = {
    EvidenceKind.NOTE: _l("Note"),
    EvidenceKind.THANKS: _l("Thank-you"),
    EvidenceKind.REVIEW: _l("Quality review"),
    EvidenceKind.CARD: _l("Context card"),
}


def evidence_kind_label(kind: EvidenceKind) -> LazyString:
    return EVIDENCE_KINDS[kind]
