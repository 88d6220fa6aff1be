"""An office takes its staff in by keys: from its spreadsheet, and from rows pasted; nothing comes in unseen."""

from __future__ import annotations

import pytest
from textual import events

from kinerja_tui.documents import staff_files
from kinerja_tui.handoff.problems import Cancelled
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.planning.plan_form import PlanForm
from kinerja_tui.screens.planning.plans import PlansScreen
from kinerja_tui.screens.staff.employees import EmployeesScreen
from kinerja_tui.screens.staff.staff_columns import StaffColumnsScreen
from kinerja_tui.screens.staff.staff_preview import StaffPreview
from kinerja_tui.services.handover import media
from kinerja_tui.services.staff import employees, staff_import
from kinerja_tui.services.tables import table_files
from kinerja_tui.widgets.dialogs import AskText, Confirm, Pick
from kinerja_tui.widgets.paste import PasteArea
from tests.conftest import ready, screen_text
from tests.screens.keys import at, told, type_text, until
from tests.services.staff_lists import HEAD, nip_of, person
from tests.services.workbooks import write_xlsx


@pytest.fixture(autouse=True)
def _no_files_of_this_pc(monkeypatch):
    monkeypatch.setattr("kinerja_tui.services.handover.media.tables_in", lambda folders: [])


async def opened(pilot):
    await ready(pilot)
    await pilot.press("2")
    await at(pilot, EmployeesScreen)


async def choose(pilot, path):
    await pilot.press("i")
    await at(pilot, AskText)
    pilot.app.screen.query_one("Input").value = str(path)
    await pilot.press("enter")


async def pasted(pilot, text):
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


def count(app):
    return len(employees.listing(app.file))


def office_list(path, people=40):
    """A list as an office has it: the unit under another name, a ruined number, a double, a religion nobody needs."""

    def fill(sheet, book):
        sheet.merge_range("A1:H1", "DAFTAR PEGAWAI KECAMATAN MUARA BULIAN")
        sheet.write_row("A3", [*HEAD[:5], "Ruangan", *HEAD[6:], "Agama"])
        for number in range(1, people + 1):
            camat = {
                "Nama": "Drs. Budi Santoso",
                "Jabatan": "Camat",
                "Gol": "IV/a",
                "Pejabat Penilai": "Sekda Batanghari",
            }
            staff = {"Pejabat Penilai": "Budi Santoso"} | ({"Gol": "III/f"} if number == 5 else {})
            sheet.write_row(2 + number, 0, [*person(number, **(camat if number == 1 else staff)), "-"])
        sheet.write_number(4, 0, 198609262015051001)

    return write_xlsx(path, fill)


async def test_from_an_empty_office_to_the_first_plan(empty_app, tmp_path, seen_as):
    app, path = empty_app, office_list(tmp_path / "pegawai.xlsx")
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        assert "a: isi, i: dari berkas" in screen_text(app)
        await opened(pilot)
        await choose(pilot, path)
        await at(pilot, StaffColumnsScreen)
        assert "Judul di baris 3" in screen_text(app)
        await pilot.press("down", "down", "down", "down", "down", "enter")
        await at(pilot, Pick)
        await type_text(pilot, "unit")
        await pilot.press("enter")
        await at(pilot, StaffColumnsScreen)
        seen_as(app, "staff_columns_80x24")
        await pilot.press("y")
        await at(pilot, StaffPreview)
        assert "38 baru, 0 berubah, 0 sama, 2 ditolak" in screen_text(app)
        seen_as(app, "staff_preview_80x24")
        await pilot.press("down", "enter")
        await at(pilot, Notice)
        assert "1.98609262015051E+17" in screen_text(app)
        await pilot.press("enter")
        await at(pilot, StaffPreview)
        await pilot.press("f")
        await at(pilot, Pick)
        await pilot.press("4")
        await at(pilot, StaffPreview)
        assert " 2 baris" in screen_text(app)
        await pilot.press("y", "1")
        await at(pilot, StaffPreview)
        assert count(app) == 0, "mending the file comes first unless a person says otherwise"
        await pilot.press("y", "2")
        await at(pilot, Notice)
        assert count(app) == 0
        await pilot.press("enter")
        await at(pilot, EmployeesScreen)
        await until(pilot, lambda: count(app) == 38)
        assert "38 pegawai baru" in told(app)
        assert " 38 pegawai" in screen_text(app)
        rejected = table_files.read(tmp_path / "pegawai - ditolak.xlsx")
        assert [row.cells[-1].partition(".")[0] for row in rejected.rows[1:]] == [
            "NIP: Angka ini lebih dari 15 digit, dan Excel sudah mengganti digit terakhirnya dengan nol",
            "Golongan “III/f” tidak terbaca untuk PNS",
        ]
        await pilot.press("3")
        await at(pilot, PlansScreen)
        await pilot.press("enter")
        await at(pilot, Confirm)
        await pilot.press("y")
        await at(pilot, PlanForm)
        assert "Drs. Budi Santoso" in screen_text(app)


async def test_the_same_list_again_wide_with_what_is_otherwise(empty_app, tmp_path, seen_as):
    """A longer list than what is here: new, changed, marked and refused rows, and Esc for none of it."""
    app, path = empty_app, office_list(tmp_path / "pegawai.xlsx", 6)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        rows = [person(1, Nama="Drs. Budi Santoso"), person(2), person(3), person(4)]
        text = "\r".join("\t".join(cells) for cells in [HEAD, *rows])
        await pasted(pilot, text)
        await at(pilot, StaffColumnsScreen)
        await pilot.press("y")
        await at(pilot, StaffPreview)
        await pilot.press("f10")
        await at(pilot, EmployeesScreen)
        assert "4 pegawai baru, 0 data diubah, dari tempelan." in told(app)
        await choose(pilot, path)
        await at(pilot, StaffColumnsScreen)
        seen_as(app, "staff_columns_120x40")
        await pilot.press("y")
        await at(pilot, StaffPreview)
        assert "1 baru, 3 berubah, 0 sama, 2 ditolak" in screen_text(app)
        seen_as(app, "staff_preview_120x40")
        await pilot.press("escape")
        await at(pilot, EmployeesScreen)
        assert count(app) == 4


async def test_pasting_key_by_key_and_what_is_no_table(empty_app):
    """An old console brings single keys: none of them is a command, and after a while they are taken as one paste."""
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pasted(pilot, "Budi Santoso")
        assert "bukan baris tabel" in told(app)
        await pilot.press("t")
        await at(pilot, PasteArea)
        await pilot.press("q", "1", "2")
        await until(pilot, lambda: "Yang diterima bukan baris tabel" in screen_text(app))
        await pilot.press("ctrl+v")
        assert "Papan klip kosong" in screen_text(app)
        for cells in (["NIP", "Nama", "Jabatan"], [nip_of(1), "Budi", "Staf"]):
            for place, cell in enumerate(cells):
                await type_text(pilot, cell)
                await pilot.press("tab" if place < 2 else "enter")
        await until(pilot, lambda: isinstance(app.screen, StaffColumnsScreen))
        assert "Judul di baris 1, 1 baris di bawahnya" in screen_text(app)
        await pilot.press("escape")
        await at(pilot, EmployeesScreen)
        await pilot.press("t")
        await at(pilot, PasteArea)
        await pasted(pilot, "NIP\tNama\r")
        await at(pilot, Notice)
        assert "Tidak ada satu pegawai pun" in screen_text(app)
        await pilot.press("enter")
        await at(pilot, EmployeesScreen)
        assert count(app) == 0


async def test_a_long_paste_runs_beside_the_screen_and_can_be_stopped(empty_app, monkeypatch):
    app, store = empty_app, staff_import.store
    rows = "\r".join("\t".join(person(number)) for number in range(1, 251))

    def stopped(*args, **more):
        raise Cancelled

    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        for work in (stopped, store):
            monkeypatch.setattr(staff_import, "store", work)
            await pasted(pilot, rows)
            await at(pilot, StaffColumnsScreen)
            assert "Tanpa baris judul, 250 baris" in screen_text(app)
            await pilot.press("y")
            await at(pilot, StaffPreview)
            await pilot.press("y")
            await at(pilot, EmployeesScreen)
            if work is stopped:
                await until(pilot, lambda: "Impor dihentikan. Tidak ada yang disimpan." in told(app))
                assert count(app) == 0
        await until(pilot, lambda: count(app) == 250)


async def test_columns_that_are_missing_and_refused_rows_that_cannot_be_written(empty_app, tmp_path, monkeypatch):
    app, path = empty_app, tmp_path / "a.csv"
    path.write_text(f"Kode;Nama;Jabatan\n{nip_of(1)};Budi;Staf\n1;Siti;Staf\n", "utf-8")

    def fails(staff, target):
        raise RuleBroken("Flashdisk penuh.")

    monkeypatch.setattr(staff_files, "write_rejected", fails)
    monkeypatch.setattr(media, "sticks", lambda: [])
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await choose(pilot, path)
        await at(pilot, StaffColumnsScreen)
        await pilot.press("y")
        assert "Belum ada kolom untuk NIP" in told(app)
        await pilot.press("enter", "N", "I", "P", "enter")
        await at(pilot, StaffColumnsScreen)
        await pilot.press("y")
        await at(pilot, StaffPreview)
        await pilot.press("y", "2")
        await at(pilot, Notice)
        assert "Flashdisk penuh." in screen_text(app)
        await pilot.press("enter")
        await at(pilot, Pick)
        await pilot.press("escape")
        await at(pilot, StaffPreview)
        assert count(app) == 0, "without the file nothing is stored either"
        await pilot.press("t")
        await at(pilot, Notice)
        await pilot.press("enter", "escape")
        await at(pilot, StaffPreview)
        await pilot.press("escape")
        await at(pilot, EmployeesScreen)


async def test_the_empty_list_to_fill_in(empty_app, tmp_path, monkeypatch):
    monkeypatch.setattr("pathlib.Path.home", lambda: tmp_path)
    monkeypatch.setattr(media, "sticks", lambda: [])
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("c")
        await at(pilot, Pick)
        await pilot.press("enter")
        await at(pilot, Notice)
        await pilot.press("enter")
        await at(pilot, EmployeesScreen)
        path = tmp_path / "daftar pegawai kosong.xlsx"
        assert path.exists()
        await choose(pilot, path)
        await at(pilot, Notice)
        assert "Tidak ada satu pegawai pun" in screen_text(app)
        await pilot.press("enter")
        await at(pilot, EmployeesScreen)
