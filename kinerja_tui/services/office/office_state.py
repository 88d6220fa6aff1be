"""Where an office stands on plans, progress, evaluations, services and voices: the camat's page, in plain numbers.

Counted from the employee list outwards, per office, so that the sums close and a district reads the same page of all
its offices. Nobody is named here, and nothing is a rating.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from datetime import date

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.development import is_short
from kinerja_tui.rules.periods import PeriodSpan, period_at
from kinerja_tui.rules.recognition import RecognitionState
from kinerja_tui.rules.service_log import DECIDED, is_late, working_days
from kinerja_tui.rules.staff import StaffKind
from kinerja_tui.rules.voices import VoiceKind, VoiceState, state_of
from kinerja_tui.services.development import follow_up_list, training
from kinerja_tui.services.forms.one_record import day_of
from kinerja_tui.services.handover.handoff import BundleState, ledger, not_handed_over
from kinerja_tui.services.monitoring.reporting import reporting
from kinerja_tui.services.monitoring.tracks import Marks
from kinerja_tui.services.office.agenda import COVERING, IN_PERIOD
from kinerja_tui.services.office.agenda_after import read_after
from kinerja_tui.services.office.holidays import holidays
from kinerja_tui.services.planning.plan_lines import EXCUSED, excuse_of, plan_lines, state_of_line
from kinerja_tui.services.public import survey_results

IN_TIME, TIMED, RUNNING = "tepat", "dihitung", "berjalan"
"""Keys of `OfficeState.services`: requests ended within their longest time, those that have one, and open ones."""
OVERDUE = "lewat"
"""Beside the states of requests, voices and follow-ups: past the day, and not done."""


@dataclass
class InPeriod:
    """Approved plans that cover a period, and how many of them came how far in it."""

    plans: int = 0
    reported: int = 0
    """with at least one reported indicator"""
    submitted: int = 0
    """whose report is in, or whose evaluation is finished"""
    evaluated: int = 0
    late: int = 0
    """whose report is not in although its day has passed"""

    def add(self, other: InPeriod) -> None:
        """Sum up."""
        for item in fields(self):
            setattr(self, item.name, getattr(self, item.name) + getattr(other, item.name))


@dataclass
class OfficeState:
    """The counts of one office, or of all of them."""

    people: int = 0
    """in service"""
    plans: Counter[str] = field(default_factory=Counter)
    """state of the plan -> lines of the plan list; they add up to all lines"""
    excused: Counter[str] = field(default_factory=Counter)
    """reason (rules.staff.EXCUSED) -> lines without a plan that need none"""
    now: InPeriod = field(default_factory=InPeriod)
    """the running period"""
    due: InPeriod = field(default_factory=InPeriod)
    """the newest period that has ended, or the running one where none has"""
    marks: Counter[str] = field(default_factory=Counter)
    """on-track mark -> indicators with a number as target"""
    heard: int = 0
    """people with any feedback this year"""
    services: Counter[str] = field(default_factory=Counter)
    voices: Counter[str] = field(default_factory=Counter)
    """state of the voices received this year or still open -> how many; `OVERDUE` are among those followed up"""
    servants: int = 0
    """PNS and CPNS, for whom a year asks for JP"""
    trained: int = 0
    """of them those who reached the JP of the year"""
    needs: int = 0
    """needs for training that nobody planned yet"""
    follow_ups: Counter[str] = field(default_factory=Counter)
    """state of the lines rated below expectation -> how many"""
    proposed: int = 0
    """recognitions that wait for a verdict"""

    @property
    def lines(self) -> int:
        """Lines of the plan list that need a plan."""
        return self.plans.total() - self.plans[EXCUSED]

    def add(self, other: OfficeState) -> None:
        """Sum up."""
        for item in fields(self):
            mine, its = getattr(self, item.name), getattr(other, item.name)
            if isinstance(mine, InPeriod):
                mine.add(its)
            elif isinstance(mine, Counter):
                mine.update(its)
            else:
                setattr(self, item.name, mine + its)


@dataclass
class Situation:
    """The page: the counts of all offices on this PC, and what belongs to this PC as a whole."""

    year: int
    now: PeriodSpan
    due: PeriodSpan
    report_due: date
    whole: OfficeState
    offices: dict[str, OfficeState]
    """kode wilayah -> its counts, of every office with people in service"""
    names: dict[str, str]
    """kode wilayah -> name"""
    survey: dict[str, object] | None
    """the newest survey with sheets: a row of `survey_results.listing`"""
    undecided: int
    """objections that wait for the rater's superior"""
    ending: int
    """results whose days to object are nearly over"""
    not_handed_over: int
    """changes that no bundle carried yet"""
    without_receipt: int
    """bundles handed over whose receipt has not come back"""


def running_period(file: DatabaseFile, year: int, today: date) -> PeriodSpan:
    """The period of today; of another year the one that is due."""
    rule = reporting(file, year)
    return period_at(today, rule.kind) if today.year == year else rule.period_due(today)


def read(file: DatabaseFile, year: int, today: date, marks: Marks) -> Situation:
    """Read the page. ``marks``: of `tracks.marks_of_year` in the running period.

    With thousands of people it takes a moment: call it in a thread, on a file of its own.
    """
    rule = reporting(file, year)
    due, now = rule.period_due(today), running_period(file, year, today)
    offices: dict[str, OfficeState] = {}
    counter = _Counter(file, year, today, offices)
    counter.people()
    counter.plans()
    for period, name in ((now, "now"), (due, "due")):
        counter.in_period(period, name, late=today > rule.due(period))
    counter.marks(marks)
    counter.services(now)
    counter.voices()
    counter.growing()
    whole = OfficeState()
    for state in offices.values():
        whole.add(state)
    after = read_after(file, today)
    surveys = survey_results.listing(file).found
    states = Counter(str(line.state) for line in ledger(file) if line.outgoing)
    return Situation(
        year=year,
        now=now,
        due=due,
        report_due=rule.due(due),
        whole=whole,
        offices={code: state for code, state in sorted(offices.items()) if state.people},
        names=dict(file.rows("SELECT code, name FROM office WHERE NOT removed")),
        survey=next((row for row in surveys if row["results"].filled), None),
        undecided=after.undecided,
        ending=after.ending,
        not_handed_over=not_handed_over(file)[0],
        without_receipt=states[str(BundleState.HANDED)],
    )


_SERVING = "NOT e.removed AND e.end_date IS NULL"


class _Counter:
    """Reads one kind of count after the other into the offices."""

    def __init__(self, file: DatabaseFile, year: int, today: date, offices: dict[str, OfficeState]) -> None:
        self.file, self.year, self.today, self.offices = file, year, today, offices
        self.bounds = (f"{year:04d}-01-01", f"{year:04d}-12-31")

    def of(self, office: str) -> OfficeState:
        return self.offices.setdefault(office, OfficeState())

    def people(self) -> None:
        for office, count in self.file.rows(f"SELECT e.office, count(*) FROM employee e WHERE {_SERVING} GROUP BY 1"):
            self.of(office).people = count

    def plans(self) -> None:
        state, excuse = state_of_line(self.year, self.today), excuse_of(self.year, self.today)
        lines = f"SELECT e.office, {state}, {excuse}, count(*) {plan_lines(self.year, self.today)}"
        for office, name, reason, count in self.file.rows(f"{lines} WHERE {_SERVING} GROUP BY 1, 2, 3"):
            self.of(office).plans[name] += count
            if name == EXCUSED:
                self.of(office).excused[reason] += count

    def in_period(self, period: PeriodSpan, name: str, *, late: bool) -> None:
        bounds = (self.year, period.code, period.start.isoformat(), period.end.isoformat())
        for office, evaluated, reported, submitted, plans in self.file.rows(
            f"SELECT e.office, {IN_PERIOD} {COVERING} GROUP BY 1", bounds
        ):
            waits = plans - submitted if late else 0
            setattr(self.of(office), name, InPeriod(plans, reported, submitted, evaluated, waits))

    def marks(self, found: Marks) -> None:
        serving = f"SELECT p.id, e.office FROM work_plan p JOIN employee e ON e.id = p.employee_id WHERE {_SERVING}"
        for plan_id, office in self.file.rows(f"{serving} AND p.year = ?", (self.year,)):
            self.of(office).marks.update(str(mark) for _, mark in found.get(plan_id, ()))

    def services(self, period: PeriodSpan) -> None:
        free = holidays(self.file)
        days: dict[tuple[str, str], int | None] = {}
        for office, received, limit in self.file.rows(
            "SELECT office, received_on, max_days FROM service_request "
            "WHERE NOT removed AND finished_on IS NULL AND result = ''"
        ):
            found = self.of(office).services
            found[RUNNING] += 1
            found[OVERDUE] += is_late(day_of(received or ""), self.today, limit, free)
        for office, received, finished, limit, count in self.file.rows(
            "SELECT office, received_on, finished_on, max_days, count(*) FROM service_request WHERE NOT removed "
            f"AND result IN ({', '.join(repr(str(item)) for item in DECIDED)}) AND max_days IS NOT NULL "
            "AND received_on IS NOT NULL AND finished_on BETWEEN ? AND ? GROUP BY 1, 2, 3, 4",
            (period.start.isoformat(), period.end.isoformat()),
        ):
            if (received, finished) not in days:
                days[received, finished] = working_days(day_of(received), day_of(finished), free)
            needed = days[received, finished]
            if needed is not None:
                self.of(office).services[TIMED] += count
                self.of(office).services[IN_TIME] += count if needed <= limit else 0

    def voices(self) -> None:
        for office, kind, owner, due, done, reason in self.file.rows(
            "SELECT office, kind, owner_id, due, done_on, no_action FROM voice WHERE NOT removed AND "
            "(coalesce(received_on, ?1) BETWEEN ?1 AND ?2 OR done_on IS NULL AND trim(no_action) = '')",
            self.bounds,
        ):
            day, done_on = day_of(due or ""), day_of(done or "")
            state = state_of(owner=owner, due=day, done_on=done_on, no_action=reason)
            found = self.of(office).voices
            # Praise waits for nobody.
            found[kind if (kind, state) == (VoiceKind.PRAISE, VoiceState.NEW) else str(state)] += 1
            found[OVERDUE] += state is VoiceState.FOLLOWED and day is not None and day < self.today

    def growing(self) -> None:
        rows = self.file.rows(
            f"SELECT e.office, e.kind, {training.HOURS} FROM employee e WHERE {_SERVING}", self.bounds
        )
        for office, kind, joined in rows:
            if kind != StaffKind.PPPK:
                self.of(office).servants += 1
                self.of(office).trained += not is_short(kind, training.hours_from(joined), self.today)
        for name, sql, values in (
            ("heard", "count(DISTINCT e.id) FROM feedback f JOIN employee e ON e.id = f.employee_id "
             f"WHERE NOT f.removed AND {_SERVING} AND f.given_on BETWEEN ? AND ?", self.bounds),
            ("needs", "count(*) FROM training t JOIN employee e ON e.id = t.employee_id "
             f"WHERE NOT t.removed AND {_SERVING} AND t.state = 'kebutuhan'", ()),
            ("proposed", "count(*) FROM recognition r JOIN employee e ON e.id = r.employee_id "
             f"WHERE NOT r.removed AND {_SERVING} AND r.state = '{RecognitionState.PROPOSED}'", ()),
        ):  # fmt: skip
            for office, count in self.file.rows(f"SELECT e.office, {sql} GROUP BY 1", values):
                setattr(self.of(office), name, count)
        for office, state, count in follow_up_list.by_office(self.file, self.year, self.today):
            self.of(office).follow_ups[state] += count
