"""F1: every field of every form says what it is, how it is answered, and by which rule."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kinerja_tui import screens
from kinerja_tui.app import KinerjaApp
from kinerja_tui.screens.staff.employee_form import EmployeeForm
from kinerja_tui.screens.staff.employees import EmployeesScreen
from kinerja_tui.widgets.commands import CommandScreen, declared_commands, key_name
from kinerja_tui.widgets.fields import Choice, Field
from kinerja_tui.widgets.help import HelpScreen, answering
from kinerja_tui.widgets.listing import Listing
from kinerja_tui.widgets.sheet import Sheet
from tests.conftest import ready, screen_text
from tests.modules import modules_of
from tests.screens.keys import at

FOLDER = Path(screens.__path__[0])
MODULES = {module.__name__.rpartition(".")[2]: module for module in modules_of(screens)}
MADE_ELSEWHERE = {"inputs.py"}
"""Where the fields are made whose help the forms give."""
SOURCES = {
    "plan_items": "PermenPANRB 6/2022", "plan_choices": "PermenPANRB 6/2022", "addendum_form": "PermenPANRB 6/2022",
    "approval_form": "PermenPANRB 6/2022", "action_steps": "PermenPANRB 6/2022", "progress_form": "PermenPANRB 6/2022",
    "feedback_form": "PermenPANRB 6/2022", "guidance_forms": "PermenPANRB 6/2022", "follow_ups": "PermenPANRB 6/2022",
    "recognition_forms": "PermenPANRB 6/2022", "rating_help": "PermenPANRB 6/2022", "setup": "Kepmendagri 2025",
    "organisation_form": "SE MenPANRB 3/2023", "objection_forms": "PP 30/2019 pasal 59", "employee_form": "UU 20/2023",
    "survey_entry": "PermenPANRB 14/2017", "survey_form": "PermenPANRB 14/2017", "forum_entry": "UU 27/2022",
    "voice_form": "UU 27/2022",
}  # fmt: skip
"""Forms whose fields stand on a rule, and its source."""


def fields() -> list[tuple[str, ast.Call, ast.expr | None]]:
    """Every place in the screens where a field is made: (where, the call, its help)."""
    found = []
    for path in sorted(FOLDER.rglob("*.py")):
        if path.name in MADE_ELSEWHERE:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            named = {keyword.arg: keyword.value for keyword in node.keywords}
            if name == "day_field":  # of the guided forms
                named["help"] = node.args[2]
            elif name == "Field" and len(node.args) > 3:
                named["help"] = node.args[3]
            is_locked = isinstance(named.get("locked"), ast.Constant)  # only shown: the cursor never comes there
            if (name == "Field" or name in _MAKERS) and not is_locked:
                found.append((f"{path.stem}:{node.lineno}", node, named.get("help")))
    return found


_MAKERS = ("date_field", "number_field", "choice_field", "person_field", "rating_field", "day_field")


def worth(module: str, text: ast.expr) -> Any:
    """What a help evaluates to; None where only the running form knows."""
    space = dict(vars(MODULES[module]))
    try:
        return eval(compile(ast.Expression(text), "help", "eval"), {"__builtins__": {}}, space)
    except (NameError, KeyError, AttributeError):
        return None


def test_every_field_of_every_form_has_a_help_of_whole_sentences():
    known: dict[str, str] = {}
    for where, call, text in fields():
        assert text is not None, f"{where}: {ast.unparse(call)[:80]} has no help"
        found = worth(where.partition(":")[0], text)
        if found is None:
            continue
        known[where] = found
        assert found.strip(), where
        assert found.rstrip().endswith((".", ")")), f"{where}: {found[-40:]}"
        assert found.count("**") % 2 == 0, where
    assert len(known) > 120
    for module, source in SOURCES.items():
        texts = [text for where, text in known.items() if where.startswith(f"{module}:")]
        texts += [text for name, text in vars(MODULES[module]).items()
                  if name.startswith("HELP_")]  # fmt: skip
        assert any(source in text for text in texts), f"{module} does not name {source}"


@pytest.mark.parametrize("module", MODULES.values(), ids=MODULES)
def test_every_collected_help_is_a_sentence(module: ModuleType):
    for name in ("_HELP", "HELP"):
        texts = vars(module).get(name)
        for key, text in texts.items() if isinstance(texts, dict) else ():
            assert text.rstrip().endswith((".", ")")), (key, text)


@pytest.mark.parametrize(
    ("field", "parts"),
    [
        (Field("a", "A", "scale", choices=(Choice("x", "kurang", "1"), Choice("y", "baik", "2")), required=True),
         ["Satu angka", "1 kurang, 2 baik", "Wajib diisi."]),
        (Field("a", "A", "choice", choices=(Choice("pns", "PNS"),)), ["F4: PNS."]),
        (Field("a", "A", "choice", choices=tuple(Choice(str(n), f"n{n}") for n in range(40))), ["n11, … (F4"]),
        (Field("a", "A", "date"), ["2301 berarti 23 Januari"]),
        (Field("a", "A", "number"), ["12,5", "bukan nol"]),
        (Field("a", "A", "digits", length=18), ["18 angka"]),
        (Field("a", "A", "digits"), ["Hanya angka"]),
        (Field("a", "A", length=40), ["paling panjang 40 huruf"]),
        (Field("a", "A", suggestions=lambda _: []), ["F4 menampilkan daftarnya"]),
        (Field("a", "A", check=lambda _: [("Salah.", True)]), ["yang keliru ditahan", "ditanyakan sekali"]),
    ],
)  # fmt: skip
def test_every_kind_of_field_says_how_it_is_answered(field: Field, parts: list[str]):
    text = answering(field)
    for part in parts:
        assert part in text
    assert ("Wajib" in text) == field.required


async def test_the_help_of_a_field_and_of_a_list(app, seen_as):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("2")
        await at(pilot, EmployeesScreen)
        await pilot.press("f1")
        await at(pilot, HelpScreen)
        await pilot.pause()
        assert "Daftar pegawai kantor ini." in screen_text(app)
        await pilot.press("end")
        await pilot.pause()
        await pilot.pause(0.3)
        assert "F9 p" in screen_text(app)  # the last of the screens, with its two strokes
        await pilot.press(*"berhenti", "space", *"dinas", "a")  # letters search, they are no commands here
        assert "Tidak ada yang cocok." in screen_text(app)
        await pilot.press("ctrl+u", *"urung")
        await pilot.pause()
        assert "Mengembalikan pekerjaan terakhir PC ini." in screen_text(app)
        assert "Daftar pegawai kantor ini." not in screen_text(app)
        await pilot.press("escape")  # empties the line, and only then closes
        await pilot.pause()
        assert "Daftar pegawai kantor ini." in screen_text(app)
        await pilot.press("escape", "enter")
        await at(pilot, EmployeeForm)
        await pilot.press("down", "down", "f1")
        await at(pilot, HelpScreen)
        await pilot.pause()
        seen_as(app, "help_field_80x24")
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        seen_as(app, "help_field_120x40")
        await pilot.press("question_mark")
        await at(pilot, EmployeeForm)


ELSEWHERE = {
    ("AddendaScreen", "d"), ("GuidanceForm", "b"), ("PredicateCheck", "r"), ("TableProblems", "i"),
    ("SheetEntry", "Enter"),
}  # fmt: skip
"""Keys that a help names and the screen does not declare: of another screen, or of the field being typed."""


def test_a_help_of_a_screen_names_no_key_that_is_not_there():
    everywhere = keys_of(KinerjaApp) | keys_of(Listing) | keys_of(Sheet)
    named: set[str] = set()
    for screen in subclasses(CommandScreen):
        text = vars(screen).get("HELP")
        keys = set(NAMED.findall(text)) if isinstance(text, str) else set()
        wrong = {(screen.__name__, key) for key in keys - keys_of(screen) - everywhere}
        assert wrong <= ELSEWHERE
        named |= keys
    assert len(named) > 20


NAMED = re.compile(r"(?:`|\*\*)([a-z0-9]|F\d+|Ctrl\+[A-Z]|Enter|Esc|Tab)(?:`|\*\*)")


def keys_of(cls: type) -> set[str]:
    """The keys a class declares, as they are printed."""
    return {key_name(key) for command in declared_commands(cls) for key in command.keys}


def subclasses(cls: type) -> Iterator[type]:
    """All below a class."""
    for found in cls.__subclasses__():
        yield found
        yield from subclasses(found)
