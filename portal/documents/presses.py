"""A press renders documents in a process of its own, within limits of time and memory.

Laying out text can be driven to take minutes or gigabytes, and it runs in C libraries that parse
fonts and images. The process that does it therefore holds none of the portal's secrets or
connections, can be ended at any moment, and is replaced when it was.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from portal.documents.printing import AddressRefused, Enclosure, Rendered, RenderingFailed

SECONDS = 10
MEMORY = 1024**3
SECONDS_TO_START = 30
PATIENCE = 30
"""How long a document waits for those before it."""

_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "FONTCONFIG_FILE")
"""What a worker gets to know; nothing named PORTAL_… is among it."""

_SOURCES = Path(__file__).parents[2]


Answer: TypeAlias = tuple[dict[str, object], bytes]
"""What a worker says of a document, and its PDF."""


class RenderingTooSlow(RenderingFailed):
    """The document took longer than any honest one does."""


class PressBusy(RenderingFailed):
    """Too many documents are waiting already."""


class _WorkerLost(RenderingFailed):
    """The worker ended without an answer: out of memory or time, or killed."""


class Press:
    """Renders one document after another; safe to share between threads."""

    def __init__(
        self, seconds: float = SECONDS, memory: int = MEMORY, patience: float = PATIENCE
    ) -> None:
        self._seconds, self._memory, self._patience = seconds, memory, patience
        self._turn = threading.Lock()
        self._worker: _Worker | None = None

    def render(self, html: str, style: str, enclosure: Enclosure | None = None) -> Rendered:
        if not self._turn.acquire(timeout=self._patience):
            raise PressBusy("Too many documents are being made at the moment")
        try:
            answer = self._answer(html, style, enclosure)
        except BaseException:
            self._dismiss()  # half an answer may be left, and the next to ask would get it
            raise
        finally:
            self._turn.release()
        return _unpack(*answer)

    def _answer(self, html: str, style: str, enclosure: Enclosure | None) -> Answer:
        if self._worker is None or not self._worker.is_alive:
            self._dismiss()
            self._worker = _Worker(self._seconds, self._memory)
            self._worker.wait_until_ready()
        return self._worker.answer(html, style, enclosure, time.monotonic() + self._seconds)

    def _dismiss(self) -> None:
        if self._worker:
            self._worker.end()
            self._worker = None

    def close(self) -> None:
        with self._turn:
            self._dismiss()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class _Worker:
    def __init__(self, seconds: float, memory: int) -> None:
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "portal.documents.worker", str(theirs.fileno()),
                 str(memory), str(int(seconds) + 1)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                cwd=_SOURCES,
                env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            )  # fmt: skip

    def wait_until_ready(self) -> None:
        """Loading the libraries is not held against the first document."""
        with _losses():
            self._receive_line(time.monotonic() + SECONDS_TO_START)

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def answer(self, html: str, style: str, enclosure: Enclosure | None, deadline: float) -> Answer:
        content = html.encode()
        order = {"style": style, "size": len(content), "enclosure": _described(enclosure)}
        sent = json.dumps(order).encode() + b"\n" + content
        with _losses():
            self._socket.settimeout(deadline - time.monotonic())
            self._socket.sendall(sent + (enclosure.content if enclosure else b""))
            line, received = self._receive_line(deadline)
            head = json.loads(line)
            while len(received) < head["size"]:
                received += self._receive(deadline)
        return head, bytes(received)

    def _receive_line(self, deadline: float) -> tuple[bytes, bytearray]:
        received = bytearray()
        while b"\n" not in received:
            received += self._receive(deadline)
        line, _, rest = received.partition(b"\n")
        return bytes(line), rest

    def _receive(self, deadline: float) -> bytes:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(left)
        chunk = self._socket.recv(1 << 18)
        if not chunk:
            raise ConnectionResetError
        return chunk

    def end(self) -> None:
        self._socket.close()
        self._process.kill()
        self._process.wait()


@contextmanager
def _losses() -> Iterator[None]:
    """Say in a document's words what went wrong with a worker."""
    try:
        yield
    except TimeoutError as error:
        raise RenderingTooSlow("The document took too long") from error
    except OSError as error:
        raise _WorkerLost("The document could not be made within its limits") from error


def _described(enclosure: Enclosure | None) -> dict[str, object] | None:
    """An enclosure without its content, which follows the document's."""
    if enclosure is None:
        return None
    return {
        "name": enclosure.name,
        "day": enclosure.day.isoformat(),
        "description": enclosure.description,
        "size": len(enclosure.content),
    }


def _unpack(head: dict[str, object], pdf: bytes) -> Rendered:
    match head:
        case {"failed": "AddressRefused", "why": str(why)}:
            raise AddressRefused(why)
        case {"failed": _, "why": str(why)}:
            raise RenderingFailed(why)
        case {"missing": list(characters)}:
            return Rendered(pdf, tuple(characters))
    raise RenderingFailed("The worker gave no sensible answer")
