"""The work plan (SKP): who has one, starting one, reading one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.plans import Expectation, Indicator, PlanAttachment, WorkPlan, WorkResult
from kinerja_tui.rules.formats import fold
from kinerja_tui.rules.periods import Span, year_span
from kinerja_tui.rules.plans import Approach, PlanForm, PlanState, ResultKind, form_for
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ruleset import rules_for
from kinerja_tui.services.forms.forms import known
from kinerja_tui.services.lists.listing import Listing, pattern
from kinerja_tui.services.planning import cascade
from kinerja_tui.services.planning.cascade_map import has_ended, unlinked
from kinerja_tui.services.planning.plan_lines import EXCUSED as EXCUSED
from kinerja_tui.services.planning.plan_lines import NEEDS_ONE, excuse_of, plan_lines, state_of_line
from kinerja_tui.services.planning.plan_lines import NONE as NONE
from kinerja_tui.services.planning.plan_spans import STANDS, check_apart, plans_of, span_in
from kinerja_tui.services.staff import dated
from kinerja_tui.services.staff.employees import card, current_assignment
from kinerja_tui.services.staff.posts import Raters


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
    attachments: list[PlanAttachment] = field(default_factory=list)
    """the lines of the lampiran SKP, by section code and position"""
    target_notes: dict[str, str] = field(default_factory=dict)
    """indicator id -> the target at approval and what addenda made of it, where they did (services.planning.targets)"""
    notes: tuple[str, ...] = ()
    """what addenda added or ended"""

    @property
    def qualitative(self) -> bool:
        """Whether its indicators are success measures in words, each with its target."""
        return self.plan.approach == Approach.QUALITATIVE

    def is_written(self, indicator: Indicator) -> bool:
        """Whether what was reached is told in words: a written target, or a success measure."""
        return self.qualitative or indicator.target is None

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
    approach: str
    form: str
    heads_unit: bool
    """whether the form of JPT and heads of independent units comes into question"""
    decision_note: str = ""

    @property
    def qualitative(self) -> bool:
        """Whether its indicators are success measures in words."""
        return self.approach == Approach.QUALITATIVE

    @property
    def has_perspectives(self) -> bool:
        """Whether it stands on the form of JPT and heads of independent units."""
        return self.form == PlanForm.LEADERS

    @property
    def locked(self) -> bool:
        """Whether the plan can only be looked at."""
        return self.state in _LOCKED


_LOCKED = {PlanState.SUBMITTED, PlanState.APPROVED}


# -- the list


def listing(
    file: DatabaseFile, year: int, text: str = "", state: str | None = None, day: date | None = None
) -> Listing:
    """Everybody who needs a plan, with every plan of that year or without one (from the employee list outwards).

    A row is a plan (its key is the plan's id), a person who has none for the post held on ``day`` (key: the
    employee's id), or an acting post without one (key: the assignment's id). ``state`` filters by PlanState, `NONE`
    or `EXCUSED`. ``day`` is taken inside the year; without one it is the year's last.
    """
    lines = plan_lines(year, day)
    conditions = [NEEDS_ONE]
    values: list[Any] = []
    for word in fold(text).split():
        conditions.append("(e.search LIKE ? ESCAPE '\\' OR a.search LIKE ? ESCAPE '\\')")
        values += [pattern(word), pattern(word)]
    if state is not None:
        conditions.append(f"{state_of_line(year, day)} = ?")
        values.append(state)
    keys = file.rows(
        f"SELECT l.key {lines} WHERE {' AND '.join(conditions)} ORDER BY e.name, e.id, p.start IS NULL, p.start, l.key",
        values,
    )
    running = f"NOT w.removed AND NOT {has_ended('w', year, day)}"
    results = f"FROM work_result w WHERE w.plan_id = p.id AND {running}"
    return Listing(
        file,
        [row[0] for row in keys],
        f"""
        SELECT l.key, e.id, e.name, e.nip, {dated.printed_post("a")}, a.unit, a.kind, a.id, p.id, p.state, p.start,
            p."end", p.planned_end, {state_of_line(year, day)}, {excuse_of(year, day)},
            (SELECT count(*) {results}), (SELECT count(*) {results} AND {unlinked(year, day)})
        {lines} WHERE l.key IN ({{ids}})
        """,
        (
            "key", "id", "name", "nip", "post", "unit", "kind", "assignment_id", "plan_id", "state", "start", "end",
            "planned_end", "shown_state", "excused", "results", "unlinked",
        ),
    )  # fmt: skip


def row_of(file: DatabaseFile, year: int, employee_id: str, day: date | None = None) -> str:
    """The key of somebody's row in `listing`, the newest plan where there are several; empty: no row."""
    rows = file.rows(
        f"SELECT l.key {plan_lines(year, day)} WHERE {NEEDS_ONE} AND e.id = ? "
        "ORDER BY p.start IS NULL, p.start DESC, l.key LIMIT 1",
        (employee_id,),
    )
    return str(rows[0][0]) if rows else ""


def counts(file: DatabaseFile, year: int, day: date | None = None) -> dict[str, int]:
    """State, `NONE` or `EXCUSED` -> number of rows in `listing`."""
    return dict(
        file.rows(f"SELECT {state_of_line(year, day)}, count(*) {plan_lines(year, day)} WHERE {NEEDS_ONE} GROUP BY 1")
    )


# -- one plan


def plan_of(db: Database, employee_id: str, year: int) -> WorkPlan | None:
    """The newest plan of a person in a year."""
    with db.reading() as session:
        return next(iter(plans_of(session, employee_id, year)), None)


def start_plan(db: Database, employee_id: str, year: int, assignment_id: str | None = None) -> str:
    """Open a draft plan for a post, or for the present one; returns its id. Raises `RuleBroken` when there can be none.

    The present one is that of today, or of the year's day nearest to it.
    """
    with db.act(f"Rencana kerja {year} dimulai", employee_id) as act:
        return open_plan(act, *place_for_plan(act.session, employee_id, year, db.today(), assignment_id))


def place_for_plan(
    session: Session, employee_id: str, year: int, today: date, assignment_id: str | None = None
) -> tuple[Assignment, Span]:
    """The post and the days of the year a new plan of a person is for; see `start_plan`. Raises `RuleBroken`."""
    employee = session.get(Employee, employee_id)
    if employee is None or employee.removed or employee.end_date is not None:
        raise RuleBroken("Pegawai ini tidak lagi bertugas di kantor ini, jadi tidak perlu rencana kerja baru.")
    whole = year_span(year)
    day = max(whole.start, min(today, whole.end))
    wanted = session.get(Assignment, assignment_id) if assignment_id else None
    assignment = wanted or current_assignment(session, employee_id, day)
    if assignment is None or assignment.start is None:
        raise RuleBroken("Isi dulu jabatan pegawai ini di daftar Pegawai, lalu buat rencana kerjanya.")
    return assignment, span_in(year, assignment)


def open_plan(act: Act, assignment: Assignment, span: Span, closed: Collection[str] = ()) -> str:
    """Write a draft plan for days of one year in a post; returns its id. ``closed``: plans the same act closes.

    Raises `RuleBroken` where another plan stands: in the same post, or both in definitive posts.
    """
    year = span.start.year
    check_apart(act.session, assignment, span, closed)
    plan_id = WorkPlan.id_of(assignment.id, span.start)
    if (known_one := act.session.get(WorkPlan, plan_id)) is not None and not known_one.removed:
        raise RuleBroken(STANDS.format(year))  # set to other days since it was begun
    act.write_anew(
        WorkPlan,
        plan_id,
        employee_id=assignment.employee_id,
        assignment_id=assignment.id,
        year=year,
        start=span.start,
        end=span.end,
        state=str(PlanState.DRAFT),
        form=str(form_for(assignment.post_kind)),
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
    attachments = session.exec(
        select(PlanAttachment)
        .where(PlanAttachment.plan_id == plan_id, col(PlanAttachment.removed).is_(False))
        .order_by(PlanAttachment.section, col(PlanAttachment.position), PlanAttachment.id)
    )
    expected = {item.value: item for item in expectations}
    return PlanContents(plan, employee, list(lines.values()), expected, list(attachments))


def overview(db: Database, plan_id: str) -> Overview:
    """Persons, counts, state and decision of a plan. Raises `RuleBroken` for one that cannot be shown."""
    with db.reading() as session:
        plan = contents(session, plan_id)
        links = cascade.link_states(session, plan.plan, db.today())
        lines = [line for line in plan.lines if not cascade.has_ended(line.result, plan.plan, db.today())]
        employee, rater = plan.plan.employee_card, plan.plan.rater_card
        assignment = cascade.assignment_of(session, plan.plan)
        raters = cascade.raters_of(session, plan.plan, db.today())
        if not is_locked(plan.plan):
            employee = card(session, plan.employee.id, post=assignment)
            rater = card(session, raters.rater_id, raters.rater_card)
        return Overview(
            plan_id=plan_id,
            state=state_of(plan.plan),
            year=plan.plan.year,
            start=plan.plan.start,
            end=plan.plan.end,
            employee=employee or {"name": plan.employee.name, "nip": plan.employee.nip},
            rater=rater or {},
            results=len(lines),
            indicators=sum(len(line.indicators) for line in lines),
            unlinked=sum(links[line.result.id].is_gap for line in lines),
            submitted_on=plan.plan.submitted_on,
            decided_on=plan.plan.decided_on,
            decided_by=plan.plan.decided_by,
            return_reason=plan.plan.return_reason,
            decision_note=plan.plan.decision_note,
            approach=plan.plan.approach,
            form=plan.plan.form,
            heads_unit=plan.plan.form != PlanForm.OFFICERS or _heads_unit(session, plan.employee, assignment, raters),
        )


def _heads_unit(session: Session, employee: Employee, assignment: Assignment | None, raters: Raters) -> bool:
    """JPT, and whoever is rated from outside the office as a Camat is by the Sekda [D]."""
    if assignment is not None and form_for(assignment.post_kind) is PlanForm.LEADERS:
        return True
    rater = session.get(Employee, raters.rater_id) if raters.rater_id else None
    return raters.is_known and (rater is None or rater.office != employee.office)


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
