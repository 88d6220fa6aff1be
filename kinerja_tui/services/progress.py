"""Progress (realisasi) on an approved plan, per indicator and period, with evidence and obstacles."""

from __future__ import annotations

from sqlmodel import Session, col, select

from kinerja_tui.models.database import Database
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.models.progress import Progress
from kinerja_tui.rules.periods import PeriodSpan, period_from_code
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms import Form, field_key, open_form, write_typed
from kinerja_tui.services.plans import PlanContents, contents

EVIDENCE_KINDS = {"teks": "Uraian", "tautan": "Tautan", "berkas": "Berkas"}
FIELDS = ("amount", "evidence_kind", "evidence", "obstacles", "note")


def progress_form(db: Database, plan_id: str, period: str) -> tuple[Form, PlanContents]:
    """Open the progress of a plan in a period. Raises `RuleBroken` while the plan is not approved or ends earlier."""
    with db.reading() as session:
        plan = contents(session, plan_id)
        _check_open(plan.plan, period_from_code(period))
        known = in_period(session, plan_id, period)
        missing = [
            Progress.id_of(indicator.id, period)
            for line in plan.lines
            for indicator in line.indicators
            if indicator.id not in known
        ]
        name = f"progress:{plan_id}:{period}"
        title = f"Realisasi {plan.employee.name}, {period_from_code(period).label}"
        return open_form(db, name, title, plan.employee.id, known.values(), missing), plan


def progress_key(indicator_id: str, period: str, column: str) -> str:
    """The form field of one indicator's progress."""
    return field_key(Progress, Progress.id_of(indicator_id, period), column)


def save(db: Database, form: Form, plan: PlanContents, period: str) -> None:
    """Make one change of what was typed."""
    with db.act(form.title, form.subject, seen=form.seen) as act:
        for line in plan.lines:
            for indicator in line.indicators:
                record_id = Progress.id_of(indicator.id, period)
                prefix = f"progress/{record_id}/"
                if any(key.startswith(prefix) and text != form.stored.get(key, "") for key, text in form.typed.items()):
                    act.write(
                        Progress,
                        record_id,
                        plan_id=plan.plan.id,
                        indicator_id=indicator.id,
                        period=period,
                        reported_on=db.today(),
                    )
        write_typed(act, form)


def in_period(session: Session, plan_id: str, period: str) -> dict[str, Progress]:
    """Indicator id -> its progress in the period."""
    query = select(Progress).where(
        Progress.plan_id == plan_id, Progress.period == period, col(Progress.removed).is_(False)
    )
    return {item.indicator_id: item for item in session.exec(query)}


def _check_open(plan: WorkPlan, period: PeriodSpan) -> None:
    if plan.state != PlanState.APPROVED:
        raise RuleBroken(
            f"Rencana kerja ini masih {PlanState(plan.state).label.lower()}. Realisasi diisi setelah rencana disetujui."
        )
    if plan.start and plan.end and (period.end < plan.start or period.start > plan.end):
        raise RuleBroken(f"{period.label} di luar masa rencana kerja ini.")
