"""Wording advice on a draft before it is published, and the reasons why numbers may stay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from portal.access import Permission, requires
from portal.blueprints.versions.addresses import writing_url
from portal.blueprints.versions.forms import TextForm
from portal.blueprints.versions.views import bp, load_track, no_draft_of
from portal.domain.advice import Finding, Rule, Severity, advise
from portal.domain.drafting import behaviours
from portal.domain.drafting.steps import StepKind
from portal.domain.drafting.texts import TextsClash, Typed
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Behaviour, Competency, Matrix, RoleColumn
from portal.domain.refusals import Missing
from portal.forms import page
from portal.queries import drafts as queries
from portal.services import drafts

TAKE_BACK = "take-back"


@dataclass(frozen=True)
class Advised:
    """A finding with what it is about; ``text`` is the one whose words it names, if any."""

    finding: Finding
    competency: Competency | None
    role: RoleColumn | None
    behaviour: Behaviour | None

    @property
    def text(self) -> LocalizedText | None:
        if self.finding.language is None:
            return None
        if self.behaviour:
            return self.behaviour.text
        if self.competency:
            return self.competency.summary
        return self.role.purpose if self.role else None


@dataclass(frozen=True)
class Numbered:
    """A behaviour that names target numbers, with the form for the reason why they stay."""

    behaviour: Behaviour
    found: tuple[Advised, ...]
    form: TextForm

    @property
    def is_waived(self) -> bool:
        return self.behaviour.waiver is not None


@bp.get("/draft/advice")
@requires(Permission.MATRICES_EDIT)
def advice(track: str) -> ResponseReturnValue:
    """Everything there is to say about a draft: first what keeps it from being published."""
    return _advice_page(track)


@bp.post("/draft/advice/<string:behaviour>/waiver")
@requires(Permission.MATRICES_EDIT)
def waive(track: str, behaviour: str) -> ResponseReturnValue:
    """Keep the reason why a behaviour may name a number, or take it back."""
    form = _waiver_form(behaviour)
    takes_back = request.form.get("then") == TAKE_BACK
    if form.validate():
        typed = Typed({}, form.seen_text.data or "") if takes_back else form.typed()
        if not takes_back and form.is_empty:
            form.say_of_text(_("Say in at least one language why the number has to stay."))
        elif _waived(track, behaviour, typed, form):
            flash(
                _("The reason is taken back: the number stands in the way of publishing again.")
                if takes_back
                else _("The reason is kept. Readers find it at the behaviour."),
                "success",
            )
            return redirect(url_for(".advice", track=track) + f"#advice-{behaviour}", 303)
    return _advice_page(track, behaviour, form)


def _waived(track: str, behaviour: str, typed: Typed, form: TextForm) -> bool:
    try:
        return form.obeys(
            drafts.edit,
            track,
            lambda draft: behaviours.waive(draft, behaviour, typed),
            kind=StepKind.WAIVE,
            by=current_user.person,
        )
    except TextsClash as clash:
        form.show_clash(clash)
        return False
    except Missing:
        raise no_draft_of(track) from None


def _waiver_form(behaviour: str) -> TextForm:
    form = TextForm()
    form.identify(behaviour)
    return form


def _advice_page(
    track: str, behaviour: str | None = None, sent: TextForm | None = None
) -> ResponseReturnValue:
    """The page; ``sent`` is the form of one behaviour that could not be saved."""
    draft = queries.current(track)
    if draft is None:
        raise no_draft_of(track)
    found = list(_advised(draft))
    numbered = list(_numbered(found, behaviour, sent))
    others = [
        one for one in found if one.finding.rule is not Rule.TARGET_NUMBER or not one.behaviour
    ]
    return page(
        "versions/advice.html",
        form=sent,
        track=load_track(track),
        draft=draft,
        numbered=[one for one in numbered if not one.is_waived],
        waived=[one for one in numbered if one.is_waived],
        is_gone=behaviour is not None and behaviour not in {one.behaviour.key for one in numbered},
        groups={
            severity: by_rule
            for severity in Severity
            if (by_rule := _by_rule(one for one in others if one.finding.severity is severity))
        },
        writing_url=writing_url,
    )


def _advised(draft: Matrix) -> Iterator[Advised]:
    written = draft.every_behaviour()
    for finding in advise(draft):
        place = finding.place
        yield Advised(
            finding,
            draft.competency(place.competency) if place.competency else None,
            draft.role(place.role) if place.role else None,
            written.get(place.behaviour) if place.behaviour else None,
        )


def _by_rule(found: Iterator[Advised]) -> dict[Rule, list[Advised]]:
    groups: dict[Rule, list[Advised]] = {}
    for one in found:
        groups.setdefault(one.finding.rule, []).append(one)
    return dict(sorted(groups.items(), key=lambda group: list(Rule).index(group[0])))


def _is_numbered(one: Advised) -> bool:
    """Whether it is about a behaviour's target number: only these block, and can be waived."""
    return one.behaviour is not None and one.finding.rule is Rule.TARGET_NUMBER


def _numbered(
    found: list[Advised], behaviour: str | None, sent: TextForm | None
) -> Iterator[Numbered]:
    groups: dict[str, list[Advised]] = {}
    for one in found:
        if one.behaviour and _is_numbered(one):
            groups.setdefault(one.behaviour.key, []).append(one)
    for key, numbers in groups.items():
        written = numbers[0].behaviour
        if written is None:
            continue
        own = sent if key == behaviour else None
        yield Numbered(written, tuple(numbers), own or _stored_form(key, written.waiver))


def _stored_form(key: str, waiver: LocalizedText | None) -> TextForm:
    form = TextForm(formdata=None)
    form.identify(key)
    form.show_text(waiver)
    return form
