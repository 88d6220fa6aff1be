"""Evaluasi by keys: three pages, the predikat with its rule, locked, reopened, a power cut, bad input."""

from __future__ import annotations

import pytest
from textual import events

from kinerja_tui.models.evaluations import Evaluation, ResultRating
from kinerja_tui.services.evaluation import evaluations
from kinerja_tui.services.planning.plans import contents
from kinerja_tui.widgets.fields import Field, Note
from tests.conftest import ready, screen_text
from tests.screens.keys import after_power_cut, open_row, told, type_text

PERIOD = "2026-TW3"
WITH_THREE_RESULTS = "Fikri Maulana"
SILENT = "Ratna Azizah, A.Md.Ak."
RATED = "Dewi Lestari, S.H."


def plan_of(app, name):
    """Id of a person's plan."""
    return evaluations.listing(app.file, PERIOD, name).keys[0]


def stored(app, name):
    """A person's evaluation as stored, None without one."""
    with app.db.reading() as session:
        return session.get(Evaluation, Evaluation.id_of(plan_of(app, name), PERIOD))


def labels(app):
    """Labels of the fields on the page."""
    return [item.label for item in app.screen.sheet.items if isinstance(item, Field)]


def notes(app):
    """The explaining lines of the page."""
    return "\n".join(item.text for item in app.screen.sheet.items if isinstance(item, Note))


def current(app):
    """Label of the field with the cursor."""
    return app.screen.sheet.current.label


async def test_from_progress_to_a_locked_predikat_and_back(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "4", "ratna")
        await type_text(pilot, "13")
        await pilot.press("enter", "1")
        await type_text(pilot, "Map bukti 9")
        await pilot.press("enter")
        await type_text(pilot, "Printer rusak")
        await pilot.press("f10")
        await pilot.pause()
        await open_row(pilot, "5", "ratna")
        assert "HALAMAN 1 DARI 3" in screen_text(app)
        assert "Realisasi: 13 " in notes(app)
        assert "Bukti (uraian): Map bukti 9" in notes(app)
        assert "! Hambatan: Printer rusak (baca sebelum menilai)" in notes(app) + screen_text(app)
        assert "Laporan realisasi belum diajukan" in notes(app)
        assert current(app) == "Hambatan dibaca?"
        await pilot.press("1")
        for _ in range(labels(app).count("Umpan balik")):
            await type_text(pilot, "Baik.")
            await pilot.press("enter", "2")
        assert current(app) == "RATING HASIL KERJA"
        await pilot.press("2", "f10")
        assert current(app) == "Umpan balik"
        assert "Menjaga rahasia jabatan dan negara" in notes(app)
        await pilot.press("ctrl+end", "3", "f10")
        await pilot.pause()
        text = screen_text(app)
        assert "PREDIKAT KINERJA: Baik" in text
        assert "[Baik]" in text
        assert "PermenPANRB 6/2022" in text
        assert "Semua sudah diisi" in text
        await type_text(pilot, "Ikut bimtek.")
        await pilot.press("f10")
        await pilot.pause()
        assert stored(app, SILENT) is None
        await pilot.press("y")
        await pilot.pause()
        done = stored(app, SILENT)
        assert (done.state, done.work_rating, done.behaviour_rating) == ("selesai", "sesuai", "di_atas")
        assert (done.note, done.finished_on, done.rated_by != "") == ("Ikut bimtek.", app.workplace.today(), True)
        assert "Selesai" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.sheet.current is None
        assert "Terkunci" in screen_text(app)
        await type_text(pilot, "333")
        await pilot.pause()
        assert stored(app, SILENT) == done
        await pilot.press("r")
        await pilot.pause()
        await pilot.press("enter")
        assert stored(app, SILENT).state == "selesai"
        await type_text(pilot, "Bukti baru")
        await pilot.press("enter")
        await pilot.pause()
        assert stored(app, SILENT).state == "draf"
        assert stored(app, SILENT).reopen_reason == "Bukti baru"
        assert current(app) == "Hambatan dibaca?"
        await pilot.press("escape")
        await pilot.pause()
        assert "Draf" in screen_text(app)


async def count_keys(app, *keys):
    """Press keys on a fresh evaluation of three results; returns how many were needed."""
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "5", "fikri")
        assert labels(app).count("Umpan balik") == 3
        await pilot.press(*keys)
        await pilot.pause()
        assert stored(app, WITH_THREE_RESULTS).state == "selesai"
    return len(keys)


async def test_thirteen_keys_evaluate_three_results(app):
    results = ["enter", "2"] * 3 + ["2", "f10"]
    behaviour = ["ctrl+end", "2", "f10"]
    assert await count_keys(app, *results, *behaviour, "f10", "y") == 13


async def test_twenty_six_keys_rate_every_value_too(app):
    results = ["enter", "2"] * 3 + ["2", "f10"]
    behaviour = ["enter", "3"] * 7 + ["3", "f10"]
    assert await count_keys(app, *results, *behaviour, "f10", "y") == 26


async def test_below_expectation_asks_for_reason_and_proposal_at_once(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "5", "fikri")
        assert "Alasan" not in labels(app)
        await pilot.press("enter", *"1Terlambat", "enter", *"Dibimbing", "enter")
        await pilot.pause()
        assert labels(app)[:4] == ["Umpan balik", "Rating hasil kerja 1", "Alasan", "Usulan perbaikan"]
        assert current(app) == "Umpan balik"
        await pilot.press("escape")
        await pilot.pause()
        with app.db.reading() as session:
            result = contents(session, plan_of(app, WITH_THREE_RESULTS)).lines[0].result
            evaluation_id = Evaluation.id_of(plan_of(app, WITH_THREE_RESULTS), PERIOD)
            rating = session.get_one(ResultRating, ResultRating.id_of(evaluation_id, result.id))
        assert (rating.rating, rating.reason, rating.proposal) == ("di_bawah", "Terlambat", "Dibimbing")


async def test_an_empty_reason_goes_when_the_rating_rises_and_a_written_one_stays(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "5", "fikri")
        await pilot.press("enter", "1", *"Terlambat", "enter", "shift+tab", "shift+tab", "2")
        await pilot.pause()
        assert labels(app)[:4] == ["Umpan balik", "Rating hasil kerja 1", "Alasan", "Umpan balik"]
        assert current(app) == "Alasan"


async def test_a_reason_left_empty_is_marked_and_listed_on_the_last_page(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "5", "fikri")
        await pilot.press("enter", "1", "enter")
        await pilot.pause()
        assert "Wajib diisi" in screen_text(app)
        await pilot.press("enter", "enter", "enter")
        await pilot.press("f8", "f8")
        await pilot.pause()
        assert "Rating hasil kerja 1 di bawah ekspektasi: isi alasan dan usulan perbaikan." in notes(app)
        await pilot.press("f10")
        await pilot.pause()
        assert "Belum bisa diselesaikan" in told(app)
        assert current(app) == "Alasan"


async def test_f10_with_something_missing_goes_there(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "5", "fikri")
        await pilot.press("f10", "f10")
        await pilot.pause()
        assert "MASIH KURANG (5)" in screen_text(app)
        await pilot.press("f10")
        await pilot.pause()
        assert current(app) == "Rating hasil kerja 1"
        assert "HALAMAN 1" in app.screen.sheet.items[0].text
        assert stored(app, WITH_THREE_RESULTS) is None


@pytest.mark.parametrize("key", ["5", "0", "9", "x", "minus", "space"])
async def test_what_is_not_on_the_scale_is_refused(app, key):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "5", "fikri")
        await pilot.press("enter", key, "enter")
        await pilot.pause()
        sheet = app.screen.sheet
        assert not any(text for text in sheet.values.values() if text in ("5", "0", "9", "x", "-"))
        await pilot.press("escape", "escape")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert stored(app, WITH_THREE_RESULTS) is None


async def test_five_on_the_scale_says_which_answers_there_are(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "5", "fikri")
        await pilot.press("enter", "5")
        await pilot.pause()
        assert "Tidak ada pilihan 5. Yang ada: 1, 2, 3." in screen_text(app)
        assert current(app) == "Rating hasil kerja 1"
        await pilot.press("f8")
        await pilot.pause()
        assert current(app) == "Rating hasil kerja 1"


async def test_typing_ahead_over_a_page_loses_nothing(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "5", "fikri")
        sheet = app.screen.sheet
        for key in ["ctrl+end", "1", *"ab", "enter", *"cd", "f8", *"ef", "enter", "3", "f7"]:
            sheet.post_message(events.Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        await pilot.pause()
        plan_id = plan_of(app, WITH_THREE_RESULTS)
        texts = app.screen.form.texts()
        assert texts[evaluations.evaluation_key(plan_id, PERIOD, "work_rating")] == "di_bawah"
        assert texts[evaluations.evaluation_key(plan_id, PERIOD, "work_reason")] == "ab"
        assert texts[evaluations.evaluation_key(plan_id, PERIOD, "work_proposal")] == "cd"
        assert texts[evaluations.value_key(plan_id, PERIOD, "berorientasi_pelayanan", "feedback")] == "ef"
        assert texts[evaluations.value_key(plan_id, PERIOD, "berorientasi_pelayanan", "rating")] == "di_atas"
        assert sheet.page == 0


async def test_page_down_walks_through_the_pages(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "5", "fikri")
        seen = []
        for _ in range(15):
            seen.append(app.screen.sheet.page)
            await pilot.press("pagedown")
        assert seen == sorted(seen)
        assert set(seen) == {0, 1, 2}
        for _ in range(15):
            await pilot.press("pageup")
        assert app.screen.sheet.page == 0


@pytest.mark.parametrize(("back", "forth"), [("f7", "f8"), ("ctrl+o", "ctrl+f")])
async def test_the_pages_have_a_second_key(app, back, forth):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "5", "fikri")
        pages = []
        for key in (back, forth, forth, forth, back):
            await pilot.press(key)
            pages.append(app.screen.sheet.page)
        assert pages == [0, 1, 2, 2, 1]


async def test_a_power_cut_in_the_middle_of_page_two(app, tmp_path):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "5", "fikri")
        await pilot.press("enter", "2", "f8")
        await pilot.press(*"Ramah", "enter", "3", "enter", "2")
        await pilot.pause()
        cut = after_power_cut(app, tmp_path / "mati")
    async with cut.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        assert "Isian belum selesai: Evaluasi Fikri Maulana" in screen_text(cut)
        await open_row(pilot, "5", "fikri")
        assert "Isian terakhir masih ada" in told(cut)
        assert cut.screen.sheet.page == 1
        assert "Ramah" in screen_text(cut)
        await pilot.press("f7", "down")
        await pilot.pause()
        assert current(cut) == "Rating hasil kerja 1"
        assert "2   → Sesuai ekspektasi" in screen_text(cut)


async def test_a_power_cut_right_after_turning_the_page(app, tmp_path):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "5", "fikri")
        await pilot.press("enter", "2", "f8", "f8")
        await pilot.pause()
        cut = after_power_cut(app, tmp_path / "mati")
    async with cut.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "5", "fikri")
        assert cut.screen.sheet.page == 2


async def test_looking_through_the_pages_leaves_no_draft(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "5", "fikri")
        await pilot.press("f8", "f8", "f7", "escape")
        await pilot.pause()
        assert app.file.rows("SELECT count(*) FROM draft_form")[0][0] == 0
        assert stored(app, WITH_THREE_RESULTS) is None


async def test_reopening_from_the_list(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("5")
        await pilot.pause()
        await pilot.press("r")
        await pilot.pause()
        assert "belum diselesaikan" in told(app)
        await pilot.press("slash", *"dewi", "enter", "r")
        await pilot.pause()
        await type_text(pilot, "Salah kolom")
        await pilot.press("enter")
        await pilot.pause()
        assert stored(app, RATED).state == "draf"
        assert "Draf" in screen_text(app)


async def test_the_filter_counts_and_names_the_states(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("5")
        await pilot.pause()
        await pilot.press("f")
        await pilot.pause()
        assert "Semua (33)" in screen_text(app)
        await pilot.press("2")
        await pilot.pause()
        assert "Evaluasi · Triwulan III 2026 · Draf" in screen_text(app)
        assert "2 pegawai" in screen_text(app)
        await pilot.press("f", "0")
        await pilot.pause()
        assert "33 pegawai" in screen_text(app)


async def test_f5_and_f3_never_bring_a_rating(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "5", "fikri")
        await pilot.press("enter", "f5")
        await pilot.pause()
        assert "Tidak ada yang disalin dari periode sebelumnya" in " ".join(screen_text(app).split())
        await pilot.press("f3")
        assert not app.screen.form.typed


async def test_f6_goes_to_the_note_for_the_evaluation(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "5", "fikri")
        await pilot.press("f6")
        await pilot.pause()
        assert current(app) == "Catatan/rekomendasi"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_a_person_sees(app, seen_as, size):
    name = f"{size[0]}x{size[1]}"
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        await pilot.press("5")
        await pilot.pause()
        seen_as(app, f"evaluations_{name}")
        await open_row(pilot, "5", "fikri")
        await pilot.press("enter", "1", *"Terlambat", "enter")
        await pilot.pause()
        seen_as(app, f"evaluation_hasil_{name}")
        await pilot.press("ctrl+end", "2", "f8")
        await pilot.pause()
        seen_as(app, f"evaluation_perilaku_{name}")
        await pilot.press("ctrl+end", "2", "f8")
        await pilot.pause()
        seen_as(app, f"evaluation_predikat_{name}")
        await pilot.press("escape")
        await pilot.pause()
        await open_row(pilot, "5", "dewi")
        await pilot.press("f8", "f8")
        await pilot.pause()
        seen_as(app, f"evaluation_selesai_{name}")
