"""The table of results for SIASN: who can be written in its codes, and who cannot, with the reason.

Nothing is guessed: a draft, a predikat in bentrok, a rater without a NIP, an acting post or two evaluations of one
person in one period stand in the second list. Both lists together are everybody of the period.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.nip import normalise
from kinerja_tui.rules.periods import PeriodSpan, period_from_code
from kinerja_tui.rules.ranks import golongan_printed
from kinerja_tui.rules.siasn import CIVIL_SERVANT, QUADRANT, RATINGS, columns, span_codes
from kinerja_tui.services.evaluation.period_results import PeriodResult, results

_NIP = re.compile(r"[0-9]{18}")


@dataclass(frozen=True)
class LeftOut:
    """Somebody who cannot be written in codes."""

    nip: str
    name: str
    post: str
    reason: str
    advice: str


@dataclass(frozen=True)
class SiasnTable:
    """The table of one period."""

    period: PeriodSpan
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str | int], ...]
    """column -> text or whole number, in the order of names"""
    left_out: tuple[LeftOut, ...]


def siasn_table(file: DatabaseFile, period: str, office: str = "") -> SiasnTable:
    """The table of a period, of everybody here or of one office. Raises `RuleBroken` for a period that cannot be."""
    span = period_from_code(period)
    found = list(results(file, period, office))
    # Of an acting post nothing is sent, so it does not make the definitive one ambiguous.
    evaluated = Counter(item.employee_id for item in found if item.predicate is not None and not item.acting)
    rows: list[Mapping[str, str | int]] = []
    left_out: list[LeftOut] = []
    for item in found:
        reason, advice = _why_left_out(item, evaluated[item.employee_id])
        if reason:
            left_out.append(LeftOut(item.nip, item.name, item.post, reason, advice))
        else:
            rows.append(_row(item, span))
    return SiasnTable(span, columns(span.kind), tuple(rows), tuple(left_out))


def _why_left_out(item: PeriodResult, evaluated: int) -> tuple[str, str]:
    """Reason and advice; both empty for somebody who can be written in codes."""
    if item.open:
        return item.open, item.advice
    if not _NIP.fullmatch(normalise(item.nip)):
        return "NIP pegawai bukan 18 angka", "Perbaiki NIP-nya di daftar Pegawai (tekan 2)."
    if item.acting:
        return "Penilaian jabatan Plt/Plh", "Bila diminta, masukkan tersendiri; tabel ini hanya jabatan definitif."
    if evaluated > 1:
        return (
            f"{evaluated} penilaian dalam periode ini (sebelum dan sesudah mutasi)",
            "Tentukan penilaian mana yang dipakai, lalu salin dengan tangan.",
        )
    rater = item.rater or {}
    if not rater.get("name", "").strip():
        return "Pejabat penilai tidak tercatat di evaluasi", _REOPEN
    if not _NIP.fullmatch(normalise(rater.get("nip", ""))):
        return f"Pejabat penilai tanpa NIP 18 angka: {rater['name']}", _REOPEN
    if golongan_printed(rater.get("rank", "")) is None:
        return f"Golongan pejabat penilai tidak terbaca: {rater.get('rank') or 'kosong'}", _REOPEN
    return "", ""


_REOPEN = (
    "Lengkapi data pejabat penilai di daftar Pegawai, lalu buka kembali (r) dan selesaikan evaluasinya; atau salin "
    "dengan tangan."
)


def _row(item: PeriodResult, span: PeriodSpan) -> dict[str, str | int]:
    rater = item.rater or {}
    assert item.work is not None
    assert item.behaviour is not None
    assert item.predicate is not None
    cells: dict[str, str | int] = {
        "nip": normalise(item.nip),
        "nama": item.name,
        **span_codes(span),
        "hasilKinerjaNilai": RATINGS[item.work],
        "perilakuKerjaNilai": RATINGS[item.behaviour],
        "kuadranKinerjaNilai": QUADRANT[item.predicate],
        "penilaiNipNrp": normalise(rater.get("nip", "")),
        "penilaiNama": rater.get("name", ""),
        "penilaiJabatan": rater.get("post", ""),
        "penilaiGolongan": golongan_printed(rater.get("rank", "")) or "",
        "penilaiUnorNama": rater.get("unit", ""),
        "statusPenilai": CIVIL_SERVANT,
    }
    return {name: cells[name] for name in columns(span.kind)}
