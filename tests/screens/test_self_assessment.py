"""Penilaian diri by keys: before the evaluation, beside it, locked, taken back, too late; order of work; hints."""

from __future__ import annotations

import pytest

from kinerja_tui.screens.evaluation.evaluation_form import EvaluationForm
from kinerja_tui.screens.evaluation.self_assessment_form import SelfAssessmentForm
from kinerja_tui.services.evaluation import evaluations
from kinerja_tui.widgets.fields import Field, Note
from tests.conftest import ready, screen_text
from tests.screens.keys import after_power_cut, at, open_row, told, type_text

PERIOD = "2026-TW3"
UNRATED = "halimah wahyuni"


def row(app, name=UNRATED):
    """The person's line of the list."""
    found = evaluations.listing(app.file, PERIOD, name)
    return found.rows(0, 1)[0]


def notes(app):
    return [item.text for item in app.screen.sheet.items if isinstance(item, Note)]


def results(app):
    """How many results are rated on the page."""
    fields = [item for item in app.screen.sheet.items if isinstance(item, Field)]
    return sum(item.label.startswith("Rating hasil kerja ") for item in fields)


async def own_form(pilot, name=UNRATED):
    """From anywhere to the self-assessment of a person."""
    await pilot.press("5")
    await pilot.pause()
    await pilot.press("slash")
    await type_text(pilot, name)
    await pilot.press("enter", "d")
    await at(pilot, SelfAssessmentForm)


async def test_from_the_own_view_to_the_rater_and_back(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await own_form(pilot)
        count = results(app)
        await pilot.press("3", *"Lebih awal", "enter")
        await pilot.press(*["2", "enter"] * (count - 1), "f8")
        await pilot.press("2", "enter", "f8")
        await type_text(pilot, "Ikut kursus")
        await pilot.press("f10")
        await pilot.pause()
        assert "Penilaian diri selesai" in told(app)
        assert row(app)["own_state"] == "selesai"
        assert " +  –" in screen_text(app)
        await pilot.press("enter")
        await at(pilot, EvaluationForm)
        said = notes(app)
        assert "Penilaian diri: di atas. Lebih awal" in said
        assert said.count("Penilaian diri: sesuai") == count - 1
        assert "Catatan: Ikut kursus" in said
        assert not [text for text in said if "belum ada (d" in text]
        assert "! Capaian organisasi periode ini belum diisi; sebaiknya itu dulu (layar 9)." in said
        assert not any(app.screen.sheet.values.values())
        await pilot.press(*["enter", "2"] * count, "2", "f10")
        assert "Penilaian diri: sesuai" in notes(app)
        await pilot.press("ctrl+end", "2", "f10", "f10")
        await pilot.pause()
        assert "sebaiknya itu dulu" in screen_text(app)
        await pilot.press("t", "escape")
        await pilot.pause()
        await pilot.press("d")
        await at(pilot, SelfAssessmentForm)
        assert app.screen.sheet.current is None
        await pilot.press("r", "y")
        await pilot.pause()
        assert row(app)["own_state"] == "draf"
        assert app.screen.sheet.current.label == "Rating hasil kerja 1"
        await pilot.press("escape", "enter")
        await at(pilot, EvaluationForm)
        assert any("masih draf" in text for text in notes(app))
        assert not [text for text in notes(app) if text.startswith("Penilaian diri: ")]
        await pilot.press("f8", "f8", "f10", "y")
        await pilot.pause()
        assert row(app)["state"] == "selesai"
        await pilot.press("d")
        await at(pilot, SelfAssessmentForm)
        assert "Evaluasi periode ini sudah selesai, jadi penilaian diri terkunci." in notes(app)
        await pilot.press("r")
        await pilot.pause()
        assert row(app)["own_state"] == "draf"


async def test_what_is_missing_is_shown_and_gone_to(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await own_form(pilot)
        await pilot.press("5")
        await pilot.pause()
        assert "Tidak ada pilihan 5" in screen_text(app)
        await pilot.press("escape", "1", "enter")
        await pilot.pause()
        assert "Wajib diisi" in screen_text(app)
        await pilot.press("f8", "f8", "f10")
        await pilot.pause()
        assert "tulis alasannya di catatan" in told(app)
        assert app.screen.sheet.current.label == "Alasan"
        await pilot.press("escape")
        await pilot.pause()
        assert row(app)["own_state"] == "draf"


async def test_none_once_the_evaluation_is_finished_or_before_the_plan_is_approved(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("5")
        await pilot.pause()
        await pilot.press("slash", *"dewi", "enter", "d")
        await pilot.pause()
        assert "penilaian diri tidak dapat diisi" in told(app)
        await pilot.press("slash", "escape", "slash", *"marlina", "enter", "d")
        await pilot.pause()
        assert "masih dikembalikan" in told(app)


async def test_a_power_cut_on_the_second_page(app, tmp_path):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await own_form(pilot)
        await pilot.press("2", "f8", "3", *"Sigap", "enter")
        await pilot.pause()
        cut = after_power_cut(app, tmp_path / "mati")
    async with cut.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await own_form(pilot)
        assert "Isian terakhir masih ada" in told(cut)
        assert cut.screen.sheet.page == 1
        assert "Sigap" in screen_text(cut)


async def test_hints_stand_on_the_last_page_until_it_is_finished(app):
    async with app.run_test(size=(80, 60)) as pilot:
        await ready(pilot)
        await open_row(pilot, "5", "fikri")
        count = results(app)
        await pilot.press(*["enter", "2"] * count, "2", "f8", *["enter", "2"] * 7, "2", "f8")
        await pilot.pause()
        text = screen_text(app)
        assert "PERLU DILIHAT LAGI? (hanya untuk pejabat penilai)" in text
        assert f"Semua {count + 7} rating sama" in text
        assert "LENGKAP" in text
        await pilot.press("f10", "y")
        await pilot.pause()
        await pilot.press("enter", "f8", "f8")
        await pilot.pause()
        assert "PREDIKAT KINERJA: Baik" in screen_text(app)
        assert "PERLU DILIHAT" not in screen_text(app)


async def test_the_annual_evaluation_shows_the_year_and_asks_why(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("5")
        await pilot.pause()
        await pilot.press("p", "5")
        await pilot.pause()
        assert "0/5" not in screen_text(app), "realisasi of a year is that of its periods, not zero"
        await pilot.press("slash", *"fikri", "enter", "enter")
        await at(pilot, EvaluationForm)
        text = screen_text(app)
        assert "PREDIKAT PERIODIK" in text
        assert "! Triwulan III   belum dievaluasi" in text
        assert app.screen.sheet.current.label == "Alasan ada yang kurang"
        count = results(app)
        assert "Realisasi: Triwulan I " in " ".join(notes(app))
        await pilot.press("f8", "f8", "f10")
        await pilot.pause()
        assert "Belum ada evaluasi Triwulan III, Triwulan IV: tulis alasannya." in " ".join(told(app).split())
        assert app.screen.sheet.current.label == "Alasan ada yang kurang"
        await type_text(pilot, "Masih disusun")
        await pilot.press("enter", *["enter", "2"] * count, "2", "f10", "ctrl+end", "2", "f10", "f10", "y")
        await pilot.pause()
        await pilot.press("enter")
        await at(pilot, EvaluationForm)
        assert "Saat evaluasi ini diselesaikan belum ada: Triwulan III 2026, Triwulan IV" in screen_text(app)
        assert "Masih disusun" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_a_person_sees(app, seen_as, size):
    name = f"{size[0]}x{size[1]}"
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        await own_form(pilot)
        await pilot.press("3")
        await pilot.pause()
        seen_as(app, f"penilaian_diri_hasil_{name}")
        await pilot.press(*"Cepat", "f8", "f8")
        await pilot.pause()
        seen_as(app, f"penilaian_diri_catatan_{name}")
        await pilot.press("escape", "p", "5", "enter")
        await at(pilot, EvaluationForm)
        await pilot.pause()
        seen_as(app, f"evaluasi_tahunan_{name}")
