"""Beside the employee list: post and rater, how the year's plans and periods stand, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kinerja_tui.models.evaluations import FINISHED
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import excerpt, format_short_date
from kinerja_tui.rules.nip import format_nip
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.rules.reporting import ReportState
from kinerja_tui.rules.staff import EXCUSED, StaffKind
from kinerja_tui.services.evaluation.evaluation_checks import predicate
from kinerja_tui.services.labels import shown
from kinerja_tui.services.lists import details
from kinerja_tui.services.lists.listing import Row
from kinerja_tui.services.monitoring.progress import plan_state_label
from kinerja_tui.services.monitoring.reporting import reporting
from kinerja_tui.widgets.detail import Detail, Fact, Part

PLAN_STYLES = {
    PlanState.DRAFT: "",
    PlanState.SUBMITTED: "mark",
    PlanState.APPROVED: "good",
    PlanState.RETURNED: "warn",
}


def employee_detail(file: DatabaseFile, row: Row, year: int, today: date) -> Detail:
    """A person of `employees.listing`, as of a day of the working year."""
    missing: list[Fact] = []
    person = Part("", list(_person(file, row, today, missing)))
    if row["end_date"]:
        return Detail(row["name"] or "(tanpa nama)", [person])
    plans = details.plans_of_year(file, row["id"], year)
    if not plans and row["excused"] is None:
        missing.append(_warning(f"Rencana kerja {year} belum ada (tekan 3)."))
    parts = [person, Part(f"RENCANA KERJA {year}", [_plan(plan, alone=len(plans) == 1) for plan in plans])]
    for plan in plans:
        heading = (
            "REALISASI DAN PREDIKAT"
            if len(plans) == 1
            else f"REALISASI DAN PREDIKAT · {plan['post'] or '(jabatan belum diisi)'}"
        )
        parts.append(Part(heading, list(_periods(file, plan, year, today, missing))))
    parts.append(Part("YANG MASIH KURANG", missing))
    return Detail(row["name"] or "(tanpa nama)", parts)


def _person(file: DatabaseFile, row: Row, today: date, missing: list[Fact]) -> Iterator[Fact]:
    kind = StaffKind(row["kind"]) if row["kind"] in set(StaffKind) else StaffKind.PNS
    yield Fact("NIP", format_nip(row["nip"], kind) or "–")
    yield Fact("Golongan", row["golongan"] or "–")
    yield Fact("Jabatan", row["post"] or "belum diisi", "" if row["post"] else "warn")
    yield Fact("Unit kerja", row["unit"] or "–")
    outside = " (di luar daftar)" if row["outside"] and row["rater"] else ""
    yield Fact("Pejabat penilai", f"{row['rater'] or 'belum diisi'}{outside}", "" if row["rater"] else "warn")
    yield Fact("Atasan penilai", details.superior_of(file, row["id"], today.isoformat()) or "belum diisi")
    if row["excused"] is not None:
        yield Fact("Dikecualikan", EXCUSED.get(row["excused"], str(row["excused"])), "dim")
    if row["end_date"]:
        yield Fact("Berhenti", shown("employee", "end_date", row["end_date"]))
        yield Fact("Alasan", shown("employee", "end_reason", row["end_reason"]))
        return
    if not row["post"]:
        missing.append(_warning("Jabatan belum diisi (Enter)."))
    if not row["rater"]:
        missing.append(_warning("Pejabat penilai belum diisi (g)."))


def _plan(plan: Row, *, alone: bool) -> Fact:
    state, label = plan["state"], plan_state_label(plan["state"])
    mark = PlanState(state).mark if state in set(PlanState) else "?"
    text = f"{mark} {label}, {plan['results']} RHK, {plan['indicators']} indikator"
    if state == PlanState.RETURNED and plan["return_reason"]:
        text += f": {excerpt(plan['return_reason'], 200)}"
    return Fact("Keadaan" if alone else plan["post"] or "(jabatan)", text, PLAN_STYLES.get(state, "warn"))


def _periods(file: DatabaseFile, plan: Row, year: int, today: date, missing: list[Fact]) -> Iterator[Fact]:
    """How each period of a plan stands that has begun; what an ended one lacks goes to ``missing``."""
    if plan["state"] != PlanState.APPROVED:
        missing.append(_warning(f"Rencana kerja {plan_state_label(plan['state']).lower()}, belum disetujui."))
        return
    rule = reporting(file, year)
    for period in rule.periods:
        inside = (plan["start"] or "") <= period.end.isoformat() and (plan["end"] or "9999") >= period.start.isoformat()
        if not inside or period.start > today:
            continue
        row = details.period_of_plan(file, plan["id"], period)
        text, style = period_words(row)
        yield Fact(period.label.removesuffix(f" {year}"), text, style)
        if period.end >= today:
            continue
        name = period.label.removesuffix(f" {year}")
        if row["state"] == FINISHED:
            continue
        if row["reported"] < row["indicators"]:
            missing.append(_warning(f"{name}: realisasi {row['reported']} dari {row['indicators']} indikator (4)."))
        elif row["report_state"] != ReportState.SUBMITTED and today > rule.due(period):
            missing.append(_warning(f"{name}: laporan realisasi belum diajukan (4)."))
        missing.append(_warning(f"{name}: evaluasi belum selesai (5)."))


def period_words(row: Row) -> tuple[str, str]:
    """One period of a plan in a line, and its style: ``5 dari 5, diajukan 04-10; Baik``."""
    text = f"{row['reported']} dari {row['indicators']}"
    if row["report_state"] == ReportState.SUBMITTED:
        day = row["submitted_on"]
        text += f", diajukan {format_short_date(date.fromisoformat(day))[:5]}" if day else ", diajukan"
    elif row["report_state"] == ReportState.RETURNED:
        text += ", dikembalikan"
    if row["state"] is None:
        return f"{text}; belum dinilai", ""
    found = predicate(row["work_rating"], row["behaviour_rating"], row["rules"])
    if row["state"] != FINISHED:
        return f"{text}; evaluasi draf", "mark"
    return f"{text}; {found.label if found else '?'}", "" if found else "warn"


def _warning(text: str) -> Fact:
    return Fact("", f"! {text}", "warn")
