"""Batanghari: what the place asked for, shown by keys with the practice office of Muara Bulian."""

from __future__ import annotations

from decimal import Decimal
from statistics import median

from kinerja_tui.app import KinerjaApp
from kinerja_tui.screens.development.training_form import TrainingForm
from kinerja_tui.screens.development.trainings import TrainingsScreen
from kinerja_tui.screens.evaluation.evaluation_form import EvaluationForm
from kinerja_tui.screens.evaluation.evaluations import EvaluationsScreen
from kinerja_tui.screens.figures import TrendScreen
from kinerja_tui.screens.monitoring.progress import ProgressScreen
from kinerja_tui.screens.monitoring.track import TrackScreen
from kinerja_tui.screens.office.office_state import OfficeStateScreen
from kinerja_tui.screens.office.setup import SetupScreen
from kinerja_tui.screens.papers.paper_preview import PaperPreview
from kinerja_tui.screens.papers.papers import PapersScreen
from kinerja_tui.screens.planning.plan_form import PlanForm
from kinerja_tui.screens.planning.plans import PlansScreen
from kinerja_tui.screens.public.service_figures import ServiceFiguresScreen
from kinerja_tui.screens.public.services import ServiceLogScreen
from kinerja_tui.widgets.dialogs import Pick
from tests.conftest import ready
from tests.places.walk import Walk, sample, walking, working_days

PLACE = "muara_bulian"
DEWI = "199210112019042960"


async def test_what_batanghari_asks_for(workplace):
    async with walking(workplace, PLACE) as walk:
        await targets_are_measurable_or_written(walk)
        await periodic_and_annual(walk)
        await on_the_right_track(walk)
        await training_with_all_its_parts(walk)
        await documents_are_handled_faster(walk)
        await support_from_leaders(walk)


async def targets_are_measurable_or_written(walk: Walk) -> None:
    # an indicator needs number + unit (or a written expectation)
    await walk.opens("3", PlansScreen)
    await walk.finds("zainal")
    await walk.types("enter")
    await walk.comes_to(PlanForm)
    await walk.goes_to("Target")
    await walk.types("backspace", "enter", "backspace", "f7")
    await walk.comes_to(Pick)
    walk.sees("Belum bisa diajukan: 1 hal masih kurang", "belum ada target. Isi angka, atau target tertulis.")
    await walk.types("escape", "up", '"120"', "f7")
    walk.sees("target 120 tanpa satuan. Angka punya arti bersama satuannya", "Tetap ajukan")
    await walk.types("escape", "down", '"pelaku usaha"', "f10")
    await walk.comes_to(PlansScreen)
    # vague wording is marked
    await walk.finds("sayuti bakri")
    await walk.types("p")
    await walk.comes_to(Pick)
    walk.sees("Tidak ada yang menghalangi pengajuan, ? 6 saran mutu", "target “sesuai kebutuhan” sulit diperiksa")
    await walk.types("escape")


async def periodic_and_annual(walk: Walk) -> None:
    # quarters below the year
    await walk.opens("5", EvaluationsScreen)
    await walk.types("p")
    walk.sees("1 Triwulan I 2026", "4 Triwulan IV 2026", "5 Tahun 2026")
    await walk.types("5")
    await walk.comes_to(EvaluationsScreen)
    # the year view shows them all
    await walk.finds("dewi")
    await walk.types("enter")
    await walk.comes_to(EvaluationForm)
    walk.sees("Triwulan I Baik hasil sesuai, perilaku sesuai", "Triwulan II Baik hasil di atas, perilaku sesuai")
    walk.sees("Triwulan III Sangat Baik hasil di atas, perilaku di atas", "! Triwulan IV belum dievaluasi")
    # the annual rating needs a reason where one is missing
    await walk.types("f8", "f8", "f10")
    walk.is_told("Belum ada evaluasi Triwulan IV: tulis alasannya.")
    await walk.types("escape")
    await walk.comes_to(EvaluationsScreen)
    await walk.types("p", "3")


async def on_the_right_track(walk: Walk) -> None:
    # expected share of the year against realised share per indicator
    nip = next(person["nip"] for person in sample(PLACE, "pegawai") if person["name"] == "Ahmad Pratama")
    plan = next(plan for plan in sample(PLACE, "rencana") if plan["nip"] == nip)
    letters = plan["results"][0]["indicators"][0]
    done = sum(
        Decimal(row["amount"])
        for row in sample(PLACE, "realisasi")
        if (row["nip"], row["indicator"]) == (nip, letters["key"]) and row["amount"]
    )
    assert (letters["text"], letters["target"], done) == ("Surat masuk yang diagendakan", "600", 441)
    assert 273 * 100 // 365 == 74, "days from 1 January to 30 September"
    await walk.opens("4", ProgressScreen)
    await walk.finds("ahmad pratama")
    assert walk.line("Ahmad Pratama").startswith("! Ahmad Pratama 5 dari 5 + 5")
    await walk.types("u")
    await walk.comes_to(TrackScreen)
    assert walk.line("Surat masuk").endswith("+ 24 % + 48 % + 73 % –")
    walk.sees("Triwulan III 2026: + di jalur: 441 dari 600 surat (73 %), seharusnya 74 %.")
    walk.sees("Bantuan melihat, bukan penilaian.")
    await walk.types("escape")


async def training_with_all_its_parts(walk: Walk) -> None:
    # training with kind, JP, organiser, certificate, competence
    content = sample(PLACE, "pengembangan")
    own = [item for item in content["trainings"] if item["nip"] == DEWI and item["state"] in ("diikuti", "dampak")]
    shared = [item for item in content["sessions"] if DEWI in item["attended"]]
    hours = sum(Decimal(item["hours"]) for item in own + shared)
    await walk.opens("2", walk.app.screen_named("employees").__class__)
    await walk.types("n")
    await walk.finds("dewi")
    assert f"{hours}/20 " in walk.line("Dewi Lestari")
    assert hours == 37
    await walk.types("p")
    await walk.comes_to(TrainingsScreen)
    await walk.finds("penyusunan skp")
    await walk.types("enter")
    await walk.comes_to(TrainingForm)
    walk.sees("Bentuk Pelatihan (klasikal)", "Kompetensi Manajemen ASN")
    walk.sees("JP 16", "Penyelenggara BKPSDM Kabupaten Batanghari", "Nomor sertifikat 722/15.04.03/2026")
    await walk.types("escape", "escape")


async def documents_are_handled_faster(walk: Walk) -> None:
    # service log and its trend
    took = [
        [
            working_days(row["received_on"], row["finished_on"])
            for row in sample(PLACE, "layanan")["requests"]
            if row["service"] == "iumk"
            and row["result"] in ("selesai", "ditolak")
            and (int(row["finished_on"][5:7]) - 1) // 3 == quarter
        ]
        for quarter in range(4)
    ]
    assert [median(days) for days in took] == [4.5, 2, 2.5, 2], "faster than in the first quarter"
    await walk.opens("Layanan", ServiceLogScreen)
    await walk.types("g")
    await walk.comes_to(ServiceFiguresScreen)
    await walk.finds("izin usaha mikro")
    assert "2 (sedikit) 2 2 100% (2 dari 2)" in walk.line("Izin usaha mikro")
    await walk.types("enter", "g")
    await walk.comes_to(TrendScreen)
    walk.sees("Diputus per triwulan, di bawahnya median hari kerja", "TW I TW II TW III TW IV 4,5 2 2,5 2")
    await walk.types("escape", "escape", "escape")


async def support_from_leaders(walk: Walk) -> None:
    # practice database
    walk.sees("DATA LATIHAN")
    # the camat's page of progress and who needs help
    await walk.types("1", "c")
    await walk.comes_to(OfficeStateScreen)
    walk.sees("Rencana kerja 29 dari 33 1 belum, 1 dikembalikan, 1 draf, 1 diaju", "Siapa perlu dibantu")
    assert walk.line("Belum punya rencana kerja").endswith("kerja Zulkifli Sulaiman, S… rencana kerja 2026")
    await walk.types("tab", "enter")
    await walk.comes_to(PlansScreen)
    walk.sees("! Tanpa rencana Zulkifli Sulaiman")
    # blank paper forms in the screen's order
    await walk.opens("Cetak", PapersScreen)
    await walk.types("home", "f", "1")
    await walk.comes_to(PaperPreview)
    walk.sees("SASARAN KINERJA PEGAWAI", "PENDEKATAN HASIL KERJA KUANTITATIF")
    await walk.types("pagedown")
    walk.sees("ASPEK", "A. UTAMA")


async def test_the_first_run_is_guided(workplace):
    # guided first run
    app = KinerjaApp(workplace("new"))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        walk = Walk(pilot)
        await walk.comes_to(SetupScreen)
        walk.sees("Jawab enam isian ini, sekali saja", "Ingin mencoba dulu?", "kinerja demo")
