"""Ctrl+P and F9 in the office: people and plans by part of a name, what was used last, never out of a form."""

from __future__ import annotations

import json
from datetime import date

import pytest

from kinerja_tui.app import KinerjaApp
from kinerja_tui.screens.development.personal_sheet import PersonalSheetScreen
from kinerja_tui.screens.evaluation.evaluations import EvaluationsScreen
from kinerja_tui.screens.office.beranda import BerandaScreen
from kinerja_tui.screens.office_finder import MOST, PLACES
from kinerja_tui.screens.palette_keys import KEPT, RECENTS, read_recents
from kinerja_tui.screens.planning.addenda import AddendaScreen
from kinerja_tui.screens.planning.plans import PlansScreen
from kinerja_tui.screens.staff.employee_form import EmployeeForm
from kinerja_tui.screens.staff.employees import EmployeesScreen
from kinerja_tui.services.staff import employees
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.menu import Menu
from kinerja_tui.widgets.palette import Palette
from tests.conftest import ready, screen_text
from tests.screens.keys import after_power_cut, at, told, type_text, until
from tests.services.test_employees import add


def titles(app) -> list[str]:
    return [entry.title for entry in app.screen._lines] if isinstance(app.screen, Palette) else []


async def search(pilot, text: str) -> None:
    """Ctrl+P, the text, and all that is found."""
    await pilot.press("ctrl+p")
    await at(pilot, Palette)
    await type_text(pilot, text)
    await until(pilot, lambda: isinstance(pilot.app.screen, Palette) and not pilot.app.screen._pending)


def person(app, name: str) -> str:
    return app.file.rows("SELECT id FROM employee WHERE name LIKE ?", (f"{name}%",))[0][0]


async def test_a_person_by_part_of_the_name_at_every_place_of_work_and_again_after_a_power_cut(app, seen_as, tmp_path):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        siti = person(app, "Siti Kartika")
        await search(pilot, "art siti")
        assert [title.partition(" · ")[2] for title in titles(app)[: len(PLACES)]] == [place.title for place in PLACES]
        seen_as(app, "palette_person_80x24")
        await pilot.press("escape")
        await at(pilot, BerandaScreen)
        await search(pilot, "siti eva")
        await pilot.press("enter")
        await at(pilot, EvaluationsScreen)
        await until(pilot, lambda: app.screen.row_of(app.screen.current) is not None)
        assert app.screen.row_of(app.screen.current)["employee_id"] == siti
        await pilot.press("ctrl+p", *"siti skp", "enter")  # as fast as one types: Enter waits for the search
        await at(pilot, PlansScreen)
        await until(pilot, lambda: app.screen._row is not None and app.screen._row["id"] == siti)
        await search(pilot, "lembar siti")  # in any order it is a name, so this finds nobody
        assert not any("Siti" in title for title in titles(app))
        await pilot.press("escape")
        await search(pilot, "siti lemb prib")
        await pilot.press("enter")
        await at(pilot, PersonalSheetScreen)
        assert app.screen.employee_id == siti
        await app.workers.wait_for_complete()
        stored = app.file.setting(RECENTS)
        assert json.loads(stored) == [f"person:{place}:{siti}" for place in ("sheet", "plans", "evaluations")]
        assert "Siti" not in stored
        again = after_power_cut(app, tmp_path / "cut")
    async with again.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        again.file.plain.execute("UPDATE employee SET removed = 1 WHERE name LIKE 'Hasbi Bakri%'")
        await search(pilot, "")
        assert titles(again)[:5] == [
            "Terakhir dipakai",
            "Siti Kartika, A.Md.Kom. · Lembar pribadi",
            "Siti Kartika, A.Md.Kom. · Rencana kerja (SKP)",
            "Siti Kartika, A.Md.Kom. · Evaluasi",
            "Di sini",
        ]
        lines = screen_text(again).splitlines()
        assert "│  Siti Kartika, A.Md.Kom. · Lembar pribadi " in lines[4]
        await pilot.press("enter")
        await at(pilot, PersonalSheetScreen)
        await pilot.press("escape")
        again.file.plain.execute("UPDATE employee SET removed = 1 WHERE id = ?", (siti,))
        await search(pilot, "")
        assert not any("Siti" in title for title in titles(again))
        await pilot.press("escape")
        again.remember(f"person:sheet:{siti}")
        # somebody who is gone when the line is chosen is told, not a crash
        entry = next(place for place in PLACES if place.code == "sheet")
        from kinerja_tui.screens.office_finder import open_at
        from kinerja_tui.services.lists.finding import FoundPerson

        open_at(again, FoundPerson("nobody", "Hilang", "", False), entry)
        await until(pilot, lambda: bool(again._notifications))


async def test_several_people_the_place_by_a_digit_plans_by_what_they_say_and_the_menu(app, seen_as):
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        await search(pilot, "hasbi")
        names = ["Hasbi Bakri, S.IP., M.Si.", "Hasbi Efendi, S.E."]
        assert titles(app)[:2] == sorted(titles(app)[:2])
        assert titles(app)[0] == names[0]
        seen_as(app, "palette_people_120x40")
        await pilot.press("enter")
        await at(pilot, Pick)
        await pilot.press("3")
        await at(pilot, PlansScreen)
        await until(pilot, lambda: app.screen._row is not None and app.screen._row["id"] == person(app, "Hasbi Bakri"))
        assert app.recents[0] == f"person:plans:{person(app, 'Hasbi Bakri')}"
        await search(pilot, "s")  # one letter: only commands
        assert not any("Hasbi" in title for title in titles(app))
        await pilot.press("full_stop")
        await until(pilot, lambda: any("Lebih dari" in title for title in titles(app)))
        assert sum(", S." in title for title in titles(app)) <= MOST
        await pilot.press("escape")
        await search(pilot, "stunting")
        assert titles(app) == ["Hasbi Bakri, S.IP., M.Si. · RHK"]
        await pilot.press("enter")
        await at(pilot, PlansScreen)
        await until(pilot, lambda: app.screen.current == app.recents[0].rpartition(":")[2])
        await pilot.press("f9")
        await at(pilot, Menu)
        await pilot.pause()
        seen_as(app, "menu_120x40")
        await pilot.press("d")
        await at(pilot, AddendaScreen)
        await pilot.press("full_stop", "1")
        await at(pilot, BerandaScreen)
        await pilot.resize_terminal(80, 24)
        await pilot.press("f9")
        await at(pilot, Menu)
        await pilot.pause()
        seen_as(app, "menu_80x24")


async def test_what_another_screen_can_do_is_found_with_the_keys_that_lead_there(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await search(pilot, "tambah peg")
        await until(pilot, lambda: titles(app)[:1] == ["Tambah pegawai"])
        assert "di Pegawai" in screen_text(app)
        assert "2 a" in screen_text(app)
        await pilot.press("enter")
        await at(pilot, EmployeesScreen)
        await until(pilot, lambda: "Tambah pegawai: tekan a" in told(app))
        await search(pilot, "tambah peg")  # here it is a command like others
        assert "di Pegawai" not in screen_text(app)
        await pilot.press("escape")
        await search(pilot, "tambah forum")
        await until(pilot, lambda: titles(app)[:1] == ["Tambah forum"])
        assert "F9 f a" in screen_text(app)


async def test_who_left_is_found_in_the_list_of_those(app):
    ended = person(app, "Siti Kartika")
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        employees.end_service(app.db, ended, date(2026, 10, 31), "pensiun")
        await search(pilot, "siti")
        assert "berhenti, " in screen_text(app)
        await pilot.press("enter")
        await at(pilot, EmployeesScreen)
        await until(pilot, lambda: app.screen.current == ended)
        assert app.screen.ended


async def test_out_of_a_form_no_other_screen_is_opened(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("2")
        await at(pilot, EmployeesScreen)
        await pilot.press("enter")
        await at(pilot, EmployeeForm)
        await pilot.press("f9")
        await search(pilot, "siti")
        assert titles(app) == []
        await pilot.press("enter", "ctrl+u")
        await until(pilot, lambda: "sesudah Esc" in screen_text(app))
        assert not {"Rencana kerja", "Beranda", "Ke layar"} & set(titles(app))
        assert "Selesai mengisi" in titles(app)
        await pilot.press("escape")
        await at(pilot, EmployeeForm)
        app.go_to("plans")  # what a screen asks for itself is another matter
        await at(pilot, PlansScreen)


async def test_before_the_office_is_set_up_there_is_nothing_to_find(workplace):
    app = KinerjaApp(workplace("new"))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("f9")
        await pilot.pause()
        await pilot.press("ctrl+p")
        await at(pilot, Palette)
        await pilot.pause()
        assert not {"Rencana kerja", "Beranda", "Ke layar"} & set(titles(app))
        assert "Keluar" in titles(app)


@pytest.mark.parametrize("text", ["[/]", "[red]x[/red]", "\x1b[31m\u202emalu", "Siti" * 60])
async def test_odd_names_are_only_text(empty_app, text):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        add(empty_app.db, name="Ani")
        empty_app.file.plain.execute("UPDATE employee SET name = ?, search = 'ani zz'", (text,))
        empty_app.file.plain.execute("UPDATE assignment SET post = ?", (text,))
        await search(pilot, "zz")
        assert len(titles(empty_app)) == len(PLACES)
        assert "Enter" in screen_text(empty_app)
        await pilot.press("down", "down", "up", "up", "enter")
        await at(pilot, EmployeesScreen)
        await search(pilot, "")
        assert titles(empty_app)[1].endswith(" · Pegawai")


@pytest.mark.parametrize("stored", ["", "[", "3", '{"a": 1}', '[1, null, "person:plans", "person::x", "a:b:c", "x"]'])
def test_what_was_remembered_may_be_anything(app, stored):
    app.file.plain.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (RECENTS, stored))
    found = read_recents(app.file)
    assert all(isinstance(id, str) for id in found)
    from kinerja_tui.screens.office_finder import OfficeFinder

    assert OfficeFinder(app).recall(found) == {}


def test_only_the_last_ones_are_remembered(app):
    for number in range(3 * KEPT):
        app.remember(f"x:{number % (KEPT + 5)}")
    assert len(app.recents) == KEPT == len(set(app.recents))
