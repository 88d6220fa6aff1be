"""The objection (keberatan) of an employee to the rater's superior, and his final decision (PP 30/2019 ps. 59).

The parts stand in the order in which they are keyed: the result received, the objection, the decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kinerja_tui.documents.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Row,
    Signatures,
    Table,
    Text,
    Title,
)
from kinerja_tui.documents.breaks import signed_together
from kinerja_tui.documents.disputed import why_not_final
from kinerja_tui.documents.foot import with_code
from kinerja_tui.documents.office import OfficeNames, names_of
from kinerja_tui.documents.persons import ROWS, Card, card_text, head_of, persons_block, signature
from kinerja_tui.documents.present import People
from kinerja_tui.models.database import Database
from kinerja_tui.models.objections import Delivery, Objection
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.rules.formats import format_date
from kinerja_tui.rules.objections import Decision
from kinerja_tui.rules.periods import PeriodSpan, period_from_code
from kinerja_tui.services.evaluation.evaluations import predicate
from kinerja_tui.services.evaluation.objection_case import read_case
from kinerja_tui.services.forms.forms import known

_OPEN = "……………………"
_WRITE = "\n" * 4
"""Room to write in a cell."""


@dataclass(frozen=True)
class Objected:
    """What an objection is printed from; what is not known yet is left free to write on."""

    people: People
    names: OfficeNames
    span: PeriodSpan | None = None
    predicate: str = ""
    delivery: Delivery | None = None
    objection: Objection | None = None
    doubt: tuple[Text, ...] = ()
    """why the predikat is not final"""


def objection_paper(db: Database, evaluation_id: str) -> Document:
    """The objection to one evaluation; before it was made, a form to write on. Raises `RuleBroken`."""
    with db.reading() as session:
        case = read_case(session, evaluation_id)
        plan = known(session, WorkPlan, case.evaluation.plan_id)
        names = names_of(session, db.office)
    evaluation = case.evaluation
    employee: Card = evaluation.employee_card or plan.employee_card
    rater: Card = evaluation.rater_card or plan.rater_card
    found = predicate(evaluation.work_rating, evaluation.behaviour_rating, evaluation.rules)
    return objection_document(
        Objected(
            people=People(employee, rater, case.superior),
            names=names,
            span=period_from_code(evaluation.period),
            predicate=found.label if found else "",
            delivery=case.objected or case.delivery,
            objection=case.objection,
            doubt=why_not_final(db.file, evaluation_id),
        ),
        f"{case.period} - {case.person}",
    )


def objection_document(found: Objected, name: str) -> Document:
    """The objection and its decision, each with its signature."""
    people, names, objection, delivery = found.people, found.names, found.objection, found.delivery
    submitted, decided = (objection.submitted_on, objection.decided_on) if objection else (None, None)
    result: list[Row] = [
        _fact("PERIODE EVALUASI", found.span.label if found.span else ""),
        _fact("PREDIKAT KINERJA", found.predicate),
        _fact("HASIL DITERIMA TANGGAL", _day(delivery.delivered_on if delivery else None)),
        _fact("DITERIMA OLEH", delivery.received_by if delivery else ""),
        _fact("KEBERATAN DIAJUKAN TANGGAL", _day(submitted)),
    ]
    addressed: list[Row] = [_fact(label, card_text(people.superior, key)) for key, label in ROWS]
    reasons = (objection.reasons if objection else "") or _WRITE
    answer = (
        _fact("DIPUTUSKAN OLEH", objection.decided_by if objection else ""),
        _fact("DIPUTUSKAN TANGGAL", _day(decided)),
        _fact("KEPUTUSAN", _decision(objection.decision if objection else "")),
        _fact("PERTIMBANGAN", (objection.decision_text if objection else "") or _WRITE),
    )
    blocks: list[Block] = [
        Title(("KEBERATAN ATAS HASIL EVALUASI KINERJA PEGAWAI",)),
        head_of(names.institution, *((found.span.start, found.span.end) if found.span else (None, None))),
        persons_block("PEGAWAI YANG DINILAI", people.employee, "PEJABAT PENILAI KINERJA", people.rater),
        Table(_TWO, ((Cell("DITUJUKAN KEPADA ATASAN PEJABAT PENILAI KINERJA", cols=2),),), tuple(addressed)),
        Table(_TWO, ((Cell("HASIL YANG DIAJUKAN KEBERATAN", cols=2),),), tuple(result)),
        *found.doubt,
        *signed_together(
            Table((Column(),), ((Cell("ALASAN KEBERATAN"),),), ((Cell(reasons),),)),
            Signatures(None, signature("Pegawai yang Dinilai", people.employee, names.place, submitted)),
        ),
        *signed_together(
            Table(_TWO, ((Cell("KEPUTUSAN ATASAN PEJABAT PENILAI KINERJA", cols=2),),), answer),
            Text("Keputusan atasan pejabat penilai kinerja bersifat final (PP 30/2019 pasal 59)."),
            Signatures(None, signature("Atasan Pejabat Penilai Kinerja", people.superior, names.place, decided)),
        ),
    ]
    return with_code(
        Document(
            name=f"Keberatan {name}",
            blocks=tuple(blocks),
            landscape=False,
            final=(objection is None or objection.final) and not found.doubt,
            rules="PP 30/2019 pasal 59",
        )
    )


_TWO = (Column(3), Column(7))


def _fact(label: str, value: str) -> Row:
    return Cell(label), Cell(value)


def _day(day: date | None) -> str:
    return format_date(day) if day is not None else _OPEN


def _decision(code: str) -> str:
    """The decision; while there is none all of them, to choose from."""
    if not code:
        return " / ".join(choice.label for choice in Decision)
    try:
        return Decision(code).label
    except ValueError:
        return code
