"""What people call the tables, fields and values of employees, their posts, raters and excuses."""

from __future__ import annotations

from kinerja_tui.rules.assignments import AssignmentKind
from kinerja_tui.rules.staff import END_REASONS, EXCUSED, PostKind
from kinerja_tui.services.labels.readers import Reader, labelled

TABLES: dict[str, str] = {
    "employee": "Pegawai",
    "assignment": "Jabatan",
    "rater_span": "Pergantian penilai",
    "excuse": "Pengecualian",
}

FIELDS: dict[str, dict[str, str]] = {
    "employee": {
        "nip": "NIP",
        "name": "Nama",
        "kind": "Status kepegawaian",
        "golongan": "Golongan",
        "birth_date": "Tanggal lahir",
        "office": "Kantor",
        "end_date": "Tanggal berhenti",
        "end_reason": "Alasan berhenti",
    },
    "assignment": {
        "employee_id": "Pegawai",
        "kind": "Sifat penugasan",
        "post": "Nama jabatan",
        "post_kind": "Jenis jabatan",
        "unit": "Unit kerja",
        "office": "Kantor",
        "start": "Mulai menjabat",
        "end": "Sampai",
        "rater_id": "Pejabat penilai",
        "rater_card": "Pejabat penilai (luar kantor)",
        "superior_id": "Atasan penilai",
        "superior_card": "Atasan penilai (luar kantor)",
    },
    "rater_span": {
        "assignment_id": "Jabatan",
        "start": "Mulai",
        "rater_id": "Pejabat penilai",
        "rater_card": "Pejabat penilai (luar kantor)",
        "superior_id": "Atasan penilai",
        "superior_card": "Atasan penilai (luar kantor)",
    },
    "excuse": {
        "employee_id": "Pegawai",
        "reason": "Alasan",
        "start": "Mulai",
        "end": "Sampai",
    },
}

READERS: dict[tuple[str, str], Reader] = {
    ("employee", "end_reason"): END_REASONS.__getitem__,
    ("assignment", "kind"): labelled(AssignmentKind),
    ("assignment", "post_kind"): labelled(PostKind),
    ("excuse", "reason"): EXCUSED.__getitem__,
}
