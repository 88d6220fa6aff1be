"""What people call the tables, fields and values of feedback, dialogue and bimbingan."""

from __future__ import annotations

from kinerja_tui.rules.feedback import GiverKind
from kinerja_tui.rules.guidance import About
from kinerja_tui.services.labels.readers import Reader, labelled, value

TABLES: dict[str, str] = {
    "feedback": "Umpan balik",
    "feedback_score": "Skor umpan balik",
    "feedback_invitation": "Permintaan umpan balik",
    "dialogue": "Dialog kinerja",
    "guidance": "Bimbingan kinerja",
    "guidance_answer": "Jawaban bimbingan (B.1.8)",
    "guidance_competence": "Kompetensi bimbingan (B.1.9)",
}

FIELDS: dict[str, dict[str, str]] = {
    "feedback": {
        "employee_id": "Pegawai",
        "plan_id": "Rencana kerja",
        "result_id": "Hasil kerja",
        "given_on": "Tanggal umpan balik",
        "giver_kind": "Pemberi",
        "giver_name": "Nama pemberi",
        "giver_id": "Pemberi (pegawai)",
        "went_well": "Berjalan baik",
        "to_improve": "Perlu diperbaiki",
        "proposal": "Usulan",
        "proposal_date": "Tanggal usulan",
        "evidence": "Bukti dukung",
    },
    "feedback_score": {
        "feedback_id": "Umpan balik",
        "value": "Nilai BerAKHLAK",
        "score": "Skor",
    },
    "feedback_invitation": {
        "employee_id": "Pegawai",
        "year": "Tahun",
        "giver_kind": "Pemberi",
        "giver_name": "Nama yang diminta",
        "giver_id": "Yang diminta (pegawai)",
        "asked_on": "Tanggal diminta",
    },
    "dialogue": {
        "employee_id": "Pegawai",
        "held_on": "Tanggal dialog",
        "leader_name": "Pimpinan",
        "employee_notes": "Catatan pegawai",
        "leader_notes": "Catatan pimpinan",
        "agreement": "Kesepakatan",
        "employee_acknowledged_on": "Diketahui pegawai",
        "leader_acknowledged_on": "Diketahui pimpinan",
    },
    "guidance": {
        "employee_id": "Pegawai",
        "held_on": "Tanggal bimbingan",
        "leader_name": "Pimpinan",
        "summary": "Kesimpulan",
    },
    "guidance_answer": {
        "guidance_id": "Bimbingan",
        "number": "Nomor",
        "about": "Tentang",
        "statement": "Pernyataan",
        "answer": "Jawaban",
    },
    "guidance_competence": {
        "guidance_id": "Bimbingan",
        "number": "Nomor",
        "competence": "Kompetensi",
        "level": "Nilai 1-5",
        "reason": "Alasan",
    },
}

READERS: dict[tuple[str, str], Reader] = {
    ("feedback", "giver_kind"): labelled(GiverKind),
    ("feedback_score", "value"): value,
    ("feedback_invitation", "giver_kind"): labelled(GiverKind),
    ("guidance_answer", "about"): labelled(About),
}
