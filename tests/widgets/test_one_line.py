"""A line of text that is full says so; a paste that is too long is taken in part and said, in every line there is."""

from __future__ import annotations

import pytest
from textual import events
from textual.widgets import Input

from kinerja_tui.screens.staff.employees import EmployeesScreen
from kinerja_tui.widgets.dialogs import AskText
from tests.conftest import ready
from tests.screens.keys import at, told


@pytest.mark.parametrize("where", ["filter", "question"])
async def test_a_megabyte_is_taken_in_part_and_said(app, where):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("2")
        await at(pilot, EmployeesScreen)
        if where == "filter":
            await pilot.press("slash")
        else:
            app.push_screen(AskText("Mengapa?", "lama", max_length=100))
        await pilot.pause()
        line = app.focused
        assert isinstance(line, Input)
        app.post_message(events.Paste("Loket\tpelayanan\n " * 60_000))
        await pilot.pause()
        assert len(line.value) == 100
        assert line.value.startswith(("Loket pelayanan Loket", "lamaLoket pelayanan"))
        assert "Tempelan terlalu panjang: yang masuk hanya" in told(app)
        await pilot.press("x", "x")
        assert told(app).count("Sudah penuh: paling banyak 100 karakter.") == 1
        app.post_message(events.Paste("lagi"))
        await pilot.pause()
        assert "tidak ada yang masuk" in told(app)
        await pilot.press("end", "ctrl+u")
        app.post_message(events.Paste("\n\n Siti\x1b[2J \n"))
        await pilot.pause()
        assert line.value.startswith("Siti")
        assert "\x1b" not in line.value
