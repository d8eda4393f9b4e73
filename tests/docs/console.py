"""Examples in ``console`` blocks, run as a reader would type them.

A line that begins with ``$`` is typed into a shell; the lines below it are what it is to answer,
where ``…`` stands for anything. ``$ echo $?`` and a number below say how the command is to end;
without them it is to end well.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from tests.docs.markdown import Block

SECONDS = 120


@dataclass
class Example:
    typed: str
    answers: list[str] = field(default_factory=list)
    ends: int = 0


@dataclass(frozen=True)
class Shell:
    """A folder to work in, another where ``portal`` is, and the portal's settings."""

    folder: Path
    programs: Path
    settings: dict[str, str]

    def write(self, block: Block) -> None:
        """A block called ``csv people.csv`` is a file that the examples use."""
        _, _, name = block.info.partition(" ")
        if name:
            (self.folder / name).write_text(block.content)

    def run(self, example: Example) -> list[str]:
        """Everything in which the answer differs from what the page says."""
        answer = subprocess.run(
            ["bash", "-c", example.typed],
            cwd=self.folder,
            env={
                **{k: v for k, v in os.environ.items() if not k.startswith("PORTAL_")},
                "PATH": f"{self.programs}{os.pathsep}{os.environ['PATH']}",
                **self.settings,
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        wrong = [
            f"$ {example.typed}: no line {line!r} where the page has it, in\n{answer.stdout}"
            for line in _missing(example.answers, answer.stdout.splitlines())
        ]
        if answer.returncode != example.ends:
            wrong.append(
                f"$ {example.typed}: ended with {answer.returncode}, the page says"
                f" {example.ends}\n{answer.stdout}"
            )
        return wrong


def examples(block: Block) -> list[Example]:
    found: list[Example] = []
    asks_how_it_ended = False
    for line in block.content.splitlines():
        if line == "$ echo $?":
            asks_how_it_ended = True
        elif line.startswith("$ "):
            asks_how_it_ended = False
            found.append(Example(line.removeprefix("$ ")))
        elif asks_how_it_ended:
            found[-1].ends = int(line)
        else:
            found[-1].answers.append(line)
    return found


def _missing(wanted: list[str], answered: list[str]) -> list[str]:
    """Lines of the page that are not among the answer's, in the same order."""
    left = iter(answered)
    return [line for line in wanted if not any(_is_like(line, one) for one in left)]


def _is_like(wanted: str, answered: str) -> bool:
    pattern = ".*".join(re.escape(part.strip()) for part in wanted.split("…"))
    return re.fullmatch(pattern, answered.strip()) is not None
