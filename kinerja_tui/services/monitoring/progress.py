"""Progress (realisasi) on an approved plan, per indicator and period, with evidence and obstacles.

Missing is not zero: an indicator counts as reported when a number stands there (0 is one), or, where the target is a
written expectation, a written realisation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from kinerja_tui.models.database import Database
from kinerja_tui.models.evaluations import FINISHED as FINISHED
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.plans import Indicator, WorkPlan
from kinerja_tui.models.progress import Progress
from kinerja_tui.models.reporting import ProgressReport
from kinerja_tui.rules.formats import fold, format_decimal
from kinerja_tui.rules.on_track import TRACK_RULES, is_far_above
from kinerja_tui.rules.periods import PeriodSpan, period_from_code, periods_of
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.reporting import ReportState
from kinerja_tui.services.forms.forms import Form, field_key, known, open_form, write_typed
from kinerja_tui.services.lists.listing import Listing, pattern
from kinerja_tui.services.monitoring.reported import REPORTED, RUNNING
from kinerja_tui.services.monitoring.steps import steps_in
from kinerja_tui.services.planning.plans import PlanContents
from kinerja_tui.services.planning.targets import judged
from kinerja_tui.services.staff import dated

EVIDENCE_KINDS = {"teks": "Uraian", "tautan": "Tautan", "berkas": "Berkas"}
FIELDS = ("amount", "evidence_kind", "evidence", "obstacles", "note")
NOT_YET = "belum diisi"
"""What stands where nothing was reported."""

_LINK = re.compile(r"(https?://)?[\w-]+(\.[\w-]+)+([/:?#]\S*)?")

# ?1 year, ?2 period, ?3 and ?4 its first and last day. One row per person and plan that covers the period (a
# transfer gives two plans a year), and a row for everybody without one.
PEOPLE = f"""
    FROM employee e
    LEFT JOIN work_plan p ON p.employee_id = e.id AND p.year = ?1 AND NOT p.removed
        AND coalesce(p.start, ?3) <= ?4 AND coalesce(p."end", ?4) >= ?3
    LEFT JOIN assignment a ON a.rowid = coalesce(
        (SELECT rowid FROM assignment WHERE id = p.assignment_id AND NOT removed),
        {dated.current_assignment("e.id", "?4", "rowid")}
    )
    LEFT JOIN evaluation v ON v.plan_id = p.id AND v.period = ?2 AND NOT v.removed
    LEFT JOIN rater_span s ON s.id = {dated.rater_span("a.id", "?4")}
    LEFT JOIN progress_report r ON r.plan_id = p.id AND r.period = ?2 AND NOT r.removed
"""
# Whoever left before the period is not waited for, but what was rated all the same stays in sight.
_IN_SERVICE = "(e.end_date IS NULL OR (e.end_date >= ?3 AND p.id IS NOT NULL) OR v.id IS NOT NULL)"
_WITH_LEAVERS = "(e.end_date IS NULL OR e.end_date >= ?3 OR v.id IS NOT NULL)"
EXCUSED = f"CASE WHEN v.id IS NULL THEN {dated.excuse('e.id', '?3', '?4')} END"
"""Why nothing is asked of somebody for the whole period; what was rated all the same counts as it is."""


def _rater(part: str) -> str:
    """The rater as printed on a finished evaluation, else of the period's last day."""
    outside = dated.rater("a", "s", "rater_card")
    return (
        f"coalesce(CAST(json_extract(v.rater_card, '$.{part}') AS TEXT), (SELECT x.{part} FROM employee x WHERE x.id = "
        f"{dated.rater('a', 's')}), CAST(json_extract({outside}, '$.{part}') AS TEXT))"
    )


_COLUMNS = {
    "key": "coalesce(p.id, e.id)",
    "employee_id": "e.id",
    "name": "e.name",
    "nip": "e.nip",
    "post": dated.printed_post("a"),
    "unit": "a.unit",
    "office": "e.office",
    "end_date": "e.end_date",
    "end_reason": "e.end_reason",
    "plan_id": "p.id",
    "plan_state": "p.state",
    "other_start": "CASE WHEN p.id IS NULL THEN (SELECT min(start) FROM work_plan o WHERE o.employee_id = e.id "
    "AND o.year = ?1 AND NOT o.removed) END",
    "plan_start": "p.start",
    "plan_end": 'p."end"',
    "closed": "p.planned_end IS NOT NULL",
    "excused": EXCUSED,
    "evaluation_id": "v.id",
    "state": "v.state",
    "rater_name": _rater("name"),
    "rater_nip": _rater("nip"),
    "finished_on": "v.finished_on",
    "has_rater": f"{dated.rater('a', 's')} IS NOT NULL OR {dated.rater('a', 's', 'rater_card')} IS NOT NULL",
    "own_state": "(SELECT s.state FROM self_assessment s WHERE s.plan_id = p.id AND s.period = ?2 AND NOT s.removed)",
    "work_rating": "v.work_rating",
    "behaviour_rating": "v.behaviour_rating",
    "rules": "v.rules",
    "indicators": f"(SELECT count(*) FROM indicator i WHERE i.plan_id = p.id AND NOT i.removed AND {RUNNING})",
    "report_state": "r.state",
    "submitted_on": "r.submitted_on",
    "report_due": "r.due_on",
    "report_missing": "r.missing",
    "reported": f"(SELECT count(*) {REPORTED})",
}


def people(
    file: DatabaseFile,
    period: str,
    text: str = "",
    where: Sequence[str] = (),
    office: str = "",
    *,
    leavers: bool = False,
) -> Listing:
    """Everybody in service or with a plan in the period he left in, from the employee list outwards; of one office.

    A row's key is the plan's id, or the employee's without a plan; ``where`` are further SQL conditions. With
    ``leavers`` also who left in the period without a plan, for counts that name each reason.
    """
    span = period_from_code(period)
    bounds: list[Any] = [span.start.year, period, span.start.isoformat(), span.end.isoformat()]
    conditions = ["NOT e.removed", _WITH_LEAVERS if leavers else _IN_SERVICE, *where]
    values = list(bounds)
    if office:
        conditions.append("e.office = ?")
        values.append(office)
    for word in fold(text).split():
        conditions.append("(e.search LIKE ? ESCAPE '\\' OR a.search LIKE ? ESCAPE '\\')")
        values += [pattern(word), pattern(word)]
    keys = file.rows(
        f"SELECT coalesce(p.id, e.id) {PEOPLE} WHERE {' AND '.join(conditions)} ORDER BY e.name, e.id, p.start, p.id",
        values,
    )
    page = f"SELECT {', '.join(_COLUMNS.values())} {PEOPLE} WHERE coalesce(p.id, e.id) IN ({{ids}})"
    return Listing(file, [row[0] for row in keys], page, tuple(_COLUMNS), bounds)


def row_of(file: DatabaseFile, period: str, employee_id: str) -> str:
    """The key of somebody's row in `people`, the newest plan where there are several; empty: no row."""
    span = period_from_code(period)
    rows = file.rows(
        f"SELECT coalesce(p.id, e.id) {PEOPLE} WHERE NOT e.removed AND {_IN_SERVICE} AND e.id = ?5 "
        "ORDER BY p.start DESC, p.id LIMIT 1",
        [span.start.year, period, span.start.isoformat(), span.end.isoformat(), employee_id],
    )
    return str(rows[0][0]) if rows else ""


def finished_by_office(file: DatabaseFile, period: str) -> dict[str, tuple[int, int]]:
    """kode wilayah -> (employees of whom an evaluation is due in the period, of whom one is finished), each once."""
    span = period_from_code(period)
    rows = file.rows(
        f"SELECT office, count(*), sum(done) FROM (SELECT e.office, max(coalesce(v.state, '') = '{FINISHED}') AS done "
        f"{PEOPLE} WHERE NOT e.removed AND {_IN_SERVICE} AND {EXCUSED} IS NULL GROUP BY e.id) GROUP BY office",
        [span.start.year, period, span.start.isoformat(), span.end.isoformat()],
    )
    return {office: (people, finished) for office, people, finished in rows}


def plan_state_label(state: str) -> str:
    """A plan's state as people read it; a state of a newer program is shown as a question mark."""
    try:
        return PlanState(state).label
    except ValueError:
        return "?"


# -- the form


def progress_form(db: Database, plan_id: str, period: str) -> tuple[Form, PlanContents]:
    """Open the progress of a plan in a period. Raises `RuleBroken` while the plan is not approved or ends earlier."""
    with db.reading() as session:
        span = period_from_code(period)
        plan = judged(session, plan_id, span.end, session.get(Evaluation, Evaluation.id_of(plan_id, period)))
        check_open(plan.plan, span, "Realisasi diisi setelah rencana disetujui.")
        reported = in_period(session, plan_id, period)
        ids = [indicator.id for line in plan.lines for indicator in line.indicators]
        missing = [Progress.id_of(indicator_id, period) for indicator_id in ids if indicator_id not in reported]
        title = f"Realisasi {plan.employee.name}, {span.label}"
        name = f"progress:{plan_id}:{period}"
        records = [*reported.values(), *steps_in(session, plan_id, span)]
        return open_form(db, name, title, plan.employee.id, records, missing), plan


def progress_key(indicator_id: str, period: str, column: str) -> str:
    """The form field of one indicator's progress."""
    return field_key(Progress, Progress.id_of(indicator_id, period), column)


def save(db: Database, form: Form, plan: PlanContents, period: str) -> None:
    """Make one change of what was typed. Raises `RuleBroken` when plan or evaluation do not allow it any more."""
    with db.act(f"{form.title}: diubah", form.subject, seen=form.seen) as act:
        now = known(act.session, WorkPlan, plan.plan.id)
        check_open(now, period_from_code(period), "Realisasi diisi setelah rencana disetujui.")
        check_unlocked(act.session, plan.plan.id, period)
        for line in plan.lines:
            for indicator in line.indicators:
                record_id = Progress.id_of(indicator.id, period)
                prefix = f"progress/{record_id}/"
                if any(key.startswith(prefix) and text != form.stored.get(key, "") for key, text in form.typed.items()):
                    act.write_anew(
                        Progress,
                        record_id,
                        plan_id=plan.plan.id,
                        indicator_id=indicator.id,
                        period=period,
                        reported_on=db.today(),
                    )
        write_typed(act, form)


def check_unlocked(session: Session, plan_id: str, period: str) -> None:
    """Raises `RuleBroken` once the evaluation of the period is finished, or while its report is submitted."""
    if is_finished(session, plan_id, period):
        raise RuleBroken(
            "Evaluasi periode ini sudah selesai, jadi realisasinya terkunci. Buka kembali evaluasinya bila "
            "realisasi memang perlu diperbaiki."
        )
    report = report_in(session, plan_id, period)
    if report is not None and report.state == ReportState.SUBMITTED:
        raise RuleBroken(
            "Laporan periode ini sudah diajukan, jadi realisasinya terkunci. Tarik kembali laporannya (t di daftar "
            "Realisasi) bila realisasi perlu diperbaiki."
        )


def report_in(session: Session, plan_id: str, period: str) -> ProgressReport | None:
    """The report of a plan in a period; None while there is no record of one."""
    report = session.get(ProgressReport, ProgressReport.id_of(plan_id, period))
    return None if report is None or report.removed else report


def is_closed(db: Database, plan_id: str, period: str) -> bool:
    """True when the evaluation of the period is finished: what it was judged by stays as it is."""
    with db.reading() as session:
        return is_finished(session, plan_id, period)


def in_period(session: Session, plan_id: str, period: str) -> dict[str, Progress]:
    """Indicator id -> its progress in the period."""
    query = select(Progress).where(
        Progress.plan_id == plan_id, Progress.period == period, col(Progress.removed).is_(False)
    )
    return {item.indicator_id: item for item in session.exec(query)}


def period_before(period: str) -> str:
    """Code of the period of the same kind before this one in the same year, empty for the first one."""
    span = period_from_code(period)
    codes = [other.code for other in periods_of(span.start.year, span.kind)]
    place = codes.index(period)
    return codes[place - 1] if place else ""


def previous(db: Database, plan_id: str, period: str) -> dict[str, Progress]:
    """Indicator id -> its progress in the period before; empty for the first period of a year."""
    before = period_before(period)
    if not before:
        return {}
    with db.reading() as session:
        return in_period(session, plan_id, before)


def check_open(plan: WorkPlan, period: PeriodSpan, why: str) -> None:
    """Raises `RuleBroken` unless the plan is approved and covers days of the period."""
    if plan.removed:
        raise RuleBroken("Rencana kerja ini sudah dihapus. Tidak ada yang diubah.")
    if plan.state != PlanState.APPROVED:
        raise RuleBroken(f"Rencana kerja ini masih {plan_state_label(plan.state).lower()}. {why}")
    if (plan.start and period.end < plan.start) or (plan.end and period.start > plan.end):
        raise RuleBroken(f"{period.label} di luar masa rencana kerja ini. Pilih periode lain (p).")


def is_finished(session: Session, plan_id: str, period: str) -> bool:
    """Whether the evaluation of a plan in a period is finished."""
    evaluation = session.get(Evaluation, Evaluation.id_of(plan_id, period))
    return evaluation is not None and not evaluation.removed and evaluation.state == FINISHED


# -- as people read it


def target_shown(indicator: Indicator) -> str:
    """The target with its unit and, where a transfer closed the plan, its part; or the written expectation."""
    if indicator.target is None:
        return indicator.target_text or NOT_YET
    part = f" (bagian {format_decimal(indicator.part_target)})" if indicator.part_target is not None else ""
    return f"{format_decimal(indicator.target)} {indicator.unit}{part}".strip()


def amount_shown(indicator: Indicator, progress: Progress | None, *, qualitative: bool = False) -> str:
    """What was reached with its unit, or the written realisation; a zero is a zero, nothing is `NOT_YET`.

    ``qualitative``: the approach of the plan, in which what was reached is always written.
    """
    if progress is None:
        return NOT_YET
    if progress.amount is not None and not qualitative:
        return f"{format_decimal(progress.amount)} {indicator.unit}".strip()
    return (progress.note if qualitative or indicator.target is None else "") or NOT_YET


def evidence_warning(kind: str, text: str) -> str:
    """What is unusual about a piece of evidence (Indonesian), or an empty text."""
    if kind == "tautan" and not _LINK.fullmatch(text.strip()):
        return "Ini tidak tampak seperti tautan, misalnya https://contoh.go.id/laporan."
    if kind == "berkas" and not _is_here(text.strip()):
        return "Berkas ini tidak ditemukan di PC ini; periksa nama dan foldernya."
    return ""


def _is_here(path: str) -> bool:
    try:
        return Path(path).expanduser().exists()
    except (OSError, ValueError, RuntimeError):  # too long, impossible characters, no such home folder
        return False


def amount_warning(indicator: Indicator, text: str) -> str:
    """What is unusual about a realisation (canonical text), in Indonesian, or an empty text."""
    amount = Decimal(text)
    if amount < 0:
        return "Realisasi di bawah nol."
    if indicator.unit.strip().casefold() in {"persen", "%"} and amount > 100:
        return f"Realisasi {format_decimal(amount)} persen, lebih dari seratus. Pecahan ditulis dengan koma."
    if is_far_above(amount, indicator.target):
        return (
            f"Realisasi {format_decimal(amount)} lebih dari {TRACK_RULES.far_above} kali target setahun "
            f"({format_decimal(indicator.target or Decimal(0))}). Periksa angka dan satuannya."
        )
    return ""
