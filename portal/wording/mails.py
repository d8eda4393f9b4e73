"""What a mail says around the sentence of its notice, and how the mails of the outbox fare."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.mails import Trouble
from portal.domain.notices import NoticeKind
from portal.domain.workflows import MailState
from portal.wording.notices import notice_text

MAIL_STATES: Mapping[MailState, LazyString] = {
    MailState.WAITING: _l("Waiting"),
    MailState.SENDING: _l("Being sent"),
    MailState.SENT: _l("Sent"),
    MailState.FAILED: _l("Not sent"),
    MailState.IN_DOUBT: _l("In doubt"),
}
MAIL_STATE_HINTS: Mapping[MailState, LazyString] = {
    MailState.WAITING: _l("They go out with the next run, or when the mail server can be reached."),
    MailState.SENDING: _l("They are being handed to the mail server just now."),
    MailState.SENT: _l("The mail server has taken them."),
    MailState.FAILED: _l("The mail server will not take them; nobody tries again by itself."),
    MailState.IN_DOUBT: _l("The connection broke while they were handed over: they may have gone."),
}
TROUBLES: Mapping[Trouble, LazyString] = {
    Trouble.NO_ANSWER: _l("The mail server does not answer, or has no time"),
    Trouble.TLS: _l("No private line to the mail server: look at its certificate"),
    Trouble.SIGN_IN: _l("The mail server does not let the portal in: look at PORTAL_SMTP_URL"),
    Trouble.SENDER: _l("The mail server does not take the sender: look at PORTAL_MAIL_FROM"),
    Trouble.RECIPIENT: _l("The mail server does not take the recipient"),
    Trouble.CONTENT: _l("The mail server does not take the mail"),
    Trouble.CUT_OFF: _l("The connection broke while the mail was handed over"),
    Trouble.UNFIT: _l("An address or a line that does not fit into a mail"),
    Trouble.NOBODY: _l("They have no open account any more, or want no mail"),
    Trouble.TOO_OLD: _l("It waited for a week and is out of date"),
}


def mail_text(
    kind: NoticeKind, about: Mapping[str, str], *, name: str, address: str, settings: str
) -> str:
    """A whole mail as plain text; ``address`` is where to look, ``settings`` where to get fewer."""
    why = (
        _("You get this because you asked to be reminded.")
        if kind is NoticeKind.EVIDENCE_ASKED
        else _(
            "You get this because it is about you, about somebody you work with, or for you to do."
        )
    )
    fewer = _("Fewer mails, or none: %(address)s", address=settings)
    still = _("Whatever you choose there, the portal itself goes on telling you.")
    greeting = _("Hello %(name)s,", name=" ".join(name.split()))
    return f"{greeting}\n\n{notice_text(kind, about)}\n\n{address}\n\n--\n{why} {still}\n{fewer}\n"


def mail_state_label(state: MailState) -> LazyString:
    return MAIL_STATES[state]


def mail_state_hint(state: MailState) -> LazyString:
    return MAIL_STATE_HINTS[state]


def mail_problem(problem: str) -> str:
    """A stored problem in words, with the number that the server gave; empty where all is well."""
    if not problem:
        return ""
    trouble, _space, code = problem.partition(" ")
    words = str(TROUBLES[Trouble(trouble)])
    return f"{words} ({code})" if code else words
