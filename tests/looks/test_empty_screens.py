"""A new office: every empty screen says what to do first, and the key it names works there."""

from __future__ import annotations

import re

from kinerja_tui.app import SCREENS
from kinerja_tui.widgets.commands import active_commands, declared_commands, key_name
from kinerja_tui.widgets.table import VirtualTable
from tests.conftest import ready, screen_text
from tests.looks.walk import go, go_back

_KEYS = r"[a-z0-9]|Enter|Esc|Tab|F\d+"
NAMED = re.compile(rf"\b[Tt]ekan ({_KEYS})\b|(?<!lalu )\b([a-z0-9]) (?:untuk|menulis)\b|\b(Esc) kembali")
"""A key in a sentence: Tekan a …, i untuk …, Esc kembali."""
NEXT = re.compile(rf"\b[Tt]ekan (\d)\b[^.]*?, lalu ({_KEYS})\b")
"""A key, and another one on the screen it leads to."""


async def test_every_empty_screen_names_a_key_that_works_there(empty_app):
    silent, wrong = [], []
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        assert "Belum ada pegawai. Enter, lalu a" in screen_text(empty_app)
        for name in SCREENS:
            if name == "setup":  # a form
                continue
            await go(pilot, (f"={name}",))
            screen = empty_app.screen
            text = " ".join(screen_text(empty_app).split())
            here = {key_name(key) for active in active_commands(screen) for key in active.keys}
            named = {key for found in NAMED.findall(text) for key in found if key}
            if not named and not any(table.row_count for table in screen.query(VirtualTable)):
                silent.append(name)
            wrong += [(name, key) for key in named - here]
            for first, then in NEXT.findall(text):
                await pilot.press(first)
                await go(pilot, ())
                there = {key_name(key) for command in declared_commands(empty_app.screen) for key in command.keys}
                if then not in there:
                    wrong.append((name, first, then))
            await go_back(pilot)
    assert not silent
    assert not wrong
