"""The survey by keys: heads-down entry, the blind second entry, differences, results, improvement, CSV, power cut."""

from __future__ import annotations

from random import Random

import pytest
from textual import events

from kinerja_tui.app import KinerjaApp
from kinerja_tui.rules.survey import ELEMENTS
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.papers.papers import PapersScreen
from kinerja_tui.screens.public.survey_entry import SheetCorrection, SheetEntry
from kinerja_tui.screens.public.survey_form import SurveyForm
from kinerja_tui.screens.public.survey_improvement import ImprovementForm
from kinerja_tui.screens.public.survey_results import RespondentsScreen, ResultsScreen
from kinerja_tui.screens.public.survey_sheets import DifferencesScreen, SheetsScreen
from kinerja_tui.screens.public.surveys import SurveysScreen
from kinerja_tui.screens.tables.table_preview import TablePreview
from kinerja_tui.screens.tables.table_problems import TableProblems
from kinerja_tui.services.public import improvements, survey_results, survey_sheets
from kinerja_tui.widgets.dialogs import AskText, Confirm, Pick
from tests.conftest import ready, screen_text
from tests.screens.keys import after_power_cut, at, told, type_text, until
from tests.services.survey_office import key_sheet, open_survey
from tests.services.workbooks import rows_xlsx

SIZES = [(80, 24), (120, 40)]
KEYS_PER_SHEET = 13


async def form_of(pilot, screen, *keys):
    await pilot.press(*keys)
    await at(pilot, screen)


async def open_surveys(pilot):
    await ready(pilot)
    pilot.app.go_to("surveys")
    await at(pilot, SurveysScreen)


def said(app):
    return " ".join(screen_text(app).split())


def burst(app, digits):
    """Keys faster than anything is drawn or stored, as from a practised hand."""
    for digit in digits:
        app.screen.running.post_message(events.Key("space" if digit == " " else digit, digit))


def answers(app, survey):
    rows = survey_sheets.listing(app.file, survey)
    return [survey_sheets.answers_text(row) for row in rows.rows(0, len(rows))]


async def test_from_an_empty_office_to_many_sheets_in_thirteen_keys_each(empty_app):
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        await open_surveys(pilot)
        assert "Belum ada survei. Tekan a" in screen_text(app)
        await pilot.press("t", "u", "b", "l", "g", "i", "x", "enter")
        await pilot.pause()
        assert isinstance(app.screen, SurveysScreen)
        assert "Tekan a untuk membuka survei pertama" in told(app)
        await form_of(pilot, SurveyForm, "a")
        await form_of(pilot, SurveysScreen, "escape")
        assert app.screen.list.table.row_count == 0, "Esc opens no survey"
        await form_of(pilot, SurveyForm, "a")
        await type_text(pilot, "Legalisasi")
        await pilot.press("enter")
        await type_text(pilot, "triwulan iii")
        await pilot.press("enter")
        await type_text(pilot, "nol")
        await pilot.press("enter")
        assert "bilangan bulat" in said(app)
        await pilot.press("escape")
        await type_text(pilot, "25")
        await pilot.press("enter")
        assert "Perlu 24 lembar." in screen_text(app)
        await form_of(pilot, SurveysScreen, "f10")
        survey = app.screen.current
        await form_of(pilot, SheetEntry, "t")
        rng, keys, typed = Random(1), 0, []
        for number in range(1, 25):
            sheet = "1234" + "".join(rng.choice("1234 " if number % 9 == 0 else "1234") for _ in ELEMENTS)
            burst(app, sheet)
            keys += len(sheet)
            typed.append(sheet[4:].replace(" ", "."))
        await until(pilot, lambda: survey_sheets.count(app.file, survey) == 24)
        assert keys == 24 * KEYS_PER_SHEET
        assert answers(app, survey) == typed
        await until(pilot, lambda: "24 tersimpan" in app.screen.title)
        await form_of(pilot, SurveysScreen, "escape")
        assert "24/24" in screen_text(app)


async def test_wrong_and_missing_answers(empty_app):
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        await open_surveys(pilot)
        survey = open_survey(app.db)
        app.screen.reload()
        await form_of(pilot, SheetEntry, "t")
        await pilot.press("1", "2", "3", "4", "5")  # a 5 on a scale of 1 to 4
        await pilot.pause()
        assert "Tidak ada pilihan 5. Yang ada: 1, 2, 3, 4." in said(app)
        # the next answers on the paper are not taken for this one, however late they come
        await pilot.press("4", "4", "1")
        await pilot.pause()
        assert "3 ketikan sesudahnya tidak dimasukkan. Backspace, lalu ketik yang benar." in said(app)
        await pilot.press("backspace", "3", "f10")
        await pilot.pause()
        assert "Isian ini belum dilewati" in said(app)
        assert survey_sheets.count(app.file, survey) == 0
        await form_of(pilot, Pick, "escape")
        assert "belum selesai diketik" in said(app)
        await form_of(pilot, SheetEntry, "enter")
        await pilot.press(*["space"] * 4, *"444", "up", "up", *"344")
        await until(pilot, lambda: survey_sheets.count(app.file, survey) == 1)
        assert answers(app, survey) == ["3....4344"]
        # the number is changed to one that is there
        await pilot.press("up", "1", "enter")
        await pilot.pause()
        assert "Lembar 1 sudah diketik" in said(app)
        await pilot.press("escape", "7", "enter")
        await form_of(pilot, Confirm, *["enter", "space"] * 6, "space")
        assert "kosong seluruhnya" in said(app)
        await form_of(pilot, SheetEntry, "t")
        assert survey_sheets.count(app.file, survey) == 1
        await form_of(pilot, Confirm, "f10")
        await pilot.press("y")
        await until(pilot, lambda: survey_sheets.count(app.file, survey) == 2)
        await until(pilot, lambda: "2 tersimpan" in app.screen.title)
        await form_of(pilot, SurveysScreen, "escape")
        found = survey_results.standing(app.db, survey).results
        assert (found.complete, found.incomplete, found.empty) == (0, 1, 1)
        await form_of(pilot, SheetsScreen, "l")
        assert "3....4344" in screen_text(app)
        assert " 7  ........." in screen_text(app)
        await form_of(pilot, SheetCorrection, "enter")
        await pilot.press("2")
        await form_of(pilot, SheetsScreen, "f10")
        assert "Perempuan" in screen_text(app)
        await form_of(pilot, Confirm, "end", "x")
        await form_of(pilot, SheetsScreen, "y")
        await until(pilot, lambda: survey_sheets.count(app.file, survey) == 1)


async def test_half_a_sheet_survives_a_power_cut(empty_app, tmp_path):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await open_surveys(pilot)
        survey = open_survey(empty_app.db)
        empty_app.screen.reload()
        await form_of(pilot, SheetEntry, "t")
        await pilot.press(*"2234444444444", *"123433")
        await pilot.pause()
        cut = after_power_cut(empty_app, tmp_path / "terputus")
    async with cut.run_test(size=(80, 24)) as pilot:
        await open_surveys(pilot)
        await form_of(pilot, SheetEntry, "t")
        assert "Isian terakhir masih ada" in told(cut)
        assert survey_sheets.count(cut.file, survey) == 1
        await pilot.press(*"3333333")
        await until(pilot, lambda: survey_sheets.count(cut.file, survey) == 2)
        assert answers(cut, survey) == ["444444444", "333333333"]


async def test_the_second_entry_shows_nothing_of_the_first_and_differences_are_chosen(empty_app):
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        await open_surveys(pilot)
        survey = open_survey(app.db)
        for digits in ("L234444444444", "P234111111111"):
            key_sheet(app.db, survey, digits)
        app.screen.reload()
        await form_of(pilot, SheetEntry, "u")
        assert "Sangat baik" not in screen_text(app)
        assert "0 dari 2" in screen_text(app)
        await pilot.press(*"1234443444444", *"1234111111112")
        await at(pilot, SurveysScreen)
        assert "Semua lembar sudah diketik dua kali" in told(app)
        await form_of(pilot, DifferencesScreen, "b")
        text = " ".join(screen_text(app).split())
        assert "1 Waktu Penyelesaian 4 sangat baik 3 baik" in text
        assert "2 Jenis kelamin Perempuan Laki-laki" in text
        assert "2 Sarana dan Prasarana 1 tidak baik 2 kurang baik" in text
        await form_of(pilot, Pick, "enter")
        await form_of(pilot, DifferencesScreen, "2")
        await form_of(pilot, Pick, "enter")
        await form_of(pilot, DifferencesScreen, "1")
        await form_of(pilot, Pick, "enter")
        await form_of(pilot, DifferencesScreen, "end", "enter")
        await pilot.pause()
        assert "Tidak ada beda" in screen_text(app)
        assert answers(app, survey) == ["443444444", "111111114"]


async def test_results_and_improvement(workplace):
    app = KinerjaApp(workplace("dumai_kota"))
    async with app.run_test(size=(120, 40)) as pilot:
        await open_surveys(pilot)
        survey = app.screen.current
        await form_of(pilot, ResultsScreen, "enter")
        text = said(app)
        for part in ("IKM 81,65 mutu B (Baik)", "bobot 1/9 persis", "kurang 31", "73,96 -> 81,65 (+7,69)"):
            assert part in text
        await form_of(pilot, RespondentsScreen, "r")
        assert "tidak diisi" in screen_text(app)
        await form_of(pilot, ResultsScreen, "escape")
        await form_of(pilot, ImprovementForm, "end", "enter")
        await type_text(pilot, "Kursi tunggu baru")
        await pilot.press("enter", "enter")
        await type_text(pilot, "3112")
        await form_of(pilot, ResultsScreen, "f10")
        assert "Kursi tunggu baru" in screen_text(app)
        assert improvements.of_survey(app.file, survey)["facilities"]["due"] == "2026-12-31"
        await form_of(pilot, Confirm, "x")
        await form_of(pilot, ResultsScreen, "y")
        await until(pilot, lambda: "facilities" not in improvements.of_survey(app.file, survey))
        await form_of(pilot, PapersScreen, "e")
        assert "Triwulan III 2026" in app.screen.title
        assert app.screen.kind.code == "skm"
        await form_of(pilot, ResultsScreen, "escape")
        await form_of(pilot, SurveysScreen, "escape")


async def test_a_spreadsheet_with_a_mistake_then_previewed_and_imported(workplace, tmp_path, monkeypatch):
    monkeypatch.setattr("kinerja_tui.services.handover.media.tables_in", lambda folders: [])
    app = KinerjaApp(workplace("dumai_kota"))
    head = ["No", *ELEMENTS.values()]
    wrong, right = tmp_path / "salah.csv", tmp_path / "benar.xlsx"
    wrong.write_text(f"{';'.join(head)};Alamat\n1;3;3;3;3;3;3;3;3;3;x", "utf-8")
    letters = ["No", *(f"U{number}" for number in range(1, 10))]
    rows_xlsx(right, [["REKAP"], letters, [901, *[3.0] * 9], [902, 4, 4, 4, 4, None, 4, 4, 2, 4]])

    async def choose(pilot, path, then):
        await form_of(pilot, AskText, "i")
        app.screen.query_one("Input").value = str(path)
        await form_of(pilot, then, "enter")

    async with app.run_test(size=(120, 40)) as pilot:
        await open_surveys(pilot)
        survey = app.screen.current
        before = survey_sheets.count(app.file, survey)
        await choose(pilot, wrong, TableProblems)
        assert "Alamat" in screen_text(app)
        assert "tidak dikenal" in screen_text(app)
        await form_of(pilot, SurveysScreen, "escape")
        await choose(pilot, right, Pick)
        assert "U8 Penanganan Pengaduan, U9 Sarana" in screen_text(app)
        await form_of(pilot, TablePreview, "1")
        assert "2 lembar akan masuk: 1 lengkap, 1 tidak lengkap, 0 kosong" in said(app)
        assert "U8 = Penanganan Pengaduan" in said(app)
        assert "4444.4424" in screen_text(app)
        await form_of(pilot, SurveysScreen, "escape")
        assert survey_sheets.count(app.file, survey) == before, "a preview stores nothing"
        await choose(pilot, right, Pick)
        await form_of(pilot, TablePreview, "1")
        await form_of(pilot, SurveysScreen, "y")
        await until(pilot, lambda: survey_sheets.count(app.file, survey) == before + 2)
        assert "2 lembar diimpor" in told(app)
        tmp_path.joinpath("surat.xlsx").write_bytes(b"PK\x03\x04")
        await choose(pilot, tmp_path / "surat.xlsx", Notice)
        assert "rusak atau terpotong" in said(app)


@pytest.mark.parametrize("text", ["[/]", "[red]x[/x]", "a\x1b[2Jb"])
async def test_foreign_texts_are_shown_as_they_are(empty_app, text):
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        await open_surveys(pilot)
        survey = open_survey(app.db, text)
        key_sheet(app.db, survey, "L234111111111")
        with app.db.act("x") as act:
            values = {"survey_id": survey, "element": "time", "what": text, "due": None}
            act.write(improvements.Improvement, improvements.Improvement.id_of(survey, "time"), **values)
            act.write(survey_sheets.SurveySheet, survey_sheets.SurveySheet.id_of(survey, 1), sex=text, cost=text)
        app.screen.reload()
        for screen, keys in (
            (ResultsScreen, ["enter"]),
            (RespondentsScreen, ["r"]),
            (SurveysScreen, ["escape", "escape"]),
            (SheetsScreen, ["l"]),
            (SheetCorrection, ["enter"]),
        ):
            await form_of(pilot, screen, *keys)


@pytest.mark.parametrize("size", SIZES)
async def test_how_the_screens_look(workplace, seen_as, size):
    app = KinerjaApp(workplace("dumai_kota"))
    name = f"{size[0]}x{size[1]}"
    async with app.run_test(size=size) as pilot:
        await open_surveys(pilot)
        seen_as(app, f"surveys_{name}")
        await form_of(pilot, SurveyForm, "a")
        seen_as(app, f"survey_form_{name}")
        await form_of(pilot, SurveysScreen, "escape")
        await form_of(pilot, SheetEntry, "t")
        await pilot.press(*"123433")
        await pilot.pause()
        seen_as(app, f"survey_entry_{name}")
        await form_of(pilot, Pick, "escape")
        await form_of(pilot, SurveysScreen, "end", "enter")
        await form_of(pilot, DifferencesScreen, "b")
        seen_as(app, f"survey_differences_{name}")
        await form_of(pilot, SurveysScreen, "escape")
        await form_of(pilot, SheetsScreen, "l")
        seen_as(app, f"survey_sheets_{name}")
        await form_of(pilot, SurveysScreen, "escape")
        await form_of(pilot, ResultsScreen, "enter")
        seen_as(app, f"survey_results_{name}")
        await form_of(pilot, RespondentsScreen, "r")
        seen_as(app, f"survey_respondents_{name}")
        await form_of(pilot, ResultsScreen, "escape")
        await form_of(pilot, ImprovementForm, "end", "enter")
        seen_as(app, f"improvement_form_{name}")
