"""What people call the tables, fields and values of action plans, reports of a period, and how a district reports."""

from __future__ import annotations

from kinerja_tui.rules.periods import PeriodKind
from kinerja_tui.rules.reporting import ReportState
from kinerja_tui.services.labels.readers import Reader, labelled, number, period


def _as_submitted(text: str) -> str:
    lines = [line.split("\x1f") for line in text.split("\x1e") if line]
    return ", ".join(number(amount) if amount else words for _, amount, words in lines)


def _read(_key: str) -> str:
    return "sudah dibaca"


TABLES: dict[str, str] = {
    "action_step": "Rencana aksi",
    "progress_report": "Laporan realisasi",
    "reporting_rule": "Aturan pelaporan",
}

FIELDS: dict[str, dict[str, str]] = {
    "action_step": {
        "plan_id": "Rencana kerja",
        "result_id": "Hasil kerja",
        "position": "Urutan",
        "text": "Langkah",
        "period": "Periode",
        "due_on": "Tenggat",
        "done_on": "Selesai pada",
        "note": "Catatan",
    },
    "progress_report": {
        "plan_id": "Rencana kerja",
        "period": "Periode",
        "state": "Status laporan",
        "submitted_on": "Tanggal diajukan",
        "submitted_by": "Diajukan oleh",
        "due_on": "Batas pengajuan",
        "missing": "Indikator tanpa realisasi",
        "indicators": "Jumlah indikator",
        "as_submitted": "Realisasi yang diajukan",
        "reason": "Alasan ditarik atau dikembalikan",
        "reopened_on": "Tanggal dibuka lagi",
        "obstacles_read": "Hambatan dibaca",
        "obstacles_read_on": "Hambatan dibaca pada",
        "obstacles_read_by": "Hambatan dibaca oleh",
    },
    "reporting_rule": {
        "district": "Kode kabupaten/kota",
        "year": "Mulai tahun",
        "kind": "Jenis periode",
        "due_days": "Batas laporan (hari setelah periode)",
    },
}

READERS: dict[tuple[str, str], Reader] = {
    ("action_step", "period"): period,
    ("progress_report", "period"): period,
    ("progress_report", "state"): labelled(ReportState),
    ("progress_report", "as_submitted"): _as_submitted,
    ("progress_report", "obstacles_read"): _read,
    ("reporting_rule", "kind"): labelled(PeriodKind),
}
