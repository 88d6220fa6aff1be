"""The grid: names stay, columns scroll, keys in a burst land where they should, foreign text is only text."""

from __future__ import annotations

import pytest

from kinerja_tui.widgets.grid import Grid, GridCell, GridContent
from tests.widgets.helpers import HOSTILE, Heard, StageApp, burst, picture


def content(rows: int, columns: int, text: str = "isi") -> GridContent:
    cells = [[GridCell(str(row * columns + column), f"{row}.{column} {text}") for column in range(columns)]
             for row in range(rows)]  # fmt: skip
    return GridContent("Sudut", [f"K{n}" for n in range(1, columns + 1)], [f"Nama {n}" for n in range(rows)], cells)


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (120, 40)])
async def test_the_cursor_is_always_on_screen_and_names_stay(size):
    grid = Grid()
    app = StageApp(grid)
    async with app.run_test(size=size) as pilot:
        grid.show_content(content(60, 30))
        grid.focus()
        await pilot.pause()
        await burst(pilot, "end", "pagedown", "down")
        row, column = grid.cursor
        assert column == 29
        seen = picture(app)
        assert f"Nama {row}" in seen
        assert "K30" in seen
        assert str(row * 30 + 29) in seen
        assert "‹" in seen
        assert "›" not in seen
        await burst(pilot, "ctrl+home", "up", "left")
        assert grid.cursor == (0, 0)
        assert "›" in picture(app)
        await burst(pilot, "ctrl+end")
        assert grid.cursor == (59, 29)
        assert "Nama 59" in picture(app)


async def test_texts_where_there_is_room_or_where_asked():
    grid = Grid()
    app = StageApp(grid)
    async with app.run_test(size=(80, 24)) as pilot:
        grid.show_content(content(2, 3))
        await pilot.pause()
        assert grid.shows_texts
        assert "1.2 isi" in picture(app)
        grid.show_content(content(2, 20))
        await pilot.pause()
        assert not grid.shows_texts
        assert "isi" not in picture(app)
        grid.show_texts(True)
        await pilot.pause()
        assert "0.1 isi" in picture(app)
        grid.show_texts(False)
        await pilot.pause()
        assert "isi" not in picture(app)


async def test_enter_and_clicks_choose_a_cell():
    grid = Grid()
    app = StageApp(grid)
    heard = Heard(Grid.Chosen)
    async with app.run_test(size=(80, 24), message_hook=heard) as pilot:
        grid.focus()
        await burst(pilot, "enter")
        assert heard.all == []
        grid.show_content(content(4, 4))
        await burst(pilot, "down", "right", "right", "enter")
        assert [(item.row, item.column) for item in heard.all] == [(1, 2)]
        at = next(x for x in range(80) if picture(app).splitlines()[0][x:].startswith("K2"))
        await pilot.click(Grid, offset=(at, 3))
        assert grid.cursor == (2, 1)
        await pilot.click(Grid, offset=(at, 3))
        assert [(item.row, item.column) for item in heard.all] == [(1, 2), (2, 1)]
        await pilot.click(Grid, offset=(2, 20))
        assert grid.cursor == (2, 1)


async def test_less_content_brings_the_cursor_back_in():
    grid = Grid(empty_text="Tekan a dulu.")
    app = StageApp(grid)
    async with app.run_test(size=(80, 24)) as pilot:
        grid.show_content(content(9, 9), at=(8, 8))
        grid.show_content(content(2, 3))
        await pilot.pause()
        assert grid.cursor == (1, 2)
        grid.show_content(GridContent("", (), (), ()))
        await pilot.pause()
        assert (grid.cursor, grid.has_cells) == ((0, 0), False)
        assert "Tekan a dulu." in picture(app)


@pytest.mark.parametrize("text", HOSTILE)
async def test_any_text(text):
    grid = Grid()
    app = StageApp(grid)
    async with app.run_test(size=(60, 10)) as pilot:
        grid.show_content(GridContent(text, [text, text], [text], [[GridCell(text, text), GridCell("", text)]]))
        await pilot.pause()
        assert picture(app)
