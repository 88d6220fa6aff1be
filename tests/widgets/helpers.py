"""A bare app around a widget, and bursts of keys as a fast typist or a slow PC sends them."""

from __future__ import annotations

import unicodedata
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from kinerja_tui.widgets.commands import Command, CommandApp, CommandScreen
from kinerja_tui.widgets.footer import KeyFooter
from kinerja_tui.widgets.theme import DARK, THEMES

APP_COMMANDS = [
    Command("show_help_panel", "f1", "Bantuan", "Bantuan layar ini.", footer="Bantuan", second_key="question_mark"),
    Command("command_palette", "ctrl+p", "Cari perintah", "Semua perintah.", footer="Perintah"),
]


class Stage(CommandScreen):
    """A screen with one widget and a footer; keeps the messages of the widget."""

    HELP = "# Panggung\n\nTeks bantuan layar."
    COMMANDS = [
        Command("add", "t", "Tambah", "Menambah baris.", footer="Tambah"),
        Command("remove", "ctrl+y", "Hapus", "Menghapus baris.", footer="Hapus"),
    ]

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget
        self.called: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.widget
        yield KeyFooter()

    def action_add(self) -> None:
        self.called.append("add")

    def action_remove(self) -> None:
        self.called.append("remove")


class StageApp(CommandApp):
    app_commands = APP_COMMANDS

    def __init__(self, widget: Widget, screen: type[Stage] = Stage, theme: str = DARK) -> None:
        super().__init__()
        for item in THEMES:
            self.register_theme(item)
        self.theme = theme
        self.stage = screen(widget)

    def on_mount(self) -> None:
        self.push_screen(self.stage)


class Heard:
    """Keeps every message of some classes that the app's message hook sees."""

    def __init__(self, *kinds: type[Message]) -> None:
        self.kinds = kinds
        self.all: list[Any] = []

    def __call__(self, message: Message) -> None:
        if isinstance(message, self.kinds) and not any(message is heard for heard in self.all):
            self.all.append(message)


def key_event(key: str) -> events.Key:
    if len(key) == 1 and not key.isalnum():
        key = _character_to_key(key)
    name = REPLACED_KEYS.get(key, key)
    try:
        char: str | None = unicodedata.lookup(_get_unicode_name_from_key(name))
    except KeyError:
        char = key if len(key) == 1 else None
    return events.Key(key, char)


async def burst(pilot: Pilot[Any], *keys: str) -> None:
    """All keys at once into the app's queue, nothing in between."""
    for key in keys:
        pilot.app.post_message(key_event(key))
    for _ in range(6):
        await pilot.pause()


def picture(app: CommandApp) -> str:
    """The screen as text."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


HOSTILE = [
    "[/]",
    "[bold]x[/bold]",
    "[/x]",
    "[@click=app.quit]k[/]",
    "\x1b[31mred",
    "日本語の名前",
    "👩‍👩‍👧 emoji",
    "\u202eabc",
    "a\nb\tc",
    "\\[",
    "𝔘" * 50,
]
