"""The cascade (matriks peran hasil): which result of the superior a result supports, now or linked later.

A plan may be written before the superior has one: the superior's result is then only a text. It is linked to a record
when he has a plan; the text stays beside the link for paper, and when that record is removed or elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, select

from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.plans import WorkPlan, WorkResult
from kinerja_tui.models.state import REMOVED
from kinerja_tui.rules.cascade import LinkState, RaterPlace, Target, chain, link_state
from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.plans import PlanForm
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms.forms import Form, field_key, known
from kinerja_tui.services.staff.employees import current_assignment
from kinerja_tui.services.staff.posts import Raters, day_within, printed_post, raters_on


@dataclass(frozen=True)
class SuperiorResult:
    """A result in the superior's own plan."""

    id: str
    text: str
    circular: bool
    """it supports, by whatever chain, a result of the plan that would support it"""
    post: str = ""
    """the post of his plan, where he has several plans in the year (Plt, transfer)"""


@dataclass(frozen=True)
class Superior:
    """The rater of a plan as the cascade sees him: his name and the results of his own plan that are here."""

    name: str
    results: tuple[SuperiorResult, ...]
    place: RaterPlace = RaterPlace.NOBODY
    links: Mapping[str, LinkState] = field(default_factory=dict)
    """id of a superior's result that the plan is linked to -> how that link stands"""

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
        mine = results_of(session, plan_id)
        his = results_of_rater(session, raters, plan.employee_id, plan.year, db.today())
        named = _named_posts(session, his)
        found = tuple(
            SuperiorResult(result.id, result.text, supports(session, result, mine), named.get(result.plan_id, ""))
            for result in his
            if result.text
        )
        states = _states(session, plan, raters, his, db.today(), mine.values())
        links = {result.superior_result_id: states[result.id] for result in mine.values() if result.superior_result_id}
        return Superior(name, found, rater_place(session, raters, plan.employee_id), links)


def rater_place(session: Session, raters: Raters, employee_id: str) -> RaterPlace:
    """Where the rater of a person is."""
    if not raters.rater_id:
        return RaterPlace.OUTSIDE if raters.is_known else RaterPlace.NOBODY
    rater = session.get(Employee, raters.rater_id)
    if rater is None:
        return RaterPlace.OUTSIDE
    return RaterPlace.NOBODY if rater.removed or rater.id == employee_id else RaterPlace.HERE


def link_states(session: Session, plan: WorkPlan, today: date) -> dict[str, LinkState]:
    """Id of each result of a plan -> how it stands to the plan of the rater of today (or of the plan's nearest day)."""
    raters = raters_of(session, plan, today)
    his = results_of_rater(session, raters, plan.employee_id, plan.year, today)
    return _states(session, plan, raters, his, today, results_of(session, plan.id).values())


def _states(
    session: Session, plan: WorkPlan, raters: Raters, his: list[WorkResult], today: date, mine: Iterable[WorkResult]
) -> dict[str, LinkState]:
    place = rater_place(session, raters, plan.employee_id)
    ids = {result.id for result in his}
    can_choose = any(result.text for result in his)

    def target(result: WorkResult) -> Target:
        above = session.get(WorkResult, result.superior_result_id) if result.superior_result_id else None
        if not result.superior_result_id:
            return Target.NOTHING
        if result.superior_result_id in ids:
            return Target.HIS
        above_plan = session.get(WorkPlan, above.plan_id) if above is not None else None
        gone = (above is not None and above.removed) or (above_plan is not None and above_plan.removed)
        if above is not None and above_plan is not None and not gone:
            gone = has_ended(above, above_plan, today)
        return Target.REMOVED if gone else Target.ELSEWHERE

    return {
        result.id: link_state(
            place,
            target(result),
            has_text=bool(result.superior_text),
            can_choose=can_choose,
            asked=plan.form != PlanForm.LEADERS,
        )
        for result in mine
    }


def _named_posts(session: Session, his: list[WorkResult]) -> dict[str, str]:
    """Plan -> the post it is for, where the results are of several plans."""
    plan_ids = dict.fromkeys(result.plan_id for result in his)
    if len(plan_ids) < 2:
        return {}
    posts = {plan_id: assignment_of(session, known(session, WorkPlan, plan_id)) for plan_id in plan_ids}
    return {plan_id: printed_post(post) for plan_id, post in posts.items() if post is not None}


def check_links(session: Session, plan: WorkPlan, form: Form, today: date) -> None:
    """Links typed on a plan's form. Raises `RuleBroken` for one that is not the rater's, or goes round in a circle."""
    raters = raters_of(session, plan, today)
    mine = results_of(session, plan.id)
    for key, text in form.typed.items():
        result_id = key.split("/")[1]
        if not text or not key.endswith("/superior_result_id") or form.stored.get(key) == text:
            continue
        if not form.text(field_key(WorkResult, result_id, REMOVED)):
            check_link(session, text, raters, mine, plan.employee_id, plan.year, today)


def check_link(
    session: Session,
    above_id: str,
    raters: Raters,
    mine: Mapping[str, WorkResult],
    employee_id: str,
    year: int,
    today: date,
) -> WorkResult:
    """The superior's result that results of a person's plan (``mine``, by id) may support.

    Raises `RuleBroken` for one that is not the rater's (any more), or would close a circle.
    """
    allowed = {result.id: result for result in results_of_rater(session, raters, employee_id, year, today)}
    above = allowed.get(above_id)
    if above is None:
        raise RuleBroken(
            "Hasil kerja pimpinan yang dipilih bukan (atau bukan lagi) milik pejabat penilai pegawai ini. "
            "Pilih yang lain; isian yang sudah ada tetap aman."
        )
    if supports(session, above, mine):
        raise RuleBroken(circle_text(above.text))
    return above


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
    for result in results_of(act.session, plan_id).values():
        above = act.session.get(WorkResult, result.superior_result_id) if result.superior_result_id else None
        if above is not None and not above.removed and above.text and above.text != result.superior_text:
            act.write(WorkResult, result.id, superior_text=above.text)


def results_of(session: Session, plan_id: str) -> dict[str, WorkResult]:
    """The results of a plan that are not removed, by id."""
    query = select(WorkResult).where(WorkResult.plan_id == plan_id, col(WorkResult.removed).is_(False))
    return {result.id: result for result in session.exec(query)}


def supporters(file: DatabaseFile, result_id: str) -> int:
    """How many results of staff support one of a leader's."""
    sql = """
        SELECT count(*) FROM work_result w JOIN work_plan p ON p.id = w.plan_id
        WHERE w.superior_result_id = ? AND NOT w.removed AND NOT p.removed
    """
    return int(file.rows(sql, (result_id,))[0][0])


def has_ended(result: WorkResult, plan: WorkPlan, today: date) -> bool:
    """Whether an addendum ended a result before today (or the nearest day of its plan)."""
    return result.ends_on is not None and result.ends_on < day_within(plan, today)


def results_of_rater(session: Session, raters: Raters, employee_id: str, year: int, today: date) -> list[WorkResult]:
    """The results of all plans of a person's rater in a year, in the order of their numbers; none of himself.

    What an addendum ended by today is not among them.
    """
    if not raters.rater_id or raters.rater_id == employee_id:
        return []
    query = (
        select(WorkResult, WorkPlan)
        .join(WorkPlan, col(WorkPlan.id) == col(WorkResult.plan_id))
        .where(
            WorkPlan.employee_id == raters.rater_id,
            WorkPlan.year == year,
            col(WorkPlan.removed).is_(False),
            col(WorkResult.removed).is_(False),
        )
        .order_by(*ORDER)
    )
    return [result for result, plan in session.exec(query) if not has_ended(result, plan, today)]


ORDER = (
    col(WorkPlan.start).desc(),
    col(WorkPlan.id),
    col(WorkResult.kind).desc(),
    col(WorkResult.position),
    col(WorkResult.id),
)
"""How the results of a leader are numbered: the newest plan first, then as on its form."""


def supports(session: Session, result: WorkResult, mine: Mapping[str, WorkResult]) -> bool:
    """Whether a result leads up to one of mine; a circle that a merge made ends the walk."""

    def above(result_id: str) -> str | None:
        known_result = session.get(WorkResult, result_id)
        return known_result.superior_result_id if known_result is not None else None

    return any(result_id in mine for result_id in chain(above, result.id))


def _fold(text: str) -> str:
    """As the screen shows it: characters that cannot be shown do not count."""
    return fold("".join(char if char.isprintable() else " " if char.isspace() else "" for char in text))
