"""Handing a mail over to the mail server, and saying exactly how far that came.

Until the server has agreed to take the content (354), nothing has been sent and it may be tried
again. From then on until its answer the mail may or may not have arrived.
"""

from __future__ import annotations

import re
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP as FOR_SMTP
from smtplib import SMTP, SMTP_SSL, SMTPAuthenticationError, SMTPNotSupportedError
from smtplib import SMTPResponseException as Answered
from types import TracebackType
from typing import Self

from portal.config import MailServer, Security
from portal.domain.mails import Outcome, Trouble
from portal.domain.workflows import MailState

PATIENCE = 30.0
"""Seconds for which an answer of the server is waited for."""

PATIENCE_AT_THE_END = 120.0
"""The same for the answer to the content: servers look at it first, and giving up leaves doubt."""

ENHANCED = re.compile(rb"\d\.\d{1,3}\.\d{1,3}\b")
SERVICE_ENDS = 421


class Line:
    """A line to the mail server: opened when first needed, kept for the mails that follow."""

    def __init__(
        self,
        server: MailServer,
        *,
        patience: float = PATIENCE,
        patience_at_the_end: float = PATIENCE_AT_THE_END,
    ) -> None:
        self.server = server
        self.patience = patience
        self.patience_at_the_end = patience_at_the_end
        self._smtp: SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.hang_up()

    def hang_up(self, *, is_broken: bool = False) -> None:
        """End the line; a server that does not answer is not waited for."""
        if self._smtp is not None:
            smtp, self._smtp = self._smtp, None
            with suppress(OSError):
                if not is_broken:
                    smtp.quit()
            smtp.close()

    def hand_over(self, message: EmailMessage, recipient: str) -> Outcome:
        """Send one mail to one person. Nothing the server says is kept but its numbers."""
        content = _dotted(message.as_bytes(policy=FOR_SMTP))
        try:
            smtp = self._open_line()
        except ssl.SSLError:
            return Outcome(MailState.WAITING, Trouble.TLS)
        except SMTPNotSupportedError:
            return Outcome(MailState.WAITING, Trouble.TLS)
        except SMTPAuthenticationError as refused:
            return Outcome(MailState.WAITING, Trouble.SIGN_IN, _code(refused))
        except UnicodeError:
            return Outcome(MailState.WAITING, Trouble.SIGN_IN)
        except Answered as refused:
            return Outcome(MailState.WAITING, Trouble.NO_ANSWER, _code(refused))
        except OSError:
            return Outcome(MailState.WAITING, Trouble.NO_ANSWER)
        outcome = self._converse(smtp, content, recipient)
        if outcome.is_of_the_line:
            self.hang_up(is_broken=True)
        return outcome

    def _open_line(self) -> SMTP:
        """The line as it is, if the server still answers on it; otherwise a new one."""
        if self._smtp is not None:
            with suppress(OSError):
                if self._smtp.docmd("RSET")[0] == 250:
                    return self._smtp
            self.hang_up(is_broken=True)
        self._smtp = self._connect()
        return self._smtp

    def _connect(self) -> SMTP:
        server = self.server
        host, port, name = server.host, server.port, server.sender.domain
        if server.security is Security.TLS:
            smtp: SMTP = SMTP_SSL(
                host, port, name, timeout=self.patience, context=ssl.create_default_context()
            )
        else:
            smtp = SMTP(host, port, name, timeout=self.patience)
        try:
            smtp.ehlo_or_helo_if_needed()
            if server.security is Security.STARTTLS:
                smtp.starttls(context=ssl.create_default_context())
                smtp.ehlo_or_helo_if_needed()
            if server.user:
                smtp.login(server.user, server.password)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _converse(self, smtp: SMTP, content: bytes, recipient: str) -> Outcome:
        try:
            for command, trouble, expected in (
                (f"MAIL FROM:<{self.server.sender.addr_spec}>", Trouble.SENDER, {250}),
                (f"RCPT TO:<{recipient}>", Trouble.RECIPIENT, {250, 251}),
                ("DATA", Trouble.CONTENT, {354}),
            ):
                code, reply = smtp.docmd(command)
                if code not in expected:
                    return _refused(trouble, code, reply)
        except OSError:
            return Outcome(MailState.WAITING, Trouble.NO_ANSWER)
        try:
            if smtp.sock is not None:
                smtp.sock.settimeout(self.patience_at_the_end)
            smtp.send(content)
            code, reply = smtp.getreply()
            if smtp.sock is not None:
                smtp.sock.settimeout(self.patience)
        except OSError:
            return Outcome(MailState.IN_DOUBT, Trouble.CUT_OFF)
        if code == 250:
            return Outcome(MailState.SENT)
        if not 400 <= code < 600:
            return Outcome(MailState.IN_DOUBT, Trouble.CUT_OFF)
        return _refused(Trouble.CONTENT, code, reply)


def _refused(trouble: Trouble, code: int, reply: bytes) -> Outcome:
    """For good where it is about this mail; whatever is about us all is tried again later."""
    said = _code_of(code, reply)
    if code == SERVICE_ENDS or not 400 <= code < 600:
        return Outcome(MailState.WAITING, Trouble.NO_ANSWER, said)
    is_for_good = code >= 500 and trouble is not Trouble.SENDER
    return Outcome(MailState.FAILED if is_for_good else MailState.WAITING, trouble, said)


def _code(answered: Answered) -> str:
    said = answered.smtp_error
    return _code_of(answered.smtp_code, said if isinstance(said, bytes) else said.encode())


def _code_of(code: int, reply: bytes) -> str:
    """``550 5.1.1``: the server's numbers without its words."""
    enhanced = ENHANCED.match(reply)
    return f"{code} {enhanced.group().decode()}" if enhanced else str(code)


def _dotted(content: bytes) -> bytes:
    """The content as it is sent: a dot that begins a line is doubled, a dot of its own ends it."""
    ended = content if content.endswith(b"\r\n") else content + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", ended) + b".\r\n"
