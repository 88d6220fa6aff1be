"""Reading tables: what people see in a cell, files that are none, and nothing that passes for blank by accident."""

from __future__ import annotations

import os
import zipfile
from datetime import date, datetime

import pytest

from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.handover import media
from kinerja_tui.services.tables import table_files
from kinerja_tui.services.tables.table_columns import find_head, words
from tests.services.workbooks import rows_xlsx, write_ods, write_xlsx

KNOWN = {"name": ("nama", "nama lengkap"), "nip": ("nip",), "born": ("tanggal lahir",)}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def cells(path, sheet=""):
    return [(row.number, [*row.cells]) for row in table_files.read(path, sheet).rows]


def refused(path, reason, **more):
    with pytest.raises(RuleBroken, match=reason) as told:
        table_files.read(path, **more)
    return told.value.text


def test_a_cell_reads_as_people_see_it(tmp_path):
    def fill(sheet, book):
        day, both = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.write_row("A2", ["\u00a0Siti  Aminah\u200b ", 3.0, 3.5, "198609262015051001", True, "", "-"])
        sheet.write_datetime("H2", date(2026, 8, 17), day)
        sheet.write_datetime("I2", datetime(2026, 8, 17, 10, 5), both)
        sheet.write_row("A5", ["[/red]", "0812", "+62", "Ünal"])

    found = cells(write_xlsx(tmp_path / "a.xlsx", fill))
    assert found == [
        (2, ["Siti  Aminah", "3", "3,5", "198609262015051001", "BENAR", "", "-", "2026-08-17", "2026-08-17 10:05"]),
        (5, ["[/red]", "0812", "+62", "Ünal", "", "", "", "", ""]),
    ]


def test_cells_that_cannot_be_taken_as_they_read_carry_the_reason(tmp_path):
    def fill(sheet, book):
        sheet.write_row("A1", ["NIP", "Nilai"])
        sheet.write_number("A2", 198609262015051001)
        sheet.write_formula("B2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("A3", "=1+1", None, "")
        sheet.write_string("B3", "=1+1")
        sheet.merge_range("A4:B5", "satu")
        sheet.write_formula("AB6", "=NA()", None, "#N/A")

    rows = table_files.read(write_xlsx(tmp_path / "a.xlsx", fill)).rows
    doubts = {(row.number, place): reason.partition(".")[0] for row in rows for place, reason in row.doubts.items()}
    assert doubts == {
        (2, 0): "Angka ini lebih dari 15 digit, dan Excel sudah mengganti digit terakhirnya dengan nol",
        (2, 1): "Isinya galat (seperti #N/A atau #REF!)",
        (3, 0): "Rumus ini belum pernah dihitung",
        (3, 1): "Isinya rumus yang tersimpan sebagai teks",
        (6, 27): "Isinya galat (seperti #N/A atau #REF!)",
    }
    assert rows[3].covered == {1: "satu"}
    assert rows[1].cells[0].startswith("19860926201505")


def test_sheets_to_choose_from_without_hidden_ones(tmp_path):
    def fill(sheet, book):
        sheet.write("A1", "satu")
        book.add_worksheet("Dua").write("A1", "dua")
        hidden = book.add_worksheet("Sembunyi")
        hidden.write("A1", "tiga")
        hidden.hide()

    path = write_xlsx(tmp_path / "a.xlsx", fill)
    assert table_files.sheets_of(path) == ["Data", "Dua"]
    assert cells(path) == [(1, ["satu"])]
    assert cells(path, "Dua") == [(1, ["dua"])]
    assert table_files.read(path, "Dua").name == "a.xlsx · Dua"
    assert "Yang ada: Data, Dua" in refused(path, "Tidak ada lembar", sheet="Sembunyi")


@pytest.mark.parametrize(
    "text",
    ["a;b\n1;2", "sep=;\na;b\n1;2", "a,b\r\n1,2", "a\tb\n1\t2", '"a";"b"\n"1";"2"\n;\n\n', "a|b\n1|2"],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_csv_of_all_kinds(tmp_path, text, encoding):
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    assert table_files.sheets_of(tmp_path / "a.csv") == []
    assert [row for _, row in cells(tmp_path / "a.csv")] == [["a", "b"], ["1", "2"]]


def test_an_open_document(tmp_path):
    assert cells(write_ods(tmp_path / "a.ods", [["Nama", "Umur"], ["Siti & Ani", "40"]])) == [
        (1, ["Nama", "Umur"]), (2, ["Siti & Ani", "40"]),
    ]  # fmt: skip
    refused(write_ods(tmp_path / "b.ods", [["x"]], locked=True), "dikunci dengan kata sandi")


def test_files_that_are_no_tables(tmp_path):
    """Each is told apart, and says what to do."""
    whole = rows_xlsx(tmp_path / "utuh.xlsx", [["a"] * 5] * 5).read_bytes()
    with zipfile.ZipFile(tmp_path / "surat.docx", "w") as parts:
        parts.writestr("word/document.xml", "<x/>")
    macros = rows_xlsx(tmp_path / "makro.xlsx", [["a"]])
    with zipfile.ZipFile(macros, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"x")
    for name, content, reason in (
        ("kosong.csv", b"", "kosong: tidak ada satu baris pun"),
        ("kosong2.csv", b";;\n \n", "kosong: tidak ada satu baris pun"),
        ("kutip.csv", b'a;b\n"1;2', "bukan CSV yang utuh"),
        ("gambar.csv", b"\x89PNG\r\n\0\0", "bukan CSV dan bukan berkas Excel"),
        ("surat.xlsx", b"%PDF-1.7 ...", "bukan CSV dan bukan berkas Excel"),
        ("unduhan.xls", b" <html><table>", "sebenarnya halaman web"),
        ("potong.xlsx", whole[: len(whole) // 2], "rusak atau terpotong"),
        ("dalam.xlsx", whole.replace(b"xl/workbook.xml", b"xl/workbook.xmx"), "bukan berkas Excel"),
        ("besar.csv", b"x" * 10_000_001, "lebih besar dari 10 MB"),
        ("rusak.xls", OLE, "bukan berkas Excel yang utuh"),
        ("sandi.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "dikunci dengan kata sandi"),
        ("makro.xls", OLE + "_VBA_PROJECT".encode("utf-16-le"), "berisi makro"),
    ):
        (tmp_path / name).write_bytes(content)
        assert refused(tmp_path / name, reason)
    refused(tmp_path / "surat.docx", "bukan berkas Excel")
    refused(macros, "berisi makro")
    for path in (tmp_path / "tidak ada.csv", tmp_path):
        refused(path, "tidak dapat dibaca")


def test_too_many_rows_and_a_cell_far_away(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("No;U1\n" + "\n".join(f"{number};3" for number in range(1, 12)), "utf-8")
    assert len(table_files.read(path, most=11).rows) == 12
    assert "sampai baris 12 masih ada isinya" in refused(path, "lebih dari 10 baris", most=10)

    def far(sheet, book):
        sheet.write("A1", "x")
        sheet.write(1_048_575, 16_383, "y")

    refused(write_xlsx(tmp_path / "jauh.xlsx", far), "sel sangat jauh")


def table(tmp_path, *rows):
    return table_files.read(rows_xlsx(tmp_path / "a.xlsx", rows))


def test_the_head_is_found_by_its_words(tmp_path):
    found = find_head(
        table(tmp_path, ["DAFTAR NAMA PEGAWAI"], [], ["N I P", "x"], ["Tanggal  LAHIR", "", "Nama Lengkap", "NIP"],
              ["1", "2", "3", "4", "5"], ["1990-01-01", "", "Siti", "1", "", "lebih"]),
        KNOWN, {"nip": "NIP tidak ada."},
    )  # fmt: skip
    assert found.places == {"born": 0, "name": 2, "nip": 3}
    assert found.titles["name"] == "Nama Lengkap"
    (row,) = found.rows
    assert (found.text(row, "name"), found.text(row, "unknown"), found.beyond(row)) == ("Siti", "", True)
    assert found.problems == ()


def test_heads_that_are_none(tmp_path):
    nothing = find_head(table(tmp_path, ["a", "b"], ["c"]), KNOWN, {})
    assert "Yang dicari: nama, nip, tanggal lahir" in nothing.problems[0].reason
    twice = find_head(table(tmp_path, ["Nama", "NIP", "nama", "Alamat"]), KNOWN, {"born": "Tanggal lahir tidak ada."})
    assert [(item.row, item.column, item.reason) for item in twice.problems] == [
        (1, "nama", "Kolom ini ada dua kali."),
        (1, "Alamat", "Judul kolom ini tidak dikenal; hapus atau ganti."),
        (1, "", "Tanggal lahir tidak ada."),
    ]
    passed = find_head(table(tmp_path, ["Nama", "Alamat"]), KNOWN, {}, ignored=True)
    assert passed.problems == ()
    kept = find_head(table(tmp_path, ["Nama", "NIK"]), KNOWN, {}, ignored=True, refused={"nik": "NIK tidak disimpan."})
    assert kept.problems[0].reason == "NIK tidak disimpan."
    assert words(" Jenis  Kelamin (L/P) ") == "jenis kelamin l p"


def test_tables_that_lie_about_are_offered_the_newest_first(tmp_path):
    for age, name in enumerate(("a.csv", "B.XLSX", "~$B.XLSX", "surat.docx", "c.ods", "d.xls")):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (1_000 + age, 1_000 + age))
    (tmp_path / "folder.csv").mkdir()
    found = [item.path.name for item in media.tables_in([tmp_path, tmp_path / "tidak ada"])]
    assert [name for name in found if name != "folder.csv"] == ["d.xls", "c.ods", "B.XLSX", "a.csv"]
    assert media.bundles_in([tmp_path], "15.04.03") == []
