"""The work plan (SKP): who has one, starting one, reading one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.plans import Expectation, Indicator, WorkPlan, WorkResult
from kinerja_tui.rules.formats import fold
from kinerja_tui.rules.periods import Span, year_span
from kinerja_tui.rules.plans import PlanState, ResultKind
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ruleset import rules_for
from kinerja_tui.services import cascade
from kinerja_tui.services.employees import card, current_assignment
from kinerja_tui.services.forms import known
from kinerja_tui.services.listing import Listing, pattern

NONE = "tanpa"
"""Beside the states: people who have no plan."""


@dataclass
class ResultLine:
    """A result with its indicators, in the order of the form."""

    result: WorkResult
    indicators: list[Indicator] = field(default_factory=list)


@dataclass
class PlanContents:
    """A whole plan as the form shows it."""

    plan: WorkPlan
    employee: Employee
    lines: list[ResultLine]
    expectations: dict[str, Expectation]
    """key of the value -> expectation"""

    def of_kind(self, kind: ResultKind) -> list[ResultLine]:
        """The results of list A (utama) or B (tambahan)."""
        return [line for line in self.lines if line.result.kind == kind]


@dataclass(frozen=True)
class Overview:
    """What stands above a plan and in the questions about it; the persons as printed, or as they are now."""

    plan_id: str
    state: PlanState
    year: int
    start: date | None
    end: date | None
    employee: dict[str, str]
    rater: dict[str, str]
    """empty while no rater is known"""
    results: int
    indicators: int
    unlinked: int
    """results that still have to be linked to the superior's plan"""
    submitted_on: date | None
    decided_on: date | None
    decided_by: str
    return_reason: str

    @property
    def locked(self) -> bool:
        """Whether the plan can only be looked at."""
        return self.state in _LOCKED


_LOCKED = {PlanState.SUBMITTED, PlanState.APPROVED}


# -- the list


def listing(file: DatabaseFile, year: int, text: str = "", state: str | None = None) -> Listing:
    """Everybody who needs a plan, with the plan of that year or without one (from the employee list outwards).

    ``state`` filters by PlanState, or "tanpa" for people without a plan.
    """
    conditions = [_NEEDS_ONE]
    values: list[Any] = [year]
    for word in fold(text).split():
        conditions.append("(e.search LIKE ? ESCAPE '\\' OR a.search LIKE ? ESCAPE '\\')")
        values += [pattern(word), pattern(word)]
    if state == NONE:
        conditions.append("p.id IS NULL")
    elif state is not None:
        conditions.append("p.state = ?")
        values.append(state)
    keys = file.rows(f"SELECT e.id {_FROM} WHERE {' AND '.join(conditions)} ORDER BY e.name, e.id", values)
    return Listing(
        file,
        [row[0] for row in keys],
        f"""
        SELECT e.id, e.name, e.nip, a.post, a.unit, p.id, p.state,
            (SELECT count(*) FROM work_result w WHERE w.plan_id = p.id AND NOT w.removed),
            (SELECT count(*) FROM work_result w WHERE w.plan_id = p.id AND NOT w.removed AND {_UNLINKED})
        {_FROM} WHERE e.id IN ({{ids}})
        """,
        ("id", "name", "nip", "post", "unit", "plan_id", "state", "results", "unlinked"),
        (year,),
    )


def counts(file: DatabaseFile, year: int) -> dict[str, int]:
    """State, or "tanpa", -> number of people in `listing`."""
    return dict(
        file.rows(f"SELECT coalesce(p.state, '{NONE}'), count(*) {_FROM} WHERE {_NEEDS_ONE} GROUP BY 1", (year,))
    )


_NEEDS_ONE = "NOT e.removed AND (e.end_date IS NULL OR p.id IS NOT NULL)"

_FROM = """
    FROM employee e
    LEFT JOIN assignment a ON a.rowid = (
        SELECT rowid FROM assignment WHERE employee_id = e.id AND NOT removed ORDER BY start DESC, id LIMIT 1
    )
    LEFT JOIN work_plan p ON p.rowid = (
        SELECT rowid FROM work_plan
        WHERE employee_id = e.id AND year = ? AND NOT removed ORDER BY start DESC, id LIMIT 1
    )
"""

# The same as cascade.is_open, for many rows at once.
_UNLINKED = """
    CASE WHEN w.superior_result_id IS NOT NULL
    THEN EXISTS (SELECT 1 FROM work_result s WHERE s.id = w.superior_result_id AND s.removed)
    ELSE w.superior_text = '' OR EXISTS (
        SELECT 1 FROM work_plan sp JOIN work_result s ON s.plan_id = sp.id
        WHERE sp.employee_id = (
            SELECT rater_id FROM assignment WHERE rowid = coalesce(
                (SELECT rowid FROM assignment WHERE id = p.assignment_id AND NOT removed), a.rowid
            )
        ) AND sp.employee_id <> e.id AND sp.year = p.year
            AND NOT sp.removed AND NOT s.removed AND s.text <> ''
    ) END
"""


# -- one plan


def plan_of(db: Database, employee_id: str, year: int) -> WorkPlan | None:
    """The newest plan of a person in a year."""
    with db.reading() as session:
        return next(iter(_plans_of(session, employee_id, year)), None)


def start_plan(db: Database, employee_id: str, year: int) -> str:
    """Open a draft plan for the present assignment; returns its id. Raises `RuleBroken` when there can be none."""
    with db.act(f"Rencana kerja {year} dimulai", employee_id) as act:
        employee = act.session.get(Employee, employee_id)
        if employee is None or employee.removed or employee.end_date is not None:
            raise RuleBroken("Pegawai ini tidak lagi bertugas di kantor ini, jadi tidak perlu rencana kerja baru.")
        assignment = current_assignment(act.session, employee_id)
        if assignment is None or assignment.start is None:
            raise RuleBroken("Isi dulu jabatan pegawai ini di daftar Pegawai, lalu buat rencana kerjanya.")
        span = _span_in(year, assignment)
        for other in _plans_of(act.session, employee_id, year):
            if other.end is None or other.end >= span.start:
                raise RuleBroken(f"Rencana kerja {year} pegawai ini sudah ada. Tekan Enter pada namanya untuk membuka.")
        plan_id = WorkPlan.id_of(assignment.id, span.start)
        act.write_anew(
            WorkPlan,
            plan_id,
            employee_id=employee_id,
            assignment_id=assignment.id,
            year=year,
            start=span.start,
            end=span.end,
            state=str(PlanState.DRAFT),
            rules=rules_for(span.end).id,
        )
    return plan_id


def contents(session: Session, plan_id: str) -> PlanContents:
    """Read a whole plan. Raises `RuleBroken` when it is not here any more."""
    plan = known(session, WorkPlan, plan_id)
    lines = {
        result.id: ResultLine(result)
        for result in session.exec(
            select(WorkResult)
            .where(WorkResult.plan_id == plan_id, col(WorkResult.removed).is_(False))
            .order_by(col(WorkResult.kind).desc(), col(WorkResult.position), WorkResult.id)
        )
    }
    for indicator in session.exec(
        select(Indicator)
        .where(Indicator.plan_id == plan_id, col(Indicator.removed).is_(False))
        .order_by(col(Indicator.position), Indicator.id)
    ):
        if indicator.result_id in lines:
            lines[indicator.result_id].indicators.append(indicator)
    expectations = session.exec(
        select(Expectation).where(Expectation.plan_id == plan_id, col(Expectation.removed).is_(False))
    )
    employee = session.get(Employee, plan.employee_id) or Employee(id=plan.employee_id)
    return PlanContents(plan, employee, list(lines.values()), {item.value: item for item in expectations})


def overview(db: Database, plan_id: str) -> Overview:
    """Persons, counts, state and decision of a plan. Raises `RuleBroken` for one that cannot be shown."""
    superior = cascade.superior_of(db, plan_id)
    with db.reading() as session:
        plan = contents(session, plan_id)
        employee, rater = plan.plan.employee_card, plan.plan.rater_card
        if not is_locked(plan.plan):
            assignment = cascade.assignment_of(session, plan.plan)
            employee = card(session, plan.employee.id, post=assignment)
            rater = card(session, assignment.rater_id, assignment.rater_card) if assignment else None
        return Overview(
            plan_id=plan_id,
            state=state_of(plan.plan),
            year=plan.plan.year,
            start=plan.plan.start,
            end=plan.plan.end,
            employee=employee or {"name": plan.employee.name, "nip": plan.employee.nip},
            rater=rater or {},
            results=len(plan.lines),
            indicators=sum(len(line.indicators) for line in plan.lines),
            unlinked=sum(cascade.is_open(session, line.result, superior) for line in plan.lines),
            submitted_on=plan.plan.submitted_on,
            decided_on=plan.plan.decided_on,
            decided_by=plan.plan.decided_by,
            return_reason=plan.plan.return_reason,
        )


def state_of(plan: WorkPlan) -> PlanState:
    """Where a plan stands. Raises `RuleBroken` for a state of a newer program."""
    try:
        return PlanState(plan.state)
    except ValueError:
        raise RuleBroken(
            "Status rencana kerja ini belum dikenal program ini. Perbarui program; isinya tetap aman."
        ) from None


def is_locked(plan: WorkPlan) -> bool:
    """Submitted plans wait for the rater, approved ones are fixed: neither can be typed into."""
    return plan.state in _LOCKED


def _plans_of(session: Session, employee_id: str, year: int) -> list[WorkPlan]:
    query = select(WorkPlan).where(
        WorkPlan.employee_id == employee_id, WorkPlan.year == year, col(WorkPlan.removed).is_(False)
    )
    return list(session.exec(query.order_by(col(WorkPlan.start).desc(), WorkPlan.id)))


def _span_in(year: int, assignment: Assignment) -> Span:
    """The days of a year in which the post is held."""
    whole = year_span(year)
    start = max(whole.start, assignment.start or whole.start)
    end = min(whole.end, assignment.end or whole.end)
    if start > whole.end:
        raise RuleBroken(f"Jabatan ini baru mulai setelah tahun {year}. Periksa tanggal mulai di daftar Pegawai.")
    if end < start:
        raise RuleBroken(f"Jabatan ini sudah berakhir sebelum tahun {year}. Isi jabatan yang baru di daftar Pegawai.")
    return Span(start, end)
