"""Training (pengembangan kompetensi): its kinds, how a need becomes an effect, and how many JP a year are expected.

PNS at least 20 JP a year, PPPK at most 24 JP per contract year [M]; the kinds klasikal and nonklasikal follow LAN's
training rules [M]. None of it was read in the text of a regulation, so all of it is dated data that can be replaced.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from .formats import format_date, format_decimal, too_early
from .labels import Labelled
from .problems import Problem
from .staff import StaffKind


class NeedSource(Labelled):
    """Where a need for training was seen."""

    LOW_RESULT = "hasil", "Hasil atau nilai yang rendah"
    RATER = "penilai", "Pejabat penilai"
    EMPLOYEE = "pegawai", "Pegawai sendiri"
    OTHER = "lain", "Lainnya"


class TrainingState(Labelled):
    """How far a training has come; the order is that of the digits on the form."""

    NEED = "kebutuhan", "Kebutuhan"
    PLANNED = "direncanakan", "Direncanakan"
    ATTENDED = "diikuti", "Sudah diikuti"
    EFFECT = "dampak", "Dampak dicatat"
    CANCELLED = "batal", "Batal"


OPEN = (TrainingState.NEED, TrainingState.PLANNED)
"""States that still wait for somebody."""
TAKEN = (TrainingState.ATTENDED, TrainingState.EFFECT)
"""States whose JP count."""

CLASSICAL, NON_CLASSICAL = "Klasikal", "Nonklasikal"


@dataclass(frozen=True)
class DevelopmentRules:
    """What holds from a day on. kinds: code -> (label, klasikal or nonklasikal), in the order of the list."""

    valid_from: date
    civil_servant_minimum: Decimal
    """JP a year that a PNS or CPNS should reach"""
    contract_maximum: Decimal
    """JP per contract year that a PPPK should not exceed"""
    most_a_day: Decimal
    """JP of one day above which the program asks [D]"""
    kinds: MappingProxyType[str, tuple[str, str]]


DEVELOPMENT_RULES: tuple[DevelopmentRules, ...] = (
    DevelopmentRules(
        date(2022, 1, 1),
        civil_servant_minimum=Decimal(20),
        contract_maximum=Decimal(24),
        most_a_day=Decimal(12),
        kinds=MappingProxyType(
            {
                "pelatihan": ("Pelatihan", CLASSICAL),
                "seminar": ("Seminar", CLASSICAL),
                "workshop": ("Workshop", CLASSICAL),
                "bimtek": ("Bimbingan teknis", CLASSICAL),
                "sosialisasi": ("Sosialisasi", CLASSICAL),
                "kursus": ("Kursus", CLASSICAL),
                "penataran": ("Penataran", CLASSICAL),
                "coaching": ("Coaching", NON_CLASSICAL),
                "mentoring": ("Mentoring", NON_CLASSICAL),
                "e_learning": ("E-learning", NON_CLASSICAL),
                "magang": ("Magang atau praktik kerja", NON_CLASSICAL),
                "jarak_jauh": ("Pelatihan jarak jauh", NON_CLASSICAL),
                "pertukaran": ("Pertukaran pegawai", NON_CLASSICAL),
                "belajar_mandiri": ("Belajar mandiri", NON_CLASSICAL),
                "komunitas": ("Komunitas belajar", NON_CLASSICAL),
            }
        ),
    ),
)
"""Oldest first; the last one that has begun holds."""


def rules_on(day: date) -> DevelopmentRules:
    """The rules of a day; before the first ones, the first."""
    begun = [rules for rules in DEVELOPMENT_RULES if rules.valid_from <= day]
    return begun[-1] if begun else DEVELOPMENT_RULES[0]


def kind_label(code: str) -> str:
    """A kind of training as people read it, from whatever rules know it; foreign codes as they came."""
    for rules in reversed(DEVELOPMENT_RULES):
        if code in rules.kinds:
            return rules.kinds[code][0]
    return code


def kind_choices(day: date) -> dict[str, str]:
    """Code -> label with its group, as the form offers them on a day."""
    return {code: f"{label} ({group.lower()})" for code, (label, group) in rules_on(day).kinds.items()}


@dataclass(frozen=True)
class Hours:
    """JP of one person in a year: the sum of those that are known, and of how many trainings they are known."""

    total: Decimal
    known: int
    taken: int
    """trainings and sessions taken part in"""

    @property
    def shown(self) -> str:
        """``12,5 JP``; ``12,5 JP (2 dari 3)`` where some are not filled in; ``–`` without any training."""
        if not self.taken:
            return "–"
        return self._told(f"{format_decimal(self.total)} JP")

    def against(self, kind: str, day: date) -> str:
        """``8/20``: JP with what the year asks of a PNS at least, of a PPPK at most; else as `shown`."""
        rules = rules_on(day)
        limit = rules.contract_maximum if kind == StaffKind.PPPK else rules.civil_servant_minimum
        return self._told(f"{format_decimal(self.total)}/{format_decimal(limit)}") if self.known else self.shown

    def _told(self, total: str) -> str:
        text = total if self.known else "JP belum diisi"
        return text if self.known == self.taken else f"{text} ({self.known} dari {self.taken})"


def hours_of(amounts: Iterable[Decimal | None]) -> Hours:
    """Sum the JP of what somebody took part in; None is one whose JP nobody filled in, never zero."""
    found = list(amounts)
    known = [amount for amount in found if amount is not None]
    return Hours(sum(known, Decimal(0)), len(known), len(found))


def is_short(kind: str, hours: Hours, day: date) -> bool:
    """Whether the JP of a PNS or CPNS are still below the year's minimum; PPPK have none."""
    return kind != StaffKind.PPPK and hours.total < rules_on(day).civil_servant_minimum


def is_over(kind: str, hours: Hours, day: date) -> bool:
    """Whether the JP of a PPPK are above the most of a contract year (counted by calendar year here)."""
    return kind == StaffKind.PPPK and hours.total > rules_on(day).contract_maximum


def expected(kind: str, day: date) -> str:
    """What the year asks: ``minimal 20 JP``, for PPPK ``paling banyak 24 JP``."""
    rules = rules_on(day)
    if kind == StaffKind.PPPK:
        return f"paling banyak {format_decimal(rules.contract_maximum)} JP"
    return f"minimal {format_decimal(rules.civil_servant_minimum)} JP"


def check_end(end: date, start: date | None) -> list[Problem]:
    """A training does not end before it begins."""
    if start is not None and end < start:
        return [Problem(too_early("Tanggal selesai", "tanggal mulai", start))]
    return []


def check_taken_on(day: date, today: date) -> list[Problem]:
    """What was taken part in has been."""
    if day > today:
        return [Problem(f"Tanggal ini belum tiba (hari ini {format_date(today)}). Untuk rencana, pilih Direncanakan.")]
    return []


def check_effect_on(day: date, taken: date | None) -> list[Problem]:
    """An effect shows after the training."""
    if taken is not None and day < taken:
        return [Problem(f"Dampak dicatat sesudah pelatihannya selesai ({format_date(taken)}).")]
    return []


def check_hours(hours: Decimal, start: date | None, end: date | None) -> list[Problem]:
    """JP are not negative and have at most two decimals; zero and very many are asked about once."""
    if hours < 0:
        return [Problem("JP di bawah nol. Isi 0 atau lebih, atau kosongkan bila belum tahu.")]
    exponent = hours.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < -2:
        return [Problem("JP ditulis paling banyak dua angka di belakang koma.")]
    if hours == 0:
        return [Problem("JP nol tidak menambah apa pun. Bila belum tahu, kosongkan saja.", hard=False)]
    rules = rules_on(end or start or date.max)
    days = (end - start).days + 1 if start is not None and end is not None and start <= end else 0
    if days and hours > rules.most_a_day * days:
        return [
            Problem(
                f"{format_decimal(hours)} JP dalam {days} hari: lebih dari {format_decimal(rules.most_a_day)} JP "
                "sehari. Enter sekali lagi bila memang demikian.",
                hard=False,
            )
        ]
    if not days and hours > 100:
        return [Problem(f"{format_decimal(hours)} JP tidak lazim. Enter sekali lagi bila memang demikian.", hard=False)]
    return []
