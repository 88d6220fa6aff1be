"""The Indonesian names of tables and fields, and values as people read them: for previews, conflicts and history.

Rules only are imported, so that a list may use it before the database objects are loaded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from kinerja_tui.rules.assignments import AssignmentKind
from kinerja_tui.rules.feedback import GiverKind
from kinerja_tui.rules.formats import format_decimal, format_short_date
from kinerja_tui.rules.guidance import About
from kinerja_tui.rules.labels import Labelled
from kinerja_tui.rules.objections import Counting, Decision
from kinerja_tui.rules.periods import PeriodKind, period_from_code
from kinerja_tui.rules.plans import Approach, Aspect, Direction, PlanState, ResultKind
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ratings import OrganisationRating, Rating
from kinerja_tui.rules.staff import END_REASONS, EXCUSED, PostKind
from kinerja_tui.rules.values import VALUES

EMPTY = "(kosong)"
"""How a missing value is shown; never as zero."""

REMOVED = "removed"


def table_label(table: str) -> str:
    """What a record of that table is called; an unknown table (of a newer version) keeps its own name."""
    return _TABLES.get(table, table.replace("_", " "))


def field_label(table: str, field: str) -> str:
    """What a field is called on the forms; an unknown field keeps its own name."""
    return _FIELDS.get(table, {}).get(field) or _COMMON.get(field) or field.replace("_", " ")


def shown(table: str, field: str, value: object) -> str:
    """A value as people read it, in one line: stored or as it travels (dates ISO, decimals as text)."""
    if field == REMOVED:
        return "dihapus" if value is True else "dipakai"
    if value is None or value == "" or value == {}:
        return EMPTY
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Mapping) and field == "confirmed":
        return "; ".join(f"{field_label(table, name)}: {shown(table, name, text)}" for name, text in value.items())
    if isinstance(value, Mapping):
        return _card(value) if field.endswith("_card") else "; ".join(f"{name}: {text}" for name, text in value.items())
    if isinstance(value, date):
        return format_short_date(value)
    if isinstance(value, Decimal):
        return format_decimal(value)
    text = str(value.value) if isinstance(value, Enum) else str(value)
    reader = _READERS.get((table, field))
    try:
        return reader(text) if reader is not None else _by_name(field, text)
    except (ValueError, ArithmeticError, KeyError):  # foreign data: shown as it came
        return text


def is_link(field: str) -> bool:
    """True for a field that only points at another record; its value says nothing to people."""
    return field.endswith("_id")


def _by_name(field: str, text: str) -> str:
    if is_link(field):
        return f"data {text[:8]}"
    if _ISO_DAY.fullmatch(text):
        return format_short_date(date.fromisoformat(text))
    return text


def _card(card: Mapping[str, Any]) -> str:
    parts = [str(card[name]) for name in ("name", "nip", "rank", "post", "unit") if card.get(name)]
    return ", ".join(parts) or EMPTY


def _labelled(kind: type[Labelled]) -> Callable[[str], str]:
    return lambda text: kind(text).label


def _approved(text: str) -> str:
    target, unit, words, _direction = text.split("\x1f")
    return f"{_number(target)} {unit}".strip() if target else words


def _number(text: str) -> str:
    return format_decimal(Decimal(text)) if _NUMBER.fullmatch(text) else text


def _period(code: str) -> str:
    try:
        return period_from_code(code).label
    except RuleBroken:
        return code


def _value(key: str) -> str:
    return next((value.name for value in VALUES if value.key == key), key)


_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,20})?")

_TABLES = {
    "office": "Kantor",
    "site": "PC",
    "rejection": "Penolakan perubahan",
    "period": "Periode",
    "employee": "Pegawai",
    "assignment": "Jabatan",
    "rater_span": "Pergantian penilai",
    "excuse": "Pengecualian",
    "work_plan": "Rencana kerja",
    "work_result": "Hasil kerja",
    "indicator": "Indikator",
    "expectation": "Ekspektasi pimpinan",
    "progress": "Realisasi",
    "evaluation": "Evaluasi",
    "result_rating": "Nilai hasil kerja",
    "value_rating": "Nilai perilaku",
    "organisation_rating": "Capaian organisasi",
    "feedback": "Umpan balik",
    "feedback_score": "Skor umpan balik",
    "feedback_invitation": "Permintaan umpan balik",
    "dialogue": "Dialog kinerja",
    "guidance": "Bimbingan kinerja",
    "guidance_answer": "Jawaban bimbingan (B.1.8)",
    "guidance_competence": "Kompetensi bimbingan (B.1.9)",
    "delivery": "Penyerahan hasil evaluasi",
    "objection": "Keberatan",
    "holiday": "Hari libur",
}

_COMMON = {REMOVED: "Keadaan data", "confirmed": "Nilai tak lazim yang dibenarkan", "rules": "Aturan yang dipakai"}

_FIELDS: dict[str, dict[str, str]] = {
    "office": {
        "code": "Kode wilayah",
        "name": "Nama kantor",
        "kind": "Tingkat",
        "parent": "Kode kabupaten/kota",
        "parent_name": "Kabupaten/kota",
    },
    "site": {"site": "Tanda PC", "key": "Kunci PC", "office": "Kantor", "recognised": "Dikenali BKPSDM"},
    "rejection": {"change": "Perubahan yang ditolak", "reason": "Alasan"},
    "period": {"code": "Kode", "kind": "Jenis", "year": "Tahun", "start": "Mulai", "end": "Sampai"},
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
    "excuse": {"employee_id": "Pegawai", "reason": "Alasan", "start": "Mulai", "end": "Sampai"},
    "work_plan": {
        "employee_id": "Pegawai",
        "assignment_id": "Jabatan",
        "year": "Tahun",
        "start": "Mulai",
        "end": "Sampai",
        "planned_end": "Rencana semula sampai",
        "approach": "Pendekatan",
        "state": "Status",
        "submitted_on": "Tanggal diajukan",
        "decided_on": "Tanggal keputusan",
        "decided_by": "Diputuskan oleh",
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
    },
    "indicator": {
        "plan_id": "Rencana kerja",
        "result_id": "Hasil kerja",
        "position": "Urutan",
        "aspect": "Aspek",
        "text": "Indikator kinerja",
        "target": "Target",
        "part_target": "Target bagian (bulan yang dijalani)",
        "unit": "Satuan",
        "target_text": "Target tertulis",
        "direction": "Arah",
        "approved_as": "Target yang disetujui",
    },
    "expectation": {"plan_id": "Rencana kerja", "value": "Nilai BerAKHLAK", "text": "Ekspektasi khusus"},
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
    },
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
        "employee_card": "Data pegawai pada evaluasi",
        "rater_card": "Pejabat penilai pada evaluasi",
        "superior_card": "Atasan penilai pada evaluasi",
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
    "feedback_score": {"feedback_id": "Umpan balik", "value": "Nilai BerAKHLAK", "score": "Skor"},
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
    "holiday": {"day": "Tanggal", "name": "Nama hari libur"},
}

_READERS: dict[tuple[str, str], Callable[[str], str]] = {
    ("period", "kind"): _labelled(PeriodKind),
    ("employee", "end_reason"): END_REASONS.__getitem__,
    ("assignment", "kind"): _labelled(AssignmentKind),
    ("assignment", "post_kind"): _labelled(PostKind),
    ("excuse", "reason"): EXCUSED.__getitem__,
    ("work_plan", "approach"): _labelled(Approach),
    ("work_plan", "state"): _labelled(PlanState),
    ("work_result", "kind"): _labelled(ResultKind),
    ("indicator", "aspect"): _labelled(Aspect),
    ("indicator", "direction"): _labelled(Direction),
    ("indicator", "target"): _number,
    ("indicator", "approved_as"): _approved,
    ("indicator", "part_target"): _number,
    ("expectation", "value"): _value,
    ("progress", "amount"): _number,
    ("progress", "period"): _period,
    ("evaluation", "period"): _period,
    ("evaluation", "work_rating"): _labelled(Rating),
    ("evaluation", "behaviour_rating"): _labelled(Rating),
    ("result_rating", "rating"): _labelled(Rating),
    ("value_rating", "rating"): _labelled(Rating),
    ("value_rating", "value"): _value,
    ("organisation_rating", "period"): _period,
    ("organisation_rating", "rating"): _labelled(OrganisationRating),
    ("feedback", "giver_kind"): _labelled(GiverKind),
    ("feedback_score", "value"): _value,
    ("feedback_invitation", "giver_kind"): _labelled(GiverKind),
    ("guidance_answer", "about"): _labelled(About),
    ("delivery", "counting"): _labelled(Counting),
    ("objection", "decision"): _labelled(Decision),
}
