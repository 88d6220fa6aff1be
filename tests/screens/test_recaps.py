"""Rekap by keys: from Rekap & kurva to the names behind a row, notes, periods, and out to files."""

from __future__ import annotations

import errno

import pytest
from python_calamine import CalamineWorkbook

from kinerja_tui.documents import files
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.screens.evaluation.distribution import DistributionScreen
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.papers.print_run import PrintedNotice
from kinerja_tui.screens.papers.recaps import RecapScreen
from kinerja_tui.widgets.dialogs import Pick
from tests.conftest import ready, screen_text
from tests.screens.keys import at, type_text, until
from tests.stalls import never_blocked

SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where recaps go, instead of the home folder; sticks of the real PC are not looked for."""
    monkeypatch.setattr("kinerja_tui.screens.papers.print_run.Path.home", lambda: tmp_path)
    monkeypatch.setattr("kinerja_tui.services.handover.media.sticks", list)
    return tmp_path / "kinerja-cetak"


async def counted(pilot):
    """Wait for the table."""
    await until(pilot, lambda: isinstance(pilot.app.screen, RecapScreen) and "Menghitung" not in screen_text(pilot.app))


async def to_recaps(pilot):
    await ready(pilot)
    await pilot.press("9")
    await at(pilot, DistributionScreen)
    await pilot.press("r")
    await counted(pilot)


async def choose(pilot, text):
    """Another recap by part of its name."""
    await pilot.press("r")
    await at(pilot, Pick)
    await type_text(pilot, text)
    await pilot.press("enter")
    await counted(pilot)


async def test_from_a_unit_to_its_names_and_back(app, folder):
    async with app.run_test(size=(80, 24)) as pilot:
        await to_recaps(pilot)
        assert "16 dari 33 sudah (48,48%), 17 belum" in screen_text(app)
        await pilot.press("slash")
        await type_text(pilot, "seksi pemer")
        await pilot.press("enter", "enter")
        await counted(pilot)
        await until(pilot, lambda: "per nama" in screen_text(app))
        await counted(pilot)
        assert "3 baris" in screen_text(app)
        assert "Fikri Maulana" in screen_text(app)
        await pilot.press("enter")  # a person: all columns, also those a narrow screen leaves out
        await at(pilot, Notice)
        assert "NIP: 19" in app.screen.text
        await pilot.press("enter", "escape")
        await counted(pilot)
        await pilot.press("end", "u")
        await counted(pilot)
        assert app.screen.asked.by_unit is False
        await pilot.press("c")
        await at(pilot, Notice)
        for part in ("Dihitung dari: daftar pegawai", "Kepala jurnal", "Kode cek"):
            assert part in app.screen.text
        await pilot.press("enter")
        # the whole year has no reports: the reason, and what to do
        await choose(pilot, "laporan realisasi: masuk")
        await pilot.press("p")
        await at(pilot, Pick)
        await pilot.press("5")
        await until(pilot, lambda: "triwulan atau bulan" in screen_text(app))
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(app.screen, RecapScreen)  # nothing to write
        await choose(pilot, "predikat")
        assert "2026" in app.screen.heading()
        # the sum row opens everybody
        await pilot.press("end", "enter")
        await counted(pilot)
        await until(pilot, lambda: "nominatif" in screen_text(app))


@never_blocked
async def test_written_where_it_was_asked_for_or_told_why_not(app, folder, monkeypatch):
    async with app.run_test(size=(120, 40)) as pilot:
        await to_recaps(pilot)
        wanted = app.screen.table
        for number, endings in ((1, {".xlsx"}), (2, {".xlsx", ".csv", ".txt"}), (4, {".xlsx", ".csv", ".txt", ".pdf"})):
            await pilot.press("x")
            await at(pilot, Pick)
            await pilot.press(str(number))
            await until(pilot, lambda: isinstance(app.screen, Pick) and "ke folder mana" in screen_text(app))
            await pilot.press("enter")
            await at(pilot, PrintedNotice)
            assert str(folder) in app.screen.text.replace("\n", "")
            assert {path.suffix for path in folder.iterdir()} == endings
            await pilot.press("enter")
            await counted(pilot)
        [path] = folder.glob("*.xlsx")
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        assert [len(rows), rows[-1][1:3]] == [len(wanted.rows) + 2, [33, 0]]
        before = {item: item.read_bytes() for item in folder.iterdir()}

        def full(_handle):
            raise OSError(errno.ENOSPC, "penuh")

        monkeypatch.setattr(files.os, "fsync", full)
        await pilot.press("x")
        await at(pilot, Pick)
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, Pick) and "ke folder mana" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Notice) and "penuh" in app.screen.text)
        assert {item: item.read_bytes() for item in folder.iterdir()} == before


async def test_an_empty_office_says_what_to_do_first(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await to_recaps(pilot)
        assert "Tekan 2 untuk membuka daftar Pegawai" in screen_text(empty_app)
        await pilot.press("enter", "u", "c")
        await at(pilot, Notice)


async def test_a_district_counts_by_office(workplace):
    from kinerja_tui.app import KinerjaApp
    from kinerja_tui.services.office import setup

    place = workplace("", "kabupaten")
    db = Database(place.file, place.identities, place.now)
    setup.set_up(db, "15.04", "Petugas", 2026)
    for number, office in enumerate(("15.04.01", "15.04.03", "15.04.03", "")):
        employee_id = Employee.id_of(str(number))
        with db.act("Pegawai", employee_id) as act:
            act.write(Employee, employee_id, name=f"[b]Orang {number}", nip=str(number), office=office)
    db.engine.dispose()
    app = KinerjaApp(place)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_recaps(pilot)
        assert "(tanpa kantor)" in screen_text(app)
        assert "0 dari 4 sudah (0,00%), 4 belum" in screen_text(app)
        await pilot.press("home", "enter")
        await until(pilot, lambda: "per nama" in screen_text(app))
        await counted(pilot)
        assert "[b]Orang 3" in screen_text(app)
        assert "Orang 1" not in screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_seen(app, seen_as, size):
    width, height = size
    async with app.run_test(size=size) as pilot:
        await to_recaps(pilot)
        seen_as(app, f"recap_{width}x{height}")
        await choose(pilot, "predikat")
        seen_as(app, f"recap_predicate_{width}x{height}")
        await choose(pilot, "belum dinilai")
        seen_as(app, f"recap_missing_{width}x{height}")
