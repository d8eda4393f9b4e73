"""Names and e-mail addresses for made-up people."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from portal.services.demo.offices import Office

DOMAIN = "demo.example"
DRAWS = 6
LETTERS_WITHOUT_MARK = str.maketrans("ıøłđ", "iold")


@dataclass
class Register:
    """Gives out names; no two people get the same address, and few the same name."""

    rng: Random
    taken: Counter[str] = field(default_factory=Counter)

    def enter(self, office: Office) -> tuple[str, str]:
        """A name that fits the office, and its address; numbered where the name is common."""
        for _ in range(DRAWS):
            name, mailbox = self._draw(office)
            if not self.taken[mailbox]:
                break
        self.taken[mailbox] += 1
        times = self.taken[mailbox]
        return name, f"{mailbox}{times if times > 1 else ''}@{DOMAIN}"

    def reserve(self, name: str) -> None:
        """Keep a name for somebody who is known by it."""
        first, *_, last = name.split()
        self.taken[_mailbox(first, last)] += 1

    def _draw(self, office: Office) -> tuple[str, str]:
        given = self.rng.choice(office.given)
        families = self.rng.sample(office.families, 2)
        if self.rng.random() < office.both_families:
            return f"{given} {' '.join(families)}", _mailbox(given, families[office.address_family])
        mailbox = _mailbox(given, families[0])
        if self.rng.random() < office.initials:
            return f"{given} {families[1][0].upper()}. {families[0]}", mailbox
        return f"{given} {families[0]}", mailbox


def _mailbox(given: str, family: str) -> str:
    return f"{_plain(given)}.{_plain(family)}"


def _plain(name: str) -> str:
    """A name in the letters of an e-mail address."""
    apart = unicodedata.normalize("NFKD", name.lower().translate(LETTERS_WITHOUT_MARK))
    return "".join(letter for letter in apart if letter.isascii() and letter.isalpha())
