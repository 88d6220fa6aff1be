"""The work plan on paper: SASARAN KINERJA PEGAWAI (SKP) and its lampiran, as PermenPANRB 6/2022 has them."""

from __future__ import annotations

from kinerja_tui.documents.blocks import Block, Cell, Column, Document, PageBreak, Row, Signatures, Table, Title
from kinerja_tui.documents.breaks import signed_together
from kinerja_tui.documents.foot import rules_text, with_code
from kinerja_tui.documents.office import OfficeNames, names_of
from kinerja_tui.documents.persons import Card, head_of, persons_block, signature
from kinerja_tui.documents.results_table import results_table, titles
from kinerja_tui.models.database import Database
from kinerja_tui.rules.plans import AttachmentSection, PlanState
from kinerja_tui.rules.values import VALUES
from kinerja_tui.services.planning.plan_persons import printed_persons
from kinerja_tui.services.planning.plans import PlanContents
from kinerja_tui.services.planning.targets import as_approved

ROOM = 3
"""Free lines of an empty list of the lampiran, to write on."""


def plan_paper(db: Database, plan_id: str) -> Document:
    """The SKP of one plan, with its lampiran where there are lines. Raises `RuleBroken` when it is not here any more.

    Until it is approved it is a draft (KONSEP) with the persons of today; afterwards those stored at submission.
    """
    plan, employee, rater, names = _read(db, plan_id)
    blocks = plan_blocks(plan, employee, rater, names)
    if plan.attachments:
        blocks += [PageBreak(), *attachment_blocks(plan, employee, rater, names)]
    return _document(plan, f"SKP {plan.plan.year}", blocks)


def attachment_paper(db: Database, plan_id: str) -> Document:
    """The Lampiran SKP alone; an empty one has lines to write on. Raises `RuleBroken`."""
    plan, employee, rater, names = _read(db, plan_id)
    return _document(plan, f"Lampiran SKP {plan.plan.year}", attachment_blocks(plan, employee, rater, names))


def plan_blocks(plan: PlanContents, employee: Card, rater: Card, names: OfficeNames) -> list[Block]:
    """The SKP itself, on the form and in the approach of the plan."""
    return [
        Title(("SASARAN KINERJA PEGAWAI", *titles(plan))),
        *_head(plan, employee, rater, names),
        results_table(plan),
        *signed_together(behaviour_table(plan), _signatures(plan, employee, rater, names)),
    ]


def attachment_blocks(plan: PlanContents, employee: Card, rater: Card, names: OfficeNames) -> list[Block]:
    """The three lists of the lampiran in their order, and the same signatures."""
    lists = [_list(plan, section) for section in AttachmentSection]
    unknown = sorted({line.section for line in plan.attachments} - set(AttachmentSection))
    lists += [_list(plan, section) for section in unknown]
    return [
        Title(("LAMPIRAN SASARAN KINERJA PEGAWAI",)),
        *_head(plan, employee, rater, names),
        *lists[:-1],
        *signed_together(lists[-1], _signatures(plan, employee, rater, names)),
    ]


def behaviour_table(plan: PlanContents) -> Table:
    """PERILAKU KERJA: the seven values with their statements and the leader's special expectations."""
    rows: list[Row] = [
        (Cell(str(number)), Cell(value.name, bullets=value.statements), Cell(expectation_text(plan, value.key)))
        for number, value in enumerate(VALUES, 1)
    ]
    head = ((Cell("PERILAKU KERJA", cols=3),),)
    return Table((Column(0.5, "center"), Column(6), Column(6)), head, tuple(rows))


def expectation_text(plan: PlanContents, value: str) -> str:
    """Ekspektasi Khusus Pimpinan on one value, as it stands beside its statements."""
    expectation = plan.expectations.get(value)
    return f"Ekspektasi Khusus Pimpinan: {expectation.text if expectation else ''}".strip()


def _head(plan: PlanContents, employee: Card, rater: Card, names: OfficeNames) -> tuple[Block, Block]:
    return (
        head_of(names.institution, plan.plan.start, plan.plan.end),
        persons_block("PEGAWAI YANG DINILAI", employee, "PEJABAT PENILAI KINERJA", rater),
    )


def _signatures(plan: PlanContents, employee: Card, rater: Card, names: OfficeNames) -> Signatures:
    return Signatures(
        signature("Pegawai yang Dinilai", employee),
        signature("Pejabat Penilai Kinerja", rater, names.place, plan.plan.decided_on),
    )


def _list(plan: PlanContents, section: str) -> Table:
    texts = [line.text for line in plan.attachments if line.section == section] or [""] * ROOM
    rows: list[Row] = [(Cell(f"{number}."), Cell(text)) for number, text in enumerate(texts, 1)]
    label = AttachmentSection(section).label if section in set(AttachmentSection) else section
    return Table((Column(0.5, "center"), Column(12)), ((Cell(label.upper(), cols=2),),), tuple(rows))


def _read(db: Database, plan_id: str) -> tuple[PlanContents, Card, Card, OfficeNames]:
    with db.reading() as session:
        plan = as_approved(session, plan_id)
        return plan, *printed_persons(session, plan, db.today()), names_of(session, db.office)


def _document(plan: PlanContents, name: str, blocks: list[Block]) -> Document:
    return with_code(
        Document(
            name=f"{name} - {plan.employee.name}",
            blocks=tuple(blocks),
            final=plan.plan.state == PlanState.APPROVED,
            rules=rules_text(plan.plan.rules),
        )
    )
