"""Undo and redo by keys from a list, Riwayat kerja, and Yang dihapus."""

from __future__ import annotations

from datetime import date

from kinerja_tui.models.objections import Holiday
from kinerja_tui.screens.history import HistoryScreen
from kinerja_tui.screens.holidays import HolidaysScreen
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.removed import RemovedScreen
from kinerja_tui.screens.undoing import Question
from kinerja_tui.services import holidays
from tests.conftest import ready, screen_text
from tests.screens.keys import after_power_cut, at, told, type_text

XMAS = date(2026, 12, 25)


async def keys(pilot, *names):
    await pilot.press(*names)
    await pilot.pause()


async def test_a_holiday_is_removed_undone_done_again_and_found_in_the_history(empty_app, seen_as):
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await keys(pilot, "8", "h", "a")
        await type_text(pilot, "2512")
        await keys(pilot, "enter")
        await type_text(pilot, "Natal")
        await keys(pilot, "enter")
        await keys(pilot, "h", "y")
        assert holidays.holidays(app.file) == frozenset()
        await keys(pilot, "z")
        await at(pilot, Question)
        seen_as(app, "undo_question_80x24")
        await keys(pilot, "t")
        assert holidays.holidays(app.file) == frozenset()
        await keys(pilot, "ctrl+z", "y")
        await at(pilot, HolidaysScreen)
        assert holidays.holidays(app.file) == {XMAS}
        assert "Natal" in screen_text(app)
        assert "Tekan y untuk mengulang" in told(app)
        await keys(pilot, "y", "y")
        await at(pilot, HolidaysScreen)
        assert holidays.holidays(app.file) == frozenset()
        await keys(pilot, "y")
        assert "Tidak ada yang diulang" in told(app)
        await keys(pilot, "escape", "r")
        await at(pilot, HistoryScreen)
        await keys(pilot, "down")
        seen_as(app, "history_80x24")
        await keys(pilot, "enter")
        await at(pilot, Notice)
        assert "Natal" in app.screen.text
        seen_as(app, "history_details_80x24")
        await keys(pilot, "escape", "d")
        await at(pilot, RemovedScreen)
        seen_as(app, "removed_80x24")
        await keys(pilot, "enter")
        await at(pilot, Notice)
        assert "25-12-2026" in app.screen.text
        await keys(pilot, "escape", "b", "y")
        await at(pilot, RemovedScreen)
        assert holidays.holidays(app.file) == {XMAS}
        assert "Belum ada yang dihapus" in screen_text(app)
