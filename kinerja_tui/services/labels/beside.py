"""What people call the tables, fields and values beside an evaluation: self-assessment and local dimensions."""

from __future__ import annotations

from kinerja_tui.rules.ratings import Rating
from kinerja_tui.services.labels.readers import Reader, labelled, period, value

TABLES: dict[str, str] = {
    "self_assessment": "Penilaian diri",
    "self_result": "Penilaian diri atas hasil kerja",
    "self_value": "Penilaian diri atas perilaku",
    "dimension": "Dimensi setempat",
    "dimension_score": "Skor dimensi setempat",
}

FIELDS: dict[str, dict[str, str]] = {
    "self_assessment": {
        "employee_id": "Pegawai",
        "plan_id": "Rencana kerja",
        "period": "Periode",
        "state": "Status",
        "finished_on": "Tanggal selesai",
        "note": "Catatan umum pegawai",
        "hopes": "Harapan pegawai",
    },
    "self_result": {
        "assessment_id": "Penilaian diri",
        "result_id": "Hasil kerja",
        "rating": "Rating menurut pegawai",
        "note": "Catatan pegawai",
    },
    "self_value": {
        "assessment_id": "Penilaian diri",
        "value": "Nilai BerAKHLAK",
        "rating": "Rating menurut pegawai",
        "note": "Catatan pegawai",
    },
    "dimension": {
        "office": "Kantor",
        "key": "Kunci",
        "name": "Nama dimensi",
        "description": "Penjelasan",
        "low": "Skor terendah",
        "high": "Skor tertinggi",
        "low_label": "Arti skor terendah",
        "high_label": "Arti skor tertinggi",
        "active": "Dipakai",
        "position": "Urutan",
    },
    "dimension_score": {
        "evaluation_id": "Evaluasi",
        "dimension_id": "Dimensi",
        "score": "Skor",
        "note": "Catatan",
    },
}

READERS: dict[tuple[str, str], Reader] = {
    ("self_assessment", "period"): period,
    ("self_result", "rating"): labelled(Rating),
    ("self_value", "rating"): labelled(Rating),
    ("self_value", "value"): value,
}
