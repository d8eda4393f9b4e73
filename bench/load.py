"""Many people at once: requests that arrive at their times, whether the portal keeps up or not.

``python -m bench.load --people 1000 --rounds 10`` serves a portal of that size with gunicorn, on
SQLite and then on PostgreSQL, and sends it forty requests a second for a minute. When each is sent
is settled beforehand, at random moments; how long it took is counted from that moment, also where
it had to wait for a free connection. So a portal that falls behind does not look quick.

It stops by itself: there are so many requests and no more, each is given up after half a minute,
what could not even be sent soon after the end is an error, and after too many errors nothing more
is sent.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.organisations import SEED, Organisation, made
from bench.serving import THREADS, WORKERS, postgresql_url, served
from bench.visits import SHARES, Visits, arrange

RATE, SECONDS = 40, 60
CONNECTIONS = 64
TOO_MANY_ERRORS = 50
WARM_UP = 60
GRACE = 15
"""Seconds after the last request was due in which those that had to wait are still sent."""


class NotSent(Exception):
    """A request that had to wait for so long that it was given up."""


@dataclass(frozen=True)
class Sent:
    """One request: what it was, seconds from when it was due, and what went wrong, if anything."""

    kind: str
    seconds: float
    error: str = ""


@dataclass(frozen=True)
class Load:
    sent: Sequence[Sent]
    seconds: float
    people: int
    cpu_seconds: float
    busy: float
    """How many processes wanted a processor in the minute before: above two, they had to share."""

    @property
    def served(self) -> int:
        return len(self.sent) - self.errors.total()

    @property
    def rate(self) -> float:
        return self.served / self.seconds

    @property
    def errors(self) -> Counter[str]:
        return Counter(one.error for one in self.sent if one.error)

    def kinds(self) -> Iterable[tuple[str, list[float]]]:
        """Seconds of all requests, then of those of each kind."""
        yield "all", [one.seconds for one in self.sent]
        for kind in SHARES:
            if seconds := [one.seconds for one in self.sent if one.kind == kind]:
                yield kind, seconds


def measure(organisation: Organisation, folder: Path) -> Load:
    """Serve the organisation and send it RATE requests a second for SECONDS."""
    scene = arrange(organisation)
    with served(organisation, folder) as server:
        visits = Visits(scene, server.port)
        rng = Random(SEED)  # noqa: S311 - the order of requests needs no secrecy
        for _, ask in visits.drawn(rng, WARM_UP):
            ask()
        asked = visits.drawn(rng, RATE * SECONDS)
        busy, used, began = os.getloadavg()[0], server.cpu_seconds, time.monotonic()
        sent = _send(asked, _moments(rng, len(asked)))
        seconds, used = time.monotonic() - began, server.cpu_seconds - used
        return Load(sent, seconds, visits.people, used, busy)


def _moments(rng: Random, number: int) -> list[float]:
    """Seconds after the start at which so many independent people turn up."""
    return sorted(rng.uniform(0, number / RATE) for _ in range(number))


def _send(
    asked: Sequence[tuple[str, Callable[[], object]]], moments: Sequence[float]
) -> list[Sent]:
    began = time.monotonic()
    over = began + moments[-1] + GRACE
    errors: list[str] = []

    def send(kind: str, ask: Callable[[], object], due: float) -> Sent:
        error = ""
        try:
            if time.monotonic() > over or len(errors) >= TOO_MANY_ERRORS:
                raise NotSent("the portal was too far behind")
            ask()
        except Exception as wrong:
            error = f"{kind}: {type(wrong).__name__}: {wrong}"
            errors.append(error)
        return Sent(kind, time.monotonic() - due, error)

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        under_way = []
        for (kind, ask), moment in zip(asked, moments, strict=True):
            time.sleep(max(0.0, began + moment - time.monotonic()))
            if len(errors) >= TOO_MANY_ERRORS:
                break
            under_way.append(pool.submit(send, kind, ask, began + moment))
        return [one.result() for one in under_way]


def report(name: str, load: Load) -> str:
    head = (
        f"\n{name}: {len(load.sent):,} requests of {load.people} people in {load.seconds:.1f} s,"
        f" {load.rate:.1f} answered a second, {load.errors.total()} errors\n"
        f"  the portal used {load.cpu_seconds / max(load.served, 1) * 1000:.0f} ms of a processor"
        f" for each; load of the machine before: {load.busy:.1f}\n"
        f"  {'':20}{'requests':>9}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}\n"
    )
    lines = [head]
    for kind, seconds in load.kinds():
        cuts = statistics.quantiles(seconds, n=100, method="inclusive")
        p50, p95, p99 = (cuts[at - 1] * 1000 for at in (50, 95, 99))
        lines.append(f"  {kind:20}{len(seconds):9,}{p50:9.0f}{p95:9.0f}{p99:9.0f}\n")
    lines += [f"  {count} x {error}\n" for error, count in load.errors.most_common(10)]
    return "".join(lines)


def heading() -> str:
    writes = sum(SHARES[kind] for kind in ("autosave", "evidence note", "check-in"))
    return (
        f"\n{RATE} requests a second for {SECONDS} s, {writes} % of them writes, to gunicorn with"
        f" {WORKERS} workers of {THREADS} threads;\ntimes from the moment each was due."
        " The sender runs on the same machine.\n"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=1_000)
    options.add_argument("--rounds", type=int, default=10)
    options.add_argument("--on", choices=["sqlite", "postgresql", "both"], default="both")
    chosen = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that servers end as well
    logging.disable(logging.INFO)
    sys.stdout.write(heading())
    failed = False
    for name in ("sqlite", "postgresql"):
        if chosen.on not in {name, "both"}:
            continue
        with tempfile.TemporaryDirectory() as there, ExitStack() as stack:
            folder = Path(there)
            url = stack.enter_context(postgresql_url(folder)) if name == "postgresql" else None
            organisation = made(folder, chosen.people, rounds=chosen.rounds, url=url)
            load = measure(organisation, folder)
            sys.stdout.write(report(f"{name}, {chosen.people:,} people", load))
            sys.stdout.flush()
            failed |= bool(load.errors)
    if failed:
        sys.exit("Some requests went wrong.")


if __name__ == "__main__":
    main()
