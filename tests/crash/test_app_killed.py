"""The real program in a real terminal, killed while a clerk types: it comes back to the form with what was finished."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.nip import normalise
from kinerja_tui.services.forms import forms
from kinerja_tui.services.forms.open_forms import OPEN_FORM
from kinerja_tui.services.office import setup
from kinerja_tui.services.planning import plans
from kinerja_tui.services.public import survey_sheets
from kinerja_tui.services.staff import employees
from kinerja_tui.services.staff.employees import NEW
from tests.services.plan_office import three_people
from tests.services.survey_office import open_survey
from tests.terminal import Terminal

pytestmark = [pytest.mark.crash, pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a pseudo-terminal")]

KILLS = max(3, int(os.environ.get("KINERJA_KILLS", "100")) // 20)

LABELS = {
    "NIP": "employee/nip",
    "Nama": "employee/name",
    "Nama jabatan": "assignment/post",
    "Unit kerja": "assignment/unit",
}


class Office:
    """A database set up for one office, opened by this test or by the program, never by both."""

    def __init__(self, folder: Path) -> None:
        self.path, self.keys = folder / "kinerja.db", folder / "kunci"
        self.argv = [sys.executable, "-m", "kinerja_tui", "--db", str(self.path), "--kunci", str(self.keys)]

    def open(self) -> Database:
        return Database(DatabaseFile(self.path).open(), self.keys)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    db = made.open()
    setup.set_up(db, "15.04.03", "Rina Wulandari", 2026)
    db.close()
    return made


def finished_fields(screen: str) -> dict[str, str]:
    """The fields the screen showed as finished: a mark ·, a label, a value."""
    found = {}
    for line in screen.splitlines():
        label, value = line[4:30].strip(), line[30:].strip()
        if line[:2] == " ·" and label in LABELS and value != "–":
            found.setdefault(LABELS[label], value)
    return found


def field_at(screen: str) -> str:
    """The label of the field with the cursor."""
    return next((line[4:28].strip() for line in screen.splitlines() if line.startswith(">")), "")


def back_in_the_form(terminal: Terminal) -> str:
    """Wait until the program stands in the form again without a key; the screen."""
    terminal.wait_for("Melanjutkan")
    terminal.settle(0.3)
    return terminal.text


def test_what_the_screen_showed_as_finished_is_there(office: Office) -> None:
    chance = random.Random(1504)
    shown = 0
    for kill in range(KILLS):
        nip = f"19850{1 + kill % 9}01201001100{kill % 10}"
        typing = [nip, "Dewi Anggraini", "\r", "\r", "\r", "\r", "Pengolah Data", "\r", "\r", "Seksi Umum", "\r"]
        with Terminal(office.argv) as terminal:
            terminal.wait_for("Yang perlu dikerjakan")
            terminal.send("2")
            terminal.wait_for("Pegawai")
            terminal.settle(0.2)
            terminal.send("a")
            terminal.wait_for("Nama jabatan")
            for keystrokes in typing[: chance.randint(1, len(typing))]:
                terminal.send(keystrokes)
                terminal.read(chance.uniform(0, 0.05))
            terminal.read(chance.uniform(0, 0.2))
            terminal.kill()
            finished = finished_fields(terminal.text)
        db = office.open()
        form = employees.new_form(db)
        for key, value in finished.items():
            table, column = key.split("/")
            kept = form.text(f"{table}/{NEW}/{column}")
            assert normalise(kept) == normalise(value), f"{key} stood finished on the screen:\n{terminal.text}"
        shown += len(finished)
        db.close()
        with Terminal(office.argv, rows=40) as terminal:  # the message covers no field
            if finished:
                again = finished_fields(back_in_the_form(terminal))
                assert {key: again.get(key) for key in finished} == finished, terminal.text
            terminal.kill()
        db = office.open()
        forms.discard(db, form)
        db.set_setting(OPEN_FORM, "")
        db.close()
    assert shown, "some kills should fall after finished fields"


def test_the_clerk_types_on_in_the_same_field_and_finishes(office: Office) -> None:
    """Killed at rest: at the very field, also where nothing was typed; then on to the end of the record."""
    typing = [
        ("198501012010011003", "Nama"), ("Dewi Anggraini\r", "Status kepegawaian"), ("\r", "golongan"), ("\r", ""),
        ("\x1b[F\x1b[1;5F", ""), ("\x1b[1;5H", "NIP"),
    ]  # fmt: skip
    with Terminal(office.argv) as terminal:
        terminal.wait_for("Yang perlu dikerjakan")
        terminal.settle(0.5)
        terminal.send("2")
        terminal.wait_for("Belum ada pegawai")
        terminal.send("a")
        terminal.wait_for("Nama jabatan")
        terminal.settle(1.0)
        terminal.kill()
    for keys, label in typing:
        with Terminal(office.argv) as terminal:
            back_in_the_form(terminal)
            terminal.send(keys)
            terminal.settle(1.0)
            before = field_at(terminal.text)
            assert label in before
            terminal.kill()
        with Terminal(office.argv) as terminal:
            assert field_at(back_in_the_form(terminal)) == before
            terminal.kill()
    with Terminal(office.argv) as terminal:
        back_in_the_form(terminal)
        for keystrokes in ["\x1b[21~", "Pengolah Data\r", "\x1b[21~"]:  # F10 goes to the missing post
            terminal.send(keystrokes)
            terminal.settle(1.0)  # what is typed at once behind a refusal is not taken
        terminal.wait_for("1 pegawai")
        terminal.send("ctrl+q")
        terminal.wait_exit()
    db = office.open()
    assert db.file.rows("SELECT name FROM employee") == [("Dewi Anggraini",)]
    assert db.file.setting(OPEN_FORM) == ""
    db.close()


def test_survey_sheets_go_on_at_the_very_answer(office: Office) -> None:
    """In the middle of a session: as many sheets as the title said, and the answer after the last one typed."""
    chance = random.Random(14)
    db = office.open()
    survey = open_survey(db)
    db.close()
    typed = 0
    with Terminal(office.argv) as terminal:
        terminal.wait_for("Yang perlu dikerjakan")
        terminal.settle(0.5)
        terminal.send("ctrl+p", "survei")
        terminal.wait_for("Survei (SKM)")
        terminal.send("enter")
        terminal.wait_for("Legalisasi")
        terminal.settle(0.3)
        terminal.send("t")
        terminal.wait_for("Jenis kelamin")
        terminal.settle(1.0)
        terminal.kill()
    for _ in range(KILLS):
        with Terminal(office.argv) as terminal:
            back_in_the_form(terminal)
            digits = chance.randint(1, 30)
            terminal.send("1" * digits)
            typed += digits
            terminal.wait_for(f"{typed // 13} tersimpan")
            terminal.settle(1.0)
            standing, field = terminal.text.splitlines()[0], field_at(terminal.text)
            terminal.kill()
        with Terminal(office.argv) as terminal:
            again = back_in_the_form(terminal)
            assert again.splitlines()[0] == standing
            assert field_at(again) == field
            terminal.kill()
    db = office.open()
    assert survey_sheets.count(db.file, survey) == typed // 13
    db.close()


def test_a_plan_goes_on_in_its_field(office: Office) -> None:
    db = office.open()
    _, _, _, staff = three_people(db)
    plans.start_plan(db, staff, 2026)
    db.close()
    with Terminal(office.argv) as terminal:
        terminal.wait_for("Yang perlu dikerjakan")
        terminal.settle(0.5)
        terminal.send("3")
        terminal.wait_for("Staf Contoh")
        terminal.settle(0.3)
        terminal.send("/", "staf", "enter", "enter")
        terminal.wait_for("PERILAKU")
        terminal.settle(0.5)
        terminal.send("\x1b[1;5H", "enter", "enter")
        terminal.settle(1.0)
        before = field_at(terminal.text)
        terminal.kill()
    with Terminal(office.argv) as terminal:
        assert field_at(back_in_the_form(terminal)) == before
        terminal.send("ctrl+q")
        terminal.wait_exit()
    with Terminal(office.argv) as terminal:  # closed by the person: comes back too, and speaks of no power cut
        assert "Listrik padam?" not in back_in_the_form(terminal)
        terminal.kill()
