"""Every command of every screen has a key or a place in the menu, and another key where terminals take the first."""

from __future__ import annotations

import inspect
import re
from collections import Counter

import pytest

from kinerja_tui import screens, widgets
from kinerja_tui.app import SCREENS, KinerjaApp
from kinerja_tui.screens.destinations import SCREEN_COMMANDS
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.planning import plan_form
from kinerja_tui.widgets.commands import MENU_KEY, Command, Commanded, declared_commands, key_name
from kinerja_tui.widgets.sheet import Sheet
from tests.modules import modules_of


def commanded() -> list[type]:
    """Every class with a table of commands."""
    found = []
    for package in (widgets, screens):
        for loaded in modules_of(package):
            found += [
                item
                for _, item in inspect.getmembers(loaded, inspect.isclass)
                if item.__module__ == loaded.__name__ and issubclass(item, Commanded) and declared_commands(item)
            ]
    return [*found, KinerjaApp]


CLASSES = commanded()
LOCKED_FORM = {"reopen", "take_back"}
"""Letters of a form that work only while all its fields are locked, as on the list it was opened from."""
BADLY_SENT = {"ctrl+s", "ctrl+q", "ctrl+w", "ctrl+c", "ctrl+h"}
"""Keys that some terminals keep to themselves; function keys are the others."""


def is_badly_sent(key: str) -> bool:
    return key in BADLY_SENT or re.search(r"\bf\d+$", key) is not None


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_command_has_a_key_of_its_own_and_a_sentence(cls: type):
    no_marks = {"mark", "mark_all"} if not getattr(cls, "MARKS", True) else set()
    commands = [command for command in declared_commands(cls) if command.id not in no_marks]
    for one in commands:
        assert one.keys or one.menu, f"{one.title}: no key, and not in the menu"
        assert callable(getattr(cls, f"action_{one.id.partition('(')[0]}", None)) or cls is KinerjaApp, one.id
        assert one.help.endswith("."), one.help
        assert one.title[0].isupper(), one.title
        assert not one.title.endswith(".") or one.title.endswith("Plh.")
        if any(map(is_badly_sent, one.keys)):
            others = [key for key in one.keys if not is_badly_sent(key)]
            assert others or len(one.keys) > 1, f"{one.title}: {one.keys} is the only way"


def test_commands_that_share_a_key_never_apply_together():
    states = plan_form._STATES
    assert not states["submit"] & states["link"]  # F7
    assert not states["submit"] & states["approve"]  # Ctrl+S


@pytest.mark.parametrize("cls", [cls for cls in CLASSES if issubclass(cls, FormScreen)], ids=lambda cls: cls.__name__)
def test_a_form_takes_no_letter_and_no_key_of_its_sheet(cls: type):
    of_sheet = {key for command in declared_commands(Sheet) for key in command.keys}
    for command in declared_commands(cls):
        assert not of_sheet & set(command.keys), command.id
        assert command.id in LOCKED_FORM or all(len(key) > 1 for key in command.keys), f"{command.id} is typed"


def test_the_menu_has_every_screen_with_a_letter_of_its_own():
    names = [command.id[4:-2] for command in SCREEN_COMMANDS if command.id != "home"]
    assert set(names) == set(SCREENS) - {"setup"}
    letters = Counter(command.menu for command in SCREEN_COMMANDS)
    assert set(letters.values()) == {1}
    assert all(len(letter) == 1 and letter == letter.casefold() for letter in letters)
    for command in SCREEN_COMMANDS:
        assert command.key in ("", command.menu)  # a digit is the same here and there
        assert (command.key == command.menu) == command.menu.isdigit()
    groups = [command.group for command in SCREEN_COMMANDS]
    assert groups == sorted(groups, key=groups.index)  # a group is in one place
    assert "q" not in letters


def test_a_letter_of_the_menu_is_the_letter_of_that_screen_on_the_lists():
    by_screen = {command.id: command.menu for command in SCREEN_COMMANDS}
    from kinerja_tui.screens.evaluation.evaluations import EvaluationsScreen
    from kinerja_tui.screens.planning.plans import PlansScreen

    for cls, ids in (
        (PlansScreen, {"go_matrix": "matrix", "go_gaps": "gaps", "key_indicators": "key_indicators",
                       "copy_sheets": "copy_sheets"}),
        (EvaluationsScreen, {"objections": "objections", "copy_sheets": "copy_sheets", "credits": "credits"}),
    ):  # fmt: skip
        keys = {command.id: command.key for command in declared_commands(cls)}
        for id, name in ids.items():
            assert keys[id] == by_screen[f"go('{name}')"], name


def test_the_way_through_the_menu_reads_as_it_is_typed():
    calendar = next(command for command in SCREEN_COMMANDS if command.id == "go('calendar')")
    assert calendar.reached_by(calendar.keys) == f"{key_name(MENU_KEY)} {calendar.menu}"
    assert Command("x", "", "X", "X.").reached_by(()) == ""
    assert Command("x", "", "X", "X.").reached_by(("f7", "ctrl+o")) == "F7/Ctrl+O"
    assert Command("x", "", "X", "X.").reached_by(("slash", "ctrl+f")) == "/ Ctrl+F", "not //Ctrl+F"
