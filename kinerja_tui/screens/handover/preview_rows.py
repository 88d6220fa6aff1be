"""The rows of an import preview: what is held, what comes into bentrok, then each person's fields old -> new."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from kinerja_tui.handoff.differences import Difference
from kinerja_tui.handoff.locked import LOCKED
from kinerja_tui.handoff.merge import Held, Outcome
from kinerja_tui.models.changes import REFERENCE
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import fold
from kinerja_tui.services.handover import handoff
from kinerja_tui.services.labels import field_label, is_link, shown, table_label
from kinerja_tui.widgets.source import Cell

KINDS = {
    "held": "Tertahan",
    "conflict": "Bentrok",
    "new": "Catatan baru",
    "joined": "Perubahan sejajar",
    "changed": "Isian berubah",
}
"""Kind of a row -> what it is called, in the order they stand."""

_UNINTERESTING = frozenset({"position", "rules"})
"""Fields of a new record that say nothing to people."""

_HEADLINES = ("name", "key", "text", "post", "period", "value", "work_rating", "rating", "amount", "target", "unit")
"""What of a new record is named first."""

_CONFLICT = "Bentrok: diubah di dua PC. Keduanya disimpan; pilihannya menunggu di “Perlu dibereskan”."

_JOINED = "Sejajar: catatan ini diubah juga di sini, pada isian lain. Keduanya berlaku; tidak ada yang hilang."

_PERSON_LINKS = frozenset({"rater_id", "superior_id", "employee_id"})


@dataclass(frozen=True)
class PreviewRow:
    """One line of the preview, and all of it for Enter."""

    cells: list[Cell]
    title: str
    details: str
    kind: str = "changed"
    """key of `KINDS`"""

    @property
    def search(self) -> str:
        """What the filter looks in."""
        return fold(f"{self.title} {' '.join(cell if isinstance(cell, str) else cell[0] for cell in self.cells)}")


def preview_rows(file: DatabaseFile, outcome: Outcome) -> list[PreviewRow]:
    """The rows, what needs attention first. A new record is one row; a changed one has a row for each field."""
    differences = outcome.comparison.differences
    names = _names(file, differences)
    captions = _captions(file, differences)
    disputed = [_field_row(item, names, captions.get(item.record_id, "")) for item in differences if item.conflict]
    rows = []
    settled = [item for item in differences if not item.conflict]
    settled.sort(key=lambda item: item.employee_id == REFERENCE)  # people first; otherwise the order stays
    for (_, _, is_new), group in groupby(settled, key=lambda item: (item.table, item.record_id, item.is_new_record)):
        if is_new:
            rows += _new_record_row([item for item in group if _is_interesting(item, names)], names)
        else:
            rows += [_field_row(item, names, captions.get(item.record_id, "")) for item in group]
    return [_held_row(item) for item in outcome.held] + disputed + rows


def _field_row(item: Difference, names: dict[str, str], caption: str) -> PreviewRow:
    person = _person(item)
    what = f"{table_label(item.table)} · {field_label(item.table, item.field)}"
    old, new = (_shown(item, value, names) for value in (item.old, item.new))
    change = f"{old} → {new}"
    details = [
        f"Isian: {what}",
        *([f"Pada: {caption}"] if caption else []),
        "",
        f"Sekarang: {old}",
        f"Sesudah impor: {new}",
        *(["", _CONFLICT] if item.conflict else ["", _JOINED] if item.joined else []),
    ]
    kind = "conflict" if item.conflict else "joined" if item.joined else "changed"
    looks = _LOOKS[kind]
    cells: list[Cell] = [looks, person, what, (change, "bad") if item.conflict else change, caption]
    return PreviewRow(cells, person, "\n".join(details), kind)


_LOOKS = {"conflict": ("!", "bad"), "joined": ("=", "mark"), "changed": ("~", "mark")}


def _new_record_row(fields: list[Difference], names: dict[str, str]) -> list[PreviewRow]:
    if not fields:
        return []
    first = fields[0]
    fields = sorted(fields, key=lambda item: _HEADLINES.index(item.field) if item.field in _HEADLINES else 99)
    person, what = _person(first), f"{table_label(first.table)} baru"
    summary = "; ".join(_shown(item, item.new, names) for item in fields)
    lines = [f"{field_label(item.table, item.field)}: {_shown(item, item.new, names)}" for item in fields]
    return [PreviewRow([("+", "good"), person, what, summary, ""], f"{what}: {person}", "\n".join(lines), "new")]


def _held_row(item: Held) -> PreviewRow:
    reason = f"tertahan: {item.reason}"
    counts = (
        "Ia berlaku begitu BKPSDM membuka periode itu kembali."
        if item.reason == LOCKED
        else "Ia berlaku dengan sendirinya setelah penulisnya dikenal dan berwenang."
    )
    return PreviewRow(
        [("!", "bad"), item.by, item.act, (reason, "bad"), f"PC {item.site[:8]}"],
        f"Tertahan: {item.act}",
        f"Ditulis oleh {item.by} di PC {item.site}.\n\nAlasan: {item.reason}.\n\nPerubahan ini disimpan tetapi belum "
        f"berlaku. {counts}",
        "held",
    )


def _person(item: Difference) -> str:
    if item.employee_id == REFERENCE:
        return "Data bersama"
    return item.person or "(pegawai belum ada di sini)"


def _is_interesting(item: Difference, names: dict[str, str]) -> bool:
    """Whether a field of a new record says anything to people: links do only where they lead to a name."""
    return item.field not in _UNINTERESTING and (
        not is_link(item.field) or (item.field != "employee_id" and item.new in names)
    )


def _shown(item: Difference, value: object, names: dict[str, str]) -> str:
    if item.field in _PERSON_LINKS and isinstance(value, str) and value in names:
        return names[value]
    return shown(item.table, item.field, value)


def _names(file: DatabaseFile, differences: list[Difference]) -> dict[str, str]:
    """Names of the people that fields point at: those here, and those the bundle brings."""
    wanted = {
        value
        for item in differences
        if item.field in _PERSON_LINKS
        for value in (item.old, item.new)
        if isinstance(value, str)
    }
    brought = {
        item.record_id: str(item.new) for item in differences if item.table == "employee" and item.field == "name"
    }
    return {**brought, **handoff.people(file, wanted)}


def _captions(file: DatabaseFile, differences: list[Difference]) -> dict[str, str]:
    """What changed records are known by; the fields of new ones speak for themselves."""
    records: dict[str, set[str]] = defaultdict(set)
    for item in differences:
        if not item.is_new_record:
            records[item.table].add(item.record_id)
    return handoff.captions(file, records)
