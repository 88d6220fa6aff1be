"""Reports of many people submitted on a day or opened again, and results of many handed over on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kinerja_tui.models.database import Database
from kinerja_tui.models.objections import Delivery
from kinerja_tui.rules.formats import excerpt, format_date
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.reporting import ReportState
from kinerja_tui.services.evaluation import objections
from kinerja_tui.services.forms.many_acts import Item, Outcome, Progress, for_each
from kinerja_tui.services.monitoring import reports
from kinerja_tui.services.planning.many_plans import plan_asked


def incomplete(db: Database, items: Sequence[Item], period: str, progress: Progress | None = None) -> list[Item]:
    """Those (keys are plans) whose report can be submitted but has indicators without realisasi."""
    found = []
    for place, item in enumerate(items):
        if progress is not None:
            progress(place, len(items))
        try:
            missing, _ = reports.lacking(db, item.key, period)
        except RuleBroken:
            continue  # said when it is submitted
        if missing:
            found.append(item)
    return found


def submit_reports(
    db: Database,
    items: Sequence[Item],
    period: str,
    day: date,
    *,
    with_gaps: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Submit the report of each plan on a day; ``with_gaps``: also where realisasi is missing, which is kept."""

    def submit(plan_id: str) -> None:
        plan_asked(db, plan_id)
        missing, count = reports.lacking(db, plan_id, period)
        if missing and not with_gaps:
            raise RuleBroken(f"{len(missing)} dari {count} indikator belum ada realisasinya.")
        reports.submit(db, plan_id, period, day)

    label = period_from_code(period).label
    when = format_date(day)
    return for_each(db, items, submit, lambda count: f"{count} laporan realisasi {label} diajukan {when}", progress)


def reopen_reports(
    db: Database,
    items: Sequence[Item],
    period: str,
    state: ReportState,
    reason: str,
    progress: Progress | None = None,
) -> Outcome:
    """Open submitted reports again, all for the same reason: `WITHDRAWN` by the employees, or `RETURNED` to them."""
    reopen = reports.withdraw if state is ReportState.WITHDRAWN else reports.send_back

    def again(plan_id: str) -> None:
        plan_asked(db, plan_id)
        reopen(db, plan_id, period, reason)

    what = f"laporan realisasi {period_from_code(period).label} {state.label.lower()}: {excerpt(reason, 60)}"
    return for_each(db, items, again, lambda count: f"{count} {what}", progress)


def deliver(db: Database, items: Sequence[Item], day: date, progress: Progress | None = None) -> Outcome:
    """Hand the result of each evaluation (the keys) to its employee on a day; those handed over before stay."""

    def hand_over(evaluation_id: str) -> None:
        form, case = objections.delivery_form(db, evaluation_id)
        if case.delivery is not None:
            received = case.delivery.delivered_on
            when = f" {format_date(received)}" if received else ""
            raise RuleBroken(
                f"Hasil ini sudah diserahkan{when}. Memperbaikinya satu per satu: lepas pilihan (Esc), lalu d."
            )
        if form.resumed:
            raise RuleBroken("Isian penyerahannya belum selesai diketik. Selesaikan atau buang dulu isian itu.")
        form.typed[objections.key_of(case, Delivery, "delivered_on")] = day.isoformat()
        objections.deliver(db, form, case)

    return for_each(
        db, items, hand_over, lambda count: f"{count} hasil evaluasi diserahkan {format_date(day)}", progress
    )
