"""What can be done on screens that are not open, for the palette: by name, with the keys that lead there."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cache

from kinerja_tui.screens.destinations import SCREEN_COMMANDS, SCREENS
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.widgets.commands import Command, declared_commands, key_name


@dataclass(frozen=True)
class Elsewhere:
    """A command of another screen."""

    screen: str
    """key of `SCREENS`"""
    cls: str
    """name of its class"""
    place: str
    """the screen's title"""
    command: Command
    keys: str
    """the strokes from anywhere, as people read them"""


@cache
def commands_elsewhere() -> tuple[Elsewhere, ...]:
    """The commands that only one screen has. The first call imports all screens: not for the screen's thread."""
    titles = {command.title for command in SCREEN_COMMANDS}
    shared = {command.id for command in declared_commands(ListScreen)}
    found = []
    for way in SCREEN_COMMANDS:
        name = way.id.removeprefix("go('").removesuffix("')")
        if name not in SCREENS:  # Beranda is where one is
            continue
        module, _, cls = SCREENS[name].partition(":")
        for command in declared_commands(getattr(importlib.import_module(module), cls)):
            if command.key and command.title not in titles and command.id not in shared:
                keys = f"{way.reached_by(way.keys)} {key_name(command.key)}"
                found.append(Elsewhere(name, cls, way.title, command, keys))
    return tuple(found)
