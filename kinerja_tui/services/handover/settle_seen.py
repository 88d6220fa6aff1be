"""Who wrote a value in bentrok, when and where, and what stood on the author's screen when the form was opened."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from kinerja_tui.models.changes import Op, parse
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.state import state_of
from kinerja_tui.rules.formats import excerpt, format_short_date


def what_they_saw(file: DatabaseFile, record_id: str, field: str, heads: Sequence[str]) -> dict[str, list[Any]]:
    """Change -> the values of the field that its author had seen; none where it had none, several in a bentrok."""
    rows = file.rows(
        "SELECT j.id, j.body FROM journal_record r JOIN journal j USING (seq) "
        "WHERE r.record_id = ? AND j.held IS NULL "
        "AND j.id NOT IN (SELECT change FROM rejection WHERE NOT removed)",
        (record_id,),
    )
    ops: dict[str, Op] = {}
    for change, body in rows:
        for op in parse(zlib.decompress(body)).ops:
            if op.key == record_id:
                ops[change] = op
    found = {}
    for head in heads:
        before = {change: ops[change] for change in _older(ops, head)}
        written = state_of(before).fields.get(field) if before else None
        found[head] = [] if written is None else list({repr(value): value for _, value in written.heads}.values())
    return found


def _older(ops: dict[str, Op], head: str) -> set[str]:
    """Every known change that a change was built on."""
    older: set[str] = set()
    waiting = list(ops[head].parents) if head in ops else []
    while waiting:
        change = waiting.pop()
        if change in ops and change not in older:
            older.add(change)
            waiting += ops[change].parents
    return older


def source_of(file: DatabaseFile, change: str) -> str:
    """Who wrote a change, when and where: ``Rina, 20-11-2026 09.15, Kecamatan Muara Bulian, PC 1a2b3c4d``."""
    rows = file.rows(
        "SELECT j.by, j.at, o.name, substr(j.site, 1, 8) FROM journal j LEFT JOIN site s ON s.site = j.site "
        "LEFT JOIN office o ON o.code = s.office WHERE j.id = ?",
        (change,),
    )
    if not rows:
        return "perubahan yang belum sampai di sini"
    by, at, office, site = rows[0]
    parts = (excerpt(by, 40) or "tanpa nama", moment(at), office, f"PC {site}")
    return ", ".join(part for part in parts if part)


def short_moment(at: str, today: date) -> str:
    """As `moment`, without a year that goes without saying, and without the hour in another one."""
    whole = moment(at)
    if len(whole) != len("01-01-2026 08.00") or whole[10] != " ":
        return whole
    return f"{whole[:5]} {whole[11:]}" if whole[6:10] == str(today.year) else whole[:10]


def moment(at: str) -> str:
    """A change's own clock, for people only; foreign text stays."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return excerpt(at, 20)
    return f"{format_short_date(date(moment.year, moment.month, moment.day))} {moment:%H.%M}"
