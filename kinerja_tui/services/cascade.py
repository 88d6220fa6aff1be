"""The cascade (matriks peran hasil): which result of the superior a result supports, now or linked later.

A plan may be written before the superior has one: the superior's result is then only a text. It is linked to a record
when he has a plan; the text stays beside the link for paper, and when that record is removed or elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.plans import WorkPlan, WorkResult
from kinerja_tui.models.state import REMOVED
from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.employees import current_assignment
from kinerja_tui.services.forms import Form, field_key, known
from kinerja_tui.services.posts import Raters, day_within, raters_on


@dataclass(frozen=True)
class SuperiorResult:
    """A result in the superior's own plan."""

    id: str
    text: str
    circular: bool
    """it supports, by whatever chain, a result of the plan that would support it"""


@dataclass(frozen=True)
class Superior:
    """The rater of a plan as the cascade sees him: his name and the results of his own plan that are here."""

    name: str
    results: tuple[SuperiorResult, ...]

    def named(self, text: str) -> SuperiorResult | None:
        """The result with this text, without regard to case, accents and spaces."""
        wanted = _fold(text)
        return next((result for result in self.results if wanted and _fold(result.text) == wanted), None)


def assignment_of(session: Session, plan: WorkPlan) -> Assignment | None:
    """The post a plan was made for; the person's present one where a merge took that away."""
    assignment = session.get(Assignment, plan.assignment_id)
    if assignment is not None and not assignment.removed:
        return assignment
    return current_assignment(session, plan.employee_id)


def raters_of(session: Session, plan: WorkPlan, today: date) -> Raters:
    """Who rates in the post of a plan: today, or on the nearest day of the plan; nobody where there is no post."""
    assignment = assignment_of(session, plan)
    return Raters() if assignment is None else raters_on(session, assignment, day_within(plan, today))


def superior_of(db: Database, plan_id: str) -> Superior:
    """The rater of a plan with the results it can support; none while he has no plan in that year."""
    with db.reading() as session:
        plan = known(session, WorkPlan, plan_id)
        raters = raters_of(session, plan, db.today())
        rater = session.get(Employee, raters.rater_id) if raters.rater_id else None
        name = rater.name if rater is not None else str((raters.rater_card or {}).get("name", ""))
        mine = _results_of(session, plan_id)
        found = [
            SuperiorResult(result.id, result.text, _supports(session, result, mine))
            for result in _results_of_rater(session, plan, raters)
            if result.text
        ]
        return Superior(name, tuple(found))


def is_open(session: Session, result: WorkResult, superior: Superior) -> bool:
    """Whether a result must still be linked: it has nothing, a removed one, or text while there are results."""
    if result.superior_result_id:
        above = session.get(WorkResult, result.superior_result_id)
        return above is not None and above.removed
    return not result.superior_text or bool(superior.results)


def check_links(session: Session, plan: WorkPlan, form: Form, today: date) -> None:
    """Links typed on a plan's form. Raises `RuleBroken` for one that is not the rater's, or goes round in a circle."""
    raters = raters_of(session, plan, today)
    allowed = {result.id: result for result in _results_of_rater(session, plan, raters)}
    mine = _results_of(session, plan.id)
    for key, text in form.typed.items():
        result_id = key.split("/")[1]
        if not text or not key.endswith("/superior_result_id") or form.stored.get(key) == text:
            continue
        if form.text(field_key(WorkResult, result_id, REMOVED)):
            continue
        above = allowed.get(text)
        if above is None:
            raise RuleBroken(
                "Hasil kerja pimpinan yang dipilih bukan (atau bukan lagi) milik pejabat penilai pegawai ini. "
                "Pilih lagi dengan F4; isian lain tetap ada."
            )
        if _supports(session, above, mine):
            raise RuleBroken(circle_text(above.text))


def circle_text(text: str) -> str:
    """Why a result of the superior cannot be supported."""
    return (
        f"“{excerpt(text, 60)}” sendiri mendukung hasil kerja pegawai ini, jadi tidak bisa sekaligus didukung olehnya. "
        "Periksa pejabat penilai keduanya di daftar Pegawai, atau pilih hasil kerja lain."
    )


def keep_texts(act: Act, form: Form) -> None:
    """Beside a new link the text of the superior's result is kept."""
    for key, text in form.typed.items():
        if text and key.endswith("/superior_result_id"):
            above = act.session.get(WorkResult, text)
            if above is not None:
                act.write(WorkResult, key.split("/")[1], superior_text=above.text)


def refresh_texts(act: Act, plan_id: str) -> None:
    """At submission the printed texts follow what the superior's results say now; removed ones keep theirs."""
    for result in _results_of(act.session, plan_id).values():
        above = act.session.get(WorkResult, result.superior_result_id) if result.superior_result_id else None
        if above is not None and not above.removed and above.text and above.text != result.superior_text:
            act.write(WorkResult, result.id, superior_text=above.text)


def _results_of(session: Session, plan_id: str) -> dict[str, WorkResult]:
    query = select(WorkResult).where(WorkResult.plan_id == plan_id, col(WorkResult.removed).is_(False))
    return {result.id: result for result in session.exec(query)}


def _results_of_rater(session: Session, plan: WorkPlan, raters: Raters) -> list[WorkResult]:
    if not raters.rater_id or raters.rater_id == plan.employee_id:
        return []
    query = (
        select(WorkResult)
        .join(WorkPlan, col(WorkPlan.id) == col(WorkResult.plan_id))
        .where(
            WorkPlan.employee_id == raters.rater_id,
            WorkPlan.year == plan.year,
            col(WorkPlan.removed).is_(False),
            col(WorkResult.removed).is_(False),
        )
        .order_by(col(WorkPlan.start).desc(), col(WorkResult.kind).desc(), col(WorkResult.position), WorkResult.id)
    )
    return list(session.exec(query))


def _supports(session: Session, result: WorkResult, mine: dict[str, WorkResult]) -> bool:
    """Whether a result leads up to one of mine; a circle that a merge made ends the walk."""
    seen: set[str] = set()
    above: WorkResult | None = result
    while above is not None and above.id not in seen:
        if above.id in mine:
            return True
        seen.add(above.id)
        above = session.get(WorkResult, above.superior_result_id) if above.superior_result_id else None
    return False


def _fold(text: str) -> str:
    """As the screen shows it: characters that cannot be shown do not count."""
    return fold("".join(char if char.isprintable() else " " if char.isspace() else "" for char in text))
