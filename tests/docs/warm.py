"""Commands without the wait: a process that has imported the portal forks for each of them.

The ``portal`` that it puts into a folder hands its arguments, folder, environment and outputs over
a socket, and ends as the command ended. What runs is what the installed ``portal`` runs; only
importing it is done once instead of twenty times.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.config import ROOT

CLIENT = """#!{python} -IS
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as line:
    line.connect({address!r})
    order = {{"arguments": sys.argv[1:], "folder": os.getcwd(), "settings": dict(os.environ)}}
    socket.send_fds(line, [b"!"], [1, 2])
    line.sendall(json.dumps(order).encode() + b"\\n")
    sys.exit(int(line.makefile().readline()))
"""


@contextmanager
def programs(folder: Path) -> Iterator[Path]:
    """A folder that holds a ``portal`` to be found on the search path."""
    folder.mkdir()
    address = folder / "line"
    client = folder / "portal"
    client.write_text(CLIENT.format(python=sys.executable, address=str(address)))
    client.chmod(0o755)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(address))
        listening.listen()
        with subprocess.Popen(
            [sys.executable, "-m", "tests.docs.warm", str(listening.fileno())],
            pass_fds=[listening.fileno()],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
        ) as process:
            try:
                yield folder
            finally:
                process.terminate()


def serve(descriptor: int) -> None:
    from portal.cli import main

    with socket.socket(fileno=descriptor) as listening:
        while True:
            line, _ = listening.accept()
            with line:
                _, outputs, _, _ = socket.recv_fds(line, 1, 2)
                order = json.loads(line.makefile().readline())
                child = os.fork()
                if child == 0:
                    _become(order, outputs)
                    main()
                    os._exit(1)  # a command ends the process itself
                for output in outputs:
                    os.close(output)
                _, status = os.waitpid(child, 0)
                line.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())


def _become(order: dict[str, object], outputs: list[int]) -> None:
    for output, number in zip(outputs, (1, 2), strict=True):
        os.dup2(output, number)
    os.chdir(str(order["folder"]))
    settings = order["settings"]
    assert isinstance(settings, dict)
    os.environ.clear()
    os.environ.update(settings)
    arguments = order["arguments"]
    assert isinstance(arguments, list)
    sys.argv = ["portal", *arguments]


if __name__ == "__main__":
    serve(int(sys.argv[1]))
