"""Figures of a surveyed service in a period, and the sheets they rest on: what fills an indicator of satisfaction."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.periods import PeriodSpan, period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.survey import ELEMENTS, SCALE, sample_needed
from kinerja_tui.rules.survey_figures import SURVEY_FIGURES, survey_figure
from kinerja_tui.rules.survey_results import Results
from kinerja_tui.services.lists.listing import Row
from kinerja_tui.services.public import service_catalogue, survey_results, surveys
from kinerja_tui.services.public.survey_services import about, is_about


@dataclass(frozen=True)
class SurveyEvidence:
    """What the surveys of one service say in one period, and from how many sheets."""

    results: Results | None
    """None: no survey of it lies in the period"""
    needed: int | None
    count: int
    """sheets that say something; an empty one changes neither figure nor citation"""
    digest: str
    """over those sheets with their answers, and over the weights"""

    def value(self, code: str) -> Decimal | None:
        """One of `SURVEY_FIGURES`; None where there is nothing to take it from."""
        return None if self.results is None else survey_figure(self.results, code, self.needed)


def offered(file: DatabaseFile) -> list[tuple[str, str]]:
    """Id and name of everything that was surveyed, by name."""
    found: dict[str, str] = {}
    for row in surveys.present(file):
        found.setdefault(about(row), row["service"])
    return sorted(((key, name or surveys.WHOLE_OFFICE) for key, name in found.items()), key=lambda item: item[::-1])


def name_of(file: DatabaseFile, about_id: str) -> str:
    """What was surveyed, as the newest survey names it; `service_catalogue.UNKNOWN` where none is here."""
    row = next((row for row in surveys.present(file) if is_about(row, about_id)), None)
    return service_catalogue.UNKNOWN if row is None else row["service"] or surveys.WHOLE_OFFICE


def evidence(file: DatabaseFile, about_id: str, period: PeriodSpan) -> SurveyEvidence:
    """The survey of exactly this period; without one, the sheets of all surveys that lie within it, counted together.

    So a year has its own survey, or the sum of its quarters, and no sheet counts twice.
    """
    rows = [row for row in surveys.present(file) if is_about(row, about_id)]
    wanted = [row for row in rows if row["period"] == period.code] or [row for row in rows if _within(row, period)]
    if not wanted:
        return SurveyEvidence(None, None, 0, "")
    sheets = survey_results.sheets_of(file, [row["key"] for row in wanted])
    answers = [sheet for row in wanted for sheet in sheets.get(row["key"], [])]
    results = survey_results.results_of(wanted[0]["weighting"], wanted[0]["rules"], answers)
    lines = [f"{results.weighting} {results.rules.id}"]
    for row in sorted(wanted, key=lambda row: row["key"]):
        lines += sorted(
            f"{row['key']} {sheet['number']} {given}" for sheet in sheets.get(row["key"], []) if (given := _told(sheet))
        )
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
    return SurveyEvidence(results, _needed(wanted), results.filled, digest)


def is_figure(code: str) -> bool:
    """Whether this program knows the measure."""
    return code in SURVEY_FIGURES


def _within(row: Row, period: PeriodSpan) -> bool:
    try:
        span = period_from_code(row["period"])
    except RuleBroken:
        return False
    return period.start <= span.start and span.end <= period.end


def _needed(rows: list[Row]) -> int | None:
    people = [row["population"] for row in rows]
    return sample_needed(sum(people)) if all(number and number > 0 for number in people) else None


def _told(sheet: Row) -> str:
    """The nine answers; empty for a sheet without any."""
    text = "".join(sheet[name] if sheet[name] in SCALE else "." for name in ELEMENTS)
    return text if text.strip(".") else ""
