"""Keeping programmes, for people-ops: their words, their modules and who mentors."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import SelectChoice

from portal.access import Permission, requires
from portal.blueprints.programmes.blueprint import bp
from portal.blueprints.programmes.forms import MentorForm, ModuleForm, ProgrammeForm
from portal.domain.matrices import Competency, Matrix
from portal.forms import page
from portal.localized_fields import wordings
from portal.models import Module, Programme
from portal.queries import matrices, people
from portal.queries import programmes as queries
from portal.queries.programmes import Taught
from portal.queries.visibility.programmes import load_module, load_programme
from portal.services import programmes as services


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.PROGRAMMES_EDIT)
def new() -> ResponseReturnValue:
    form = ProgrammeForm()
    if form.validate_on_submit():
        programme = form.outcome_of(services.add_programme, form.entry(), by=current_user.person)
        if programme is not None:
            flash(_("The programme is added. Next: its modules."), "success")
            return redirect(url_for(".edit", key=programme.key), 303)
    return page("programmes/new.html", form=form)


@bp.route("/<string:key>/edit", methods=["GET", "POST"])
@requires(Permission.PROGRAMMES_EDIT)
def edit(key: str) -> ResponseReturnValue:
    """What a programme says of itself, and the list of its modules."""
    programme = load_programme(key)
    form = ProgrammeForm(
        data={
            "version": programme.version,
            "title": wordings(programme.title),
            "summary": wordings(programme.summary),
        }
    )
    if form.validate_on_submit():
        if form.obeys(
            services.change_programme,
            programme,
            form.entry(programme),
            version=form.version.data,
            by=current_user.person,
        ):
            flash(_("The programme is changed."), "success")
            return redirect(url_for(".edit", key=key), 303)
        programme = load_programme(key)
    modules = queries.modules(programme)
    return page(
        "programmes/edit.html",
        form=form,
        has_changed=form.meet(programme.version),
        programme=programme,
        modules=[module for module in modules if not module.is_retired],
        retired=[module for module in modules if module.is_retired],
        mentors=queries.mentors(programme),
    )


@bp.route("/<string:key>/new-module", methods=["GET", "POST"])
@requires(Permission.PROGRAMMES_EDIT)
def new_module(key: str) -> ResponseReturnValue:
    programme = load_programme(key)
    form = ModuleForm()
    published = _offer(form, [])
    if form.validate_on_submit() and form.obeys(
        services.add_module, programme, form.entry(), by=current_user.person
    ):
        flash(_("The module is added."), "success")
        return redirect(_list_of_modules(key), 303)
    return _module_form(form, load_programme(key), None, published)


@bp.route("/<string:key>/modules/<string:module_key>", methods=["GET", "POST"])
@requires(Permission.PROGRAMMES_EDIT)
def edit_module(key: str, module_key: str) -> ResponseReturnValue:
    programme = load_programme(key)
    module = load_module(programme, module_key)
    lessons = list(queries.taught_by_key(module))
    form = ModuleForm(
        data={
            "version": module.version,
            "title": wordings(module.title),
            "text": wordings(module.text),
            "shown_by": wordings(module.shown_by),
            "teaches": lessons,
        }
    )
    published = _offer(form, lessons)
    if form.validate_on_submit() and form.obeys(
        services.change_module,
        module,
        form.entry(module),
        version=form.version.data,
        by=current_user.person,
    ):
        flash(_("The module is changed."), "success")
        return redirect(_list_of_modules(key), 303)
    programme = load_programme(key)
    return _module_form(form, programme, load_module(programme, module_key), published)


@dataclass(frozen=True)
class Offered:
    """What there is to choose from: published matrices, and what is in none of them any more."""

    matrices: list[Matrix]
    unpublished: dict[str, Taught]

    def chosen_in(self, competency: Competency, chosen: list[str]) -> int:
        keys = {b.key for cell in competency.expectations.values() for b in cell.behaviours}
        return len(keys & set(chosen))


def _offer(form: ModuleForm, taught: list[str]) -> Offered:
    """Let the form take any published behaviour, and those the module teaches already."""
    published = matrices.all_published()
    keys = {
        behaviour.key
        for matrix in published
        for competency in matrix.competencies()
        for cell in competency.expectations.values()
        for behaviour in cell.behaviours
    }
    others = queries.taught([key for key in taught if key not in keys])
    form.teaches.choices = [SelectChoice(key, key) for key in (*sorted(keys), *others)]
    return Offered(published, others)


def _module_form(
    form: ModuleForm, programme: Programme, module: Module | None, offered: Offered
) -> ResponseReturnValue:
    return page(
        "programmes/edit-module.html",
        form=form,
        has_changed=form.meet(module.version if module else 0),
        programme=programme,
        module=module,
        taught=queries.taught_by([module] if module else []),
        offered=offered,
    )


@bp.post("/<string:key>/modules/<string:module_key>/place")
@requires(Permission.PROGRAMMES_EDIT)
def place_module(key: str, module_key: str) -> ResponseReturnValue:
    """Put a module where the button says: among those in use, counted from 0."""
    place = request.form.get("place", 0, type=int)
    module = load_module(load_programme(key), module_key)
    services.place_module(module, max(0, min(place, 1_000)), by=current_user.person)
    return redirect(_list_of_modules(key), 303)


@bp.post("/<string:key>/modules/<string:module_key>/retire")
@requires(Permission.PROGRAMMES_EDIT)
def retire_module(key: str, module_key: str) -> ResponseReturnValue:
    services.retire_module(load_module(load_programme(key), module_key), by=current_user.person)
    flash(_("The module is retired. It can be brought back below."), "success")
    return redirect(_list_of_modules(key), 303)


@bp.post("/<string:key>/modules/<string:module_key>/bring-back")
@requires(Permission.PROGRAMMES_EDIT)
def bring_back_module(key: str, module_key: str) -> ResponseReturnValue:
    services.bring_back_module(load_module(load_programme(key), module_key), by=current_user.person)
    flash(_("The module is in use again."), "success")
    return redirect(_list_of_modules(key), 303)


def _list_of_modules(key: str) -> str:
    return url_for(".edit", key=key, _anchor="modules-heading")


@bp.route("/<string:key>/mentors", methods=["GET", "POST"])
@requires(Permission.PROGRAMMES_EDIT)
def mentors(key: str) -> ResponseReturnValue:
    programme = load_programme(key)
    form = MentorForm()
    if form.validate_on_submit() and form.obeys(
        services.add_mentor, programme, form.email.data or "", by=current_user.person
    ):
        flash(_("The mentor is added."), "success")
        return redirect(url_for(".mentors", key=key), 303)
    programme = load_programme(key)
    return page(
        "programmes/mentors.html",
        form=form,
        programme=programme,
        mentors=queries.mentors(programme),
        offered=people.everybody_here(),
    )


@bp.post("/<string:key>/mentors/<int:person_id>/remove")
@requires(Permission.PROGRAMMES_EDIT)
def remove_mentor(key: str, person_id: int) -> ResponseReturnValue:
    services.remove_mentor(load_programme(key), person_id, by=current_user.person)
    flash(_("They are no longer offered as a mentor."), "success")
    return redirect(url_for(".mentors", key=key), 303)
