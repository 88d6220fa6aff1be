"""A forum of the office with its public: which days and numbers can be, and what an outcome needs.

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


def check_due(due: date, held_on: date | None) -> list[Problem]:
    """Hard: what was agreed at a forum is due on its day or later."""
    if held_on is not None and due < held_on:
        return [
            Problem(
                f"Tidak boleh sebelum forumnya ({format_date(held_on)}). Bila tahun depan, ketik tahunnya juga, "
                f"misalnya 3101{(held_on.year + 1) % 100:02d}."
            )
        ]
    return []


def check_done(done_on: date, held_on: date | None, today: date) -> list[Problem]:
    """Hard: done on a day that has come, on the forum's day or later."""
    if done_on > today:
        return [Problem(f"Tanggal ini belum tiba; hari ini {format_date(today)}. Kosongkan selama dikerjakan.")]
    if held_on is not None and done_on < held_on:
        return [Problem(f"Tidak boleh sebelum forumnya ({format_date(held_on)}).")]
    return []


def check_outcome(*, action: str, done_on: date | None, no_action: str) -> list[Problem]:
    """Hard: done says what was done, and a statement is either done or has a reason why nothing is."""
    if done_on is not None and no_action.strip():
        return [Problem("Pilih salah satu: tanggal selesai, atau alasan tidak ditindaklanjuti. Kosongkan yang lain.")]
    if done_on is not None and not action.strip():
        return [Problem("Tulis apa yang dilakukan; itu yang dibacakan pada forum berikutnya.")]
    return []
