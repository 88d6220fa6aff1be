"""A clerk who types all day without looking: what is stored is what stands on the paper, value by value."""

from __future__ import annotations

from random import Random

import pytest
from textual.pilot import Pilot

from kinerja_tui.app import KinerjaApp
from kinerja_tui.models.employees import Employee
from kinerja_tui.rules.survey import ELEMENTS
from kinerja_tui.screens.development.development import DevelopmentScreen
from kinerja_tui.screens.public.survey_entry import SheetEntry
from kinerja_tui.screens.staff.employee_form import EmployeeForm
from kinerja_tui.screens.staff.employees import EmployeesScreen
from kinerja_tui.services.development import training
from kinerja_tui.services.public import survey_sheets
from kinerja_tui.services.staff import employees
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.keys import PatientApp
from tests.conftest import ready, screen_text
from tests.screens.keys import at, until
from tests.services.plan_office import CAMAT, STAFF, three_people
from tests.services.survey_office import open_survey
from tests.widgets.helpers import key_event

WORDS = ["pelayanan", "surat", "warga", "data", "arsip", "desa", "usulan", "rapi", "tepat", "selesai"]
BIRTHS = ("19860926", "19900315")


@pytest.fixture(autouse=True)
def _in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a shared machine does to the time between two keys, here it is no pause."""
    monkeypatch.setattr(PatientApp, "PAUSE", 60)


def words(chance: Random, most: int = 4) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(1, most)))


async def keyed(pilot: Pilot[object], *keys: str) -> None:
    """Names of keys in brackets, or text; all of it is in the queue before any of it is dealt with."""
    app = pilot.app
    for key in keys:
        for name in [key[1:-1]] if key.startswith("<") else key:
            app.post_message(key_event(name))
    await dealt_with(pilot)


async def dealt_with(pilot: Pilot[object]) -> None:
    app = pilot.app
    assert isinstance(app, PatientApp)
    await pilot.pause()
    await until(pilot, lambda: not app.keys_waiting and app._handling is None and not app.is_opening)
    await pilot.pause()


async def test_a_stack_of_paper_keyed_in_one_go(empty_app: KinerjaApp):
    app, chance = empty_app, Random(1)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        three_people(app.db)
        survey = open_survey(app.db, population="100")
        keys: list[str] = ["2"]
        people = []
        for number, birth in enumerate(BIRTHS, 1):
            nip, name, post, unit = f"{birth}2015051{number:03}", words(chance, 2).title(), words(chance), words(chance)
            people.append((nip, name, post, unit, "2026-03-01", Employee.id_of(CAMAT)))
            keys += ["a", nip, name, "<enter>", "<enter>", "3b", "<enter>", "<enter>", post, "<enter>", "3", "<enter>"]
            keys += [unit, "<enter>", "0103", "<enter>", "camat", "<enter>", "<enter>", "<f10>"]
        papers = []
        for name in ("staf contoh", "kasi contoh"):
            title, need, organiser, day = words(chance), words(chance), words(chance), chance.randint(10, 28)
            papers.append([(title, need, f"2026-09-{day}", "6", organiser)])
            keys += ["<f9>", "g", "/", name, "<enter>", "a", "3", title, "<enter>", "seminar", "<enter>", "<enter>"]
            keys += ["2", need, "<enter>", "<enter>", f"{day}09", "<enter>", "<enter>", "6", "<enter>", organiser]
            keys += ["<f10>"]
        sheets = ["1234" + "".join(chance.choices("1234 ", k=len(ELEMENTS))) for _ in range(3)]
        await keyed(pilot, *keys, "<f9>", "s", "t", *sheets, "<escape>", "u", *sheets, "<escape>")
        with app.db.reading() as session:
            for nip, name, post, unit, start, rater in people:
                known = session.get_one(Employee, Employee.id_of(nip))
                held = employees.current_assignment(session, known.id)
                assert held is not None
                assert (known.name, known.golongan, str(known.birth_date).replace("-", "")) == (name, "III/b", nip[:8])
                assert (held.post, held.unit, str(held.start), held.rater_id) == (post, unit, start, rater)
        for nip, paper in zip((STAFF, "199102022016022002"), papers, strict=True):
            stored = training.of_person(app.db, Employee.id_of(nip))
            assert [(it.title, it.need, str(it.start), str(it.hours), it.organiser) for it in stored] == paper
        rows = survey_sheets.listing(app.file, survey)
        answers = [survey_sheets.answers_text(row) for row in rows.rows(0, len(rows))]
        assert answers == [sheet[4:].replace(" ", ".") for sheet in sheets]
        assert survey_sheets.count(app.file, survey, second=True) == len(sheets)
        assert not survey_sheets.differences(app.file, survey)


async def test_a_slip_on_a_sheet_shifts_no_answer(empty_app: KinerjaApp):
    """A digit that is no answer: the rest of it and the next sheets are not taken, until the slip is corrected."""
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        survey = open_survey(app.db)
        for slip in ("7", "q"):
            await keyed(pilot, "<f9>", "s", "t", "1234", "123", slip, "41234", "1234123412341")
            await at(pilot, SheetEntry)
            assert "18 ketikan sesudahnya tidak dimasukkan. Backspace" in " ".join(screen_text(app).split())
            await keyed(pilot, "<backspace>", "441234", "<escape>")
        rows = survey_sheets.listing(app.file, survey)
        assert [survey_sheets.answers_text(row) for row in rows.rows(0, 9)] == ["123441234", "123441234"]


async def test_what_is_typed_behind_a_refused_field_goes_nowhere(empty_app: KinerjaApp):
    """A day that is none, a question in between, a command that cannot be done: nothing is answered or overwritten."""
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        three_people(app.db)
        names = [row["name"] for row in employees.listing(app.file).rows(0, 9)]
        await keyed(pilot, "<f9>", "g", "/", "staf", "<enter>", "a", "3", "Arsip", "<enter>", "<enter>", "<enter>")
        await keyed(pilot, "2", "<enter>", "<enter>", "3113", "<enter>", "8", "<enter>", "BKPSDM", "<enter>", "<f10>")
        assert app.screen.sheet.current.label == "Mulai"  # type: ignore[attr-defined]
        assert app.screen.sheet.editor.text == "3113"  # type: ignore[attr-defined]
        # left with Esc: what to do with it is not answered by what would come next
        await keyed(pilot, "<escape>", "<escape>", "2", "a", "bu", "<enter>", "<enter>")
        await at(pilot, Pick)
        PatientApp.PAUSE = 0
        await keyed(pilot, "<end>", "<enter>")
        await at(pilot, DevelopmentScreen)
        assert not training.of_person(app.db, Employee.id_of(STAFF))
        # no plan is there yet: the rest was meant for its form
        PatientApp.PAUSE = 60
        await keyed(pilot, "4", "<enter>", "12", "<enter>", "1", "Map 4", "<enter>", "<enter>", "<f10>", "<escape>")
        assert [row["name"] for row in employees.listing(app.file).rows(0, 9)] == names
        assert app.file.rows("SELECT count(*) FROM progress") == [(0,)]


async def test_a_soft_question_is_not_answered_in_passing(empty_app: KinerjaApp):
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await keyed(pilot, "2", "a", "198609262015051001", "Siti", "<enter>", "<enter>", "3b", "<enter>")
        await at(pilot, EmployeeForm)
        await keyed(pilot, "27-09-1986", "<enter>", "<enter>", "<enter>", "Pengelola", "<f10>")
        await at(pilot, EmployeeForm)
        assert app.screen.sheet.current.label == "Tanggal lahir"  # type: ignore[attr-defined]
        PatientApp.PAUSE = 0
        await keyed(pilot, "<enter>", "Pengelola", "<f10>")
        await at(pilot, EmployeesScreen)
        (row,) = employees.listing(app.file).rows(0, 9)
        assert row["post"] == "Pengelola"
