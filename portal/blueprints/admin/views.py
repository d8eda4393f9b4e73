"""Looking after accounts, and the trace of what happened."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import SelectChoice

from portal.access import Permission, Right, look_again, requires
from portal.blueprints.admin.forms import NewAccountForm, RightsForm
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.time_zones import places_and
from portal.forms import page
from portal.models import Account, Person
from portal.pagination import page_number
from portal.presentation import words
from portal.queries import accounts as queries
from portal.queries import audit, ladders, people
from portal.queries.visibility.people import load_account
from portal.services import accounts, joiners

bp = Blueprint("admin", __name__, url_prefix="/admin")


@bp.get("")
@requires(Permission.ADMIN_VIEW)
def index() -> ResponseReturnValue:
    return render_template(
        "admin/index.html",
        may_keep_accounts=current_user.may(Permission.ACCOUNTS_EDIT),
        may_keep_tokens=current_user.may(Permission.TOKENS_EDIT),
        may_keep_rounds=current_user.may(Permission.CYCLES_EDIT),
        may_see_mails=current_user.may(Permission.MAILS_VIEW),
        may_keep_ladders=current_user.may(Permission.LADDERS_EDIT),
        may_see_audit=current_user.may(Permission.AUDIT_VIEW),
    )


@bp.get("/accounts")
@requires(Permission.ACCOUNTS_EDIT)
def account_list() -> ResponseReturnValue:
    sought = request.args.get("q", "").strip()[:100]
    found = queries.people_and_accounts(sought, page=page_number())
    return render_template("admin/accounts.html", found=found, sought=sought)


@bp.route("/accounts/new", methods=["GET", "POST"])
@requires(Permission.ACCOUNTS_EDIT, holds=False)
def new_account() -> ResponseReturnValue:
    form = NewAccountForm()
    form.role.choices = [SelectChoice("", _("Not known yet"))] + [
        SelectChoice(role.key, words(role.title))
        for role in ladders.whole_ladder().roles
        if not role.is_retired
    ]
    form.time_zone.choices = places_and(current_user.person.time_zone)
    if request.method == "GET":
        form.time_zone.data = current_user.person.time_zone
        form.office.data = current_user.person.office
    if form.validate_on_submit():
        joiner = joiners.Joiner(
            name=form.name.data or "",
            email=form.email.data or "",
            manager_email=form.manager_email.data or "",
            team=form.team.data or "",
            role_key=form.role.data,
            office=form.office.data or "",
            time_zone=form.time_zone.data,
            locale=form.locale.data,
            started_on=form.started_on.data,
            is_people_ops=form.is_people_ops.data,
            is_admin=form.is_admin.data,
        )
        outcome = form.outcome_of(joiners.welcome, joiner, by=current_user.person)
        if outcome is not None:
            look_again()
            return _show_link(outcome.account.person, outcome.token)
    return page("admin/new-account.html", form=form, managers=people.who_lead())


@bp.post("/people/<int:person_id>/account")
@requires(Permission.ACCOUNTS_EDIT, holds=False)
def give_account(person_id: int) -> ResponseReturnValue:
    """An account for somebody who is in the directory already."""
    person = queries.load_current_person(person_id)
    account = accounts.create(person, is_people_ops=False, is_admin=False, by=current_user.person)
    token = accounts.issue_set_up_link(account, by=current_user.person)
    look_again()
    return _show_link(person, token)


@bp.route("/accounts/<int:account_id>", methods=["GET", "POST"])
@requires(Permission.ACCOUNTS_EDIT, holds=False)
def account(account_id: int) -> ResponseReturnValue:
    found = load_account(account_id)
    form = RightsForm(obj=found)
    if form.validate_on_submit() and form.obeys(_change_rights, found, form):
        look_again()
        flash(_("The rights are changed; they hold from now on."), "success")
        return redirect(url_for(".account", account_id=found.id), 303)
    return page(
        "admin/account.html",
        form=form,
        account=found,
        is_own=found.person_id == current_user.person.id,
    )


def _change_rights(account: Account, form: RightsForm) -> None:
    if form.version.data != account.version:
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)
    accounts.change_rights(
        account,
        is_people_ops=form.is_people_ops.data,
        is_admin=form.is_admin.data,
        by=current_user.person,
    )


@bp.post("/accounts/<int:account_id>/set-up-link")
@requires(Permission.ACCOUNTS_EDIT, holds=False)
def set_up_link(account_id: int) -> ResponseReturnValue:
    found = load_account(account_id)
    token = accounts.issue_set_up_link(found, by=current_user.person)
    look_again()
    return _show_link(found.person, token)


@bp.post("/accounts/<int:account_id>/deactivate")
@requires(Permission.ACCOUNTS_EDIT, holds=False)
def deactivate(account_id: int) -> ResponseReturnValue:
    accounts.deactivate(load_account(account_id), by=current_user.person)
    look_again()
    flash(_("The account is closed and signed out everywhere."), "success")
    return redirect(url_for(".account", account_id=account_id), 303)


@bp.post("/accounts/<int:account_id>/reactivate")
@requires(Permission.ACCOUNTS_EDIT, holds=False)
def reactivate(account_id: int) -> ResponseReturnValue:
    accounts.reactivate(load_account(account_id), by=current_user.person)
    look_again()
    flash(_("The account is open again."), "success")
    return redirect(url_for(".account", account_id=account_id), 303)


@bp.get("/audit")
@requires(Permission.AUDIT_VIEW)
def audit_trail() -> ResponseReturnValue:
    """People-ops see what happened, but for others' drafts, logs and goals; admins, of accounts."""
    events = audit.events(
        viewer=current_user.person,
        page=page_number(),
        technical_only=Right.PEOPLE_OPS not in current_user.rights,
    )
    return render_template("admin/audit.html", events=events)


def _show_link(person: Person, token: str) -> ResponseReturnValue:
    """The link is shown once, in this answer only: the portal keeps no more than its digest."""
    base = current_app.config["PORTAL_BASE_URL"]
    return render_template(
        "admin/set-up-link.html",
        person=person,
        link=base + url_for("accounts.set_up", token=token),
    )
