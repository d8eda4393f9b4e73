"""The answering page of a view as its script uses it: parts that are saved one by one."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from bs4 import BeautifulSoup, Tag

MARK = "own_initiative"


@dataclass
class Part:
    """One competency on the page: where it is saved, and what is sent."""

    key: str
    url: str
    fields: dict[str, str]
    _turn: count[int] = field(default_factory=lambda: count(1))

    def typed_on(self) -> dict[str, str]:
        """The fields after a few more words: each save has something new to say."""
        self.fields[f"{self.key}-note"] = f"Case {next(self._turn)}: they wrote back to say thanks."
        return self.fields

    def saved(self, answer: str) -> None:
        """Take up what the answer to a save says about what is stored now."""
        state = BeautifulSoup(answer, "html.parser")
        for name in (f"{self.key}-seen", f"{self.key}-attached"):
            if hidden := state.select_one(f'input[name="{name}"]'):
                self.fields[name] = str(hidden.get("value", ""))


def parts_of(page: str) -> list[Part]:
    """The parts of an answering page, each with every behaviour marked."""
    found = BeautifulSoup(page, "html5lib")
    token = found.select_one("main input[name=csrf_token]")
    if token is None:
        raise RuntimeError("This is no page to answer on")
    return [_part(section, str(token["value"])) for section in found.select("section[data-part]")]


def _part(section: Tag, token: str) -> Part:
    key = str(section["data-part"])
    fields = {"csrf_token": token}
    for control in section.select("input[name]"):
        name = str(control["name"])
        if name in {f"{key}-seen", f"{key}-attached"}:
            fields[name] = str(control.get("value", ""))
        elif "-mark-" in name:
            fields[name] = MARK
    return Part(key, str(section["data-url"]), fields)
