"""What a personal sheet says in words, the same on the screen and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kinerja_tui.rules.development import OPEN, TAKEN, expected, is_over, is_short, kind_label
from kinerja_tui.rules.formats import excerpt
from kinerja_tui.services.development.personal_sheet import Gap, PersonalSheet
from kinerja_tui.services.forms.one_record import day_of
from kinerja_tui.services.labels import shown

SHORT = {"di_atas": "di atas", "sesuai": "sesuai", "di_bawah": "di bawah"}
"""A rating without the word ekspektasi."""


@dataclass(frozen=True)
class Learned:
    """A training that was taken."""

    day: date | None
    title: str
    about: str
    """JP, and what kind it was or what came of it"""


def said(gap: Gap) -> str:
    """What says that a value or result stands out as low."""
    newest = f"terakhir {SHORT[gap.newest]}"
    if not gap.below:
        return f"{newest} ekspektasi, skor umpan balik termasuk yang paling rendah"
    return f"di bawah ekspektasi {gap.below} dari {gap.rated} kali dinilai, {newest}"


def scores(gap: Gap) -> str:
    """The mean scores of feedback on a value, n of N; empty when nobody was asked."""
    return "; ".join(f"{name.lower()} {mean.shown}" for name, mean in gap.scores)


def hours_told(sheet: PersonalSheet, today: date) -> str:
    """The JP of the year beside what the year asks."""
    day = date(sheet.year, 12, 31)
    asked = f"{expected(sheet.kind, day)} setahun"
    if not sheet.hours.taken:
        return f"Belum ada pelatihan yang tercatat; {asked}."
    if is_over(sheet.kind, sheet.hours, day):
        return f"{sheet.hours.shown}, {asked}: melebihi batas."
    if is_short(sheet.kind, sheet.hours, day):
        return f"{sheet.hours.shown}, {asked}: {'masih ada waktu' if today.year <= sheet.year else 'belum tercapai'}."
    return f"{sheet.hours.shown}, {asked}."


def needs(sheet: PersonalSheet) -> list[tuple[date | None, str]]:
    """(planned for, title with its competence) of what is needed or planned and not taken yet."""
    return [
        (item.planned_for, f"{item.title}{f' ({item.competence})' if item.competence else ''}")
        for item in sheet.trainings
        if item.state in OPEN
    ]


def learned(sheet: PersonalSheet) -> list[Learned]:
    """What was taken, the newest first."""
    taken = [
        Learned(
            item.end or item.start,
            item.title,
            _hours(item.hours) + (f". Dampak: {excerpt(item.effect, 200)}" if item.effect else ""),
        )
        for item in sheet.trainings
        if item.state in TAKEN
    ]
    taken += [
        Learned(
            day_of(row["held_on"] or ""),
            row["title"],
            f"{_hours(row['hours'])}, {kind_label(row['kind'] or '').lower()}",
        )
        for row in sheet.attended
    ]
    return sorted(taken, key=lambda item: (item.day or date.min, item.title, item.about), reverse=True)


def _hours(hours: object) -> str:
    return f"{shown('training', 'hours', hours)} JP" if hours is not None else "JP belum diisi"
