"""Recognition (penghargaan): proposed on proof, approved, given; never automatic, never by the person's own hand.

The steps are those of the follow-up stage of the cycle (PermenPANRB 6/2022 ps. 5). The kinds and when the program names
somebody as a candidate are conventions [D], kept here as data; rules per IKU can be added as another `Proof`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from .formats import format_date
from .labels import Labelled
from .problems import Problem
from .ratings import Predicate


class RecognitionState(Labelled):
    """How far a recognition has come."""

    PROPOSED = "diusulkan", "Diusulkan"
    APPROVED = "disetujui", "Disetujui"
    GIVEN = "diberikan", "Diberikan"
    REFUSED = "ditolak", "Ditolak"


class Verdict(Labelled):
    """What is answered to a proposal; the order is that of the digits on the form."""

    APPROVE = "disetujui", "Disetujui"
    REFUSE = "ditolak", "Ditolak"


class Proof(Labelled):
    """On what a candidate stands."""

    EVALUATION = "evaluasi", "Predikat"
    INDICATOR = "indikator", "Target tercapai"


KINDS: dict[str, str] = {
    "piagam": "Piagam atau sertifikat",
    "terima_kasih": "Surat ucapan terima kasih",
    "pegawai_teladan": "Pegawai teladan",
    "kesempatan_belajar": "Kesempatan mengikuti pelatihan",
    "prioritas_karier": "Prioritas pengembangan karier",
    "lain": "Bentuk lain",
}
"""In what form recognition is given [D]."""

OUTSTANDING = frozenset({Predicate.VERY_GOOD})
"""Predicates of a finished evaluation that make somebody a candidate [D]."""

LEVEL_UNITS = frozenset({"persen", "%", "nilai", "indeks", "hari kerja", "hari", "jam", "menit", "detik", "tanggal"})
"""Units that measure a level in each period; amounts in any other unit are counted together over the year [D]."""


def reached(target: Decimal | None, unit: str, direction: str, amounts: Sequence[Decimal], due: int) -> Decimal | None:
    """What was reached on an indicator whose target of the year is met, or None while it is not.

    amounts are those reported in the periods of the year, in order; due is how many periods have to be there before a
    level counts: it is met in its newest period, and where lower is better in every one. What is counted is met in sum,
    and where lower is better only once all four quarters are there.
    """
    if target is None or not amounts:
        return None
    lower = direction == "turun"
    if unit.strip().casefold() in LEVEL_UNITS:
        value = max(amounts) if lower else amounts[-1]
        if len(amounts) < due:
            return None
    else:
        value = sum(amounts, Decimal(0))
        if lower and len(amounts) < 4:
            return None
    met = value <= target if lower else value >= target
    return value if met else None


def check_decided(day: date, proposed: date | None, today: date) -> list[Problem]:
    """An answer comes on a day that has come, not before the proposal."""
    return _check_step(day, proposed, today, "diusulkan")


def check_given(day: date, approved: date | None, today: date) -> list[Problem]:
    """Recognition is given on a day that has come, not before it was approved."""
    return _check_step(day, approved, today, "disetujui")


def _check_step(day: date, before: date | None, today: date, what: str) -> list[Problem]:
    if day > today:
        return [Problem(f"Tanggal ini belum tiba; hari ini {format_date(today)}.")]
    if before is not None and day < before:
        return [Problem(f"Tidak boleh sebelum {what} ({format_date(before)}).")]
    return []
