"""The on-track marks of a plan's indicators, from plain rows: for lists, forms and the view over the year.

Decision support only: nothing here is written into an evaluation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.addenda import LineKind, Target, in_force
from kinerja_tui.rules.formats import excerpt, format_decimal
from kinerja_tui.rules.on_track import Reading, Track, TrackMark, reading_by_rule, reading_of, track, worst
from kinerja_tui.rules.periods import PeriodKind, PeriodSpan, periods_of, year_span
from kinerja_tui.rules.plans import Approach, Direction, PlanState
from kinerja_tui.rules.problems import RuleBroken

if TYPE_CHECKING:
    from kinerja_tui.models.database import Database


Step = tuple[date, tuple[str, str | None], tuple[str, str | None]]
"""An addendum to one target: its first day, then (key of the target, part of it) before and after."""


@dataclass(frozen=True)
class Measured:
    """An indicator with its numeric target for the days it is meant for."""

    id: str
    text: str
    aspect: str
    unit: str
    target: Decimal | None
    direction: str
    chosen: str
    """code of `Reading` a person chose, or empty"""
    start: date
    """first day: of the plan, or the one an addendum added the result from"""
    end: date
    """last day the target is meant for"""
    last: date
    """last day of the plan"""
    ended: date | None = None
    """its last day where an addendum ended the result"""
    steps: tuple[Step, ...] = ()
    """the addenda to its target, in the order they took effect"""

    def on(self, day: date) -> Measured:
        """With the target in force on a day (outside the plan: on the nearest day of it), as in planning.targets."""
        if not self.steps:
            return self
        key, part = in_force(self.steps, self.steps[-1][2], max(self.start, min(day, self.last)))
        target = Target.read(key)
        if target is None:  # of a newer program
            return self
        number = target.number if target.number is None or part is None else Decimal(part)
        return replace(self, target=number, unit=target.unit, direction=target.direction)

    def counts(self, period: PeriodSpan) -> bool:
        """Whether it is judged at the end of a period, as `services.monitoring.reported.RUNNING` has it."""
        day = min(period.end, self.last)
        return self.start <= day and (self.ended is None or self.ended >= day)

    @property
    def reading(self) -> Reading:
        """How its reports belong together."""
        return reading_of(self.chosen, self.aspect, self.unit)

    @property
    def ruled(self) -> Reading:
        """How they would by rule."""
        return reading_by_rule(self.aspect, self.unit)


@dataclass(frozen=True)
class Reached:
    """An indicator at the end of one period, in its own unit; None where nothing was reported or nothing is due."""

    period: PeriodSpan
    realised: Decimal | None
    expected: Fraction | None
    """of the target by then: all of it where it holds the whole year"""


@dataclass(frozen=True)
class Figures:
    """Everything reported on a plan, to be looked at as of any period."""

    indicators: list[Measured]
    amounts: dict[str, dict[str, Decimal]]
    """indicator id -> code of period -> amount"""

    def reported(self, indicator: Measured, period: PeriodSpan) -> list[tuple[date, Decimal]]:
        """(last day, amount) of the periods of the same kind up to this one."""
        known = self.amounts.get(indicator.id, {})
        earlier = [other for other in _periods_like(period) if other.end <= period.end]
        return [(other.end, known[other.code]) for other in earlier if other.code in known]

    def track(self, indicator: Measured, period: PeriodSpan) -> Track:
        """The mark of an indicator as of a period, against the target in force then."""
        reported, indicator = self.reported(indicator, period), indicator.on(period.end)
        return track(indicator.target, indicator.direction, indicator.reading, indicator.start, indicator.end, reported)

    def course(self, indicator: Measured, periods: Iterable[PeriodSpan]) -> list[Reached]:
        """What was realised by the end of each period beside what was expected; empty for a written target."""
        found = []
        for period in periods:
            now = indicator.on(period.end)
            if now.target is None or now.target < 0:
                return []
            if not indicator.counts(period) or period.start > indicator.end:
                found.append(Reached(period, None, None))
                continue
            reported = period.code in self.amounts.get(indicator.id, {})
            due = track(now.target, now.direction, now.reading, now.start, now.end, [(period.end, Decimal(0))]).expected
            realised = self.track(indicator, period).realised if reported else None
            found.append(Reached(period, realised, None if due is None else Fraction(now.target) * due))
        return found

    def worst(self, period: PeriodSpan) -> tuple[TrackMark, int]:
        """The worst mark of the indicators that count in a period, and how many have it."""
        return worst([self.track(item, period).mark for item in self.indicators if item.counts(period)])

    def sentence(self, indicator: Measured, period: PeriodSpan) -> str:
        """The mark in words with its figures; empty for a written target."""
        found, indicator = self.track(indicator, period), indicator.on(period.end)
        if found.mark is TrackMark.WRITTEN:
            return ""
        if found.realised is None or found.as_of is None:
            return f"{found.mark.mark} {found.mark.label}"
        figures = (
            f"{format_decimal(found.realised)} dari {format_decimal(indicator.target or Decimal(0))} {indicator.unit}"
        )
        if indicator.direction == Direction.LOWER:
            figures = f"{format_decimal(found.realised)}, batas {format_decimal(indicator.target or Decimal(0))} "
            figures += indicator.unit
        share = f" ({percent(found.share)})" if found.share is not None else ""
        parts = [f"{found.mark.mark} {found.mark.label}: {figures.strip()}{share}"]
        if found.expected is not None and indicator.reading is not Reading.LEVEL and found.expected < 1:
            parts.append(f"seharusnya {percent(found.expected)}")
        if found.as_of < period.end:
            parts.append(f"per {_label_at(found.as_of, period)}")
        if indicator.reading is Reading.SUM:
            served = [other for other in _periods_like(period) if indicator.start <= other.end <= found.as_of]
            count = len(self.reported(indicator, period))
            if count < len(served):
                parts.append(f"{count} dari {len(served)} periode terisi")
        return ", ".join(parts)


def read(file: DatabaseFile, plan_id: str) -> Figures:
    """What is planned and reported on a plan; nothing for a plan that is not here."""
    return next((figures for _, figures in _read(file, "p.id = ?", plan_id)), Figures([], {}))


def of_year(file: DatabaseFile, year: int) -> Iterator[tuple[str, Figures]]:
    """(plan id, figures) of every approved plan of a year, in four queries however many there are."""
    return _read(file, f"p.year = ? AND p.state = '{PlanState.APPROVED}' AND NOT p.removed", year)


Marks = Mapping[str, list[tuple[Measured, TrackMark]]]
"""Plan id -> its indicators that count in a period and have a number as target, each with its mark."""


def marks_of_year(file: DatabaseFile, year: int, period: PeriodSpan) -> Marks:
    """The marks of all approved plans of a year as of a period; with thousands of plans it takes seconds."""
    found: dict[str, list[tuple[Measured, TrackMark]]] = {}
    for plan_id, figures in of_year(file, year):
        marks = [(item, figures.track(item, period).mark) for item in figures.indicators if item.counts(period)]
        found[plan_id] = [(item, mark) for item, mark in marks if mark is not TrackMark.WRITTEN]
    return found


def _read(file: DatabaseFile, which: str, value: str | int) -> Iterator[tuple[str, Figures]]:
    """The plans ``p`` of a condition with one value."""
    steps, indicators, amounts = (
        _by_plan(file.rows(sql.format(which=which), (value,))) for sql in (_STEPS, _INDICATORS, _AMOUNTS)
    )
    for plan_id, *plan in file.rows(_PLANS.format(which=which), (value,)):
        found: dict[str, dict[str, Decimal]] = {}
        for indicator_id, period, amount in amounts.get(plan_id, ()):
            found.setdefault(indicator_id, {})[period] = Decimal(amount)
        yield plan_id, Figures(_measured(plan, indicators.get(plan_id, ()), steps.get(plan_id, ())), found)


def _by_plan(rows: Iterable[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    """Plan id, the first column -> the other columns, in order."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for plan_id, *row in rows:
        found.setdefault(plan_id, []).append(tuple(row))
    return found


def _measured(
    plan: Sequence[Any], indicators: Iterable[tuple[Any, ...]], addenda: Iterable[tuple[Any, ...]]
) -> list[Measured]:
    year, start, end, planned_end, approach = plan
    whole = year_span(year) if 1 <= year <= 9999 else year_span(1)
    first = _day(start) or whole.start
    last, planned = _day(end) or whole.end, _day(planned_end)
    found = []
    steps: dict[str, list[Step]] = {}
    for record, day, old, old_part, new, new_part in addenda:
        if approach != Approach.QUALITATIVE and (day or "") <= last.isoformat():
            steps.setdefault(record, []).append((_day(day) or first, (old, old_part), (new, new_part)))
    for record, text, aspect, unit, target, part, direction, chosen, starts, ends in indicators:
        # A transfer closed the plan: its part is for the days served; without one the target is for all planned days.
        until = last if planned is None or part is not None else planned
        amount = part if planned is not None and part is not None else target
        # Of a qualitative plan everything is told in words.
        number = Decimal(amount) if amount is not None and approach != Approach.QUALITATIVE else None
        start = max(first, _day(starts) or first)
        changed = steps.get(record, [])
        if changed:  # what stands in the indicator holds after the last one, as in services.targets
            now = Target(Decimal(target) if target is not None else None, unit, "", direction)
            changed[-1] = (*changed[-1][:2], (now.key, part if planned is not None else None))
        found.append(
            Measured(
                record, text, aspect, unit, number, direction, chosen, start, until, last, _day(ends), tuple(changed)
            )
        )
    return found


def choose_reading(db: Database, indicator_id: str, code: str) -> None:
    """Read an indicator another way than by rule, or (empty) by rule again. Raises `RuleBroken`.

    It is no target: it may be chosen on an approved plan, and changes no number.
    """
    from kinerja_tui.models.plans import Indicator, WorkPlan
    from kinerja_tui.services.forms.forms import known

    if code and code not in set(Reading):
        raise RuleBroken("Cara membaca ini tidak dikenal. Pilih dari daftar.")
    with db.transaction() as session:
        indicator = known(session, Indicator, indicator_id)
        subject = known(session, WorkPlan, indicator.plan_id).employee_id
        label = Reading(code).label if code else "menurut aturan"
        with db.act(f"Realisasi dibaca: {label} ({excerpt(indicator.text, 40)})", subject) as act:
            act.write(Indicator, indicator_id, accumulates=code)


_PLANS = """
    SELECT p.id, p.year, p.start, p."end", p.planned_end, p.approach FROM work_plan p WHERE {which} ORDER BY p.id
"""
_INDICATORS = """
    SELECT p.id, i.id, i.text, i.aspect, i.unit, i.target, i.part_target, i.direction, i.accumulates,
        w.starts_on, w.ends_on
    FROM work_plan p JOIN indicator i ON i.plan_id = p.id JOIN work_result w ON w.id = i.result_id
    WHERE {which} AND NOT i.removed AND NOT w.removed
    ORDER BY p.id, w.kind DESC, w.position, w.id, i.position, i.id
"""
_STEPS = f"""
    SELECT p.id, n.indicator_id, d.takes_effect, n.old_target, n.old_part, n.new_target, n.new_part
    FROM addendum_line n JOIN addendum d ON d.id = n.addendum_id JOIN work_plan p ON p.id = n.plan_id
    WHERE {{which}} AND NOT n.removed AND NOT d.removed AND n.kind = '{LineKind.TARGET}'
    ORDER BY coalesce(d.takes_effect, ''), d.number, d.id
"""
_AMOUNTS = """
    SELECT p.id, g.indicator_id, g.period, g.amount FROM work_plan p JOIN progress g ON g.plan_id = p.id
    WHERE {which} AND NOT g.removed AND g.amount IS NOT NULL
"""


def _periods_like(period: PeriodSpan) -> list[PeriodSpan]:
    """The periods of the same kind in the year; for the year itself (part-year rating) its quarters."""
    kind = PeriodKind.QUARTER if period.kind is PeriodKind.YEAR else period.kind
    return periods_of(period.start.year, kind)


def _label_at(day: date, period: PeriodSpan) -> str:
    return next((other.label for other in _periods_like(period) if other.end == day), period.label)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _whole(share: Fraction) -> int:
    """Whole percent, cut: 99.9 is not yet 100."""
    return share.numerator * 100 // share.denominator


def percent(share: Fraction | None) -> str:
    """A share in whole percent, empty for none: 73 %."""
    return f"{_whole(share)} %" if share is not None else ""
