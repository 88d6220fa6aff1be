"""A plan is submitted, and its rater approves or returns it; approved targets are locked (PermenPANRB 6/2022)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.plans import Expectation, Indicator, PlanAttachment, WorkPlan, WorkResult
from kinerja_tui.rules.addenda import Target
from kinerja_tui.rules.formats import excerpt, too_early
from kinerja_tui.rules.plans import Approach, Perspective, PlanForm, PlanState, ResultKind, may_move
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms.forms import field_key, known
from kinerja_tui.services.planning import cascade
from kinerja_tui.services.planning.approvers import Approver, choose, deciders_on
from kinerja_tui.services.planning.plans import PlanContents, ResultLine, contents, state_of
from kinerja_tui.services.planning.targets import approved_target
from kinerja_tui.services.staff.employees import card
from kinerja_tui.services.staff.posts import day_within


@dataclass(frozen=True)
class Missing:
    """Something that keeps a plan from being submitted: the sentence, and the form field to go to ("": none)."""

    text: str
    key: str = ""


def missing(db: Database, plan_id: str) -> list[Missing]:
    """What keeps a plan from being submitted, in the order of the form; empty when it is ready.

    No rater, no main result, a line without words, an indicator with neither a number nor a written target. How good
    the plan is beyond that is not asked here: see `plan_quality`.
    """
    with db.reading() as session:
        return _missing(session, plan_id, db.today())


def submit(db: Database, plan_id: str) -> None:
    """Hand the plan to the rater; the persons as printed are kept with it. Raises `RuleBroken` with what is missing."""
    with _decision(db, plan_id, PlanState.SUBMITTED, "diajukan") as (act, plan):
        _check_complete(act.session, plan_id, "Belum bisa diajukan.", db.today())
        day = day_within(plan, db.today())
        raters = cascade.raters_of(act.session, plan, day)
        cascade.refresh_texts(act, plan_id)
        act.write(
            WorkPlan,
            plan_id,
            submitted_on=db.today(),
            decided_on=None,
            decided_by="",
            approver_card=None,
            decision_note="",
            return_reason="",
            employee_card=card(act.session, plan.employee_id, post=cascade.assignment_of(act.session, plan)),
            rater_card=card(act.session, raters.rater_id, raters.rater_card, day=day),
            superior_card=card(act.session, raters.superior_id, raters.superior_card, day=day),
        )


def withdraw(db: Database, plan_id: str) -> None:
    """Take a submitted plan back to draft before the rater has decided. Raises `RuleBroken`."""
    with _decision(db, plan_id, PlanState.DRAFT, "ditarik kembali") as (act, _plan):
        act.write(WorkPlan, plan_id, submitted_on=None)


@dataclass(frozen=True)
class Proposal:
    """What is proposed when a submitted plan is approved: by the rater it was submitted to, today."""

    by: str
    """empty when nobody is known"""
    on: date


def proposal(db: Database, plan_id: str) -> Proposal:
    """Who is asked to approve a plan, and when."""
    with db.reading() as session:
        plan = known(session, WorkPlan, plan_id)
        day = _decision_day(plan, None, db.today())
        found = deciders_on(session, plan, day)
        return Proposal(found[0].name if found else "", day)


def deciders(db: Database, plan_id: str, day: date) -> list[Approver]:
    """Who may approve a submitted plan on a day, the one it was submitted to first."""
    with db.reading() as session:
        return deciders_on(session, known(session, WorkPlan, plan_id), day)


def check_decision(db: Database, plan_id: str, by: str, on: date | None) -> Approver:
    """Who a name means, and whether the day can be. Raises `RuleBroken` with what is wrong."""
    with db.reading() as session:
        plan = known(session, WorkPlan, plan_id)
        day = _decision_day(plan, on, db.today())
        return choose(session, plan, deciders_on(session, plan, day), by, day)


def approve(db: Database, plan_id: str, by: str = "", on: date | None = None, note: str = "") -> None:
    """Approve a plan: targets are locked from now on. Raises `RuleBroken`.

    ``by``: name of who approved, by default the rater it was submitted to; another one (his superior, a Plh or Plt)
    needs a note. ``on``: the day of the signature, by default today.
    """
    with _decision(db, plan_id, PlanState.APPROVED, "disetujui") as (act, plan):
        _check_complete(act.session, plan_id, "Belum bisa disetujui; kembalikan dulu untuk dilengkapi.", db.today())
        day = _decision_day(plan, on, db.today())
        found = deciders_on(act.session, plan, day)
        who = choose(act.session, plan, found, by, day) if by.strip() else next(iter(found), None)
        if who is not None and who != found[0] and not note.strip():
            raise RuleBroken(f"Tulis di catatan mengapa {who.name} yang menyetujui, bukan {found[0].name}.")
        act.write(
            WorkPlan,
            plan_id,
            decided_on=day,
            decided_by=who.name if who else _rater_name(plan),
            approver_card=who.card if who else None,
            decision_note=note.strip(),
        )
        # Written as they stand, so that another value of another PC becomes a bentrok, not the approved one.
        act.write(WorkPlan, plan_id, approach=plan.approach, form=plan.form)
        approved = contents(act.session, plan_id)
        for line in approved.lines:
            act.write(WorkResult, line.result.id, text=line.result.text)
            for indicator in line.indicators:
                act.write(Indicator, indicator.id, approved_as=indicator.target_key(), text=indicator.text)
        for expectation in approved.expectations.values():
            act.write(Expectation, expectation.id, text=expectation.text)
        for attachment in approved.attachments:
            act.write(PlanAttachment, attachment.id, text=attachment.text)


def settle_target(db: Database, indicator_id: str, *, as_approved: bool) -> None:
    """A merge changed an approved target: put back what was approved, or have the rater approve what stands now.

    Raises `RuleBroken` when it is not here any more.
    """
    with db.transaction() as session:
        indicator = known(session, Indicator, indicator_id)
        plan = known(session, WorkPlan, indicator.plan_id)
        title = "Target dikembalikan ke yang disetujui" if as_approved else "Target yang berubah disetujui"
        with db.act(title, plan.employee_id) as act:
            if not as_approved:
                act.write(Indicator, indicator_id, approved_as="" if indicator.removed else indicator.target_key())
            elif not indicator.approved_as:  # added elsewhere, never approved
                act.remove(Indicator, indicator_id)
            else:
                if indicator.removed:
                    act.bring_back(Indicator, indicator_id)
                write_target(act, indicator_id, approved_target(indicator))


def write_target(act: Act, indicator_id: str, target: Target) -> None:
    """Set all parts of an indicator's target."""
    act.write(
        Indicator,
        indicator_id,
        target=target.number,
        unit=target.unit,
        target_text=target.words,
        direction=target.direction,
    )


def put_approved(act: Act, indicator_id: str, key: object) -> None:
    """Of two approved targets in bentrok one was chosen: it stands in the indicator from now on."""
    target = Target.read(key) if isinstance(key, str) else None
    if target is not None:
        write_target(act, indicator_id, target)


def send_back(db: Database, plan_id: str, reason: str) -> None:
    """The rater returns the plan with a reason. Raises `RuleBroken` without one."""
    if not reason.strip():
        raise RuleBroken("Tulis alasan pengembalian agar pegawai tahu apa yang perlu diperbaiki.")
    with _decision(db, plan_id, PlanState.RETURNED, "dikembalikan") as (act, plan):
        act.write(WorkPlan, plan_id, decided_on=db.today(), decided_by=_rater_name(plan), return_reason=reason.strip())


@contextlib.contextmanager
def _decision(db: Database, plan_id: str, state: PlanState, verb: str) -> Iterator[tuple[Act, WorkPlan]]:
    """An act that moves a plan to another state. Raises `RuleBroken` when it cannot go there from where it stands."""
    with db.reading() as session:
        plan = known(session, WorkPlan, plan_id)
        subject, title = plan.employee_id, f"Rencana kerja {plan.year} {verb}"
    with db.act(title, subject) as act:
        plan = act.session.get_one(WorkPlan, plan_id)
        now = state_of(plan)
        if plan.removed or not may_move(now, state):
            raise RuleBroken(
                f"Rencana kerja ini berstatus {now.label.lower()}, jadi tidak bisa {verb}. Tidak ada yang diubah."
            )
        act.write(WorkPlan, plan_id, state=str(state))
        yield act, plan


def _decision_day(plan: WorkPlan, on: date | None, today: date) -> date:
    """The day of a decision. Raises `RuleBroken` for one before the submission or in the future."""
    latest = max(today, plan.submitted_on or today)  # a PC's clock may have gone back since
    if on is None:
        return latest
    if plan.submitted_on is not None and on < plan.submitted_on:
        raise RuleBroken(too_early("Tanggal persetujuan", "tanggal pengajuan", plan.submitted_on))
    if on > latest:
        raise RuleBroken("Tanggal persetujuan belum tiba. Tulis tanggal tanda tangannya.")
    return on


def _rater_name(plan: WorkPlan) -> str:
    return str((plan.rater_card or {}).get("name", ""))


def _check_complete(session: Session, plan_id: str, refusal: str, today: date) -> None:
    lacking = _missing(session, plan_id, today)
    if lacking:
        raise RuleBroken(" ".join([refusal, *(item.text for item in lacking)]))


def _missing(session: Session, plan_id: str, today: date) -> list[Missing]:
    plan = contents(session, plan_id)
    found: list[Missing] = _missing_persons(session, plan.plan, today)
    for column, codes, name in (("approach", Approach, "Pendekatan"), ("form", PlanForm, "Formulir")):
        if getattr(plan.plan, column) not in set(codes):
            text = f"{name} SKP ini tidak dikenal program ini; pilih lagi."
            found.append(Missing(text, field_key(WorkPlan, plan_id, column)))
    if not plan.of_kind(ResultKind.MAIN):
        found.append(Missing("Belum ada hasil kerja utama."))
    for kind in ResultKind:
        for number, line in enumerate(plan.of_kind(kind), 1):
            found += _missing_in(plan, line, f"{kind.label} {number}")
    return found


def _missing_in(plan: PlanContents, line: ResultLine, name: str) -> list[Missing]:
    result_key = field_key(WorkResult, line.result.id, "text")
    text = line.result.text.strip()
    if not text:
        found = [Missing(f"{name}: rencana hasil kerjanya belum ditulis.", result_key)]
    else:
        found, name = [], f"{name} ({excerpt(text, 30)})"
    called = "ukuran keberhasilan" if plan.qualitative else "indikator"
    if not line.indicators:
        found.append(Missing(f"{name}: belum punya {called} (Ctrl+O menambah).", result_key))
    for number, item in enumerate(line.indicators, 1):
        where = f"{name}, {called} {number}"
        if not item.text.strip():
            found.append(Missing(f"{where}: belum ditulis.", field_key(Indicator, item.id, "text")))
        if plan.qualitative:
            continue
        if item.target is None and not item.target_text.strip():
            text = f"{where}: belum ada target. Isi angka, atau target tertulis."
            found.append(Missing(text, field_key(Indicator, item.id, "target")))
        if plan.plan.form == PlanForm.LEADERS and item.perspective not in set(Perspective):
            key = field_key(Indicator, item.id, "perspective")
            found.append(Missing(f"{where}: perspektifnya belum dipilih.", key))
    return found


def _missing_persons(session: Session, plan: WorkPlan, today: date) -> list[Missing]:
    raters = cascade.raters_of(session, plan, today)
    if cascade.assignment_of(session, plan) is None:
        return [Missing("Jabatan pegawai ini tidak ada di daftar Pegawai; isi dulu di sana.")]
    rater = session.get(Employee, raters.rater_id) if raters.rater_id else None
    if rater is not None and rater.id == plan.employee_id:
        return [Missing("Pejabat penilainya tercatat pegawai itu sendiri; perbaiki di daftar Pegawai.")]
    if (rater is None or rater.removed) and not raters.rater_card:
        return [Missing("Pejabat penilai belum diisi, atau datanya tidak ada lagi; isi di daftar Pegawai.")]
    return []
