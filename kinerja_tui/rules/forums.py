"""A forum of the office with its public: which days and numbers can be. Its statements: `voice_handling`.

Asemrowo asks for statements keyed fast and a public sheet, Binjai for forum issues that become actions. No rule of the
government fixes a form for it, so these are sound sense, kept in one place [D].
"""

from __future__ import annotations

from datetime import date

from .formats import format_date
from .problems import Problem

MOST_PEOPLE = 9_999
_LONG_AGO = 366


def check_held(held_on: date, today: date) -> list[Problem]:
    """Hard: a day that has not come, for what is keyed was said. Soft: more than a year ago."""
    if held_on > today:
        return [Problem(f"Forum dicatat sesudah berlangsung; {format_date(held_on)} belum tiba.")]
    if (today - held_on).days > _LONG_AGO:
        return [Problem(f"Forum ini lebih dari setahun lalu, {format_date(held_on)}. Benar?", hard=False)]
    return []


def check_people(people: int) -> list[Problem]:
    """Hard: what cannot be counted in a hall. Soft: nobody."""
    if not 0 <= people <= MOST_PEOPLE:
        return [Problem(f"Jumlah yang hadir ditulis 0 sampai {MOST_PEOPLE}. Kosongkan bila tidak dihitung.")]
    return [] if people else [Problem("Tidak ada warga yang hadir. Benar? Kosongkan bila tidak dihitung.", hard=False)]
