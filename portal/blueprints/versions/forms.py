"""Forms for bringing a version out."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField, SelectChoice, TextAreaField
from wtforms.validators import Length

from portal.domain.comparisons import ChangeLevel
from portal.domain.drafting.texts import LONGEST_TEXT, TextsClash, Typed, seen_print
from portal.domain.languages import BASE_LANGUAGE, LANGUAGES, LocalizedText
from portal.domain.matrices import VersionNumber
from portal.domain.publishing import Review, content_print
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.typed import cleaned
from portal.forms import PortalForm
from portal.wording.comparisons import change_level_hint, change_level_label


class TextForm(PortalForm):
    """One text in every language; ``seen_text`` is the print of the one it was filled over."""

    seen_text = HiddenField(validators=[Length(max=64)])

    theirs: LocalizedText | None = None
    """What somebody else made of the text meanwhile."""

    def text_fields(self) -> list[tuple[str, str, Field]]:
        """Code, name and field of each language."""
        return [(code, name, self[f"text_{code}"]) for code, name in LANGUAGES.items()]

    def show_text(self, text: LocalizedText | None) -> None:
        """Fill in what is there now."""
        self.seen_text.data = seen_print(text)
        for code, _name, field in self.text_fields():
            field.data = text.texts.get(code, "") if text else ""

    def typed(self) -> Typed:
        wordings = {code: field.data or "" for code, _name, field in self.text_fields()}
        return Typed(wordings, self.seen_text.data or "")

    @property
    def is_empty(self) -> bool:
        return not any(self.typed().wordings.values())

    def identify(self, name: str) -> None:
        """Give the fields ids of their own, on a page with several of these forms."""
        for field in self:
            field.id = field.label.field_id = f"{name}-{field.short_name}"

    def say_of_text(self, problem: str) -> None:
        """What is wrong with the text as a whole stands beside its first language."""
        field = self[f"text_{BASE_LANGUAGE}"]
        field.errors = [*field.errors, problem]

    def show_clash(self, clash: TextsClash) -> None:
        """Show what somebody else wrote meanwhile; what is typed here now replaces that."""
        self.theirs = clash.clashes[0].theirs
        self.seen_text.data = seen_print(self.theirs)
        self.form_errors = [*self.form_errors, _(
            "Somebody else reworded this text meanwhile. Theirs is shown below; what you typed is"
            " still in the form. Nothing was overwritten."
        )]  # fmt: skip
        self.broke_rule = True


for _code in LANGUAGES:
    setattr(
        TextForm,
        f"text_{_code}",
        TextAreaField(
            filters=[cleaned],
            validators=[Length(max=LONGEST_TEXT, message=_l("Use at most 2,000 characters."))],
        ),
    )


class PublishForm(TextForm):
    """The note to readers, and what kind of change it is; hidden, what the page showed.

    ``beside`` is the number of the version the draft was shown beside, empty for none.
    """

    level = RadioField(_l("What kind of change is this?"), validate_choice=False, default=None)
    seen = HiddenField(validators=[Length(max=64)])
    beside = HiddenField(validators=[Length(max=20)])

    def show_review(self, review: Review) -> None:
        """Offer what this draft may be published as, and remember that it was this draft."""
        self.level.choices = [
            SelectChoice(
                level.value,
                _(
                    "%(number)s, %(level)s: %(meaning)s",
                    number=review.number(level),
                    level=str(change_level_label(level)).lower(),
                    meaning=change_level_hint(level),
                ),
            )
            for level in review.levels
        ]
        if review.proposal and self.chosen_level not in review.levels:
            self.level.data = review.proposal.level.value
        self.seen.data = content_print(review.draft)
        self.beside.data = str(review.published.number) if review.published else ""

    @property
    def chosen_level(self) -> ChangeLevel | None:
        return next((level for level in ChangeLevel if level.value == self.level.data), None)

    @property
    def number_beside(self) -> VersionNumber | None:
        return VersionNumber.parse(self.beside.data) if self.beside.data else None

    def refuse(self, broken: RuleBroken) -> None:
        if broken.refusal is Refusal.CHANGED_MEANWHILE:
            self.form_errors = [*self.form_errors, _(
                "The draft changed while you were here, so nothing was published. This page shows"
                " it as it is now: look at it again, then publish."
            )]  # fmt: skip
            self.broke_rule = True
        elif broken.field == "note":
            super().refuse(RuleBroken(broken.refusal, f"text_{BASE_LANGUAGE}"))
        else:
            super().refuse(broken)
