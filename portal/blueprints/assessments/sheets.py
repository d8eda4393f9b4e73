"""What one request shows or saves of a view: its parts as forms, over what is stored."""

from __future__ import annotations

from collections.abc import Mapping

from flask_login import current_user

from portal.blueprints.assessments.desks import Desk
from portal.blueprints.assessments.forms import AnswerForm, StepsForm, answer_forms, steps_form
from portal.domain import assessments as rules
from portal.domain.assessments import NOTHING, Answer, ViewKind
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.queries import assessments as queries
from portal.services import answers, conversations, evidence
from portal.wording.refusals import refusal_text


class Sheet:
    """``conflicts`` are stored answers that were changed meanwhile, by competency key.

    ``problem`` says in words why nothing could be saved, where a rule stands against it.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.stored: Mapping[str, Answer] = queries.answers(desk.view)
        self.forms = answer_forms(desk.whole_matrix, desk.role_key, self.stored, desk.attached_ids)
        self.steps: StepsForm | None = None
        if desk.kind is ViewKind.AGREED:
            self.steps = steps_form(desk.view.next_steps)
        self.conflicts: dict[str, Answer] = {}
        self.steps_conflict = False
        self.problem = ""

    @property
    def parts(self) -> list[AnswerForm | StepsForm]:
        return [*self.forms.values(), *([self.steps] if self.steps else [])]

    def is_valid(self) -> bool:
        """Every part is looked at, so that all errors show."""
        valid = [part.takes_theirs or part.validate() for part in self.parts]
        return all(valid)

    def save(self, keys: list[str] | None = None) -> bool:
        """Save the parts of these competencies (None: all, and what comes next), or nothing."""
        chosen = self.forms if keys is None else {key: self.forms[key] for key in keys}
        typed = {key: form.typed() for key, form in chosen.items() if not form.takes_theirs}
        steps = self.steps if keys is None else None
        try:
            if self.desk.is_withdrawn:
                raise RuleBroken(Refusal.NOT_THEIR_ASSESSOR)
            answers.require_draft(self.desk.view)
            self.steps_conflict = steps is not None and self._steps_clash(steps)
            if self.steps_conflict:
                return False
            saved = answers.save(self.desk.view, typed)
        except RuleBroken as broken:
            self.problem = str(refusal_text(broken.refusal))
            return False
        self.stored = saved.stored
        self.conflicts = {key: saved.stored.get(key, NOTHING) for key in saved.conflicts}
        for key, theirs in self.conflicts.items():
            self.forms[key].ask_which(theirs.fingerprint)
        if self.conflicts:
            return False
        if steps is not None and not steps.takes_theirs:
            conversations.save_next_steps(self.desk.view, steps.typed())
        for key, form in chosen.items():
            self._attach(key, form)
        return True

    def save_steps(self) -> bool:
        """Save what comes next by itself."""
        if self.steps is None:
            raise Missing
        return self.steps.takes_theirs or self._saves_steps(self.steps)

    def _saves_steps(self, steps: StepsForm) -> bool:
        try:
            answers.require_draft(self.desk.view)
            self.steps_conflict = self._steps_clash(steps)
            return not self.steps_conflict and conversations.save_next_steps(
                self.desk.view, steps.typed()
            )
        except RuleBroken as broken:
            self.problem = str(refusal_text(broken.refusal))
            return False

    def _steps_clash(self, steps: StepsForm) -> bool:
        there = self.desk.view.next_steps
        if steps.takes_theirs or not steps.meets_other_text(there):
            return False
        steps.ask_which(there)
        return True

    def _attach(self, key: str, form: AnswerForm) -> None:
        there = self.desk.attached_ids.get(key, set())
        allowed = there | {note.id for note in self.desk.notes}
        wanted = form.chosen(there) & allowed
        if wanted != there:
            evidence.attach(self.desk.view, key, wanted, by=current_user.person)
        form.shows(wanted)

    @property
    def progress(self) -> rules.Progress:
        """How much is marked, as filled in here."""
        return rules.Progress(
            marked=sum(form.marked for form in self.forms.values()),
            behaviours=sum(len(form.behaviour_keys) for form in self.forms.values()),
        )
