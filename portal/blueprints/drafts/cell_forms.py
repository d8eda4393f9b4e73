"""The form of one cell: its weight, its behaviours, a new one, and where they may go."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask_babel import lazy_gettext as _l
from wtforms import Form, HiddenField, RadioField, SelectChoice, SelectField
from wtforms.validators import Optional

from portal.blueprints.drafts.forms import Sent, TextFields, TextsForm
from portal.domain.drafting import behaviours, cells
from portal.domain.drafting.steps import StepKind
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Behaviour, Expectation, Matrix, Weight
from portal.domain.refusals import Refusal, RuleBroken
from portal.presentation import words
from portal.queries.drafts import behaviour_keys, last_known
from portal.services.drafts import Edit
from portal.wording.names import WEIGHTS

NEW = "behaviours/new"

Changes = list[tuple[StepKind, Edit]]


class WeightFields(Form):
    """``weight_seen`` is the weight that was before the editor; empty where there was no cell."""

    weight = RadioField(
        _l("How much it matters in this role"),
        choices=[SelectChoice(weight.value, label) for weight, label in WEIGHTS.items()],
        validators=[Optional()],
    )
    weight_seen = HiddenField()


class TargetFields(Form):
    """Another cell for a behaviour to go to."""

    competency = SelectField(_l("Competency"), validators=[Optional()])
    role = SelectField(_l("Role"), validators=[Optional()])


@dataclass(frozen=True)
class Line:
    """One behaviour of the form; ``now`` is None where the draft does not have it any more."""

    key: str
    now: Behaviour | None
    text: TextFields
    target: TargetFields


class CellForm(TextsForm):
    """Everything one cell says. What is sent with any of its buttons is saved first."""

    def __init__(
        self, matrix: Matrix, competency: str, role: str, sent: Sent | None = None
    ) -> None:
        self.matrix, self.competency, self.role = matrix, competency, role
        row = matrix.competency(competency)
        self.cell: Expectation | None = row.expectations.get(role) if row else None
        known = matrix.every_behaviour()
        shown = [behaviour.key for behaviour in self.cell.behaviours] if self.cell else []
        posted = sent.getlist("behaviour") if sent is not None else []
        self.keys = list(dict.fromkeys([*shown, *posted]))
        places: dict[str, LocalizedText | None] = {}
        for key in self.keys:
            behaviour = known.get(key)
            places[f"behaviours/{key}"] = behaviour.text if behaviour else None
        required = [f"behaviours/{key}" for key in self.keys if key in known]
        super().__init__({**places, NEW: None}, sent, required=required)
        now = self.cell.weight if self.cell else None
        self.weight = WeightFields(
            sent, data={"weight": (now or Weight.EXPECTED).value, "weight_seen": now or ""}
        )
        self.targets = {key: self._target(key, sent) for key in self.keys}

    def _target(self, key: str, sent: Sent | None) -> TargetFields:
        beside = {"competency": self.competency, "role": self._role_beside()}
        fields = TargetFields(sent, data=beside, prefix=f"to-{key}")
        fields.competency.choices = [
            SelectChoice(row.key, words(row.title)) for row in self.matrix.competencies()
        ]
        fields.role.choices = [SelectChoice(r.key, words(r.title)) for r in self.matrix.roles]
        return fields

    def _role_beside(self) -> str:
        """Where a behaviour goes most often: to the next role, from the last to the one before."""
        keys = [role.key for role in self.matrix.roles]
        at = keys.index(self.role) if self.role in keys else 0
        return (keys[at + 1 : at + 2] or keys[at - 1 : at] or [self.role])[0]

    @property
    def lines(self) -> list[Line]:
        """The behaviours of the cell in order, then what was typed into ones that are gone."""
        known = self.matrix.every_behaviour()
        standing = {b.key for b in self.cell.behaviours} if self.cell else set()
        return [
            Line(
                key,
                known.get(key),
                self.texts[f"behaviours/{key}"],
                self.targets[key],
            )
            for key in self.keys
            if key in standing or self.texts[f"behaviours/{key}"].clash
        ]

    @property
    def new(self) -> TextFields:
        return self.texts[NEW]

    @property
    def weight_now(self) -> Weight | None:
        return self.cell.weight if self.cell else None

    @property
    def errors(self) -> bool:
        return super().errors or bool(self.weight.errors)

    def validate(self) -> bool:
        return all([super().validate(), self.weight.validate()])

    def refuse(self, broken: RuleBroken) -> None:
        if broken.field == "weight":
            now = self.weight_now
            self.weight.weight_seen.data = now or ""
            self.weight.weight.data = (now or Weight.EXPECTED).value
            super().refuse(RuleBroken(broken.refusal))
        else:
            super().refuse(broken)

    def changes(self, done: str) -> Changes:
        """What the form asks of the draft: what was typed, then what was pressed (``done``)."""
        verb, _, key = done.partition("/")
        texts: Changes = [
            (StepKind.ADD, self._bring_back),
            (StepKind.REWORD, self._reword(leaving_out=key if verb == "remove" else None)),
            (StepKind.WEIGH, self._weigh),
            (StepKind.ADD, self._add),
        ]
        return [*texts, *self._pressed(verb, key)]

    def _pressed(self, verb: str, key: str) -> Changes:
        if key not in self.keys:
            return []
        here, at = (self.competency, self.role), f"behaviours/{key}"
        target = self.targets[key]
        to = (target.competency.data or "", target.role.data or "")
        seen = self.typed(at).seen
        asked: dict[str, tuple[StepKind, Edit]] = {
            "up": (StepKind.MOVE, lambda m: cells.shift(m, *here, key, -1)),
            "down": (StepKind.MOVE, lambda m: cells.shift(m, *here, key, +1)),
            "remove": (StepKind.REMOVE, lambda m: cells.remove_as_seen(m, *here, key, seen)),
            "move": (StepKind.MOVE, lambda m: behaviours.move(m, key, here, to)),
            "repeat": (StepKind.ADD, lambda m: behaviours.repeat(m, key, *to)),
        }
        if verb not in asked:
            return []
        kind, edit = asked[verb]
        return [(kind, _about(at, edit))]

    def _reword(self, leaving_out: str | None) -> Edit:
        typed = {key: self.typed(f"behaviours/{key}") for key in self.keys if key != leaving_out}
        return lambda matrix: cells.reword_all(matrix, typed)

    def _weigh(self, matrix: Matrix) -> Matrix:
        seen = self.weight.weight_seen.data
        wanted = Weight(self.weight.weight.data or Weight.EXPECTED)
        if not seen and wanted is Weight.EXPECTED:
            return matrix  # looking into an empty cell makes no cell
        before = Weight(seen) if seen in set(Weight) else None
        return cells.weigh(matrix, self.competency, self.role, wanted, before)

    def _add(self, matrix: Matrix) -> Matrix:
        if self.new.is_empty:
            return matrix
        return behaviours.add(matrix, self.competency, self.role, self.new.wordings, behaviour_keys)

    def _bring_back(self, matrix: Matrix) -> Matrix:
        """Put in again what somebody took out and this editor insists on, with its key and past."""
        known = matrix.every_behaviour()
        for key in self.keys:
            text = self.texts[f"behaviours/{key}"]
            if key not in known and text.insists and not text.is_empty:
                taken_out = last_known(matrix.track_key, key)
                if taken_out is None:
                    raise RuleBroken(Refusal.GONE_MEANWHILE, f"behaviours/{key}")
                wordings = {code: said for code, said in text.wordings.items() if said}
                behaviour = replace(taken_out, text=LocalizedText(wordings))
                matrix = cells.bring_back(matrix, self.competency, self.role, behaviour)
        return matrix


def _about(place: str, change: Edit) -> Edit:
    """An edit whose refusal is shown at a place of the form."""

    def changed(matrix: Matrix) -> Matrix:
        try:
            return change(matrix)
        except RuleBroken as broken:
            raise RuleBroken(broken.refusal, broken.field or place) from None

    return changed
