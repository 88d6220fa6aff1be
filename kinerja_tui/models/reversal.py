"""What a change did to each record, and what would set it back, from the journal alone.

Setting a change back is an ordinary change: fields get what stood before, what it made is removed, what it removed
comes back. Its parents are everything seen here, the change itself among them, so that it merges like any other.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from kinerja_tui.models import journal, projection
from kinerja_tui.models.changes import Change, Op, Value, same_value, stored
from kinerja_tui.models.projection import RecordHistory
from kinerja_tui.models.records import encode, journalled_fields
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.models.state import REMOVED, state_of

_BATCH = 400

UNKNOWN = "unknown"
"""The change writes a table or field of a newer program, or calls a record something else."""
DISPUTED = "disputed"
"""Before the change a field was in bentrok: there is no one value to go back to."""


@dataclass(frozen=True, slots=True)
class Step:
    """One field of one record that a change wrote: what stood there before (travelling values), and what it wrote."""

    table: str
    key: str
    field: str
    before: Value
    after: Value
    made: bool
    """whether the change made the record"""


@dataclass(frozen=True, slots=True)
class Reversal:
    """A stored change, what it did, and what setting it back would write."""

    id: str
    seq: int
    change: Change
    steps: tuple[Step, ...]
    seen: Mapping[str, tuple[str, ...]]
    """record id -> what the change that sets it back names as seen"""
    beside: frozenset[str]
    """names of changes that wrote the same fields beside or after it, or the same record where it made that"""
    trouble: str = ""
    """`UNKNOWN`, `DISPUTED`, or empty: it can be set back"""

    @property
    def made(self) -> dict[str, str]:
        """Record id -> table of the records it made: setting it back removes them."""
        return {step.key: step.table for step in self.steps if step.made}

    @property
    def brought(self) -> dict[str, str]:
        """Record id -> table of those it removed: setting it back brings them here again."""
        return {step.key: step.table for step in self.steps if step.field == REMOVED and step.after is True}

    def back(self) -> dict[str, tuple[str, dict[str, Value]]]:
        """Record id -> (table, fields to write) that sets it back."""
        found: dict[str, tuple[str, dict[str, Value]]] = {}
        for step in self.steps:
            fields = found.setdefault(step.key, (step.table, {}))[1]
            if step.made:
                fields[REMOVED] = True
            else:
                fields[step.field] = step.before
        return found


def reversal_of(connection: Connection, change_id: str, inert: Collection[str] = ()) -> Reversal | None:
    """Read a change and what it would be set back to; None when it is not here.

    ``inert`` are changes that are set back already and those that did it: what they wrote counts for nothing as long
    as the value is still the change's own.
    """
    row = connection.execute(
        select(journal.journal.c.seq, journal.journal.c.body).where(journal.journal.c.id == change_id)
    ).first()
    if row is None:
        return None
    change = stored(zlib.decompress(row.body))
    steps: list[Step] = []
    seen: dict[str, tuple[str, ...]] = {}
    beside: set[str] = set()
    trouble = ""
    for ops in journal.batches(change.ops, _BATCH):
        histories = projection.histories(connection, [op.key for op in ops])
        for op in ops:
            history = histories.get(op.key)
            if history is None or history.table != op.table or not _is_known(op):
                trouble = UNKNOWN
                continue
            found, others, disputed = _steps(change_id, op, history, inert)
            steps += found
            beside |= others
            seen[op.key] = tuple(sorted({*history.state().frontier, change_id}))
            trouble = trouble or (DISPUTED if disputed else "")
    return Reversal(change_id, row.seq, change, tuple(steps), seen, frozenset(beside), trouble)


def _is_known(op: Op) -> bool:
    table = PROJECTED.get(op.table)
    return table is not None and op.fields.keys() <= {REMOVED, *journalled_fields(table)}


def _steps(change_id: str, op: Op, history: RecordHistory, inert: Collection[str]) -> tuple[list[Step], set[str], bool]:
    """(what the change did to one record, who else wrote there, whether a field was in bentrok before)."""
    counting = {name: item for name, item in history.ops.items() if name not in history.ignored}
    before_ops = {name: history.ops[name] for name in older(history.ops, op.parents)}
    made = not before_ops.keys() & counting.keys()
    before, now = state_of(before_ops, history.ignored), history.state()
    beside = set(counting) - {change_id, *inert} if made else set()
    disputes, clashes = before.conflicts(), now.conflicts()
    steps = []
    for name, after in op.fields.items():
        old: Value = False
        if name != REMOVED:
            known = before.fields.get(name)
            old = encode(projection.defaults(PROJECTED[op.table])[name]) if known is None else known.value
        elif not made:
            old = before.removed
        steps.append(Step(op.table, op.key, name, old, after, made))
        heads = clashes.get(name) or (now.fields[name].heads if name in now.fields else ())
        beside |= {head for head, value in heads if head not in {change_id, *inert} or not same_value(value, after)}
    beside.discard(change_id)
    return steps, beside, not made and any(name in disputes for name in op.fields)


def older(ops: Mapping[str, Op], parents: Iterable[str]) -> set[str]:
    """Every known change of a record that somebody who named these parents had seen."""
    found: set[str] = set()
    waiting = list(parents)
    while waiting:
        name = waiting.pop()
        if name in ops and name not in found:
            found.add(name)
            waiting += ops[name].parents
    return found
