"""Between a service and its survey by one key, both ways; and satisfaction into the realisasi by one key."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kinerja_tui.screens.monitoring.progress import ProgressScreen
from kinerja_tui.screens.monitoring.progress_form import ProgressForm
from kinerja_tui.screens.public.service_catalogue import ServicesScreen
from kinerja_tui.screens.public.services import ServiceLogScreen
from kinerja_tui.screens.public.survey_form import SurveyForm
from kinerja_tui.screens.public.surveys import SurveysScreen
from kinerja_tui.services.monitoring import progress
from kinerja_tui.services.public import surveys
from kinerja_tui.services.staff.employees import NEW
from kinerja_tui.widgets.dialogs import Pick
from tests.conftest import ready, screen_text
from tests.screens.keys import at, open_row, told, type_text, until
from tests.services.service_office import service
from tests.services.survey_office import key_sheet, open_survey
from tests.services.test_progress import PERIOD, SILENT, open_silent

SIZES = [(80, 24), (120, 40)]


def said(app):
    return " ".join(screen_text(app).split())


async def go(pilot, screen, *keys):
    await pilot.press(*keys)
    await at(pilot, screen)


def links(app):
    return {row["service"]: row["service_id"] for row in surveys.present(app.file)}


@pytest.mark.parametrize("size", SIZES)
async def test_from_a_service_to_its_survey_and_back(empty_app, seen_as, size):
    app, name = empty_app, f"{size[0]}x{size[1]}"
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        licence, parking = service(app.db, "Izin usaha"), service(app.db, "Perparkiran")
        await go(pilot, ServiceLogScreen, "4", "l")
        await go(pilot, ServicesScreen, "l")
        # the first survey of a service: its form is open and filled in; Esc opens none
        await go(pilot, SurveyForm, "v")
        assert app.screen.form.text(surveys.key(NEW, "service")) == "Izin usaha"
        await go(pilot, ServicesScreen, "escape")
        assert links(app) == {}
        await go(pilot, SurveyForm, "v")
        await go(pilot, SurveysScreen, "f10")
        assert links(app) == {"Izin usaha": licence}
        # and back, with the cursor on it
        await go(pilot, ServicesScreen, "d")
        assert app.screen.current == licence
        await go(pilot, SurveysScreen, "v")
        # a survey of something the list does not have is linked by its form
        other = open_survey(app.db, "Parkir", period="2026-TW2")
        app.screen.reload(other)
        await pilot.press("d")
        await pilot.pause()
        assert "belum tertaut ke daftar layanan. Tekan g" in told(app)
        await go(pilot, SurveyForm, "g")
        assert "belum tertaut; F4 memilih" in said(app)
        await pilot.press(*"zz", "enter")
        await pilot.pause()
        assert "Tidak ada layanan “zz”" in said(app)
        await pilot.press("escape")
        await type_text(pilot, "perpark")
        await pilot.press("enter")
        await pilot.pause()
        seen_as(app, f"survey_link_{name}")
        await go(pilot, SurveysScreen, "f10")
        assert links(app)["Parkir"] == parking
        await go(pilot, ServicesScreen, "d")
        assert app.screen.current == parking


async def test_realisasi_of_satisfaction_with_one_key(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        survey = open_survey(app.db, "Loket uji", period=PERIOD)
        key_sheet(app.db, survey, "L234333333333")
        _, _, (indicator, *_) = open_silent(app.db)
        key = progress.progress_key(indicator.id, PERIOD, "amount")
        await open_row(pilot, "4", SILENT.split(",")[0])
        await at(pilot, ProgressForm)
        app.screen.sheet.go(key)
        await go(pilot, Pick, "f8")
        await type_text(pilot, "loket uji ikm")
        assert "Survei Loket uji: IKM · kepuasan" in said(app)
        await go(pilot, ProgressForm, "enter")
        assert "survei Loket uji, IKM, Triwulan III 2026: 75,00 dari 1 baris" in told(app)
        assert app.screen.sheet.value(key) == "75.00"
        await go(pilot, ProgressScreen, "f10")
        key_sheet(app.db, survey, "L234444444444")
        await pilot.press("7")
        await until(pilot, lambda: "tidak sama lagi dengan catatannya" in said(app))
        await open_row(pilot, "4", SILENT.split(",")[0])
        await at(pilot, ProgressForm)
        app.screen.sheet.go(key)
        await pilot.pause()
        assert "BERBEDA. Sekarang 87,50 dari 2 baris, waktu diisi 1 baris" in said(app)
        await pilot.press("f8")
        await pilot.pause()
        await go(pilot, ProgressScreen, "f10")
        with app.db.reading() as session:
            stored = progress.in_period(session, indicator.plan_id, PERIOD)[indicator.id]
        assert stored.amount == Decimal("87.5")
        assert stored.source.startswith("survei:")
        assert stored.source_rows.startswith("2:")
