"""Files about staff lists: the refused rows with why, the empty list to fill in; and odd spreadsheets of any shape."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinerja_tui.documents import staff_files
from kinerja_tui.rules.nip import format_nip
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.staff import StaffKind
from kinerja_tui.services.staff import staff_columns, staff_import
from kinerja_tui.services.staff.staff_columns import _WORDS
from kinerja_tui.services.tables import table_files
from tests.services.staff_lists import HEAD, nip_of, person, read, reasons, states, table_of
from tests.services.workbooks import write_xlsx


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_refused_rows_are_written_with_the_reason_and_come_back_mended(empty_db, tmp_path, ending):
    def fill(sheet, book):
        sheet.write_row("A1", [*HEAD, "Catatan"])
        sheet.write_row("A2", [*person(1), "=1+1 catatan"])
        sheet.write_row("A3", [*person(2, Gol="x"), "http://contoh.id"])
        sheet.write_row("A4", person(3))
        sheet.write_number("A4", 198609262015051001)

    source = write_xlsx(tmp_path / "a.xlsx", fill)
    staff = read(empty_db, source)
    path = tmp_path / f"tolak{ending}"
    assert staff_files.write_rejected(staff, path) == 2
    found = table_files.read(path)
    nip = format_nip(nip_of(2)) if ending == ".csv" else nip_of(2)  # Excel takes 18 digits of a CSV for a number
    assert [[*row.cells] for row in found.rows] == [
        [*HEAD, "Catatan", "Alasan ditolak"],
        [nip, *person(2, Gol="x")[1:], "http://contoh.id", reasons(staff)[3]],
        ["1.98609262015051E+17", *person(3)[1:], "", reasons(staff)[4]],
    ]
    again = staff_import.read(empty_db, staff_columns.recognise(empty_db, found))
    assert states(again) == {2: "ditolak", 3: "ditolak"}, "a ruined number does not become whole on the way"
    assert [path.name for path in tmp_path.iterdir() if "sebagian" in path.name] == []


def test_the_refused_go_beside_the_list_and_never_over_a_file(empty_db, tmp_path):
    source = write_xlsx(tmp_path / "pegawai 2026.xlsx", lambda sheet, _: sheet.write_row("A1", HEAD))
    staff = read(empty_db, source)
    first = staff_files.rejected_path(staff)
    assert first == tmp_path / "pegawai 2026 - ditolak.xlsx"
    first.write_bytes(b"x")
    assert staff_files.rejected_path(staff).name == "pegawai 2026 - ditolak (2).xlsx"
    pasted = staff_import.read(empty_db, staff_columns.recognise(empty_db, table_files.pasted("NIP\tNama\r1\tx\r")))
    assert staff_files.rejected_path(pasted, tmp_path).name == "pegawai - ditolak.xlsx"


@pytest.mark.parametrize(
    ("error", "told"),
    [(PermissionError(errno.EACCES, "x"), "sedang dibuka di program lain"), (OSError(errno.ENOSPC, "x"), "penuh"),
     (OSError(errno.EROFS, "x"), "Pilih folder lain"), (OSError(errno.EIO, "x"), "Pilih folder lain")],
)  # fmt: skip
def test_a_target_that_cannot_be_written_is_told_and_stays_as_it_was(tmp_path, monkeypatch, error, told):
    target = tmp_path / "kosong.xlsx"
    target.write_bytes(b"lama")

    def fails(self, other):
        raise error

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(RuleBroken, match=told):
        staff_files.write_template(target)
    assert target.read_bytes() == b"lama"
    assert [*tmp_path.iterdir()] == [target]


def test_a_target_that_is_open_in_a_spreadsheet_program_is_left_alone(tmp_path):
    (tmp_path / ".~lock.kosong.xlsx#").write_bytes(b"")
    with pytest.raises(RuleBroken, match="sedang dibuka di LibreOffice"):
        staff_files.write_template(tmp_path / "kosong.xlsx")


def test_what_would_compute_in_a_csv_does_not(empty_db, tmp_path):
    staff = read(empty_db, table_of(person(1, Nama="=cmd|x", Gol="x")))
    path = tmp_path / "a.csv"
    staff_files.write_rejected(staff, path)
    assert ";'=cmd|x;" in path.read_text("utf-8-sig")


def test_our_own_empty_list_filled_in_comes_in_whole(empty_db, tmp_path):
    """Every column of the template is known, and empty it says that nobody is in it."""
    path = tmp_path / "kosong.xlsx"
    staff_files.write_template(path)
    columns = staff_columns.recognise(empty_db, table_files.read(path))
    assert columns.left_out == []
    assert columns.head.number == 4
    assert list(columns.head.rows) == []
    table = table_files.read(path)
    filled = [*table.rows]
    cells = [
        nip_of(1),
        "Budi",
        "CPNS",
        "III/a",
        "02-02-1966",
        "Staf",
        "Pelaksana",
        "Umum",
        "1 Maret 2025",
        "Sekda",
        "Bupati",
    ]
    filled.append(table_files.TableRow(5, cells))
    staff = staff_import.read(empty_db, staff_columns.recognise(empty_db, table_files.Table(path, "", filled)))
    assert staff_import.store(empty_db, staff) == {"baru": 1}
    (row,) = empty_db.file.rows(
        "SELECT e.kind, e.golongan, a.start, json_extract(a.rater_card, '$.name'), "
        "json_extract(a.superior_card, '$.name') "
        "FROM employee e JOIN assignment a ON a.employee_id = e.id"
    )
    assert row == ("CPNS", "III/a", "2025-03-01", "Sekda", "Bupati")


# -- odd spreadsheets

ODD = st.one_of(
    st.none(), st.text(max_size=12), st.integers(-10, 10**19), st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(), st.sampled_from(["", "-", "=1+1", "1.98609E+17", "Jumlah", "\x00", "\u202e", "x" * 400, "#N/A"]),
)  # fmt: skip
TITLES = st.lists(
    st.one_of(st.sampled_from([name for names in _WORDS.values() for name in names]), st.text(max_size=8)),
    min_size=1, max_size=12,
)  # fmt: skip


@st.composite
def sheets(draw):
    """Rows above, a head in the first twenty, doubled, unknown and empty columns, rows of anything, merges."""
    above = draw(st.integers(0, 19))
    titles = draw(TITLES)
    rows = draw(st.lists(st.lists(ODD, max_size=len(titles) + 2), max_size=6))
    merges = draw(
        st.lists(st.tuples(st.integers(0, 8), st.integers(0, 6), st.integers(0, 3), st.integers(1, 3)), max_size=2)
    )
    return above, titles, rows, merges


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheets())
def test_odd_spreadsheets_are_read_or_refused_never_more(empty_db, tmp_path, odd):
    above, titles, rows, merges = odd

    def fill(sheet, book):
        for at in range(above):
            sheet.write_string(at, 0, f"Judul {at}")
        for place, title in enumerate(titles):
            sheet.write_string(above, place, title)
        for at, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                if cell is not None and not (isinstance(cell, str) and "\x00" in cell):
                    (sheet.write_string if isinstance(cell, str) else sheet.write)(above + 1 + at, place, cell)
        for top, left, down, right in merges:
            try:
                sheet.merge_range(top, left, top + down, left + right, "gabung")
            except Exception:  # noqa: BLE001 - two merges that overlap are none
                continue

    path = tmp_path / "aneh.xlsx"
    write_xlsx(path, fill)
    before = empty_db.file.rows("SELECT count(*) FROM employee")
    try:
        staff = read(empty_db, path)
    except RuleBroken:
        return
    for row in staff.rows:
        assert (str(row.state) == "ditolak") == bool(row.reasons)
        if str(row.state) == "baru":
            assert len(row.nip) == 18
            assert row.nip.isdigit()
            assert row.post["post"]
    assert empty_db.file.rows("SELECT count(*) FROM employee") == before
    staff_files.write_rejected(staff, tmp_path / "tolak.xlsx")
    assert len(table_files.read(tmp_path / "tolak.xlsx").rows) == len(staff.refused) + 1


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.permutations(range(8)), above=st.integers(0, 18), gaps=st.sets(st.integers(0, 7), max_size=3),
    names=st.lists(st.integers(0, 50), min_size=8, max_size=8), doubled=st.booleans(),
)  # fmt: skip
def test_the_same_people_whatever_the_order_the_names_and_the_place_of_the_head(
    empty_db, tmp_path, order, above, gaps, names, doubled
):
    fields = ["nip", "name", "kind", "golongan", "post", "unit", "rater", "start"]
    people = [person(number, **{"Pejabat Penilai": nip_of(3)}) for number in (1, 2)]
    places, place = {}, 0
    for index in order:
        place += index in gaps  # an empty column before it
        places[index], place = place, place + 1

    def fill(sheet, book):
        for at in range(above):
            sheet.write_string(at, 1, "KECAMATAN")
        for index, at in places.items():
            known = _WORDS[fields[index]]
            sheet.write_string(above, at, known[names[index] % len(known)].title())
            for number, cells in enumerate(people):
                sheet.write_string(above + 1 + number, at, cells[index])
        if doubled:
            sheet.write_string(above, place, "Nama")
            sheet.write_string(above + 1, place, "Orang lain")

    staff = read(empty_db, write_xlsx(tmp_path / "urut.xlsx", fill))
    assert [row.number for row in staff.rows] == [above + 2, above + 3]
    assert [(row.nip, row.name, row.post["post"]) for row in staff.rows] == [(c[0], c[1], c[4]) for c in people]
    assert {row.person["kind"] for row in staff.rows} == {StaffKind.PNS.value}
    assert reasons(staff) == {}
