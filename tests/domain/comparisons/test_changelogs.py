"""What readers of a role are told of a new version."""

from __future__ import annotations

from portal.domain.comparisons import Entry, EntryKind, changelog, compare
from portal.domain.matrices import Matrix, Weight
from tests.domain.comparisons.versions import text, version


def told(before: Matrix, after: Matrix, role: str = "first") -> tuple[Entry, ...]:
    return changelog(compare(before, after), role)


def kinds(entries: tuple[Entry, ...]) -> list[EntryKind]:
    return [entry.kind for entry in entries]


def originals(texts: object) -> list[str]:
    return [one.original for one in texts]  # type: ignore[attr-defined]


def test_what_is_asked_anew_comes_first_and_small_things_last() -> None:
    entries = told(
        version(
            {"care": {"first": "a b c d"}, "craft": {"first": "e"}},
            texts={"a": "Asks first", "b": "Asks the customer."},
        ),
        version(
            {"care": {"first": "d a b n"}, "craft": {"first": "e"}, "tact": {"first": "m"}},
            texts={"a": "Asks first.", "b": "Asks a customer kindly.", "n": "News.", "m": "More."},
            weights={("craft", "first"): Weight.MUST_HAVE},
        ),
    )
    assert kinds(entries) == [
        EntryKind.COMPETENCY_NEW, EntryKind.NEW, EntryKind.WEIGHS_MORE, EntryKind.GONE,
        EntryKind.REWORDED, EntryKind.SMALL,
    ]  # fmt: skip
    assert (originals(entries[0].names), originals(entries[0].now)) == (["tact"], ["More."])
    assert (originals(entries[1].names), originals(entries[1].now)) == (["care"], ["News."])
    assert entries[2].weights == (Weight.EXPECTED, Weight.MUST_HAVE)
    assert entries[-1].count == 2


def test_another_role_is_told_of_its_own_only() -> None:
    before = version({"care": {"first": "a", "second": "b"}})
    after = version({"care": {"first": "a n", "second": "b"}})
    assert kinds(told(before, after)) == [EntryKind.NEW]
    assert told(before, after, "second") == ()
    assert told(before, after, "nobody") == ()


def test_a_role_that_is_new_or_gone() -> None:
    one = version({"care": {"first": "a"}})
    two = version({"care": {"first": "a", "second": "b"}})
    assert kinds(told(one, two, "second")) == [EntryKind.ROLE_NEW]
    assert kinds(told(two, one, "second")) == [EntryKind.ROLE_GONE]


def test_splits_and_merges_show_both_sides() -> None:
    split, merged = told(
        version({"care": {"first": "a x y"}}),
        version(
            {"care": {"first": "a1 a2 xy"}},
            came_from={"a1": ("a",), "a2": ("a",), "xy": ("x", "y")},
        ),
    )
    assert (split.kind, len(split.earlier), len(split.now)) == (EntryKind.SPLIT, 1, 2)
    assert (merged.kind, len(merged.earlier), len(merged.now)) == (EntryKind.MERGED, 2, 1)


def test_moves_between_two_competencies_are_told_together() -> None:
    (entry,) = told(
        version({"care": {"first": "a b c"}, "craft": {"first": "d"}}),
        version({"care": {"first": "c"}, "craft": {"first": "d a b"}}),
    )
    assert entry.kind is EntryKind.MOVED
    assert (originals(entry.names), originals(entry.names_now)) == (["care"], ["craft"])
    assert len(entry.now) == 2
    assert entry.weights is None


def test_a_move_to_what_weighs_more_says_so() -> None:
    weights = {("craft", "first"): Weight.MUST_HAVE}
    (entry,) = told(
        version({"care": {"first": "a b"}, "craft": {"first": "d"}}, weights=weights),
        version({"care": {"first": "b"}, "craft": {"first": "d a"}}, weights=weights),
    )
    assert entry.weights == (Weight.EXPECTED, Weight.MUST_HAVE)


def test_one_cell_more_and_one_less() -> None:
    once = version({"care": {"first": "a"}, "craft": {"first": "b"}})
    twice = version({"care": {"first": "a"}, "craft": {"first": "b a"}})
    assert kinds(told(once, twice)) == [EntryKind.ALSO_IN]
    assert kinds(told(twice, once)) == [EntryKind.NO_LONGER_IN]


def test_the_split_of_a_competency_tells_where_its_behaviours_are() -> None:
    before = version({"care": {"first": "a b", "second": "c"}})
    after = version(
        {"care": {"first": "a", "second": "c"}, "tact": {"first": "b"}},
        came_from={"tact": ("care",)},
    )
    (entry,) = told(before, after)
    assert entry.kind is EntryKind.COMPETENCY_SPLIT
    assert originals(entry.names_now) == ["care", "tact"]


def test_a_competency_under_another_name_and_in_another_category() -> None:
    renamed, elsewhere = told(
        version({"care": {"first": "a"}, "craft": {"first": "b"}}),
        version(
            {"care": {"first": "a"}, "craft": {"first": "b"}},
            texts={"title care": "Looking after people"},
            groups={"craft": "other"},
        ),
    )
    assert (renamed.kind, originals(renamed.names)) == (
        EntryKind.RENAMED, ["Looking after people"],
    )  # fmt: skip
    assert (elsewhere.kind, originals(elsewhere.names_now)) == (EntryKind.RECATEGORISED, ["other"])


def test_a_competency_the_role_does_not_have_concerns_nobody_there() -> None:
    cells = {"care": {"first": "a"}, "craft": {"second": "b"}}
    entries = told(version(cells), version(cells, texts={"title craft": "Skills of the trade"}))
    assert entries == ()


def test_translations_are_small_things() -> None:
    cells = {"care": {"first": "a"}}
    (entry,) = told(
        version(cells, texts={"a": "Asks."}), version(cells, texts={"a": text("Asks.", "Pide.")})
    )
    assert (entry.kind, entry.count) == (EntryKind.SMALL, 1)


def test_a_waiver_comes_with_its_reason() -> None:
    cells = {"care": {"first": "a"}}
    (entry,) = told(version(cells), version(cells, waivers={"a": "The law names it."}))
    assert entry.kind is EntryKind.WAIVED
    assert entry.change
    assert entry.change.after == text("The law names it.")
