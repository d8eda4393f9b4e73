"""How values become words on a page: languages, dates, and what every template may use."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import Flask, has_request_context, request, session
from flask_babel import Babel, get_locale, ngettext
from flask_babel import gettext as _
from flask_login import current_user
from jinja2 import StrictUndefined
from markupsafe import Markup

from portal.domain.languages import BASE_LANGUAGE, LANGUAGES, LocalizedText
from portal.domain.paths import whole_months
from portal.navigation import menu, unseen_notices
from portal.wording import (
    advice,
    calibrations,
    comparisons,
    cycle_boards,
    cycles,
    days,
    evidence,
    goals,
    mails,
    marks,
    names,
    notices,
    programmes,
    readiness,
    trace,
    views,
)

babel = Babel()


def reading_language() -> str:
    """The language of this page: as chosen, else as the browser asks, else the base."""
    if not has_request_context():  # a command
        return BASE_LANGUAGE
    if current_user and current_user.is_authenticated:
        return str(current_user.person.locale)
    if session.get("language") in LANGUAGES:
        return str(session["language"])
    return request.accept_languages.best_match(list(LANGUAGES)) or BASE_LANGUAGE


def language_now() -> str:
    """The language texts are rendered in now, forced or not, as one of ours."""
    locale = get_locale()
    return locale.language if locale and locale.language in LANGUAGES else BASE_LANGUAGE


def localized(text: LocalizedText) -> Markup:
    """A text for the reader, marked where it falls back to English or is outdated."""
    reading = text.read(language_now())
    if reading.is_fallback:
        return Markup('<span lang="{}" class="fallback">{}</span>').format(
            reading.language, reading.words
        )
    if reading.is_outdated:
        hint = _("The original was reworded after this translation.")
        return Markup('<span class="outdated" title="{}">{}</span>').format(hint, reading.words)
    return Markup("{}").format(reading.words)


def words(text: LocalizedText) -> str:
    """A text for the reader as plain words, for attributes and pictures."""
    return text.words(language_now())


def moment(value: datetime, *, with_zone: bool = True) -> str:
    """An instant in the reader's time zone, which it names unless the page does already."""
    zone = ZoneInfo("UTC")
    if current_user and current_user.is_authenticated:
        zone = ZoneInfo(current_user.person.time_zone)
    local = value.astimezone(zone)
    written = days.moment(local)
    return f"{written} ({zone.key.replace('_', ' ')})" if with_zone else written


def clock(value: datetime) -> str:
    """The time of day of an instant, in the reader's time zone."""
    zone = ZoneInfo("UTC")
    if current_user and current_user.is_authenticated:
        zone = ZoneInfo(current_user.person.time_zone)
    return value.astimezone(zone).strftime("%H:%M")


def clock_in(zone: str) -> str:
    """The time of day in a time zone just now."""
    return datetime.now(ZoneInfo(zone)).strftime("%H:%M")


def how_long(start: date, end: date) -> str:
    """The time between two days in words: years and months, as people say it."""
    years, months = divmod(whole_months(start, end), 12)
    parts: list[str] = []
    if years:
        parts.append(ngettext("%(num)d year", "%(num)d years", years))
    if months:
        parts.append(ngettext("%(num)d month", "%(num)d months", months))
    if not parts:
        return str(_("less than a month"))
    if len(parts) == 1:
        return parts[0]
    return str(_("%(years)s and %(months)s", years=parts[0], months=parts[1]))


def theme() -> str:
    if current_user and current_user.is_authenticated:
        return str(current_user.account.theme)
    return str(session.get("theme", "auto"))


def language_choices() -> list[tuple[str, str, bool]]:
    """Code, own name and whether it is the current one, of each language."""
    now = language_now()
    return [(code, name, code == now) for code, name in LANGUAGES.items()]


def init_app(app: Flask) -> None:
    babel.init_app(app, locale_selector=reading_language, default_locale=BASE_LANGUAGE)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        localized=localized, words=words, day=days.day, moment=moment, clock=clock
    )
    app.jinja_env.globals.update(
        portal_name=app.config["PORTAL_NAME"],
        menu=menu,
        unseen_notices=unseen_notices,
        get_locale=get_locale,
        theme=theme,
        language_choices=language_choices,
        today=lambda: datetime.now(UTC).date(),
        mark_label=names.mark_label,
        mark_hint=names.mark_hint,
        mark_hint_of_others=views.mark_hint_of_others,
        mark_meaning=marks.mark_meaning,
        mark_question=marks.mark_question,
        exercise_state=calibrations.exercise_state,
        weight_label=names.weight_label,
        weight_hint=names.weight_hint,
        move_label=names.move_label,
        state_label=names.state_label,
        audit_action=trace.audit_action,
        audit_kind=trace.audit_kind,
        audit_field=trace.audit_field,
        notice_title=notices.notice_title,
        notice_text=notices.notice_text,
        notice_action=notices.notice_action,
        mail_state_label=mails.mail_state_label,
        mail_state_hint=mails.mail_state_hint,
        mail_problem=mails.mail_problem,
        language_now=language_now,
        change_level_label=comparisons.change_level_label,
        change_level_hint=comparisons.change_level_hint,
        entry_text=comparisons.entry_text,
        reason_text=comparisons.reason_text,
        run_label=comparisons.run_label,
        rule_title=advice.rule_title,
        rule_reason=advice.rule_reason,
        rule_rewrite=advice.rule_rewrite,
        advice_severity=advice.advice_severity,
        stage_label=cycle_boards.stage_label,
        stage_hint=cycle_boards.stage_hint,
        waiting_label=cycle_boards.waiting_label,
        standing_label=readiness.standing_label,
        what_counts=readiness.what_counts,
        verdict_text=readiness.verdict_text,
        share_label=readiness.share_label,
        cycle_state=cycles.cycle_state,
        cycle_tone=cycles.cycle_tone,
        from_start_of=cycles.from_start_of,
        until_end_of=cycles.until_end_of,
        weekday=days.weekday,
        zone_name=cycles.place,
        evidence_kind_label=evidence.evidence_kind_label,
        goal_state=goals.goal_state,
        goal_pace=goals.goal_pace,
        clock_in=clock_in,
        how_long=how_long,
        completion_label=programmes.completion_label,
        enrolment_label=programmes.enrolment_label,
        state_tone=programmes.state_tone,
    )
