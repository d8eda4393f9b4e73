"""Signing in and out, and keeping one's own account."""

from __future__ import annotations

from flask import (
    Blueprint,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.exceptions import RequestEntityTooLarge, Unauthorized

from portal import access
from portal.access import Permission, requires
from portal.blueprints.accounts.forms import (
    NewPasswordForm,
    PasswordForm,
    PreferencesForm,
    SignInForm,
    TellingForm,
)
from portal.blueprints.accounts.held import held_form, read_held
from portal.digests import digest
from portal.domain.devices import device_name
from portal.domain.languages import LANGUAGES
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.time_zones import places_and
from portal.errors import error_page
from portal.forms import PortalForm, page
from portal.models.accounts import EvidenceReminder, Theme
from portal.redirects import safe_target
from portal.services import accounts, preferences, sessions
from portal.transactions import keep_changes

bp = Blueprint("accounts", __name__)


@bp.route("/sign-in", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
def sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if request.method != "POST":
        form.next.data = request.args.get("next", "")
        if current_user.is_authenticated:
            return redirect(safe_target(form.next.data) or url_for("home.index"), 303)
    if not form.validate_on_submit():
        return page("accounts/sign-in.html", form=form)
    try:
        token = accounts.sign_in(
            form.email.data or "",
            form.password.data or "",
            address=request.remote_addr or "",
            device=device_name(request.user_agent.string),
        )
    except RuleBroken as broken:
        return _refused("accounts/sign-in.html", form, broken)
    if current_user.is_authenticated:
        sessions.end_session(current_user.token)
    session.clear()
    g.pop("csrf_token", None)  # the one made for this request belongs to the session just cleared
    login_user(access.load(token))
    pairs = read_held(form.held.data or "")
    target = safe_target(form.next.data, method="POST")
    if pairs and target:
        return page("accounts/resume.html", form=PortalForm(), target=target, pairs=pairs)
    return redirect(safe_target(form.next.data) or url_for("home.index"), 303)


@bp.app_errorhandler(Unauthorized)
def hold_and_ask(_error: Unauthorized) -> ResponseReturnValue:
    """What was sent after the sign-in had ended is held while the person signs in again."""
    try:
        form = SignInForm(formdata=None, next=request.path, held=held_form())
    except RequestEntityTooLarge:
        return error_page(413)
    return render_template("accounts/sign-in.html", form=form), 401


@bp.app_errorhandler(CSRFError)
def offer_again(_error: CSRFError) -> ResponseReturnValue:
    """A form from before the last sign-in carries an old token: it can be sent again from here.

    Only for what the browser says came from our own pages; anything else is refused.
    """
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if not is_ours or "HX-Request" in request.headers or not current_user.is_authenticated:
        return error_page(400)
    if request.endpoint == "accounts.sign_in":  # signed in meanwhile, in another tab
        held, target = request.form.get("held", ""), request.form.get("next")
    else:
        held, target = held_form(), request.path
    pairs, target = read_held(held), safe_target(target, method="POST")
    if not pairs or not target:
        return error_page(400)
    return render_template("accounts/resume.html", target=target, pairs=pairs), 400


@bp.get("/session-token")
@requires(Permission.ACCOUNT_KEEP)
def session_token() -> ResponseReturnValue:
    """The request token of the sign-in as it is now, for a page opened before signing in anew."""
    return {"csrf_token": generate_csrf()}


@bp.post("/sign-out")
@requires(Permission.ACCOUNT_KEEP)
def sign_out() -> ResponseReturnValue:
    sessions.end_session(current_user.token)
    logout_user()
    session.clear()
    response = redirect(url_for(".sign_in"), 303)
    response.headers["Clear-Site-Data"] = '"cookies", "storage"'
    return response


@bp.route("/set-up/<string:token>", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
def set_up(token: str) -> ResponseReturnValue:
    link = accounts.find_set_up_link(token)
    if link is None:
        return render_template("accounts/set-up-unusable.html"), 404
    form = NewPasswordForm()
    if form.validate_on_submit() and form.obeys(
        accounts.set_up, link, form.new_password.data or ""
    ):
        if current_user.is_authenticated:
            sessions.end_session(current_user.token)
        session.clear()
        flash(_("Your password is set. Sign in with it."), "success")
        return redirect(url_for(".sign_in"), 303)
    return page("accounts/set-up.html", form=form, person=link.account.person, token=token)


@bp.route("/account", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_KEEP)
def settings() -> ResponseReturnValue:
    form = _preferences_form()
    if form.validate_on_submit():
        preferences.choose(
            current_user.account,
            language=form.language.data,
            time_zone=form.time_zone.data,
            theme=Theme(form.theme.data),
        )
        return redirect(url_for(".settings", saved=1), 303)
    return _settings_page(form=form, preferences=form, telling=_telling_form())


@bp.post("/account/telling")
@requires(Permission.ACCOUNT_KEEP)
def telling() -> ResponseReturnValue:
    """Mail and reminders: a form of its own on the page of settings."""
    form = _telling_form()
    if form.validate_on_submit():
        preferences.choose_telling(
            current_user.account,
            gets_mail=form.gets_mail.data,
            evidence_reminder=EvidenceReminder(form.evidence_reminder.data),
        )
        return redirect(url_for(".settings", saved=1), 303)
    return _settings_page(form=form, preferences=_preferences_form(), telling=form)


def _preferences_form() -> PreferencesForm:
    account, person = current_user.account, current_user.person
    form = PreferencesForm(
        formdata=_sent_to("accounts.settings"),
        language=person.locale,
        time_zone=person.time_zone,
        theme=account.theme.value,
    )
    form.time_zone.choices = places_and(person.time_zone)
    return form


def _telling_form() -> TellingForm:
    account = current_user.account
    return TellingForm(
        formdata=_sent_to("accounts.telling"),
        gets_mail=account.gets_mail,
        evidence_reminder=account.evidence_reminder.value,
    )


def _sent_to(endpoint: str) -> object:
    """What was sent, for the one form of the page that it was sent to."""
    return request.form if request.endpoint == endpoint and request.method == "POST" else None


def _settings_page(
    *, form: PortalForm, preferences: PreferencesForm, telling: TellingForm
) -> ResponseReturnValue:
    """``form`` is the one of the two whose errors are to be told of."""
    return page(
        "accounts/settings.html",
        form=form,
        preferences=preferences,
        telling=telling,
        sessions=sessions.open_sessions(current_user.account),
        this_session=digest(current_user.token),
        saved="saved" in request.args,
    )


@bp.post("/account/sessions/end-others")
@requires(Permission.ACCOUNT_KEEP)
def end_other_sessions() -> ResponseReturnValue:
    accounts.end_other_sessions(current_user.account, keep=current_user.token)
    flash(_("You are signed out everywhere else."), "success")
    return redirect(url_for(".settings"), 303)


@bp.route("/account/password", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_KEEP)
def password() -> ResponseReturnValue:
    form = PasswordForm()
    if not form.validate_on_submit():
        return page("accounts/password.html", form=form)
    try:
        accounts.change_password(
            current_user.account,
            current=form.current_password.data or "",
            new=form.new_password.data or "",
            keep=current_user.token,
            address=request.remote_addr or "",
        )
    except RuleBroken as broken:
        return _refused("accounts/password.html", form, broken)
    _renew_session()
    flash(_("Your password is changed. Other browsers are signed out."), "success")
    return redirect(url_for(".settings"), 303)


def _refused(template: str, form: PortalForm, broken: RuleBroken) -> ResponseReturnValue:
    """A refusal whose failure has to be counted: 422 with the form, 429 when it is too many."""
    keep_changes()
    form.refuse(broken)
    if broken.refusal is not Refusal.TOO_MANY_ATTEMPTS:
        return make_response(render_template(template, form=form), 422)
    response = make_response(render_template(template, form=form), 429)
    response.headers["Retry-After"] = "900"
    return response


def _renew_session() -> None:
    """Give this browser a new session in place of the one it had."""
    account, old = current_user.account, current_user.token
    token = sessions.open_session(account, device=device_name(request.user_agent.string))
    sessions.end_session(old)
    session.clear()
    login_user(access.load(token))


@bp.post("/language")
@requires(Permission.PUBLIC)
def language() -> ResponseReturnValue:
    """Switch the language, signed in or not; an unknown one changes nothing."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        session["language"] = chosen
        if current_user.is_authenticated:
            preferences.choose_language(current_user.person, chosen)
    return redirect(safe_target(request.form.get("next")) or url_for("home.index"), 303)


@bp.post("/theme")
@requires(Permission.PUBLIC)
def theme() -> ResponseReturnValue:
    chosen = request.form.get("theme", "")
    if chosen in set(Theme):
        session["theme"] = chosen
        if current_user.is_authenticated:
            preferences.choose_theme(current_user.account, Theme(chosen))
    return redirect(safe_target(request.form.get("next")) or url_for("home.index"), 303)
