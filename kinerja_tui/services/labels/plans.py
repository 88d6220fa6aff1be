"""What people call the tables, fields and values of the work plan and the progress on it."""

from __future__ import annotations

from kinerja_tui.rules.addenda import Target
from kinerja_tui.rules.on_track import Reading
from kinerja_tui.rules.plans import (
    Approach,
    Aspect,
    AttachmentSection,
    Direction,
    Perspective,
    PlanForm,
    PlanState,
    ResultKind,
)
from kinerja_tui.services.labels.readers import Reader, labelled, number, period, value


def target_words(text: str) -> str:
    """A target's key as people read it; a foreign text stays."""
    target = Target.read(text)
    return target.text if target is not None else text


TABLES: dict[str, str] = {
    "work_plan": "Rencana kerja",
    "work_result": "Hasil kerja",
    "indicator": "Indikator",
    "expectation": "Ekspektasi pimpinan",
    "plan_attachment": "Lampiran SKP",
    "progress": "Realisasi",
}

FIELDS: dict[str, dict[str, str]] = {
    "work_plan": {
        "employee_id": "Pegawai",
        "assignment_id": "Jabatan",
        "year": "Tahun",
        "start": "Mulai",
        "end": "Sampai",
        "planned_end": "Rencana semula sampai",
        "approach": "Pendekatan",
        "form": "Formulir SKP",
        "state": "Status",
        "submitted_on": "Tanggal diajukan",
        "decided_on": "Tanggal keputusan",
        "decided_by": "Diputuskan oleh",
        "approver_card": "Data yang menyetujui pada SKP",
        "decision_note": "Catatan keputusan",
        "return_reason": "Alasan dikembalikan",
        "employee_card": "Data pegawai pada SKP",
        "rater_card": "Pejabat penilai pada SKP",
        "superior_card": "Atasan penilai pada SKP",
    },
    "work_result": {
        "plan_id": "Rencana kerja",
        "kind": "Jenis",
        "position": "Urutan",
        "text": "Rencana hasil kerja",
        "superior_result_id": "Hasil kerja atasan",
        "superior_text": "Hasil kerja atasan yang didukung",
        "assigned_by": "Penugasan dari",
        "starts_on": "Berlaku mulai",
        "ends_on": "Berlaku sampai",
    },
    "indicator": {
        "plan_id": "Rencana kerja",
        "result_id": "Hasil kerja",
        "position": "Urutan",
        "aspect": "Aspek",
        "perspective": "Perspektif",
        "text": "Indikator kinerja",
        "target": "Target",
        "part_target": "Target bagian (bulan yang dijalani)",
        "unit": "Satuan",
        "target_text": "Target tertulis",
        "direction": "Arah",
        "evidence_source": "Bukti dukung yang direncanakan",
        "key_indicator_id": "IKU",
        "accumulates": "Cara membaca realisasi",
        "source": "Sumber realisasi",
        "approved_as": "Target yang disetujui",
    },
    "expectation": {
        "plan_id": "Rencana kerja",
        "value": "Nilai BerAKHLAK",
        "text": "Ekspektasi khusus",
    },
    "plan_attachment": {
        "plan_id": "Rencana kerja",
        "section": "Bagian",
        "position": "Urutan",
        "text": "Isi lampiran",
    },
    "progress": {
        "plan_id": "Rencana kerja",
        "indicator_id": "Indikator",
        "period": "Periode",
        "amount": "Realisasi",
        "note": "Keterangan",
        "evidence_kind": "Jenis bukti dukung",
        "evidence": "Bukti dukung",
        "obstacles": "Hambatan",
        "reported_on": "Tanggal lapor",
        "source": "Sumber angka",
        "source_rows": "Baris yang dihitung",
    },
}

READERS: dict[tuple[str, str], Reader] = {
    ("work_plan", "approach"): labelled(Approach),
    ("work_plan", "form"): labelled(PlanForm),
    ("work_plan", "state"): labelled(PlanState),
    ("work_result", "kind"): labelled(ResultKind),
    ("indicator", "aspect"): labelled(Aspect),
    ("indicator", "perspective"): labelled(Perspective),
    ("indicator", "direction"): labelled(Direction),
    ("indicator", "accumulates"): labelled(Reading),
    ("indicator", "target"): number,
    ("indicator", "approved_as"): target_words,
    ("indicator", "part_target"): number,
    ("expectation", "value"): value,
    ("plan_attachment", "section"): labelled(AttachmentSection),
    ("progress", "amount"): number,
    ("progress", "period"): period,
}
