"""What people call the tables, fields and values of training, follow-up and recognition."""

from __future__ import annotations

from kinerja_tui.rules.development import NeedSource, TrainingState, kind_label
from kinerja_tui.rules.follow_up import Part
from kinerja_tui.rules.ratings import Predicate
from kinerja_tui.rules.recognition import KINDS, Condition, RecognitionState
from kinerja_tui.services.labels.readers import Reader, labelled, number

TABLES: dict[str, str] = {
    "training": "Pelatihan",
    "training_session": "Kegiatan bersama",
    "training_attendance": "Kehadiran",
    "follow_up": "Tindak lanjut",
    "recognition": "Penghargaan",
    "recognition_rule": "Aturan penghargaan",
}

_ATTENDED = {
    "title": "Nama kegiatan",
    "kind": "Bentuk",
    "competence": "Kompetensi",
    "held_on": "Tanggal",
    "hours": "JP",
}

FIELDS: dict[str, dict[str, str]] = {
    "training": {
        "employee_id": "Pegawai",
        "state": "Keadaan",
        "title": "Nama pelatihan",
        "kind": "Bentuk",
        "competence": "Kompetensi",
        "need_source": "Asal kebutuhan",
        "need": "Kebutuhan",
        "planned_for": "Direncanakan",
        "start": "Mulai",
        "end": "Selesai",
        "hours": "JP",
        "organiser": "Penyelenggara",
        "certificate": "Nomor sertifikat",
        "effect": "Dampak",
        "effect_on": "Tanggal dampak",
        "cancel_reason": "Alasan batal",
    },
    "training_session": {"office": "Kantor", **_ATTENDED, "organiser": "Penyelenggara"},
    "training_attendance": {"session_id": "Kegiatan", "employee_id": "Pegawai", **_ATTENDED},
    "follow_up": {
        "employee_id": "Pegawai",
        "evaluation_id": "Evaluasi",
        "part": "Bagian evaluasi",
        "about": "Baris evaluasi",
        "what": "Yang dikerjakan",
        "helper": "Yang membantu",
        "due": "Paling lambat",
        "done_on": "Selesai",
        "outcome": "Hasilnya",
    },
    "recognition": {
        "employee_id": "Pegawai",
        "state": "Keadaan",
        "basis": "Atas dasar",
        "proof": "Bukti",
        "evaluation_id": "Evaluasi",
        "indicator_id": "Indikator",
        "rule_id": "Aturan penghargaan",
        "kind": "Bentuk",
        "proposed_on": "Tanggal usul",
        "proposed_by": "Pengusul",
        "decided_on": "Tanggal putusan",
        "decided_by": "Diputus oleh",
        "decided_by_id": "Diputus oleh (pegawai)",
        "reason": "Alasan ditolak",
        "given_on": "Tanggal diberikan",
        "given_by": "Diberikan oleh",
        "given_by_id": "Diberikan oleh (pegawai)",
    },
    "recognition_rule": {
        "office": "Kantor",
        "year": "Tahun",
        "name": "Nama aturan",
        "condition": "Syarat",
        "key_indicator_id": "IKU",
        "predicate": "Predikat paling rendah",
        "least": "Paling sedikit",
        "kind": "Bentuk penghargaan",
        "active": "Masih dipakai",
    },
}

READERS: dict[tuple[str, str], Reader] = {
    ("training", "state"): labelled(TrainingState),
    ("training", "kind"): kind_label,
    ("training", "need_source"): labelled(NeedSource),
    ("training", "hours"): number,
    ("training_session", "kind"): kind_label,
    ("training_session", "hours"): number,
    ("training_attendance", "kind"): kind_label,
    ("training_attendance", "hours"): number,
    ("follow_up", "part"): labelled(Part),
    ("recognition", "state"): labelled(RecognitionState),
    ("recognition", "kind"): lambda code: KINDS.get(code, code),
    ("recognition_rule", "condition"): labelled(Condition),
    ("recognition_rule", "predicate"): labelled(Predicate),
    ("recognition_rule", "kind"): lambda code: KINDS.get(code, code),
}
