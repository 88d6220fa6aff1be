"""The objection (keberatan) of an employee to the rater's superior, and his final decision (PP 30/2019 ps. 59)."""

from __future__ import annotations

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
from kinerja_tui.documents.foot import with_code
from kinerja_tui.documents.office import names_of
from kinerja_tui.documents.persons import ROWS, Card, card_text, persons_block, signature
from kinerja_tui.models.database import Database
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.rules.formats import format_date
from kinerja_tui.rules.objections import Decision
from kinerja_tui.services.evaluations import predicate
from kinerja_tui.services.forms import known
from kinerja_tui.services.objection_case import read_case

_OPEN = "……………………"


def objection_paper(db: Database, evaluation_id: str) -> Document:
    """The objection to one evaluation; before it was made, a form to write on. Raises `RuleBroken`."""
    with db.reading() as session:
        case = read_case(session, evaluation_id)
        plan = known(session, WorkPlan, case.evaluation.plan_id)
        names = names_of(session, db.office)
    evaluation, objection, delivery = case.evaluation, case.objection, case.objected or case.delivery
    employee: Card = evaluation.employee_card or plan.employee_card
    rater: Card = evaluation.rater_card or plan.rater_card
    found = predicate(evaluation.work_rating, evaluation.behaviour_rating, evaluation.rules)
    facts: list[Row] = [
        _fact("PERIODE EVALUASI", case.period),
        _fact("PREDIKAT KINERJA", found.label if found else ""),
        _fact("HASIL DITERIMA TANGGAL", _day(delivery.delivered_on if delivery else None)),
        _fact("KEBERATAN DIAJUKAN TANGGAL", _day(objection.submitted_on if objection else None)),
    ]
    addressed: list[Row] = [_fact(label, card_text(case.superior, key)) for key, label in ROWS]
    reasons = objection.reasons if objection else ""
    blocks: list[Block] = [
        Title(("KEBERATAN ATAS HASIL EVALUASI KINERJA PEGAWAI",)),
        persons_block("PEGAWAI YANG DINILAI", employee, "PEJABAT PENILAI KINERJA", rater),
        Table(_TWO, ((Cell("DITUJUKAN KEPADA ATASAN PEJABAT PENILAI KINERJA", cols=2),),), tuple(addressed)),
        Table(_TWO, ((Cell("HASIL YANG DIAJUKAN KEBERATAN", cols=2),),), tuple(facts)),
        *signed_together(
            Table((Column(),), ((Cell("ALASAN KEBERATAN"),),), ((Cell(reasons or "\n\n\n\n"),),)),
            Signatures(
                None,
                signature("Pegawai yang Dinilai", employee, names.place, objection.submitted_on if objection else None),
            ),
        ),
    ]
    decision = _decision(objection.decision) if objection else ""
    answer = (
        _fact("KEPUTUSAN", decision),
        _fact("PERTIMBANGAN", (objection.decision_text if objection else "") or "\n\n"),
        _fact("DIPUTUSKAN TANGGAL", _day(objection.decided_on if objection else None)),
    )
    blocks += signed_together(
        Table(_TWO, ((Cell("KEPUTUSAN ATASAN PEJABAT PENILAI KINERJA", cols=2),),), answer),
        Text("Keputusan atasan pejabat penilai kinerja bersifat final (PP 30/2019 pasal 59)."),
        Signatures(
            None,
            signature(
                "Atasan Pejabat Penilai Kinerja",
                case.superior,
                names.place,
                objection.decided_on if objection else None,
            ),
        ),
    )
    return with_code(
        Document(
            name=f"Keberatan {case.period} - {case.person}",
            blocks=tuple(blocks),
            landscape=False,
            final=objection is None or objection.final,
            rules="PP 30/2019 pasal 59",
        )
    )


_TWO = (Column(3), Column(7))


def _fact(label: str, value: str) -> Row:
    return Cell(label), Cell(value)


def _day(day: date | None) -> str:
    return format_date(day) if day is not None else _OPEN


def _decision(code: str) -> str:
    try:
        return Decision(code).label
    except ValueError:
        return code
