"""Suara masyarakat by keys: what was said one after another, owners, answers, figures, realisasi filled from it."""

from __future__ import annotations

import pytest

from kinerja_tui.app import KinerjaApp
from kinerja_tui.models.offices import Office
from kinerja_tui.models.records import new_id
from kinerja_tui.models.voices import Voice
from kinerja_tui.screens.handover.settle import SettleScreen
from kinerja_tui.screens.monitoring.progress import ProgressScreen
from kinerja_tui.screens.monitoring.progress_form import ProgressForm
from kinerja_tui.screens.office.beranda import BerandaScreen
from kinerja_tui.screens.public.forums import ForumsScreen
from kinerja_tui.screens.public.services import ServiceLogScreen
from kinerja_tui.screens.public.voice_figures import VoiceFiguresScreen, VoiceTrendScreen
from kinerja_tui.screens.public.voice_form import VoiceForm
from kinerja_tui.screens.public.voices import VoicesScreen
from kinerja_tui.services.monitoring import progress
from kinerja_tui.services.public import voices
from kinerja_tui.services.staff.employees import NEW
from kinerja_tui.widgets.dialogs import Pick
from tests.conftest import ready
from tests.screens.keys import after_power_cut, at, open_row, told, type_text
from tests.screens.test_services import form_of, typed
from tests.screens.test_services import said as shown_text
from tests.services.service_office import service
from tests.services.test_progress import PERIOD, SILENT, open_silent
from tests.services.voice_office import person, said
from tests.widgets.helpers import HOSTILE

SIZES = [(80, 24), (120, 40)]


async def open_voices(pilot):
    await ready(pilot)
    await form_of(pilot, ServiceLogScreen, "4", "l")
    await form_of(pilot, VoicesScreen, "m")


async def test_from_the_box_to_the_answer(empty_app, tmp_path):
    """A voice like the last is 7 keys and its words: a digit, F3 and Enter for channel and day, Enter, text, F10."""
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        await open_voices(pilot)
        assert "Belum ada suara masyarakat tahun ini. Tekan a" in shown_text(app)
        person(app.db, "Sari Wulandari")
        person(app.db, "Dewi Lestari", "35.78.28")
        service(app.db, "Izin usaha")
        # a digit each for kind and channel; days that cannot be, services and people not here are held
        await form_of(pilot, VoiceForm, "a")
        await pilot.press("4", "2")
        await typed(pilot, "2111")
        assert "belum tiba (21 November 2026)" in shown_text(app)
        await pilot.press("escape")
        await typed(pilot, "0911", "zzz")
        assert "Tidak ada layanan “zzz”" in shown_text(app)
        await pilot.press("escape")
        await typed(pilot, "izin", "Telepon saya 081234567890")
        assert "tanpa data pribadi" in shown_text(app)
        await pilot.press("escape")
        await typed(pilot, "Berkas lama sekali", "dewi")
        assert "Tidak ada pegawai kantor ini yang cocok" in shown_text(app)
        await pilot.press("escape")
        await typed(pilot, "sari", "0811")
        assert "Batasnya lebih awal daripada tanggal diterima" in shown_text(app)
        await pilot.press("escape")
        await typed(pilot, "1611")
        assert "Keadaan: lewat batas; sudah 9 hari kerja" in shown_text(app)
        await pilot.press("f10")
        await pilot.pause()
        assert "1 suara sejak formulir dibuka" in told(app)
        # the next like the last, and a power cut in the middle of it
        await pilot.press("1", "f3", "enter", "f3", "enter", "enter")
        await typed(pilot, "Mohon nomor antrean")
        again = after_power_cut(app, tmp_path / "lagi")
        await pilot.press("f10")
        await pilot.pause()
        await pilot.press("3", "1", "0", "enter", "enter")
        await typed(pilot, "Petugas ramah")
        await pilot.press("f10")
        await pilot.pause()
        await form_of(pilot, VoicesScreen, "escape")
        text = shown_text(app)
        for part in ("lewat 16-11-2026", "belum diurus", "dicatat", "3 suara"):
            assert part in text
        # answered: done needs its words, and not a reason besides
        await form_of(pilot, VoiceForm, "enter")
        assert app.screen.sheet.current.key.endswith("/action")
        await pilot.press("enter")
        await typed(pilot, "1711")
        await pilot.press("f10")
        await at(pilot, Pick)
        assert "Tulis yang dilakukan" in shown_text(app)
        await form_of(pilot, VoiceForm, "enter")
        await pilot.press("up")
        app.screen.sheet.go(app.screen._key("action"))
        await typed(pilot, "Loket kedua dibuka")
        await form_of(pilot, VoicesScreen, "f10")
        assert "selesai 17-11-2026" in shown_text(app)
        # what nobody has: the cursor waits at the owner; Beranda leads here
        await form_of(pilot, BerandaScreen, "1")
        assert "Suara masyarakat belum ada yang mengurus 1" in shown_text(app)
        await form_of(pilot, VoicesScreen, "end", "up", "enter")
        await form_of(pilot, VoiceForm, "enter")
        assert app.screen.sheet.current.key.endswith("/owner_id")
        await form_of(pilot, VoicesScreen, "escape")
        # a state, the figures, and what was keyed by mistake
        await form_of(pilot, Pick, "f")
        await pilot.press("5")
        await pilot.pause()
        assert "· Selesai" in shown_text(app)
        await pilot.press("x", "y")
        await pilot.pause()
        assert "Suara ditarik" in told(app)
        assert "Tidak ada dalam keadaan ini" in shown_text(app)
        await form_of(pilot, ForumsScreen, "m")
    async with again.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        assert "Isian belum selesai: Suara masyarakat" in shown_text(again)
        await form_of(pilot, VoiceForm, "enter")
        assert "Isian terakhir masih ada" in told(again)
        kept = again.screen.form
        assert [kept.text(voices.key(NEW, column)) for column in ("kind", "channel", "text")] == [
            "masukan", "kotak", "Mohon nomor antrean",
        ]  # fmt: skip
    again.workplace.file.close()


async def test_figures_and_the_year_as_a_chart(empty_app):
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        licence = service(app.db, "Izin usaha")
        said(app.db, "A", "2026-08-03", service_id=licence, due="2026-08-07", action="Dibuat", done_on="2026-08-06")
        said(app.db, "B", "2026-08-05", kind="masukan")
        await open_voices(pilot)
        await form_of(pilot, VoiceFiguresScreen, "g")
        assert "Angka suara · Triwulan IV 2026" in shown_text(app)
        await form_of(pilot, Pick, "p")
        await type_text(pilot, "triwulan iii")
        await pilot.press("enter")
        await pilot.pause()
        assert "Kecamatan Muara Bulian 2 1 – 1 dari 2 3 –" in shown_text(app)
        await form_of(pilot, VoiceTrendScreen, "enter")
        text = shown_text(app)
        for part in (
            "Masuk 2: 1 masukan, 1 keluhan",
            "per 100 permohonan belum ada data",
            "50% (1 dari 2), tanpa pujian",
            "1, median 3 hari kerja",
            "100% (1 dari 1) yang selesai dan dijanjikan",
            "1 menunggu",
            "paling lama 77 hari kerja",
            "Jan Feb Mar",
        ):
            assert part in text
        await pilot.press("g")
        await pilot.pause()
        assert "TW III" in shown_text(app)
        await form_of(pilot, Pick, "p")
        await type_text(pilot, "triwulan i")
        await pilot.press("enter")
        await pilot.pause()
        assert "Masuk belum ada data" in shown_text(app)


async def test_the_owner_sees_it_beside_realisasi_which_is_filled_from_complaints(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        _, plan, (indicator, *_) = open_silent(app.db)
        licence = service(app.db, "Izin uji")
        for number in range(6):
            said(app.db, f"Lama {number}", "2026-08-03", service_id=licence, owner_id=plan.employee.id,
                 due="" if number else "2026-08-10")  # fmt: skip
        await open_row(pilot, "4", SILENT.split(",")[0])
        await at(pilot, ProgressForm)
        text = shown_text(app)
        assert "SUARA MASYARAKAT YANG DIURUS (tidak dinilai)" in text
        assert "Keluhan 03-08-2026, diurus: Lama" in text
        assert "dan 2 lagi; semuanya di layar Suara masyarakat" in text
        key = progress.progress_key(indicator.id, PERIOD, "amount")
        app.screen.sheet.go(key)
        await form_of(pilot, Pick, "f8")
        await type_text(pilot, "uji jumlah keluhan")
        await form_of(pilot, ProgressForm, "enter")
        assert "suara Izin uji, jumlah keluhan, Triwulan III 2026: 6 dari 6 baris" in told(app)
        assert app.screen.sheet.value(key) == "6"
        await form_of(pilot, ProgressScreen, "f10")
        assert "6, 1 lewat" in shown_text(app)


async def test_voices_of_two_pcs_with_odd_values_are_shown_and_settled(empty_app):
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        with app.db.act("Dari PC lain", Office.id_of(app.db.office)) as act:
            act.write(Voice, new_id(), office=app.db.office, kind="versi_baru", channel="satelit", text="x" * 10_000)
            act.write(
                Voice, new_id(), office=app.db.office, service_id="hilang", owner_id="hilang", text=HOSTILE[0],
                no_action="y" * 10_000, agreed=" ".join(HOSTILE),
            )  # fmt: skip
        await open_voices(pilot)
        for _ in range(2):
            await form_of(pilot, VoiceForm, "enter")
            await form_of(pilot, VoicesScreen, "escape")
            await pilot.press("down")
        await form_of(pilot, VoiceFiguresScreen, "g")
        await form_of(pilot, VoiceTrendScreen, "enter")
        await form_of(pilot, SettleScreen, "7")
        assert "Layanan dari suara ini tidak dikenal" in shown_text(app)
        await form_of(pilot, VoiceForm, "enter")
        assert "(layanan tidak dikenal)" in shown_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_how_the_screens_look(workplace, seen_as, size):
    app = KinerjaApp(workplace("bukit_intan"))
    shape = f"{size[0]}x{size[1]}"
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        await open_voices(pilot)
        seen_as(app, f"suara_{shape}")
        await form_of(pilot, VoiceForm, "enter")
        seen_as(app, f"suara_form_{shape}")
        await form_of(pilot, VoicesScreen, "escape")
        await form_of(pilot, VoiceForm, "a")
        seen_as(app, f"suara_baru_{shape}")
        await form_of(pilot, VoicesScreen, "escape")
        await form_of(pilot, VoiceFiguresScreen, "g")
        seen_as(app, f"suara_angka_{shape}")
        await form_of(pilot, VoiceTrendScreen, "enter")
        seen_as(app, f"suara_grafik_{shape}")
