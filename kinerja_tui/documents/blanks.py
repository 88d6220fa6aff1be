"""Formulir kosong: the same forms with room to write, in the order in which they are keyed afterwards.

With a person the names stand on it already, and on those about an approved plan its results and targets too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from kinerja_tui.documents.blocks import Block, Document, PageBreak
from kinerja_tui.documents.credit_papers import ACCUMULATION, CONVERSION, DETERMINATION, credit_blank
from kinerja_tui.documents.evaluation_paper import JudgedPlan, evaluation_document
from kinerja_tui.documents.foot import rules_text
from kinerja_tui.documents.forum_papers import minutes_blank
from kinerja_tui.documents.guidance_papers import competences_document, statements_document
from kinerja_tui.documents.hand_sheets import feedback_sheet, questionnaire, voice_sheet
from kinerja_tui.documents.objection_paper import Objected, objection_document
from kinerja_tui.documents.office import OfficeNames, names_of
from kinerja_tui.documents.persons import Card
from kinerja_tui.documents.plan_paper import attachment_blocks, plan_blocks
from kinerja_tui.documents.present import People, people_on
from kinerja_tui.documents.progress_paper import progress_document
from kinerja_tui.documents.result_paper import Result, result_document
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.feedback import Guidance
from kinerja_tui.models.plans import Indicator, WorkPlan, WorkResult
from kinerja_tui.rules.credit import credit_rules_for
from kinerja_tui.rules.distribution import Counts
from kinerja_tui.rules.periods import PeriodSpan, year_span
from kinerja_tui.rules.plans import Approach, PlanForm, PlanState, ResultKind
from kinerja_tui.rules.ruleset import rules_for
from kinerja_tui.services.feedback.feedback import results_of
from kinerja_tui.services.planning.plans import PlanContents, ResultLine, plan_of
from kinerja_tui.services.planning.targets import contents_on

RESULTS = 5
"""Empty results of list A; two stand under B."""
_MEASURES = 3
_WRITE = "\n\n"
"""Room to write in a cell."""
_DOTS = "…………………………………………"


@dataclass(frozen=True)
class Asked:
    """For whom and which of the forms."""

    year: int
    period: PeriodSpan | None = None
    """None leaves the period open"""
    employee_id: str | None = None
    approach: Approach = Approach.QUANTITATIVE
    form: PlanForm = PlanForm.OFFICERS


@dataclass(frozen=True)
class _Ground:
    """What a blank form is drawn on."""

    plan: PlanContents
    people: People
    names: OfficeNames


def blank_plan(db: Database, asked: Asked) -> Document:
    """An SKP to fill in, with its lampiran on a page of its own."""
    ground = _ground(db, asked, with_plan=False)
    parts = (ground.plan, ground.people.employee, ground.people.rater, ground.names)
    return _document("SKP", ground, (*plan_blocks(*parts), PageBreak(), *attachment_blocks(*parts)))


def blank_attachments(db: Database, asked: Asked) -> Document:
    """The three lists of the lampiran to fill in."""
    ground = _ground(db, asked, with_plan=False)
    return _document(
        "Lampiran SKP",
        ground,
        attachment_blocks(ground.plan, ground.people.employee, ground.people.rater, ground.names),
    )


def blank_evaluation(db: Database, asked: Asked) -> Document:
    """An evaluation to fill in: of a person with an approved plan on his results, else on empty lines."""
    ground = _ground(db, asked)
    evaluation = Evaluation(
        id="",
        rules=ground.plan.plan.rules,
        employee_card=dict(ground.people.employee or {}),
        rater_card=dict(ground.people.rater or {}),
    )
    judged = JudgedPlan(
        evaluation=evaluation,
        plan=ground.plan,
        progress={},
        results={},
        values={},
        organisation=None,
        counts=Counts(),
        names=ground.names,
        span=asked.period,
        blank=True,
    )
    return _named("Evaluasi", ground, evaluation_document(judged))


def blank_progress(db: Database, asked: Asked) -> Document:
    """The sheet of realisasi to fill in."""
    ground = _ground(db, asked)
    return _named(
        "Realisasi",
        ground,
        progress_document(ground.plan, {}, asked.period, ground.people.employee, ground.people.rater, ground.names),
    )


def blank_statements(db: Database, asked: Asked) -> Document:
    """Form B.1.8 to fill in."""
    ground = _ground(db, asked, with_plan=False)
    with db.reading() as session:
        return _named("B.1.8", ground, statements_document(session, db, _guidance(ground, asked)))


def blank_competences(db: Database, asked: Asked) -> Document:
    """Form B.1.9 to fill in."""
    ground = _ground(db, asked, with_plan=False)
    with db.reading() as session:
        return _named("B.1.9", ground, competences_document(session, db, _guidance(ground, asked)))


def blank_result(db: Database, asked: Asked) -> Document:
    """F8 to fill in."""
    ground = _ground(db, asked, with_plan=False)
    rules = ground.plan.plan.rules
    result = Result(ground.people, ground.names, asked.period, rules=rules)
    return _named("Dokumen evaluasi", ground, result_document(result))


def blank_objection(db: Database, asked: Asked) -> Document:
    """An objection to fill in, with the part for the decision."""
    ground = _ground(db, asked, with_plan=False)
    return _named("Keberatan", ground, objection_document(Objected(ground.people, ground.names, asked.period), ""))


def blank_credit(title: str) -> Callable[[Database, Asked], Document]:
    """One of the three papers of angka kredit to fill in, by its title."""

    def made(db: Database, asked: Asked) -> Document:
        ground = _ground(db, asked, with_plan=False)
        rules = credit_rules_for(year_span(asked.year).end).legal_basis
        document = credit_blank(title, ground.people, ground.names, rules)
        return _named(document.name, ground, document)

    return made


def blank_feedback(db: Database, asked: Asked) -> Document:
    """One giver's sheet of feedback to fill in."""
    ground = _ground(db, asked, with_plan=False)
    results = list(results_of(db, asked.employee_id).values()) if asked.employee_id else []
    return _named("Umpan balik", ground, feedback_sheet(asked.year, ground.people.employee, results, ground.names))


def blank_minutes(db: Database, asked: Asked) -> Document:
    """The record of a forum to fill in."""
    ground = _ground(db, replace(asked, employee_id=None))
    return _named("Notulen forum", ground, minutes_blank(ground.names))


def blank_voice(db: Database, asked: Asked) -> Document:
    """What one citizen says, to fill in at the counter."""
    ground = _ground(db, replace(asked, employee_id=None))
    return _named("Suara masyarakat", ground, voice_sheet(ground.names))


def blank_questionnaire(db: Database, asked: Asked) -> Document:
    """The questionnaire of the survey, for one respondent."""
    ground = _ground(db, replace(asked, employee_id=None))
    return _named("Kuesioner survei", ground, questionnaire(ground.names))


BLANKS: Mapping[str, Callable[[Database, Asked], Document]] = MappingProxyType(
    {
        "skp": blank_plan,
        "lampiran": blank_attachments,
        "realisasi": blank_progress,
        "evaluasi": blank_evaluation,
        "dokumen": blank_result,
        "konversi": blank_credit(CONVERSION),
        "akumulasi": blank_credit(ACCUMULATION),
        "penetapan": blank_credit(DETERMINATION),
        "keberatan": blank_objection,
        "umpan-balik": blank_feedback,
        "b18": blank_statements,
        "b19": blank_competences,
        "kuesioner": blank_questionnaire,
        "notulen": blank_minutes,
        "suara": blank_voice,
    }
)
"""Code of a kind of paper -> its blank form."""


def _ground(db: Database, asked: Asked, *, with_plan: bool = True) -> _Ground:
    plan = None
    with db.reading() as session:
        names = names_of(session, db.office)
        people = people_on(session, asked.employee_id, db.today())
    if with_plan and asked.employee_id is not None:
        found = plan_of(db, asked.employee_id, asked.year)
        if found is not None and found.state == PlanState.APPROVED:
            with db.reading() as session:
                plan = contents_on(session, found.id, asked.period.end if asked.period else db.today())
            stored = plan.plan
            people = People(stored.employee_card or people.employee, stored.rater_card or people.rater)
    return _Ground(plan or _empty(asked, people.employee), people, names)


def _empty(asked: Asked, employee: Card) -> PlanContents:
    whole = year_span(asked.year)
    plan = WorkPlan(
        id="",
        year=asked.year,
        start=whole.start,
        end=whole.end,
        approach=str(asked.approach),
        form=str(asked.form),
        rules=rules_for(whole.end).id,
    )
    kinds = [ResultKind.MAIN] * RESULTS + [ResultKind.ADDITIONAL] * 2
    lines = [_line(kind, asked) for kind in kinds]
    name = str((employee or {}).get("name", ""))
    return PlanContents(plan, Employee(id=asked.employee_id or "", name=name), lines, {})


def _line(kind: ResultKind, asked: Asked) -> ResultLine:
    """A result to write on: dots for who assigned it and for each measure."""
    qualitative = asked.approach is Approach.QUALITATIVE
    result = WorkResult(id="", kind=str(kind), text="" if qualitative else _WRITE, assigned_by="…………………")
    item = Indicator(id="", text=_DOTS if qualitative else _WRITE, target_text="" if qualitative else " ", aspect="")
    return ResultLine(result, [item] * (_MEASURES if qualitative else 2))


def _guidance(ground: _Ground, asked: Asked) -> Guidance:
    leader = str((ground.people.rater or {}).get("name", ""))
    return Guidance(id="", employee_id=asked.employee_id or "", leader_name=leader)


def _document(name: str, ground: _Ground, blocks: Sequence[Block]) -> Document:
    document = Document(name, tuple(blocks), rules=rules_text(ground.plan.plan.rules))
    return _named(name, ground, document)


def _named(name: str, ground: _Ground, document: Document) -> Document:
    """A blank form is nobody's document: no check code and no KONSEP."""
    person = str((ground.people.employee or {}).get("name", ""))
    return replace(document, name=" - ".join(filter(None, (f"Kosong {name}", person))), final=True, code="")
