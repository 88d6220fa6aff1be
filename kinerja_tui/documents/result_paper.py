"""DOKUMEN EVALUASI KINERJA PEGAWAI (F8): one page that says the predikat, signed by both (PermenPANRB 6/2022)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kinerja_tui.documents.blocks import Cell, Column, Document, Row, Signatures, Table, Text, Title
from kinerja_tui.documents.breaks import signed_together
from kinerja_tui.documents.disputed import why_not_final
from kinerja_tui.documents.foot import rules_text, with_code
from kinerja_tui.documents.office import OfficeNames, names_of
from kinerja_tui.documents.persons import ROWS, card_text, head_of, signature
from kinerja_tui.documents.present import People
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.rules.periods import PeriodSpan, period_from_code
from kinerja_tui.services.evaluation import organisations
from kinerja_tui.services.evaluation.evaluations import FINISHED, predicate
from kinerja_tui.services.forms.forms import known

_PERSONS = ("PEGAWAI YANG DINILAI", "PEJABAT PENILAI KINERJA", "ATASAN PEJABAT PENILAI KINERJA")
_WRITE = "\n\n\n"
"""Room for a remark written by hand."""


@dataclass(frozen=True)
class Result:
    """What F8 is printed from; what is not known is left free to write on."""

    people: People
    names: OfficeNames
    span: PeriodSpan | None = None
    organisation: str = ""
    predicate: str = ""
    note: str = ""
    finished_on: date | None = None
    finished: bool = False
    doubt: tuple[Text, ...] = ()
    """why the predikat is not final though the evaluation is finished"""
    rules: str = ""
    """id of the rule set"""


def result_paper(db: Database, evaluation_id: str) -> Document:
    """F8 of one evaluation. Raises `RuleBroken` when it is not here any more.

    Where the evaluation has no persons of its own they are the plan's; before it is finished, or while the
    predikat is in bentrok, it is a draft (KONSEP).
    """
    with db.reading() as session:
        evaluation = known(session, Evaluation, evaluation_id)
        plan = known(session, WorkPlan, evaluation.plan_id)
        person = session.get(Employee, evaluation.employee_id)
        names = names_of(session, db.office)
    office = person.office if person is not None else db.office
    organisation = organisations.known_rating(organisations.rating_of(db, office, evaluation.period))
    found = predicate(evaluation.work_rating, evaluation.behaviour_rating, evaluation.rules)
    return result_document(
        Result(
            people=People(
                evaluation.employee_card or plan.employee_card,
                evaluation.rater_card or plan.rater_card,
                evaluation.superior_card or plan.superior_card,
            ),
            names=names,
            span=period_from_code(evaluation.period),
            organisation=organisation.label if organisation else "",
            predicate=found.label if found else "",
            note=evaluation.note,
            finished_on=evaluation.finished_on,
            finished=evaluation.state == FINISHED,
            doubt=why_not_final(db.file, evaluation_id, office, evaluation.period),
            rules=evaluation.rules,
        )
    )


def result_document(result: Result) -> Document:
    """F8 with its seven numbered parts."""
    people, span = result.people, result.span
    rows: list[Row] = []
    for number, (label, shown) in enumerate(zip(_PERSONS, people, strict=True), 1):
        rows.append((Cell(str(number), rows=6), Cell(label, cols=2, bold=True)))
        rows += [(Cell(row), Cell(card_text(shown, field))) for field, row in ROWS]
    rows += [
        (Cell("4", rows=3), Cell("EVALUASI KINERJA", cols=2, bold=True)),
        (Cell("CAPAIAN KINERJA ORGANISASI"), Cell(result.organisation.upper())),
        (Cell("PREDIKAT KINERJA PEGAWAI"), Cell(result.predicate.upper(), bold=True)),
        (Cell("5", rows=2), Cell("CATATAN/REKOMENDASI", cols=2, bold=True)),
        (Cell(result.note or _WRITE, cols=2),),
    ]
    signatures = Signatures(
        signature("7. Pegawai yang Dinilai", people.employee),
        signature("6. Pejabat Penilai Kinerja", people.rater, result.names.place, result.finished_on),
    )
    period = span.label if span else ""
    table = Table((Column(0.5, "center"), Column(3), Column(5)), (), tuple(rows))
    return with_code(
        Document(
            name=f"Dokumen evaluasi {period} - {card_text(people.employee, 'name')}",
            blocks=(
                Title(("DOKUMEN EVALUASI KINERJA PEGAWAI", f"PERIODE: {period.upper() or '…………………………'}")),
                head_of(result.names.institution, *((span.start, span.end) if span else (None, None))),
                *signed_together(table, *result.doubt, signatures),
            ),
            landscape=False,
            final=result.finished and not result.doubt,
            rules=rules_text(result.rules),
        )
    )
