"""What every paper has, whatever is on it: heads over pages, no signature alone, page x of y, its foot, KONSEP.

Each kind is drawn short, long and empty, on A4 and F4, with a kop; what is longer than a page goes on over pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from kinerja_tui.documents.blanks import BLANKS, Asked
from kinerja_tui.documents.blocks import Block, Document, Paper, Signatures, Table, Together
from kinerja_tui.documents.catalogue import KINDS, Wanted
from kinerja_tui.documents.pdf import Letterhead
from kinerja_tui.handoff.export import export
from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.models.development import Training
from kinerja_tui.models.evaluations import Evaluation, ResultRating, ValueRating
from kinerja_tui.models.feedback import Guidance, GuidanceAnswer, GuidanceCompetence
from kinerja_tui.models.objections import Delivery, Objection
from kinerja_tui.models.plans import Indicator, PlanAttachment, WorkPlan, WorkResult
from kinerja_tui.models.progress import Progress
from kinerja_tui.models.surveys import Improvement
from kinerja_tui.models.voices import Voice
from kinerja_tui.rules.values import VALUES
from tests.documents.paper_text import pages
from tests.services.forum_office import hold, say
from tests.services.survey_office import key_sheet, open_survey

ODD = 'Rin"a #let $x^2$ \\u{41} *tebal* _miring_ @acuan <label> `kode` [b] {1} ~ // /* '
"""Everything Typst would read as markup."""
LONG = (ODD + "kata " * 260)[:1000] + " TAMAT"
PERIOD = "2026-TW2"
CODES = [kind.code for kind in KINDS if kind.code not in {"umpan-balik", "kuesioner", "suara"}]


def long_office(db: Database, tmp: object) -> tuple[str, ...]:
    """One person with forty results, a thousand letters in every cell, and of everything else a lot."""
    [(evaluation, plan, person)] = db.file.rows(
        "SELECT v.id, v.plan_id, v.employee_id FROM evaluation v JOIN work_plan p ON p.id = v.plan_id "
        "JOIN assignment a ON a.id = p.assignment_id WHERE v.state = 'selesai' AND v.period = ? "
        "AND a.post_kind LIKE 'fungsional%' ORDER BY v.id LIMIT 1",
        (PERIOD,),
    )
    with db.act("Panjang", person) as act:
        act.write(Evaluation, evaluation, note=LONG)
        for number in range(40):
            _result(act, plan, evaluation, number)
        for value in VALUES:
            rating = ValueRating.id_of(evaluation, value.key)
            act.write_anew(
                ValueRating, rating, evaluation_id=evaluation, value=value.key, feedback=f"{value.key} {LONG}"
            )
        for number, section in enumerate(("dukungan", "pertanggungjawaban", "konsekuensi") * 6):
            line = {"plan_id": plan, "section": section, "position": number, "text": f"{number}. {section} {LONG}"}
            act.write_anew(PlanAttachment, f"aa{number:06x}", **line)
        guidance = "b1b1b1b1"
        act.write_anew(Guidance, guidance, employee_id=person, held_on=date(2026, 5, 4), leader_name=ODD, summary=LONG)
        for number in range(1, 10):
            answer = {"guidance_id": guidance, "number": number, "statement": LONG, "answer": LONG}
            act.write_anew(GuidanceAnswer, GuidanceAnswer.id_of(guidance, number), **answer)
            line = {"guidance_id": guidance, "number": number, "competence": ODD, "level": "3", "reason": LONG}
            act.write_anew(GuidanceCompetence, GuidanceCompetence.id_of(guidance, number), **line)
        delivery = Delivery.id_of(evaluation, date(2026, 7, 10))
        act.write_anew(Delivery, delivery, evaluation_id=evaluation, delivered_on=date(2026, 7, 13))
        objection = {"evaluation_id": evaluation, "delivery_id": delivery, "submitted_on": date(2026, 7, 20)}
        act.write_anew(Objection, Objection.id_of(evaluation), reasons=LONG * 8, decision_text=LONG * 8, **objection)
        for number in range(30):
            training = {"employee_id": person, "title": LONG[:300], "state": "diikuti", "end": date(2026, 3, 2)}
            act.write_anew(Training, f"dd{number:06x}", **training)
    forum = hold(db, "2026-05-10", place="Balai")
    for number in range(40):
        say(db, forum, f"{number} {LONG[:300]}", agreed=LONG[:300])
    survey = open_survey(db, "Legalisasi", PERIOD)
    for _ in range(60):
        key_sheet(db, survey, "P234433433433")
    with db.act("Tindak lanjut") as act:
        for element in ("time", "cost", "conduct"):
            item = {"survey_id": survey, "element": element, "what": LONG, "who": ODD}
            act.write_anew(Improvement, Improvement.id_of(survey, element), **item)
    export(db, "15.04", tmp)  # type: ignore[arg-type]
    return (person,)


def _result(act: Act, plan: str, evaluation: str, number: int) -> None:
    result, kind = f"bb{number:06x}", "tambahan" if number % 4 == 3 else "utama"
    text = {"text": LONG if number % 5 == 0 else f"Hasil {number}", "superior_text": ODD}
    act.write_anew(WorkResult, result, plan_id=plan, position=number + 50, kind=kind, assigned_by="Camat", **text)
    act.write_anew(
        ResultRating, ResultRating.id_of(evaluation, result), evaluation_id=evaluation, result_id=result, feedback=LONG
    )
    for place in range(2):
        indicator = f"cc{number:04x}{place:02x}"
        measure = {"target": Decimal("1234.5"), "unit": "laporan", "aspect": "kuantitas", "text": f"Ukuran {number}"}
        act.write_anew(Indicator, indicator, plan_id=plan, result_id=result, position=place, **measure)
        reached = {"indicator_id": indicator, "period": PERIOD, "amount": Decimal(1200), "evidence": LONG[:400]}
        act.write_anew(Progress, Progress.id_of(indicator, PERIOD), plan_id=plan, note=ODD, **reached)


def empty_office(db: Database, tmp: object) -> tuple[str, ...]:
    """Persons whose plans and evaluations have no line left, and of everything else an empty one."""
    [(evaluation, plan, person)] = db.file.rows(
        "SELECT id, plan_id, employee_id FROM evaluation WHERE state = 'selesai' AND period = ? ORDER BY id LIMIT 1",
        (PERIOD,),
    )
    with db.act("Kosong", person) as act:
        for table, name in ((WorkResult, "work_result"), (PlanAttachment, "plan_attachment")):
            for (record,) in db.file.rows(f"SELECT id FROM {name} WHERE plan_id = ?", (plan,)):
                act.remove(table, record)
        act.write(WorkPlan, plan, employee_card=None, rater_card=None)
        empty = {"work_rating": "", "behaviour_rating": "", "state": "draf", "finished_on": None, "rater_card": None}
        act.write(Evaluation, evaluation, **empty)
        act.write_anew(Guidance, "b1b1b1b1", employee_id=person, held_on=date(2026, 5, 4))
        act.write_anew(Objection, Objection.id_of(evaluation), evaluation_id=evaluation)
    hold(db, "2026-05-10", place="Balai")
    open_survey(db, "Legalisasi", PERIOD)
    with db.act("Tanpa suara") as act:
        for (voice,) in db.file.rows("SELECT id FROM voice"):
            act.remove(Voice, voice)
    export(db, "15.04", tmp)  # type: ignore[arg-type]
    return (person,)


def flat(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield from flat(block.blocks) if isinstance(block, Together) else (block,)


def squeezed(text: str) -> str:
    return "".join(text.split())


def check(paper: Document, letterhead: Letterhead) -> list[str]:
    """The pages of a paper, after what is true of every one of them."""
    seen = pages(paper, letterhead)
    for number, page in enumerate(seen, 1):
        assert f"Halaman {number} dari {len(seen)}" in page
        assert paper.rules in page, "the rule set is missing"
        assert not paper.code or f"Kode cek {paper.code}" in page
        assert ("KONSEP" in page) != paper.final
        assert squeezed(page).replace("KONSEP", ""), "a page with nothing on it"
    assert letterhead.lines[0] in seen[0]
    tables = [block for block in flat(paper.blocks) if isinstance(block, Table)]
    signatures = [block for block in flat(paper.blocks) if isinstance(block, Signatures)]
    together = [block.blocks for block in paper.blocks if isinstance(block, Together)]
    signed = [blocks for blocks in together if isinstance(blocks[-1], Signatures)]
    assert len(signatures) == len(signed), "a signature stands alone"
    for blocks, signature in zip(signed, signatures, strict=True):
        *_, last = [block for block in blocks if isinstance(block, Table)]
        words = squeezed(" ".join(cell.text + "".join(cell.bullets) for cell in last.rows[-1]))[-30:]
        person = signature.right or signature.left
        assert person is not None
        role = squeezed(person.above[-1])
        assert any(words[-12:] in squeezed(page) and role in squeezed(page) for page in seen), "a signature is alone"
    for table in tables:
        if table.part == "first" and table.head:
            _heads_are_repeated(table, seen)
    return seen


def _heads_are_repeated(table: Table, seen: list[str]) -> None:
    """Where a row of a table begins a page the head of the table stands above it."""
    head = squeezed(table.head[-1][-1].text)
    whole = squeezed("".join(seen))
    starts = [squeezed(cell.text)[:40] for row in table.rows for cell in row if len(cell.text) > 40]
    rows = [start for start in starts if whole.count(start) == 1]
    for page in seen:
        flat_page = squeezed(page)
        if any(row in flat_page for row in rows):
            assert head in flat_page


@pytest.mark.parametrize("size", ["pendek", "panjang", "kosong"])
def test_every_kind(db: Database, tmp_path: object, size: str) -> None:
    office = {"panjang": long_office, "kosong": empty_office}.get(size)
    people = office(db, tmp_path) if office else ()
    found_kinds = set()
    for kind in KINDS:
        wanted = Wanted(PERIOD)
        found = kind.found(db, wanted)
        mine = [paper for paper in found if paper.employee_id in people or not paper.employee_id] or list(found)
        for paper in mine[:1]:
            found_kinds.add(kind.code)
            sheet = Paper.F4 if size == "panjang" else Paper.A4
            try:
                document = kind.make(db, paper.key, wanted)
            except Exception as error:
                raise AssertionError(f"{kind.code}: {error}") from error
            seen = check(document, Letterhead("Kantor", (ODD.strip(),), paper=sheet))
            text = squeezed("".join(seen))
            for block in flat(document.blocks):
                if isinstance(block, Table):
                    for cell in (cell for row in block.rows for cell in row):
                        assert squeezed(cell.text)[-40:] in text, f"{kind.code}: cut off: {cell.text[-60:]}"
    if size != "pendek":
        assert set(CODES) - found_kinds <= {"konversi", "lampiran", "papan"}, set(CODES) - found_kinds


@pytest.mark.parametrize("code", BLANKS)
def test_every_blank_form(db: Database, code: str) -> None:
    [(person,)] = db.file.rows("SELECT employee_id FROM work_plan WHERE state = 'disetujui' ORDER BY id LIMIT 1")
    for asked in (Asked(2026), Asked(2026, employee_id=person)):
        check(BLANKS[code](db, asked), Letterhead("Kantor", ("Kop",)))
