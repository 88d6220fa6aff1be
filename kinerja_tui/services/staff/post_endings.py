"""What ends with a post: its plans close on the day, with the part of their targets for the months served.

Found first, so that a person sees it before anything is written; written as part of the act that ends the post.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sqlmodel import Session, col, select

from kinerja_tui.models.act import Act
from kinerja_tui.models.employees import Assignment
from kinerja_tui.models.plans import Indicator, WorkPlan
from kinerja_tui.rules.assignments import (
    FOREVER,
    adds_up,
    months_served,
    part_of_target,
    share_served,
)
from kinerja_tui.rules.formats import format_date
from kinerja_tui.rules.periods import Span, period_from_code
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.evaluation.evaluations import finished_after
from kinerja_tui.services.planning.approval import write_target
from kinerja_tui.services.planning.targets import contents_on
from kinerja_tui.services.staff import posts
from kinerja_tui.services.staff.employees import card


@dataclass(frozen=True)
class SharedTarget:
    """A target of a plan that is closed, and the part of it proposed for the months served."""

    indicator_id: str
    text: str
    target: Decimal
    unit: str
    part: Decimal


@dataclass(frozen=True)
class Closing:
    """What becomes of one plan when its post ends."""

    plan_id: str
    state: PlanState
    start: date
    end: date
    """its last day from then on"""
    served: int
    """months, the first and the last included"""
    share: Fraction
    """of the months its targets were set for"""
    rater: str
    """who is asked for the part-year rating"""
    targets: tuple[SharedTarget, ...]
    """those that add up, of an approved plan; others stay whole"""
    dropped: bool = False
    """a draft that would begin after the post has ended: it is taken away"""


@dataclass(frozen=True)
class Ending:
    """What ends with a post, found before anything is written."""

    post: str
    last_day: date
    plans: tuple[Closing, ...]


def ending_of(session: Session, post: Assignment, last_day: date) -> Ending:
    """What ends with a post after a day. Raises `RuleBroken` when a plan has to be settled before."""
    query = select(WorkPlan).where(WorkPlan.assignment_id == post.id, col(WorkPlan.removed).is_(False))
    running = [plan for plan in session.exec(query.order_by(col(WorkPlan.start))) if (plan.end or FOREVER) > last_day]
    return Ending(
        posts.printed_post(post), last_day, tuple(_closing(session, post, plan, last_day) for plan in running)
    )


def _closing(session: Session, post: Assignment, plan: WorkPlan, last_day: date) -> Closing:
    """What becomes of a plan. Raises `RuleBroken` when it has to be settled before."""
    state = PlanState(plan.state) if plan.state in set(PlanState) else None
    if state is None:
        raise RuleBroken("Status rencana kerjanya belum dikenal program ini. Perbarui program; isinya tetap aman.")
    if state is PlanState.SUBMITTED:
        raise RuleBroken(
            f"Rencana kerja {plan.year} sedang menunggu keputusan pejabat penilai. Setujui, kembalikan, atau tarik "
            "dulu di layar Rencana kerja (3)."
        )
    start = plan.start or date(plan.year, 1, 1)
    end = plan.end or date(plan.year, 12, 31)
    rater = card(session, *_rater(session, post, last_day)) or plan.rater_card or {}
    if start > last_day:
        if state is PlanState.APPROVED:
            raise RuleBroken(
                f"Rencana kerja yang disetujui baru mulai {format_date(start)}, sesudah jabatan ini berakhir. "
                "Periksa tanggalnya."
            )
        return Closing(plan.id, state, start, end, 0, Fraction(0), "", (), dropped=True)
    finished = finished_after(session, plan.id, last_day)
    if finished:
        raise RuleBroken(
            f"Evaluasi {period_from_code(finished).label} untuk rencana kerja ini sudah selesai, padahal jabatannya "
            f"berakhir {format_date(last_day)}. Periksa tanggalnya, atau buka kembali evaluasi itu dulu."
        )
    share = share_served(start, last_day, plan.planned_end or end)
    targets = _shared(session, plan, share, last_day) if state is PlanState.APPROVED else ()
    served = months_served(Span(start, last_day))
    return Closing(plan.id, state, start, last_day, served, share, str(rater.get("name", "")), targets)


def _rater(session: Session, post: Assignment, day: date) -> tuple[str | None, dict[str, str] | None]:
    raters = posts.raters_on(session, post, day)
    return raters.rater_id, raters.rater_card


def _shared(session: Session, plan: WorkPlan, share: Fraction, last_day: date) -> tuple[SharedTarget, ...]:
    if share == 1:
        return ()
    whole = contents_on(session, plan.id, last_day)
    indicators: list[Indicator] = [item for line in whole.lines for item in line.indicators]
    return tuple(
        SharedTarget(item.id, item.text, item.target, item.unit, part_of_target(item.target, share))
        for item in indicators
        if item.target is not None and not whole.is_written(item) and adds_up(item.aspect, item.unit)
    )


def end_post(act: Act, post: Assignment, last_day: date, parts: Mapping[str, Decimal]) -> set[str]:
    """End a post with its plans; returns the plans' ids."""
    closings = ending_of(act.session, post, last_day).plans
    for closing in closings:
        if closing.dropped:
            act.remove(WorkPlan, closing.plan_id)
            continue
        plan = act.session.get_one(WorkPlan, closing.plan_id)
        act.write(WorkPlan, plan.id, end=last_day)
        if closing.state is PlanState.APPROVED:
            act.write(WorkPlan, plan.id, planned_end=plan.planned_end or plan.end or date(plan.year, 12, 31))
            _drop_later_targets(act, plan.id, last_day)
        for target in closing.targets:
            part = parts.get(target.indicator_id, target.part)
            if part < 0:
                raise RuleBroken("Target bagian di bawah nol. Isi 0 atau lebih.")
            act.write(Indicator, target.indicator_id, part_target=part)
    act.write(Assignment, post.id, end=last_day)
    return {closing.plan_id for closing in closings}


def _drop_later_targets(act: Act, plan_id: str, last_day: date) -> None:
    """Targets of an addendum that would take effect only after the plan's last day never come into force."""
    for line in contents_on(act.session, plan_id, last_day).lines:
        for then in line.indicators:
            now = act.session.get_one(Indicator, then.id)
            if now.approved_as and then.target_key() != now.approved_as:
                write_target(act, then.id, then.as_target())
                act.write(Indicator, then.id, approved_as=then.target_key())
            if then.text != now.text:  # a success measure, which says its target itself
                act.write(Indicator, then.id, text=then.text)
