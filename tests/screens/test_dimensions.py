"""Dimensi setempat by keys: the list in Pengaturan, scores on the evaluation, the recap; never in the predikat."""

from __future__ import annotations

import pytest

from kinerja_tui.app import KinerjaApp
from kinerja_tui.screens.evaluation.dimension_recap import DimensionRecapScreen
from kinerja_tui.screens.evaluation.dimensions import DimensionForm, DimensionsScreen
from kinerja_tui.screens.evaluation.evaluation_form import EvaluationForm
from kinerja_tui.screens.notice import Notice
from kinerja_tui.services.evaluation import dimensions, evaluations
from tests.conftest import ready, screen_text
from tests.screens.keys import after_power_cut, at, open_row, told, type_text

PERIOD = "2026-TW3"


@pytest.fixture
def dumai(workplace):
    return KinerjaApp(workplace("dumai_kota"))


async def the_list(pilot):
    """From anywhere to the list of dimensions."""
    await pilot.press("8")
    await pilot.pause()
    await pilot.press("d")
    await at(pilot, DimensionsScreen)


async def test_from_an_empty_list_to_scores_and_the_recap(app, tmp_path):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await the_list(pilot)
        assert "Tekan a untuk menambah" in " ".join(screen_text(app).split())
        await pilot.press("a")
        await at(pilot, DimensionForm)
        await type_text(pilot, "Inovasi")
        await pilot.press("enter", "enter", "enter", *"belum", "enter", "3", "enter", *"contoh", "f10")
        await at(pilot, DimensionsScreen)
        assert "1 belum – 3 contoh" in screen_text(app)
        await pilot.press("a")
        await at(pilot, DimensionForm)
        await type_text(pilot, "inovasi")
        await pilot.press("f10")
        await pilot.pause()
        assert "sudah ada di daftar" in " ".join(screen_text(app).split())
        await pilot.press("enter")
        await type_text(pilot, "Pelayanan")
        await pilot.press("f10")
        await at(pilot, DimensionsScreen)
        await pilot.press("t", "end", "u")
        await pilot.pause()
        assert dimensions.names(app.file, app.db.office)[0] in {"Inovasi", "Pelayanan"}
        await open_row(pilot, "5", "fikri")
        assert "HALAMAN 1 DARI 4" in screen_text(app)
        await pilot.press("enter", "2", "enter", "2", "enter", "2", "2", "f10", "ctrl+end", "2", "f10")
        assert "HALAMAN 3 DARI 4: DIMENSI SETEMPAT" in screen_text(app)
        first, second = dimensions.names(app.file, app.db.office)
        await pilot.press("9")
        await pilot.pause()
        assert "Tidak ada pilihan 9" in screen_text(app)
        await pilot.press("3")
        await pilot.pause()
        cut = after_power_cut(app, tmp_path / "mati")
        await pilot.press("f10")
        await pilot.pause()
        text = screen_text(app)
        assert "PREDIKAT KINERJA: Baik" in text
        assert f"{first}: 3" in text
        assert f"{second}: belum diisi" in text
        assert "1 dari 2 diisi" in text
        await pilot.press("f10", "y")
        await pilot.pause()
        await pilot.press("9")
        await pilot.pause()
        await pilot.press("d")
        await at(pilot, DimensionRecapScreen)
        assert "3,00 (1 dari 33)" in screen_text(app)
        assert "belum ada (0 dari 33)" in screen_text(app)
        await pilot.press("enter")
        await at(pilot, Notice)
        assert "Skor 3: 1 orang" in screen_text(app)
        assert "Belum ada: 32 orang" in screen_text(app)
    async with cut.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "5", "fikri")
        assert "HALAMAN 3 DARI 4" in screen_text(cut)
        assert f"{first}" in screen_text(cut)


async def test_retired_with_scores_it_stays_readable_and_cannot_go(dumai):
    async with dumai.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await the_list(pilot)
        await pilot.press("h", "y")
        await pilot.pause()
        assert "sudah punya skor" in told(dumai)
        await pilot.press("enter")
        await at(pilot, DimensionForm)
        await pilot.press("end", "down", "down", "down", "down", "8", "f10")
        await pilot.pause()
        assert "sudah dipakai menilai, jadi tidak diubah" in " ".join(screen_text(dumai).split())
        await pilot.press("down", "down", "enter")
        await at(pilot, DimensionsScreen)
        await pilot.press("n")
        await pilot.pause()
        assert "tidak dipakai lagi" in told(dumai)
        assert len(dimensions.names(dumai.file, dumai.db.office)) == 2
        rows = evaluations.listing(dumai.file, PERIOD, "", evaluations.FINISHED)
        scored = {
            found[0]
            for found in dumai.file.rows(
                "SELECT v.plan_id FROM dimension_score s JOIN evaluation v ON v.id = s.evaluation_id "
                "JOIN dimension d ON d.id = s.dimension_id WHERE NOT d.active AND v.period = ?",
                (PERIOD,),
            )
        }
        name = next(item["name"] for item in rows.rows(0, len(rows)) if item["plan_id"] in scored)
        await open_row(pilot, "5", name)
        await at(pilot, EvaluationForm)
        await pilot.press("f8", "f8")
        await pilot.pause()
        assert "Pelayanan publik (tidak dipakai lagi)" in screen_text(dumai)
        await pilot.press("escape", "9")
        await pilot.pause()
        await pilot.press("d")
        await at(pilot, DimensionRecapScreen)
        assert "tidak dipakai lagi" in screen_text(dumai)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_a_person_sees(dumai, seen_as, size):
    name = f"{size[0]}x{size[1]}"
    async with dumai.run_test(size=size) as pilot:
        await ready(pilot)
        await the_list(pilot)
        seen_as(dumai, f"dimensi_{name}")
        await pilot.press("enter")
        await at(pilot, DimensionForm)
        seen_as(dumai, f"dimensi_form_{name}")
        await pilot.press("escape", "9")
        await pilot.pause()
        await pilot.press("d")
        await at(pilot, DimensionRecapScreen)
        seen_as(dumai, f"dimensi_rekap_{name}")
        rows = evaluations.listing(dumai.file, PERIOD, "", "tanpa")
        await open_row(pilot, "5", rows.rows(0, 1)[0]["name"])
        await at(pilot, EvaluationForm)
        await pilot.press("f8", "f8", "4")
        await pilot.pause()
        seen_as(dumai, f"evaluasi_dimensi_{name}")
