"""The form for the examples of one competency: one for each mark of the scale."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.widgets import HiddenInput

from portal.domain.languages import LocalizedText
from portal.domain.observations import SCALE, Mark
from portal.forms import PortalForm
from portal.localized_fields import LocalizedField, wordings
from portal.wording.names import mark_label

LONGEST = 600
MISSING = _l("Write an example for this mark.")


def _example(mark: Mark) -> LocalizedField:
    return LocalizedField(mark_label(mark), longest=LONGEST, is_long=True, missing=MISSING)


class ExamplesForm(PortalForm):
    """The fields are named as the marks are."""

    version = IntegerField(widget=HiddenInput(), default=0)
    not_yet = _example(Mark.NOT_YET)
    when_prompted = _example(Mark.WHEN_PROMPTED)
    own_initiative = _example(Mark.OWN_INITIATIVE)
    lifts_others = _example(Mark.LIFTS_OTHERS)

    @classmethod
    def over(cls, texts: Mapping[Mark, LocalizedText], version: int) -> Self:
        data = {mark.value: wordings(texts.get(mark)) for mark in SCALE}
        return cls(data={"version": version, **data})

    @property
    def examples(self) -> list[tuple[Mark, LocalizedField]]:
        return [(mark, self._fields[mark.value]) for mark in SCALE]

    def texts(
        self, current: Mapping[Mark, LocalizedText], shipped: Mapping[Mark, LocalizedText]
    ) -> dict[Mark, LocalizedText]:
        """What was typed over ``current``; the shipped words in all languages are that text."""
        found = {}
        for mark, field in self.examples:
            text, before = field.text(current.get(mark)), shipped.get(mark)
            if text is not None:
                is_shipped = before is not None and text.texts == before.texts
                found[mark] = before if is_shipped and before is not None else text
        return found
