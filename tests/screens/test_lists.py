"""What every list can do: mark rows, sort, count by value, choose columns."""

from __future__ import annotations

import threading
from typing import ClassVar

import pytest

from kinerja_tui.models.employees import Assignment
from kinerja_tui.screens.lists import list_finding
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.office.beranda import BerandaScreen
from kinerja_tui.screens.planning.plans import PlansScreen
from kinerja_tui.screens.staff.employees import EmployeesScreen
from kinerja_tui.services.lists.listing import ShortList
from kinerja_tui.services.staff import employees, people
from kinerja_tui.widgets.counts import Counts
from kinerja_tui.widgets.table import Column
from tests.conftest import ready, screen_text
from tests.widgets.helpers import HOSTILE

from .keys import at, told, type_text, until


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
        name = people.label(app.file, everybody[-1]).split()[0].lower()
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


# -- sort, count by value, columns


def column(app, place: int) -> list[str]:
    """What the rows of the list show in one column, from the first row to the last."""
    table = app.screen.list.table
    rows = table.source.rows(0, table.row_count)
    cells = [row[place] for row in rows]
    return [cell if isinstance(cell, str) else cell[0] for cell in cells]


async def test_sorting_pegawai_stays_through_filter_edit_and_turns_around(app, seen_as):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("2")
        await pilot.pause()
        everybody = list(app.screen.shown_keys)
        await pilot.press("O", "3")
        seen_as(app, "list_sorted_80x24")
        posts, ordered = column(app, 2), list(app.screen.shown_keys)
        assert posts == sorted(posts, key=str.casefold)
        assert sorted(app.screen.shown_keys) == sorted(everybody)
        assert app.screen.list.table.cursor == 0, "who stood on the first row sees the first rows"
        await pilot.press("slash", "l", "u", "r", "a", "h", "enter")
        shown = list(app.screen.shown_keys)
        assert 0 < len(shown) < len(ordered)
        assert shown == [key for key in ordered if key in shown]
        # an edit moves the row to its new place, and the cursor goes with it
        await pilot.press("end")
        person = app.screen.current
        db = app.db
        post = db.file.rows("SELECT id FROM assignment WHERE employee_id = ? AND NOT removed", (person,))[0][0]
        with db.act("Ganti jabatan", person) as act:
            act.write(Assignment, post, post="Asisten Lurah")
        app.screen.reload()
        await pilot.pause()
        assert column(app, 2)[0] == "Asisten Lurah"
        assert app.screen.current == person
        await pilot.press("slash", "escape", "O", "enter")
        assert column(app, 2)[-1].startswith("Analis Sumber Daya"), "the same column again: the other way round"
        assert "Jabatan ↓" in screen_text(app)
        await pilot.press("O", "0")
        assert list(app.screen.shown_keys) == everybody
        assert "↓" not in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_counting_plans_by_state_and_going_into_a_group(app, size, seen_as):
    name = "{}x{}".format(*size)
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        await pilot.press("3")
        await pilot.pause()
        everybody = list(app.screen.shown_keys)
        await pilot.press("F", "1")
        await at(pilot, Counts)
        seen_as(app, f"list_counts_{name}")
        counts = app.screen._groups
        assert sum(count for _, count in counts) == len(everybody)
        await pilot.press("enter")
        await at(pilot, PlansScreen)
        most = counts[0]
        assert column(app, 0) == [most[0]] * most[1]
        assert f"{most[1]} dari {len(everybody)} pegawai · Keadaan: {most[0]} · Esc: semua lagi" in status(app)
        # a group within the group, out of a filter; Esc goes up a step at a time
        await pilot.press("slash", "s", "enter")
        filtered = list(app.screen.shown_keys)
        await pilot.press("F", "2")
        await at(pilot, Counts)
        await pilot.press("down", "enter")
        await at(pilot, PlansScreen)
        assert len(app.screen.shown_keys) == 1
        assert app.screen.shown_keys[0] in filtered
        await pilot.press("slash", "escape", "escape")
        assert column(app, 0) == [most[0]] * most[1]
        await pilot.press("escape")
        assert list(app.screen.shown_keys) == everybody
        await pilot.press("escape")
        assert isinstance(app.screen, BerandaScreen)


async def test_a_group_follows_what_is_changed(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("F", "4")
        await at(pilot, Counts)
        label, count = app.screen._groups[0]
        await pilot.press("enter")
        await at(pilot, EmployeesScreen)
        assert column(app, 3) == [label] * count
        person = app.screen.current
        post = app.file.rows("SELECT id FROM assignment WHERE employee_id = ? AND NOT removed", (person,))[0][0]
        with app.db.act("Pindah unit", person) as act:
            act.write(Assignment, post, unit="[/] Unit baru")
        app.screen.reload()
        await pilot.pause()
        assert column(app, 3) == [label] * (count - 1)
        await pilot.press("F", "4", "enter", "escape", "escape", "F", "4")
        await at(pilot, Counts)
        assert ("[/] Unit baru", 1) in app.screen._groups
        assert "[/] Unit baru" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_columns_are_chosen_and_remembered(app, size, seen_as):
    name = "{}x{}".format(*size)
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        await pilot.press("2")
        await pilot.pause()
        before = screen_text(app)
        await pilot.press("s", "s")
        seen_as(app, f"list_marked_{name}")
        await pilot.press("escape", "home")
        # the name cannot be hidden; NIP is, Gol. is shown
        await pilot.press("K", "space", "space", "end", "up")
        if size[0] < 120:
            await pilot.press("space")
        await pilot.pause()
        seen_as(app, f"list_columns_{name}")
        await pilot.press("enter")
        await pilot.pause()
        header = screen_text(app).splitlines()[2]
        assert "Nama" in header
        assert "NIP" not in header
        assert "Gol." in header
        await pilot.press("escape", "2")
        await pilot.pause()
        assert screen_text(app).splitlines()[2] == header, "the next time too"
        await pilot.press("3")
        await pilot.pause()
        assert "Jabatan" in screen_text(app).splitlines()[2], "each list for itself"
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("K", "down", "space", "escape")
        assert screen_text(app).splitlines()[2] == header, "Esc changes nothing"
        await pilot.press("K", "0")
        await pilot.pause()
        assert screen_text(app) == before


async def test_columns_without_room_are_told_kindly(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("K", "S")
        assert "tidak muat di lebar ini" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "Belum muat: " in told(app)
        await pilot.press("O", "5")
        assert "urut Gol. ↑" in status(app)
        await pilot.resize_terminal(140, 30)
        await pilot.pause()
        assert "Gol. ↑" in screen_text(app).splitlines()[2]
        assert "urut" not in status(app)


class Hostile(ListScreen):
    """A list of whatever a foreign bundle may bring, long enough for the thread."""

    TITLE = "Uji"
    NOUN = "baris"
    MARKS = True
    ASIDE = True
    COLUMNS: ClassVar = [Column("name", "Nama [/]", 10, flex=1), Column("text", "Isi", 20), Column("n", "Angka", 8)]
    WORDS: ClassVar = [*HOSTILE, "", "–", "[/]", "1.234"]
    SIZE = 520
    broken = False

    def find(self, text):
        if self.broken:
            raise RuntimeError("a fault nobody foresaw")
        rows = [
            {"key": str(n), "name": f"baris {n}", "text": self.WORDS[n % len(self.WORDS)], "n": n * 7 % 100}
            for n in range(self.SIZE)
        ]
        found = ShortList([row for row in rows if text in row["name"]])
        if self.held is not None and threading.current_thread() is not threading.main_thread():
            self.held.wait()
        return found

    held: ClassVar[threading.Event | None] = None

    def cells(self, row):
        return [row["name"], (row["text"], "warn"), str(row["n"])]


@pytest.fixture
def hostile(app, monkeypatch):
    """Opens the list of hostile texts."""

    async def opened(pilot):
        await ready(pilot)
        app.push_screen(Hostile())
        await pilot.pause()
        return app.screen

    return opened


async def test_hostile_texts_in_headers_counts_and_status(app, hostile):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await hostile(pilot)
        await pilot.press("O", "3")
        await until(pilot, lambda: screen._search is None)
        numbers = [int(text) for text in column(app, 2)]
        assert numbers == sorted(numbers)
        for place in range(0, len(Hostile.WORDS) - 2, 6):
            await pilot.press("F", "2")
            await at(pilot, Counts)
            groups = app.screen._groups
            assert groups[-1][0] == "", "what is missing comes last"
            await pilot.press(*["down"] * place, "enter")
            await at(pilot, Hostile)
            await until(pilot, lambda: screen._search is None)
            assert len(screen.shown_keys) == groups[place][1]
            await pilot.press("escape")
            await until(pilot, lambda: screen._search is None)
        await pilot.press("F", "2")
        await at(pilot, Counts)
        await pilot.press("end")
        assert "belum diisi" in screen_text(app)
        await pilot.press("enter")
        await at(pilot, Hostile)
        await until(pilot, lambda: screen._search is None)
        assert set(column(app, 1)) == {"", "–"}
        assert "Isi: belum diisi" in status(app)


async def test_a_long_list_is_found_beside_the_keys_and_keys_for_its_rows_wait(app, hostile, monkeypatch):
    monkeypatch.setattr(list_finding, "PATIENCE", 0)
    monkeypatch.setattr(list_finding, "TYPING_PATIENCE", 0)
    monkeypatch.setattr(Hostile, "chosen", lambda screen, key: picked.append(key))
    picked: list[str] = []
    async with app.run_test(size=(80, 24)) as pilot:
        gate = threading.Event()
        monkeypatch.setattr(Hostile, "held", gate)
        screen = await hostile(pilot)
        assert "Sedang membaca daftar…" in screen_text(app)
        assert "Sedang dibaca…" in status(app)
        gate.set()
        await until(pilot, lambda: screen.list.table.row_count == Hostile.SIZE)
        assert f"{Hostile.SIZE} baris" in status(app)
        gate.clear()
        order, paint, ask = [], screen._compositor_refresh, screen.ask
        monkeypatch.setattr(screen, "_compositor_refresh", lambda: order.append("paint") or paint())
        monkeypatch.setattr(screen, "ask", lambda **asked: order.append("ask") or ask(**asked))
        await pilot.press("slash")
        await pilot.pause()
        order.clear()
        await pilot.press("6", "6")
        await until(pilot, lambda: "ask" in order)
        assert order[0] == "paint", "the letter stands there before its rows are looked for"
        assert screen.list.filter.value == "66", "typing goes on while the rows are found"
        assert "mencari…" in status(app)
        assert screen.list.table.row_count == Hostile.SIZE
        await pilot.press("enter", "enter")
        assert app.focused is screen.list.table
        assert picked == []
        gate.set()
        await until(pilot, lambda: picked != [])
        assert picked == ["66"], "Enter was meant for the first row with 66"
        assert screen.list.table.row_count == len(screen.find("66"))
        # an answer that comes when the screen has gone is for nobody
        gate.clear()
        await pilot.press("slash", "escape")
        app.pop_screen()
        await pilot.pause()
        gate.set()
        await pilot.pause(0.05)
        assert isinstance(app.screen, BerandaScreen)


async def test_sorting_can_be_stopped_and_a_newer_question_wins(app, hostile, monkeypatch):
    monkeypatch.setattr(list_finding, "PATIENCE", 0)
    monkeypatch.setattr(list_finding, "TYPING_PATIENCE", 0)
    gate = threading.Event()
    plain = Hostile.cells

    def slow(screen, row):
        if threading.current_thread() is not threading.main_thread():
            gate.wait()
        return plain(screen, row)

    monkeypatch.setattr(Hostile, "cells", slow)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await hostile(pilot)
        await until(pilot, lambda: screen.list.table.row_count == Hostile.SIZE)
        before = list(screen.shown_keys)
        await pilot.press("O", "3")
        await until(pilot, lambda: "mengurutkan" in status(app))
        await pilot.press("pagedown", "down")
        assert screen.list.table.cursor > 10, "the keys stay with the list meanwhile"
        await pilot.press("escape")
        assert "Pengurutan dihentikan" in told(app)
        assert "mengurutkan" not in status(app)
        await pilot.press("O", "3", "O", "1")
        gate.set()
        await until(pilot, lambda: screen._search is None)
        assert list(screen.shown_keys) == before, "by name as it stands: baris 2 before baris 10"
        assert screen.arrangement.column == "name"
        await pilot.press("O", "3")
        await until(pilot, lambda: screen._search is None)
        assert list(screen.shown_keys) != before


async def test_a_fault_in_the_thread_is_not_swallowed(app, hostile, monkeypatch):
    monkeypatch.setattr(list_finding, "PATIENCE", 0)
    monkeypatch.setattr(list_finding, "TYPING_PATIENCE", 0)

    async def story() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            screen = await hostile(pilot)
            await until(pilot, lambda: screen._search is None)
            monkeypatch.setattr(Hostile, "broken", True)
            await pilot.press("slash", "1")
            await until(pilot, lambda: screen._search is None)

    with pytest.raises(RuntimeError, match="nobody foresaw"):
        await story()


async def test_what_a_cell_says_is_read_beside_the_keys(app, hostile, monkeypatch):
    """Dots until it is there; keys go on, and of the pages that went by only the last ones are read."""
    monkeypatch.setattr(list_finding, "PATIENCE", 0)
    monkeypatch.setattr(Hostile, "chosen", lambda screen, key: picked.append(key))
    gate, read, picked = threading.Event(), [], []

    def slow(screen, rows):
        assert threading.current_thread() is not threading.main_thread()
        read.append(int(rows[0]["key"]))
        gate.wait()

    monkeypatch.setattr(Hostile, "before_cells", slow)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await hostile(pilot)
        await until(pilot, lambda: screen.list.table.row_count == Hostile.SIZE)
        await until(pilot, lambda: "…" in screen_text(app))
        assert "baris 0 " not in screen_text(app)
        await pilot.press(*["pagedown"] * 20, "home", "enter", "end")
        assert picked == ["0"], "a row can be opened before its cells are there"
        gate.set()
        await until(pilot, lambda: f"baris {Hostile.SIZE - 1} " in screen_text(app))
        assert len(read) <= 4
        assert read[1] == 500
        await pilot.press("home")
        await until(pilot, lambda: "baris 0 " in screen_text(app))
        gate.clear()
        monkeypatch.setattr(Hostile, "early_cells", lambda screen, row: [f"sebentar {row['key']}", "…", ""])
        screen.reload()
        await until(pilot, lambda: "sebentar 0 " in screen_text(app))
        gate.set()
        await until(pilot, lambda: "baris 0 " in screen_text(app))
        assert "sebentar" not in screen_text(app)


async def test_a_page_is_read_once(app, hostile, monkeypatch):
    """Also where the screen's thread waited for it, and is told afterwards that it is there."""
    read = []
    monkeypatch.setattr(Hostile, "before_cells", lambda screen, rows: read.append(rows[0]["key"]))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await hostile(pilot)
        assert "baris 0 " in screen_text(app)
        for _ in range(5):
            await pilot.pause(0.01)
        assert read == ["0"]
        await pilot.press("end", "home")
        await pilot.pause(0.01)
        assert read == ["0", "500"]
        assert screen.list.table.cursor == 0


async def test_esc_leaves_a_list_whose_rows_do_not_come(app, hostile, monkeypatch):
    monkeypatch.setattr(list_finding, "PATIENCE", 0)
    async with app.run_test(size=(80, 24)) as pilot:
        gate = threading.Event()
        monkeypatch.setattr(Hostile, "held", gate)
        screen = await hostile(pilot)
        assert screen.is_settling
        await pilot.press("escape")
        assert isinstance(app.screen, BerandaScreen)
        gate.set()
