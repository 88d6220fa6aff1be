"""Kalender: what is due on which day, late and ahead, from Beranda with one key."""

from __future__ import annotations

from datetime import date

import pytest

from kinerja_tui.app import SCREENS
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.monitoring.progress import ProgressScreen
from kinerja_tui.screens.office.beranda import BerandaScreen
from kinerja_tui.screens.office.calendar import CalendarScreen
from kinerja_tui.services.office.due_days import DueDay, due_days, first_open
from tests.conftest import ready, screen_text
from tests.screens.keys import at

TODAY = date(2026, 11, 20)


def test_marks_of_a_day():
    def due(day, **more):
        return DueDay(day, "Laporan", "", "progress", **more)

    assert due(date(2026, 11, 19), done=1, total=2).is_late(TODAY)
    assert not due(TODAY, done=1, total=2).is_late(TODAY), "the day itself is still in time"
    assert due(date(2026, 12, 4)).is_near(TODAY)
    assert not due(date(2026, 12, 5)).is_near(TODAY)
    assert due(date(2026, 1, 31), done=2, total=2).is_done
    assert not due(date(2026, 1, 31)).is_done, "nothing of nothing is not done"
    runs = due(date(2026, 10, 1), done=1, total=2, next_on=date(2027, 1, 1))
    assert (runs.is_late(TODAY), runs.is_near(TODAY), runs.is_late(date(2027, 1, 1))) == (False, True, True)
    over = due(date(2026, 7, 1), done=1, total=2)
    assert first_open([over, runs], TODAY) == runs
    assert first_open([over], TODAY) == over
    assert first_open([], TODAY) is None


def test_the_year_of_the_practice_office(db):
    found = {due.what: due for due in due_days(db.file, TODAY)}
    plans = found["Rencana kerja 2026"]
    assert (plans.day, plans.detail, plans.is_late(TODAY)) == (date(2026, 1, 31), "29 dari 33 disetujui", True)
    report = found["Laporan realisasi Triwulan III 2026"]
    assert (report.day, report.done, report.total, report.period) == (date(2026, 10, 5), 19, 29, "2026-TW3")
    assert (found["Evaluasi Triwulan III 2026"].done, found["Evaluasi tahunan 2026"].day) == (16, date(2027, 1, 1))
    days = [due.day for due in due_days(db.file, TODAY)]
    assert days == sorted(days)


async def test_from_beranda_to_where_it_is_done_and_back(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("d")
        await at(pilot, CalendarScreen)
        await pilot.pause()
        current = app.screen.current
        assert current is not None
        assert current.startswith("2026-10-01/Evaluasi Triwulan III")
        await pilot.press("slash", *"laporan", "enter", "home", "enter")
        await at(pilot, ProgressScreen)
        await pilot.pause()
        assert "Triwulan I 2026" in screen_text(app)
        await pilot.press("escape")
        await at(pilot, CalendarScreen)


async def test_an_empty_office_has_only_its_routine(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("d")
        await at(pilot, CalendarScreen)
        await pilot.pause()
        text = screen_text(empty_app)
        assert "belum ada pegawai" in text
        assert "SKP belum disetujui" in text
        assert "!" not in text, "nobody is there, so nothing is late"
        assert "10 hal" in screen_text(empty_app)
        await pilot.press("escape")
        await at(pilot, BerandaScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_how_it_looks(app, seen_as, size):
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        await pilot.press("d")
        await at(pilot, CalendarScreen)
        await pilot.pause()
        seen_as(app, f"calendar_{size[0]}x{size[1]}")


async def test_no_letter_of_a_list_is_one_of_its_own_moves(app):
    """The table takes j and k before any command does."""
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        classes = [type(app.screen_named(name)) for name in SCREENS]
    lists = [cls for cls in classes if issubclass(cls, ListScreen)]
    assert len(lists) > 15
    dead = [(cls.__name__, item.name) for cls in [*lists, BerandaScreen] for item in cls.COMMANDS if item.key in "jk"]
    assert not dead
