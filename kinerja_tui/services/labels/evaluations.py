"""What people call the tables, fields and values of evaluation, organisation rating, delivery and objection."""

from __future__ import annotations

from kinerja_tui.rules.objections import Counting, Decision
from kinerja_tui.rules.ratings import OrganisationRating, Rating
from kinerja_tui.services.labels.readers import Reader, labelled, period, value


def _periods(codes: str) -> str:
    return ", ".join(period(code) for code in codes.split())


def _how_many(ids: str) -> str:
    return f"{len(ids.split())} evaluasi"


TABLES: dict[str, str] = {
    "evaluation": "Evaluasi",
    "result_rating": "Nilai hasil kerja",
    "value_rating": "Nilai perilaku",
    "organisation_rating": "Capaian organisasi",
    "predicate_comparison": "Pencocokan predikat",
    "delivery": "Penyerahan hasil evaluasi",
    "objection": "Keberatan",
}

FIELDS: dict[str, dict[str, str]] = {
    "evaluation": {
        "employee_id": "Pegawai",
        "plan_id": "Rencana kerja",
        "period": "Periode",
        "state": "Status",
        "work_rating": "Rating hasil kerja",
        "work_reason": "Alasan rating hasil kerja",
        "work_proposal": "Usulan perbaikan hasil kerja",
        "behaviour_rating": "Rating perilaku kerja",
        "behaviour_reason": "Alasan rating perilaku",
        "behaviour_proposal": "Usulan perbaikan perilaku",
        "note": "Catatan",
        "rated_by": "Dinilai oleh",
        "finished_on": "Tanggal selesai",
        "reopen_reason": "Alasan dibuka kembali",
        "missing_periods": "Periode yang belum dievaluasi",
        "missing_reason": "Alasan ada periode yang belum dievaluasi",
        "employee_card": "Data pegawai pada evaluasi",
        "rater_card": "Pejabat penilai pada evaluasi",
        "superior_card": "Atasan penilai pada evaluasi",
        "targets": "Target yang dinilai",
    },
    "result_rating": {
        "evaluation_id": "Evaluasi",
        "result_id": "Hasil kerja",
        "rating": "Rating",
        "feedback": "Umpan balik",
        "reason": "Alasan",
        "proposal": "Usulan perbaikan",
    },
    "value_rating": {
        "evaluation_id": "Evaluasi",
        "value": "Nilai BerAKHLAK",
        "rating": "Rating",
        "feedback": "Umpan balik",
    },
    "organisation_rating": {
        "office": "Kantor",
        "unit": "Unit kerja",
        "period": "Periode",
        "rating": "Capaian kinerja organisasi",
        "reason": "Dasar penetapan",
        "set_by": "Ditetapkan oleh",
        "set_on": "Tanggal penetapan",
        "deviation_reason": "Alasan pola menyimpang",
    },
    "predicate_comparison": {
        "office": "Kantor",
        "period": "Periode",
        "compared_on": "Tanggal dicocokkan",
        "compared_by": "Dicocokkan oleh",
        "people": "Evaluasi yang selesai",
        "compared": "Diketik lagi dari kertas",
        "differing": "Berbeda dari kertas",
    },
    "delivery": {
        "evaluation_id": "Evaluasi",
        "finished_on": "Hasil tanggal",
        "delivered_on": "Tanggal diterima",
        "received_by": "Diterima oleh",
        "counting": "Hitungan hari",
    },
    "objection": {
        "evaluation_id": "Evaluasi",
        "delivery_id": "Penyerahan hasil",
        "submitted_on": "Tanggal diajukan",
        "reasons": "Alasan keberatan",
        "addressed_card": "Ditujukan kepada",
        "decision": "Keputusan",
        "decision_text": "Pertimbangan keputusan",
        "decided_on": "Tanggal keputusan",
        "decided_by": "Diputuskan oleh",
        "final": "Sudah final",
    },
}

READERS: dict[tuple[str, str], Reader] = {
    ("evaluation", "period"): period,
    ("evaluation", "missing_periods"): _periods,
    ("evaluation", "work_rating"): labelled(Rating),
    ("evaluation", "behaviour_rating"): labelled(Rating),
    ("result_rating", "rating"): labelled(Rating),
    ("value_rating", "rating"): labelled(Rating),
    ("value_rating", "value"): value,
    ("organisation_rating", "period"): period,
    ("organisation_rating", "rating"): labelled(OrganisationRating),
    ("predicate_comparison", "period"): period,
    ("predicate_comparison", "differing"): _how_many,
    ("delivery", "counting"): labelled(Counting),
    ("objection", "decision"): labelled(Decision),
}
