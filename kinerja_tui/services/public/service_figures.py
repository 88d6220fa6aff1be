"""Figures of the services: how fast, how much in time, how well; per period, from the log as it stands."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import format_decimal
from kinerja_tui.rules.periods import PeriodKind, PeriodSpan, periods_of
from kinerja_tui.rules.service_log import Figures, Measure, Request, figures_of, is_late, percent, working_days
from kinerja_tui.services.forms.one_record import day_of
from kinerja_tui.services.office.holidays import holidays

NO_DATA = "belum ada data"
"""Nothing is not zero."""


@dataclass(frozen=True)
class ServiceFigures:
    """A service with its figures of a period, and what waits today."""

    service_id: str
    name: str
    max_days: int | None
    active: bool
    figures: Figures
    running: int
    late: int


@dataclass(frozen=True)
class Evidence:
    """The figures of a service in a period, and the rows they were computed from."""

    figures: Figures
    count: int
    """rows that ended in the period"""
    digest: str
    """over those rows with the fields that count, in the order of their ids"""


def of_services(file: DatabaseFile, period: PeriodSpan, today: date) -> list[ServiceFigures]:
    """Every service in use, and every other one with requests in the period."""
    free = holidays(file)
    open_ones = file.rows(
        "SELECT service_id, received_on, max_days FROM service_request "
        "WHERE NOT removed AND finished_on IS NULL AND result = ''"
    )
    found = []
    for service_id, name, limit, active in file.rows(
        "SELECT id, name, max_days, active FROM service WHERE NOT removed ORDER BY NOT active, name, id"
    ):
        figures = evidence(file, service_id, period, free).figures
        waiting = [row for row in open_ones if row[0] == service_id]
        late = sum(is_late(day_of(row[1] or ""), today, row[2], free) for row in waiting)
        if active or waiting or figures.decided or figures.given_back:
            found.append(ServiceFigures(service_id, name, limit, bool(active), figures, len(waiting), late))
    return found


def evidence(file: DatabaseFile, service_id: str, period: PeriodSpan, free: frozenset[date] | None = None) -> Evidence:
    """The figures of one service in one period, from the requests that ended in it. ``free``: the holidays, if read."""
    free = holidays(file) if free is None else free
    rows = file.rows(
        "SELECT id, received_on, finished_on, result, max_days, returns, faulty FROM service_request "
        "WHERE NOT removed AND service_id = ? AND finished_on BETWEEN ? AND ? ORDER BY id",
        (service_id, period.start.isoformat(), period.end.isoformat()),
    )
    requests = [
        Request(
            working_days(day_of(received or ""), day_of(finished or ""), free), result, limit, returns, bool(faulty)
        )
        for _, received, finished, result, limit, returns, faulty in rows
    ]
    text = "\n".join("\x1f".join("" if part is None else str(part) for part in row) for row in rows)
    return Evidence(figures_of(requests), len(rows), hashlib.sha256(text.encode()).hexdigest()[:16])


def trend(file: DatabaseFile, service_id: str, year: int, kind: PeriodKind) -> list[tuple[PeriodSpan, Figures]]:
    """The figures of each month or quarter of a year."""
    free = holidays(file)
    return [(period, evidence(file, service_id, period, free).figures) for period in periods_of(year, kind)]


# -- as people read them


def days_shown(figures: Figures, measure: Measure) -> str:
    """A figure as people read it; `NO_DATA` where there is none."""
    value = figures.value(measure)
    return NO_DATA if value is None else format_decimal(value)


def share_shown(part: int, whole: int) -> str:
    """``83,33% (10 dari 12)``; `NO_DATA` of nothing."""
    value = percent(part, whole)
    return NO_DATA if value is None else f"{format_decimal(value)}% ({part} dari {whole})"
