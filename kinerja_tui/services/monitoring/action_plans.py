"""The action plan (rencana aksi): steps per result with a period or a day, keyed in a form of its own.

It is no target, so it may be keyed while the plan is a draft and after approval. Steps of a period whose evaluation is
finished stay as they are.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlmodel import Session, col, select

from kinerja_tui.models.database import Database
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.plans import WorkPlan, WorkResult
from kinerja_tui.models.records import new_id
from kinerja_tui.models.reporting import ActionStep
from kinerja_tui.models.state import REMOVED
from kinerja_tui.rules.formats import format_date
from kinerja_tui.rules.periods import PeriodSpan, period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms.forms import Form, field_key, keep, known, open_form, write_typed
from kinerja_tui.services.monitoring.progress import FINISHED
from kinerja_tui.services.monitoring.steps import last_day_of
from kinerja_tui.services.planning.plans import PlanContents, contents

COLUMNS = ("text", "period", "due_on", "done_on", "note")
"""What is keyed of a step, in the order of the form."""


def steps_form(db: Database, plan_id: str) -> tuple[Form, PlanContents]:
    """Open the action plan of a work plan, in whatever state that is. Raises `RuleBroken` when it is removed."""
    with db.reading() as session:
        plan = contents(session, plan_id)
        _check_here(plan.plan)
        title = f"Rencana aksi {plan.employee.name}"
        return open_form(db, f"steps:{plan_id}", title, plan.plan.employee_id, _stored(session, plan_id)), plan


def step_key(step_id: str, column: str) -> str:
    """The form field of a step."""
    return field_key(ActionStep, step_id, column)


def steps_of(form: Form, result_id: str) -> list[str]:
    """The ids of the steps of a result as they stand on the form, in order."""
    return [step_id for step_id in _ids(form) if form.text(step_key(step_id, "result_id")) == result_id]


def without_result(form: Form, plan: PlanContents) -> list[str]:
    """Steps whose result was removed: here while the plan was a draft, or elsewhere."""
    here = {line.result.id for line in plan.lines}
    return [step_id for step_id in _ids(form) if form.text(step_key(step_id, "result_id")) not in here]


def add_step(db: Database, form: Form, result_id: str, period: str) -> str:
    """Add an empty step at the end of a result, for the period of the step before it, else for ``period``."""
    before = steps_of(form, result_id)
    if before:
        period = form.text(step_key(before[-1], "period")) or period
    step_id = new_id()
    texts = {
        "plan_id": form.name.partition(":")[2],
        "result_id": result_id,
        "position": str(1 + max((_position(form, other) for other in before), default=0)),
        "period": period,
    }
    keep(db, form, {step_key(step_id, column): text for column, text in texts.items()})
    return step_id


def remove_step(db: Database, form: Form, step_id: str) -> None:
    """Take a step off the form."""
    keep(db, form, {step_key(step_id, REMOVED): "1"})


def move_step(db: Database, form: Form, step_id: str, by: int) -> bool:
    """Move a step up (-1) or down (1) within its result; False at the end of the list."""
    steps = steps_of(form, form.text(step_key(step_id, "result_id")))
    place = steps.index(step_id)
    if not 0 <= place + by < len(steps):
        return False
    steps.insert(place + by, steps.pop(place))
    moved = {step_key(other, "position"): str(number) for number, other in enumerate(steps, 1)}
    keep(db, form, {key: text for key, text in moved.items() if form.text(key) != text}, cursor=form.cursor)
    return True


def is_blank(form: Form, step_id: str) -> bool:
    """Whether nothing was typed into a step."""
    return not any(form.text(step_key(step_id, column)).strip() for column in ("text", "due_on", "done_on", "note"))


def closed_steps(db: Database, form: Form) -> set[str]:
    """The steps, as stored, that belong to a period whose evaluation is finished."""
    plan_id = form.name.partition(":")[2]
    with db.reading() as session:
        return _closed(session, plan_id)


def day_warning(form: Form, step_id: str, day: date) -> str:
    """What is unusual about a day for a step (Indonesian), or an empty text."""
    try:
        period = period_from_code(form.text(step_key(step_id, "period")))
    except RuleBroken:
        return ""
    return "" if day in period else f"Tanggal ini di luar {period.label}."


def save(db: Database, form: Form, plan: PlanContents) -> None:
    """Make one change of the steps typed; steps added and left empty are dropped.

    Raises `RuleBroken` for a step without text, without period and day, or of a period that is closed.
    """
    entered = _without_stillborn(form)
    with db.act("Rencana aksi diubah", form.subject, seen=form.seen) as act:
        _check_here(known(act.session, WorkPlan, plan.plan.id))
        for number, line in enumerate(plan.lines, 1):
            for place, step_id in enumerate(steps_of(entered, line.result.id), 1):
                name = f"Langkah {place} pada hasil kerja {number}"
                _check_step(entered, step_id, name, db.today())
                _check_runs(entered, step_id, name, line.result)
        closed = _closed(act.session, plan.plan.id)
        for key, text in entered.typed.items():
            _, step_id, column = key.split("/")
            # Its place may change: another step was moved past it.
            if step_id in closed and column != "position" and text != form.stored.get(key, ""):
                raise RuleBroken(
                    "Ada langkah yang evaluasi periodenya sudah selesai, jadi tidak diubah lagi. Buka kembali "
                    "evaluasinya bila langkah itu memang perlu diperbaiki."
                )
        write_typed(act, entered)


def _check_step(form: Form, step_id: str, name: str, today: date) -> None:
    if not form.text(step_key(step_id, "text")).strip():
        raise RuleBroken(f"{name} belum ada isinya. Tulis langkahnya, atau hapus dengan Ctrl+Y.")
    if not (form.text(step_key(step_id, "period")) or form.text(step_key(step_id, "due_on"))):
        raise RuleBroken(f"{name}: pilih periodenya, atau isi tenggatnya.")
    done = form.text(step_key(step_id, "done_on"))
    if done and done > today.isoformat():
        raise RuleBroken(f"{name}: tanggal selesai {format_date(date.fromisoformat(done))} belum tiba.")


def _check_runs(form: Form, step_id: str, name: str, result: WorkResult) -> None:
    """A result that an addendum ended gets no new steps for the days after."""
    typed = any(form.text(key := step_key(step_id, column)) != form.stored.get(key, "") for column in _WHEN)
    if result.ends_on is None or not typed:
        return
    due, span = form.text(step_key(step_id, "due_on")), _span(form.text(step_key(step_id, "period")))
    first = date.fromisoformat(due) if due else span.start if span is not None else date.min
    if first > result.ends_on:
        raise RuleBroken(f"{name}: hasil kerjanya diakhiri adendum, sampai {format_date(result.ends_on)}. Pilih waktu "
                         "sebelum itu, atau hapus langkah ini dengan Ctrl+Y.")  # fmt: skip


_WHEN = ("period", "due_on")


def _check_here(plan: WorkPlan) -> None:
    if plan.removed:
        raise RuleBroken("Rencana kerja ini sudah dihapus. Tidak ada yang diubah.")


def _stored(session: Session, plan_id: str) -> list[ActionStep]:
    query = select(ActionStep).where(ActionStep.plan_id == plan_id, col(ActionStep.removed).is_(False))
    return list(session.exec(query))


def _closed(session: Session, plan_id: str) -> set[str]:
    query = select(Evaluation).where(
        Evaluation.plan_id == plan_id, Evaluation.state == FINISHED, col(Evaluation.removed).is_(False)
    )
    spans = [span for item in session.exec(query) if (span := _span(item.period)) is not None]
    steps = [(step.id, last_day_of(step)) for step in _stored(session, plan_id)]
    return {step_id for step_id, day in steps if day is not None and any(day in span for span in spans)}


def _span(code: str) -> PeriodSpan | None:
    try:
        return period_from_code(code)
    except RuleBroken:  # a code of a newer program
        return None


def _ids(form: Form) -> list[str]:
    prefix = f"{ActionStep.__tablename__}/"
    ids = dict.fromkeys(key.split("/")[1] for key in form.texts() if key.startswith(prefix))
    here = [step_id for step_id in ids if not form.text(step_key(step_id, REMOVED))]
    return sorted(here, key=lambda step_id: (_position(form, step_id), step_id))


def _position(form: Form, step_id: str) -> int:
    return int(form.text(step_key(step_id, "position")) or 0)


def _without_stillborn(form: Form) -> Form:
    """The form without steps that were never stored and are empty, or were added and taken off again."""
    prefix = f"{ActionStep.__tablename__}/"
    fresh = {key.split("/")[1] for key in form.typed if key.startswith(prefix)}
    fresh = {step_id for step_id in fresh if step_key(step_id, "plan_id") not in form.stored}
    gone = {step_id for step_id in fresh if form.text(step_key(step_id, REMOVED)) or is_blank(form, step_id)}
    return replace(form, typed={key: text for key, text in form.typed.items() if key.split("/")[1] not in gone})
