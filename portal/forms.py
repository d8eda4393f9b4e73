"""What every form has in common: meeting a service's rules, and answering with the right status."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from flask import make_response, render_template
from flask.wrappers import Response
from flask_wtf import FlaskForm

from portal.db import db
from portal.domain.refusals import RuleBroken
from portal.wording.refusals import refusal_text

P = ParamSpec("P")
T = TypeVar("T")


class PortalForm(FlaskForm):
    """A form whose services may refuse: the refusal is shown beside its field."""

    broke_rule = False
    form_errors: list[str]

    def obeys(self, service: Callable[P, Any], *args: P.args, **kwargs: P.kwargs) -> bool:
        """Run ``service``; when it breaks a rule, undo what it did and show why in the form."""
        self.outcome_of(service, *args, **kwargs)
        return not self.errors

    def outcome_of(self, service: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """What ``service`` returns; None when it broke a rule, which the form then shows."""
        try:
            with db.session.begin_nested():
                return service(*args, **kwargs)
        except RuleBroken as broken:
            self.refuse(broken)
            return None

    def refuse(self, broken: RuleBroken) -> None:
        """Show a broken rule at its field, or above the form when it is about no field."""
        text = str(refusal_text(broken.refusal))
        if broken.field in self._fields:
            field = self._fields[broken.field]
            field.errors = [*field.errors, text]
        else:
            self.form_errors = [*self.form_errors, text]
            self.broke_rule = True

    def met_newer(self, version: int) -> bool:
        """Whether what the form changes is another ``version`` by now than it was filled over.

        Its page shows both, so from now on it is filled over the newer one: saving once more is a
        decision.
        """
        field = self._fields["version"]
        if not self.broke_rule or field.data == version:
            return False
        field.raw_data, field.data = None, version
        return True


def page(template: str, *, form: PortalForm | None = None, **context: Any) -> Response:
    """Render a page: 200, or 422 when its form was rejected, or 409 when it broke a rule."""
    status = 200
    if form is not None and form.errors:
        status = 409 if form.broke_rule else 422
    return make_response(render_template(template, form=form, **context), status)
