"""Several ideas in one behaviour: they cannot be marked apart, so they have to be written apart.

Two signs are taken: several sentences (also list items and parts divided by a semicolon), and a
second thing the same person does, joined by "and". Two objects ("writes guides and notes") are one
idea; so is what somebody else does in a clause of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from portal.domain.advice.findings import Hit, Rule
from portal.domain.advice.grammar import ARTICLES, CLITICS, COORDINATORS, FOLLOWERS, words
from portal.domain.advice.passages import Passage
from portal.domain.advice.verbs import ALSO_NOUNS, BANDS, BARE, NOUNS_WITH_A


class Ideas(StrEnum):
    """SENTENCES of their own; a second VERB; verbs that are all about ONE_THING."""

    SENTENCES = "sentences"
    VERB = "verb"
    ONE_THING = "one-thing"


_SAME_IDEA = words("for e eg por p example ejemplo ej or o")
"""What a sentence begins with that only illustrates the one before, or gives an alternative."""

_INFINITIVES_FOLLOW = words("to help helps let lets make makes can could should would will might")
"""After these a base form belongs to them: "helps them grow and develop" is one thing."""

_LONGEST_HALF = 160
_LEADS_ON = words("with on to in for from of about by up out con en de a por sobre")
"""What may stand between a verb and the conjunction without being what the verb is about."""

_YOU = words("you we they")


def several_ideas(passage: Passage) -> Iterator[Hit]:
    """At most one hit: where the second idea begins."""
    if found := _second_sentence(passage) or _second_verb(passage):
        kind, first, place = found
        if kind is Ideas.VERB and _lacks_object(passage, first):
            kind = Ideas.ONE_THING
        cut, stop = passage.span(first, place + 1)
        begins, _ = passage.span(place, place + 1)
        data = {
            "kind": kind.value,
            "first": _half(passage.text[:cut]),
            "second": _half(passage.text[begins:]),
        }
        yield Hit(Rule.SEVERAL_IDEAS, cut, stop, data)


def _lacks_object(passage: Passage, joint: int) -> bool:
    """Whether the first verb has nothing of its own to be about.

    So in "Reflects on and discusses a case", and in a series such as "Plans, runs and reviews".
    """
    between = passage.words[passage.heads[0] + 1 : joint]
    return between[:1] == (",",) or all(word in _LEADS_ON for word in between)


def _second_sentence(passage: Passage) -> tuple[Ideas, int, int] | None:
    """The beginning of a second sentence that says something of its own."""
    for first, _ in passage.sentences[1:]:
        begins = passage.head_at(first)
        if begins < len(passage.words) and passage.word(begins) not in _SAME_IDEA:
            return Ideas.SENTENCES, first, begins
    return None


def _second_verb(passage: Passage) -> tuple[Ideas, int, int] | None:
    """The conjunction and the verb of a second thing that the same person does."""
    coordinators = COORDINATORS[passage.language]
    starts = {first for first, _ in passage.sentences}
    heads = passage.heads
    if not heads or not passage.word(heads[0]):
        return None
    infinitives_from = _infinitives_from(passage)
    in_doubt = passage.word(heads[0] + 1) not in coordinators | {","}
    for head in heads[1:]:
        joint = _joint(passage, head)
        if joint is None or joint in starts or passage.word(joint) not in coordinators:
            continue
        is_verb = _is_verb(passage, head, in_doubt=in_doubt)
        if is_verb and (passage.word(head) not in BARE or joint < infinitives_from):
            return Ideas.VERB, joint, head
    return None


def _infinitives_from(passage: Passage) -> int:
    """The place from which on a base form is no more what the person does.

    That is the first word that an infinitive follows, and the very beginning in texts that neither
    speak to "you" nor begin as an order does.
    """
    first = passage.heads[0]
    speaks_to_you = any(passage.word(place) in _YOU for place in range(first))
    if passage.word(first) not in BARE and not speaks_to_you:
        return 0
    places = range(first, len(passage.words))
    return next((p for p in places if passage.word(p) in _INFINITIVES_FOLLOW), len(passage.words))


def _joint(passage: Passage, head: int) -> int | None:
    """The place of the conjunction before a head, passing over subjects and adverbs."""
    place, coordinators = head - 1, COORDINATORS[passage.language]
    while place > 0 and passage.word(place) not in coordinators:
        if passage.word(place) in {",", ".", ";"}:
            return None
        place -= 1
    while place > 1 and passage.word(place - 1) in coordinators:
        place -= 1
    return place if place > 0 else None


def _is_verb(passage: Passage, head: int, *, in_doubt: bool) -> bool:
    """Whether what stands here is a known verb.

    Where the same letters may be a noun, its follower has to show it; unless ``in_doubt`` is false,
    because the first verb has nothing of its own to be about ("Plans, runs and reviews sessions").
    """
    word, language = passage.word(head), passage.language
    if language == "es" and word in CLITICS:
        verb = passage.word(head + 1)
        return verb in BANDS["es"] and not (word in ARTICLES and verb in ALSO_NOUNS["es"])
    if word not in BANDS[language]:
        return False
    return word not in ALSO_NOUNS[language] or not in_doubt or _shows_a_verb(passage, head)


def _shows_a_verb(passage: Passage, head: int) -> bool:
    follower = passage.word(head + 1)
    if follower == "a" and passage.word(head) in NOUNS_WITH_A:
        return False
    return follower in FOLLOWERS[passage.language]


def _half(text: str) -> str:
    """One of the two ideas as a sentence to begin from."""
    half = text.strip(" ,;:.-–—•*\n\t")
    if len(half) > _LONGEST_HALF:
        half = f"{half[:_LONGEST_HALF].rpartition(' ')[0]}…"
    return half[:1].upper() + half[1:]
