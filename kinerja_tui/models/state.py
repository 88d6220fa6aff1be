"""The state of one record as a pure function of the set of its changes.

No clock, no site name, no order of arrival takes part: any two PCs that hold the same changes of a record compute the
same values, the same conflicts and the same removal.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kinerja_tui.models.changes import Op, Value, same_value

REMOVED = "removed"
"""The field by which a record is taken away (True) or brought back (False)."""


@dataclass(frozen=True, slots=True)
class FieldState:
    """One field: the values of its heads (writers no other writer had seen) and the one shown meanwhile."""

    value: Value
    heads: tuple[tuple[str, Value], ...]

    @property
    def in_conflict(self) -> bool:
        """True when heads differ: bentrok, a person must choose."""
        first = self.heads[0][1]
        return any(not same_value(first, value) for _, value in self.heads[1:])


@dataclass(frozen=True, slots=True)
class RecordState:
    """All fields of a record, whether it is removed, and what a next change must name as seen."""

    fields: Mapping[str, FieldState]
    removed: bool
    removal_heads: tuple[str, ...]
    """Removals and the unseen edits they collide with; empty unless the removal itself is bentrok."""
    frontier: tuple[str, ...]
    """Never an ignored change: nobody sees what it wrote, so nobody may supersede it unseen."""

    def conflicts(self) -> dict[str, tuple[tuple[str, Value], ...]]:
        """Field name -> (change, value) of each differing head; a colliding removal stands under `REMOVED`."""
        found = {name: state.heads for name, state in self.fields.items() if state.in_conflict}
        if self.removal_heads and REMOVED not in found:
            removers = {change for change, value in self.fields[REMOVED].heads if value is True}
            found[REMOVED] = tuple((change, change in removers) for change in self.removal_heads)
        return found


def state_of(ops: Mapping[str, Op], ignored: Collection[str] = ()) -> RecordState:
    """Compute a record from its changes (change id -> what that change does to this record).

    A parent that is not here counts for nothing. Ignored changes (tolak, held) still say what their followers had
    seen, but write nothing.
    """
    order = _parents_first(ops)
    index = {change: position for position, change in enumerate(order)}
    ancestors: list[int] = []
    depth: list[int] = []
    for change in order:
        known = [index[parent] for parent in ops[change].parents if parent in index]
        mask = 0
        for parent in known:
            mask |= ancestors[parent] | (1 << parent)
        ancestors.append(mask)
        depth.append(1 + max((depth[parent] for parent in known), default=0))

    writers: dict[str, list[int]] = {}
    editors: list[int] = []
    for position, change in enumerate(order):
        if change in ignored:
            continue
        names = ops[change].fields
        for name in names:
            writers.setdefault(name, []).append(position)
        if any(name != REMOVED for name in names):
            editors.append(position)

    fields = {}
    for name, positions in writers.items():
        seen = 0
        for position in positions:
            seen |= ancestors[position]
        heads = [position for position in positions if not seen >> position & 1]
        shown = max(heads, key=lambda position: (depth[position], order[position]))
        fields[name] = FieldState(
            value=ops[order[shown]].fields[name],
            heads=tuple((order[head], ops[order[head]].fields[name]) for head in sorted(heads, key=order.__getitem__)),
        )

    removed, colliding = _removal(fields, editors, ancestors, index, order)
    counting = [position for position, change in enumerate(order) if change not in ignored]
    everything_seen = 0
    for position in counting:
        everything_seen |= ancestors[position]
    frontier = tuple(sorted(order[position] for position in counting if not everything_seen >> position & 1))
    return RecordState(fields, removed, colliding, frontier)


def _removal(
    fields: Mapping[str, FieldState],
    editors: Sequence[int],
    ancestors: Sequence[int],
    index: Mapping[str, int],
    order: Sequence[str],
) -> tuple[bool, tuple[str, ...]]:
    """A removal never wins over an edit that the remover had not seen; it waits for a person instead."""
    removal = fields.get(REMOVED)
    if removal is None or removal.value is not True:
        return False, ()
    removers = [index[change] for change, value in removal.heads if value is True]
    unseen = [
        editor
        for editor in editors
        if not any(
            editor == remover or ancestors[remover] >> editor & 1 or ancestors[editor] >> remover & 1
            for remover in removers
        )
    ]
    if not unseen:
        return True, ()
    return False, tuple(sorted(order[position] for position in {*removers, *unseen}))


def _parents_first(ops: Mapping[str, Op]) -> list[str]:
    """Every change after its known parents. Content names cannot form a cycle."""
    order: list[str] = []
    placed: set[str] = set()
    for start in sorted(ops):
        stack = [start]
        while stack:
            change = stack[-1]
            if change in placed:
                stack.pop()
                continue
            missing = [p for p in ops[change].parents if p in ops and p not in placed]
            if missing:
                stack.extend(missing)
            else:
                placed.add(change)
                order.append(change)
                stack.pop()
    return order
