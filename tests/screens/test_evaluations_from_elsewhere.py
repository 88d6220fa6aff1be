"""Evaluasi with what other PCs and newer programs bring: finished meanwhile, unknown ratings, hostile text."""

from __future__ import annotations

import pytest

from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.progress import Progress
from kinerja_tui.services.planning.plans import contents
from tests.conftest import ready, screen_text
from tests.screens.keys import open_row
from tests.screens.test_evaluations import PERIOD, SILENT, WITH_THREE_RESULTS, current, plan_of, stored


async def test_finished_on_another_pc_while_typing(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "5", "fikri")
        await pilot.press(*"Darisini", "enter")
        await pilot.pause()
        plan_id = plan_of(app, WITH_THREE_RESULTS)
        merge(app, plan_id, state="selesai", rated_by="Pejabat Lain")
        await pilot.press("escape")
        await pilot.pause()
        assert "sudah diselesaikan oleh Pejabat Lain" in screen_text(app)
        assert "Tinggalkan dulu" in screen_text(app)
        await pilot.press("t", "enter")
        await pilot.pause()
        assert app.file.rows("SELECT text FROM draft")[0][0] == "Darisini"


def merge(app, plan_id, **columns):
    """What an import could bring for the evaluation of a plan."""
    with app.db.reading() as session:
        person = contents(session, plan_id).employee.id
    with app.db.act("Impor", person) as act:
        act.write(
            Evaluation,
            Evaluation.id_of(plan_id, PERIOD),
            employee_id=person,
            plan_id=plan_id,
            period=PERIOD,
            **columns,
        )


@pytest.mark.parametrize("rating", ["istimewa", "[/]", "3"])
async def test_an_unknown_rating_is_a_question_mark_to_be_keyed_again(app, rating):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        merge(app, plan_of(app, SILENT), work_rating=rating, behaviour_rating="sesuai", rules="permenpanrb-6-2022")
        await pilot.press("5", "slash", *"ratna", "enter")
        await pilot.pause()
        assert " ?  Ratna" in screen_text(app)
        await pilot.press("enter", "ctrl+end")
        await pilot.pause()
        assert current(app) == "RATING HASIL KERJA"
        await pilot.press("enter")
        await pilot.pause()
        assert "Rating ini tidak dikenal program ini" in screen_text(app)
        await pilot.press("3", "f8", "f8")
        await pilot.pause()
        assert "PREDIKAT KINERJA: Baik" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert stored(app, SILENT).work_rating == "di_atas"


async def test_unknown_rules_are_told_on_the_list_and_the_form(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        merge(app, plan_of(app, SILENT), work_rating="sesuai", behaviour_rating="sesuai", rules="lain-1-2031")
        await pilot.press("5", "slash", *"ratna", "enter")
        await pilot.pause()
        assert " ?  Ratna" in screen_text(app)
        await pilot.press("enter", "f8", "f8")
        await pilot.pause()
        assert "Perbarui program" in screen_text(app)
        await pilot.press("f10", "f10", "f10")
        await pilot.pause()
        assert stored(app, SILENT).state == "draf"


@pytest.mark.parametrize("text", ["[/]", "[bold]", "a\u202eb", "%s{}", "x" * 5000])
async def test_hostile_progress_is_only_text(app, text):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        plan_id = plan_of(app, SILENT)
        with app.db.reading() as session:
            plan = contents(session, plan_id)
        indicator = plan.lines[0].indicators[0]
        with app.db.act("Impor", plan.employee.id) as act:
            act.write(
                Progress,
                Progress.id_of(indicator.id, PERIOD),
                plan_id=plan_id,
                indicator_id=indicator.id,
                period=PERIOD,
                evidence_kind="hologram",
                **dict.fromkeys(("evidence", "obstacles", "note"), text),
            )
        await open_row(pilot, "5", "ratna")
        await pilot.press("f8", "f8", "f7", "f7")
        await pilot.pause()
        assert "HALAMAN 1" in app.screen.sheet.items[0].text
        await pilot.press("escape")
        await pilot.pause()
        await open_row(pilot, "4", "ratna")
        await pilot.press(*["enter"] * 6)
        await pilot.pause()
        assert "Realisasi Ratna" in screen_text(app)
