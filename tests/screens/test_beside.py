"""Detail beside the list in a wide terminal: it follows the cursor, comes and goes with the room, and D hides it."""

from __future__ import annotations

from typing import ClassVar

import pytest

from kinerja_tui.app import SCREENS, KinerjaApp
from kinerja_tui.screens.lists.beside import HIDDEN
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.planning.plan_form import PlanForm
from kinerja_tui.screens.staff.employee_form import EmployeeForm
from kinerja_tui.screens.staff.employees import EmployeesScreen
from kinerja_tui.services.lists.listing import ShortList
from kinerja_tui.widgets.detail import Detail, DetailPane, Fact, Part
from kinerja_tui.widgets.table import Column
from tests.conftest import ready, screen_text
from tests.screens.keys import at, beside, open_row, type_text, until
from tests.widgets.test_detail import HOSTILE

WIDE = (160, 50)


class ThousandRows(ListScreen):
    """A long list of hostile texts, which counts what is asked about single rows."""

    COLUMNS: ClassVar = [Column("name", "Nama", 10, flex=1), Column("text", "Isi", 20)]
    asked = 0

    def find(self, text):
        rows = [{"key": str(n), "name": f"baris {n}", "text": HOSTILE[n % len(HOSTILE)]} for n in range(1000)]
        return ShortList([row for row in rows if text in row["name"]])

    def cells(self, row):
        return [row["name"], row["text"]]

    def detail(self, row):
        self.asked += 1
        return super().detail(row)


def pane(app) -> DetailPane:
    return app.screen.query_one(DetailPane)


async def test_it_follows_the_cursor_and_shows_everything(app, seen_as):
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot)
        await pilot.press("2")
        await until(pilot, lambda: app.screen.query(DetailPane) and pane(app).key is not None)
        await pilot.press("down", "down")
        await beside(pilot)
        assert "Wulan Mardiana, S.Pd." in screen_text(app)
        assert app.focused is app.screen.list.table, "the keys stay with the list"
        seen_as(app, "employees_160x50")


async def test_a_thousand_rows_cost_no_widget_and_few_reads(empty_app):
    app = empty_app
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot)
        screen = ThousandRows()
        await app.push_screen(screen)
        await until(pilot, lambda: pane(app).key == "0")
        widgets, timers, asked = len(screen.query("*")), len(screen._timers), screen.asked
        for place in range(1000):
            screen.list.table.move_to(place)
            if place % 100 == 0:
                await pilot.pause()
        await beside(pilot)
        assert pane(app).key == "999"
        assert screen.asked - asked < 100, "a row is read when the cursor rests, not while it runs"
        assert len(screen.query("*")) == widgets
        assert len(screen._timers) <= timers + 1
        for place in range(len(HOSTILE)):  # data is never markup, and never moves the cursor
            screen.list.table.move_to(place)
            await beside(pilot)
            assert "\x1b" not in screen_text(app)
            assert f"baris {place}" in screen_text(app).splitlines()[1]

        await pilot.press("slash")
        await type_text(pilot, "tidak ada")
        await until(pilot, lambda: pane(app).key is None)
        assert pane(app).detail is None, "nothing at the cursor: nothing beside the list"


async def test_it_comes_and_goes_with_the_room_and_keeps_cursor_and_filter(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        await pilot.press("2")
        await pilot.pause()
        screen = app.screen
        assert not screen.query(DetailPane), "a narrow terminal pays nothing"
        await pilot.press("slash")
        await type_text(pilot, "seksi")
        await pilot.press("enter", "down", "down")
        here, columns = screen.current, screen.list.table.columns
        for size in ((150, 40), (149, 40), (200, 50), (80, 24), (160, 50)):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda size=size: app.size == size)
            room = DetailPane.room_in(size[0])
            assert pane(app).display is (room > 0)
            assert screen.list.table.size.width <= size[0] - room
            assert (screen.current, screen.list.filter_text) == (here, "seksi")
        await beside(pilot)
        assert pane(app).detail is not None
        assert columns != screen.list.table.columns, "beside the pane the list shows what has room"


async def test_d_hides_it_for_this_pc(app, workplace):
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot)
        await pilot.press("2")
        await until(pilot, lambda: pane(app).key is not None)
        shown = app.screen.list.table.size.width
        await pilot.press("D")
        await until(pilot, lambda: not pane(app).display)
        assert app.screen.list.table.size.width > shown
        await pilot.press("down", "3")
        await until(pilot, lambda: type(app.screen).__name__ == "PlansScreen")
        assert not app.screen.query(DetailPane), "hidden on every list"
        await pilot.press("c")
        await until(pilot, lambda: type(app.screen).__name__ == "CascadeGapsScreen")
        await pilot.press("escape")
        assert app.file.setting(HIDDEN) == "1"
    again = KinerjaApp(app.workplace)
    async with again.run_test(size=WIDE) as pilot:
        await ready(pilot)
        await pilot.press("2")
        await pilot.pause()
        assert not again.screen.query(DetailPane), "remembered"
        await pilot.press("D", "D", "D")
        await until(pilot, lambda: pane(again).display and pane(again).key is not None)
        assert again.file.setting(HIDDEN) == ""


@pytest.mark.parametrize("size", [(149, 40), (20, 5)])
async def test_without_room_d_does_nothing(app, size):
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("D")
        assert app.file.setting(HIDDEN) == ""
        assert not app.screen.query(DetailPane)


async def test_forms_show_the_help_of_the_field_where_there_is_room(app, seen_as):
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot)
        await pilot.press("2", "enter")
        await until(pilot, lambda: isinstance(app.screen, EmployeeForm))
        form = app.screen
        await until(pilot, lambda: form.query(DetailPane) and pane(app).key == form.sheet.current.key)
        widgets = len(form.query("*"))
        for _ in range(15):
            await pilot.press("tab")
        await pilot.press("ctrl+home", "down")
        await until(pilot, lambda: pane(app).key == form.sheet.current.key)
        assert "Nama lengkap dengan gelar" in screen_text(app)
        assert len(form.query("*")) == widgets
        seen_as(app, "employee_form_160x50")
        await pilot.resize_terminal(120, 40)
        await until(pilot, lambda: not pane(app).display)
        assert form.sheet.size.width == 120
        await pilot.resize_terminal(*WIDE)
        await until(pilot, lambda: pane(app).display)

        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, EmployeeForm))
        await open_row(pilot, "3", "dewi")
        await until(pilot, lambda: isinstance(app.screen, PlanForm))
        await pilot.pause()
        assert not any(found.display for found in app.screen.query(DetailPane)), "a locked plan has all the room"


async def test_other_lists_tell_their_columns_in_full(app):
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot)
        for name in ("addenda", "credits", "feedback", "services", "follow_ups", "calendar", "history", "copy_sheets"):
            app.go_to(name)
            wanted = SCREENS[name].partition(":")[2]
            await until(pilot, lambda wanted=wanted: type(app.screen).__name__ == wanted)
            if app.screen.list.table.row_count:
                await beside(pilot)
                titles = {fact.label for part in pane(app).detail.parts for fact in part.facts}
                shown = {column.title for column in app.screen.columns if column.title}
                assert len(shown - titles) == 1, "all but the one that stands above as the title"


class OneLongRow(ThousandRows):
    """A row with more than the pane has room for."""

    def detail(self, row):
        return Detail(row["name"], [Part("", [Fact("", f"{number}. hal") for number in range(100)])])


async def test_a_long_detail_is_read_to_its_end_with_brackets(empty_app):
    app = empty_app
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot)
        await app.push_screen(OneLongRow())
        await beside(pilot)
        assert "] … 55 baris lagi" in screen_text(app)
        seen = screen_text(app)
        for _ in range(5):
            await pilot.press("right_square_bracket")
            await pilot.pause()
            seen += screen_text(app)
        assert all(f" {number}. hal" in seen for number in range(100)), "no line falls between two pages"
        assert "baris lagi" not in screen_text(app)
        assert "[ … 55 baris di atas" in screen_text(app)
        await pilot.press(*["left_square_bracket"] * 5)
        await pilot.pause()
        assert "baris di atas" not in screen_text(app)
        await pilot.press("right_square_bracket", "down")
        await beside(pilot)
        assert "baris di atas" not in screen_text(app), "another row begins at its top"


async def test_an_empty_list_uses_the_room_to_say_what_begins(empty_app):
    async with empty_app.run_test(size=WIDE) as pilot:
        await ready(pilot)
        assert "F9 v  Suara masyarakat" in screen_text(empty_app), "Beranda names every screen with its keys"
        await pilot.press("2")
        await at(pilot, EmployeesScreen)
        await until(pilot, lambda: pane(empty_app).detail is not None)
        text = screen_text(empty_app)
        assert "Daftar pegawai kantor ini." in text
        assert "Tambah pegawai" in text
        assert "**" not in text
        await pilot.press("escape")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "Suara masyarakat" not in screen_text(empty_app)
