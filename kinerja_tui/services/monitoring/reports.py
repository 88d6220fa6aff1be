"""The report of a period (laporan realisasi): submitted on a day, taken back or returned with a reason, how late.

While a report is submitted its realisasi is locked. An evaluation without a submitted report is possible: the report
may have been handed in on paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import text as sql_text
from sqlmodel import Session

from kinerja_tui.models.database import Database
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.models.reporting import ProgressReport
from kinerja_tui.rules.formats import excerpt, format_date
from kinerja_tui.rules.periods import PeriodSpan, period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.reporting import ReportState, check_submitted, days_late, late_text
from kinerja_tui.services.forms.forms import known
from kinerja_tui.services.monitoring import progress
from kinerja_tui.services.monitoring.reported import AS_SUBMITTED
from kinerja_tui.services.monitoring.reporting import reporting
from kinerja_tui.services.planning.plans import PlanContents, contents

_APPROVED = "Laporan diajukan setelah rencana disetujui."


@dataclass(frozen=True)
class Standing:
    """Where the report of a person for a period stands, as the screens tell it."""

    state: str
    """`ReportState`, or empty"""
    due: date
    """last day in time: as it was when it was submitted, else as set now"""
    submitted_on: date | None = None
    missing: int = 0
    indicators: int = 0
    reason: str = ""

    @property
    def is_submitted(self) -> bool:
        """Whether the realisasi is locked by it."""
        return self.state == ReportState.SUBMITTED

    @property
    def late(self) -> int:
        """Days after the due day of a submitted report."""
        return days_late(self.submitted_on, self.due) if self.is_submitted and self.submitted_on else 0

    def sentence(self, today: date) -> str:
        """One sentence for forms and evaluation."""
        if self.is_submitted:
            when = format_date(self.submitted_on) if self.submitted_on else "pada tanggal yang tidak diketahui"
            lacking = f"; {self.missing} dari {self.indicators} indikator tanpa realisasi" if self.missing else ""
            return f"Laporan realisasi diajukan {when}, {late_text(self.late)}{lacking}."
        if self.state == ReportState.RETURNED:
            return f"Laporan realisasi dikembalikan pejabat penilai: {self.reason}"
        passed = (today - self.due).days
        late = f", lewat {passed} hari" if passed > 0 else ""
        again = f" Ditarik kembali: {self.reason}" if self.state == ReportState.WITHDRAWN else ""
        return f"Laporan realisasi belum diajukan (batas {format_date(self.due)}{late}).{again}"


def standing(db: Database, plan_id: str, period: str) -> Standing:
    """Where a report stands."""
    span = period_from_code(period)
    due = reporting(db.file, span.start.year).due(span)
    with db.reading() as session:
        report = progress.report_in(session, plan_id, period)
        if report is None:
            return Standing("", due)
        return Standing(
            report.state,
            report.due_on or due,
            report.submitted_on,
            report.missing,
            report.indicators,
            report.reason,
        )


# -- acts


def lacking(db: Database, plan_id: str, period: str) -> tuple[list[str], int]:
    """The texts of the indicators that are without realisasi in a period, and how many indicators there are.

    Raises `RuleBroken` when nothing can be submitted.
    """
    with db.reading() as session:
        plan = _open(session, plan_id, period_from_code(period))
        return _lacking(session, plan, period)


def day_problem(day: date, period: str, today: date) -> str:
    """What speaks against a day of submission; empty when nothing does."""
    return " ".join(problem.text for problem in check_submitted(day, period_from_code(period), today))


def submit(db: Database, plan_id: str, period: str, day: date) -> Standing:
    """Hand in the report of a period on a day; how many indicators are without realisasi is kept. `RuleBroken`."""
    span = period_from_code(period)
    if problem := day_problem(day, period, db.today()):
        raise RuleBroken(problem)
    with db.reading() as session:
        subject = _open(session, plan_id, span).employee.id
    with db.act(f"Laporan realisasi {span.label} diajukan {format_date(day)}", subject) as act:
        plan = _open(act.session, plan_id, span)
        missing, count = _lacking(act.session, plan, period)
        record_id = ProgressReport.id_of(plan_id, period)
        act.write_anew(
            ProgressReport,
            record_id,
            plan_id=plan_id,
            period=period,
            state=str(ReportState.SUBMITTED),
            submitted_on=day,
            submitted_by=plan.employee.name,
            due_on=reporting(db.file, span.start.year).due(span),
            missing=len(missing),
            indicators=count,
            as_submitted=_as_submitted(act.session, plan_id, period),
            reason="",
            reopened_on=None,
        )
    return standing(db, plan_id, period)


def withdraw(db: Database, plan_id: str, period: str, reason: str) -> None:
    """The employee takes a submitted report back; the realisasi is open again. Raises `RuleBroken`."""
    _reopen(db, plan_id, period, ReportState.WITHDRAWN, reason)


def send_back(db: Database, plan_id: str, period: str, reason: str) -> None:
    """The rater returns a submitted report; the realisasi is open again. Raises `RuleBroken`."""
    _reopen(db, plan_id, period, ReportState.RETURNED, reason)


def _reopen(db: Database, plan_id: str, period: str, state: ReportState, reason: str) -> None:
    if not reason.strip():
        raise RuleBroken("Tulis alasannya, supaya jelas apa yang perlu diperbaiki.")
    label = period_from_code(period).label
    with db.reading() as session:
        subject = known(session, WorkPlan, plan_id).employee_id
    title = f"Laporan realisasi {label} {state.label.lower()}: {excerpt(reason, 60)}"
    with db.act(title, subject) as act:
        report = progress.report_in(act.session, plan_id, period)
        if report is None or report.state != ReportState.SUBMITTED:
            raise RuleBroken(f"Laporan {label} belum diajukan, jadi tidak ada yang perlu dibuka lagi.")
        if progress.is_finished(act.session, plan_id, period):
            raise RuleBroken("Evaluasi periode ini sudah selesai. Buka kembali dulu evaluasinya di layar Evaluasi (5).")
        act.write(ProgressReport, report.id, state=str(state), reason=reason.strip(), reopened_on=db.today())


def settle(db: Database, report_id: str, *, accept: bool) -> None:
    """A merge changed realisasi that was submitted: take what stands now as submitted, or open the report again.

    Raises `RuleBroken` when it is not here any more.
    """
    with db.transaction() as session:
        report = known(session, ProgressReport, report_id)
        plan = known(session, WorkPlan, report.plan_id)
        title = "Realisasi yang berubah diterima" if accept else "Laporan realisasi dibuka lagi"
        with db.act(title, plan.employee_id) as act:
            if accept:
                now = _as_submitted(act.session, report.plan_id, report.period)
                act.write(ProgressReport, report_id, as_submitted=now)
            else:
                reason = "Realisasi berubah di PC lain setelah diajukan."
                state = str(ReportState.WITHDRAWN)
                act.write(ProgressReport, report_id, state=state, reason=reason, reopened_on=db.today())


# -- parts


def _open(session: Session, plan_id: str, span: PeriodSpan) -> PlanContents:
    """The plan, when a report can be submitted on it now."""
    plan = contents(session, plan_id)
    progress.check_open(plan.plan, span, _APPROVED)
    progress.check_unlocked(session, plan_id, span.code)
    return plan


def _lacking(session: Session, plan: PlanContents, period: str) -> tuple[list[str], int]:
    reported = progress.in_period(session, plan.plan.id, period)
    indicators = [indicator for line in plan.lines for indicator in line.indicators]
    missing = [
        item.text
        for item in indicators
        if progress.amount_shown(item, reported.get(item.id), qualitative=plan.qualitative) == progress.NOT_YET
    ]
    return missing, len(indicators)


def _as_submitted(session: Session, plan_id: str, period: str) -> str:
    query = sql_text(AS_SUBMITTED.format(plan=":plan", period=":period"))
    return str(session.connection().execute(query, {"plan": plan_id, "period": period}).scalar_one())
