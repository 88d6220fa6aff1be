"""The three papers of angka kredit: konversi, akumulasi, penetapan (PermenPANRB 1/2023, Peraturan BKN 3/2023).

Every number is that of `services.credit`, exact until printed; an evaluation that is missing is named, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kinerja_tui.documents.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Numbered,
    Row,
    Signatures,
    Table,
    Title,
)
from kinerja_tui.documents.breaks import signed_together
from kinerja_tui.documents.foot import with_code
from kinerja_tui.documents.office import OfficeNames, names_of
from kinerja_tui.documents.persons import ROWS, Card, card_text, signature
from kinerja_tui.models.database import Database
from kinerja_tui.rules.credit import rounded
from kinerja_tui.rules.formats import format_decimal
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.credit import Credit, credit_of, decimals_of
from kinerja_tui.services.credit_years import CreditLine
from kinerja_tui.services.employees import card, current_assignment
from kinerja_tui.services.posts import raters_on

_COLUMNS = ("PREDIKAT", "PROSENTASE", "KOEFISIEN PER TAHUN", "ANGKA KREDIT YANG DIDAPAT")


@dataclass(frozen=True)
class _Held:
    """What the three papers say of one person."""

    credit: Credit
    employee: Card
    rater: Card
    names: OfficeNames
    decimals: int

    def number(self, value: Fraction) -> str:
        """An angka kredit with as many decimals as the office prints."""
        return _padded(format_decimal(rounded(value, self.decimals)), self.decimals)


def conversion_paper(db: Database, employee_id: str, year: int) -> Document:
    """KONVERSI PREDIKAT KINERJA KE ANGKA KREDIT of a year. Raises `RuleBroken` where nothing can be converted."""
    held = _held(db, employee_id)
    lines, gaps = _counted(held, year)
    if not lines:
        raise RuleBroken(f"Belum ada evaluasi {year} yang selesai untuk dikonversi.")
    return _paper(held, "KONVERSI PREDIKAT KINERJA KE ANGKA KREDIT", f"TAHUN {year}", _conversions(held, lines), gaps)


def accumulation_paper(db: Database, employee_id: str) -> Document:
    """AKUMULASI ANGKA KREDIT of the present level. Raises `RuleBroken` where nothing can be converted."""
    held = _held(db, employee_id)
    lines, gaps = _counted(held)
    return _paper(held, "AKUMULASI ANGKA KREDIT", f"JENJANG {_level(held)}", _conversions(held, lines), gaps)


def determination_paper(db: Database, employee_id: str) -> Document:
    """PENETAPAN ANGKA KREDIT: what was collected beside what rank and level ask for. Raises `RuleBroken`."""
    held = _held(db, employee_id)
    needs = held.credit.needs
    assert needs is not None  # _held refuses a post without a level
    rows: list[Row] = [
        (Cell("Angka kredit yang dikumpulkan pada jenjang ini"), Cell(held.number(held.credit.total), bold=True)),
    ]
    wanted = [("pangkat", needs.for_rank), ("jenjang", needs.for_level)]
    for what, needed in wanted:
        if needed is None:
            rows.append((Cell(f"Kenaikan {what}: tidak ada {what} lebih tinggi pada kategori ini"), Cell("-")))
            continue
        lacking = held.credit.lacking(needed, held.decimals)
        word = "Kekurangan" if lacking > 0 else "Kelebihan"
        rows.append((Cell(f"Angka kredit minimal untuk kenaikan {what}"), Cell(str(needed))))
        shown = _padded(format_decimal(abs(lacking)), held.decimals)
        rows.append((Cell(f"{word} untuk kenaikan {what}"), Cell(shown)))
    return _paper(
        held,
        "PENETAPAN ANGKA KREDIT",
        f"JENJANG {_level(held)}",
        Table((Column(4), Column(1.2, "right")), ((Cell("URAIAN"), Cell("ANGKA KREDIT")),), tuple(rows)),
        _counted(held)[1],
    )


def _held(db: Database, employee_id: str) -> _Held:
    today = db.today()
    credit = credit_of(db.file, employee_id, today)
    if credit.why_not:
        raise RuleBroken(credit.why_not)
    with db.reading() as session:
        employee = card(session, employee_id, day=today)
        post = current_assignment(session, employee_id, today)
        raters = raters_on(session, post, today) if post is not None else None
        rater = card(session, raters.rater_id, raters.rater_card, day=today) if raters is not None else None
        names = names_of(session, db.office)
    return _Held(credit, employee, rater, names, decimals_of(db.file))


def _counted(held: _Held, year: int | None = None) -> tuple[list[CreditLine], list[str]]:
    """The conversions of the present level, of one year or all, and the periods that could not be converted."""
    years = [block for block in held.credit.years if year in (None, block.year)]
    lines = [line for block in years for line in block.lines if line.level is held.credit.level]
    return lines, [f"{gap.period}: {gap.why}" for block in years for gap in block.gaps]


def _level(held: _Held) -> str:
    return held.credit.level.label.upper() if held.credit.level is not None else ""


def _conversions(held: _Held, lines: list[CreditLine]) -> Table:
    """Periods with what they are worth, and the sum of the exact values."""
    rows: list[Row] = [(Cell(line.period), Cell(f"{line.months} bulan"), *_value_cells(held, line)) for line in lines]
    total = sum((line.value for line in lines), Fraction())
    rows.append((Cell("JUMLAH", cols=5, bold=True, align="right"), Cell(held.number(total), bold=True)))
    columns = (Column(2), Column(1), Column(1.5), *(Column(width, "right") for width in (1.3, 1.4, 1.5)))
    return Table(columns, ((Cell("PERIODE"), Cell("LAMA"), *map(Cell, _COLUMNS)),), tuple(rows))


def _value_cells(held: _Held, line: CreditLine) -> tuple[Cell, ...]:
    rules = line.rules
    return (
        Cell(line.predicate.label),
        Cell(f"{rules.percent[line.predicate]}%"),
        Cell(format_decimal(rules.levels[line.level].per_year)),
        Cell(held.number(line.value)),
    )


def _paper(held: _Held, title: str, about: str, table: Table, gaps: list[str]) -> Document:
    person: list[Row] = [
        (Cell(str(number)), Cell(label), Cell(card_text(held.employee, key)))
        for number, (key, label) in enumerate(ROWS, 1)
    ]
    person.append((Cell(str(len(person) + 1)), Cell("INSTANSI"), Cell(held.names.institution)))
    blocks: list[Block] = [
        Title((title, about)),
        Table(
            (Column(0.5, "center"), Column(2.5), Column(6)),
            ((Cell("PEJABAT FUNGSIONAL YANG DINILAI", cols=3),),),
            tuple(person),
        ),
    ]
    signed = Signatures(None, signature("Pejabat Penilai Kinerja", held.rater, held.names.place))
    notes = [Numbered("Belum dapat dihitung:", tuple(gaps))] if gaps else []
    blocks += [*signed_together(table, *notes, signed)]
    name = f"{title.capitalize()} - {card_text(held.employee, 'name')}"
    return with_code(Document(name, tuple(blocks), landscape=False, rules=held.credit.basis))


def _padded(text: str, decimals: int) -> str:
    """All decimals are printed: 3,5 -> 3,50."""
    whole, _, part = text.partition(",")
    return f"{whole},{part.ljust(decimals, '0')}" if decimals else whole
