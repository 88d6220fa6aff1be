"""The state of a record is a pure function of the set of its changes."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_tui.models.changes import Op, Value, same_value
from kinerja_tui.models.state import REMOVED, RecordState, state_of
from tests.journal.oracle import Write, expected, spelled

FIELDS = ("name", "post", "rank")
VALUES: tuple[Value, ...] = ("a", "b", "1", 1, True, None, {"x": 1}, {"x": True}, ["1"])


@st.composite
def histories(draw: st.DrawFn) -> dict[str, Op]:
    """A random graph of changes; names are shuffled so that neither age nor order can be told from them."""
    count = draw(st.integers(1, 9))
    names = [
        f"{number:040x}" for number in draw(st.lists(st.integers(0, 500), min_size=count, max_size=count, unique=True))
    ]
    ops: dict[str, Op] = {}
    for position, name in enumerate(names):
        parents = draw(st.lists(st.sampled_from(names[:position]), unique=True, max_size=3)) if position else []
        if draw(st.integers(0, 9)) == 0:
            parents.append("f" * 40)
        fields: dict[str, Value] = draw(
            st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(VALUES), min_size=0, max_size=2)
        )
        if not fields or draw(st.integers(0, 4)) == 0:
            fields[REMOVED] = draw(st.booleans())
        ops[name] = Op("employee", "k" * 8, tuple(parents), fields)
    return ops


def oracle_of(ops: Mapping[str, Op], ignored: frozenset[str] = frozenset()):
    return expected({name: Write(frozenset(op.parents), op.fields, name not in ignored) for name, op in ops.items()})


def agrees(state: RecordState, ops: Mapping[str, Op], ignored: frozenset[str] = frozenset()) -> None:
    wanted = oracle_of(ops, ignored)
    assert {name: {head for head, _ in item.heads} for name, item in state.fields.items()} == wanted.heads
    assert {name: spelled(item.value) for name, item in state.fields.items()} == {
        name: spelled(value) for name, value in wanted.value.items()
    }
    assert {name: {change for change, _ in heads} for name, heads in state.conflicts().items()} == wanted.conflicts
    assert state.removed == wanted.removed
    assert set(state.frontier) == wanted.frontier


@settings(max_examples=400, deadline=None)
@given(histories())
def test_state_is_what_plain_sets_say(ops: dict[str, Op]) -> None:
    agrees(state_of(ops), ops)


@settings(max_examples=200, deadline=None)
@given(histories(), st.data())
def test_ignored_changes_write_nothing_but_pass_on_what_was_seen(ops: dict[str, Op], data: st.DataObject) -> None:
    ignored = frozenset(data.draw(st.sets(st.sampled_from(sorted(ops)), max_size=len(ops) - 1)))
    agrees(state_of(ops, ignored), ops, ignored)


@settings(max_examples=150, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_order_of_arrival_means_nothing(ops: dict[str, Op], rng: random.Random) -> None:
    shuffled = list(ops.items())
    rng.shuffle(shuffled)
    assert state_of(dict(shuffled)) == state_of(ops)


@settings(max_examples=150, deadline=None)
@given(histories())
def test_a_merge_by_a_person_settles_everything(ops: dict[str, Op]) -> None:
    before = state_of(ops)
    chosen: dict[str, Value] = {name: item.value for name, item in before.fields.items()}
    chosen[REMOVED] = before.removed
    after = state_of({**ops, "e" * 40: Op("employee", "k" * 8, before.frontier, chosen)})
    assert after.conflicts() == {}
    assert after.removed == before.removed
    assert all(spelled(after.fields[name].value) == spelled(value) for name, value in chosen.items())


def op(parents: str = "", /, **fields: Value) -> Op:
    return Op("employee", "k" * 8, tuple(parents), fields)


def test_a_merge_settles_only_what_it_writes() -> None:
    ops = {"a": op(name="A", post="x"), "b": op(name="B", post="y"), "m": op("ab", name="A")}
    assert state_of(ops).conflicts() == {"post": (("a", "x"), ("b", "y"))}
    assert state_of(ops).fields["name"].value == "A"


def test_heads_that_agree_are_no_conflict() -> None:
    assert state_of({"a": op(name="A"), "b": op(name="A")}).conflicts() == {}


@pytest.mark.parametrize(("one", "other"), [(1, True), (1, "1"), (0, False), (None, ""), ({"x": 1}, {"x": True})])
def test_values_of_different_kinds_are_a_conflict(one: Value, other: Value) -> None:
    assert not same_value(one, other)
    assert "name" in state_of({"a": op(name=one), "b": op(name=other)}).conflicts()


def test_the_value_shown_meanwhile_is_the_deepest_then_the_largest_name() -> None:
    assert state_of({"a": op(name="A"), "b": op(name="B")}).fields["name"].value == "B"
    ops = {"0": op(name="first"), "1": op("0", name="deep"), "9": op(name="shallow")}
    assert state_of(ops).fields["name"].value == "deep"


def test_a_change_nobody_has_yet_counts_for_nothing_as_a_parent() -> None:
    assert state_of({"a": op("z", name="A")}).fields["name"].value == "A"
    assert state_of({"a": op("z", name="A"), "b": op("z", name="B")}).fields["name"].in_conflict


def test_a_removal_never_wins_over_an_edit_it_had_not_seen() -> None:
    ops = {"a": op(name="A"), "r": op("a", removed=True), "e": op("a", name="B")}
    state = state_of(ops)
    assert not state.removed
    assert state.conflicts() == {REMOVED: (("e", False), ("r", True))}
    assert state.fields["name"].value == "B"


def test_a_removal_that_saw_everything_removes_and_later_edits_do_not_bring_back() -> None:
    ops = {"a": op(name="A"), "r": op("a", removed=True)}
    assert state_of(ops).removed
    assert state_of({**ops, "e": op("r", name="B")}).removed
    assert not state_of({**ops, "e": op("r", removed=False)}).removed


def test_an_edit_elsewhere_in_the_record_does_not_settle_a_colliding_removal() -> None:
    ops = {"a": op(name="A"), "r": op("a", removed=True), "e": op("a", name="B"), "m": op("er", post="x")}
    assert state_of(ops).conflicts() == {REMOVED: (("e", False), ("r", True))}
    assert state_of({**ops, "n": op("m", removed=True)}).removed


def test_removed_and_kept_at_once_is_a_conflict() -> None:
    ops = {"a": op(name="A"), "r": op("a", removed=True), "k": op("a", removed=False)}
    assert REMOVED in state_of(ops).conflicts()


def test_an_ignored_change_is_not_among_what_a_person_has_seen() -> None:
    """Otherwise an edit made meanwhile would supersede it unseen, once it counts."""
    ops = {"a": op(name="A"), "h": op("a", name="held")}
    assert state_of(ops, {"h"}).frontier == ("a",)
    ops["b"] = op("a", name="B")
    assert state_of(ops).fields["name"].in_conflict


def test_a_chain_of_thousands_is_no_problem() -> None:
    names = [f"{number:040x}" for number in range(3000)]
    ops = {name: op(name=name) for name in names[:1]}
    for before, name in itertools.pairwise(names):
        ops[name] = Op("employee", "k" * 8, (before,), {"name": name})
    state = state_of(dict(reversed(ops.items())))
    assert state.fields["name"].value == names[-1]
    assert state.frontier == (names[-1],)
