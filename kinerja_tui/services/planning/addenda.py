"""Making an addendum (adendum) to an approved plan: other targets, a result added, a result ended, in one act.

After approval targets are locked; a change has a day, a reason and an approver (follows from PermenPANRB 6/2022 [D]).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from sqlmodel import Session, col, select

from kinerja_tui.models.act import Act, Seen
from kinerja_tui.models.addenda import Addendum, AddendumLine
from kinerja_tui.models.database import Database
from kinerja_tui.models.evaluations import FINISHED, Evaluation
from kinerja_tui.models.plans import Indicator, WorkPlan, WorkResult
from kinerja_tui.models.records import new_id
from kinerja_tui.rules.addenda import LineKind, Target
from kinerja_tui.rules.assignments import adds_up, part_of_target, share_served
from kinerja_tui.rules.formats import excerpt, format_date, too_early
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.plans import Approach, PlanState, ResultKind
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ruleset import rules_for
from kinerja_tui.services.forms.forms import known
from kinerja_tui.services.monitoring.progress import plan_state_label
from kinerja_tui.services.planning.approval import write_target
from kinerja_tui.services.planning.approvers import Approver, approvers_on, choose
from kinerja_tui.services.planning.plans import ResultLine, contents
from kinerja_tui.services.planning.targets import addenda_of, approved_target
from kinerja_tui.services.staff.posts import day_within

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class NewIndicator:
    """An indicator of a result that is added."""

    aspect: str
    text: str
    """in the qualitative approach the success measure with its target"""
    target: Target
    perspective: str = ""


@dataclass(frozen=True)
class NewResult:
    """A result that is added."""

    kind: str
    text: str
    indicators: Sequence[NewIndicator]
    superior_text: str = ""
    superior_result_id: str | None = None
    assigned_by: str = ""


@dataclass(frozen=True)
class Wanted:
    """What an addendum is to change."""

    takes_effect: date | None
    reason: str
    approved_by: str
    """a name, or part of one; empty: the rater of that day"""
    targets: Mapping[str, Target] = field(default_factory=dict)
    """indicator id -> its new target; those that stay as they are do not matter"""
    parts: Mapping[str, Decimal] = field(default_factory=dict)
    """indicator id -> the confirmed part for the months served, in a plan that a transfer closed"""
    added: Sequence[NewResult] = ()
    ended: Mapping[str, str] = field(default_factory=dict)
    """result id -> why it ends"""


def make(db: Database, plan_id: str, wanted: Wanted, seen: Seen | None = None) -> int:
    """Make an addendum in one change; returns its number. Raises `RuleBroken` with the first thing that is wrong."""
    with db.reading() as session:
        plan = check_plan(session, plan_id)
        number = 1 + max((item.addendum.number for item in addenda_of(session, plan_id)), default=0)
        if wanted.takes_effect is None:
            raise RuleBroken("Isi tanggal mulai berlaku adendum ini.")
        title = f"Adendum {number} rencana kerja {plan.year}, berlaku {format_date(wanted.takes_effect)}"
    with db.act(title, plan.employee_id, seen=seen) as act:
        plan = check_plan(act.session, plan_id)
        day = wanted.takes_effect
        check_day(act.session, plan, day)
        if not wanted.reason.strip():
            raise RuleBroken("Tulis alasan adendum ini.")
        who = approver(act.session, plan, wanted.approved_by, day)
        addendum_id = new_id()
        lines = contents(act.session, plan_id).lines
        written = _change_targets(act, addendum_id, plan, lines, wanted)
        written += _add_results(act, addendum_id, plan, lines, wanted)
        written += _end_results(act, addendum_id, plan, lines, wanted)
        if not written:
            raise RuleBroken("Belum ada target yang diubah. Ubah, tambah, atau akhiri sesuatu dulu.")
        act.write(
            Addendum,
            addendum_id,
            plan_id=plan_id,
            number=number,
            takes_effect=day,
            reason=wanted.reason.strip(),
            approved_by=who.name,
            approver_card=who.card,
            made_on=db.today(),
            rules=rules_for(day).id,
        )
    return number


def approver(session: Session, plan: WorkPlan, typed: str, day: date) -> Approver:
    """Who approves an addendum of a day: by default the rater of that day. Raises `RuleBroken` with why not."""
    found = approvers_on(session, plan, day_within(plan, day))
    if not typed.strip() and found:
        return found[0]
    return choose(session, plan, found, typed, day)


# -- what may not be


def check_plan(session: Session, plan_id: str) -> WorkPlan:
    """The plan. Raises `RuleBroken` when there can be no addendum to it."""
    plan = known(session, WorkPlan, plan_id)
    if plan.removed:
        raise RuleBroken("Rencana kerja ini sudah dihapus. Tidak ada yang diubah.")
    if plan.state != PlanState.APPROVED:
        raise RuleBroken(
            f"Adendum hanya untuk rencana kerja yang sudah disetujui; yang ini masih "
            f"{plan_state_label(plan.state).lower()}."
        )
    for line in contents(session, plan_id).lines:
        for item in line.indicators:
            if item.approved_as != item.target_key():
                raise RuleBroken(
                    f"Target “{excerpt(item.text, 60)}” belum sama dengan yang disetujui. Bereskan dulu di Perlu "
                    "dibereskan (7)."
                )
    return plan


def check_day(session: Session, plan: WorkPlan, day: date) -> None:
    """The first day of an addendum. Raises `RuleBroken` with why it cannot be that one."""
    if plan.start and day < plan.start:
        raise RuleBroken(too_early("Tanggal berlaku", "mulainya rencana kerja", plan.start))
    if plan.end and day > plan.end:
        raise RuleBroken(
            f"Rencana kerja ini berakhir {format_date(plan.end)}. Isi tanggal berlaku hari itu atau sebelumnya."
        )
    if made := addenda_of(session, plan.id):
        newest = made[-1]
        if day < newest.day:
            raise RuleBroken(
                f"Adendum {newest.addendum.number} berlaku {format_date(newest.day)}; adendum baru tidak dapat berlaku "
                "sebelum itu."
            )
    for evaluation in session.exec(
        select(Evaluation).where(
            Evaluation.plan_id == plan.id, Evaluation.state == FINISHED, col(Evaluation.removed).is_(False)
        )
    ):
        try:
            period = period_from_code(evaluation.period)
        except RuleBroken:  # a code of a newer program
            continue
        if day <= day_within(plan, period.end):
            raise RuleBroken(
                f"Evaluasi {period.label} sudah selesai dengan target yang lama. Adendum berlaku paling awal sehari "
                "sesudah periode itu, atau buka kembali evaluasinya dulu."
            )


def _check_target(target: Target, name: str) -> None:
    if target.number is None and not target.words.strip():
        raise RuleBroken(f"Target baru “{excerpt(name, 60)}” belum diisi.")
    if target.number is not None and target.number < 0:
        raise RuleBroken(f"Target baru “{excerpt(name, 60)}” di bawah nol. Isi 0 atau lebih.")
    if target.number is not None and not target.unit.strip():
        raise RuleBroken(f"Target baru “{excerpt(name, 60)}” belum ada satuannya.")


# -- what is written


def _line(act: Act, addendum_id: str, plan: WorkPlan, kind: LineKind, about: str, **values: object) -> None:
    line_id = AddendumLine.id_of(addendum_id, about)
    act.write(AddendumLine, line_id, addendum_id=addendum_id, plan_id=plan.id, kind=str(kind), **values)


def _change_targets(act: Act, addendum_id: str, plan: WorkPlan, lines: Sequence[ResultLine], wanted: Wanted) -> int:
    changed, qualitative = 0, plan.approach == Approach.QUALITATIVE
    for line in lines:
        for item in line.indicators:
            old, new = approved_target(item, qualitative=qualitative), wanted.targets.get(item.id)
            if new is None or new.key == old.key or line.result.id in wanted.ended:
                continue
            _check_runs(line.result, wanted.takes_effect)
            _check_target(new, item.text)
            part = new_part(plan, item, new)
            if part is not None:
                part = wanted.parts.get(item.id, part)
            if part is not None and part < 0:
                raise RuleBroken("Target bagian di bawah nol. Isi 0 atau lebih.")
            if qualitative:
                act.write(Indicator, item.id, text=new.words.strip())
            else:
                write_target(act, item.id, new)
                act.write(Indicator, item.id, approved_as=new.key, part_target=part)
            _line(
                act, addendum_id, plan, LineKind.TARGET, item.id, result_id=line.result.id, indicator_id=item.id,
                text=item.text, old_target=old.key, new_target=new.key, old_part=item.part_target, new_part=part,
            )  # fmt: skip
            changed += 1
    return changed


def new_part(plan: WorkPlan, item: Indicator, new: Target) -> Decimal | None:
    """The proposed part of a new target for the months served; None for a plan that was not closed, or a rate."""
    if plan.planned_end is None or plan.start is None or plan.end is None or new.number is None:
        return None
    share = share_served(plan.start, plan.end, plan.planned_end)
    return part_of_target(new.number, share) if share != 1 and adds_up(item.aspect, new.unit) else None


def _add_results(act: Act, addendum_id: str, plan: WorkPlan, lines: Sequence[ResultLine], wanted: Wanted) -> int:
    last = max((line.result.position for line in lines), default=0)
    for number, result in enumerate(wanted.added, 1):
        if not result.text.strip():
            raise RuleBroken(f"Hasil kerja baru {number}: rencana hasil kerjanya belum ditulis.")
        if not result.indicators:
            raise RuleBroken(f"Hasil kerja baru {number}: belum punya indikator.")
        result_id = new_id()
        act.write(
            WorkResult,
            result_id,
            plan_id=plan.id,
            kind=result.kind,
            position=last + number,
            text=result.text.strip(),
            superior_text=result.superior_text.strip(),
            superior_result_id=result.superior_result_id,
            assigned_by=result.assigned_by.strip(),
            starts_on=wanted.takes_effect,
        )
        for place, item in enumerate(result.indicators, 1):
            if not item.text.strip():
                raise RuleBroken(f"Hasil kerja baru {number}, indikator {place}: belum ditulis.")
            if plan.approach != Approach.QUALITATIVE:
                _check_target(item.target, item.text)
            indicator_id = new_id()
            values = {"plan_id": plan.id, "result_id": result_id, "aspect": item.aspect, "text": item.text.strip()}
            values["perspective"] = item.perspective
            act.write(Indicator, indicator_id, position=place, approved_as=item.target.key, **values)
            write_target(act, indicator_id, item.target)
        _line(act, addendum_id, plan, LineKind.ADDED, result_id, result_id=result_id, text=result.text.strip())
    return len(wanted.added)


def _end_results(act: Act, addendum_id: str, plan: WorkPlan, lines: Sequence[ResultLine], wanted: Wanted) -> int:
    assert wanted.takes_effect is not None  # `make` has seen to it
    ending = [line.result for line in lines if line.result.id in wanted.ended]
    for result in ending:
        _check_runs(result, wanted.takes_effect)
        reason = wanted.ended[result.id].strip()
        if not reason:
            raise RuleBroken(f"Tulis alasan “{excerpt(result.text, 60)}” diakhiri.")
        act.write(WorkResult, result.id, ends_on=wanted.takes_effect - ONE_DAY)
        _line(act, addendum_id, plan, LineKind.ENDED, result.id, result_id=result.id, text=result.text, reason=reason)
    stay = [line.result for line in lines if line.result not in ending and line.result.ends_on is None]
    kinds = [*(result.kind for result in stay), *(result.kind for result in wanted.added)]
    if ending and ResultKind.MAIN not in kinds:
        raise RuleBroken("Setelah adendum ini tidak ada lagi hasil kerja utama. Tambah satu, atau jangan akhiri semua.")
    return len(ending)


def _check_runs(result: WorkResult, day: date | None) -> None:
    if result.ends_on is not None and day is not None and result.ends_on < day:
        raise RuleBroken(
            f"“{excerpt(result.text, 60)}” sudah berakhir {format_date(result.ends_on)}. Tidak ada yang diubah."
        )


# -- after a merge


def withdraw(db: Database, addendum_id: str) -> None:
    """Take away an addendum to a plan that is not approved, where a merge left one. Raises `RuleBroken`."""
    with db.reading() as session:
        item = known(session, Addendum, addendum_id)
        plan = known(session, WorkPlan, item.plan_id)
        if plan.state == PlanState.APPROVED:
            raise RuleBroken(
                "Rencana kerjanya disetujui, jadi adendum ini berlaku. Ubah targetnya dengan adendum baru."
            )
        lines = [line.id for made in addenda_of(session, plan.id) if made.addendum.id == item.id for line in made.lines]
    with db.act(f"Adendum {item.number} rencana kerja {plan.year} dicabut", plan.employee_id) as act:
        act.remove(Addendum, addendum_id)
        for line_id in lines:
            act.remove(AddendumLine, line_id)


def renumber(db: Database, addendum_id: str) -> int:
    """Give an addendum the next free number of its plan, where two PCs used one twice; returns it."""
    with db.reading() as session:
        item = known(session, Addendum, addendum_id)
        plan = known(session, WorkPlan, item.plan_id)
        number = 1 + max(made.addendum.number for made in addenda_of(session, plan.id))
    with db.act(f"Adendum {item.number} menjadi adendum {number}", plan.employee_id) as act:
        act.write(Addendum, addendum_id, number=number)
    return number
