"""The work plan (SKP): draft, submit, approve or return; approved targets are locked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, select

from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.plans import Expectation, Indicator, WorkPlan, WorkResult
from kinerja_tui.models.records import new_id
from kinerja_tui.models.state import REMOVED
from kinerja_tui.rules.formats import fold
from kinerja_tui.rules.periods import year_span
from kinerja_tui.rules.plans import PlanState, ResultKind, may_move
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ruleset import rules_for
from kinerja_tui.rules.values import VALUES
from kinerja_tui.services.employees import card, current_assignment
from kinerja_tui.services.forms import Form, field_key, keep, open_form, write_typed
from kinerja_tui.services.listing import Listing, pattern


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


def listing(file: DatabaseFile, year: int, text: str = "", state: str | None = None) -> Listing:
    """Everybody who needs a plan, with the plan of that year or without one (from the employee list outwards).

    ``state`` filters by PlanState, or "tanpa" for people without a plan.
    """
    conditions = ["NOT e.removed", "(e.end_date IS NULL OR p.id IS NOT NULL)"]
    values: list[Any] = [year]
    for word in fold(text).split():
        conditions.append("(e.search LIKE ? ESCAPE '\\' OR a.search LIKE ? ESCAPE '\\')")
        values += [pattern(word), pattern(word)]
    if state == "tanpa":
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
            (SELECT count(*) FROM work_result w WHERE w.plan_id = p.id AND NOT w.removed
                AND w.superior_result_id IS NULL AND w.superior_text = '')
        {_FROM} WHERE e.id IN ({{ids}})
        """,
        ("id", "name", "nip", "post", "unit", "plan_id", "state", "results", "unlinked"),
        (year,),
    )


_FROM = """
    FROM employee e
    LEFT JOIN assignment a ON a.id = (
        SELECT id FROM assignment WHERE employee_id = e.id AND NOT removed ORDER BY start DESC, id LIMIT 1
    )
    LEFT JOIN work_plan p ON p.id = (
        SELECT id FROM work_plan WHERE employee_id = e.id AND year = ? AND NOT removed ORDER BY start DESC, id LIMIT 1
    )
"""


def plan_of(db: Database, employee_id: str, year: int) -> WorkPlan | None:
    """The newest plan of a person in a year."""
    with db.reading() as session:
        query = select(WorkPlan).where(
            WorkPlan.employee_id == employee_id, WorkPlan.year == year, col(WorkPlan.removed).is_(False)
        )
        return session.exec(query.order_by(col(WorkPlan.start).desc(), WorkPlan.id)).first()


def start_plan(db: Database, employee_id: str, year: int) -> str:
    """Open a draft plan for the present assignment; returns its id. Raises `RuleBroken` without an assignment."""
    with db.act(f"Rencana kerja {year} dimulai", employee_id) as act:
        assignment = current_assignment(act.session, employee_id)
        if assignment is None or assignment.start is None:
            raise RuleBroken("Isi dulu jabatan pegawai ini di daftar Pegawai, lalu buat rencana kerjanya.")
        span = year_span(year)
        start = max(span.start, assignment.start)
        if start > span.end:
            raise RuleBroken(f"Jabatan ini baru mulai setelah tahun {year}. Periksa tanggal mulai di daftar Pegawai.")
        plan_id = WorkPlan.id_of(assignment.id, start)
        if act.session.get(WorkPlan, plan_id) is not None:
            raise RuleBroken("Rencana kerja untuk jabatan dan masa ini sudah ada.")
        act.write(
            WorkPlan,
            plan_id,
            employee_id=employee_id,
            assignment_id=assignment.id,
            year=year,
            start=start,
            end=span.end,
            state=str(PlanState.DRAFT),
            rules=rules_for(span.end).id,
        )
    return plan_id


def contents(session: Session, plan_id: str) -> PlanContents:
    """Read a whole plan."""
    plan = session.get_one(WorkPlan, plan_id)
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


# -- the form


def plan_form(db: Database, plan_id: str) -> Form:
    """Open the plan for keying; expectations that are not there yet can be typed too."""
    with db.reading() as session:
        plan = contents(session, plan_id)
        records = [plan.plan, *plan.expectations.values()]
        for line in plan.lines:
            records += [line.result, *line.indicators]
        missing = [Expectation.id_of(plan_id, value.key) for value in VALUES if value.key not in plan.expectations]
        return open_form(
            db, f"plan:{plan_id}", f"Rencana kerja {plan.employee.name}", plan.plan.employee_id, records, missing
        )


@dataclass(frozen=True)
class FormLine:
    """A result on the form being typed: its id and the ids of its indicators, in order."""

    result_id: str
    indicator_ids: tuple[str, ...]


def form_lines(form: Form, kind: ResultKind) -> list[FormLine]:
    """The results of list A or B as they stand on the form, drafts included, removed ones left out."""
    texts = form.texts()
    indicators: dict[str, list[tuple[int, str]]] = {}
    for indicator_id in _ids(texts, Indicator):
        result = texts.get(field_key(Indicator, indicator_id, "result_id"), "")
        indicators.setdefault(result, []).append((_position(texts, Indicator, indicator_id), indicator_id))
    lines = [
        (_position(texts, WorkResult, result_id), result_id)
        for result_id in _ids(texts, WorkResult)
        if texts.get(field_key(WorkResult, result_id, "kind")) == kind
    ]
    return [
        FormLine(result_id, tuple(indicator_id for _, indicator_id in sorted(indicators.get(result_id, []))))
        for _, result_id in sorted(lines)
    ]


def add_result(db: Database, form: Form, plan_id: str, kind: ResultKind) -> str:
    """Add an empty result with one empty indicator to the form; returns the result's id."""
    result_id = new_id()
    keep(
        db,
        form,
        {
            field_key(WorkResult, result_id, "plan_id"): plan_id,
            field_key(WorkResult, result_id, "kind"): str(kind),
            field_key(WorkResult, result_id, "position"): str(_next_position(form, WorkResult)),
        },
    )
    add_indicator(db, form, plan_id, result_id)
    return result_id


def add_indicator(db: Database, form: Form, plan_id: str, result_id: str) -> str:
    """Add an empty indicator to a result on the form; returns its id."""
    indicator_id = new_id()
    keep(
        db,
        form,
        {
            field_key(Indicator, indicator_id, "plan_id"): plan_id,
            field_key(Indicator, indicator_id, "result_id"): result_id,
            field_key(Indicator, indicator_id, "position"): str(_next_position(form, Indicator)),
            field_key(Indicator, indicator_id, "aspect"): "kuantitas",
            field_key(Indicator, indicator_id, "direction"): "naik",
        },
    )
    return indicator_id


def remove_result(db: Database, form: Form, result_id: str) -> None:
    """Take a result and its indicators off the form."""
    gone = {field_key(WorkResult, result_id, REMOVED): "1"}
    for line in [*form_lines(form, ResultKind.MAIN), *form_lines(form, ResultKind.ADDITIONAL)]:
        if line.result_id == result_id:
            gone |= {field_key(Indicator, indicator_id, REMOVED): "1" for indicator_id in line.indicator_ids}
    keep(db, form, gone)


def remove_indicator(db: Database, form: Form, indicator_id: str) -> None:
    """Take an indicator off the form."""
    keep(db, form, {field_key(Indicator, indicator_id, REMOVED): "1"})


def expectation_key(plan_id: str, value: str) -> str:
    """The form field of the expectation on one value."""
    return field_key(Expectation, Expectation.id_of(plan_id, value), "text")


def save(db: Database, form: Form, plan_id: str) -> None:
    """Make one change of everything typed on a plan. Raises `RuleBroken` when the plan is locked."""
    with db.act(form.title, form.subject, seen=form.seen) as act:
        plan = act.session.get_one(WorkPlan, plan_id)
        _check_unlocked(plan)
        _name_new_expectations(act, form, plan_id)
        _link_superior_texts(act, form)
        write_typed(act, form)


def superior_results(db: Database, plan_id: str) -> list[tuple[str, str]]:
    """(result id, text) of the rater's own results this plan's results can support; empty while he has no plan."""
    with db.reading() as session:
        plan = session.get_one(WorkPlan, plan_id)
        assignment = current_assignment(session, plan.employee_id)
        if assignment is None or assignment.rater_id is None:
            return []
        query = (
            select(WorkResult)
            .join(WorkPlan, col(WorkPlan.id) == col(WorkResult.plan_id))
            .where(
                WorkPlan.employee_id == assignment.rater_id,
                WorkPlan.year == plan.year,
                col(WorkPlan.removed).is_(False),
                col(WorkResult.removed).is_(False),
            )
            .order_by(col(WorkResult.kind).desc(), col(WorkResult.position), WorkResult.id)
        )
        return [(result.id, result.text) for result in session.exec(query)]


# -- submission and decision


def blocking(session: Session, plan_id: str) -> list[str]:
    """What a plan lacks before it can be submitted (Indonesian); empty when it is ready."""
    plan = contents(session, plan_id)
    missing = []
    if not plan.of_kind(ResultKind.MAIN):
        missing.append("Belum ada hasil kerja utama.")
    for number, line in enumerate(plan.lines, 1):
        name = f"Hasil kerja {number}"
        if not line.result.text:
            missing.append(f"{name} belum ada rencana hasil kerjanya.")
        if not line.indicators:
            missing.append(f"{name} belum punya indikator.")
        for indicator in line.indicators:
            if not indicator.text:
                missing.append(f"{name}: ada indikator yang belum diisi.")
            if indicator.target is None and not indicator.target_text:
                missing.append(f"{name}: ada target yang belum diisi.")
            elif indicator.target is not None and not indicator.unit:
                missing.append(f"{name}: target {indicator.target} belum ada satuannya.")
    assignment = current_assignment(session, plan.plan.employee_id)
    if assignment is None or not (assignment.rater_id or assignment.rater_card):
        missing.append("Pejabat penilai belum diisi (di daftar Pegawai).")
    return missing


def submit(db: Database, plan_id: str) -> None:
    """Hand the plan to the rater; the persons as printed are kept with it. Raises `RuleBroken` with what is missing."""
    with db.reading() as session:
        subject = session.get_one(WorkPlan, plan_id).employee_id
    with db.act("Rencana kerja diajukan", subject) as act:
        plan = act.session.get_one(WorkPlan, plan_id)
        _check_move(plan, PlanState.SUBMITTED)
        missing = blocking(act.session, plan_id)
        if missing:
            raise RuleBroken("Belum bisa diajukan. " + " ".join(missing))
        assignment = current_assignment(act.session, plan.employee_id)
        assert assignment is not None  # blocking() has seen to it
        act.write(
            WorkPlan,
            plan_id,
            state=str(PlanState.SUBMITTED),
            submitted_on=db.today(),
            return_reason="",
            employee_card=card(act.session, plan.employee_id),
            rater_card=card(act.session, assignment.rater_id, assignment.rater_card),
            superior_card=card(act.session, assignment.superior_id, assignment.superior_card),
        )


def withdraw(db: Database, plan_id: str) -> None:
    """Take a submitted plan back to draft before the rater has decided. Raises `RuleBroken`."""
    _decide(db, plan_id, PlanState.DRAFT, "Rencana kerja ditarik kembali", {"submitted_on": None})


def approve(db: Database, plan_id: str) -> None:
    """The rater approves: targets are locked from now on. Raises `RuleBroken`."""
    _decide(db, plan_id, PlanState.APPROVED, "Rencana kerja disetujui", {"decided_on": db.today()})


def send_back(db: Database, plan_id: str, reason: str) -> None:
    """The rater returns the plan with a reason. Raises `RuleBroken` without one."""
    if not reason.strip():
        raise RuleBroken("Tulis alasan pengembalian agar pegawai tahu apa yang perlu diperbaiki.")
    _decide(
        db,
        plan_id,
        PlanState.RETURNED,
        "Rencana kerja dikembalikan",
        {"decided_on": db.today(), "return_reason": reason.strip()},
    )


def is_locked(plan: WorkPlan) -> bool:
    """Submitted plans wait for the rater, approved ones are fixed: neither can be typed into."""
    return plan.state in {PlanState.SUBMITTED, PlanState.APPROVED}


def _decide(db: Database, plan_id: str, state: PlanState, title: str, values: dict[str, Any]) -> None:
    with db.reading() as session:
        subject = session.get_one(WorkPlan, plan_id).employee_id
    with db.act(title, subject) as act:
        plan = act.session.get_one(WorkPlan, plan_id)
        _check_move(plan, state)
        rater = (plan.rater_card or {}).get("name", "")
        act.write(WorkPlan, plan_id, state=str(state), decided_by=rater, **values)


def _check_move(plan: WorkPlan, state: PlanState) -> None:
    now = PlanState(plan.state)
    if not may_move(now, state):
        raise RuleBroken(f"Rencana kerja ini berstatus {now.label.lower()}; tidak bisa menjadi {state.label.lower()}.")


def _check_unlocked(plan: WorkPlan) -> None:
    if is_locked(plan):
        label = PlanState(plan.state).label.lower()
        raise RuleBroken(f"Rencana kerja ini sudah {label}, jadi tidak dapat diubah di sini. Tidak ada yang hilang.")


def _name_new_expectations(act: Act, form: Form, plan_id: str) -> None:
    for value in VALUES:
        if form.typed.get(expectation_key(plan_id, value.key)):
            act.write(Expectation, Expectation.id_of(plan_id, value.key), plan_id=plan_id, value=value.key)


def _link_superior_texts(act: Act, form: Form) -> None:
    """Beside a link to the superior's result its text is kept, for paper and for when that plan is elsewhere."""
    suffix = "/superior_result_id"
    for key, text in form.typed.items():
        if key.endswith(suffix):
            result = act.session.get(WorkResult, text) if text else None
            act.write(WorkResult, key.split("/")[1], superior_text=result.text if result else "")


def _ids(texts: dict[str, str], table: type[WorkResult] | type[Indicator]) -> list[str]:
    prefix = f"{table.__tablename__}/"
    ids = dict.fromkeys(key.split("/")[1] for key in texts if key.startswith(prefix))
    return [record_id for record_id in ids if not texts.get(field_key(table, record_id, REMOVED))]


def _position(texts: dict[str, str], table: type[WorkResult] | type[Indicator], record_id: str) -> int:
    return int(texts.get(field_key(table, record_id, "position")) or 0)


def _next_position(form: Form, table: type[WorkResult] | type[Indicator]) -> int:
    texts = form.texts()
    return 1 + max((_position(texts, table, record_id) for record_id in _ids(texts, table)), default=0)
