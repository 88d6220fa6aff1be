"""EVALUASI KINERJA PEGAWAI on paper (F5): the plan's table with what was reached, the ratings, the predikat.

Nothing is computed here: ratings are those a person chose, the predikat follows by the rule set of the evaluation.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from kinerja_tui.documents.blocks import Block, Cell, Column, Document, Row, Signatures, Table, Title, signed_together
from kinerja_tui.documents.curve_paper import curve_of
from kinerja_tui.documents.foot import rules_text, with_code
from kinerja_tui.documents.office import OfficeNames, names_of
from kinerja_tui.documents.persons import Card, head_of, persons_block, signature
from kinerja_tui.documents.plan_paper import SECTIONS, aspect_label, result_text
from kinerja_tui.models.database import Database
from kinerja_tui.models.evaluations import Evaluation, ResultRating, ValueRating
from kinerja_tui.models.plans import Indicator
from kinerja_tui.models.progress import Progress
from kinerja_tui.rules.distribution import Counts
from kinerja_tui.rules.periods import PeriodKind, PeriodSpan, period_from_code
from kinerja_tui.rules.plans import ResultKind
from kinerja_tui.rules.ratings import OrganisationRating
from kinerja_tui.rules.values import VALUES
from kinerja_tui.services import organisations
from kinerja_tui.services.evaluations import FINISHED, predicate, rating_of
from kinerja_tui.services.forms import known
from kinerja_tui.services.plans import PlanContents, ResultLine
from kinerja_tui.services.progress import amount_shown, in_period, target_shown
from kinerja_tui.services.targets import judged as plan_judged


@dataclass(frozen=True)
class _Judged:
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
    span: PeriodSpan

    def card(self, name: str) -> Card:
        """The persons of the evaluation; until they are stored, those of the plan."""
        card: Card = getattr(self.evaluation, name) or getattr(self.plan.plan, name)
        return card


def evaluation_paper(db: Database, evaluation_id: str) -> Document:
    """The evaluation of one person in a period. Raises `RuleBroken` when it is not here any more."""
    with db.reading() as session:
        judged = _read(session, db, evaluation_id)
    evaluation = judged.evaluation
    work, behaviour = rating_of(evaluation.work_rating), rating_of(evaluation.behaviour_rating)
    found = predicate(evaluation.work_rating, evaluation.behaviour_rating, evaluation.rules)
    employee, rater = judged.card("employee_card"), judged.card("rater_card")
    blocks: list[Block] = [
        Title(
            (
                "EVALUASI KINERJA PEGAWAI",
                "PENDEKATAN HASIL KERJA KUANTITATIF",
                "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
                f"PERIODE: {_period(judged.span)}",
            )
        ),
        head_of(judged.names.institution, judged.span.start, judged.span.end),
        persons_block("PEGAWAI YANG DINILAI", employee, "PEJABAT PENILAI KINERJA", rater),
        _statement("CAPAIAN KINERJA ORGANISASI", judged.organisation.label if judged.organisation else ""),
        curve_of(judged.counts, "POLA DISTRIBUSI: Frekuensi Pegawai", height=26),
        _results_table(judged),
        _statement("RATING HASIL KERJA", work.label if work else ""),
        *signed_together(
            _behaviour_table(judged),
            _statement("RATING PERILAKU KERJA", behaviour.label if behaviour else ""),
            _statement("PREDIKAT KINERJA PEGAWAI", found.label if found else ""),
            Signatures(None, signature("Pejabat Penilai Kinerja", rater, judged.names.place, evaluation.finished_on)),
        ),
    ]
    return with_code(
        Document(
            name=f"Evaluasi {judged.span.label} - {judged.plan.employee.name}",
            blocks=tuple(blocks),
            final=evaluation.state == FINISHED,
            rules=rules_text(evaluation.rules),
        )
    )


def _read(session: Session, db: Database, evaluation_id: str) -> _Judged:
    evaluation = known(session, Evaluation, evaluation_id)
    plan = plan_judged(session, evaluation.plan_id, period_from_code(evaluation.period).end, evaluation)
    office = plan.employee.office
    results = select(ResultRating).where(ResultRating.evaluation_id == evaluation_id, ~col(ResultRating.removed))
    values = select(ValueRating).where(ValueRating.evaluation_id == evaluation_id, ~col(ValueRating.removed))
    return _Judged(
        evaluation=evaluation,
        plan=plan,
        progress=in_period(session, plan.plan.id, evaluation.period),
        results={item.result_id: item for item in session.exec(results)},
        values={item.value: item for item in session.exec(values)},
        organisation=organisations.known_rating(organisations.rating_of(db, office, evaluation.period)),
        counts=organisations.counts_of(db.file, office, evaluation.period).finished,
        names=names_of(session, db.office),
        span=period_from_code(evaluation.period),
    )


def _period(span: PeriodSpan) -> str:
    """TRIWULAN I, or AKHIR for the year."""
    return "AKHIR" if span.kind is PeriodKind.YEAR else span.label.upper()


def _statement(label: str, value: str) -> Table:
    """One framed line: what it is and what was decided."""
    return Table((Column(3), Column(7)), (), ((Cell(label, bold=True, shade=True), Cell(value.upper(), bold=True)),))


def _results_table(judged: _Judged) -> Table:
    head = (
        (Cell("HASIL KERJA", cols=8),),
        (
            Cell("NO"),
            Cell("RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI"),
            Cell("RENCANA HASIL KERJA"),
            Cell("ASPEK"),
            Cell("INDIKATOR KINERJA INDIVIDU"),
            Cell("TARGET"),
            Cell("REALISASI BERDASARKAN BUKTI DUKUNG"),
            Cell("UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG"),
        ),
    )
    rows: list[Row] = []
    for kind, label in SECTIONS:
        lines = judged.plan.of_kind(kind)
        if kind is ResultKind.MAIN or lines:
            rows.append((Cell(label, cols=8, bold=True),))
        for number, line in enumerate(lines, 1):
            rows += _result_rows(judged, number, line)
    widths = (0.5, 2.4, 2.6, 1.1, 2.4, 1.3, 2.2, 2.6)
    columns = tuple(Column(width, "center" if place == 0 else "left") for place, width in enumerate(widths))
    return Table(columns, head, tuple(rows))


def _result_rows(judged: _Judged, number: int, line: ResultLine) -> list[Row]:
    span = max(len(line.indicators), 1)
    rated = judged.results.get(line.result.id)
    own = (
        Cell(str(number), rows=span),
        Cell(line.result.superior_text, rows=span),
        Cell(result_text(line), rows=span),
    )
    said = Cell(rated.feedback if rated else "", rows=span)
    rows: list[Row] = []
    for item in line.indicators:
        reached = judged.progress.get(item.id)
        evidence = f" ({reached.evidence})" if reached is not None and reached.evidence else ""
        measure = (
            Cell(aspect_label(item.aspect)),
            Cell(item.text),
            Cell(_target(judged.plan, item)),
            Cell(amount_shown(item, reached) + evidence),
        )
        rows.append(measure if rows else (*own, *measure, said))
    return rows or [(*own, Cell(), Cell(), Cell(), Cell(), said)]


def _target(plan: PlanContents, item: Indicator) -> str:
    """The target; where an addendum changed it, also the one that was approved."""
    note = plan.target_notes.get(item.id, "")
    return f"{target_shown(item)} ({note})" if note else target_shown(item)


def _behaviour_table(judged: _Judged) -> Table:
    rows: list[Row] = []
    for number, value in enumerate(VALUES, 1):
        expectation = judged.plan.expectations.get(value.key)
        rated = judged.values.get(value.key)
        rows.append(
            (
                Cell(str(number)),
                Cell(value.name, bullets=value.statements),
                Cell(f"Ekspektasi Khusus Pimpinan: {expectation.text if expectation else ''}".strip()),
                Cell(rated.feedback if rated else ""),
            )
        )
    head = (
        (
            Cell("PERILAKU KERJA", cols=3),
            Cell("UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG"),
        ),
    )
    return Table((Column(0.5, "center"), Column(5), Column(4), Column(4)), head, tuple(rows))
