"""The process a press keeps: takes HTML over a socket, answers with a PDF, one at a time.

Started by ``portal.documents.presses``; ends when the other side of its socket closes.
"""

from __future__ import annotations

import gc
import json
import resource
import socket
import sys
from datetime import date
from io import BufferedRWPair
from typing import Any

from portal.documents.printing import Enclosure, RenderingFailed
from portal.documents.rendering import render

READY = b"ready\n"
"""Said once, when everything is loaded."""


def answer(
    order: dict[str, Any], html: str, enclosure: Enclosure | None
) -> tuple[dict[str, object], bytes]:
    try:
        rendered = render(html, order["style"], enclosure)
    except RenderingFailed as failed:
        return {"failed": type(failed).__name__, "why": str(failed)}, b""
    except Exception as failed:  # whatever a hostile text provokes must not end the worker
        return {"failed": "RenderingFailed", "why": type(failed).__name__}, b""
    return {"missing": rendered.missing}, rendered.pdf


def read_enclosure(described: dict[str, Any] | None, stream: BufferedRWPair) -> Enclosure | None:
    if described is None:
        return None
    return Enclosure(
        described["name"],
        stream.read(described["size"]),
        date.fromisoformat(described["day"]),
        described["description"],
    )


def limit_time(seconds: int) -> None:
    """End this process after ``seconds`` more of computing, even if nobody is left to stop it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, hard))


def work(stream: BufferedRWPair, seconds: int) -> None:
    stream.write(READY)
    stream.flush()
    gc.freeze()  # the libraries stay: no collection needs to walk them again
    while line := stream.readline():
        order = json.loads(line)
        html = stream.read(order["size"]).decode()
        enclosure = read_enclosure(order["enclosure"], stream)
        limit_time(seconds)
        gc.disable()  # a render makes cycles but needs no collection; it comes after the answer
        head, pdf = answer(order, html, enclosure)
        stream.write(json.dumps({**head, "size": len(pdf)}).encode() + b"\n" + pdf)
        stream.flush()
        gc.enable()
        gc.collect()


def main(descriptor: str, memory: str, seconds: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    with socket.socket(fileno=int(descriptor)) as connection:
        work(connection.makefile("rwb"), int(seconds))


if __name__ == "__main__":
    main(*sys.argv[1:])
