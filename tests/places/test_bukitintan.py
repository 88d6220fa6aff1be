"""Bukitintan: what the place asked for, shown by keys with the practice office of Bukit Intan."""

from __future__ import annotations

from statistics import median

from kinerja_tui.models.plans import Indicator
from kinerja_tui.screens.development.development import DevelopmentScreen
from kinerja_tui.screens.development.recognition_forms import ProposalForm, VerdictForm
from kinerja_tui.screens.development.recognition_rules import RecognitionRulesScreen
from kinerja_tui.screens.development.recognitions import RecognitionsScreen
from kinerja_tui.screens.development.training_form import TrainingForm
from kinerja_tui.screens.development.trainings import TrainingsScreen
from kinerja_tui.screens.monitoring.progress import ProgressScreen
from kinerja_tui.screens.monitoring.progress_form import ProgressForm
from kinerja_tui.screens.papers.paper_list import PaperList
from kinerja_tui.screens.papers.paper_preview import PaperPreview
from kinerja_tui.screens.papers.papers import PapersScreen
from kinerja_tui.screens.planning.key_indicators import KeyIndicatorForm, KeyIndicatorsScreen
from kinerja_tui.screens.planning.plan_comments import AnswerForm, PlanCommentsScreen
from kinerja_tui.screens.planning.plan_form import PlanForm
from kinerja_tui.screens.planning.plans import PlansScreen
from kinerja_tui.screens.public.service_catalogue import ServicesScreen
from kinerja_tui.screens.public.service_figures import ServiceFiguresScreen
from kinerja_tui.screens.public.services import ServiceLogScreen
from kinerja_tui.screens.public.voice_figures import VoiceFiguresScreen
from kinerja_tui.screens.public.voices import VoicesScreen
from kinerja_tui.screens.staff.employees import EmployeesScreen
from kinerja_tui.services.monitoring import progress
from kinerja_tui.widgets.dialogs import Pick
from tests.places.walk import Walk, sample, walking, working_days

PLACE = "bukit_intan"
DECIDED = ("selesai", "ditolak")
QUARTER_3 = ("2026-07-01", "2026-09-30")


async def test_what_bukitintan_asks_for(workplace):
    async with walking(workplace, PLACE) as walk:
        await iku_per_post(walk)
        await time_per_permit(walk)
        await complaints(walk)
        await realisasi_cites_the_rows(walk)
        await recognition_when_met(walk)
        await training_by_need(walk)
        await legal_basis(walk)
        await staff_take_part(walk)


async def iku_per_post(walk: Walk) -> None:
    # IKU library per post; indicators point to it
    assert len(sample(PLACE, "sumber")["iku"]) == 9
    await walk.opens("3", PlansScreen)
    await walk.types("i")
    await walk.comes_to(KeyIndicatorsScreen)
    walk.sees("9 IKU")
    await walk.finds("izin")
    assert walk.line("Rata-rata waktu") == "Rata-rata waktu penerbitan iz… Waktu ↓ hari kerja Camat Bukit I… 1"
    # direction (lower is better) is a property
    await walk.types("enter")
    await walk.comes_to(KeyIndicatorForm)
    walk.sees("Arah 2 Makin rendah makin baik", "Untuk jabatan Camat Bukit Intan")
    walk.sees("Dasar atau sumber Standar Pelayanan Kecamatan Bukit Intan")
    await walk.types("f10", "escape")
    await walk.finds("camat bukit")
    await walk.types("enter")
    await walk.comes_to(PlanForm)
    await walk.types("f10")
    await walk.comes_to(PlansScreen)


def permits(service: str) -> list[int]:
    """Working days of what was decided in the third quarter."""
    return [
        working_days(row["received_on"], row["finished_on"])
        for row in sample(PLACE, "layanan")["requests"]
        if row["service"] == service
        and row["result"] in DECIDED
        and QUARTER_3[0] <= (row["finished_on"] or "") <= QUARTER_3[1]
    ]


async def time_per_permit(walk: Walk) -> None:
    # service log with dates and a working-day clock
    rows = sample(PLACE, "layanan")["requests"]
    limits = {item["key"]: item["max_days"] for item in sample(PLACE, "layanan")["services"]}
    late = [
        row
        for row in rows
        if row["finished_on"] is None
        and limits[row["service"]] is not None
        and working_days(row["received_on"], None) > limits[row["service"]]
    ]
    assert len(late) == 4
    await walk.opens("Layanan", ServiceLogScreen)
    walk.sees(f"{len(rows)} permohonan")
    # maximum time per service, overdue list
    await walk.types("f")
    walk.sees("2 Terlambat (4)")
    await walk.types("2")
    days = working_days(late[0]["received_on"], None)
    assert walk.line(late[0]["number"]).endswith(f"{days} dari {limits[late[0]['service']]} terlambat")
    await walk.types("f", "0", "l")
    await walk.comes_to(ServicesScreen)
    assert walk.line("Reklame").startswith("Reklame (rekomendasi) 5 hari kerja")
    await walk.types("escape", "g")
    await walk.comes_to(ServiceFiguresScreen)
    await walk.types("p", "3")
    days = sorted(permits("iumk"))
    ninety = days[-(-len(days) * 9 // 10) - 1]
    on_time = sum(day <= 3 for day in days)
    assert (len(days), median(days), ninety, on_time) == (25, 2, 3, 24)
    assert walk.line("Izin usaha mikro") == "Izin usaha mikro … 25 2 3 96% (24 dari 25) 1".replace("Izin", "! Izin", 1)
    await walk.types("escape", "escape")


async def complaints(walk: Walk) -> None:
    # number of complaints
    heard = [
        item
        for item in sample(PLACE, "suara")
        if item["kind"] == "keluhan" and QUARTER_3[0] <= item["received_on"] <= QUARTER_3[1]
    ]
    await walk.opens("Suara masyarakat", VoicesScreen)
    assert walk.line("02-10-2026") == "! 02-10-2026 Keluhan Diminta fotokopi yang sama… 35 lewat 06-11-2026"
    await walk.types("g")
    await walk.comes_to(VoiceFiguresScreen)
    await walk.types("p", "3")
    assert walk.line("! Kecamatan Bukit Intan").split()[5] == str(len(heard))
    await walk.types("escape", "escape")


async def realisasi_cites_the_rows(walk: Walk) -> None:
    # realisasi filled from the log cites the rows it used
    text = "Rata-rata waktu penerbitan izin usaha mikro dan rekomendasi keramaian"
    rows = walk.app.file.rows("SELECT id, plan_id FROM indicator WHERE text = ?", (text,))
    assert len(rows) == 1
    key = progress.progress_key(rows[0][0], "2026-TW3", "amount")
    await walk.opens("4", ProgressScreen)
    await walk.finds("rosnani oktaviani")
    await walk.types("enter")
    await walk.comes_to(ProgressForm)
    await walk.goes_to_key(key)
    await walk.types("f8")
    await walk.comes_to(Pick)
    await walk.types('"izin usaha mikro (rekomendasi): median"', "enter")
    await walk.comes_to(ProgressForm)
    # the rows that ended in the quarter: the 25 decided ones, and four given back whose time does not count
    walk.is_told("Izin usaha mikro (rekomendasi), median hari kerja, Triwulan III 2026: 2 dari 29 baris")
    walk.sees("dihitung ulang hasilnya sama")
    await walk.types("f10")
    await walk.comes_to(ProgressScreen)
    with walk.app.db.reading() as session:
        known = progress.in_period(session, rows[0][1], "2026-TW3")[rows[0][0]]
        assert session.get(Indicator, rows[0][0]).direction == "turun"
    assert known.amount == median(permits("iumk"))


async def recognition_when_met(walk: Walk) -> None:
    # the program proposes with proof, a person grants
    await walk.opens("Pengembangan & penghargaan", DevelopmentScreen)
    await walk.types("g")
    await walk.comes_to(RecognitionsScreen)
    assert walk.line("calon").startswith("· Mustar Robi Sanjay… calon Waktu penyelesaian satu usul")
    await walk.types("r")
    await walk.comes_to(RecognitionRulesScreen)
    walk.sees("3 aturan", "Usul selesai cepat")
    await walk.types("escape")
    await walk.finds("sanjaya")
    await walk.types("enter")
    await walk.comes_to(ProposalForm)
    walk.sees("Realisasi sampai Triwulan III 2026: 2,8 hari kerja dari target paling banyak 3 hari kerja.")
    await walk.types("f10")
    await walk.comes_to(RecognitionsScreen)
    assert "diusulkan" in walk.line("Mustar Robi")
    await walk.types("enter")
    await walk.comes_to(VerdictForm)
    await walk.types("1", '"marhamah oktaviani"', "enter", "0", "enter", "f10")
    await walk.comes_to(RecognitionsScreen)
    assert "disetujui" in walk.line("Mustar Robi")
    await walk.types("escape")


async def training_by_need(walk: Walk) -> None:
    # need, planned, attended, effect
    await walk.types("p")
    await walk.comes_to(TrainingsScreen)
    walk.sees("Kebutuhan", "Direncanakan 27-11-2026", "Sudah diikuti 22-07-2026 6", "Dampak dicatat 08-04-2026 24")
    await walk.finds("kepemimpinan pelayanan")
    await walk.types("enter")
    await walk.comes_to(TrainingForm)
    walk.sees("4 → Dampak dicatat")
    await walk.goes_to("Dampak")
    walk.sees("Asal kebutuhan", "JP 24")
    await walk.types("escape", "escape", "escape")


async def legal_basis(walk: Walk) -> None:
    # dated rules, printed on the document
    await walk.opens("Cetak", PapersScreen)
    await walk.types("home", "enter")
    await walk.comes_to(PaperList)
    await walk.types("enter")
    await walk.comes_to(PaperPreview)
    await walk.types("end")
    walk.sees("PermenPANRB 6/2022 Kode cek")
    await walk.types("escape", "escape", "escape")


async def staff_take_part(walk: Walk) -> None:
    # staff can propose indicators and comment before the plan is set
    await walk.opens("3", PlansScreen)
    await walk.finds("asmarani agustina")
    assert walk.line("Asmarani Agustina").startswith("· Draf")
    await walk.types("u")
    await walk.comes_to(PlanCommentsScreen)
    walk.sees("! Belum dijawab Target ini diturunkan", "+ Diterima Tambahkan ukuran mutu", "Komentar Sebutkan bukti")
    await walk.types("enter")
    await walk.comes_to(AnswerForm)
    walk.sees("Asmarani Agustina, S.H. (pegawai), 09-11-2026: Target ini diturunkan sedikit")
    await walk.types("1", '"Boleh"', "enter", '"Asmarani Kusuma"', "enter", "f10")
    await walk.comes_to(PlanCommentsScreen)
    walk.sees_no("Belum dijawab")
    await walk.opens("2", EmployeesScreen)
