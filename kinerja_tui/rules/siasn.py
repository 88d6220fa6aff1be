"""Codes of SIASN's tables of results: what client programs send, turned from and into our own words.

Known from several independent client programs [C], not from an official document: no compatibility is claimed. SIASN
counts 1 as the best, the other way round from the keys of our forms (`Rating.digit`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .periods import PeriodKind, PeriodSpan
from .ratings import Predicate, Rating

RATINGS: Mapping[Rating, int] = MappingProxyType({Rating.ABOVE: 1, Rating.MEETS: 2, Rating.BELOW: 3})
"""hasilKinerjaNilai and perilakuKerjaNilai [C]."""

QUADRANT: Mapping[Predicate, int] = MappingProxyType({predicate: predicate.rank for predicate in Predicate})
"""kuadranKinerjaNilai: 1 Sangat Baik .. 5 Sangat Kurang [C]."""

PERIODIC: Mapping[PeriodKind, int] = MappingProxyType({PeriodKind.MONTH: 1, PeriodKind.QUARTER: 2})
"""periodik: 1 bulanan, 2 triwulanan [C]; the table of a whole year has no such column."""

CIVIL_SERVANT = "ASN"
"""statusPenilai of a rater with a NIP [C]; the other word, for raters without one, is never written by us."""

_PERSON = ("nip", "nama")
_SPAN = ("periodik", "bulanMulaiPenilaian", "bulanSelesaiPenilaian")
_VALUES = ("hasilKinerjaNilai", "perilakuKerjaNilai", "kuadranKinerjaNilai")
_RATER = (
    "penilaiNipNrp",
    "penilaiNama",
    "penilaiJabatan",
    "penilaiGolongan",
    "penilaiUnorNama",
    "statusPenilai",
)
NUMBERS = frozenset({"tahun", *_SPAN, *_VALUES})
"""Columns that hold whole numbers; all others are text, the two NIP above all."""

NOTES = (
    "Nama kolom dan kode di tabel ini diketahui dari beberapa program klien SIASN, bukan dari dokumen resmi. Cocok "
    "atau tidaknya dengan SIASN tidak dijanjikan: periksa dulu satu baris sebelum memakai semuanya.",
    "hasilKinerjaNilai dan perilakuKerjaNilai: 1 di atas ekspektasi, 2 sesuai ekspektasi, 3 di bawah ekspektasi.",
    "kuadranKinerjaNilai: 1 Sangat Baik, 2 Baik, 3 Butuh Perbaikan, 4 Kurang, 5 Sangat Kurang.",
    "periodik: 1 bulanan, 2 triwulanan. Tabel tahunan tidak memakai kolom itu.",
    "Kolom penilai… memuat pejabat penilai seperti tercetak di evaluasi, bukan pejabat hari ini. penilaiGolongan "
    "ditulis seperti di dokumen (misalnya III/d).",
    "NIP adalah teks 18 angka. Bila lembar ini disalin ke lembar lain, jadikan dulu kolomnya Teks.",
)
"""What stands beside the table, a sentence or two each."""


def columns(kind: PeriodKind) -> tuple[str, ...]:
    """The columns of the table of a kind of period, in order, the employee's NIP and name in front."""
    span = () if kind is PeriodKind.YEAR else _SPAN
    return (*_PERSON, "tahun", *span, *_VALUES, *_RATER)


def span_codes(period: PeriodSpan) -> dict[str, int]:
    """The columns that tell the period: the year and, below it, which kind, its first and its last month."""
    if period.kind is PeriodKind.YEAR:
        return {"tahun": period.start.year}
    months = (PERIODIC[period.kind], period.start.month, period.end.month)
    return {"tahun": period.start.year, **dict(zip(_SPAN, months, strict=True))}


def rating_of_code(code: int) -> Rating | None:
    """The rating a code stands for, or None."""
    return next((rating for rating, known in RATINGS.items() if known == code), None)


def predicate_of_code(code: int) -> Predicate | None:
    """The predikat a code stands for, or None."""
    return next((predicate for predicate, known in QUADRANT.items() if known == code), None)
