"""e-Kinerja's "Laporan Penilaian SKP" as offices get it: title, instansi, a head some rows below, NIP as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.services.workbooks import write_xlsx

HEAD = [
    "no", "nip", "nama", "jabatan", "skp_unor", "skp_unor_induk", "is_plt_plh", "periode_akhir", "skp_status",
    "hasil_akhir", "penilai_nip", "penilai_nama",
]  # fmt: skip


def report_row(
    nip: str, name: str, result: str, *, ends: str = "2026-12-31", rater: Mapping[str, str] | None = None
) -> list[str]:
    """One row, of a definitive post."""
    who = rater or {}
    return ["1", nip, name, "Pelaksana", "Seksi", "Kecamatan Contoh", "0", ends, "DISETUJUI", result,
            who.get("nip", ""), who.get("name", "")]  # fmt: skip


def write_report(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """A workbook with these rows."""

    def fill(sheet: Any, book: Any) -> None:
        del book
        sheet.merge_range("A1:L1", "LAPORAN PENILAIAN SKP")
        sheet.write("A2", "Pemerintah Kabupaten Contoh")
        sheet.write_row("A4", HEAD)
        for at, row in enumerate(rows, 4):
            for place, text in enumerate(row):
                sheet.write_string(at, place, text)

    return write_xlsx(path, fill, "skp")
