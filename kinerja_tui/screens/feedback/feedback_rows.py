"""The lines of one person's feedback: for the office with names, for the person without those that are hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kinerja_tui.models.feedback import Dialogue, Feedback, Guidance
from kinerja_tui.rules.formats import excerpt, format_short_date
from kinerja_tui.services.feedback.feedback_sheet import PersonFeedback, SeenByPerson, kind_label
from kinerja_tui.widgets.table import Cell

_SHORT = 300
"""Characters of a text that a line may need."""


@dataclass(frozen=True)
class Row:
    """A line: its key, what it stands for, its cells; and the text Enter shows where nothing may be changed."""

    key: str
    kind: str
    """feedback, dialogue, guidance, invitation, or shown"""
    record_id: str
    title: str
    cells: Sequence[Cell]
    text: str = ""


def office_rows(data: PersonFeedback, records: Sequence[Dialogue | Guidance], year: int) -> list[Row]:
    """Sheets and records, newest first; then who was asked this year and has not given."""
    dated: list[tuple[date | None, Row]] = [(sheet.given_on, _sheet_row(sheet)) for sheet in data.sheets]
    dated += [(record.held_on, _record_row(record)) for record in records]
    rows = [row for _, row in sorted(dated, key=lambda item: item[0] or date.min, reverse=True)]
    for item in data.waiting(year):
        label = kind_label(item.giver_kind)
        cells: list[Cell] = [("diminta", "dim"), (label, "dim"), (item.giver_name, "dim"), ("belum memberi", "warn")]
        asked = f", diminta {_day(item.asked_on)}" if item.asked_on else ""
        rows.append(
            Row(f"invitation:{item.id}", "invitation", item.id, f"{label}: {item.giver_name}", cells,
                f"Diminta memberi umpan balik tahun {item.year}{asked}; belum memberi.")
        )  # fmt: skip
    return rows


def person_rows(data: PersonFeedback, records: Sequence[Dialogue | Guidance]) -> list[Row]:
    """What the person may see. Keys are running numbers: no id of a sheet is on the page."""
    rows: list[Row] = []
    for seen in data.for_person():
        when = _day(seen.day) if seen.day else str(seen.year)
        label = kind_label(seen.kind)
        giver = f"{label}, {seen.giver}" if seen.giver else label
        cells: list[Cell] = [when, label, excerpt(_joined(seen.parts), _SHORT)]
        rows.append(Row(f"shown:{len(rows)}", "shown", "", f"{giver} · {when}", cells, _whole(seen)))
    for record in records:
        row = _record_row(record)
        rows.append(
            Row(f"shown:{len(rows)}", "shown", "", row.title, [row.cells[0], row.cells[1], row.cells[3]],
                _record_text(record))
        )  # fmt: skip
    for standing in data.held_back():
        label = kind_label(standing.kind)
        text = f"belum cukup: {standing.given} orang, tampil setelah {standing.minimum} orang memberi"
        held: list[Cell] = [(str(standing.year), "dim"), (label, "dim"), (text, "warn")]
        rows.append(
            Row(f"shown:{len(rows)}", "shown", "", label, held,
                f"Umpan balik dari {label.lower()} {text}, supaya pemberinya tidak dapat ditebak.")
        )  # fmt: skip
    return rows


def _sheet_row(sheet: Feedback) -> Row:
    label = kind_label(sheet.giver_kind)
    text = excerpt(_joined((sheet.went_well, sheet.to_improve, sheet.proposal)), _SHORT) or "hanya skor"
    cells: list[Cell] = [_day(sheet.given_on), label, sheet.giver_name or ("tanpa nama", "warn"), text]
    title = f"{label}, {sheet.giver_name}, {_day(sheet.given_on)}"
    return Row(f"feedback:{sheet.id}", "feedback", sheet.id, title, cells)


def _record_row(record: Dialogue | Guidance) -> Row:
    if isinstance(record, Dialogue):
        kind, label = "dialogue", "Dialog"
        text = _joined((record.agreement, record.leader_notes, record.employee_notes))
    else:
        kind, label, text = "guidance", "Bimbingan", record.summary or "(tanpa kesimpulan)"
    cells: list[Cell] = [_day(record.held_on), (label, "mark"), record.leader_name, excerpt(text, _SHORT)]
    return Row(f"{kind}:{record.id}", kind, record.id, f"{label} {_day(record.held_on)}", cells)


def _joined(parts: Sequence[str]) -> str:
    """The parts of a sheet on one line, in their order."""
    return " / ".join(" ".join(text.split()) for text in parts if text.strip())


def _whole(seen: SeenByPerson) -> str:
    labels = ("Berjalan baik", "Perlu diperbaiki", "Usulan")
    lines = [f"Tentang: {seen.result}"] if seen.result else []
    lines += [f"{label}: {text}" for label, text in zip(labels, seen.parts, strict=True) if text]
    if seen.proposal_date:
        lines.append(f"Tanggal usulan: {_day(seen.proposal_date)}")
    if seen.evidence:
        lines.append(f"Bukti dukung: {seen.evidence}")
    return "\n\n".join(lines) or "Hanya skor."


def _record_text(record: Dialogue | Guidance) -> str:
    if isinstance(record, Guidance):
        return "\n\n".join(filter(None, (f"Pimpinan: {record.leader_name}", record.summary)))
    acknowledged = [
        f"Diketahui {side}: {_day(day)}"
        for side, day in (
            ("pegawai", record.employee_acknowledged_on),
            ("pimpinan", record.leader_acknowledged_on),
        )
    ]
    parts = [
        f"Catatan pegawai: {record.employee_notes}" if record.employee_notes else "",
        f"Catatan pimpinan: {record.leader_notes}" if record.leader_notes else "",
        f"Kesepakatan: {record.agreement}" if record.agreement else "",
        *acknowledged,
    ]
    return "\n\n".join(filter(None, parts))


def _day(day: date | None) -> str:
    return format_short_date(day) if day else "belum"
