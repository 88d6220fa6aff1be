"""Undo and redo by keys from a list, Riwayat kerja, and Yang dihapus."""

from __future__ import annotations

from datetime import date

import pytest

from kinerja_tui.app import KinerjaApp
from kinerja_tui.screens.history.last_acts import LastActsScreen
from kinerja_tui.screens.history.removed import RemovedScreen
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.office.beranda import BerandaScreen
from kinerja_tui.screens.office.holidays import HolidaysScreen
from kinerja_tui.screens.planning.plans import PlansScreen
from kinerja_tui.screens.question import Question
from kinerja_tui.screens.staff.employees import EmployeesScreen
from kinerja_tui.services.office import holidays
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
        await at(pilot, LastActsScreen)
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


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_an_office_with_a_year_of_work(app, seen_as, size):
    named = f"{size[0]}x{size[1]}"
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        await keys(pilot, "3", "z")  # from any list
        await at(pilot, Question)
        seen_as(app, f"undo_year_{named}")
        await keys(pilot, "y")
        await at(pilot, PlansScreen)
        await keys(pilot, "slash")
        await type_text(pilot, "zy")  # in the filter they are letters
        assert isinstance(app.screen, PlansScreen)
        assert app.screen.list.filter_text == "zy"
        await keys(pilot, "escape", "escape", "8", "r")
        await at(pilot, LastActsScreen)
        seen_as(app, f"history_year_{named}")
        await keys(pilot, "slash")
        await type_text(pilot, "evaluasi tw")
        assert "0 dari" in screen_text(app) or "0 pekerjaan" in screen_text(app)
        await keys(pilot, "ctrl+u")
        await type_text(pilot, "evaluasi triwulan i 2026")
        await keys(pilot, "enter", "end")
        await keys(pilot, "enter")
        await at(pilot, Notice)
        seen_as(app, f"history_year_details_{named}")
        await keys(pilot, "escape", "z")
        assert "tidak diurungkan" in told(app)
        await keys(pilot, "d")
        await at(pilot, RemovedScreen)
        seen_as(app, f"removed_year_{named}")


async def test_a_power_cut_before_and_after_the_answer(app, tmp_path):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        before = app.file.rows("SELECT id FROM journal ORDER BY seq DESC")
        await keys(pilot, "2", "z")
        await at(pilot, Question)
        first = after_power_cut(app, tmp_path / "pertama")
        await keys(pilot, "y")
        await at(pilot, EmployeesScreen)
        second = after_power_cut(app, tmp_path / "kedua")
    async with first.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        assert first.file.rows("SELECT id FROM journal ORDER BY seq DESC") == before
        first.file.close()
    async with second.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        assert second.file.rows("SELECT count(*) FROM journal") == [(len(before) + 1,)]
        await keys(pilot, "y", "y")
        await at(pilot, BerandaScreen)
        await keys(pilot, "z")
        await at(pilot, Question)
        second.file.close()


async def test_no_undoing_inside_a_form_or_before_the_office_is_set_up(app, workplace):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await keys(pilot, "2", "enter")
        form = app.screen
        assert form.HOLDS_FORM
        await keys(pilot, "ctrl+z", "ctrl+y", "z", "y")
        assert app.screen is form
        assert app.check_action("undo", ()) is False
    fresh = KinerjaApp(workplace("new", "baru"))
    async with fresh.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        assert fresh.check_action("undo", ()) is False


async def test_what_stands_on_an_act_is_told_and_nothing_changes(empty_app):
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        before = app.file.rows("SELECT count(*) FROM journal")
        await keys(pilot, "2", "z")
        assert "Penyiapan tahun kerja tidak diurungkan dari sini" in told(app)
        assert isinstance(app.screen, EmployeesScreen)
        assert app.file.rows("SELECT count(*) FROM journal") == before
