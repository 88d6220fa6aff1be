"""The report of a public satisfaction survey, and its tabulation per respondent (PermenPANRB 14/2017).

Both name nobody: a sheet is a number. Both print the method, because near a bound the weight changes the letter.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kinerja_tui.documents.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Row,
    Sides,
    Signatures,
    Table,
    Text,
    Title,
)
from kinerja_tui.documents.breaks import signed_together
from kinerja_tui.documents.foot import with_code
from kinerja_tui.documents.office import OfficeNames, names_of
from kinerja_tui.documents.persons import signature
from kinerja_tui.models.database import Database
from kinerja_tui.rules.formats import format_date, format_decimal
from kinerja_tui.rules.survey import ELEMENTS, GROUPS, SCALE, round_half_up
from kinerja_tui.services.forms.one_record import day_of
from kinerja_tui.services.labels import shown
from kinerja_tui.services.public import improvements, survey_results, surveys
from kinerja_tui.services.public.survey_results import Standing

_FORMULA = (
    "NRR per unsur = jumlah nilai unsur dibagi jumlah lembar yang mengisi unsur itu; NRR tertimbang = NRR x bobot; "
    "IKM = jumlah NRR tertimbang x 25, dibulatkan dua desimal, lalu digolongkan: A mulai 88,31; B mulai 76,61; C mulai "
    "65,00; D di bawahnya. Unsur yang dikosongkan responden tidak dihitung nol."
)


def report_paper(db: Database, survey_id: str) -> Document:
    """Summary, method, respondents, values per element, follow-up. Raises `RuleBroken` when it is not here."""
    found = survey_results.standing(db, survey_id)
    names = _names(db, found)
    blocks: list[Block] = [
        Title(("LAPORAN SURVEI KEPUASAN MASYARAKAT", names.office.upper())),
        _head(found, names),
        Text("1. Ringkasan", bold=True),
        *(Text(line) for line in _summary(found)),
        Text("2. Metode", bold=True),
        Text(f"{found.method[0].upper()}{found.method[1:]}. {_FORMULA}"),
        Text("3. Responden", bold=True),
        _respondents(found),
        Text("4. Nilai per unsur", bold=True),
        _values(found),
        Text("5. Rencana tindak lanjut", bold=True),
    ]
    signed = Signatures(None, signature("Kepala Unit Pelayanan", None, names.place))
    blocks += signed_together(_follow_up(db, found), signed)
    return with_code(
        Document(
            f"Laporan SKM {found.name}",
            tuple(blocks),
            landscape=False,
            final=found.results.ikm is not None and not found.open_differences,
            rules=found.results.rules.legal_basis,
        )
    )


def tabulation_paper(db: Database, survey_id: str) -> Document:
    """Every sheet with its nine answers and the sums below. Raises `RuleBroken` when the survey is not here."""
    found = survey_results.standing(db, survey_id)
    names, results = _names(db, found), found.results
    rows: list[Row] = [
        (
            Cell(str(sheet["number"])),
            *(Cell(sheet[name] if sheet[name] in SCALE else "") for name in ELEMENTS),
        )
        for sheet in survey_results.raw_sheets(db, survey_id)
    ]
    sums = (
        ("Jumlah nilai", [str(element.total) for element in results.elements]),
        ("Lembar terisi", [str(element.filled) for element in results.elements]),
        ("NRR", [_number(element.nrr, 3) for element in results.elements]),
        ("NRR tertimbang", [_number(element.weighted, 3) for element in results.elements]),
    )
    rows += [(Cell(label, bold=True), *(Cell(text, bold=True) for text in texts)) for label, texts in sums]
    total = f"{_number(results.sum_weighted, 3)} x 25 = IKM {_ikm(results.ikm)}"
    rows.append((Cell("Jumlah", bold=True), Cell(total, cols=len(ELEMENTS), bold=True, align="center")))
    head = (Cell("LEMBAR"), *(Cell(f"{place} {name}") for place, name in enumerate(ELEMENTS.values(), 1)))
    table = Table((Column(2, "center"), *(Column(1.6, "center") for _ in ELEMENTS)), (head,), tuple(rows))
    blocks = (
        Title(("TABULASI SURVEI KEPUASAN MASYARAKAT", names.office.upper())),
        _head(found, names),
        table,
        Text(f"{found.method[0].upper()}{found.method[1:]}. {_sheets(found)}"),
    )
    final = results.ikm is not None and not found.open_differences
    return with_code(
        Document(f"Tabulasi SKM {found.name}", blocks, landscape=True, final=final, rules=results.rules.legal_basis)
    )


def _names(db: Database, found: Standing) -> OfficeNames:
    with db.reading() as session:
        return names_of(session, found.survey.office or db.office)


def _head(found: Standing, names: OfficeNames) -> Sides:
    service = found.survey.service or surveys.WHOLE_OFFICE
    return Sides((names.institution, f"Layanan: {service}"), (f"Periode: {_period(found.survey.period)}",))


def _summary(found: Standing) -> list[str]:
    results = found.results
    lines = ["IKM belum cukup: ada unsur yang belum dijawab satu lembar pun."]
    if results.mutu is not None:
        lines = [f"IKM {_ikm(results.ikm)}, mutu pelayanan {results.mutu.letter} ({results.mutu.label})."]
    lines.append(f"{_sheets(found)} {found.sample[0].upper()}{found.sample[1:]}.")
    if found.change is not None and found.before is not None:
        change = found.change
        sure = f"Perubahan ini belum pasti: {'; '.join(change.doubts)}." if change.doubts else ""
        lines.append(
            f"Dibanding {_period(found.before.period)}: {_ikm(change.before)} menjadi {_ikm(change.after)} "
            f"({'+' if change.difference > 0 else ''}{format_decimal(change.difference)}). {sure}".strip()
        )
    if found.open_differences:
        lines.append(f"{found.open_differences} lembar berbeda di ketikan kedua dan belum diputus.")
    return lines


def _sheets(found: Standing) -> str:
    results = found.results
    return (
        f"{results.sheets} lembar: {results.complete} lengkap, {results.incomplete} tidak lengkap, "
        f"{results.empty} kosong."
    )


def _respondents(found: Standing) -> Table:
    head = tuple(Cell(text) for text in ("KELOMPOK", "RESPONDEN", "JUMLAH", "BAGIAN"))
    total, told = found.results.sheets, [row for row in survey_results.group_rows(found) if row[2]]
    rows: list[Row] = []
    for title, _ in GROUPS.values():
        here = [(label, number) for group, label, number in told if group == title]
        for place, (label, number) in enumerate(here):
            share = f"{format_decimal(round_half_up(Fraction(100 * number, total), 1))}%"
            first = (Cell(title, rows=len(here)),) if place == 0 else ()
            rows.append((*first, Cell(label), Cell(str(number)), Cell(share)))
    rows = rows or [(Cell("Belum ada lembar", cols=4),)]
    return Table((Column(3), Column(4), Column(1.5, "right"), Column(1.5, "right")), (head,), tuple(rows))


def _values(found: Standing) -> Table:
    head = tuple(Cell(text) for text in ("NO", "UNSUR", "LEMBAR", "JUMLAH", "NRR", "TERTIMBANG", "NRR x 25", "MUTU"))
    results = found.results
    rows: list[Row] = [
        (
            Cell(str(place)),
            Cell(item.name),
            Cell(str(item.filled)),
            Cell(str(item.total)),
            Cell(_number(item.nrr, 3)),
            Cell(_number(item.weighted, 3)),
            Cell(_ikm(item.converted)),
            Cell(results.rules.mutu(item.converted).letter if item.converted is not None else "–"),
        )
        for place, item in enumerate(results.elements, 1)
    ]
    mutu = results.mutu.letter if results.mutu else "–"
    rows.append(
        (
            Cell("IKM", cols=5, bold=True),
            Cell(_number(results.sum_weighted, 3), bold=True),
            Cell(_ikm(results.ikm), bold=True),
            Cell(mutu, bold=True),
        )
    )
    narrow = tuple(Column(width, "right") for width in (1.2, 1.2, 1.1, 1.6, 1.4))
    return Table((Column(0.6, "center"), Column(4), *narrow, Column(0.9, "center")), (head,), tuple(rows))


def _follow_up(db: Database, found: Standing) -> Table:
    items = improvements.of_survey(db.file, found.survey.id)
    low = {element.key for element in found.results.low}
    head = tuple(Cell(text) for text in ("UNSUR", "YANG DIPERBAIKI", "PENANGGUNG JAWAB", "PALING LAMBAT", "HASIL"))
    rows: list[Row] = []
    for key, name in ELEMENTS.items():
        item = items.get(key)
        if item is None and key not in low:
            continue
        item = item or {"what": "belum ditulis", "who": "", "due": None, "done_on": None, "outcome": ""}
        due = day_of(item["due"] or "")
        rows.append(
            (Cell(name), Cell(item["what"]), Cell(item["who"]), Cell(format_date(due) if due else ""),
             Cell(item["outcome"] or "")),
        )  # fmt: skip
    rows = rows or [(Cell("Tidak ada unsur di bawah mutu Baik.", cols=5),)]
    return Table((Column(3), Column(4), Column(2.5), Column(2), Column(3)), (head,), tuple(rows))


def _period(code: str) -> str:
    return shown("survey", "period", code)


def _number(number: Fraction | None, places: int) -> str:
    return "–" if number is None else format_decimal(round_half_up(number, places))


def _ikm(number: Decimal | None) -> str:
    return "–" if number is None else format_decimal(number)
