"""Pengesahan periode as people see it: which office's period is open, approved, or opened again, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import fold, format_date
from kinerja_tui.rules.labels import Labelled
from kinerja_tui.rules.periods import lies_within, period_from_code, year_span
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.lists.listing import ShortList
from kinerja_tui.services.monitoring.progress import finished_by_office
from kinerja_tui.services.monitoring.reporting import reporting


class PeriodState(Labelled):
    """Whether an office may still change the documents of a period."""

    OPEN = "terbuka", "terbuka"
    APPROVED = "disahkan", "disahkan"
    REOPENED = "dibuka", "dibuka kembali"


@dataclass(frozen=True)
class PeriodLine:
    """One period of one office: how many evaluations are finished, and whether BKPSDM approved them."""

    office: str
    office_name: str
    period: str
    people: int
    """employees of whom an evaluation is due"""
    finished: int
    state: PeriodState
    story: tuple[str, ...] = ()
    """every approval and opening, oldest first, in words"""
    around: str = ""
    """the longer period it is locked with; empty when it was approved itself"""

    @property
    def label(self) -> str:
        """Triwulan I 2026."""
        return period_from_code(self.period).label

    @property
    def missing(self) -> int:
        """Employees without a finished evaluation."""
        return self.people - self.finished

    @property
    def key(self) -> str:
        """Office and period."""
        return f"{self.office}:{self.period}"


def listing(file: DatabaseFile, year: int, text: str = "") -> ShortList:
    """The periods of a year, by office: at the district of every office with employees, elsewhere of the own one."""
    words = fold(text).split()
    found = [
        {"key": line.key, "line": line}
        for line in lines(file, year)
        if all(word in fold(f"{line.office_name} {line.label} {line.state.label}") for word in words)
    ]
    return ShortList(found)


def lines(file: DatabaseFile, year: int) -> list[PeriodLine]:
    """See `listing`. Periods in bundles of another kind than the district's own appear once they were approved."""
    own = file.setting("office")
    locks = _locks(file)
    codes = [*(span.code for span in reporting(file, year).periods), year_span(year).code]
    codes += sorted({lock["period"] for lock in locks if lock["period"][:4] == f"{year:04d}"} - set(codes))
    counts = {code: finished_by_office(file, code) for code in codes if _is_period(code)}
    names = dict(file.rows("SELECT code, name FROM office WHERE NOT removed AND name <> ''"))
    offices = {office for found in counts.values() for office in found} | {lock["office"] for lock in locks}
    shown = sorted(offices - {""}, key=lambda code: (names.get(code, code), code)) if own.count(".") == 1 else [own]
    return [
        _line(office, names.get(office, office), code, counts[code].get(office, (0, 0)), locks)
        for office in shown
        for code in counts
    ]


def line(file: DatabaseFile, office: str, period: str) -> PeriodLine:
    """One period of one office."""
    return _line(office, office, period, finished_by_office(file, period).get(office, (0, 0)), _locks(file))


def approved_offices(file: DatabaseFile, period: str) -> frozenset[str]:
    """The offices whose documents of a period are locked."""
    return frozenset(lock["office"] for lock in _locks(file) if lock["locked"] and lies_within(period, lock["period"]))


def locked_text(file: DatabaseFile, office: str, period: str) -> str:
    """Why the documents of an office's period may not be changed, who locked them and what to do; empty when open."""
    found = [lock for lock in _locks(file) if lock["office"] == office and lock["locked"]]
    found = [lock for lock in found if lies_within(period, lock["period"])]
    if not found:
        return ""
    return told(found[0]["period"], found[0]["approved_on"], found[0]["approved_by"], file.setting("office"))


def told(period: str, day: date | str | None, by: str, own: str) -> str:
    """The sentence about an approved period, for whoever works at ``own``."""
    when = f" pada {format_date(day if isinstance(day, date) else date.fromisoformat(day))}" if day else ""
    who = f" oleh {by}" if by else ""
    act = (
        "Bila perlu diperbaiki, buka dulu periodenya di layar Pengesahan periode (b), dengan alasan."
        if own.count(".") == 1
        else "Bila perlu diperbaiki, minta BKPSDM membuka periode itu, dengan alasan."
    )
    label = period_from_code(period).label if _is_period(period) else period
    return f"{label} kantor ini sudah disahkan BKPSDM{when}{who}, jadi dokumennya terkunci. {act}"


def _line(office: str, name: str, period: str, counts: tuple[int, int], locks: list[dict[str, Any]]) -> PeriodLine:
    about = [lock for lock in locks if lock["office"] == office and lies_within(period, lock["period"])]
    locking = [lock for lock in about if lock["locked"]]
    state = PeriodState.APPROVED if locking else PeriodState.REOPENED if about else PeriodState.OPEN
    own = any(lock["period"] == period for lock in locking)
    around = "" if own or not locking else locking[0]["period"]
    story = dict.fromkeys(text for lock in about for text in _story(lock, period))
    return PeriodLine(office, name, period, *counts, state, tuple(story), around)


def _story(lock: dict[str, Any], period: str) -> list[str]:
    whole = f" bersama {period_from_code(lock['period']).label}" if lock["period"] != period else ""
    day = format_date(date.fromisoformat(lock["approved_on"])) if lock["approved_on"] else "hari tak tercatat"
    found = [
        f"{day}: disahkan{whole} oleh {lock['approved_by'] or 'BKPSDM'}, {lock['finished']} dari {lock['people']} "
        "evaluasi selesai."
    ]
    if not lock["locked"]:
        day = format_date(date.fromisoformat(lock["opened_on"])) if lock["opened_on"] else "hari tak tercatat"
        found.append(f"{day}: dibuka kembali oleh {lock['opened_by'] or 'BKPSDM'}. Alasan: {lock['open_reason']}")
    return found


def _locks(file: DatabaseFile) -> list[dict[str, Any]]:
    columns = ("office", "period", "locked", "approved_on", "approved_by", "people", "finished", "opened_on",
               "opened_by", "open_reason")  # fmt: skip
    rows = file.rows(f"SELECT {', '.join(columns)} FROM period_lock WHERE NOT removed ORDER BY approved_on, id")
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _is_period(code: str) -> bool:
    try:
        period_from_code(code)
    except RuleBroken:
        return False
    return True
