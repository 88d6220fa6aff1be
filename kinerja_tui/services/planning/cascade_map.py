"""The whole cascade of a year as plain rows: who leads whom, which results support which, and what is not linked.

Read in three queries whatever the size of the office; the same answers as `cascade.link_states` gives for one plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.cascade import LinkState, RaterPlace, Target, chain, link_state
from kinerja_tui.rules.plans import PlanForm
from kinerja_tui.services.planning.plan_lines import NEEDS_ONE, day_in, excuse_of, plan_lines
from kinerja_tui.services.staff import dated


@dataclass(frozen=True)
class Result:
    """A result (RHK) of a plan that is not removed, and that no addendum ended by the day."""

    id: str
    plan_id: str
    kind: str
    """utama or tambahan (rules.plans.ResultKind)"""
    text: str
    superior_result_id: str
    """empty: not linked"""
    superior_text: str


@dataclass(frozen=True)
class Line:
    """One person in one post with one plan, or without: a row of the matrix."""

    key: str
    """as in `plans.listing`: the plan's id, the employee's, or of an acting post without a plan the assignment's"""
    employee_id: str
    name: str
    post: str
    assignment_id: str
    plan_id: str
    """empty: no plan yet"""
    state: str
    start: str
    """first day of the plan, ISO"""
    end: str
    """last day of the plan, ISO"""
    form: str
    """rules.plans.PlanForm; empty without a plan"""
    rater_id: str
    rater_name: str
    rater: RaterPlace
    results: tuple[Result, ...]


@dataclass(frozen=True)
class Leader:
    """Somebody who rates at least one person on the list."""

    id: str
    name: str
    post: str
    level: int
    """0: his own rater is outside or unknown; 1: rated by such a one; and so on"""
    staff: int
    """rows of his matrix"""
    results: int
    """columns of his matrix"""


@dataclass
class CascadeMap:
    """The lines of a year with everything that connects them."""

    day: str
    """ISO; inside the year"""
    lines: list[Line]
    targets: Mapping[str, Target]
    """result -> HIS (it runs in somebody's plan) or REMOVED (also: ended)"""
    _owners: Mapping[str, str] = field(default_factory=dict)
    """result -> employee whose plan holds it"""

    @cached_property
    def by_employee(self) -> dict[str, list[Line]]:
        """Lines of each person, the newest plan first, as `cascade.ORDER` numbers the results of a leader."""
        found: dict[str, list[Line]] = {}
        for line in sorted(self.lines, key=lambda line: line.plan_id):
            found.setdefault(line.employee_id, []).append(line)
        for mine in found.values():
            mine.sort(key=lambda line: line.start, reverse=True)
        return found

    @cached_property
    def staff_of(self) -> dict[str, list[Line]]:
        """Lines under each rater who is here."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            if line.rater is RaterPlace.HERE:
                found.setdefault(line.rater_id, []).append(line)
        return found

    @cached_property
    def supported(self) -> set[str]:
        """Results that somebody supports."""
        return {
            result.superior_result_id
            for line in self.lines
            for result in line.results
            if self.state(line, result) is LinkState.LINKED
        }

    def results_of(self, employee_id: str) -> list[tuple[Line, Result]]:
        """What a leader's staff can support, in the order of the numbers."""
        return [(line, item) for line in self.by_employee.get(employee_id, []) for item in line.results if item.text]

    def state(self, line: Line, result: Result) -> LinkState:
        """How a result stands to the plan of its rater."""
        target = Target.NOTHING
        if result.superior_result_id:
            target = self.targets.get(result.superior_result_id, Target.ELSEWHERE)
            if target is Target.HIS and self._owners.get(result.superior_result_id) != line.rater_id:
                target = Target.ELSEWHERE
        can_choose = line.rater is RaterPlace.HERE and bool(self.results_of(line.rater_id))
        asked = line.form != PlanForm.LEADERS
        return link_state(line.rater, target, has_text=bool(result.superior_text), can_choose=can_choose, asked=asked)

    def leaders(self) -> list[Leader]:
        """Everybody who has staff, from the top down, then by name."""
        raters = {line.employee_id: line.rater_id for line in self.lines if line.rater is RaterPlace.HERE}
        found = []
        for employee_id, staff in self.staff_of.items():
            mine = self.by_employee.get(employee_id, [])
            level = sum(1 for _ in chain(raters.get, employee_id)) - 1
            name, post = (mine[0].name, mine[0].post) if mine else (staff[0].rater_name, "")
            found.append(Leader(employee_id, name, post, level, len(staff), len(self.results_of(employee_id))))
        return sorted(found, key=lambda leader: (leader.level, leader.name, leader.id))

    def is_running(self, line: Line) -> bool:
        """Whether the plan has not ended by the day the map was read for."""
        return not line.end or line.end >= self.day


def cascade_map(file: DatabaseFile, year: int, day: date | None) -> CascadeMap:
    """The cascade of a year as it stands on a day (taken inside the year; without one its last)."""
    results: dict[str, list[Result]] = {}
    targets: dict[str, Target] = {}
    owners: dict[str, str] = {}
    sql = _RESULTS.format(ended=has_ended("w", year, day))
    for result_id, plan_id, kind, text, above, above_text, gone, owner in file.rows(sql, (year,)):
        targets[result_id] = Target.REMOVED if gone else Target.HIS
        owners[result_id] = owner
        if not gone:
            result = Result(result_id, plan_id, kind, text, above or "", above_text)
            results.setdefault(plan_id, []).append(result)
    lines = list(_lines(file.rows(_lines_sql(year, day)), results))
    return CascadeMap(day_in(year, day).strip("'"), lines, targets, owners)


def _lines(rows: Iterable[tuple[str, ...]], results: Mapping[str, list[Result]]) -> Iterator[Line]:
    for row in rows:
        key, employee_id, name, post, assignment_id, plan_id, state, start, end, form, rater_id, card, rater, gone = row
        place = RaterPlace.HERE
        if not rater_id or rater is None:
            place = RaterPlace.OUTSIDE if rater_id or card else RaterPlace.NOBODY
        elif gone or rater_id == employee_id:
            place = RaterPlace.NOBODY
        yield Line(
            key=key,
            employee_id=employee_id,
            name=name,
            post=post or "",
            assignment_id=assignment_id or "",
            plan_id=plan_id or "",
            state=state or "",
            start=start or "",
            end=end or "",
            form=form or "",
            rater_id=rater_id or "",
            rater_name=rater or card or "",
            rater=place,
            results=tuple(results.get(plan_id, ())),
        )


def has_ended(result: str, year: int, day: date | None, plan: str = "p") -> str:
    """Whether an addendum ended a joined result of a joined plan by the day, or the nearest day of the plan, as SQL."""
    on = day_in(year, day)
    return f"coalesce({result}.ends_on, '9999-12-31') < min({on}, coalesce({plan}.\"end\", {on}))"


def unlinked(year: int, day: date | None) -> str:
    """Whether the result ``w`` of the plan of a row of `plan_lines` is a gap (`LinkState.is_gap`), as SQL."""
    rater, card = f"({of_rater('rater_id', year, day)})", of_rater("rater_card", year, day)
    his = f"""
        SELECT 1 FROM work_plan sp JOIN work_result s ON s.plan_id = sp.id JOIN employee b ON b.id = sp.employee_id
        WHERE b.id = {rater} AND b.id <> e.id AND NOT b.removed AND sp.year = p.year AND NOT sp.removed
            AND NOT s.removed AND NOT {has_ended("s", year, day, "sp")}
    """
    return f"""
    CASE WHEN p.form = '{PlanForm.LEADERS}' THEN 0
    WHEN coalesce({rater}, '') = '' AND coalesce(json_extract({card}, '$.name'), '') <> '' THEN 0
    WHEN {rater} <> '' AND NOT EXISTS (SELECT 1 FROM employee b WHERE b.id = {rater}) THEN 0
    WHEN coalesce(w.superior_result_id, '') <> '' THEN NOT EXISTS ({his} AND s.id = w.superior_result_id)
    ELSE w.superior_text = '' OR EXISTS ({his} AND s.text <> '') END
    """


def of_rater(column: str, year: int, day: date | None) -> str:
    """A column of the rater in force on the day, or on the nearest day of the plan, of a row of `plan_lines`."""
    on = day_in(year, day)
    within = f"max(coalesce(p.start, {on}), min({on}, coalesce(p.\"end\", '9999-12-31')))"
    span = dated.rater_span("a.id", within)
    return f"CASE WHEN {span} IS NULL THEN a.{column} ELSE (SELECT {column} FROM rater_span WHERE id = {span}) END"


def _lines_sql(year: int, day: date | None) -> str:
    rater, card = of_rater("rater_id", year, day), of_rater("rater_card", year, day)
    return f"""
    SELECT q.*, b.name, b.removed FROM (
        SELECT l.key AS key, e.id, e.name AS person, {dated.printed_post("a")}, a.id, p.id, p.state,
            p.start AS start, p."end", p.form,
            {rater} AS rater_id, coalesce(json_extract({card}, '$.name'), '')
        {plan_lines(year, day)}
        WHERE {NEEDS_ONE} AND {excuse_of(year, day)} IS NULL
    ) q LEFT JOIN employee b ON b.id = q.rater_id ORDER BY q.person, q.start IS NULL, q.start, q.key
    """


# As `cascade.ORDER` within a plan.
_RESULTS = """
    SELECT w.id, w.plan_id, w.kind, w.text, w.superior_result_id, w.superior_text,
        w.removed OR p.removed OR {ended}, p.employee_id
    FROM work_result w JOIN work_plan p ON p.id = w.plan_id
    WHERE p.year = ? ORDER BY w.plan_id, w.kind DESC, w.position, w.id
"""
