"""How this district reports: the kind of periods of a year and the day a report is due.

Standard library and rules only: the first screen asks for it before the database objects are loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.periods import PeriodKind, PeriodSpan, period_at, periods_of
from kinerja_tui.rules.reporting import due_day, due_days_of, kind_of


@dataclass(frozen=True)
class Reporting:
    """The setting of a year; what a district never chose is the default."""

    year: int
    kind: PeriodKind
    due_days: int

    @property
    def periods(self) -> list[PeriodSpan]:
        """The periods of the year in order."""
        return periods_of(self.year, self.kind)

    def due(self, period: PeriodSpan) -> date:
        """The last day on which the report of a period is in time."""
        return due_day(period, self.due_days)

    def period_due(self, today: date) -> PeriodSpan:
        """The period to work on: the one before the running one once that has ended, else the running one."""
        if today.year != self.year:
            return self.periods[-1 if today.year > self.year else 0]
        place = self.periods.index(period_at(today, self.kind))
        return self.periods[max(place - 1, 0)]


def district_of(office: str) -> str:
    """15.04 for 15.04.03 and for itself."""
    return ".".join(office.split(".")[:2])


def reporting(file: DatabaseFile, year: int) -> Reporting:
    """How the district of this PC reports in a year: what it chose last, for that year or one before it."""
    rows = file.rows(
        "SELECT kind, due_days FROM reporting_rule WHERE district = ? AND year <= ? AND NOT removed "
        "ORDER BY year DESC, id",
        (district_of(file.setting("office")), year),
    )
    kind = next((row[0] for row in rows if row[0]), None)
    days = next((row[1] for row in rows if row[1] is not None), None)
    return Reporting(year, kind_of(kind), due_days_of(days))
