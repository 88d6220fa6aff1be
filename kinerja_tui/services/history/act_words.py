"""What an act did, or what undoing it would do, in words: one line a field, old → new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.reversal import Step
from kinerja_tui.models.state import REMOVED
from kinerja_tui.rules.formats import excerpt
from kinerja_tui.services.handover.handoff import captions
from kinerja_tui.services.history.change_history import CLOSED
from kinerja_tui.services.history.record_names import record_named, value_text
from kinerja_tui.services.labels import EMPTY, field_label, table_label

MOST_LINES = 200
"""Fields told one by one; the rest is counted."""

_SILENT = frozenset({"position", "rules"})
"""Fields that say nothing to people."""

_BY_ANOTHER = frozenset({"progress", "result_rating"})

_NAME = re.compile(r"^data [0-9a-f]{8}$|[0-9a-f]{8}-[0-9a-f]{4}-")
"""The name of a record nobody can read."""

_LONG = 70


def told_steps(file: DatabaseFile, steps: Sequence[Step]) -> list[str]:
    """Each record by its name, and under it each field old → new; records of one name that only go are counted."""
    names = _names(file, steps[: 10 * MOST_LINES])
    groups = [(key, list(group)) for key, group in groupby(steps, key=lambda step: step.key)]
    lines: list[str] = []
    for place, (key, group) in enumerate(groups):
        if len(lines) >= MOST_LINES:
            lines.append(f"… dan {len(groups) - place} data lain")
            break
        table = group[0].table
        named = table_label(table) if table in CLOSED else names.get(key) or record_named(file, table, key)
        lines += _record(file, named, group)
    counted = ((line, len(list(group))) for line, group in groupby(lines))
    return [f"{line} ({count}×)" if count > 1 else line for line, count in counted]


def _names(file: DatabaseFile, steps: Iterable[Step]) -> dict[str, str]:
    """Names of records that are known by another one's text."""
    wanted: dict[str, set[str]] = {}
    for step in steps:
        if step.table in _BY_ANOTHER:
            wanted.setdefault(step.table, set()).add(step.key)
    tables = {step.key: step.table for step in steps}
    found = captions(file, wanted)
    return {key: f"{table_label(tables[key])} “{excerpt(text, 50)}”" for key, text in found.items()}


def _record(file: DatabaseFile, named: str, steps: Sequence[Step]) -> Iterable[str]:
    removal = next((step for step in steps if step.field == REMOVED), None)
    made = steps[0].made
    if made:
        yield f"+ {named}: baru"
    elif removal is not None and removal.before != removal.after:
        yield f"− {named}: dihapus" if removal.after is True else f"+ {named}: dipakai lagi"
    else:
        yield f"~ {named}"
    if steps[0].table in CLOSED:
        yield "    Isinya dibaca di layar Umpan balik (0)."
        return
    for step in steps:
        if step.field != REMOVED and step.field not in _SILENT:
            yield from _field(file, step)


def _field(file: DatabaseFile, step: Step) -> Iterable[str]:
    before, after = (value_text(file, step.table, step.field, value) for value in (step.before, step.after))
    if before == after or _NAME.search(before) or _NAME.search(after):
        return
    label = field_label(step.table, step.field)
    old = "" if step.made or before == EMPTY else f"{excerpt(before, _LONG)} → "
    yield f"    {label}: {old}{excerpt(after, _LONG)}"
