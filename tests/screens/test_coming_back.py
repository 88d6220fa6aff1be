"""After a power cut the program comes back to the form that stood open, at its field; so does Enter on Beranda."""

from __future__ import annotations

import re
from contextlib import suppress

from textual.screen import Screen

from kinerja_tui.app import KinerjaApp
from kinerja_tui.models.database import Database
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.beranda import BerandaScreen
from kinerja_tui.screens.employee_form import EmployeeForm
from kinerja_tui.screens.employees import EmployeesScreen
from kinerja_tui.screens.holding import HoldingScreen
from kinerja_tui.screens.reopening import REOPENED, open_again
from kinerja_tui.screens.survey_entry import SheetEntry
from kinerja_tui.services import evaluations, forms, objections
from kinerja_tui.services.employees import NEW
from kinerja_tui.services.forms import Form
from kinerja_tui.services.open_forms import OPEN_FORM, OpenForm
from kinerja_tui.services.survey_sheets import SHEET_FIELDS
from kinerja_tui.services.survey_sheets import key as sheet_key
from kinerja_tui.widgets.commands import HELP_ACTION, active_commands
from tests.conftest import ready, screen_text
from tests.screens.keys import after_power_cut, at, told, type_text, until
from tests.services.forum_office import hold, say
from tests.services.service_office import request, service
from tests.services.survey_office import key_sheet, open_survey

FUNCTION = re.compile(r"(\w+\+)*f\d+")


def one(db: Database, sql: str) -> str:
    """The first column of the first row."""
    return str(db.file.rows(f"{sql} LIMIT 1")[0][0])


def names(db: Database) -> list[OpenForm]:
    """A form of every kind on the practice office, by its name."""
    person = one(db, "SELECT id FROM employee WHERE name LIKE 'Ratna%'")
    draft = one(db, "SELECT id FROM work_plan WHERE state = 'draf' ORDER BY id")
    approved, whose = db.file.rows("SELECT id, employee_id FROM work_plan WHERE state = 'disetujui' ORDER BY id")[0]
    submitted = one(db, "SELECT id FROM work_plan WHERE state = 'diajukan' ORDER BY id")
    evaluation, period, plan = db.file.rows(
        "SELECT id, period, plan_id FROM evaluation WHERE state = 'selesai' ORDER BY id"
    )[0]
    form, case = objections.delivery_form(db, evaluation)
    survey, forum, izin = open_survey(db, period="2026-TW4"), hold(db), service(db, "Izin keramaian")
    said, asked = say(db, forum, "Jalan gelap"), request(db, izin, "2026-11-02")
    key_sheet(db, survey, "----111111111")
    steps = OpenForm(f"steps:{approved}", whose)
    found = [OpenForm(name) for name in (
        "employee:new", f"employee:{person}", f"transfer:{person}", f"acting:{person}", f"rater:{person}",
        f"excuse:{person}", f"raters:{person},{whose}", f"plan:{draft}", f"addendum:{approved}",
        f"approval:{submitted}",
        f"plan_comment:{draft}:", f"progress:{approved}:2026-TW4", f"feedback:new:{person}", "feedback:b18",
        "predicate_check:2026-TW3",
        "key_indicator:new", f"service:{izin}", "service:new:x", f"service_request:{asked}", "service_request:new:x",
        f"voice:{said}", "voice:new:x", f"forum:{forum}", "forum:new:x", f"forum:said:{forum}", f"survey:{survey}",
        "survey:new:x", f"survey_sheet:new:{survey}", f"survey_second:new:{survey}", "training_session:new:x",
        "recognition_rule:new:", f"dimension:new:{db.office}", f"copying:{approved}:", f"copying:{plan}:{period}",
    )]  # fmt: skip
    found += [
        steps,
        OpenForm(f"feedback:dialog:new:{person}", person),
        OpenForm(f"feedback:bimbingan:new:{person}", person),
        OpenForm(f"training:new:{person}", person),
        OpenForm(f"recognition:new:{person}", person),
        OpenForm(form.name, case.evaluation.employee_id),
        OpenForm(evaluations.evaluation_form(db, approved, "2026-TW4")[0].name, whose),
    ]
    return found


def unreachable(screen: Screen) -> list[str]:
    """Commands of function keys that no other key brings here; help is in the palette, which has its own."""
    return [
        active.command.id
        for active in active_commands(screen)
        if any(FUNCTION.fullmatch(key) for key in active.command.keys)
        and all(FUNCTION.fullmatch(key) for key in active.keys)
        and active.command.id != HELP_ACTION
    ]


async def test_every_form_is_opened_again_from_its_name(app: KinerjaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        seen = set()
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
            seen.add(type(screen))
            await app.pop_screen()
        assert len(seen) > 30


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
