"""With many people Beranda stands before it is counted: it says so, takes keys, shows no number that is not true."""

from __future__ import annotations

import sys
import threading

import pytest

from kinerja_tui.app import KinerjaApp
from kinerja_tui.models.employees import Employee
from kinerja_tui.screens import quiet
from kinerja_tui.screens.office import calendar
from kinerja_tui.screens.office.beranda import BerandaScreen
from kinerja_tui.screens.staff.employees import EmployeesScreen
from kinerja_tui.services.office import agenda
from kinerja_tui.services.planning import plans
from kinerja_tui.widgets.table import VirtualTable
from tests.conftest import ready, screen_text
from tests.screens.keys import at, told, until

WAITS = "menghitung…"


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Counting beside the keys goes on while it is set; everybody counts as many."""
    monkeypatch.setattr(agenda, "FEW", 0)
    read_agenda, open_ = agenda.read_agenda, threading.Event()

    def held_up(*arguments: object) -> object:
        if threading.current_thread().name == "count":
            assert open_.wait(60)
        return read_agenda(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(agenda, "read_agenda", held_up)
    return open_


async def test_beranda_is_counted_beside_the_keys_and_remembered(
    gate: threading.Event, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, seen_as
) -> None:
    monkeypatch.setattr(quiet, "QUIET", 0.05)
    monkeypatch.delitem(sys.modules, calendar.__name__)
    app: KinerjaApp = request.getfixturevalue("app")

    def row() -> str:
        table = app.screen.query_one(VirtualTable)
        return "".join(str(cell) for cell in table.source.rows(table.cursor, table.cursor + 1)[0])

    def remembered() -> int:
        return int(app.file.rows("SELECT count(*) FROM counted")[0][0])

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert not app.is_loaded, "pages are read once what people see is counted"
        seen_as(app, "beranda_menghitung_80x24")
        await pilot.press("down", "down")
        assert "Realisasi" in row()
        assert WAITS in row()
        assert not remembered()
        gate.set()
        await until(pilot, lambda: WAITS not in screen_text(app))
        assert "Realisasi" in row()
        assert "Belum punya rencana kerja 2026" in screen_text(app)
        counted = screen_text(app)
        await ready(pilot)

        await until(pilot, lambda: remembered() > 0)  # nobody types
        assert calendar.__name__ in sys.modules, "the screens are there before they are opened"
        gate.clear()
        await pilot.press("2")
        await at(pilot, EmployeesScreen)
        app.db.set_setting("x", "1")  # nothing that is counted
        await pilot.press("1")
        await at(pilot, BerandaScreen)
        await pilot.pause()
        assert screen_text(app) == counted

        await pilot.press("home", "down")
        assert "Belum punya" in row()
        await pilot.press("2")
        await at(pilot, EmployeesScreen)
        lacking = plans.counts(app.file, app.db.year, app.workplace.today())[plans.NONE]
        with app.db.act("Pegawai baru", Employee.id_of("1")) as act:
            act.write(Employee, Employee.id_of("1"), nip="1", name="Ani", office=app.db.office)
        await pilot.press("1")
        await at(pilot, BerandaScreen)
        await pilot.pause()
        assert WAITS in screen_text(app)
        assert f"{lacking} orang" not in screen_text(app), "an old number is no number"
        gate.set()
        await until(pilot, lambda: WAITS not in screen_text(app))
        assert "Belum punya" in row()
        assert f"{lacking + 1} orang" in row()

        monkeypatch.setattr(quiet, "count_ahead", lambda *_: False)
        gate.clear()
        with app.db.act("Ditarik", Employee.id_of("1")) as act:
            act.remove(Employee, Employee.id_of("1"))
        await pilot.press("2")
        await at(pilot, EmployeesScreen)
        await pilot.press("1")
        await at(pilot, BerandaScreen)
        await pilot.pause()
        assert WAITS in screen_text(app)
        await pilot.press("q")  # while it is counted: nobody waits for it
    assert app.return_code == 0
    assert told(app) == ""
    gate.set()
