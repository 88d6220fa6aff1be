"""LEMBAR PRIBADI on paper: one person's year to read together and to take home; for nobody else's eyes.

No form of the regulation. No name of a peer or subordinate is on it (services.personal_sheet), nothing that is only
proposed, and a predikat in bentrok is told as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kinerja_tui.documents.blocks import Block, Cell, Column, Document, Row, Sides, Signatures, Table, Text, Title
from kinerja_tui.documents.breaks import signed_together
from kinerja_tui.documents.disputed import persons_doubt
from kinerja_tui.documents.foot import rules_text, with_code
from kinerja_tui.documents.office import names_of
from kinerja_tui.documents.persons import persons_block, signature
from kinerja_tui.documents.present import people_on
from kinerja_tui.models.database import Database
from kinerja_tui.rules.formats import format_date, format_short_date
from kinerja_tui.rules.periods import year_span
from kinerja_tui.rules.ratings import Rating
from kinerja_tui.rules.recognition import KINDS, RecognitionState
from kinerja_tui.rules.ruleset import rules_for
from kinerja_tui.services.development import personal_sheet
from kinerja_tui.services.development.follow_up_list import label, standing
from kinerja_tui.services.development.personal_sheet import PersonalSheet, Point
from kinerja_tui.services.development.personal_words import hours_told, learned, needs, said, scores
from kinerja_tui.services.evaluation.objection_list import STATES as RESULTS
from kinerja_tui.services.labels import shown
from kinerja_tui.services.public.voice_words import owned_shown

PRIVATE = (
    "PRIBADI. Untuk pegawai ini, pejabat penilai, atasannya, dan pengelola kepegawaian; tidak ditempel dan tidak "
    "dibagikan (UU 27/2022 tentang pelindungan data pribadi)."
)


def personal_paper(db: Database, employee_id: str, year: int) -> Document:
    """The sheet of one person for a year. Raises `RuleBroken` when the person is not here."""
    sheet, today = personal_sheet.read(db, employee_id, year), db.today()
    span = year_span(year)
    day = min(max(today, span.start), span.end)
    with db.reading() as session:
        names = names_of(session, db.office)
        employee, rater, _ = people_on(session, employee_id, day)
    doubt = persons_doubt(db.file, employee_id)
    blocks: tuple[Block, ...] = (
        Title(("LEMBAR PRIBADI", f"PERJALANAN KINERJA TAHUN {year}")),
        Sides((names.institution.upper(),), (f"Keadaan per {format_date(today)}",)),
        Text(PRIVATE, bold=True),
        persons_block("PEGAWAI", employee, "PEJABAT PENILAI KINERJA", rater),
        _trend(sheet),
        *_valued(sheet),
        _gaps(sheet),
        *_learning(sheet, today),
        *_follow_ups(sheet),
        *_voices(sheet),
        *signed_together(
            _talks(sheet),
            *doubt,
            Signatures(
                signature("Pegawai", employee),
                signature("Pejabat Penilai Kinerja", rater, names.place),
            ),
        ),
    )
    return with_code(
        Document(
            f"Lembar pribadi {year} - {sheet.name}",
            blocks,
            landscape=False,
            final=not doubt,
            rules=rules_text(rules_for(span.end).id),
        )
    )


def _trend(sheet: PersonalSheet) -> Table:
    rows: list[Row] = [_point(point) for point in sheet.trend]
    return _table(
        "PERJALANAN",
        (("PERIODE", 2), ("HASIL KERJA", 2.5), ("PERILAKU KERJA", 2.5), ("PREDIKAT KINERJA", 2.5)),
        rows,
        "Belum ada evaluasi yang selesai.",
    )


def _point(point: Point) -> Row:
    if not point.rated:
        return Cell(point.period), Cell("belum dinilai", cols=3)
    found = point.predicate.label if point.predicate else "belum dapat ditentukan"
    return Cell(point.period), Cell(_rating(point.work)), Cell(_rating(point.behaviour)), Cell(found, bold=True)


def _rating(rating: Rating | None) -> str:
    return rating.label if rating else ""


def _valued(sheet: PersonalSheet) -> list[Block]:
    """What was recognised or is on its way; a proposal that was refused is not brought home."""
    rows: list[Row] = []
    for item in sheet.recognitions:
        if item.state == RecognitionState.REFUSED:
            continue
        day = f" {format_short_date(item.given_on)}" if item.given_on else ""
        state = shown("recognition", "state", item.state).lower()
        rows.append((Cell(item.basis), Cell(KINDS.get(item.kind, item.kind)), Cell(f"{state}{day}")))
    return [_table("YANG DIHARGAI", (("ATAS DASAR", 5), ("BENTUK", 2.5), ("KEADAAN", 2)), rows)] if rows else []


def _gaps(sheet: PersonalSheet) -> Table:
    rows: list[Row] = [
        (Cell(str(number)), Cell(gap.about), Cell(said(gap)), Cell(scores(gap)))
        for number, gap in enumerate(sheet.gaps, 1)
    ]
    return _table(
        "YANG DAPAT DIPERKUAT",
        (("NO", 0.5), ("HAL", 3.2), ("YANG TERLIHAT", 3.2), ("SKOR UMPAN BALIK", 2.6)),
        rows,
        "Tidak ada yang menonjol rendah. Terus dijaga.",
    )


def _learning(sheet: PersonalSheet, today: date) -> list[Block]:
    rows: list[Row] = [
        (
            Cell("direncanakan" if planned_for else "dibutuhkan"),
            Cell(title),
            Cell(format_short_date(planned_for) if planned_for else ""),
        )
        for planned_for, title in needs(sheet)
    ]
    rows += [
        (
            Cell("sudah diikuti"),
            Cell(f"{item.title}, {item.about}"),
            Cell(format_short_date(item.day) if item.day else ""),
        )
        for item in learned(sheet)
    ]
    rows += [
        (Cell("dapat membantu"), Cell(f"{title} ({competence}): pernah diikuti {count} rekan"), Cell())
        for title, competence, count in sheet.fitting
    ]
    table = _table(
        f"BELAJAR {sheet.year}",
        (("KEADAAN", 2), ("PELATIHAN", 6), ("TANGGAL", 1.5)),
        rows,
        "Belum ada kebutuhan pelatihan yang dicatat.",
    )
    return [table, Text(hours_told(sheet, today))]


def _follow_ups(sheet: PersonalSheet) -> list[Block]:
    rows: list[Row] = [
        (
            Cell(f"{label(row)} ({shown('evaluation', 'period', row['period'])})"),
            Cell(row["what"] or ""),
            Cell(standing(row)),
            Cell(row["outcome"] or ""),
        )
        for row in sheet.follow_ups
    ]
    columns = (("YANG DINILAI DI BAWAH EKSPEKTASI", 3), ("YANG DIKERJAKAN", 3), ("KEADAAN", 2), ("HASILNYA", 2))
    return [_table("TINDAK LANJUT", columns, rows)] if rows else []


def _voices(sheet: PersonalSheet) -> list[Block]:
    rows: list[Row] = [(Cell(str(number)), Cell(owned_shown(row))) for number, row in enumerate(sheet.voices, 1)]
    return [_table("SUARA MASYARAKAT YANG DIURUS", (("NO", 0.5), ("YANG DISAMPAIKAN", 9)), rows)] if rows else []


def _talks(sheet: PersonalSheet) -> Table:
    days = "; ".join(format_date(day) for day in sheet.dialogues)
    rows: list[Row] = [(Cell("Dialog kinerja"), Cell(days or "belum tercatat"))]
    rows += [
        (
            Cell(f"Hasil {shown('evaluation', 'period', row['period'])}"),
            Cell(str(RESULTS.get(row["state"], row["state"])).lower()),
        )
        for row in sheet.objections
    ]
    rows.append((Cell("Yang kami sepakati bersama"), Cell("\n\n\n")))
    return Table((Column(3), Column(6.5)), ((Cell("DIALOG DAN HASIL", cols=2),),), tuple(rows))


def _table(title: str, columns: Sequence[tuple[str, float]], rows: list[Row], nothing: str = "") -> Table:
    """A part of the sheet under its heading; without rows it says so."""
    head = ((Cell(title, cols=len(columns)),), tuple(Cell(heading) for heading, _ in columns))
    return Table(
        tuple(Column(width, "center" if heading == "NO" else "left") for heading, width in columns),
        head if rows else head[:1],
        tuple(rows) or ((Cell(nothing, cols=len(columns)),),),
    )
