"""After a power cut the program comes back to the form that stood open, at its field; so does Enter on Beranda."""

from __future__ import annotations

import re
from contextlib import suppress

from textual.screen import Screen

from kinerja_tui.app import KinerjaApp
from kinerja_tui.models.database import Database
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.forms.holding import HoldingScreen
from kinerja_tui.screens.forms.reopening import REOPENED, open_again
from kinerja_tui.screens.office.beranda import BerandaScreen
from kinerja_tui.screens.public.survey_entry import SheetEntry
from kinerja_tui.screens.staff.employee_form import EmployeeForm
from kinerja_tui.screens.staff.employees import EmployeesScreen
from kinerja_tui.services.forms import forms
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.forms.open_forms import OPEN_FORM, OpenForm
from kinerja_tui.services.public.survey_sheets import SHEET_FIELDS
from kinerja_tui.services.public.survey_sheets import key as sheet_key
from kinerja_tui.services.staff.employees import NEW
from kinerja_tui.widgets.commands import HELP_ACTION, active_commands
from tests.conftest import ready, screen_text
from tests.screens.every_form import follows_the_convention, names, one, others
from tests.screens.keys import after_power_cut, at, told, type_text, until
from tests.services.survey_office import key_sheet, open_survey

FUNCTION = re.compile(r"(\w+\+)*f\d+")


def unreachable(screen: Screen) -> list[str]:
    """Commands of function keys that no other key brings here; help is in the palette, which has its own."""
    return [
        active.command.id
        for active in active_commands(screen)
        if any(FUNCTION.fullmatch(key) for key in active.command.keys)
        and all(FUNCTION.fullmatch(key) for key in active.keys)
        and active.command.id != HELP_ACTION
    ]


def subclasses(cls: type) -> set[type]:
    """All below a class."""
    return {below for found in cls.__subclasses__() for below in (found, *subclasses(found))}


def is_form(cls: type) -> bool:
    """Whether a class is a form that people see, and no frame for others."""
    return not cls.__subclasses__() and cls.__module__.startswith("kinerja_tui.")


async def test_every_form_is_opened_again_from_its_name_and_is_keyed_as_every_other(app: KinerjaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        seen, fields = set(), 0
        for place in names(app.db):
            below, screen = open_again(app.db, place)
            assert below == REOPENED[place.kind].below
            await app.push_screen(screen)
            await until(pilot, lambda screen=screen: app.screen is screen)
            now = screen.standing()
            assert unreachable(screen) == [], "a keyboard without function keys"
            assert now.name.split(":")[0] == place.kind
            assert now.name == place.name or place.name.endswith(":x"), place
            again = open_again(app.db, now)[1]
            assert type(again) is type(screen), place
            if isinstance(screen, FormScreen):
                fields += follows_the_convention(screen)
            seen.add(type(screen))
            await app.pop_screen()
        for screen in others(app.db):
            await app.push_screen(screen)
            await until(pilot, lambda screen=screen: app.screen is screen)
            assert unreachable(screen) == []
            fields += follows_the_convention(screen)
            seen.add(type(screen))
            await app.pop_screen()
        assert {form for form in subclasses(FormScreen) if is_form(form)} <= seen
        assert fields > 400


async def test_names_nobody_knows_are_refused_in_words(db: Database) -> None:
    person = one(db, "SELECT id FROM employee")
    for kind in [*REOPENED, "besok", ""]:
        for rest in ("", "tidak-ada", "new", "a:b:c", "new:tidak-ada", "said:tidak-ada", "dialog:x"):
            for subject in ("", person):
                with suppress(RuleBroken):
                    assert isinstance(open_again(db, OpenForm(f"{kind}:{rest}", subject))[1], HoldingScreen)


def test_what_was_noted_by_another_version_is_nothing() -> None:
    for text in ("", "plan:1", "[]", "{}", '{"name": "plan:1", "page": 2}', "null"):
        assert OpenForm.from_text(text) is None
    place = OpenForm("plan:1", "p", "work_result/1/text", was_quit=True)
    assert OpenForm.from_text(place.to_text()) == place


async def back_in_form(pilot, kind: type) -> None:
    await ready(pilot)
    await at(pilot, kind)
    await until(pilot, lambda: not pilot.app.is_opening)


async def test_a_cut_in_a_form_leads_back_to_its_field(empty_app: KinerjaApp, tmp_path) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("2")
        await at(pilot, EmployeesScreen)
        await pilot.press("a")
        await at(pilot, EmployeeForm)
        await type_text(pilot, "198501012010011003")
        await type_text(pilot, "Dewi Anggraini")
        await pilot.press("enter")
        await pilot.pause()
        at_field = empty_app.screen.sheet.current.key
        cut = after_power_cut(empty_app, tmp_path / "mati", comes_back=True)
    async with cut.run_test(size=(80, 24)) as pilot:
        await back_in_form(pilot, EmployeeForm)
        assert "Melanjutkan Pegawai baru. Listrik padam? Semua isian masih ada." in told(cut)
        assert "Isian terakhir" not in told(cut)
        assert cut.screen.sheet.current.key == at_field
        assert "Dewi Anggraini" in screen_text(cut)
        await pilot.press("ctrl+q")
        await pilot.pause()
        quit_there = after_power_cut(cut, tmp_path / "tutup", comes_back=True)
    async with quit_there.run_test(size=(80, 24)) as pilot:
        await back_in_form(pilot, EmployeeForm)
        assert "Melanjutkan Pegawai baru. Semua isian masih ada." in told(quit_there)
        await pilot.press("escape")  # as usual: what is not whole may be left for later
        await until(pilot, lambda: "Tinggalkan dulu" in screen_text(quit_there))
        await pilot.press("down", "enter")
        await at(pilot, EmployeesScreen)
        await pilot.press("escape")
        await at(pilot, BerandaScreen)
        left = after_power_cut(quit_there, tmp_path / "nanti", comes_back=True)
    async with left.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.pause(0.1)
        assert isinstance(left.screen, BerandaScreen)
        assert "Isian belum selesai: Pegawai baru" in screen_text(left)
        await pilot.press("home", "enter")
        await at(pilot, EmployeeForm)
        await until(pilot, lambda: not left.is_opening)
        assert "Isian terakhir masih ada" in told(left)
        assert left.screen.sheet.current.key == at_field


async def test_where_one_only_looked_is_found_again_too(empty_app: KinerjaApp, tmp_path) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        survey = open_survey(empty_app.db)
        for number in range(2):
            key_sheet(empty_app.db, survey, f"----11111111{number + 1}")
        below, entry = open_again(empty_app.db, OpenForm(f"survey_second:new:{survey}"))
        assert below == "surveys"
        await empty_app.push_screen(entry)
        await pilot.pause()
        await pilot.press("enter", "enter", "enter")  # three groups left empty: nothing typed, nothing kept
        await until(pilot, lambda: SHEET_FIELDS[3] in empty_app.file.setting(OPEN_FORM))
        cut = after_power_cut(empty_app, tmp_path / "mati", comes_back=True)
    async with cut.run_test(size=(80, 24)) as pilot:
        await back_in_form(pilot, SheetEntry)
        entry = cut.screen
        assert entry.second
        assert entry.sheet.current.key == sheet_key(SHEET_FIELDS[3], second=True)
        await pilot.press(*"1111111111")
        await until(pilot, lambda: "1 dari 2" in screen_text(cut))
        assert entry.sheet.current.key == sheet_key("sex", second=True)
        assert entry.sheet.value(sheet_key("number", second=True)) == "2"


async def test_what_is_gone_is_said_kindly_and_stays_listed(empty_app: KinerjaApp, tmp_path) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        form = Form("plan:hilang", "Rencana kerja Siti", "", {}, {})
        forms.keep(empty_app.db, form, {"work_result/1/text": "Loket"}, cursor="work_result/1/text")
        cut = after_power_cut(empty_app, tmp_path / "mati", comes_back=True)
    async with cut.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await until(pilot, lambda: "tetap tersimpan dan disebut di Beranda" in told(cut))
        assert isinstance(cut.screen, BerandaScreen)
        assert "Isian belum selesai: Rencana kerja Siti" in screen_text(cut)
        assert not cut.file.setting(OPEN_FORM), "the next start does not try again"


async def test_who_went_elsewhere_meanwhile_is_not_called_back(empty_app: KinerjaApp, tmp_path) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        form = Form("employee:new", "Pegawai baru", "", {}, {})
        forms.keep(empty_app.db, form, {f"employee/{NEW}/name": "Dewi"}, cursor=f"employee/{NEW}/name")
        cut = after_power_cut(empty_app, tmp_path / "mati", comes_back=True)
    async with cut.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")  # while it loads
        await ready(pilot)
        await at(pilot, EmployeesScreen)
        await pilot.pause(0.1)
        assert isinstance(cut.screen, EmployeesScreen)
