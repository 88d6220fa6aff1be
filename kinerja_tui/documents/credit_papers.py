"""The three papers of angka kredit: konversi, akumulasi, penetapan (PermenPANRB 1/2023, Peraturan BKN 3/2023).

Every number is that of `services.credit`, exact until printed; an evaluation that is missing is named, never zero.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    Text,
    Title,
)
from kinerja_tui.documents.breaks import signed_together
from kinerja_tui.documents.disputed import persons_doubt
from kinerja_tui.documents.foot import with_code
from kinerja_tui.documents.office import OfficeNames, names_of
from kinerja_tui.documents.persons import ROWS, Card, card_text, signature
from kinerja_tui.documents.present import People, people_on
from kinerja_tui.models.database import Database
from kinerja_tui.rules.credit import rounded
from kinerja_tui.rules.formats import format_decimal
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.staff.credit import Credit, credit_of, decimals_of
from kinerja_tui.services.staff.credit_years import CreditLine

CONVERSION = "KONVERSI PREDIKAT KINERJA KE ANGKA KREDIT"
ACCUMULATION = "AKUMULASI ANGKA KREDIT"
DETERMINATION = "PENETAPAN ANGKA KREDIT"
_QUARTERS = ("I", "II", "III", "IV")
_DETERMINED = (
    "Angka kredit yang dikumpulkan pada jenjang ini",
    "Angka kredit minimal untuk kenaikan pangkat",
    "Kekurangan/kelebihan untuk kenaikan pangkat",
    "Angka kredit minimal untuk kenaikan jenjang",
    "Kekurangan/kelebihan untuk kenaikan jenjang",
)
_COLUMNS = ("PREDIKAT", "PROSENTASE", "KOEFISIEN PER TAHUN", "ANGKA KREDIT YANG DIDAPAT")


@dataclass(frozen=True)
class _Held:
    """What the three papers say of one person."""

    credit: Credit
    employee: Card
    rater: Card
    names: OfficeNames
    decimals: int
    doubt: tuple[Text, ...]
    """which predikat is in bentrok"""

    def number(self, value: Fraction) -> str:
        """An angka kredit with as many decimals as the office prints."""
        return _padded(format_decimal(rounded(value, self.decimals)), self.decimals)


def conversion_paper(db: Database, employee_id: str, year: int) -> Document:
    """KONVERSI PREDIKAT KINERJA KE ANGKA KREDIT of a year. Raises `RuleBroken` where nothing can be converted."""
    held = _held(db, employee_id, year)
    lines, gaps = _counted(held, year)
    if not lines:
        raise RuleBroken(f"Belum ada evaluasi {year} yang selesai untuk dikonversi.")
    notes: tuple[Block, ...] = (*_gap_notes(gaps), *_rounding(held, lines))
    return _paper(held, CONVERSION, f"TAHUN {year}", _conversions(held, lines), notes)


def accumulation_paper(db: Database, employee_id: str) -> Document:
    """AKUMULASI ANGKA KREDIT of the present level. Raises `RuleBroken` where nothing can be converted."""
    held = _held(db, employee_id)
    lines, gaps = _counted(held)
    notes: tuple[Block, ...] = (*_gap_notes(gaps), *_rounding(held, lines))
    return _paper(held, ACCUMULATION, f"JENJANG {_level(held)}", _conversions(held, lines), notes)


def determination_paper(db: Database, employee_id: str) -> Document:
    """PENETAPAN ANGKA KREDIT: what was collected beside what rank and level ask for. Raises `RuleBroken`."""
    held = _held(db, employee_id)
    needs = held.credit.needs
    assert needs is not None  # _held refuses a post without a level
    rows: list[Row] = [
        (Cell(_DETERMINED[0]), Cell(held.number(held.credit.total), bold=True)),
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
        held, DETERMINATION, f"JENJANG {_level(held)}", _determined(tuple(rows)), _gap_notes(_counted(held)[1])
    )


def credit_blank(title: str, people: People, names: OfficeNames, rules: str) -> Document:
    """One of the three papers to fill in by hand: a line a quarter, or the lines of the determination."""
    if title == DETERMINATION:
        table = _determined(tuple((Cell(label), Cell("")) for label in _DETERMINED))
    else:
        rows: list[Row] = [(Cell(f"Triwulan {number}"), *(Cell() for _ in range(5))) for number in _QUARTERS]
        table = _converted((*rows, (Cell("JUMLAH", cols=5, bold=True, align="right"), Cell())))
    about = "TAHUN ………………" if title == CONVERSION else "JENJANG ………………………………"
    blocks = _blocks(title, about, people.employee, people.rater, names, table)
    return Document(title.capitalize(), tuple(blocks), landscape=False, rules=rules)


def _held(db: Database, employee_id: str, year: int | None = None) -> _Held:
    """``year``: the only one whose predikat are on the paper."""
    today = db.today()
    credit = credit_of(db.file, employee_id, today)
    if credit.why_not:
        raise RuleBroken(credit.why_not)
    with db.reading() as session:
        people = people_on(session, employee_id, today)
        names = names_of(session, db.office)
    doubt = persons_doubt(db.file, employee_id, year)
    return _Held(credit, people.employee, people.rater, names, decimals_of(db.file), doubt)


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
    return _converted(tuple(rows))


def _converted(rows: tuple[Row, ...]) -> Table:
    columns = (Column(2), Column(1), Column(1.5), *(Column(width, "right") for width in (1.3, 1.4, 1.5)))
    return Table(columns, ((Cell("PERIODE"), Cell("LAMA"), *map(Cell, _COLUMNS)),), rows)


def _determined(rows: tuple[Row, ...]) -> Table:
    return Table((Column(4), Column(1.2, "right")), ((Cell("URAIAN"), Cell("ANGKA KREDIT")),), rows)


def _gap_notes(gaps: list[str]) -> tuple[Numbered, ...]:
    return (Numbered("Belum dapat dihitung:", tuple(gaps)),) if gaps else ()


def _rounding(held: _Held, lines: list[CreditLine]) -> tuple[Text, ...]:
    """Why the sum is not that of the printed lines, where it is not."""
    total = sum((line.value for line in lines), Fraction())
    if sum(rounded(line.value, held.decimals) for line in lines) == rounded(total, held.decimals):
        return ()
    return (Text("Jumlah dihitung dari angka kredit yang belum dibulatkan."),)


def _value_cells(held: _Held, line: CreditLine) -> tuple[Cell, ...]:
    rules = line.rules
    return (
        Cell(line.predicate.label),
        Cell(f"{rules.percent[line.predicate]}%"),
        Cell(format_decimal(rules.levels[line.level].per_year)),
        Cell(held.number(line.value)),
    )


def _paper(held: _Held, title: str, about: str, table: Table, notes: Sequence[Block]) -> Document:
    blocks = _blocks(title, about, held.employee, held.rater, held.names, table, (*notes, *held.doubt))
    name = f"{title.capitalize()} - {card_text(held.employee, 'name')}"
    return with_code(Document(name, tuple(blocks), landscape=False, final=not held.doubt, rules=held.credit.basis))


def _blocks(
    title: str, about: str, employee: Card, rater: Card, names: OfficeNames, table: Table, notes: Sequence[Block] = ()
) -> list[Block]:
    person: list[Row] = [
        (Cell(str(number)), Cell(label), Cell(card_text(employee, key))) for number, (key, label) in enumerate(ROWS, 1)
    ]
    person.append((Cell(str(len(person) + 1)), Cell("INSTANSI"), Cell(names.institution)))
    signed = Signatures(None, signature("Pejabat Penilai Kinerja", rater, names.place))
    return [
        Title((title, about)),
        Table(
            (Column(0.5, "center"), Column(2.5), Column(6)),
            ((Cell("PEJABAT FUNGSIONAL YANG DINILAI", cols=3),),),
            tuple(person),
        ),
        *signed_together(table, *notes, signed),
    ]


def _padded(text: str, decimals: int) -> str:
    """All decimals are printed: 3,5 -> 3,50."""
    whole, _, part = text.partition(",")
    return f"{whole},{part.ljust(decimals, '0')}" if decimals else whole
