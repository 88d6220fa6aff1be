"""Survei Kepuasan Masyarakat: its nine elements, scale, weights and marks, as dated rule data (PermenPANRB 14/2017).

The survey measures the unit that serves. Nothing here, and nothing built on it, turns it into one person's rating.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from .formats import format_date
from .labels import Labelled
from .problems import RuleBroken

ELEMENTS: Mapping[str, str] = MappingProxyType(
    {
        "requirements": "Persyaratan",
        "procedure": "Sistem, Mekanisme, dan Prosedur",
        "time": "Waktu Penyelesaian",
        "cost": "Biaya/Tarif",
        "product": "Produk Spesifikasi Jenis Pelayanan",
        "expertise": "Kompetensi Pelaksana",
        "conduct": "Perilaku Pelaksana",
        "complaints": "Penanganan Pengaduan, Saran dan Masukan",
        "facilities": "Sarana dan Prasarana",
    }
)
"""Key -> name, in the order of the sheet. Published pages disagree on which of the last two comes first, so everything
is stored by key and never by number."""

SCALE: Mapping[str, str] = MappingProxyType({"1": "Tidak baik", "2": "Kurang baik", "3": "Baik", "4": "Sangat baik"})
"""The four answers. An empty one is an element left blank on the paper: missing, and never zero."""

SEX: Mapping[str, str] = MappingProxyType({"L": "Laki-laki", "P": "Perempuan"})
AGE: Mapping[str, str] = MappingProxyType(
    {"1": "di bawah 20", "2": "20-29", "3": "30-39", "4": "40-49", "5": "50-59", "6": "60 ke atas"}
)
"""Age bands in years [D]; `age_band` finds the one of an age."""
EDUCATION: Mapping[str, str] = MappingProxyType(
    {"1": "SD atau kurang", "2": "SMP", "3": "SMA/SMK", "4": "Diploma", "5": "S1", "6": "S2 atau S3"}
)
OCCUPATION: Mapping[str, str] = MappingProxyType(
    {"1": "PNS", "2": "TNI", "3": "Polri", "4": "Swasta", "5": "Wirausaha", "6": "Lainnya"}
)
GROUPS: Mapping[str, tuple[str, Mapping[str, str]]] = MappingProxyType(
    {
        "sex": ("Jenis kelamin", SEX),
        "age": ("Umur", AGE),
        "education": ("Pendidikan", EDUCATION),
        "occupation": ("Pekerjaan", OCCUPATION),
    }
)
"""All that is asked of a respondent: nothing that names anybody."""


class Weighting(Labelled):
    """The weight of one element. Near a bound it can change the letter, so it is printed with every result."""

    EXACT = "1/9", "1/9 persis"
    ROUNDED = "0.111", "0,111 (dibulatkan, untuk menyamai laporan lama)"

    @property
    def weight(self) -> Fraction:
        """The weight as an exact number."""
        return Fraction(1, 9) if self is Weighting.EXACT else Fraction(111, 1000)


@dataclass(frozen=True)
class Mutu:
    """One mark of the unit: the letter, its words, and the lowest IKM that has it."""

    letter: str
    label: str
    lowest: Decimal


@dataclass(frozen=True)
class SurveyRules:
    """The rules of one span of time; a survey keeps their id. ``marks`` stand from the best to the lowest."""

    id: str
    valid_from: date
    valid_to: date | None
    legal_basis: str
    marks: tuple[Mutu, ...] = field(hash=False)
    low_below: Decimal
    """an element whose NRR x 25 is below this asks for an improvement [D]: what would not be Baik"""
    few: int
    """with fewer filled sheets than this a change is called uncertain [D]"""

    def mutu(self, ikm: Decimal) -> Mutu:
        """The mark of an IKM, which is rounded to two decimals before (see `round_half_up`)."""
        return next((mark for mark in self.marks if ikm >= mark.lowest), self.marks[-1])


SURVEY_RULES: tuple[SurveyRules, ...] = (
    SurveyRules(
        id="permenpanrb-14-2017",
        valid_from=date(2017, 5, 1),
        valid_to=None,
        legal_basis="PermenPANRB 14/2017",
        marks=(
            Mutu("A", "Sangat Baik", Decimal("88.31")),
            Mutu("B", "Baik", Decimal("76.61")),
            Mutu("C", "Kurang Baik", Decimal("65.00")),
            Mutu("D", "Tidak Baik", Decimal(0)),
        ),
        low_below=Decimal("76.61"),
        few=30,
    ),
)
"""All rule sets, oldest first; one that was in use is never edited."""


def survey_rules_for(day: date) -> SurveyRules:
    """The rules in force on the last day of a survey's period. Raises `RuleBroken` before the first."""
    for rules in SURVEY_RULES:
        if rules.valid_from <= day and (rules.valid_to is None or day <= rules.valid_to):
            return rules
    raise RuleBroken(f"Aturan survei kepuasan masyarakat untuk {format_date(day)} tidak tersedia.")


def survey_rules_by_id(rules_id: str) -> SurveyRules:
    """The rules a survey was made under. Raises `RuleBroken` for rules of a newer program."""
    for rules in SURVEY_RULES:
        if rules.id == rules_id:
            return rules
    raise RuleBroken(f"Aturan survei “{rules_id}” belum dikenal program ini. Perbarui program, data tetap aman.")


def round_half_up(number: Fraction, places: int = 2) -> Decimal:
    """An exact number that is not negative, rounded half up: 88.375 -> 88.38."""
    scaled = (number * 10**places * 2 + 1) // 2
    return Decimal(scaled).scaleb(-places)


def sample_needed(population: int) -> int:
    """How many sheets a population of people served asks for, by Krejcie and Morgan, rounded half up.

    n = 3.841 N 0.25 / (0.0025 (N-1) + 3.841 0.25). Raises `RuleBroken` for fewer than one person.
    """
    if population < 1:
        raise RuleBroken("Jumlah orang yang dilayani paling sedikit 1.")
    spread = Fraction(3841, 4000)
    return int(round_half_up(spread * population / (Fraction(1, 400) * (population - 1) + spread), 0))


def age_band(years: int) -> str:
    """The code of the band an age lies in."""
    return str(min(max(years // 10, 1), 6))
