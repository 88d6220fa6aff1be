"""Layanan by keys: the first service, requests one after another, figures with their chart, realisasi from the log."""

from __future__ import annotations

import pytest

from kinerja_tui.app import KinerjaApp
from kinerja_tui.models.offices import Office
from kinerja_tui.models.records import new_id
from kinerja_tui.models.service_log import ServiceRequest
from kinerja_tui.screens.monitoring.progress import ProgressScreen
from kinerja_tui.screens.monitoring.progress_form import ProgressForm
from kinerja_tui.screens.office.holidays import HolidaysScreen
from kinerja_tui.screens.public.service_catalogue import ServiceForm, ServicesScreen
from kinerja_tui.screens.public.service_figures import ServiceFiguresScreen, ServiceTrendScreen
from kinerja_tui.screens.public.service_form import RequestForm
from kinerja_tui.screens.public.services import ServiceLogScreen
from kinerja_tui.services.monitoring import progress
from kinerja_tui.services.public import service_requests
from kinerja_tui.services.staff.employees import NEW
from kinerja_tui.widgets.dialogs import Pick
from tests.conftest import ready, screen_text
from tests.screens.keys import after_power_cut, at, open_row, told, type_text
from tests.services.service_office import request, service
from tests.services.test_progress import PERIOD, SILENT, open_silent
from tests.widgets.helpers import HOSTILE

SIZES = [(80, 24), (120, 40)]


def said(app):
    """The screen as one line: messages may be wrapped."""
    return " ".join(screen_text(app).split())


async def form_of(pilot, form, *keys):
    await pilot.press(*keys)
    await at(pilot, form)


async def open_log(pilot):
    await ready(pilot)
    await form_of(pilot, ServiceLogScreen, "4", "l")


async def typed(pilot, *texts):
    """Each text and Enter."""
    for text in texts:
        await type_text(pilot, text)
        await pilot.press("enter")


async def test_from_nothing_to_a_log_keyed_from_the_register(empty_app, tmp_path):
    """A request like the last is 20 keys: F3, a number of 5, two short dates, a result; F10 opens the next."""
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        await open_log(pilot)
        assert "Belum ada layanan. Tekan l, lalu a" in said(app)
        await pilot.press("a")
        await pilot.pause()
        assert "Tekan l, lalu a, untuk menambah layanan dulu" in told(app)
        await form_of(pilot, ServicesScreen, "l")
        await form_of(pilot, ServiceForm, "a")
        await typed(pilot, "Izin usaha", "1,5")
        assert "Tulis angka bulat" in said(app)
        await pilot.press("escape")
        await typed(pilot, "3", "Perda contoh")
        await form_of(pilot, ServicesScreen, "f10")
        await form_of(pilot, ServiceLogScreen, "escape")
        assert "Belum ada permohonan tahun ini. Tekan a" in said(app)
        # the first: a part of the name is enough, days that cannot be are held
        await form_of(pilot, RequestForm, "a")
        await typed(pilot, "zzz")
        assert "Tidak ada layanan “zzz”" in said(app)
        await pilot.press("escape")
        await typed(pilot, "izin", "001/I", "2111")
        assert "belum tiba (21 November 2026)" in said(app)
        await pilot.press("escape")
        await typed(pilot, "0911", "0811")
        assert "lebih awal daripada tanggal diterima (9 November 2026)" in said(app)
        await pilot.press("escape")
        await typed(pilot, "1311", "1")
        assert "selesai dalam 4 hari kerja, paling lama 3, lewat 1" in said(app)
        # F10 stores and opens the next; F3 takes over what is the same
        await pilot.press("f10")
        await pilot.pause()
        assert "1 permohonan sejak formulir dibuka" in told(app)
        assert isinstance(app.screen, RequestForm)
        await pilot.press("f3", "enter")
        await typed(pilot, "001/I")
        assert "Nomor ini sudah dipakai: Izin usaha, diterima 09-11-2026" in said(app)
        await pilot.press("escape")
        await typed(pilot, "002/I", "1011")
        # a power cut in the middle: what was left stands in the form again
        again = after_power_cut(app, tmp_path / "lagi")
        await typed(pilot, "1111", "1")
        await pilot.press("f10")
        await pilot.pause()
        await pilot.press("f3", "enter", "0", "0", "3", "enter", "f3", "enter")
        await form_of(pilot, ServiceLogScreen, "escape")
        rows = app.screen.find("").rows(0, 9)
        assert [(row["number"], row["received_on"], row["result"]) for row in rows] == [
            ("003", "2026-11-10", ""), ("001/I", "2026-11-09", "selesai"), ("002/I", "2026-11-10", "selesai"),
        ]  # fmt: skip
        # 003 is late: it is found by the state, ended by Enter
        await form_of(pilot, Pick, "f")
        await pilot.press("2")
        await pilot.pause()
        assert "· Terlambat" in said(app)
        assert len(app.screen.find("")) == 1
        await form_of(pilot, RequestForm, "enter")
        await typed(pilot, "0", "3")
        await form_of(pilot, ServiceLogScreen, "f10")
        assert "Tidak ada dalam keadaan ini" in said(app)
        await form_of(pilot, Pick, "f")
        await pilot.press("0")
        await pilot.pause()
        await pilot.press("x", "y")
        await pilot.pause()
        assert "Permohonan ditarik" in told(app)
        assert len(app.screen.find("")) == 2
        await form_of(pilot, HolidaysScreen, "h")
    async with again.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        assert "Isian belum selesai: Permohonan layanan" in said(again)
        await form_of(pilot, RequestForm, "enter")
        assert "Isian terakhir masih ada" in told(again)
        assert again.screen.form.text(service_requests.key(NEW, "number")) == "002/I"
    again.workplace.file.close()


async def test_figures_of_a_service_and_the_year_as_a_chart(empty_app):
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        licence = service(app.db, "Izin usaha", "3")
        service(app.db, "Konsultasi", "")
        for day in ("03", "04", "05"):
            request(app.db, licence, f"2026-08-{day}", "2026-08-10", returns="1" if day == "05" else "0")
        request(app.db, licence, "2026-11-09")
        await pilot.press("4", "l")
        await form_of(pilot, ServiceFiguresScreen, "g")
        assert "Triwulan IV 2026" in said(app)
        assert "Izin usaha – – – belum ada data 1" in said(app)
        await form_of(pilot, Pick, "p")
        await type_text(pilot, "triwulan iii")
        await pilot.press("enter")
        await pilot.pause()
        assert "Izin usaha 3 (sedikit) 4 5 33,33% (1 dari 3) 1" in said(app)
        await form_of(pilot, ServiceTrendScreen, "enter")
        text = said(app)
        for part in (
            "Triwulan III 2026 · paling lama 3 hari kerja",
            "3 permohonan (sedikit: kurang dari 10)",
            "4 hari kerja",
            "66,67% (2 dari 3)",
            "1 kali dikembalikan",
            "1 berjalan, 1 lewat waktu",
            "Jan Feb Mar",
        ):
            assert part in text
        await pilot.press("g")
        await pilot.pause()
        assert "TW I" in said(app)
        await form_of(pilot, ServiceFiguresScreen, "escape")
        await form_of(pilot, ServiceTrendScreen, "down", "enter")
        assert said(app).count("belum ada data") == 2


async def test_realisasi_is_filled_from_the_log_with_one_key(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        licence = service(app.db, "Izin uji", "3")
        request(app.db, licence, "2026-08-03", "2026-08-05")
        _, _, (indicator, *_) = open_silent(app.db)
        key = progress.progress_key(indicator.id, PERIOD, "amount")
        await open_row(pilot, "4", SILENT.split(",")[0])
        await at(pilot, ProgressForm)
        app.screen.sheet.go(key)
        # the measure is asked for once
        await form_of(pilot, Pick, "f8")
        await type_text(pilot, "uji median")
        await form_of(pilot, ProgressForm, "enter")
        assert "Izin uji, median hari kerja, Triwulan III 2026: 2 dari 1 baris" in told(app)
        assert app.screen.sheet.value(key) == "2"
        assert "dihitung ulang hasilnya sama" in said(app)
        await form_of(pilot, ProgressScreen, "f10")
        # the log changes: the form shows it, the list of things to settle too, and F8 alone mends it
        request(app.db, licence, "2026-08-03", "2026-08-11")
        await pilot.press("7")
        await pilot.pause()
        assert "tidak sama lagi dengan catatannya" in said(app)
        await open_row(pilot, "4", SILENT.split(",")[0])
        await at(pilot, ProgressForm)
        app.screen.sheet.go(key)
        await pilot.pause()
        assert "BERBEDA. Sekarang 4 dari 2 baris, waktu diisi 1 baris" in said(app)
        await pilot.press("f8")
        await pilot.pause()
        assert app.screen.sheet.value(key) == "4"
        await form_of(pilot, ProgressScreen, "f10")
        with app.db.reading() as session:
            assert progress.in_period(session, indicator.plan_id, PERIOD)[indicator.id].amount == 4
        # typed over by hand: shown again; and taken off the log
        await open_row(pilot, "4", SILENT.split(",")[0])
        await at(pilot, ProgressForm)
        app.screen.sheet.go(key)
        await typed(pilot, "3")
        assert "BERBEDA" in said(app)
        app.screen.sheet.go(key)
        await pilot.press("f8")
        await pilot.pause()
        assert app.screen.sheet.value(key) == "4"
        await form_of(pilot, Pick, "f8")
        await type_text(pilot, "diketik sendiri")
        await form_of(pilot, ProgressForm, "enter")
        assert "diketik sendiri; angkanya tetap" in told(app)
        assert "dihitung ulang" not in said(app)


async def test_a_log_of_two_pcs_with_odd_values_is_shown(empty_app):
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        service(app.db, " ".join(HOSTILE)[:150])
        with app.db.act("Dari PC lain", Office.id_of(app.db.office)) as act:
            act.write(ServiceRequest, new_id(), service_id="hilang", result="versi_baru", max_days=-3)
            act.write(
                ServiceRequest,
                odd := new_id(),
                service_id="hilang",
                number=HOSTILE[0],
                note=" ".join(HOSTILE),
                returns=-1,
            )
        await pilot.press("4", "l")
        await at(pilot, ServiceLogScreen)
        assert "(layanan tidak dike" in said(app)
        app.screen.reload(odd)
        await form_of(pilot, RequestForm, "enter")
        assert "(layanan tidak dikenal)" in said(app)
        await form_of(pilot, ServiceLogScreen, "escape")
        await form_of(pilot, ServiceFiguresScreen, "g")
        await form_of(pilot, ServiceTrendScreen, "enter")
        await pilot.press("escape", "escape", "7")
        await pilot.pause()
        assert "Layanan dari permohonan ini tidak dikenal" in said(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "pilih layanannya di formulir itu" in said(app)


@pytest.mark.parametrize("size", SIZES)
async def test_how_the_screens_look(workplace, seen_as, size):
    app = KinerjaApp(workplace("bukit_intan"))
    shape = f"{size[0]}x{size[1]}"
    async with app.run_test(size=size) as pilot:
        await open_log(pilot)
        seen_as(app, f"layanan_{shape}")
        await form_of(pilot, RequestForm, "enter")
        seen_as(app, f"layanan_form_{shape}")
        await form_of(pilot, ServiceLogScreen, "escape")
        await form_of(pilot, ServicesScreen, "l")
        seen_as(app, f"layanan_daftar_{shape}")
        await form_of(pilot, ServiceLogScreen, "escape")
        await form_of(pilot, ServiceFiguresScreen, "g")
        seen_as(app, f"layanan_angka_{shape}")
        await form_of(pilot, ServiceTrendScreen, "down", "enter")
        seen_as(app, f"layanan_grafik_{shape}")
