"""What every list can do: mark rows, sort, count by value, choose columns."""

from __future__ import annotations

import pytest

from kinerja_tui.screens.beranda import BerandaScreen
from kinerja_tui.screens.employees import EmployeesScreen
from kinerja_tui.services import employees
from tests.conftest import ready, screen_text

from .keys import told, type_text


@pytest.fixture(autouse=True)
def marking(monkeypatch):
    """Rows of Pegawai can be marked, whether or not an act takes many of them."""
    monkeypatch.setattr(EmployeesScreen, "MARKS", True)


def status(app) -> str:
    return screen_text(app).splitlines()[-2].strip()


async def test_marks_stay_through_filters_and_changes_and_are_what_an_act_takes(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("2")
        await pilot.pause()
        screen = app.screen
        everybody = list(screen.find("").keys)
        assert screen.targets() == everybody[:1], "without marks: the row at the cursor"
        await pilot.press("down", "down", "s", "up", "up", "space", "end", "s", "s")
        assert screen.list.table.cursor == len(everybody) - 1
        assert screen.targets() == [everybody[1], everybody[2]], "in the order of the list; the last was unmarked again"
        assert screen.marked == {everybody[1], everybody[2]}
        assert status(app).endswith("pegawai · 2 dipilih")
        await pilot.press("home")
        marked = [line for line in screen_text(app).splitlines() if line.startswith("*")]
        assert len(marked) == 2
        # a filter hides them, an act still takes them, and the status line says so
        name = employees.person_label(app.file, everybody[-1]).split()[0].lower()
        await pilot.press("slash")
        await type_text(pilot, name)
        await pilot.press("enter", "S")
        shown = list(screen.find(name).keys)
        assert set(screen.targets()) == {everybody[1], everybody[2], *shown}
        assert f"{2 + len(shown)} dipilih (2 tidak tampil)" in status(app)
        await pilot.press("S")
        assert "· 2 dipilih (2 tidak tampil)" in status(app)
        await pilot.press("slash", "escape", "S")
        assert screen.targets() == everybody
        await pilot.press("S")
        assert screen.marked == set()
        assert "dipilih" not in status(app)
        # a person who leaves the list is no longer marked
        await pilot.press("home", "s", "s")
        employees.end_service(app.db, everybody[0], app.workplace.today(), "pensiun")
        screen.reload()
        await pilot.pause()
        assert screen.targets() == [everybody[1]]
        # Esc lets go first, then goes back
        await pilot.press("escape")
        assert app.screen is screen
        assert screen.marked == set()
        assert "baris dilepas. Esc sekali lagi" in told(app)
        await pilot.press("escape")
        assert isinstance(app.screen, BerandaScreen)


async def test_lists_without_an_act_for_many_promise_no_marks(app, monkeypatch):
    monkeypatch.setattr(EmployeesScreen, "MARKS", False)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("s", "space", "S")
        assert app.screen.marked == set()
        assert not {"mark", "mark_all"} & {command.id for command in app.screen.commands()}
        await pilot.press("escape")
        assert isinstance(app.screen, BerandaScreen)


async def test_nothing_to_mark(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("s", "S", "space")
        assert empty_app.screen.targets() == []
