"""The history of changes: who did what, when, on which PC, from the journal's plain rows, newest first.

Every change is named by its content and names the changes its author had seen, so the history is a chain: nothing in it
can be altered unseen (`kinerja verifikasi` proves it).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from kinerja_tui.models.changes import Change, stored
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import excerpt
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.labels import field_label, is_link, shown, table_label
from kinerja_tui.services.lists.listing import Listing, pattern

CLOSED = ("feedback", "feedback_score", "feedback_invitation")
"""Tables whose contents are read on their own screens only: there names of peers and subordinates stay hidden."""
MOST_LINES = 60
"""Fields that are read out of one change; a whole plan has hundreds."""


@dataclass(frozen=True)
class ChangeRead:
    """One change as people read it."""

    title: str
    at: str
    by: str
    number: int
    """running number on its PC"""
    name: str
    """40 hex digits from its content"""
    from_elsewhere: bool
    held: str
    """why it does not count here; empty when it does"""
    seen: tuple[str, ...]
    """names of the changes its author had before him"""
    lines: tuple[str, ...]
    """what it writes, field by field"""
    left_out: int
    """fields that are not among the lines"""


def listing(file: DatabaseFile, employee_id: str = "", text: str = "") -> Listing:
    """The changes about one employee (empty: all), whose act or author holds every word of the filter."""
    conditions, values = ["1"], []
    if employee_id:
        conditions.append("j.sub = ?")
        values.append(employee_id)
    for word in text.split():
        conditions.append("(j.act LIKE ? ESCAPE '\\' OR j.by LIKE ? ESCAPE '\\' OR e.name LIKE ? ESCAPE '\\')")
        values += [pattern(word)] * 3
    source = "FROM journal j LEFT JOIN employee e ON e.id = j.sub"
    keys = file.rows(f"SELECT j.seq {source} WHERE {' AND '.join(conditions)} ORDER BY j.seq DESC", values)
    columns = {
        "id": "CAST(j.seq AS TEXT)", "at": "j.at", "by": "j.by", "act": "j.act", "name": "coalesce(e.name, '')",
        "elsewhere": "j.arrived_with IS NOT NULL", "held": "coalesce(j.held, '')",
    }  # fmt: skip
    page = f"SELECT {', '.join(columns.values())} {source} WHERE j.seq IN ({{ids}})"
    return Listing(file, [str(row[0]) for row in keys], page, tuple(columns))


def read_change(file: DatabaseFile, key: str) -> ChangeRead:
    """One change of the list, whole. Raises `RuleBroken` when it is gone or cannot be read."""
    found = file.rows("SELECT id, body, arrived_with, held FROM journal WHERE seq = ?", (int(key),))
    if not found:
        raise RuleBroken("Perubahan ini tidak ada lagi di PC ini; mungkin impornya dibatalkan.")
    name, body, bundle, held = found[0]
    try:
        change = stored(zlib.decompress(body))
    except (ValueError, KeyError, TypeError, zlib.error) as error:
        raise RuleBroken("Perubahan ini tidak dapat dibaca. Jalankan kinerja verifikasi.") from error
    lines = _lines(change)
    seen = sorted({parent for op in change.ops for parent in op.parents})
    return ChangeRead(
        change.act, change.at, change.by, change.n, name, bundle is not None, held or "", tuple(seen),
        tuple(lines[:MOST_LINES]), max(len(lines) - MOST_LINES, 0),
    )  # fmt: skip


def _lines(change: Change) -> list[str]:
    """What is written, without the fields that only point at other records and without who gave feedback."""
    closed = sorted({table_label(op.table) for op in change.ops if op.table in CLOSED})
    return [f"{label}: isinya dibaca di layar Umpan balik (0)." for label in closed] + [
        f"{table_label(op.table)}: {field_label(op.table, field)} = {excerpt(shown(op.table, field, value), 90)}"
        for op in change.ops
        for field, value in op.fields.items()
        if op.table not in CLOSED and not is_link(field) and value not in (None, "", {}, [])
    ]
