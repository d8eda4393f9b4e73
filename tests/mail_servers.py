"""A mail server to hand mails to: it keeps what arrives, and misbehaves when told to."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from threading import Thread
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from portal.config import MailServer, Security

CERTIFICATE = Path(__file__).with_name("mail-server.pem")
"""Of ``localhost`` and 127.0.0.1, signed by itself, with its key: good for nothing but tests."""

SENDER = Address("Support careers", "careers", "careers.example")


@dataclass
class FakeServer:
    """``answers`` are what it says at a command (``RCPT``, ``DATA`` …), in the place of 250.

    ``hangs_at`` and ``drops_at`` name the command at which it falls silent, or ends the line; for
    DATA that is after it has taken the whole content. ``said`` is what it was asked, in order.
    """

    answers: dict[str, str] = field(default_factory=dict)
    hangs_at: str = ""
    drops_at: str = ""
    arrived: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)
    port: int = 0

    def settings(self, security: Security = Security.PLAIN, **more: Any) -> MailServer:
        given = {"user": "", "password": "", "sender": SENDER, "host": "127.0.0.1", **more}
        return MailServer(port=self.port, security=security, **given)

    # What aiosmtpd calls

    async def handle_MAIL(  # noqa: N802 - named by the library
        self, server: Any, _session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return await self._answer(server, "MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802
        self, server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        answer = self.answers.get(address) or await self._answer(server, "RCPT", "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        message = BytesParser(policy=default).parsebytes(envelope.content)
        assert isinstance(message, EmailMessage)
        self.arrived.append(message)
        self.recipients += envelope.rcpt_tos
        return await self._answer(server, "DATA", "250 OK")

    async def _answer(self, server: Any, command: str, usual: str) -> str:
        if self.hangs_at == command:
            await asyncio.Event().wait()
        if self.drops_at == command:
            server.transport.abort()
        return self.answers.get(command, usual)

    def let_in(self, _server: Any, _session: Any, _envelope: Any, _how: str, data: Any) -> Any:
        assert isinstance(data, LoginPassword)
        self.signed_in.append(data.login.decode())
        return AuthResult(success=data.password == b"p@ss word", handled=False)


@contextmanager
def serving(fake: FakeServer, *, tls: bool = False, with_sign_in: bool = False) -> Iterator[None]:
    """The server on a port of this machine, in a thread of its own."""
    context = None
    if tls:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(CERTIFICATE)
    loop = asyncio.new_event_loop()

    def protocol() -> SMTP:
        more = {"authenticator": fake.let_in, "auth_require_tls": False} if with_sign_in else {}
        return SMTP(fake, hostname="fake.example", loop=loop, **more)

    # Its loop runs in a thread from the start: in this one, a browser's may be running already.
    thread = Thread(target=loop.run_forever)
    thread.start()
    listening = loop.create_server(protocol, "127.0.0.1", 0, ssl=context)
    server = asyncio.run_coroutine_threadsafe(listening, loop).result(20)
    fake.port = server.sockets[0].getsockname()[1]
    try:
        yield
    finally:
        asyncio.run_coroutine_threadsafe(_close(server), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(20)
        loop.close()


async def _close(server: asyncio.Server) -> None:
    server.close()
    conversations = asyncio.all_tasks() - {asyncio.current_task()}
    for conversation in conversations:
        conversation.cancel()
    await asyncio.gather(*conversations, return_exceptions=True)
