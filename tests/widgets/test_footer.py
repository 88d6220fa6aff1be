"""The footer leaves out what does not fit, never the help."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.footer import KeyFooter

from .helpers import Stage, StageApp


class Full(Stage):
    COMMANDS = [Command(f"c{number}", f"f{number}", "Perintah", "Perintah.", footer=f"Nomor {number}")
                for number in range(2, 12)]  # fmt: skip


@pytest.mark.parametrize("width", [20, 40, 79, 80, 81, 100, 200])
async def test_the_help_is_always_there_and_the_line_fits(width: int):
    app = StageApp(Static("x"), Full)
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        entries = app.stage.query_one(KeyFooter).entries(width)
        assert ("F1", "Bantuan") in entries
        assert len(" " + "  ".join(f"{key} {text}" for key, text in entries)) <= width
        places = [int(key[1:]) for key, text in entries if text.startswith("Nomor")]
        assert places == list(range(2, 2 + len(places)))
