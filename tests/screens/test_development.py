"""Pengembangan & penghargaan by keys: need to effect, proposal to giving, follow-up, many ticks."""

from __future__ import annotations

import pytest

from kinerja_tui.app import KinerjaApp
from kinerja_tui.screens.development.development import DevelopmentScreen
from kinerja_tui.screens.development.follow_ups import FollowUpForm, FollowUpsScreen
from kinerja_tui.screens.development.personal_sheet import PersonalSheetScreen
from kinerja_tui.screens.development.recognition_forms import GivingForm, ProposalForm, VerdictForm
from kinerja_tui.screens.development.recognitions import RecognitionsScreen
from kinerja_tui.screens.development.sessions import AttendanceScreen, SessionForm, SessionsScreen
from kinerja_tui.screens.development.training_form import TrainingForm
from kinerja_tui.screens.development.trainings import TrainingsScreen
from kinerja_tui.services.development import recognition, training
from kinerja_tui.widgets.dialogs import Pick
from tests.conftest import ready, screen_text
from tests.screens.keys import after_power_cut, at, told, type_text
from tests.services.feedback_office import PEERS, PERSON, give, person_id
from tests.services.test_personal_sheet import rate
from tests.widgets.helpers import HOSTILE

SIZES = [(80, 24), (120, 40)]


def said(app):
    """The screen as one line: messages may be wrapped."""
    return " ".join(screen_text(app).split())


def sheet_text(app):
    """The whole personal sheet, also what is scrolled away."""
    return str(app.screen.query_one("#sheet").content)


async def open_sheet(pilot, name=PERSON):
    """From anywhere to somebody's personal sheet by the employee list."""
    await pilot.press("2")
    await pilot.pause()
    await pilot.press("slash")
    await type_text(pilot, name.split(",")[0].lower())
    await pilot.press("enter", "l")
    await at(pilot, PersonalSheetScreen)


async def form_of(pilot, form, *keys):
    await pilot.press(*keys)
    await at(pilot, form)


async def test_from_a_low_value_to_the_effect_on_the_personal_sheet(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        who, count = rate(app.db, {"akuntabel": "di_bawah"})
        for record in training.of_person(app.db, who):
            training.take_back(app.db, record.id)
        await open_sheet(pilot)
        assert f"1. Akuntabel: di bawah ekspektasi {count} dari {count}" in sheet_text(app)
        # the need, from the gap: one digit, the name, F10
        await form_of(pilot, Pick, "a")
        await form_of(pilot, TrainingForm, "1")
        await pilot.press("enter")
        await type_text(pilot, "Tertib arsip")
        await form_of(pilot, PersonalSheetScreen, "f10")
        assert "dibutuhkan: Tertib arsip (Akuntabel)" in sheet_text(app)
        # the plan
        await form_of(pilot, TrainingsScreen, "p")
        await form_of(pilot, TrainingForm, "enter")
        await pilot.press("2", "pagedown", "pagedown")
        await type_text(pilot, "0112")
        await form_of(pilot, TrainingsScreen, "f10")
        assert "Direncanakan" in screen_text(app)
        # taken part in: bad days and hours are held
        await form_of(pilot, TrainingForm, "enter")
        await pilot.press("3", "enter")
        await type_text(pilot, "bimbingan tek")
        await pilot.press("enter", "pagedown", "pagedown", "pagedown")
        await type_text(pilot, "0209")
        await pilot.press("enter")
        await type_text(pilot, "0109")
        await pilot.press("enter")
        assert "Tanggal selesai lebih awal daripada tanggal mulai (2 September" in said(app)
        await pilot.press("escape")
        await type_text(pilot, "0309")
        await pilot.press("enter")
        await type_text(pilot, "-4")
        await pilot.press("enter")
        assert "JP di bawah nol." in said(app)
        await pilot.press("escape")
        await type_text(pilot, "50")
        await pilot.press("enter")
        assert "50 JP dalam 2 hari" in said(app)
        await pilot.press("escape")
        await type_text(pilot, "12,5")
        await form_of(pilot, TrainingsScreen, "f10")
        assert "12,5" in screen_text(app)
        # the effect
        await form_of(pilot, TrainingForm, "enter")
        await pilot.press("4", "f10")
        await pilot.pause()
        assert "Wajib diisi" in said(app)
        await type_text(pilot, "Map per bulan rapi")
        await pilot.press("enter")
        await type_text(pilot, "0110")
        await form_of(pilot, TrainingsScreen, "f10")
        await form_of(pilot, PersonalSheetScreen, "escape")
        text = " ".join(sheet_text(app).split())
        assert "03-09-2026: Tertib arsip, 12,5 JP. Dampak: Map per bulan rapi" in text
        (record,) = training.of_person(app.db, who)
        assert (record.need_source, str(record.end), record.state) == ("hasil", "2026-09-03", "dampak")


async def test_recognition_is_proposed_approved_by_another_and_given(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("2", "n", "g")
        await at(pilot, RecognitionsScreen)
        before = len(app.screen.find(""))
        await form_of(pilot, Pick, "f")
        await pilot.press("3")
        await pilot.pause()
        name = app.screen.find("").found[0]["name"]
        await form_of(pilot, ProposalForm, "enter")
        await form_of(pilot, RecognitionsScreen, "escape")
        assert len(app.screen.find("")) == app.screen.counts()["calon"]  # Esc proposes nothing
        person = app.screen.find("").found[0]["employee_id"]
        known = {record.id for record in recognition.of_person(app.db, person)}
        await form_of(pilot, ProposalForm, "enter")
        await form_of(pilot, RecognitionsScreen, "f10")
        assert "menunggu putusan" in told(app)
        (new,) = [record for record in recognition.of_person(app.db, person) if record.id not in known]
        await pilot.press("f", "1")
        await pilot.pause()
        app.screen.reload(new.id)
        await form_of(pilot, VerdictForm, "enter")
        await pilot.press("1")
        await type_text(pilot, name.split(",")[0].lower())
        await pilot.press("enter")
        assert "penerimanya sendiri" in said(app)
        await pilot.press("escape")
        await type_text(pilot, "Sekda Contoh")
        await pilot.press("enter", "0")
        await form_of(pilot, RecognitionsScreen, "f10")
        await pilot.press("f", "2")
        await pilot.pause()
        app.screen.reload(new.id)
        await form_of(pilot, GivingForm, "enter")
        await pilot.press("enter")
        await type_text(pilot, "Sekda Contoh")
        await pilot.press("enter", "0")
        await form_of(pilot, RecognitionsScreen, "f10")
        assert recognition.read(app.db, new.id).state == "diberikan"
        await pilot.press("f", "0")
        await pilot.pause()
        assert len(app.screen.find("")) == before
        app.screen.reload(new.id)
        await pilot.press("b", "y")
        await pilot.pause()
        assert "tetap disetujui" in told(app)


async def test_a_line_below_expectation_is_followed_up(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await form_of(pilot, FollowUpsScreen, "0", "n", "t")
        key = app.screen.current
        waiting = app.screen.counts()["belum"]
        await form_of(pilot, FollowUpForm, "enter")
        await type_text(pilot, "Didampingi tiap Jumat")
        await pilot.press("enter", "enter")
        await type_text(pilot, "0101")
        await pilot.press("enter")
        assert "lebih awal daripada selesainya evaluasi" in said(app)
        await pilot.press("escape")
        await type_text(pilot, "2012")
        await form_of(pilot, FollowUpsScreen, "f10")
        assert app.screen.counts()["belum"] == waiting - 1
        app.screen.reload(key)
        await form_of(pilot, FollowUpForm, "enter")
        await pilot.press("pagedown", "0", "enter", "f10")
        await pilot.pause()
        assert "Wajib diisi" in said(app)  # done, but what came of it is not said
        await type_text(pilot, "Jadwal dipatuhi")
        await form_of(pilot, FollowUpsScreen, "f10")
        app.screen.reload(key)
        row = app.screen.find("").rows(0, 999)
        assert next(item for item in row if item["key"] == key)["outcome"] == "Jadwal dipatuhi"


async def test_one_session_and_many_ticks(app):
    """16 keys besides the letters of the name: 3 there, 8 for the session, 5 to tick everybody but three."""
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("2", "n", "b")
        await form_of(pilot, SessionForm, "a")
        await type_text(pilot, "Gladi pelayanan")
        await pilot.press("enter", "enter", "enter", "0", "enter", "6")
        await form_of(pilot, AttendanceScreen, "f10")
        everybody = app.screen.list.table.row_count
        await form_of(pilot, SessionsScreen, "m", "s", "s", "space", "escape")
        assert f"{everybody - 3} orang tercatat hadir." in told(app)
        assert " 30 " in next(line for line in screen_text(app).splitlines() if "Gladi pelayanan" in line)


async def test_ticks_and_a_half_typed_training_survive_a_power_cut(app, tmp_path):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("2", "n", "b", "enter")
        await at(pilot, AttendanceScreen)
        session_id = app.screen.session_id
        await pilot.press("h", "s")
        await pilot.pause()
        await pilot.press("5")  # no other screen is opened over what is being ticked
        assert isinstance(app.screen, AttendanceScreen)
        cut = after_power_cut(app, tmp_path / "terputus")
    async with cut.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("2", "n", "b", "enter")
        await at(pilot, AttendanceScreen)
        assert cut.screen.session_id == session_id
        assert "· 1 hadir" in cut.screen.title
        await pilot.press("escape", "escape")
        await form_of(pilot, TrainingForm, "a")
        await pilot.press("3")
        await type_text(pilot, "Setengah jadi")
        await pilot.press("enter", "escape")
        again = after_power_cut(cut, tmp_path / "lagi")
    async with again.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("2", "n")
        await form_of(pilot, TrainingForm, "a")
        assert "Isian terakhir masih ada" in told(again)
        assert "Setengah jadi" in screen_text(again)
        assert "PELAKSANAAN" in screen_text(again)


async def test_an_empty_office_is_told_what_to_do_first(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("2", "n")
        await pilot.pause()
        assert "Belum ada pegawai. Tekan 2" in screen_text(empty_app)
        for letter, words in (
            ("p", "Belum ada pelatihan"),
            ("b", "Belum ada kegiatan bersama"),
            ("t", "Tidak ada yang dinilai di bawah"),
            ("g", "Belum ada usul"),
        ):
            await pilot.press(letter)
            await pilot.pause()
            assert words in screen_text(empty_app)
            await pilot.press("enter", "a", "x", "g", "escape", "escape") if letter == "b" else None
            await pilot.press("escape") if letter != "b" else None
            await pilot.pause()
            while not isinstance(empty_app.screen, DevelopmentScreen):
                await pilot.press("escape")
                await pilot.pause()
        await pilot.press("enter", "a", "l")
        assert isinstance(empty_app.screen, DevelopmentScreen)


@pytest.mark.parametrize("text", HOSTILE[:3])
async def test_foreign_texts_are_shown_as_they_are(app, text):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        who = person_id(app.db)
        with app.db.act("x", who) as act:
            act.write(training.Training, "33333333-3333-4333-8333-333333333333", employee_id=who, title=text, state="?")
            values = {"basis": text, "proof": text, "state": "diberikan", "kind": text}
            act.write(recognition.Recognition, "33333333-3333-4333-8333-333333333334", employee_id=who, **values)
        await open_sheet(pilot)
        await pilot.press("p")
        await pilot.pause()
        await pilot.press("escape", "escape", "n", "g")
        await at(pilot, RecognitionsScreen)


async def test_the_way_from_every_list(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("5", "l")
        await at(pilot, PersonalSheetScreen)
        await pilot.press("escape", "0", "n", "l")
        await at(pilot, PersonalSheetScreen)
        await pilot.press("t")
        await pilot.pause()
        assert "Tindak lanjut" in app.screen.heading()
        await pilot.press("escape", "u")
        await pilot.pause()
        assert "Umpan balik" in app.screen.title


@pytest.mark.parametrize("size", SIZES)
async def test_how_the_screens_look(workplace, seen_as, size):
    app = KinerjaApp(workplace("bukit_intan"))
    name = f"{size[0]}x{size[1]}"
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        await pilot.press("2", "n")
        await at(pilot, DevelopmentScreen)
        seen_as(app, f"development_{name}")
        for letter, screen in (("p", "trainings"), ("b", "sessions"), ("t", "follow_ups"), ("g", "recognitions")):
            await pilot.press(letter)
            await pilot.pause()
            seen_as(app, f"{screen}_{name}")
            await pilot.press("escape")
            await pilot.pause()
        await pilot.press("b", "enter")
        await at(pilot, AttendanceScreen)
        seen_as(app, f"attendance_{name}")
        await pilot.press("escape", "a")
        await at(pilot, SessionForm)
        seen_as(app, f"session_form_{name}")
        await pilot.press("escape", "escape", "t", "enter")
        await at(pilot, FollowUpForm)
        seen_as(app, f"follow_up_form_{name}")
        await pilot.press("escape", "escape", "g", "enter")
        await at(pilot, VerdictForm)
        seen_as(app, f"verdict_form_{name}")
        await pilot.press("escape", "escape", "a", "3")
        await pilot.pause()
        seen_as(app, f"training_form_{name}")


@pytest.mark.parametrize("size", SIZES)
async def test_how_the_personal_sheet_looks(app, seen_as, size):
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        rate(app.db, {"akuntabel": "di_bawah", "kompeten": "di_bawah"})
        for giver in PEERS[:3]:
            give(app.db, giver, score="3")
        give(app.db, "hasbi efendi", "pimpinan", score="4")
        await open_sheet(pilot)
        seen_as(app, f"personal_sheet_{size[0]}x{size[1]}")
