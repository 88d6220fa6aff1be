"""How good a plan is: hints with their reason, never a refusal. What refuses a plan is `planning.approval.missing`.

Asked for by Batanghari (clear, measurable targets: number and unit, or a written expectation; vague wording is marked)
and Dumai (quality, not only quantity; the pressure of targets). The words, the factor and the number of colleagues are
conventions of this program [D], kept here as dated data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from .formats import fold, format_decimal
from .labels import Labelled
from .plans import Aspect


@dataclass(frozen=True)
class QualityRules:
    """What is looked for from a day on. All words are folded (`formats.fold`)."""

    id: str
    valid_from: date
    vague: tuple[str, ...]
    """words that say nothing without a number or a measure"""
    empty_tasks: tuple[str, ...]
    """phrases that name no result, whatever number stands beside them"""
    factor: int
    """a target more than this many times the colleagues' median, or less than one such part of it, is unlike theirs"""
    colleagues: int
    """fewer targets than this are not compared"""


QUALITY_RULES: tuple[QualityRules, ...] = (
    QualityRules(
        id="mutu-2022",
        valid_from=date(2022, 1, 1),
        vague=(
            "meningkatkan", "meningkatnya", "peningkatan", "mengoptimalkan", "optimal", "optimalnya", "maksimal",
            "semaksimal mungkin", "baik", "dengan baik", "sebaik-baiknya", "lancar", "memadai", "sesuai kebutuhan",
            "seperlunya", "membantu", "mendukung", "turut serta", "berusaha", "sesuai ketentuan",
        ),
        empty_tasks=(
            "tugas lain", "tugas lainnya", "tugas-tugas lain", "tugas kedinasan lain", "tugas tambahan lain",
            "kegiatan lain", "kegiatan lainnya",
        ),
        factor=2,
        colleagues=2,
    ),
)  # fmt: skip
"""Oldest first; the last one that has begun holds. An entry that was in use is never edited."""


@dataclass(frozen=True)
class IndicatorFacts:
    """What the rules look at in an indicator; ``target`` None: no number."""

    text: str
    aspect: str = Aspect.QUANTITY
    target: Decimal | None = None
    unit: str = ""
    target_text: str = ""
    evidence: str = ""

    @property
    def is_measured(self) -> bool:
        """A number says how much, in the target or in the words."""
        return self.target is not None or _has_digit(self.target_text) or _has_digit(self.text)


class HintKind(Labelled):
    """What a hint is about, where the hints of many plans are counted."""

    MEASURE = "ukuran", "Belum terukur"
    UNIT = "satuan", "Angka tanpa satuan"
    TASK = "tugas", "Tidak menyebut hasil"
    OLD_YEAR = "tahun", "Menyebut tahun yang lalu"
    QUANTITY = "kuantitas", "Semua beraspek kuantitas"
    EVIDENCE = "bukti", "Bukti dukung belum semua disebut"
    UNLIKE = "rekan", "Target jauh dari rekan sejabatan"


@dataclass(frozen=True)
class Hint:
    """A hint: what was seen, why it matters, what it is about, and the column of the record."""

    text: str
    reason: str
    kind: HintKind
    column: str = "text"


def quality_rules(day: date) -> QualityRules:
    """The rules of a day; before the first ones began, the first."""
    begun = [rules for rules in QUALITY_RULES if rules.valid_from <= day]
    return begun[-1] if begun else QUALITY_RULES[0]


def vague_words(text: str, rules: QualityRules) -> list[str]:
    """The vague words in a text, each once, as whole words; a longer one goes before those inside it."""
    return _found(text, rules.vague)


def check_result(text: str, indicators: Sequence[IndicatorFacts], rules: QualityRules) -> list[Hint]:
    """A result in vague words that no indicator measures, or one that names no result at all."""
    if empty := _found(text, rules.empty_tasks):
        return [Hint(f"“{empty[0]}” tidak menyebut hasil apa.", _EMPTY_TASK, HintKind.TASK)]
    words = vague_words(text, rules)
    if words and not _has_digit(text) and not any(item.is_measured for item in indicators):
        return [Hint(f"“{words[0]}” belum terukur: tidak ada angka pada indikatornya.", _MEASURE, HintKind.MEASURE)]
    return []


def check_indicator(indicator: IndicatorFacts, rules: QualityRules) -> list[Hint]:
    """A number without unit, vague words without a number, a written target that cannot be checked."""
    found = []
    if empty := _found(indicator.text, rules.empty_tasks):
        found.append(Hint(f"“{empty[0]}” tidak menyebut apa yang diukur.", _EMPTY_TASK, HintKind.TASK))
    elif (words := vague_words(indicator.text, rules)) and not indicator.is_measured:
        found.append(
            Hint(f"“{words[0]}” belum terukur: sebutkan berapa, atau seperti apa.", _MEASURE, HintKind.MEASURE)
        )
    if indicator.target is not None:
        if not indicator.unit.strip():
            found.append(Hint(f"target {format_decimal(indicator.target)} tanpa satuan.", _UNIT, HintKind.UNIT, "unit"))
    elif (words := vague_words(indicator.target_text, rules)) and not _has_digit(indicator.target_text):
        found.append(
            Hint(f"target “{words[0]}” sulit diperiksa saat dinilai.", _MEASURE, HintKind.MEASURE, "target_text")
        )
    return found


def check_year(text: str, year: int) -> list[Hint]:
    """A text that names only years before the plan's own was probably copied and forgotten."""
    years = [int(found) for found in re.findall(r"(?<!\d)20\d\d(?!\d)", text)]
    if not years or max(years) >= year:
        return []
    return [Hint(f"menyebut tahun {max(years)}, padahal rencana ini untuk {year}.", _OLD_YEAR, HintKind.OLD_YEAR)]


def check_aspects(aspects: Iterable[str]) -> list[Hint]:
    """A plan of quantities alone says nothing about quality."""
    known = list(aspects)
    if known and all(aspect == Aspect.QUANTITY for aspect in known):
        which = f"Semua {len(known)}" if len(known) > 1 else "Satu-satunya"
        return [Hint(f"{which} indikator beraspek kuantitas.", _QUANTITY_ONLY, HintKind.QUANTITY, "aspect")]
    return []


def check_evidence(indicators: Sequence[IndicatorFacts]) -> list[Hint]:
    """One hint for the whole plan: how many indicators name no planned proof, where others do.

    The field is left empty by most offices: a hint that came with every plan would not be read.
    """
    without = sum(not item.evidence.strip() for item in indicators)
    if without in (0, len(indicators)):
        return []
    text = f"{without} dari {len(indicators)} indikator belum menyebut bukti dukung, yang lain sudah."
    return [Hint(text, _EVIDENCE, HintKind.EVIDENCE, "evidence_source")]


def median(values: Sequence[Decimal]) -> Fraction:
    """The middle value, or the exact mean of the two in the middle. Raises ValueError for none."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(Fraction(value) for value in values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def is_unlike(target: Decimal, others: Sequence[Decimal], factor: int) -> bool:
    """Whether a target is more than ``factor`` times the median of others, or less than one such part of it; exact."""
    middle, mine = median(others), Fraction(target)
    return mine > factor * middle or factor * mine < middle


def check_target(indicator: IndicatorFacts, others: Sequence[Decimal], post: str, rules: QualityRules) -> list[Hint]:
    """A target unlike those of colleagues in the same post for the same indicator and unit, one target a colleague."""
    target = indicator.target
    if target is None or len(others) < rules.colleagues or min(target, *others) < 0:
        return []
    if not is_unlike(target, others, rules.factor):
        return []
    middle = median(others)
    shown = format_decimal(Decimal(middle.numerator) / Decimal(middle.denominator))
    text = (
        f"target {format_decimal(target)} {indicator.unit}; median {len(others)} rekan {post or 'sejabatan'}: "
        f"{shown} {indicator.unit}."
    )
    return [Hint(" ".join(text.split()), _UNLIKE.format(factor=rules.factor), HintKind.UNLIKE, "target")]


_MEASURE = "Target yang jelas dan terukur dapat dinilai tanpa berdebat."
_UNIT = "Angka punya arti bersama satuannya."
_EMPTY_TASK = "Tulis hasil yang diharapkan, bukan sisa tugas."
_OLD_YEAR = "Mungkin tersalin dari rencana lama; periksa."
_QUANTITY_ONLY = "Mutu dan waktu ikut dinilai, bukan hanya jumlah."
_EVIDENCE = "Bila buktinya direncanakan, realisasi tinggal ditunjukkan (PermenPANRB 6/2022: berdasarkan bukti dukung)."
_UNLIKE = "Berbeda lebih dari {factor} kali; bila memang berbeda bebannya, biarkan."


def _found(text: str, phrases: Iterable[str]) -> list[str]:
    folded = fold(text)
    found: list[str] = []
    for phrase in sorted(phrases, key=len, reverse=True):
        if re.search(rf"(?<![\w-]){re.escape(phrase)}(?![\w-])", folded):
            found.append(phrase)
            folded = folded.replace(phrase, " ")
    return sorted(found, key=fold(text).find)


def _has_digit(text: str) -> bool:
    return any(char.isdecimal() for char in text)
