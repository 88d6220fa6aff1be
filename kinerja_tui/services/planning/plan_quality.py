"""Hints on the quality of a stored plan, each with its line and the field to go to. Nothing here refuses anything."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from sqlmodel import Session

from kinerja_tui.models.database import Database
from kinerja_tui.models.plans import Indicator, WorkResult
from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.periods import year_span
from kinerja_tui.rules.plan_quality import (
    Hint,
    HintKind,
    IndicatorFacts,
    QualityRules,
    check_aspects,
    check_evidence,
    check_indicator,
    check_result,
    check_target,
    check_year,
    quality_rules,
)
from kinerja_tui.rules.plans import PlanForm, ResultKind
from kinerja_tui.services.forms.forms import field_key
from kinerja_tui.services.planning import cascade
from kinerja_tui.services.planning.plans import PlanContents, ResultLine, contents


@dataclass(frozen=True)
class Advice:
    """A hint as the screen shows it: the line and what was seen, why it matters, the form field to go to, its kind."""

    text: str
    reason: str
    key: str
    kind: HintKind


def check(db: Database, plan_id: str) -> list[Advice]:
    """All hints on a plan in the order of the form, those on the whole plan last.

    Raises `RuleBroken` when the plan is not here any more.
    """
    with db.reading() as session:
        plan = contents(session, plan_id)
        rules = quality_rules(plan.plan.end or year_span(plan.plan.year).end)
        targets = _Targets(db, session, plan)
        found = []
        for kind in ResultKind:
            for number, line in enumerate(plan.of_kind(kind), 1):
                found += _line(plan, line, f"{kind.label} {number}", targets, rules)
        return found + _whole(plan)


def _line(plan: PlanContents, line: ResultLine, name: str, targets: _Targets, rules: QualityRules) -> list[Advice]:
    year = plan.plan.year
    facts = [facts_of(item, qualitative=plan.qualitative) for item in line.indicators]
    if line.result.text.strip():
        name = f"{name} ({excerpt(line.result.text, 30)})"
    found = [
        Advice(f"{name}: {hint.text}", hint.reason, field_key(WorkResult, line.result.id, hint.column), hint.kind)
        for hint in check_result(line.result.text, facts, rules) + check_year(line.result.text, year)
    ]
    called = "ukuran keberhasilan" if plan.qualitative else "indikator"
    for number, (item, fact) in enumerate(zip(line.indicators, facts, strict=True), 1):
        hints = check_indicator(fact, rules) + check_target(fact, targets.of(item), targets.post, rules)
        hints += check_year(item.text, year)
        hints += [replace(hint, column="target_text") for hint in check_year(fact.target_text, year)]
        found += [_advice(f"{name}, {called} {number}: {hint.text}", hint, item) for hint in hints]
    return found


def _whole(plan: PlanContents) -> list[Advice]:
    """Hints on the plan as a whole; they lead to the first indicator they are about. Measures in words have neither."""
    indicators = [item for kind in ResultKind for line in plan.of_kind(kind) for item in line.indicators]
    if not indicators or plan.qualitative:
        return []
    found = []
    if plan.plan.form != PlanForm.LEADERS:  # there perspectives take the place of aspects
        found += [_advice(hint.text, hint, indicators[0]) for hint in check_aspects(item.aspect for item in indicators)]
    without = next((item for item in indicators if not item.evidence_source.strip()), indicators[0])
    return found + [_advice(hint.text, hint, without) for hint in check_evidence([facts_of(i) for i in indicators])]


def facts_of(indicator: Indicator, *, qualitative: bool = False) -> IndicatorFacts:
    """An indicator as the rules look at it; of a success measure only the words count."""
    if qualitative:
        return IndicatorFacts(indicator.text)
    return IndicatorFacts(
        indicator.text,
        indicator.aspect,
        indicator.target,
        indicator.unit,
        indicator.target_text,
        indicator.evidence_source,
    )


def _advice(text: str, hint: Hint, indicator: Indicator) -> Advice:
    return Advice(text, hint.reason, field_key(Indicator, indicator.id, hint.column), hint.kind)


class _Targets:
    """Targets that colleagues in the same post and office have submitted for the same indicator in the same year."""

    def __init__(self, db: Database, session: Session, plan: PlanContents) -> None:
        assignment = cascade.assignment_of(session, plan.plan)
        self.post = assignment.post if assignment is not None else ""
        self._found: dict[tuple[str, str], dict[str, Decimal]] = {}
        if self.post:
            for person, post, text, unit, target in db.file.rows(_COLLEAGUES, (plan.employee.id, plan.plan.year)):
                if fold(post) == fold(self.post):
                    self._found.setdefault((fold(text), fold(unit)), {}).setdefault(person, Decimal(target))

    def of(self, indicator: Indicator) -> list[Decimal]:
        """One target a colleague."""
        return list(self._found.get((fold(indicator.text), fold(indicator.unit)), {}).values())


_COLLEAGUES = """
    SELECT e.id, a.post, i.text, i.unit, i.target FROM work_plan p
    JOIN employee e ON e.id = p.employee_id JOIN assignment a ON a.id = p.assignment_id
    JOIN work_result w ON w.plan_id = p.id JOIN indicator i ON i.result_id = w.id
    WHERE p.year = ?2 AND p.state IN ('diajukan', 'disetujui') AND i.target IS NOT NULL AND i.text <> ''
        AND NOT p.removed AND NOT e.removed AND NOT w.removed AND NOT i.removed
        AND e.id <> ?1 AND e.office = (SELECT office FROM employee WHERE id = ?1)
    ORDER BY e.id, p.start DESC, i.id
"""
