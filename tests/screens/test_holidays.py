"""Hari libur by keys, from Pengaturan: added, named anew, removed, refused."""

from __future__ import annotations

from datetime import date

import pytest

from kinerja_tui.screens.office.holidays import HolidaysScreen
from kinerja_tui.screens.tables.table_preview import TablePreview
from kinerja_tui.screens.tables.table_problems import TableProblems
from kinerja_tui.services.evaluation import objections
from kinerja_tui.services.office import holidays
from kinerja_tui.widgets.dialogs import AskText
from tests.conftest import ready, screen_text
from tests.screens.keys import at, down_to, told, type_text


async def keys(pilot, *names):
    await pilot.press(*names)
    await pilot.pause()


async def opened(pilot):
    await ready(pilot)
    await keys(pilot, "8")
    await keys(pilot, "h")
    assert isinstance(pilot.app.screen, HolidaysScreen)


async def add(pilot, day, name):
    await keys(pilot, "a")
    await type_text(pilot, day)
    await keys(pilot, "enter")
    await type_text(pilot, name)
    await keys(pilot, "enter")


async def test_added_named_anew_and_removed(empty_app, seen_as):
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "Belum ada hari libur tahun ini" in screen_text(app)
        await add(pilot, "2512", "Natal")
        await add(pilot, "1708", "Hari Kemerdekaan")
        assert holidays.holidays(app.file) == {date(2026, 8, 17), date(2026, 12, 25)}
        seen_as(app, "holidays_80x24")
        await keys(pilot, "end", "enter", "ctrl+u")
        await type_text(pilot, "Hari Natal")
        await keys(pilot, "enter")
        assert "Hari Natal" in screen_text(app)
        await keys(pilot, "h", "t")
        assert len(holidays.holidays(app.file)) == 2
        await keys(pilot, "h", "y")
        assert holidays.holidays(app.file) == {date(2026, 8, 17)}
        await keys(pilot, "escape")
        assert "1 hari pada 2026" in screen_text(app)


@pytest.mark.parametrize("day", ["", "3202", "abc", "17-8-2027"])
async def test_a_day_that_is_none_stays_in_the_question(empty_app, day):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await keys(pilot, "a")
        await type_text(pilot, day)
        await keys(pilot, "enter")
        assert "× " in screen_text(empty_app)
        await keys(pilot, "escape")
        assert isinstance(empty_app.screen, HolidaysScreen)
        assert holidays.holidays(empty_app.file) == frozenset()


async def test_a_file_with_wrong_dates_then_mended_and_imported(empty_app, tmp_path, monkeypatch, seen_as):
    monkeypatch.setattr("kinerja_tui.services.handover.media.tables_in", lambda folders: [])
    app, path = empty_app, tmp_path / "libur.csv"
    path.write_text("Tanggal;Nama\n17-8-2026;Hari Kemerdekaan\n31-2-2026;[/] Isra\n17-8-2025;Lama", "utf-8")

    async def choose(pilot, then):
        await keys(pilot, "i")
        await at(pilot, AskText)
        app.screen.query_one("Input").value = str(path)
        await pilot.press("enter")
        await at(pilot, then)

    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await add(pilot, "2512", "Natal")
        await choose(pilot, TableProblems)
        assert "Tanggal 31 Februari 2026 tidak ada" in screen_text(app)
        seen_as(app, "table_problems_80x24")
        await keys(pilot, "escape")
        path.write_text("Tanggal;Nama\n17-8-2026;Hari Kemerdekaan\n25-12-2026;Hari Natal", "utf-8")
        await choose(pilot, TablePreview)
        assert "1 hari baru, 1 ganti nama, 0 sudah ada" in screen_text(app)
        seen_as(app, "table_preview_80x24")
        await keys(pilot, "slash", "n", "a", "t", "enter")
        assert "Kemerdekaan" not in screen_text(app)
        await keys(pilot, "y")
        await at(pilot, HolidaysScreen)
        assert "2 hari libur diimpor." in told(app)
        assert "Hari Natal" in screen_text(app)
        assert holidays.holidays(app.file) == {date(2026, 8, 17), date(2026, 12, 25)}


async def test_keys_on_an_empty_list_and_odd_names(empty_app):
    async with empty_app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await keys(pilot, "enter", "h")
        await add(pilot, "1708", "[/] x")
        assert "[/] x" in screen_text(empty_app)
        await keys(pilot, "h")
        assert "Hapus [/] x, 17 Agustus 2026?" in screen_text(empty_app)


async def test_the_clock_counts_other_days_by_the_setting(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await keys(pilot, "8")
        assert "14 hari kalender" in screen_text(empty_app)
        await down_to(pilot, "counting")
        await keys(pilot, "enter")
        assert "14 hari kerja" in screen_text(empty_app)
        assert objections.counting_of(empty_app.file) == "kerja"
        await keys(pilot, "enter")
        assert objections.counting_of(empty_app.file) == "kalender"
