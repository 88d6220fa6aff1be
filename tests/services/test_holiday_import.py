"""A file of holidays: days in every spelling, every wrong line with its row and reason, all of it or nothing."""

from __future__ import annotations

from datetime import date

import pytest

from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.office import holiday_import, holidays
from kinerja_tui.services.tables import table_files
from tests.services.workbooks import rows_xlsx, write_xlsx


def parse(db, path):
    return holiday_import.parse(db, table_files.read(path))


def test_days_in_every_spelling(empty_db, tmp_path):
    days = ["17-8-2026", "17/09/2026", "1 Oktober 2026", "Senin, 2 November 2026", "2026-12-25", "kamis 24 des 2026"]
    path = rows_xlsx(tmp_path / "libur.xlsx", [["No", "Tanggal", "Keterangan"], *([1, day, day] for day in days)])
    parsed = parse(empty_db, path)
    assert parsed.problems == []
    assert list(parsed.days) == [
        date(2026, 8, 17), date(2026, 9, 17), date(2026, 10, 1), date(2026, 11, 2), date(2026, 12, 25),
        date(2026, 12, 24),
    ]  # fmt: skip
    assert holiday_import.store(empty_db, parsed) == 6
    assert holidays.holidays(empty_db.file) == set(parsed.days)
    (row,) = empty_db.file.rows("SELECT act FROM journal ORDER BY seq DESC LIMIT 1")
    assert row[0] == "6 hari libur diimpor dari libur.xlsx · Data"


def test_real_days_of_a_spreadsheet_and_what_is_there_already(empty_db, tmp_path):
    holidays.add(empty_db, date(2026, 8, 17), "Hari Kemerdekaan")
    holidays.add(empty_db, date(2026, 12, 25), "Natal")

    def fill(sheet, book):
        shown = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row("A1", ["Tanggal", "Nama"])
        for row, (day, name) in enumerate([(date(2026, 8, 17), "Hari Kemerdekaan"), (date(2026, 12, 25), "Hari Natal"),
                                           (date(2026, 1, 1), "Tahun Baru")], 1):  # fmt: skip
            sheet.write_datetime(row, 0, day, shown)
            sheet.write(row, 1, name)

    path = write_xlsx(tmp_path / "libur.xlsx", fill)
    parsed = parse(empty_db, path)
    assert parsed.changes == {date(2026, 12, 25): "Hari Natal", date(2026, 1, 1): "Tahun Baru"}
    assert parsed.before[date(2026, 12, 25)] == "Natal"
    assert holiday_import.store(empty_db, parsed) == 2
    with pytest.raises(RuleBroken, match="sudah ada di daftar"):
        holiday_import.store(empty_db, parse(empty_db, path))


def test_every_wrong_line_is_told_and_nothing_is_imported(empty_db, tmp_path):
    rows = [
        ["31-2-2026", "Tidak ada"], ["17-8-2025", "Tahun lain"], ["1-1-2026", "Tahun Baru"], ["1-1-2026", "Lagi"],
        ["46251", "Nomor Excel"], ["0", "Hari ini"], ["17 Agustus", "Tanpa tahun"], ["8/17/2026", "Terbalik"],
        ["20-21 Maret 2026", "Dua hari"], ["2026-02-30", "ISO"], ["", "Tanpa tanggal"], ["2-1-2026", ""],
        ["3-1-2026", "x" * 101], ["besok", "Kata"],
    ]  # fmt: skip
    path = tmp_path / "libur.csv"
    path.write_text("Tanggal;Nama\n" + "\n".join(";".join(row) for row in rows), "utf-8")
    parsed = parse(empty_db, path)
    told = {item.row: item.reason for item in parsed.problems}
    assert sorted(told) == [2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]
    assert told[2] == "Tanggal 31 Februari 2026 tidak ada di kalender."
    assert told[3] == "17 Agustus 2025 bukan di tahun kerja 2026. Tahun kerja diganti di Pengaturan."
    assert told[5] == "1 Januari 2026 sudah ada di baris 4. Satu hari cukup satu baris."
    assert told[6] == "“46251” bukan tanggal lengkap dengan tahunnya, misalnya 17-8-2026."
    assert "Bulan 17 tidak ada" in told[9]
    with pytest.raises(RuleBroken, match="Ada 13 masalah"):
        holiday_import.store(empty_db, parsed)
    assert holidays.holidays(empty_db.file) == frozenset()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Tanggal;Nama", "Tidak ada satu baris pun"),
        ("Tanggal;Kota\n1-1-2026;x", "Kolom Nama (atau Keterangan) tidak ada."),
        ("a;b", "Judul kolom tidak ditemukan"),
    ],
)
def test_files_without_what_is_needed(empty_db, tmp_path, text, reason):
    path = tmp_path / "libur.csv"
    path.write_text(text, "utf-8")
    assert reason in parse(empty_db, path).problems[0].reason
