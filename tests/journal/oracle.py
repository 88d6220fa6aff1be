"""What a record must be, said with plain sets and without any of the program's code.

A write is one change's part in one record: `parents` (change ids named as seen), `fields`, and whether it counts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Write:
    parents: frozenset[str]
    fields: Mapping[str, Any]
    counts: bool = True


@dataclass
class Expected:
    """value: field -> shown value; heads: field -> ids; conflicts: field -> ids that collide; removed; frontier."""

    value: dict[str, Any] = field(default_factory=dict)
    heads: dict[str, set[str]] = field(default_factory=dict)
    conflicts: dict[str, set[str]] = field(default_factory=dict)
    removed: bool = False
    frontier: set[str] = field(default_factory=set)


def spelled(value: Any) -> str:
    """JSON tells 1, true and "1" apart; Python's == does not."""
    return json.dumps(value, sort_keys=True)


def seen_by(writes: Mapping[str, Write]) -> dict[str, set[str]]:
    """Change -> every known change its author had seen, by repeating until nothing is added."""
    seen = {name: set(write.parents & writes.keys()) for name, write in writes.items()}
    grown = True
    while grown:
        grown = False
        for mine in seen.values():
            more = set().union(*(seen[other] for other in mine)) - mine
            if more:
                mine |= more
                grown = True
    return seen


def depths(writes: Mapping[str, Write]) -> dict[str, int]:
    """The longest chain of known parents that ends in each change."""
    depth = dict.fromkeys(writes, 1)
    for _ in writes:
        for name, write in writes.items():
            depth[name] = max([1, *(depth[parent] + 1 for parent in write.parents & writes.keys())])
    return depth


def expected(writes: Mapping[str, Write]) -> Expected:
    """The record these writes make."""
    seen, depth, found = seen_by(writes), depths(writes), Expected()
    counting = {name for name, write in writes.items() if write.counts}
    found.frontier = {name for name in counting if not any(name in seen[other] for other in counting)}
    for field_name in {name for change in counting for name in writes[change].fields}:
        writers = {change for change in counting if field_name in writes[change].fields}
        heads = {change for change in writers if not any(change in seen[other] for other in writers)}
        values = {change: writes[change].fields[field_name] for change in heads}
        found.heads[field_name] = heads
        found.value[field_name] = values[max(heads, key=lambda change: (depth[change], change))]
        if len({spelled(value) for value in values.values()}) > 1:
            found.conflicts[field_name] = heads
    if found.value.get("removed") is True:
        removers = {head for head in found.heads["removed"] if writes[head].fields["removed"] is True}
        edits = {change for change in counting if set(writes[change].fields) != {"removed"}}
        unseen = {
            edit
            for edit in edits - removers
            if all(edit not in seen[remover] and remover not in seen[edit] for remover in removers)
        }
        found.removed = not unseen
        if unseen:
            found.conflicts.setdefault("removed", removers | unseen)
    return found
