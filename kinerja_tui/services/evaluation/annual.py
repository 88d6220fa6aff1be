"""The year behind an annual evaluation: the predikat of its periods, and which are missing.

Quarters or months, as the office rates (PermenPANRB 6/2022 ps. 5: the district chooses); of a part-year plan only the
periods it touches. Nothing is computed from them: the annual rating is a person's choice.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from kinerja_tui.models.employees import Excuse
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.rules.periods import PeriodKind, PeriodSpan, period_from_code, periods_of
from kinerja_tui.rules.ratings import Predicate
from kinerja_tui.services.evaluation.evaluation_checks import FINISHED, Missing, evaluation_key, predicate
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.planning.plans import PlanContents


@dataclass(frozen=True)
class YearPeriod:
    """One period of the year with what became of it."""

    period: PeriodSpan
    state: str = ""
    """of its evaluation; empty without one"""
    work: str = ""
    behaviour: str = ""
    """the two ratings as stored"""
    predicate: Predicate | None = None
    """None while it is not finished, and when a rating or the rules are unknown here"""
    excused: str = ""
    """why nothing was asked for the whole period (rules.staff.EXCUSED)"""

    @property
    def is_missing(self) -> bool:
        """Neither rated nor excused."""
        return self.state != FINISHED and not self.excused


@dataclass(frozen=True)
class YearView:
    """What is known around one evaluation of a plan: of an annual one its periods, of any what covers the same days."""

    periods: tuple[YearPeriod, ...] = ()
    twice: tuple[PeriodSpan, ...] = ()
    """finished evaluations of the other kind for the same days: months of a quarter, or the quarter of a month"""

    @property
    def missing(self) -> tuple[PeriodSpan, ...]:
        """Periods without a finished evaluation."""
        return tuple(item.period for item in self.periods if item.is_missing)

    def missing_in(self, form: Form, plan: PlanContents, period: str) -> list[Missing]:
        """What keeps the evaluation from being finished."""
        found = []
        if self.twice:
            found.append(
                Missing(
                    "",
                    f"Masa ini sudah dinilai dalam {names(self.twice)}. Satu masa dinilai satu kali; buka kembali dulu "
                    "evaluasi itu bila yang ini yang dipakai.",
                )
            )
        reason = evaluation_key(plan.plan.id, period, "missing_reason")
        if self.missing and not form.text(reason).strip():
            found.append(Missing(reason, f"Belum ada evaluasi {names(self.missing)}: tulis alasannya."))
        return found


def names(periods: tuple[PeriodSpan, ...] | list[PeriodSpan]) -> str:
    """Triwulan I, Triwulan III: the year goes without saying."""
    return ", ".join(period.label.rpartition(" ")[0] for period in periods)


def year_view(session: Session, plan: WorkPlan, period: str) -> YearView:
    """What is known around the evaluation of a plan in a period."""
    span = period_from_code(period)
    query = select(Evaluation).where(Evaluation.plan_id == plan.id, col(Evaluation.removed).is_(False))
    rated = {item.period: item for item in session.exec(query)}
    if span.kind is not PeriodKind.YEAR:
        return YearView(twice=_twice(span, rated))
    excuses = select(Excuse).where(Excuse.employee_id == plan.employee_id, col(Excuse.removed).is_(False))
    excused = list(session.exec(excuses))
    monthly = _is_monthly(session, plan, rated)
    expected = [
        item for quarter in _touched(plan, PeriodKind.QUARTER) for item in _as_rated(plan, quarter, rated, monthly)
    ]
    return YearView(tuple(_line(item, rated.get(item.code), excused) for item in expected))


def _twice(span: PeriodSpan, rated: dict[str, Evaluation]) -> tuple[PeriodSpan, ...]:
    other = PeriodKind.MONTH if span.kind is PeriodKind.QUARTER else PeriodKind.QUARTER
    return tuple(
        item
        for item in periods_of(span.start.year, other)
        if item.start <= span.end and item.end >= span.start and _finished(rated, item)
    )


def _finished(rated: dict[str, Evaluation], period: PeriodSpan) -> bool:
    found = rated.get(period.code)
    return found is not None and found.state == FINISHED


def _touched(plan: WorkPlan, kind: PeriodKind) -> list[PeriodSpan]:
    return [
        item
        for item in periods_of(plan.year, kind)
        if (plan.start is None or item.end >= plan.start) and (plan.end is None or item.start <= plan.end)
    ]


def _as_rated(plan: WorkPlan, quarter: PeriodSpan, rated: dict[str, Evaluation], monthly: bool) -> list[PeriodSpan]:
    """A quarter as one period or as its months, whichever it is rated by."""
    months = [month for month in _touched(plan, PeriodKind.MONTH) if quarter.start <= month.start <= quarter.end]
    by_months = any(month.code in rated for month in months)
    if _finished(rated, quarter) or (quarter.code in rated and not by_months):
        return [quarter]
    return months if by_months or (monthly and quarter.code not in rated) else [quarter]


def _is_monthly(session: Session, plan: WorkPlan, rated: dict[str, Evaluation]) -> bool:
    """Whether this plan, or before its first evaluation this office's year, is rated by months."""
    codes = [code for code in rated if "-" in code]
    if not codes:
        query = (
            select(Evaluation.period)
            .join(WorkPlan, col(WorkPlan.id) == col(Evaluation.plan_id))
            .where(WorkPlan.year == plan.year, col(Evaluation.removed).is_(False), col(Evaluation.period).like("%-%"))
        )
        codes = list(session.exec(query.distinct()))
    return bool(codes) and all("-B" in code for code in codes)


def _line(period: PeriodSpan, found: Evaluation | None, excuses: list[Excuse]) -> YearPeriod:
    if found is None:
        why = next((item.reason for item in excuses if _covers(item, period)), "")
        return YearPeriod(period, excused=why)
    made = predicate(found.work_rating, found.behaviour_rating, found.rules) if found.state == FINISHED else None
    return YearPeriod(period, found.state, found.work_rating, found.behaviour_rating, made)


def _covers(excuse: Excuse, period: PeriodSpan) -> bool:
    return (
        excuse.start is not None and excuse.start <= period.start and (excuse.end is None or excuse.end >= period.end)
    )
