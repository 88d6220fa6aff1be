"""Questionnaires from CSV files and spreadsheets: heads of all kinds, every wrong cell with its row, all or nothing."""

from __future__ import annotations

import pytest

from kinerja_tui.models.surveys import SurveySheet
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.survey import ELEMENTS
from kinerja_tui.services.public import survey_import, survey_sheets
from kinerja_tui.services.tables import table_files
from tests.services.survey_office import open_survey
from tests.services.workbooks import write_xlsx

HEAD = (
    "No;Jenis Kelamin;Umur;Pendidikan;Pekerjaan;Persyaratan;Prosedur;Waktu Penyelesaian;Biaya/Tarif;Produk;Kompetensi;"
    "Perilaku;Sarana dan Prasarana;Penanganan Pengaduan, Saran dan Masukan"
)


def answers(db, survey_id, number):
    with db.reading() as session:
        found = session.get(SurveySheet, SurveySheet.id_of(survey_id, number))
        return survey_sheets.answers_text(found.model_dump())


def parse(db, survey_id, path, eighth=""):
    return survey_import.parse(db, survey_id, table_files.read(path), eighth)


def write_csv(tmp_path, *lines, encoding="utf-8-sig", head=HEAD):
    path = tmp_path / "survei.csv"
    path.write_bytes("\r\n".join([head, *lines]).encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252"])
def test_rows_of_a_csv(empty_db, tmp_path, encoding):
    survey = open_survey(empty_db)
    path = write_csv(
        tmp_path,
        "1;L;34;SLTA;Wiraswasta;3;3;3;4;3;3;3;1;2",
        "",
        ";;;;;;;;;;;;;",
        "5;Perempuan;20-29;S1;;4;-;;4;4;4;4;4;4",
        encoding=encoding,
    )
    parsed = parse(empty_db, survey, path)
    assert parsed.problems == []
    assert survey_import.store(empty_db, survey, parsed) == 2
    assert answers(empty_db, survey, 1) == "333433321", "by the name of the element, not by its place"
    rows = survey_sheets.listing(empty_db.file, survey).rows(0, 9)
    assert [tuple(row[name] for name in ("number", "sex", "age", "education", "occupation")) for row in rows] == [
        (1, "L", "3", "3", "5"), (5, "P", "2", "5", ""),
    ]  # fmt: skip
    again = parse(empty_db, survey, path)
    assert [(item.row, item.reason) for item in again.problems] == [
        (2, "Lembar 1 sudah ada di survei ini."), (5, "Lembar 5 sudah ada di survei ini."),
    ]  # fmt: skip
    with pytest.raises(RuleBroken, match="Tidak ada yang diimpor"):
        survey_import.store(empty_db, survey, again)


def test_every_wrong_value_is_told_with_row_and_reason_and_nothing_is_imported(empty_db, tmp_path):
    survey = open_survey(empty_db)
    path = write_csv(
        tmp_path,
        "1;L;34;SMA;Swasta;3;3;3;4;3;3;3;3;3",
        "1;P;34;SMA;Swasta;3;3;3;4;3;3;3;3;3",
        "x;X;-4;TK;Raja;5;0;baik;4;3;3;3;3;3",
        "4;L;34;SMA;Swasta;3;3;3;4;3;3;3;3;3;9",
    )
    parsed = parse(empty_db, survey, path)
    told = [(item.row, item.column) for item in parsed.problems]
    assert told == [
        (3, "Nomor"), (4, "Nomor"), (4, "Jenis kelamin"), (4, "Umur"), (4, "Pendidikan"), (4, "Pekerjaan"),
        (4, "Persyaratan"), (4, "Sistem, Mekanisme, dan Prosedur"), (4, "Waktu Penyelesaian"), (5, ""),
    ]  # fmt: skip
    assert "“5” bukan jawaban 1 sampai 4" in parsed.problems[6].reason
    with pytest.raises(RuleBroken):
        survey_import.store(empty_db, survey, parsed)
    assert survey_sheets.count(empty_db.file, survey) == 0


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("nama;alamat", "Judul kolom tidak ditemukan di 20 baris pertama. Yang dicari: nomor"),
        ("No;U1;U2;U3;U4;U5;U6;U7;U8;U9", "Urutan U8 dan U9 berbeda"),
        (HEAD.replace("No;", ""), "tanpa nomor, lembar ganda tak terlihat"),
        (HEAD + ";Umur", "dua kali"),
        ("", "Judul kolom tidak ditemukan"),
        ("No;U1;Persyaratan", "Kolom ini ada dua kali"),
        ("No;U1", "Kolom unsur Waktu Penyelesaian tidak ada"),
        (HEAD + ";Alamat", "Judul kolom ini tidak dikenal"),
    ],
)
def test_other_columns_are_told(empty_db, tmp_path, head, reason):
    parsed = parse(empty_db, open_survey(empty_db), write_csv(tmp_path, "1;2;3", head=head))
    assert any(reason in item.reason for item in parsed.problems)
    assert not parsed.sheets


SHORT = ["No", "U1", "U2", "U3", "U4", "U5", "U6", "U7", "Pengaduan", "Sarana"]


def test_a_spreadsheet_as_offices_keep_it(empty_db, tmp_path):
    """Letterhead above, "No" merged over two rows, "Unsur" over nine columns, numbered columns, floats, a formula."""
    survey = open_survey(empty_db)

    def fill(sheet, book):
        sheet.merge_range("A1:J1", "PENGOLAHAN SURVEI KEPUASAN MASYARAKAT")
        sheet.write("A3", "Layanan: Legalisasi")
        sheet.merge_range("A5:A6", "No")
        sheet.merge_range("B5:J5", "Nilai Unsur Pelayanan")
        sheet.write_row("B6", SHORT[1:])
        sheet.write_row("A7", [f"({number})" for number in range(1, 11)])
        sheet.write_row("A8", [1.0, 3.0, 4, 3, 4, 3, "3", " 3 ", 1, 2])
        sheet.write_row("A10", [2, 4, 4, None, 4, 4, 4, 4, "-"])
        sheet.write_formula("J10", "=2+2", None, 4)

    parsed = parse(empty_db, survey, write_xlsx(tmp_path / "skm.xlsx", fill))
    assert parsed.problems == []
    assert parsed.titles["requirements"] == "U1"
    assert survey_import.store(empty_db, survey, parsed) == 2
    assert [answers(empty_db, survey, number) for number in (1, 2)] == ["343433312", "44.4444.4"]
    (row,) = empty_db.file.rows("SELECT act FROM journal ORDER BY seq DESC LIMIT 1")
    assert row[0] == "2 lembar survei diimpor dari skm.xlsx · Data"


def test_cells_that_would_pass_for_blank_are_told(empty_db, tmp_path):
    """An error, a formula nobody computed, one stored as text, a merged answer, 3.5 and a date: none is an answer."""
    survey = open_survey(empty_db)

    def fill(sheet, book):
        sheet.write_row("A1", SHORT)
        sheet.write_row("A2", [1, 3, 3, 3, 3, 3, 3, 3, 3, 3])
        sheet.write_row("A3", [2, 3, 3, 3, 3, 3, 3, 3, 3])
        sheet.write_formula("J3", "=NA()", None, "#N/A")
        sheet.write_row("A4", [3, 3.5, True, None, 3, 3, 3, 3, 3, 3])
        sheet.write_string("D4", "=2+1")
        sheet.write_row("A5", [4, 3, 3, 3, 3, 3, 3, 3, 3])
        sheet.merge_range("J5:J6", 4)
        sheet.write_row("A6", [5, 3, 3, 3, 3, 3, 3, 3, 3])
        sheet.write_row("A7", ["Jumlah", 15])

    parsed = parse(empty_db, survey, write_xlsx(tmp_path / "skm.xlsx", fill))
    told = [(item.row, item.column, item.reason.partition(".")[0]) for item in parsed.problems]
    assert told == [
        (3, "Sarana dan Prasarana", "Isinya galat (seperti #N/A atau #REF!)"),
        (4, "Waktu Penyelesaian", "Isinya rumus yang tersimpan sebagai teks"),
        (4, "Persyaratan", "“3,5” bukan jawaban 1 sampai 4 (kosong bila tidak diisi)"),
        (4, "Sistem, Mekanisme, dan Prosedur", "“BENAR” bukan jawaban 1 sampai 4 (kosong bila tidak diisi)"),
        (6, "Sarana dan Prasarana", "Sel ini bagian dari sel gabungan"),
        (7, "Nomor", "“Jumlah” bukan nomor lembar 1 sampai 99999"),
        (7, "Persyaratan", "“15” bukan jawaban 1 sampai 4 (kosong bila tidak diisi)"),
    ]
    with pytest.raises(RuleBroken, match="Tidak ada yang diimpor"):
        survey_import.store(empty_db, survey, parsed)
    assert survey_sheets.count(empty_db.file, survey) == 0


@pytest.mark.parametrize(("eighth", "stored"), [("complaints", "333333312"), ("facilities", "333333321")])
def test_u8_and_u9_are_asked_about(empty_db, tmp_path, eighth, stored):
    survey = open_survey(empty_db)
    head = ";".join(["No", *(f"U{number}" for number in range(1, 10))])
    path = write_csv(tmp_path, "1;3;3;3;3;3;3;3;1;2", head=head)
    asked = parse(empty_db, survey, path)
    assert asked.asks_order
    assert all("U8 dan U9" in item.reason or "tidak ada" in item.reason for item in asked.problems)
    parsed = parse(empty_db, survey, path, eighth)
    assert not parsed.problems
    survey_import.store(empty_db, survey, parsed)
    assert answers(empty_db, survey, 1) == stored
    other = parse(empty_db, survey, write_csv(tmp_path, "1;3", head=head + ";Alamat"))
    assert not other.asks_order, "another problem has to be mended first"


def test_elements_with_their_number_and_a_name(empty_db, tmp_path):
    survey = open_survey(empty_db)
    head = ";".join(["Nomor", *(f"U{place}. {name}" for place, name in enumerate(ELEMENTS.values(), 1))])
    parsed = parse(empty_db, survey, write_csv(tmp_path, "1;1;2;3;4;1;2;3;4;1", head=head))
    assert parsed.problems == []
    survey_import.store(empty_db, survey, parsed)
    assert answers(empty_db, survey, 1) == "123412341"


def test_only_a_head(empty_db, tmp_path):
    parsed = parse(empty_db, open_survey(empty_db), write_csv(tmp_path))
    assert parsed.problems[0].reason.startswith("Tidak ada satu baris")
