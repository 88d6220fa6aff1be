"""One voice of the public in words: how it stands, and what its owner did about it."""

from __future__ import annotations

from kinerja_tui.rules.formats import excerpt
from kinerja_tui.rules.voice_handling import Standing
from kinerja_tui.services.labels import shown
from kinerja_tui.services.lists.listing import Row


def standing_shown(row: Row) -> str:
    """How a voice stands, with the day that says it: ``lewat 30-09-2026``."""
    standing = row["standing"]
    due = shown("voice", "due", row["due"]) if row["due"] else ""
    if standing == Standing.DONE:
        return f"selesai {shown('voice', 'done_on', row['done_on'])}"
    if standing == Standing.OVERDUE:
        return f"lewat {due}"
    if standing == Standing.FOLLOWED:
        return f"sampai {due}" if due else "diurus"
    return {Standing.NEW: "belum diurus", Standing.NOTED: "dicatat"}.get(standing, "dengan alasan")


def owned_shown(row: Row) -> str:
    """A voice on its owner's personal sheet: what was said, how it stands, what was done."""
    kind = shown("voice", "kind", row["kind"])
    said = f"{kind} {shown('voice', 'received_on', row['received_on'])}: {excerpt(row['text'], 120)}"
    action = f"; {excerpt(row['action'], 160)}" if row["action"] else ""
    return f"{said} ({standing_shown(row)}{action})"
