"""Keberatan by keys: from handing the result over to the final decision, late days, refusals, a merge's odd values."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kinerja_tui.models.employees import Employee
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.objections import Delivery, Objection
from kinerja_tui.screens.evaluation.objection_forms import DecisionForm
from kinerja_tui.screens.evaluation.objections import ObjectionsScreen
from kinerja_tui.services.evaluation.objection_case import case_of
from tests.conftest import ready, screen_text
from tests.screens.keys import after_power_cut, at, told, type_text

PERIOD = "2026-TW3"
RATED = "Dewi Lestari, S.H."


def evaluation_id(app):
    """Her evaluation of the third quarter, also after a merge has changed her name."""
    found = app.file.rows(
        "SELECT v.id FROM evaluation v JOIN employee e ON e.id = v.employee_id WHERE e.name = ? AND v.period = ?",
        (RATED, PERIOD),
    )
    return app.carried.setdefault("test", {"id": found[0][0] if found else ""})["id"]


def case(app):
    return case_of(app.db, evaluation_id(app))


def earlier(app, days=20):
    """Her result was finished that many days ago."""
    day = app.workplace.today() - timedelta(days=days)
    with app.db.act("Selesai lebih awal", case(app).evaluation.employee_id) as act:
        act.write(Evaluation, evaluation_id(app), finished_on=day)
    return day


async def opened(pilot, finished=20):
    """From the evaluation list, with the cursor on her, by its key."""
    app = pilot.app
    await ready(pilot)
    day = earlier(app, finished)
    await pilot.press("5", "slash")
    await type_text(pilot, "dewi lestari")
    await pilot.press("enter", "o")
    await pilot.pause()
    assert isinstance(app.screen, ObjectionsScreen)
    return day


async def keys(pilot, *names):
    await pilot.press(*names)
    await pilot.pause()


def typed_day(day):
    return f"{day:%d%m%Y}"


def state(app):
    """State of her row, as the list shows it."""
    row = app.screen.row_of(evaluation_id(app))
    return row["state"] if row else None


async def test_from_delivery_to_a_final_decision_and_back_to_the_rater(app):
    async with app.run_test(size=(80, 24)) as pilot:
        finished = await opened(pilot)
        assert app.screen.current == evaluation_id(app)
        assert "belum diserahkan" in screen_text(app)
        await keys(pilot, "enter", *typed_day(finished), "enter", "f10")
        assert case(app).delivery.received_by == RATED
        assert "selesai tanpa keberatan" in screen_text(app)

        await keys(pilot, "enter", *typed_day(finished + timedelta(days=14)), "enter")
        await type_text(pilot, "Bukti triwulan II belum dibaca")
        await keys(pilot, "f10")
        assert case(app).objection.reasons == "Bukti triwulan II belum dibaca"
        assert "masuk hari ke-14 dari 14" in screen_text(app)

        superior = case(app).superior_name
        await keys(pilot, "enter")
        assert "Bukti triwulan II belum dibaca" in screen_text(app)
        assert superior.partition(",")[0] in screen_text(app)
        await type_text(pilot, superior.partition(" ")[0].lower())
        await keys(pilot, "enter", "0", "enter", "2", "enter")
        await type_text(pilot, "Bukti sah sebagian")
        await keys(pilot, "f10")
        assert not case(app).objection.final
        await keys(pilot, "t")
        assert not case(app).objection.final
        await keys(pilot, "f10", "y")
        decided = case(app).objection
        assert (decided.final, decided.decision, decided.decided_by) == (True, "sebagian", superior)
        assert "Buka kembali evaluasi?" in screen_text(app)
        await keys(pilot, "y")
        evaluation = case(app).evaluation
        assert evaluation.state == "draf"
        assert "Bukti sah sebagian" in evaluation.reopen_reason
        assert "diputus: diterima sebagian" in screen_text(app)

        await keys(pilot, "enter")
        assert "Sudah diputus dan final" in screen_text(app)
        assert app.screen.sheet.current is None
        await keys(pilot, "escape", "r")
        assert isinstance(app.screen, ObjectionsScreen)


async def test_a_late_objection_asks_once_and_is_marked(app):
    async with app.run_test(size=(80, 24)) as pilot:
        finished = await opened(pilot)
        await keys(pilot, "enter", *typed_day(finished), "enter", "f10", "enter")
        await keys(pilot, *typed_day(finished + timedelta(days=15)), "enter")
        assert "hari ke-15" in screen_text(app)
        assert "hari ke-14" in screen_text(app)
        await keys(pilot, "enter")
        await type_text(pilot, "Baru tahu")
        await keys(pilot, "f10")
        objection = case(app).objection
        assert objection.confirmed
        assert "× " in screen_text(app)
        assert "terlambat, hari ke-15" in screen_text(app)


async def test_somebody_else_cannot_decide(app):
    async with app.run_test(size=(80, 24)) as pilot:
        finished = await opened(pilot)
        await keys(pilot, "enter", *typed_day(finished), "enter", "f10")
        rater = case(app).evaluation.rated_by
        objection_of(app, finished)
        await keys(pilot, "enter")
        await type_text(pilot, rater.partition(",")[0])
        await keys(pilot, "enter")
        assert "hanya dapat diputus" in " ".join(screen_text(app).split())
        await keys(pilot, "escape", "f10")
        assert "Wajib diisi" in screen_text(app)
        assert not case(app).objection.final


def objection_of(app, finished):
    """An objection that waits for its decision, as an import would bring it."""
    superior = {"name": "Atasan Contoh, S.H.", "nip": "", "rank": "", "post": "Sekretaris", "unit": ""}
    with app.db.act("Impor", case(app).evaluation.employee_id) as act:
        act.write(
            Objection, Objection.id_of(evaluation_id(app)), evaluation_id=evaluation_id(app), reasons="Ada",
            delivery_id=Delivery.id_of(evaluation_id(app), finished), submitted_on=finished, addressed_card=superior,
        )  # fmt: skip
    app.screen.reload()


async def test_leaving_is_not_deciding_and_a_power_cut_keeps_what_was_typed(app, tmp_path):
    async with app.run_test(size=(80, 24)) as pilot:
        finished = await opened(pilot)
        await keys(pilot, "enter", *typed_day(finished), "enter", "f10")
        objection_of(app, finished)
        await keys(pilot, "enter")
        await type_text(pilot, "atasan")
        await keys(pilot, "enter", "0", "enter", "1", "enter")
        again = after_power_cut(app, tmp_path / "lagi")
        await keys(pilot, "escape")
        assert "belum berlaku" in told(app)
        assert not case(app).objection.final
    async with again.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        assert "Keputusan keberatan" in screen_text(again)
        await keys(pilot, "enter")
        await again.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(again.screen, DecisionForm)
        assert "Atasan Contoh, S.H." in screen_text(again)
        assert again.screen.sheet.values[again.screen._fields()[2].key] == "diterima"


async def test_steps_are_taken_back(app):
    async with app.run_test(size=(80, 24)) as pilot:
        finished = await opened(pilot)
        await keys(pilot, "enter", *typed_day(finished), "enter", "f10")
        objection_of(app, finished)
        await keys(pilot, "b", "t")
        assert state(app) == "menunggu"
        await keys(pilot, "b", "y")
        assert state(app) == "diserahkan"
        await keys(pilot, "b", "y")
        assert state(app) == "belum"
        assert app.screen.current == evaluation_id(app)
        await keys(pilot, "b")
        assert isinstance(app.screen, ObjectionsScreen)


async def test_only_one_state_is_shown(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        every = app.screen.list.table.row_count
        await keys(pilot, "f", "1")
        assert "Menunggu keputusan" in screen_text(app)
        assert app.screen.list.table.row_count == 0
        await keys(pilot, "f", "3")
        assert app.screen.list.table.row_count == every
        await keys(pilot, "f", "0")
        assert app.screen.list.table.row_count == every


async def test_by_its_name_in_the_palette_and_empty(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await keys(pilot, "ctrl+p")
        await type_text(pilot, "keberatan")
        await keys(pilot, "enter")
        await at(pilot, ObjectionsScreen)
        assert "Belum ada evaluasi yang selesai" in screen_text(empty_app)
        await keys(pilot, "enter", "d", "a", "b", "r", "f", "escape", "escape")
        assert not isinstance(empty_app.screen, ObjectionsScreen)


@pytest.mark.parametrize("text", ["[/]", "[red]x", "\x1b[31m", "a" * 300])
async def test_odd_values_of_a_merge_are_shown(app, text):
    async with app.run_test(size=(120, 40)) as pilot:
        finished = await opened(pilot)
        objection_of(app, finished)
        person = case(app).evaluation.employee_id
        with app.db.act("Impor", person) as act:
            act.write(Employee, person, name=text)
            act.write(
                Delivery,
                Delivery.id_of(evaluation_id(app), finished),
                evaluation_id=evaluation_id(app),
                finished_on=finished,
                delivered_on=finished,
                rules=text,
                counting=text,
                received_by=text,
            )
            act.write(Objection, Objection.id_of(evaluation_id(app)), reasons=text, decision=text,
                      addressed_card={"name": text, "post": text})  # fmt: skip
        app.screen.reload(evaluation_id(app))
        await pilot.pause()
        assert "hitungan tidak dikenal" in screen_text(app)
        await keys(pilot, "enter")
        assert "Keputusan atasan pejabat penilai" in screen_text(app)
        await keys(pilot, "f4", "enter", "enter", "escape")
        await keys(pilot, "a")
        await keys(pilot, "0", "enter", "escape")
        with app.db.act("Impor", person) as act:
            act.write(Objection, Objection.id_of(evaluation_id(app)), final=True)
        while not isinstance(app.screen, ObjectionsScreen):
            app.pop_screen()
        app.screen.reload(evaluation_id(app))
        await pilot.pause()
        assert "diputus: ?" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_how_it_looks(app, seen_as, size):
    name = f"{size[0]}x{size[1]}"
    async with app.run_test(size=size) as pilot:
        finished = await opened(pilot, finished=11)
        await keys(pilot, "enter", *typed_day(finished), "enter", "f10")
        seen_as(app, f"objections_{name}")
        objection_of(app, finished)
        await keys(pilot, "a")
        seen_as(app, f"objection_form_{name}")
        await keys(pilot, "escape", "enter")
        seen_as(app, f"objection_decision_{name}")
