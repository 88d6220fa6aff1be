"""Ctrl+P: commands by any part of their name, the last used first; F9: screens by one key."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kinerja_tui.widgets.commands import Command, declared_commands
from kinerja_tui.widgets.entries import Entry, rank, words_of
from kinerja_tui.widgets.fields import Field
from kinerja_tui.widgets.menu import Menu
from kinerja_tui.widgets.palette import Palette
from kinerja_tui.widgets.sheet import Sheet
from kinerja_tui.widgets.table import Column, ListSource, VirtualTable

from .helpers import APP_COMMANDS, HOSTILE, Stage, StageApp, burst, picture

PLACES = [
    Command("visit('utara')", "", "Layar utara", "Semua di utara.", group="Arah", menu="u"),
    Command("visit('selatan')", "5", "Layar selatan", "Semua di selatan.", group="Arah", menu="5"),
    Command("visit('orang')", "", "Orang-orang", "Siapa saja.", group="Isi", menu="o"),
    Command("menu", "f9", "Ke layar", "Semua layar.", second_key="full_stop"),
]


class Office(Stage):
    """A screen with a command that is only in the palette."""

    COMMANDS = [
        Command("lock", "f7", "Kunci rencana kerja", "Mengunci.", second_key="ctrl+o"),
        Command("secret", "", "Hanya palet", "Tanpa tombol, untuk rencana."),
    ]

    def action_lock(self) -> None:
        self.called.append("lock")

    def action_secret(self) -> None:
        self.called.append("secret")


class Slow:
    """Finds a person for every text, when it is let."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.ran: list[str] = []
        self.go, self.more = asyncio.Event(), asyncio.Event()

    def entry(self, text: str) -> Entry:
        return Entry(f"person:x:{text}", f"Orang {text}", lambda: self.ran.append(text), note="[/]")

    async def find(self, text: str) -> AsyncIterator[Sequence[Entry]]:
        self.asked.append(text)
        await self.go.wait()
        yield [self.entry(text)]
        await self.more.wait()
        yield [self.entry(f"{text} lagi")]

    def recall(self, ids: Sequence[str]) -> dict[str, Entry]:
        return {id: self.entry(id.rpartition(":")[2]) for id in ids if id.startswith("person:") and "gone" not in id}


class OfficeApp(StageApp):
    app_commands = [*APP_COMMANDS, *PLACES]

    def __init__(self, widget: object = None, finder: Slow | None = None) -> None:
        super().__init__(widget or VirtualTable([Column("a", "A", 5)], ListSource([("1",)], ["1"])), Office)  # type: ignore[arg-type]
        self.slow = finder

    def finder(self) -> Slow | None:
        return self.slow

    def action_visit(self, place: str) -> None:
        self.stage.called.append(place)


def titles(app: OfficeApp) -> list[str]:
    screen = app.screen
    assert isinstance(screen, Palette)
    return [entry.title for entry in screen._lines]


@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [("Rencana kerja", "renc", 1), ("Rencana kerja", "KER", 2), ("Rencana kerja", "ker ren", 2), ("Kerja", "erj", 3),
     ("Rekap", "rekap", 0), ("Rekap & kurva", "rekap", 1),
     ("Rencana kerja", "e-kinerja", None), ("Lembar e-Kinerja", "e-kin", 2), ("José Ámbar", "jose amb", 1),
     ("José", "jose x", None), ("Umpan balik", "balik  umpan", 2)],
)  # fmt: skip
def test_any_part_of_a_name_with_its_beginnings_first(name: str, typed: str, expected: int | None):
    assert rank(name, words_of(typed)) == expected


@given(st.text(max_size=30), st.integers(0, 29), st.integers(1, 8))
def test_every_piece_of_a_name_finds_it(name: str, start: int, length: int):
    words = words_of(name[start : start + length])
    if len(words) == 1 and words[0] in " ".join(words_of(name)):
        assert rank(name, words) is not None
    assert rank(name, words_of(name)) == 0


async def test_everything_is_listed_with_its_key_found_by_parts_and_the_last_used_comes_first():
    app = OfficeApp()
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        shown = picture(app)
        for command in [*declared_commands(Office), *APP_COMMANDS, *PLACES]:
            assert command.title in shown
        assert "Cari perintah…" in shown
        assert "F7/Ctrl+O" in shown  # both keys
        assert "F9 u" in shown  # no key of its own: the way through the menu
        assert shown.index("Di sini") < shown.index("Arah") < shown.index("Isi")
        await pilot.press(*"lay")
        assert titles(app) == ["Layar utara", "Layar selatan", "Ke layar", "Bantuan"]
        await pilot.press("ctrl+u", *"renc")  # of a name before of an explanation
        assert titles(app) == ["Kunci rencana kerja", "Hanya palet"]
        await pilot.press("ctrl+u", *"hnyplt")  # letters are missing
        assert titles(app)[0] == "Hanya palet"
        await pilot.press("enter")
        await pilot.pause()
        assert app.stage.called == ["secret"]
        await pilot.press("ctrl+p", *"selat", "enter")
        await pilot.pause()
        assert app.stage.called == ["secret", "selatan"]
        assert app.recents == ["OfficeApp/visit('selatan')", "Office/secret"]
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert titles(app)[:4] == ["Terakhir dipakai", "Layar selatan", "Hanya palet", "Di sini"]
        await pilot.press(*"lay")
        assert titles(app)[:2] == ["Layar selatan", "Layar utara"]
        await pilot.press("ctrl+u", "enter")  # the last one again
        await pilot.pause()
        assert app.stage.called[-1] == "selatan"
        await pilot.press("ctrl+p", *"qqqq", "enter")
        await pilot.pause()
        assert Palette.NOTHING[:20] in picture(app)
        await pilot.press("escape")
        assert app.screen is app.stage


async def test_enter_waits_for_what_is_looked_up_and_keys_after_it_reach_what_it_opens():
    finder = Slow()
    app = OfficeApp(finder=finder)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await burst(pilot, "ctrl+p", *"xyz", "enter", "t", "t")
        while not finder.asked:
            await pilot.pause(0.01)
        await pilot.pause()
        assert isinstance(app.screen, Palette)
        assert finder.ran == []
        assert finder.asked == ["xyz"]  # once, after the last letter
        finder.go.set()
        while app.screen is not app.stage or app.stage.called != ["add", "add"]:
            await pilot.pause(0.01)
        assert finder.ran == ["xyz"]
        assert app.recents == ["person:x:xyz"]


async def test_what_is_found_stands_below_the_commands_and_the_cursor_keeps_its_line():
    finder = Slow()
    app = OfficeApp(finder=finder)
    app.remember("person:x:gone")
    app.remember("person:x:ani")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert titles(app)[:3] == ["Terakhir dipakai", "Orang ani", "Di sini"]  # who is gone is left out
        await pilot.press(*"orang", "down", "up")
        await pilot.pause()
        finder.go.set()
        while len(titles(app)) < 2:
            await pilot.pause(0.01)
        assert titles(app) == ["Orang-orang", "Orang orang"]
        finder.more.set()
        while len(titles(app)) < 3:
            await pilot.pause(0.01)
        assert titles(app)[2] == "Orang orang lagi"
        assert "[/]" in picture(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.stage.called == ["orang"]


async def test_enter_on_nothing_gives_the_keys_back():
    class Empty(Slow):
        async def find(self, text: str) -> AsyncIterator[Sequence[Entry]]:
            async for _ in super().find(text):
                yield []

    finder = Empty()
    app = OfficeApp(finder=finder)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"qq", "enter")
        finder.go.set()
        finder.more.set()
        while Palette.NOTHING[:20] not in picture(app):
            await pilot.pause(0.01)
        await pilot.press("ctrl+u", *"layar u", "enter")
        await pilot.pause()
        while app.screen is not app.stage:
            await pilot.pause(0.01)
        await pilot.pause()
        assert app.stage.called == ["utara"]


@pytest.mark.parametrize("text", HOSTILE)
async def test_lines_are_only_text(text: str):
    finder = Slow()
    finder.entry = lambda typed: Entry("", text * 9, lambda: None, help=text * 9, note=text, key=text[:3])  # type: ignore[method-assign]
    finder.go.set()
    app = OfficeApp(finder=finder)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"zz")
        while len(titles(app)) < 1:
            await pilot.pause(0.01)
        await pilot.pause()
        assert {cell_len(line) for line in picture(app).splitlines()} == {80}


async def test_the_palette_runs_the_commands_of_a_sheet():
    sheet = Sheet([Field("a", "Isian")], {}, last_values={"a": "lama"})
    app = OfficeApp(sheet)
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("ctrl+p", *"sama seperti", "enter")
        await pilot.pause()
        assert sheet.editor.text == "lama"


async def test_the_menu_goes_to_a_screen_with_one_key_or_with_the_arrows():
    app = OfficeApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f9", "u")
        await pilot.pause()
        assert app.stage.called == ["utara"]
        await pilot.press("full_stop", "O")  # Caps Lock is on
        await pilot.pause()
        assert app.stage.called == ["utara", "orang"]
        assert app.recents[0] == "OfficeApp/visit('orang')"
        await pilot.press("f9")
        await pilot.pause()
        shown = picture(app)
        assert "u  Layar utara" in shown
        assert "Isi" in shown
        await pilot.press("q", "down", "right", "right", "left", "up", "end", "home", "down")
        await pilot.pause()
        assert isinstance(app.screen, Menu)
        await pilot.press("enter")
        await pilot.pause()
        assert app.stage.called[-1] == "selatan"
        await pilot.press("f9", "escape", "full_stop", "f9")
        await pilot.pause()
        assert app.screen is app.stage
        await burst(pilot, "f9", "5", "t")  # a key typed ahead is the screen's
        while app.stage.called[-2:] != ["selatan", "add"]:
            await pilot.pause(0.01)


@pytest.mark.parametrize("size", [(20, 5), (200, 60)])
async def test_menu_and_palette_fit_any_terminal(size: tuple[int, int]):
    app = OfficeApp()
    async with app.run_test(size=size) as pilot:
        for key in ("f9", "ctrl+p"):
            await pilot.press(key)
            await pilot.pause()
            await pilot.press("end", "pagedown", "down", "right", "home")
            await pilot.resize_terminal(60, 12)
            await pilot.pause()
            await pilot.resize_terminal(*size)
            await pilot.press("escape")
        assert app.screen is app.stage
