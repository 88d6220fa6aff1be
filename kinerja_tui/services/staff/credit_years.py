"""One person's conversions year by year: which evaluations count, for how many months, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.credit import (
    CreditRules,
    Level,
    Month,
    arithmetic,
    credit,
    credit_rules_for,
    level_of,
    months_of,
)
from kinerja_tui.rules.formats import MONTHS
from kinerja_tui.rules.periods import PeriodKind, PeriodSpan, period_from_code, periods_of
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ratings import Predicate
from kinerja_tui.rules.staff import PostKind
from kinerja_tui.services.evaluation.evaluations import DRAFT, FINISHED, predicate

FUNCTIONAL = (str(PostKind.FUNCTIONAL_SKILL), str(PostKind.FUNCTIONAL_EXPERT))
"""Kinds of post that collect angka kredit."""
_ORDER = (PeriodKind.YEAR, PeriodKind.QUARTER, PeriodKind.MONTH)


@dataclass(frozen=True)
class CreditLine:
    """What one evaluation is worth."""

    period: str
    predicate: Predicate
    months: int
    level: Level
    rules: CreditRules

    @property
    def value(self) -> Fraction:
        """Exact."""
        return credit(self.months, self.predicate, self.level, self.rules)

    def arithmetic(self, decimals: int) -> str:
        """3/12 x 100 % x 12,5 = 3,125 → 3,13"""
        return arithmetic(self.months, self.predicate, self.level, self.rules, decimals)


@dataclass(frozen=True)
class Gap:
    """A period that could not be converted, and why."""

    period: str
    why: str


@dataclass(frozen=True)
class CreditYear:
    """The conversions of one year, and what is missing in it."""

    year: int
    lines: tuple[CreditLine, ...]
    gaps: tuple[Gap, ...]


def years_of(file: DatabaseFile, employee_id: str, start: str | None, today: date) -> tuple[CreditYear, ...]:
    """The years in which a person has plans, and the running one if the post began by now (``start``, ISO)."""
    plans = [_Plan(*row) for row in file.rows(_PLANS, (employee_id,))]
    rated = [_Rated(*row) for row in file.rows(_EVALUATIONS, (employee_id,))]
    years = {plan.year for plan in plans} | ({today.year} if start and start <= today.isoformat() else set())
    return tuple(_year(year, [plan for plan in plans if plan.year == year], rated, today) for year in sorted(years))


@dataclass(frozen=True)
class _Plan:
    id: str
    year: int
    start: str | None
    end: str | None
    state: str
    post: str
    post_kind: str | None

    @property
    def functional(self) -> bool:
        return self.post_kind in FUNCTIONAL if self.post_kind else level_of(self.post) is not None

    def months(self, period: PeriodSpan) -> list[Month]:
        """The months of a period that the plan touches."""
        first = max(period.start, date.fromisoformat(self.start) if self.start else period.start)
        last = min(period.end, date.fromisoformat(self.end) if self.end else period.end)
        return months_of(first, last)


@dataclass(frozen=True)
class _Rated:
    plan_id: str
    period: str
    state: str
    work: str
    behaviour: str
    rules: str


_POST = "coalesce(CAST(json_extract(p.employee_card, '$.post') AS TEXT), a.post, '')"
_PLANS = (
    f'SELECT p.id, p.year, p.start, p."end", p.state, {_POST}, a.post_kind FROM work_plan p '
    "LEFT JOIN assignment a ON a.id = p.assignment_id WHERE p.employee_id = ? AND NOT p.removed ORDER BY p.start, p.id"
)
_EVALUATIONS = (
    "SELECT v.plan_id, v.period, v.state, v.work_rating, v.behaviour_rating, v.rules FROM evaluation v "
    "WHERE v.employee_id = ? AND NOT v.removed ORDER BY v.period, v.id"
)


def _year(year: int, plans: list[_Plan], rated: list[_Rated], today: date) -> CreditYear:
    lines: list[tuple[date, CreditLine]] = []
    gaps: list[tuple[date, Gap]] = []
    taken: set[Month] = set()
    functional = [plan for plan in plans if plan.functional]
    for kind in _ORDER:
        for plan in functional:
            for item in rated:
                period = _period(item.period)
                if period is None or period.kind is not kind or item.plan_id != plan.id or item.state != FINISHED:
                    continue
                months = [month for month in plan.months(period) if month not in taken]
                if not months:
                    continue
                taken.update(months)
                made = _line(item, period, plan, len(months))
                if isinstance(made, Gap):
                    gaps.append((period.start, made))
                else:
                    lines.append((period.start, made))
    drafts = {item.period for item in rated if item.state == DRAFT}
    for quarter in periods_of(year, PeriodKind.QUARTER):
        expected = dict.fromkeys(month for plan in functional for month in plan.months(quarter))
        missing = [month for month in expected or _if_no(plans, quarter) if month not in taken]
        if quarter.end < today and missing:
            why = "evaluasi masih draf" if quarter.code in drafts else _why_missing(plans)
            names = ", ".join(MONTHS[number - 1] for _, number in missing)
            gaps.append((quarter.start, Gap(quarter.label, why if len(missing) == 3 else f"{why} ({names})")))
    for plan in plans:
        if not plan.functional:
            post = plan.post or "tanpa nama jabatan"
            gaps.append((date(year, 1, 1), Gap(f"Tahun {year}", f"{post}: bukan jabatan fungsional, tidak dihitung")))
    return CreditYear(
        year,
        tuple(line for _, line in sorted(lines, key=lambda pair: pair[0])),
        tuple(gap for _, gap in sorted(gaps, key=lambda pair: pair[0])),
    )


def _why_missing(plans: list[_Plan]) -> str:
    if not plans:
        return "belum ada SKP"
    approved = any(plan.state == PlanState.APPROVED for plan in plans)
    return "evaluasi belum selesai" if approved else "SKP belum disetujui"


def _if_no(plans: list[_Plan], period: PeriodSpan) -> list[Month]:
    """Without any plan the whole period is missing."""
    return [] if plans else months_of(period.start, period.end)


def _line(item: _Rated, period: PeriodSpan, plan: _Plan, months: int) -> CreditLine | Gap:
    found = predicate(item.work, item.behaviour, item.rules)
    level = level_of(plan.post)
    if found is None:
        return Gap(period.label, "evaluasinya berisi pilihan yang belum dikenal program ini")
    if level is None:
        return Gap(period.label, f"jenjang tidak terbaca dari jabatan “{plan.post}”")
    try:
        return CreditLine(period.label, found, months, level, credit_rules_for(period.end))
    except RuleBroken as error:
        return Gap(period.label, error.text)


def _period(code: str) -> PeriodSpan | None:
    try:
        return period_from_code(code)
    except RuleBroken:
        return None
