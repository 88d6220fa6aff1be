"""Every key of every screen means one thing: no command hides another's key, and the keys of all lists stay theirs."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Iterator

import pytest

import kinerja_tui.screens
from kinerja_tui.app import KinerjaApp
from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.widgets.commands import Command, CommandScreen, declared_commands
from tests.modules import modules_of

OF_ALL_LISTS = {"s", "space", "S", "F", "O", "K"}
"""Keys that mark, count, sort and choose columns, on every list."""
OF_TABLES = {"j", "k", "slash", "home", "end", "up", "down", "pageup", "pagedown"}
"""A table takes these before its screen sees them."""
BY_STATE = {("PlanForm", "f7"), ("PlanForm", "ctrl+s")}
"""Two commands of which the state of the plan offers one: a draft is submitted, a submitted one approved or linked."""
ATTENDANCE = "AttendanceScreen"
"""Marking who was there is what that list is for: `s` ticks there too."""


def screens() -> Iterator[type[CommandScreen]]:
    """Every screen class of the program."""
    for module in modules_of(kinerja_tui.screens):
        for item in vars(module).values():
            own = inspect.isclass(item) and item.__module__ == module.__name__
            if own and issubclass(item, CommandScreen):
                yield item


ALL = sorted(screens(), key=lambda screen: screen.__name__)


def of_its_own(screen: type[CommandScreen]) -> list[Command]:
    """The commands of a screen without those every list has."""
    shared = {command.id for command in declared_commands(ListScreen)} - {"leave"}
    return [command for command in declared_commands(screen) if command.id not in shared]


def test_the_walk_finds_the_screens():
    assert len(ALL) > 100
    assert sum(issubclass(screen, ListScreen) for screen in ALL) > 40


@pytest.mark.parametrize("screen", ALL, ids=lambda screen: screen.__name__)
def test_a_key_has_one_meaning(screen: type[CommandScreen]):
    own = of_its_own(screen)
    keys = [key for command in own for key in command.keys]
    twice = {key for key, times in Counter(keys).items() if times > 1}
    assert {key for key in twice if (screen.__name__, key) not in BY_STATE} == set()
    if not issubclass(screen, WorkScreen):
        return
    away = ("go(", "home", "menu")  # a form is left first
    not_here = ("undo", "redo", *away) if getattr(screen, "HOLDS_FORM", False) else ()
    of_app = {
        key: command.id
        for command in declared_commands(KinerjaApp)
        if not command.id.startswith(not_here) and (screen.UNDOES or command.id not in ("undo", "redo"))
        for key in command.keys
    }
    assert [key for command in own for key in command.keys if of_app.get(key, command.id) != command.id] == []


@pytest.mark.parametrize(
    "screen", [screen for screen in ALL if issubclass(screen, ListScreen)], ids=lambda s: s.__name__
)
def test_what_all_lists_share_is_taken_by_none(screen: type[ListScreen]):
    taken = OF_TABLES | (OF_ALL_LISTS if screen.__name__ != ATTENDANCE else set())
    assert [command.id for command in of_its_own(screen) if taken & set(command.keys)] == []


@pytest.mark.parametrize("name", ["RecapScreen", "OfficeStateScreen", "CascadeGapsScreen", "SettingsScreen"])
def test_screens_with_a_table_of_their_own_leave_it_its_keys(name: str):
    (screen,) = [screen for screen in ALL if screen.__name__ == name]
    assert [command.id for command in of_its_own(screen) if (OF_TABLES - {"up", "down"}) & set(command.keys)] == []
