"""Linking a result to the superior's after its plan was submitted or approved: only the link moves, never a target."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.plans import WorkPlan, WorkResult
from kinerja_tui.models.records import new_id
from kinerja_tui.rules.cascade import LinkState
from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.plans import PlanForm, PlanState, ResultKind, form_for
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms.forms import known
from kinerja_tui.services.planning import cascade
from kinerja_tui.services.planning.plans import open_plan, place_for_plan, state_of
from kinerja_tui.services.staff.posts import raters_on


@dataclass(frozen=True)
class Linkable:
    """A result with what it can be linked to."""

    result_id: str
    plan_id: str
    text: str
    person: str
    above_id: str
    """the superior's result it is linked to; empty: none"""
    above_text: str
    state: LinkState
    superior: cascade.Superior

    @property
    def likely(self) -> str:
        """The superior's result to offer first: the present one, or the one with the text that was written."""
        named = self.superior.named(self.above_text)
        known_ids = {item.id for item in self.superior.results}
        return self.above_id if self.above_id in known_ids else (named.id if named else "")


def linkable(db: Database, result_id: str) -> Linkable:
    """What a result can be linked to. Raises `RuleBroken` when it, or its plan, is not here any more."""
    with db.reading() as session:
        result, plan = _alive(session, result_id)
        person = session.get(Employee, plan.employee_id)
        return Linkable(
            result_id=result_id,
            plan_id=plan.id,
            text=result.text,
            person=person.name if person is not None else "",
            above_id=result.superior_result_id or "",
            above_text=result.superior_text,
            state=cascade.link_states(session, plan, db.today())[result_id],
            superior=cascade.superior_of(db, plan.id),
        )


def results_to_link(db: Database, plan_id: str) -> list[Linkable]:
    """The results of a plan in the order of its form."""
    with db.reading() as session:
        plan = known(session, WorkPlan, plan_id)
        found = cascade.results_of(session, plan_id).values()
        results = [result for result in found if not cascade.has_ended(result, plan, db.today())]
        ordered = sorted(results, key=lambda item: (item.kind != ResultKind.MAIN, item.position, item.id))
        return [linkable(db, result.id) for result in ordered]


def link_result(db: Database, result_id: str, above_id: str) -> None:
    """Link a result to one of the rater's, in whatever state its plan is.

    Raises `RuleBroken` when the superior's result is not his (any more), would close a circle, or is linked already.
    """
    with db.reading() as session:
        result, plan = _alive(session, result_id)
        raters = cascade.raters_of(session, plan, db.today())
        mine = cascade.results_of(session, plan.id)
        above = cascade.check_link(session, above_id, raters, mine, plan.employee_id, plan.year, db.today())
        if result.superior_result_id == above.id and result.superior_text == above.text:
            raise RuleBroken(f"Hasil kerja ini sudah terhubung dengan “{excerpt(above.text, 60)}”.")
        subject, title = plan.employee_id, f"RHK “{_short(result.text)}” dihubungkan dengan “{_short(above.text)}”"
        text = above.text
    with db.act(title, subject) as act:
        act.write(WorkResult, result_id, superior_result_id=above_id, superior_text=text)


def write_superior_text(db: Database, result_id: str, text: str) -> None:
    """Write what the superior's result says where his plan is elsewhere or to come; a link it had ends.

    Raises `RuleBroken` for an empty text.
    """
    wanted = " ".join(text.split())
    if not wanted:
        raise RuleBroken("Tulis dulu kalimat RHK pimpinan yang didukung.")
    with db.reading() as session:
        result, plan = _alive(session, result_id)
        subject, title = plan.employee_id, f"RHK pimpinan untuk “{_short(result.text)}” ditulis: “{_short(wanted)}”"
    with db.act(title, subject) as act:
        act.write(WorkResult, result_id, superior_result_id=None, superior_text=wanted)


def end_link(db: Database, result_id: str) -> None:
    """Take a link away, as when a merge closed a circle; the text of the superior's result stays."""
    with db.reading() as session:
        result = known(session, WorkResult, result_id)
        plan = known(session, WorkPlan, result.plan_id)
        subject, title = plan.employee_id, f"Hubungan RHK “{_short(result.text)}” dilepas"
    with db.act(title, subject) as act:
        act.write(WorkResult, result_id, superior_result_id=None)


def check_can_write(db: Database, plan_id: str) -> None:
    """Raises `RuleBroken` with the reason when no result can be added to a plan."""
    with db.reading() as session:
        _check_open(known(session, WorkPlan, plan_id))


def check_text(db: Database, plan_id: str, text: str) -> str:
    """The text of a new result, its spaces tidied; ``plan_id`` is empty for a plan that is still to begin.

    Raises `RuleBroken` when nothing is written, or the plan has such a result already.
    """
    wanted = " ".join(text.split())
    if not wanted:
        raise RuleBroken("Tulis dulu rencana hasil kerjanya.")
    with db.reading() as session:
        mine = cascade.results_of(session, plan_id).values()
        if any(fold(result.text) == fold(wanted) for result in mine):
            raise RuleBroken(f"“{excerpt(wanted, 60)}” sudah ada di rencana kerja ini. Hubungkan yang itu saja.")
    return wanted


def contribute(
    db: Database, above_id: str, text: str, *, employee_id: str, year: int, plan_id: str = "", assignment_id: str = ""
) -> str:
    """Write a cell of the matrix: a new result of a person that supports one of the leader's; returns the plan's id.

    It goes into the draft of ``plan_id``; without one a plan for the post ``assignment_id`` is begun in the same act.
    Raises `RuleBroken` when the plan is locked, the text is empty or there already, or the link is not allowed.
    """
    wanted = check_text(db, plan_id, text)
    with db.act(f"Peran hasil ditulis: “{_short(wanted)}”", employee_id) as act:
        mine: dict[str, WorkResult] = {}
        if plan_id:
            plan = known(act.session, WorkPlan, plan_id)
            _check_open(plan)
            mine = cascade.results_of(act.session, plan_id)
            raters = cascade.raters_of(act.session, plan, db.today())
        else:
            post, span = place_for_plan(act.session, employee_id, year, db.today(), assignment_id or None)
            if form_for(post.post_kind) is PlanForm.LEADERS:
                raise RuleBroken(_NO_COLUMN)
            plan_id = open_plan(act, post, span)
            raters = raters_on(act.session, post, max(span.start, min(db.today(), span.end)))
        above = cascade.check_link(act.session, above_id, raters, mine, employee_id, year, db.today())
        act.write(
            WorkResult,
            new_id(),
            plan_id=plan_id,
            kind=str(ResultKind.MAIN),
            position=1 + max((result.position for result in mine.values()), default=0),
            text=wanted,
            superior_result_id=above.id,
            superior_text=above.text,
        )
    return plan_id


def _alive(session: Session, result_id: str) -> tuple[WorkResult, WorkPlan]:
    """A result and its plan. Raises `RuleBroken` when one was removed, or is of a newer program."""
    result = known(session, WorkResult, result_id)
    plan = known(session, WorkPlan, result.plan_id)
    state_of(plan)
    if plan.form == PlanForm.LEADERS:
        raise RuleBroken(_NO_COLUMN)
    if result.removed or plan.removed:
        raise RuleBroken("Hasil kerja ini sudah dihapus, jadi tidak bisa dihubungkan. Tidak ada yang diubah.")
    return result, plan


def _check_open(plan: WorkPlan) -> None:
    """A new result needs a plan that is being drafted."""
    if plan.removed:
        raise RuleBroken("Rencana kerja ini sudah dihapus. Tidak ada yang diubah.")
    if plan.form == PlanForm.LEADERS:
        raise RuleBroken(_NO_COLUMN)
    state = state_of(plan)
    if state is PlanState.SUBMITTED:
        raise RuleBroken(
            "Rencana kerja pegawai ini sudah diajukan, jadi tidak bisa ditambah di sini. Tarik kembali, atau minta "
            "pejabat penilai mengembalikannya (Rencana kerja: t atau b), lalu isi lagi sel ini."
        )
    if state is PlanState.APPROVED:
        raise RuleBroken(
            "Rencana kerja pegawai ini sudah disetujui dan targetnya terkunci. Hasil kerja baru hanya lewat adendum; "
            "hasil kerja yang sudah ada tetap bisa dihubungkan."
        )


_NO_COLUMN = (
    "Rencana kerja ini memakai formulir JPT / pimpinan unit kerja mandiri, yang tidak punya kolom RHK pimpinan. "
    "Tidak ada yang diubah."
)


def _short(text: str) -> str:
    return excerpt(text, 50) or "tanpa teks"
