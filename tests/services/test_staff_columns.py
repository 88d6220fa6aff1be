"""Which column of a staff list is what: by its words, by hand, by what stands in it; and rows that are pasted."""

from __future__ import annotations

import pytest

from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.staff import staff_columns, staff_import
from kinerja_tui.services.tables import table_files
from tests.services.staff_lists import HEAD, nip_of, person, read, reasons, table_of


def test_columns_corrected_by_hand_are_remembered_for_these_titles(empty_db):
    table = table_of(["x", nip_of(1), "Staf", "Budi"], head=["Kode", "NIP", "Nama", "Nama Asli"])
    columns = staff_columns.recognise(empty_db, table)
    assert columns.fields == {0: "", 1: "nip", 2: "name", 3: ""}
    mended = columns.chosen(3, "name").chosen(2, "post")
    assert mended.fields == {0: "", 1: "nip", 2: "post", 3: "name"}
    staff_columns.remember(empty_db, mended)
    assert staff_columns.recognise(empty_db, table).fields == mended.fields
    other = table_of(["x", nip_of(1)], head=["Kode", "NIP"])
    assert staff_columns.recognise(empty_db, other).fields == {0: "", 1: "nip"}
    with pytest.raises(RuleBroken, match=r"Belum ada kolom untuk Nama.*Judul yang ada: Kode, NIP"):
        staff_import.read(empty_db, staff_columns.recognise(empty_db, other))
    assert read(empty_db, table).rows[0].person["name"] == "Budi"


@pytest.mark.parametrize("said", ["{", "[]", '{"0":"alien"}', '{"a":"nip"}', '{"0":"nip","1":"nip"}'])
def test_what_was_remembered_and_no_longer_fits_is_forgotten(empty_db, said):
    table = table_of([nip_of(1), "Budi"], head=["NIP", "Nama"])
    columns = staff_columns.recognise(empty_db, table)
    empty_db.set_setting(staff_columns._setting(columns), said)
    assert staff_columns.recognise(empty_db, table).fields == columns.fields


@pytest.mark.parametrize("break_", ["\r", "\n", "\r\n"])
@pytest.mark.parametrize("titled", [True, False])
def test_pasted_rows(empty_db, break_, titled):
    lines = ["\t".join(cells) for cells in ([HEAD] * titled) + [person(1), person(2)]]
    table = table_files.pasted(break_.join(lines) + break_)
    columns = staff_columns.recognise(empty_db, table)
    assert columns.has_titles is titled
    assert {columns.fields[place] for place in (0, 1, 2, 3, 4)} == {"nip", "name", "kind", "golongan", "post"}
    staff = staff_import.read(empty_db, columns)
    assert [(row.nip, str(row.state)) for row in staff.rows] == [(nip_of(1), "baru"), (nip_of(2), "baru")]
    assert staff.name == "tempelan"


def test_a_paste_with_quotes_and_line_breaks_in_a_cell(empty_db):
    table = table_files.pasted(f'NIP\tNama\tJabatan\r{nip_of(1)}\t"Budi\nSantoso"\tStaf\r')
    assert read(empty_db, table).rows[0].name == "Budi Santoso"
    odd = table_files.pasted(f'NIP\tNama\tJabatan\r{nip_of(1)}\tBudi\t"Staf 12\r')
    assert read(empty_db, odd).rows[0].post["post"] == '"Staf 12'
    for nothing in ("", "\r\r", "\t\t\r"):
        with pytest.raises(RuleBroken, match="kosong"):
            table_files.pasted(nothing)


def test_name_and_number_in_one_cell(empty_db):
    head = ["No", "Nama / NIP", "Jabatan"]
    staff = read(empty_db, table_of(["1", f"Budi, S.E.\nNIP. {nip_of(1)}", "Staf"], ["2", "Siti", "Staf"], head=head))
    assert (staff.rows[0].name, staff.rows[0].nip) == ("Budi, S.E.", nip_of(1))
    assert reasons(staff) == {3: "NIP belum diisi."}


def test_too_many_rows_are_told(empty_db, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("NIP;Nama\n" + "1;x\n" * 10_001)
    with pytest.raises(RuleBroken, match="lebih dari 10000 baris"):
        read(empty_db, path)
    with pytest.raises(RuleBroken, match="lebih dari 10000 baris"):
        table_files.pasted("NIP\tNama\r" + "1\tx\r" * 10_001)
