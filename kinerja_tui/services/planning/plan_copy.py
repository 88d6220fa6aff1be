"""Copying the lines of one plan into another: from the year before, or from a colleague in the same post.

What was promised is copied; what became of it (ratings, progress, approvals, shares of a target) never is.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.plan_sources import KeyIndicator
from kinerja_tui.models.plans import Expectation, Indicator, PlanAttachment, WorkPlan, WorkResult
from kinerja_tui.models.records import Record, journalled_fields, new_id
from kinerja_tui.rules.formats import fold
from kinerja_tui.rules.plans import ResultKind
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.planning import cascade
from kinerja_tui.services.planning.plans import PlanContents, contents, is_locked, open_plan, place_for_plan, state_of
from kinerja_tui.services.staff.posts import day_within, raters_on

_NOT_COPIED: dict[type[Record], frozenset[str]] = {
    WorkResult: frozenset({"plan_id", "position", "superior_result_id", "starts_on", "ends_on", "confirmed"}),
    Indicator: frozenset(
        {"plan_id", "result_id", "position", "part_target", "approved_as", "key_indicator_id", "confirmed"}
    ),
}
"""Columns that belong to the plan copied from, or are set anew; every other column describes the line and is copied."""


@dataclass(frozen=True)
class Source:
    """A plan that can be copied from."""

    plan_id: str
    employee_id: str
    name: str
    post: str
    unit: str
    year: int
    state: str
    """rules.plans.PlanState, or a code of a newer program"""
    results: int
    indicators: int
    own: bool
    """of the same person, from the year before"""
    same_post: bool = True
    """of the post that the plan is for"""


@dataclass(frozen=True)
class Copied:
    """What a copy brought."""

    plan_id: str
    results: int = 0
    indicators: int = 0
    expectations: int = 0
    known: int = 0
    """results that already stood in the plan with the same words and were left out"""
    unlinked: int = 0
    """copied results whose superior's result is only a text and has to be linked again"""


def sources_for_start(db: Database, employee_id: str, year: int, assignment_id: str | None = None) -> list[Source]:
    """Plans that a plan to be started can begin from: own ones first, then colleagues'. Raises `RuleBroken`."""
    with db.reading() as session:
        post = place_for_plan(session, employee_id, year, db.today(), assignment_id)[0].post
    return _sources(db.file, employee_id, year, post, "")


def sources_for(db: Database, plan_id: str) -> list[Source]:
    """Plans whose lines can be added to a plan: where nobody in the same post has one, those of all colleagues.

    Raises `RuleBroken` when the plan is not here, or cannot be changed.
    """
    with db.reading() as session:
        plan = contents(session, plan_id).plan
        _check_open(plan)
        assignment = cascade.assignment_of(session, plan)
        post = assignment.post if assignment is not None else ""
    return _sources(db.file, plan.employee_id, plan.year, post, plan_id, anybody=True)


def start_copied(db: Database, employee_id: str, year: int, assignment_id: str | None, source_id: str) -> Copied:
    """Open a draft plan with the lines of another, as one act. Raises `RuleBroken`."""
    with db.reading() as session:
        source = contents(session, source_id)
        title = f"Rencana kerja {year} dimulai, {_from(source, employee_id)}"
    with db.act(title, employee_id) as act:
        assignment, span = place_for_plan(act.session, employee_id, year, db.today(), assignment_id)
        plan_id = open_plan(act, assignment, span)
        source = contents(act.session, source_id)
        plan = WorkPlan(id=plan_id, employee_id=employee_id, year=year, start=span.start, end=span.end)
        rater_id = raters_on(act.session, assignment, day_within(plan, db.today())).rater_id
        links = _results_of_rater(act.session, rater_id, employee_id, year) if source.plan.year == year else set()
        act.write(WorkPlan, plan_id, approach=source.plan.approach)
        return _write(act, source, PlanContents(plan, source.employee, [], {}), links)


def copy_into(db: Database, plan_id: str, source_id: str) -> Copied:
    """Add the lines of a plan below those of a draft, as one act; nothing that stands there is changed.

    Raises `RuleBroken` when the draft is locked or one of them is not here any more.
    """
    superior = cascade.superior_of(db, plan_id)
    with db.reading() as session:
        target, source = contents(session, plan_id), contents(session, source_id)
        title = f"Rencana kerja {target.plan.year}: {_from(source, target.plan.employee_id)}"
    with db.act(title, target.plan.employee_id) as act:
        target, source = contents(act.session, plan_id), contents(act.session, source_id)
        _check_open(target.plan)
        same_year = source.plan.year == target.plan.year
        links = {result.id for result in superior.results if not result.circular} if same_year else set()
        return _write(act, source, target, links)


def _write(act: Act, source: PlanContents, target: PlanContents, links: Collection[str]) -> Copied:
    """The lines of one plan added to another; ``links``: results of the superior that may be linked to."""
    plan_id = target.plan.id
    here = {(line.result.kind, fold(line.result.text)) for line in target.lines if line.result.text.strip()}
    position = max((line.result.position for line in target.lines), default=0)
    place = max((item.position for line in target.lines for item in line.indicators), default=0)
    library = {item.id for item in act.session.exec(select(KeyIndicator)) if item.active and not item.removed}
    results = indicators = known = unlinked = 0
    for line in source.lines:
        if line.result.kind not in set(ResultKind) or line.result.ends_on is not None:
            continue  # of a newer program and not on this form, or ended by an addendum
        if (line.result.kind, fold(line.result.text)) in here:
            known += 1
            continue
        above = line.result.superior_result_id if line.result.superior_result_id in links else None
        results, position, result_id = results + 1, position + 1, new_id()
        unlinked += above is None and bool(line.result.superior_text)
        act.write(WorkResult, result_id, **_described(line.result))
        act.write(WorkResult, result_id, plan_id=plan_id, position=position, superior_result_id=above)
        for item in line.indicators:
            indicators, place, key = indicators + 1, place + 1, new_id()
            known_iku = item.key_indicator_id if item.key_indicator_id in library else None
            act.write(Indicator, key, **_described(item))
            act.write(Indicator, key, plan_id=plan_id, result_id=result_id, position=place, key_indicator_id=known_iku)
    said = [one for one in source.expectations.values() if one.text.strip() and not _has(target, one.value)]
    for one in said:
        key = Expectation.id_of(plan_id, one.value)
        act.write_anew(Expectation, key, plan_id=plan_id, value=one.value, text=one.text)
    _copy_attachments(act, source, target)
    return Copied(plan_id, results, indicators, len(said), known, unlinked)


def _copy_attachments(act: Act, source: PlanContents, target: PlanContents) -> None:
    """The lines of the lampiran that do not stand in the same list already, below those that do."""
    known = {(item.section, fold(item.text)) for item in target.attachments}
    position = max((item.position for item in target.attachments), default=0)
    for item in source.attachments:
        if item.text.strip() and (item.section, fold(item.text)) not in known:
            position, key = position + 1, new_id()
            act.write(PlanAttachment, key, plan_id=target.plan.id, section=item.section)
            act.write(PlanAttachment, key, text=item.text, position=position)


def _described(record: WorkResult | Indicator) -> dict[str, Any]:
    """The columns of a line that say what it is."""
    table = type(record)
    return {name: getattr(record, name) for name in journalled_fields(table) if name not in _NOT_COPIED[table]}


def _has(plan: PlanContents, value: str) -> bool:
    known = plan.expectations.get(value)
    return known is not None and bool(known.text.strip())


def _from(source: PlanContents, employee_id: str) -> str:
    if source.plan.employee_id == employee_id:
        return f"disalin dari rencana kerja {source.plan.year}"
    return f"disalin dari rencana kerja {source.plan.year} {source.employee.name or 'rekan'}"


def _check_open(plan: WorkPlan) -> None:
    """Only a draft or a returned plan takes other lines."""
    if plan.removed or is_locked(plan):
        label = "dihapus" if plan.removed else state_of(plan).label.lower()
        raise RuleBroken(f"Rencana kerja ini sudah {label}, jadi tidak bisa ditambah salinan. Tidak ada yang diubah.")


def _results_of_rater(session: Session, rater_id: str | None, employee_id: str, year: int) -> set[str]:
    if not rater_id or rater_id == employee_id:
        return set()
    query = (
        select(WorkResult.id)
        .join(WorkPlan, col(WorkPlan.id) == col(WorkResult.plan_id))
        .where(
            WorkPlan.employee_id == rater_id,
            WorkPlan.year == year,
            col(WorkPlan.removed).is_(False),
            col(WorkResult.removed).is_(False),
        )
    )
    return set(session.exec(query))


def _sources(
    file: DatabaseFile, employee_id: str, year: int, post: str, besides: str, *, anybody: bool = False
) -> list[Source]:
    own: list[Source] = []
    same: list[Source] = []
    others: list[Source] = []
    for plan_id, person, name, its_post, unit, its_year, state, results, indicators in file.rows(
        _CANDIDATES, (employee_id, year, besides)
    ):
        mine = person == employee_id
        alike = bool(post) and fold(its_post or "") == fold(post)
        source = Source(
            plan_id, person, name, its_post or "", unit or "", its_year, state, results, indicators, mine, alike
        )
        if mine and its_year == year - 1:
            own.append(source)
        elif not mine:
            (same if alike else others).append(source)
    return own + (same or (others if anybody else []))


_CANDIDATES = """
    SELECT p.id, e.id, e.name, a.post, a.unit, p.year, p.state,
        (SELECT count(*) FROM work_result w WHERE w.plan_id = p.id AND NOT w.removed),
        (SELECT count(*) FROM indicator i JOIN work_result w ON w.id = i.result_id
            WHERE w.plan_id = p.id AND NOT w.removed AND NOT i.removed)
    FROM work_plan p JOIN employee e ON e.id = p.employee_id LEFT JOIN assignment a ON a.id = p.assignment_id
    WHERE NOT p.removed AND NOT e.removed AND p.year IN (?2, ?2 - 1) AND p.id <> ?3
        AND (e.id = ?1 OR e.office = (SELECT office FROM employee WHERE id = ?1))
        AND EXISTS (SELECT 1 FROM work_result w WHERE w.plan_id = p.id AND NOT w.removed)
    ORDER BY p.year DESC, e.name, e.id, p.start DESC, p.id
"""
