"""Stories through keys: typing as a person does, and starting again after a power cut."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from kinerja_tui.app import KinerjaApp, Workplace
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.services.forms.open_forms import OPEN_FORM
from kinerja_tui.widgets.detail import DetailPane
from kinerja_tui.widgets.table import VirtualTable
from tests.conftest import fixed_now, screen_text

NAMES = {" ": "space", "/": "slash", "-": "minus", ",": "comma", ".": "full_stop"}


async def type_text(pilot, text):
    """Press the keys of a text."""
    await pilot.press(*(NAMES.get(character, character) for character in text))


async def open_row(pilot, screen, name):
    """From anywhere: the list by its digit, filter by name, Enter on the first row, clear of the filter."""
    await pilot.press(screen)
    await pilot.pause()
    await pilot.press("slash")
    await type_text(pilot, name.lower())
    await pilot.press("enter", "enter")
    await pilot.pause()


async def down_to(pilot, key):
    """Down until the cursor of the table is on a row, wherever other rows were put in."""
    table = pilot.app.screen.query_one(VirtualTable)
    for _ in range(40):
        if table.current_key == key:
            return
        await pilot.press("down")
    raise AssertionError(f"no row {key!r}")


def after_power_cut(app: KinerjaApp, folder: Path, *, comes_back: bool = False) -> KinerjaApp:
    """A program on what lies on the disk now, as after the plug was pulled: nothing was closed or flushed.

    It comes back to the form that stood open only where the test asks for it; else it stays on Beranda.
    """
    folder.mkdir()
    place = app.workplace.file.path
    for path in place.parent.glob(f"{place.name}*"):
        shutil.copy(path, folder / path.name)
    shutil.copytree(app.workplace.identities, folder / "kunci")
    if not comes_back:
        with contextlib.closing(sqlite3.connect(folder / place.name)) as connection, connection:
            connection.execute("DELETE FROM setting WHERE name = ?", (OPEN_FORM,))
    return KinerjaApp(Workplace(DatabaseFile(folder / place.name).open(), folder / "kunci", fixed_now))


def told(app: KinerjaApp) -> str:
    """Everything the program has told in messages, newest last."""
    return "\n".join(note.message for note in app._notifications)


async def until(pilot: Pilot[object], condition: Callable[[], bool]) -> None:
    """Wait for the work in the background; the loop's end is the test's failure."""
    for _ in range(2000):
        if condition():
            await pilot.pause()
            return
        await pilot.pause(0.01)
    raise AssertionError(f"never came:\n{screen_text(pilot.app)}")


async def at(pilot: Pilot[object], screen: type) -> None:
    """Wait for a screen or dialog to be on top."""
    await until(pilot, lambda: isinstance(pilot.app.screen, screen))


async def beside(pilot: Pilot[object]) -> None:
    """Wait until the pane beside the list shows the row at the cursor."""

    def shown() -> bool:
        panes = pilot.app.screen.query(DetailPane)
        return bool(panes) and panes.first().key == pilot.app.screen.current is not None  # type: ignore[attr-defined]

    await until(pilot, shown)
