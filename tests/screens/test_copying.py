"""Lembar salin, the table for SIASN and e-Kinerja's report, by keys."""

from __future__ import annotations

import pytest

from kinerja_tui.screens.national.copy_sheet import CopySheetScreen
from kinerja_tui.screens.national.copy_sheets import CopySheetsScreen
from kinerja_tui.screens.national.reconcile import ReconcileScreen
from kinerja_tui.screens.national.siasn import SiasnScreen
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.papers.print_run import PrintedNotice
from kinerja_tui.screens.tables.table_problems import TableProblems
from kinerja_tui.services.evaluation.period_results import results
from kinerja_tui.services.handover import media
from kinerja_tui.services.national import copy_sheets
from kinerja_tui.services.tables import table_files
from kinerja_tui.widgets.dialogs import AskText, Pick
from tests.conftest import ready, screen_text
from tests.screens.keys import after_power_cut, at, told, type_text, until
from tests.services.bkn_workbook import report_row, write_report
from tests.services.plan_office import key_plan, three_people, titles

NAME = "Dewi Lestari, S.H."


async def keys(pilot, *names):
    await pilot.press(*names)
    await pilot.pause()


async def to_name(pilot, name):
    await pilot.press("slash")
    await type_text(pilot, name.lower())
    await keys(pilot, "enter")


async def test_a_sheet_is_copied_item_by_item_through_a_power_cut_and_gone_on_with(app, tmp_path, seen_as, monkeypatch):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await keys(pilot, "3")
        await to_name(pilot, "dewi l")
        await keys(pilot, "n")
        await at(pilot, CopySheetsScreen)
        seen_as(app, "copy_sheets_80x24")
        await keys(pilot, "enter")
        await at(pilot, CopySheetScreen)
        await keys(pilot, "enter", "space", "down", "enter", "up", "c")
        assert "3 dari 33 isian disalin" in screen_text(app)
        assert "Pejabat penilai (NIP)" in screen_text(app)
        assert app.clipboard.isdigit(), "the NIP of the rater, as the form searches for it"
        assert "papan klip" in told(app)
        await keys(pilot, "n")
        seen_as(app, "copy_sheet_80x24")
        assert "Pendekatan" in screen_text(app)
        again = after_power_cut(app, tmp_path / "lagi")
    async with again.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        assert f"Isian belum selesai: Lembar salin {NAME}" in screen_text(again)
        await keys(pilot, "5")
        await to_name(pilot, "dewi l")
        await keys(pilot, "n", "p", "1")
        assert "3/33" in screen_text(again)
        assert titles(again.db)[-1] == f"Lembar salin {NAME}, SKP 2026: 3 isian sudah disalin"
        seen_as(again, "copy_sheets_120x40")
        await to_name(pilot, "dewi l")
        await keys(pilot, "enter")
        await at(pilot, CopySheetScreen)
        assert "Jabatan" in screen_text(again), "where the plug was pulled"
        await keys(pilot, "u", "d")
        await at(pilot, Pick)
        await keys(pilot, *"target", "enter")
        assert "Target" in screen_text(again)
        await keys(pilot, "u", "up", "up", "up", "pageup", "pagedown")
        seen_as(again, "copy_sheet_120x40")
        while again.screen.sheet.first_to_do() is not None:
            await keys(pilot, "n", "enter")
        assert "Semua isian sudah disalin" in told(again)
        empty = next(item for item in again.screen.sheet.items if not item.text)
        await keys(pilot, "d", *empty.label.lower()[:12].replace(" ", ""), "escape", "n")
        assert "Semua isian yang ada isinya sudah disalin" in told(again)
        await keys(pilot, "2")
        assert isinstance(again.screen, CopySheetScreen), "a sheet is left with Esc"
        await keys(pilot, "escape")
        await at(pilot, CopySheetsScreen)
        assert "32/32" in screen_text(again) or "33/33" in screen_text(again)
        assert "b membuka lembar berikutnya" in told(again)
        await keys(pilot, "f", "4")
        assert "Lengkap disalin" in screen_text(again)
        await keys(pilot, "b")
        assert "sudah lengkap disalin" in told(again)
        await keys(pilot, "slash", "escape", "f", "1", "b")
        await at(pilot, CopySheetScreen)
        assert NAME not in screen_text(again)
        await keys(pilot, "escape")


async def test_what_cannot_be_copied_is_told(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        app.go_to("copy_sheets")
        await at(pilot, CopySheetsScreen)
        await keys(pilot, "f", "5", "enter")
        assert "jadi belum ada yang disalin" in told(app)
        await keys(pilot, "f", "0", "p", "6")
        await to_name(pilot, "halimah wa")
        await keys(pilot, "enter")
        await at(pilot, CopySheetScreen)
        await keys(pilot, "end", "d", *"predikat", "enter", "enter", "c")
        assert "tidak ada yang disalin. Lengkapi dulu datanya." in told(app)
        assert "tidak ada yang ditaruh" in told(app)
        await keys(pilot, "escape")


async def test_a_value_from_outside_is_shown_as_it_is_and_scrolls(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        db = empty_app.db
        _, _, _, staff = three_people(db)
        key_plan(db, staff, "[/] layanan\x1b[2J " + "panjang sekali " * 120)
        empty_app.go_to("copy_sheets")
        await at(pilot, CopySheetsScreen)
        await to_name(pilot, "staf")
        await keys(pilot, "enter")
        await at(pilot, CopySheetScreen)
        await keys(pilot, *["down"] * 6)
        assert "[/] layanan" in screen_text(empty_app)
        await keys(pilot, "pagedown", "c")
        assert "[/] layanan" not in screen_text(empty_app), "further down"
        assert "\x1b" not in empty_app.clipboard
        await keys(pilot, "escape")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """No stick, nothing found: files are named by hand, and saved to one folder."""
    monkeypatch.setattr(media, "tables_in", lambda folders: [])
    monkeypatch.setattr(media, "sticks", lambda: [])
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


async def save(pilot, form):
    await keys(pilot, "e")
    await at(pilot, Pick)
    await keys(pilot, form)
    await until(pilot, lambda: isinstance(pilot.app.screen, Pick) and "folder" in pilot.app.screen._title)
    await keys(pilot, "enter")
    await at(pilot, PrintedNotice)
    text = pilot.app.screen.text
    await keys(pilot, "enter")
    return text


async def test_the_table_for_siasn_is_looked_at_and_saved(app, folder, seen_as):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await keys(pilot, "5", "n", "t")
        await at(pilot, SiasnScreen)
        seen_as(app, "siasn_80x24")
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        seen_as(app, "siasn_120x40")
        await keys(pilot, "enter")
        await at(pilot, Notice)
        assert "hasilKinerjaNilai: 1" in app.screen.text
        await keys(pilot, "escape", "f", "2", "enter")
        await at(pilot, Notice)
        assert "Selesaikan evaluasinya" in app.screen.text
        await keys(pilot, "escape", "p", "1", "f", "0")
        assert "Tabel SIASN Triwulan I 2026 - Kecamatan Muara Bulian.xlsx" in await save(pilot, "1")
        table = table_files.read(folder / "kinerja-cetak" / "Tabel SIASN Triwulan I 2026 - Kecamatan Muara Bulian.xlsx")
        assert table.rows[0].cells[:4] == ["nip", "nama", "tahun", "periodik"]
        assert table.rows[1].cells[:4] == ["197212062004121934", "Ahmad Pratama", "2026", "2"]
        assert not table.rows[1].doubts, "the NIP is text"
        assert len(table.rows) == 29
        await keys(pilot, "p", "5", "e")
        assert "Belum ada yang dapat dikodekan" in told(app)


async def test_a_report_of_ekinerja_is_opened_filtered_and_saved(app, folder, seen_as):
    path = folder / "laporan.xlsx"
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        rows = [
            report_row(item.nip, item.name, item.predicate.label, rater=item.rater)
            for item in results(app.file, "2026-TW1")
            if item.predicate is not None
        ]
        rows[0][9], rows[1][10], rows[2][1], rows[3][6] = "Cukup", "197001011995011001", "1.98609E+17", "1"
        rows.append(report_row("199912122022121001", "[/] Orang Lain", "Baik"))
        write_report(path, rows)
        before = titles(app.db)
        app.go_to("reconcile")
        await at(pilot, ReconcileScreen)
        await keys(pilot, "e")
        assert "Buka dulu laporan" in told(app)
        await keys(pilot, "p", "1", "i")
        await choose(pilot, folder / "bukan.csv", "a;b\n1;2\n", TableProblems)
        assert "hasil_akhir" not in told(app)
        assert "Judul kolom tidak ditemukan" in screen_text(app)
        await keys(pilot, "escape", "i")
        await choose(pilot, path, None, ReconcileScreen)
        await until(pilot, lambda: "baris laporan" in screen_text(app))
        assert "29 baris laporan, 34 penilaian di sini: 24 sama" in screen_text(app)
        seen_as(app, "reconcile_120x40")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        seen_as(app, "reconcile_80x24")
        await keys(pilot, "enter")
        await at(pilot, Notice)
        assert "kertas yang ditandatangani" in app.screen.text
        await keys(pilot, "escape", "f")
        await at(pilot, Pick)
        await keys(pilot, *"rusak", "enter", "enter")
        await at(pilot, Notice)
        assert "bilangan" in app.screen.text
        await keys(pilot, "escape")
        assert "Pencocokan e-Kinerja NIP rusak Triwulan I 2026" in await save(pilot, "1")
        await keys(pilot, "f", "0")
        assert ".pdf" in await save(pilot, "4")
        await to_name(pilot, "orang lain")
        assert "[/] Orang Lain" in screen_text(app)
        assert titles(app.db) == before, "nothing of the office's data was changed"


async def choose(pilot, path, content, then):
    if content is not None:
        path.write_text(content, "utf-8")
    await until(pilot, lambda: isinstance(pilot.app.screen, AskText | Pick))
    if isinstance(pilot.app.screen, Pick):
        await keys(pilot, "end", "enter")
        await at(pilot, AskText)
    pilot.app.screen.query_one("Input").value = str(path)
    await pilot.press("enter")
    await at(pilot, then)


async def test_an_empty_office_says_what_to_do_first(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        for name, screen in (("copy_sheets", CopySheetsScreen), ("siasn", SiasnScreen), ("reconcile", ReconcileScreen)):
            empty_app.go_to(name)
            await at(pilot, screen)
            await keys(pilot, "enter", "b", "e", "p", "escape", "f", "escape")
            assert "Belum ada" in screen_text(empty_app)
        assert copy_sheets.counts(empty_app.db, []) == {}
