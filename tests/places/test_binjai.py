"""Binjai: what the place asked for, shown by keys with the practice office of Binjai Kota."""

from __future__ import annotations

from statistics import median

from kinerja_tui.screens.development.development import DevelopmentScreen
from kinerja_tui.screens.development.personal_sheet import PersonalSheetScreen
from kinerja_tui.screens.evaluation.evaluation_form import EvaluationForm
from kinerja_tui.screens.evaluation.evaluations import EvaluationsScreen
from kinerja_tui.screens.feedback.feedback import FeedbackScreen
from kinerja_tui.screens.feedback.feedback_form import FeedbackForm
from kinerja_tui.screens.feedback.feedback_person import PersonFeedbackScreen
from kinerja_tui.screens.monitoring.progress import ProgressScreen
from kinerja_tui.screens.monitoring.progress_form import ProgressForm
from kinerja_tui.screens.office.calendar import CalendarScreen
from kinerja_tui.screens.planning.plans import PlansScreen
from kinerja_tui.screens.public.forum_statements import StatementForm, StatementsScreen
from kinerja_tui.screens.public.forums import ForumsScreen
from kinerja_tui.screens.public.voice_figures import VoiceFiguresScreen
from kinerja_tui.screens.public.voices import VoicesScreen
from kinerja_tui.screens.staff.employees import EmployeesScreen
from tests.places.walk import Walk, sample, walking, working_days

PLACE = "binjai_kota"
NURAINUN = "197807162024222920"


async def test_what_binjai_asks_for(workplace):
    async with walking(workplace, PLACE) as walk:
        await process_as_well_as_result(walk)
        await areas_to_improve(walk)
        await feedback_in_three_parts(walk)
        await a_calendar_of_what_is_due(walk)
        await one_nip_through_everything(walk)
        await criticism_becomes_action(walk)


async def process_as_well_as_result(walk: Walk) -> None:
    # action notes kept beside the result
    await walk.opens("5", EvaluationsScreen)
    await walk.finds("nurainun")
    await walk.types("enter")
    await walk.comes_to(EvaluationForm)
    await walk.goes_to("Rating hasil kerja 1")
    walk.sees("Langkah: Turun ke lapangan pada lokasi yang tertinggal; selesai 20-09-2026")
    walk.sees("Umpan balik pimpinan (Suheri Hartono, S.T., 15-09-2026): baik: Loket buka tanpa istirahat")
    # below expectation needs reason and proposal
    await walk.types("1")
    walk.sees("Alasan", "Usulan perbaikan")
    # hasil and perilaku rated on separate pages
    await walk.types("f8")
    walk.sees("HALAMAN 2 DARI 3: PERILAKU KERJA", "Memahami dan memenuhi kebutuhan masyarakat")
    await walk.types("f8")
    walk.sees("HALAMAN 3 DARI 3: PREDIKAT")
    walk.sees("Rating hasil kerja 1 di bawah ekspektasi: isi alasan dan usulan perbaikan.")
    await walk.types("f10")
    walk.is_told("Rating hasil kerja 1 di bawah ekspektasi: isi alasan dan usulan perbaikan.")
    await walk.types("escape")
    await walk.comes_to(EvaluationsScreen)


async def areas_to_improve(walk: Walk) -> None:
    # a personal sheet (lowest three, trend, fitting training)
    await walk.opens("2", EmployeesScreen)
    await walk.finds("wahyuni")
    await walk.types("l")
    await walk.comes_to(PersonalSheetScreen)
    walk.sees("Triwulan I 2026 Kurang ██ hasil sesuai, perilaku di bawah", "Triwulan II 2026 Baik ████")
    walk.sees("YANG DAPAT DIPERKUAT 1. Terlaksananya kegiatan pemberdayaan sesuai rencana anggaran: di bawah")
    walk.sees("2. Berorientasi Pelayanan:", "3. Akuntabel:")
    walk.sees_no("4. ")
    await walk.types("pagedown")
    walk.sees("direncanakan, 03-12-2026: Pelayanan perizinan satu pintu (Berorientasi Pelayanan)")
    walk.sees("Yang pernah diikuti rekan untuk hal yang sama: Manajemen risiko di kecamatan (Akuntabel), 2 orang")
    await walk.types("escape")


async def feedback_in_three_parts(walk: Walk) -> None:
    # went well, to improve, proposal and date
    await walk.opens("0", FeedbackScreen)
    await walk.finds("nurainun")
    await walk.types("enter")
    await walk.comes_to(PersonFeedbackScreen)
    await walk.types("enter")
    await walk.comes_to(FeedbackForm)
    walk.sees("1. Berjalan baik Loket buka tanpa istirahat pada hari pasar")
    walk.sees("2. Perlu diperbaiki Antrean sesudah jam istirahat masih panjang")
    walk.sees("3. Usulan Nomor antrean dibagikan sejak pukul 7.30 Tanggal usulan 05-10-2026")
    await walk.types("escape", "escape")


async def a_calendar_of_what_is_due(walk: Walk) -> None:
    # routine evaluation: a calendar of what is due
    staying = {person["nip"] for person in sample(PLACE, "pegawai") if person["end"] is None}
    approved = {plan["nip"] for plan in sample(PLACE, "rencana") if plan["state"] == "disetujui"} & staying
    reported = {item["nip"] for item in sample(PLACE, "laporan") if item["period"] == "2026-TW3"} & approved
    rated = {
        item["nip"]
        for item in sample(PLACE, "evaluasi")
        if (item["period"], item["state"]) == ("2026-TW3", "selesai") and item["nip"] in approved
    }
    await walk.types("1", "d")
    await walk.comes_to(CalendarScreen)
    await walk.finds("triwulan iii")
    reported |= rated
    expected = f"! Sen 05-10-2026 Laporan realisasi Triwulan III 2026 {len(reported)} dari {len(approved)} diajukan"
    assert walk.line("Laporan realisasi") == expected
    expected = f"> Kam 01-10-2026 Evaluasi Triwulan III 2026, mulai {len(rated)} dari {len(approved)} selesai"
    assert walk.line("Evaluasi Triwulan III") == expected
    await walk.types("enter")
    await walk.comes_to(EvaluationsScreen)
    walk.sees("Evaluasi · Triwulan III 2026")
    await walk.types("escape")
    await walk.comes_to(CalendarScreen)


async def one_nip_through_everything(walk: Walk) -> None:
    # one NIP through plan, evaluation, feedback, training
    for digit, screen in (
        ("2", EmployeesScreen),
        ("3", PlansScreen),
        ("4", ProgressScreen),
        ("5", EvaluationsScreen),
        ("0", FeedbackScreen),
    ):
        await walk.opens(digit, screen)
        await walk.finds(NURAINUN)
        walk.sees("Nurainun Rahmad", " 1 dari ")
    await walk.types("n")
    await walk.comes_to(DevelopmentScreen)
    await walk.finds(NURAINUN)
    walk.sees("Nurainun Rahmad", " 1 dari ")


async def criticism_becomes_action(walk: Walk) -> None:
    # masukan, kritik, pujian with owner, date and state
    await walk.opens("Suara masyarakat", VoicesScreen)
    assert walk.line("Kotak saran") == "! 12-08-2026 Kritik Kotak saran di kantor tida… 72 lewat 30-09-2026"
    assert walk.line("Pujian").endswith("– dicatat")
    # a forum record whose issues become actions
    await walk.types("m")
    await walk.comes_to(ForumsScreen)
    assert walk.line("12-08-2026").endswith("– 6 4/6")
    await walk.types("enter")
    await walk.comes_to(StatementsScreen)
    assert walk.line("Surat keterangan usaha") == (
        "+ 2 Keluhan Surat keterangan usaha … Suheri Hartono… selesai 01-09-2026"
    )
    await walk.finds("kotak saran")
    await walk.types("enter")
    await walk.comes_to(StatementForm)
    walk.sees("Yang disepakati Dibuka setiap Jumat, jawabannya ditempel", "Penanggung jawab Juliana Tarigan")
    await walk.types("escape", "escape", "escape")
    # the action shows in its owner's progress
    await walk.opens("4", ProgressScreen)
    await walk.finds("juliana")
    await walk.types("enter")
    await walk.comes_to(ProgressForm)
    walk.sees("SUARA MASYARAKAT YANG DIURUS (tidak dinilai)", "Kritik 12-08-2026, lewat 30-09-2026: Kotak saran")
    await walk.types("escape")
    # days from input to action
    said = sample(PLACE, "suara") + [
        {**item, "received_on": forum["held_on"]} for forum in sample(PLACE, "forum") for item in forum["statements"]
    ]
    days = [
        working_days(item["received_on"], item["done_on"])
        for item in said
        if item["done_on"] and "2026-07-01" <= item["done_on"] <= "2026-09-30"
    ]
    assert sorted(days) == [4, 8, 14, 20]
    assert median(days) == 11
    await walk.opens("Suara masyarakat", VoicesScreen)
    await walk.types("g")
    await walk.comes_to(VoiceFiguresScreen)
    await walk.types("p", "3")
    assert walk.line("! Kecamatan Binjai Kota").endswith(" 11 1")
