"""EVALUASI KINERJA PEGAWAI on paper (F5, F6, F7): the plan's table with what was reached, the ratings, the predikat.

Nothing is computed here: ratings are those a person chose, the predikat follows by the rule set of the evaluation.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from kinerja_tui.documents.blocks import Block, Cell, Column, Document, Row, Signatures, Table, Text, Title, Together
from kinerja_tui.documents.breaks import signed_together
from kinerja_tui.documents.curve_paper import curve_of
from kinerja_tui.documents.disputed import why_not_final
from kinerja_tui.documents.foot import rules_text, with_code
from kinerja_tui.documents.office import OfficeNames, names_of
from kinerja_tui.documents.persons import Card, head_of, persons_block, signature
from kinerja_tui.documents.plan_paper import expectation_text
from kinerja_tui.documents.results_table import SAID, Judged, results_table, titles
from kinerja_tui.models.database import Database
from kinerja_tui.models.evaluations import Evaluation, ResultRating, ValueRating
from kinerja_tui.models.plans import Indicator
from kinerja_tui.models.progress import Progress
from kinerja_tui.rules.distribution import Counts
from kinerja_tui.rules.periods import PeriodKind, PeriodSpan, period_from_code
from kinerja_tui.rules.ratings import OrganisationRating, Rating
from kinerja_tui.rules.values import VALUES
from kinerja_tui.services.evaluation import organisations
from kinerja_tui.services.evaluation.evaluations import FINISHED, predicate, rating_of
from kinerja_tui.services.forms.forms import known
from kinerja_tui.services.monitoring.progress import amount_shown, in_period
from kinerja_tui.services.planning.plans import PlanContents, ResultLine
from kinerja_tui.services.planning.targets import judged as plan_judged

_WRITE = "\n\n\n"
_CHOICES = "Rating: " + " / ".join(
    f"{rating.digit} {rating.label.removesuffix(' ekspektasi').lower()}" for rating in reversed(Rating)
)


@dataclass(frozen=True)
class JudgedPlan:
    """Everything an evaluation is printed from."""

    evaluation: Evaluation
    plan: PlanContents
    progress: dict[str, Progress]
    """indicator id -> realisasi"""
    results: dict[str, ResultRating]
    values: dict[str, ValueRating]
    organisation: OrganisationRating | None
    counts: Counts
    names: OfficeNames
    span: PeriodSpan | None
    """None leaves the period open, on a blank form"""
    blank: bool = False
    """a form to write on: nothing is told missing"""
    doubt: tuple[Text, ...] = ()
    """why the predikat is not final yet though the evaluation is finished"""

    def card(self, name: str) -> Card:
        """The persons of the evaluation; until they are stored, those of the plan."""
        card: Card = getattr(self.evaluation, name) or getattr(self.plan.plan, name)
        return card

    def reached(self, item: Indicator) -> str:
        """Realisasi with its evidence."""
        if self.blank:
            return ""
        progress = self.progress.get(item.id)
        evidence = f" ({progress.evidence})" if progress is not None and progress.evidence else ""
        return amount_shown(item, progress, qualitative=self.plan.qualitative) + evidence

    def said(self, line: ResultLine) -> str:
        """The feedback on a result; on a form to write on also the rating that is keyed after it."""
        if self.blank:
            return f"{_WRITE}{_CHOICES}"
        rated = self.results.get(line.result.id)
        return rated.feedback if rated else ""


def evaluation_paper(db: Database, evaluation_id: str) -> Document:
    """The evaluation of one person in a period. Raises `RuleBroken` when it is not here any more."""
    with db.reading() as session:
        return evaluation_document(_read(session, db, evaluation_id))


def evaluation_document(judged: JudgedPlan) -> Document:
    """F5, F6 or F7, as the form and approach of the plan say."""
    evaluation = judged.evaluation
    work, behaviour = rating_of(evaluation.work_rating), rating_of(evaluation.behaviour_rating)
    found = predicate(evaluation.work_rating, evaluation.behaviour_rating, evaluation.rules)
    employee, rater = judged.card("employee_card"), judged.card("rater_card")
    blocks: list[Block] = [
        Title(
            (
                "EVALUASI KINERJA PEGAWAI",
                *titles(judged.plan),
                f"PERIODE: {_period(judged.span)}",
            )
        ),
        head_of(judged.names.institution, *((judged.span.start, judged.span.end) if judged.span else (None, None))),
        persons_block("PEGAWAI YANG DINILAI", employee, "PEJABAT PENILAI KINERJA", rater),
        *_pattern(judged),
        results_table(judged.plan, Judged(judged.reached, judged.said)),
        _statement(("RATING HASIL KERJA", work.label if work else "")),
        *signed_together(
            _behaviour_table(judged),
            _statement(
                ("RATING PERILAKU KERJA", behaviour.label if behaviour else ""),
                ("PREDIKAT KINERJA PEGAWAI", found.label if found else ""),
            ),
            *judged.doubt,
            Signatures(None, signature("Pejabat Penilai Kinerja", rater, judged.names.place, evaluation.finished_on)),
        ),
    ]
    return with_code(
        Document(
            name=f"Evaluasi {judged.span.label if judged.span else ''} - {judged.plan.employee.name}",
            blocks=tuple(blocks),
            final=evaluation.state == FINISHED and not judged.doubt,
            rules=rules_text(evaluation.rules),
        )
    )


def _read(session: Session, db: Database, evaluation_id: str) -> JudgedPlan:
    evaluation = known(session, Evaluation, evaluation_id)
    plan = plan_judged(session, evaluation.plan_id, period_from_code(evaluation.period).end, evaluation)
    office = plan.employee.office
    results = select(ResultRating).where(ResultRating.evaluation_id == evaluation_id, ~col(ResultRating.removed))
    values = select(ValueRating).where(ValueRating.evaluation_id == evaluation_id, ~col(ValueRating.removed))
    return JudgedPlan(
        evaluation=evaluation,
        plan=plan,
        progress=in_period(session, plan.plan.id, evaluation.period),
        results={item.result_id: item for item in session.exec(results)},
        values={item.value: item for item in session.exec(values)},
        organisation=organisations.known_rating(organisations.rating_of(db, office, evaluation.period)),
        counts=organisations.counts_of(db.file, office, evaluation.period).finished,
        names=names_of(session, db.office),
        span=period_from_code(evaluation.period),
        doubt=why_not_final(db.file, evaluation_id, office, evaluation.period),
    )


def _pattern(judged: JudgedPlan) -> tuple[Block, ...]:
    """CAPAIAN KINERJA ORGANISASI and POLA DISTRIBUSI, with the curve of those rated so far."""
    organisation = judged.organisation.label if judged.organisation else ""
    if judged.blank:
        return (_statement(("CAPAIAN KINERJA ORGANISASI", ""), ("POLA DISTRIBUSI", _WRITE)),)
    told = _statement(("CAPAIAN KINERJA ORGANISASI", organisation), ("POLA DISTRIBUSI", "Pegawai yang sudah dinilai"))
    return (Together((told, curve_of(judged.counts, height=24))),)


def _period(span: PeriodSpan | None) -> str:
    """TRIWULAN I, or AKHIR for the year; on a blank form all of them, to choose from."""
    if span is None:
        return "TRIWULAN I / II / III / IV - AKHIR"
    return "AKHIR" if span.kind is PeriodKind.YEAR else span.label.upper()


def _statement(*lines: tuple[str, str]) -> Table:
    """Framed lines: what it is and what was decided."""
    rows = tuple((Cell(label, bold=True, shade=True), Cell(value.upper(), bold=True)) for label, value in lines)
    return Table((Column(3), Column(7)), (), rows)


def _behaviour_table(judged: JudgedPlan) -> Table:
    rows: list[Row] = []
    for number, value in enumerate(VALUES, 1):
        rated = judged.values.get(value.key)
        rows.append(
            (
                Cell(str(number)),
                Cell(value.name, bullets=value.statements),
                Cell(expectation_text(judged.plan, value.key)),
                Cell(_CHOICES if judged.blank else rated.feedback if rated else ""),
            )
        )
    head = (
        (
            Cell("PERILAKU KERJA", cols=3),
            Cell(SAID),
        ),
    )
    return Table((Column(0.5, "center"), Column(5), Column(4), Column(4)), head, tuple(rows))
