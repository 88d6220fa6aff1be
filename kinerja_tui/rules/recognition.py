"""Recognition (penghargaan): proposed on proof, approved, given; never automatic, never by the person's own hand.

The steps are those of the follow-up stage of the cycle (PermenPANRB 6/2022 ps. 5). The kinds and when the program names
somebody as a candidate are conventions [D], kept here as data; an office adds its own rules per IKU and year (`Rule`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .formats import not_come, too_early
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
    REQUESTS = "layanan", "Permohonan layanan"
    COMPLAINTS = "keluhan", "Keluhan masyarakat"


class Condition(Labelled):
    """What must be met; only what records prove exactly. The order is that of the digits on the form."""

    TARGET = "iku", "Target indikator setahun tercapai"
    PREDICATE = "predikat", "Predikat paling rendah"
    REQUESTS = "layanan", "Semua permohonan yang ditangani tepat waktu"
    COMPLAINTS = "keluhan", "Semua keluhan yang ditangani selesai pada waktunya"


@dataclass(frozen=True)
class Rule:
    """When met, propose: a rule of an office, or one of `BUILT_IN`."""

    id: str
    """empty for a built-in one"""
    office: str
    """kode wilayah; empty: everywhere"""
    name: str
    condition: Condition
    key_indicator: str = ""
    """of `Condition.TARGET`: id of the key indicator; empty: any indicator with a number as target"""
    predicate: Predicate = Predicate.VERY_GOOD
    """of `Condition.PREDICATE`: the lowest that meets it"""
    least: int = 1
    """in how many periods, or of how many requests or complaints at least"""
    kind: str = ""
    """key of `KINDS`, or empty"""

    def met_by(self, predicate: Predicate | None) -> bool:
        """Whether a predikat is the lowest one or better; none is not."""
        return predicate is not None and predicate.rank <= self.predicate.rank

    def holds_in(self, office: str) -> bool:
        """Whether it is a rule for an office: its own, its district's, or everybody's."""
        return self.office in ("", office, ".".join(office.split(".")[:2]))


BUILT_IN = (
    Rule("", "", "", Condition.PREDICATE),
    Rule("", "", "", Condition.TARGET),
)
"""What makes somebody a candidate in an office that has no rule of its own for the year [D]."""


KINDS: dict[str, str] = {
    "piagam": "Piagam atau sertifikat",
    "terima_kasih": "Surat ucapan terima kasih",
    "pegawai_teladan": "Pegawai teladan",
    "kesempatan_belajar": "Kesempatan mengikuti pelatihan",
    "prioritas_karier": "Prioritas pengembangan karier",
    "lain": "Bentuk lain",
}
"""In what form recognition is given [D]."""

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
        return [Problem(not_come(today))]
    if before is not None and day < before:
        return [Problem(too_early("Tanggal ini", f"hari {what}", before))]
    return []
