"""The virtual table: what it asks of its source, where the cursor goes, what it shows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kinerja_tui.widgets.listing import Listing
from kinerja_tui.widgets.source import column_widths
from kinerja_tui.widgets.table import Cell, Column, ListSource, VirtualTable
from kinerja_tui.widgets.text import fit

from .helpers import HOSTILE, Heard, StageApp, burst, picture

COLUMNS = [Column("n", "Nomor", 8, align="right"), Column("name", "Nama", 20, flex=1), Column("s", "Keadaan", 10)]


class Numbers:
    """Rows made up when asked for; remembers what it was asked."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.asked: list[tuple[int, int]] = []

    def __len__(self) -> int:
        return self.count

    def rows(self, start: int, stop: int) -> Sequence[Sequence[Cell]]:
        self.asked.append((start, stop))
        return [(str(number), f"Baris {number}", ("baik", "good")) for number in range(start, stop)]

    def key(self, index: int) -> str:
        return f"k{index}"

    def index(self, key: str) -> int | None:
        number = int(key[1:])
        return number if number < self.count else None


def listed(*names: str) -> ListSource:
    return ListSource([(str(place), name, "") for place, name in enumerate(names)], list(names))


async def test_only_pages_in_view_are_asked_of_100_000_rows():
    source = Numbers(100_000)
    table = VirtualTable(COLUMNS, source)
    app = StageApp(table)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "down", "up")
        assert source.asked == [(0, 50)]
        await pilot.press("end")
        assert source.asked == [(0, 50), (99_950, 100_000)]
        assert "Baris 99999" in picture(app)
        await pilot.press("home", *["pagedown"] * 6)
        assert table.cursor == 6 * 22
        assert source.asked == [(0, 50), (99_950, 100_000), (50, 100), (100, 150)]
        assert len(list(app.screen.walk_children())) < 8


async def test_keys_move_choose_and_letters_stay_with_the_screen():
    table = VirtualTable(COLUMNS, Numbers(50))
    heard = Heard(VirtualTable.Highlighted, VirtualTable.Chosen)
    app = StageApp(table)
    async with app.run_test(message_hook=heard) as pilot:
        await burst(pilot, "j", "j", "k", "down", "enter", "t", "up", "up", "up", "up")
        assert [(type(message).__name__, message.key) for message in heard.all] == [
            ("Highlighted", "k0"),
            ("Highlighted", "k1"),
            ("Highlighted", "k2"),
            ("Highlighted", "k1"),
            ("Highlighted", "k2"),
            ("Chosen", "k2"),
            ("Highlighted", "k1"),
            ("Highlighted", "k0"),
        ]
        assert app.stage.called == ["add"]


async def test_the_cursor_stays_on_its_row_when_rows_change():
    table = VirtualTable(COLUMNS, listed("a", "b", "c", "d"))
    async with StageApp(table).run_test() as pilot:
        await pilot.press("down", "down")
        table.set_source(listed("x", "y", "a", "b", "c"), keep="c")
        assert table.current_key == "c"
        table.set_source(listed("x", "y", "a", "b"), keep="c")  # removed: the row next to it
        assert table.current_key == "b"
        table.set_source(listed("p", "q"), keep="b")  # another list: the top
        assert table.current_key == "p"
        table.set_source(listed(), keep="p")
        assert table.current_key is None
        await pilot.press("down", "up", "end", "pagedown", "enter")
        table.set_source(listed("z"))
        assert table.current_key == "z"


async def test_mouse():
    table = VirtualTable(COLUMNS, Numbers(100))
    heard = Heard(VirtualTable.Chosen)
    async with StageApp(table).run_test(message_hook=heard) as pilot:
        await pilot.click(VirtualTable, offset=(5, 4))
        assert table.cursor == 3
        await pilot.click(VirtualTable, offset=(5, 4))
        assert [message.key for message in heard.all] == ["k3"]
        await pilot.click(VirtualTable, offset=(5, 0))
        assert table.cursor == 3


async def test_the_empty_text_says_what_to_do():
    table = VirtualTable(COLUMNS, empty_text="Belum ada pegawai.\nTekan t untuk menambah pegawai pertama.")
    app = StageApp(table)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        lines = [line for line in picture(app).splitlines() if "Belum ada" in line or "Tekan t" in line]
        assert len(lines) == 2
        assert lines[0].startswith(" " * 20)


async def test_hostile_and_wide_cells():
    rows = [(text, text, (text, "bad")) for text in HOSTILE] + [("x" * 1_000_000, "日本" * 100, ("?", "nosuchstyle"))]
    table = VirtualTable(COLUMNS, ListSource(rows, [str(number) for number in range(len(rows))]))
    app = StageApp(table)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end", "home")
        shown = picture(app)
        assert "[bold]x[/bold]" in shown
        assert "\x1b" not in shown
        await pilot.resize_terminal(20, 6)
        await pilot.press("end")
        assert app.is_running


@pytest.mark.parametrize("text", [*HOSTILE, "", "日本語", "abc"])
@pytest.mark.parametrize("width", [1, 2, 3, 7, 40])
def test_fit_is_exact(text: str, width: int):
    from rich.cells import cell_len

    assert cell_len(fit(text, width)) == width
    assert cell_len(fit(text, width, "right")) == width


@pytest.mark.parametrize("width", [0, 5, 10, 42, 43, 80, 120])
def test_columns_share_the_width_and_never_exceed_it(width: int):
    widths = column_widths(COLUMNS, width, 2)
    assert sum(widths) + 2 * 2 <= max(width, sum(widths) + 4 if width < 42 else width)
    assert all(size >= 0 for size in widths)
    if width >= 42:
        assert sum(widths) + 4 == width
        assert widths[0] == 8


class TestListing:
    def make(self) -> tuple[Listing, StageApp]:
        names = [f"Pegawai {number}" for number in range(40)]
        listing = Listing(COLUMNS, listed(*names), noun="pegawai")
        return listing, StageApp(listing)

    async def test_a_burst_of_slash_and_letters_filters_and_returns(self):
        listing, app = self.make()
        heard = Heard(Listing.FilterChanged)
        async with app.run_test(size=(80, 24), message_hook=heard) as pilot:
            await pilot.pause()
            listing.focus_table()
            await pilot.pause()
            assert "40 pegawai" in picture(app)
            await burst(pilot, "/", "3", "t", "1")
            assert [message.text for message in heard.all] == ["3", "3t", "3t1"]
            assert app.stage.called == []
            assert "Enter Ke daftar  Ctrl+Y Hapus  Esc Kosongkan" in picture(app).splitlines()[-1]
            assert "Tambah" not in picture(app).splitlines()[-1]
            listing.set_source(listed(*[f"Pegawai 3{number}" for number in range(10)]))
            await pilot.pause()
            assert "10 dari 40 pegawai" in picture(app)
            await burst(pilot, "enter", "t", "j")
            assert app.stage.called == ["add"]
            assert listing.table.cursor == 1
            await pilot.press("/", "escape")
            assert listing.filter_text == ""
            assert heard.all[-1].text == ""
            assert app.screen.focused is listing.table

    async def test_nothing_matches(self):
        listing, app = self.make()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            listing.focus_table()
            await pilot.press("/", "z")
            listing.set_source(listed())
            await pilot.pause()
            assert "Tidak ada yang cocok" in picture(app)
            assert "0 dari 40 pegawai" in picture(app)
            await pilot.press("down", "enter", "up")
