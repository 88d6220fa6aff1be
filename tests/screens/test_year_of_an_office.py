"""A year of one office by keys: from a plan in January to an objection in January of the next year.

The clock of the PC moves on from stage to stage. What one stage refuses or shows in full stands in the tests named
after it; here every stage has to find what the one before left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from kinerja_tui.app import KinerjaApp, Workplace
from kinerja_tui.models.employees import Assignment
from kinerja_tui.screens.development.recognition_forms import GivingForm, ProposalForm, VerdictForm
from kinerja_tui.screens.development.recognitions import RecognitionsScreen
from kinerja_tui.screens.evaluation.distribution import DistributionScreen
from kinerja_tui.screens.evaluation.evaluation_form import EvaluationForm
from kinerja_tui.screens.evaluation.evaluations import EvaluationsScreen
from kinerja_tui.screens.evaluation.objections import ObjectionsScreen
from kinerja_tui.screens.evaluation.self_assessment_form import SelfAssessmentForm
from kinerja_tui.screens.monitoring.action_steps import ActionStepsForm
from kinerja_tui.screens.monitoring.progress import ProgressScreen
from kinerja_tui.screens.monitoring.progress_form import ProgressForm
from kinerja_tui.screens.monitoring.track import TrackScreen
from kinerja_tui.screens.office.beranda import BerandaScreen
from kinerja_tui.screens.planning.addendum_form import AddendumForm
from kinerja_tui.screens.planning.plans import PlansScreen
from kinerja_tui.widgets.dialogs import AskText, Confirm
from tests.conftest import WIB, ready
from tests.screens.plan_keys import INDICATOR_KEYS, YEAR, people, seen
from tests.screens.test_whole_year import Clerk
from tests.services.plan_office import assignment_id
from tests.stalls import never_blocked


class Clock:
    """The clock of the PC: it stands on the day it was set to."""

    def __init__(self) -> None:
        self.day = (YEAR, 1, 12)

    def __call__(self) -> datetime:
        return datetime(*self.day, 9, 0, tzinfo=WIB)


@never_blocked
async def test_a_year_of_one_office(workplace: Callable[..., Workplace]) -> None:
    """And never is the screen's thread kept for long: no key waits, nothing stands still."""
    clock = Clock()
    app = KinerjaApp(replace(workplace("", "tahun"), now=clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        _, staff = people(app.db)
        with app.db.act("Atasan pejabat penilai", staff) as act:
            act.write(Assignment, assignment_id(staff, "Pelaksana"), superior_card={"name": "Camat Contoh"})
        rina = Clerk(pilot)
        await plans_the_year(rina)
        clock.day = (YEAR, 4, 20)
        await reports_the_first_quarter_late(rina)
        await hears_what_others_say(rina)
        await assesses_herself_and_is_rated(rina)
        clock.day = (YEAR, 7, 1)
        await changes_the_target(rina)
        clock.day = (YEAR, 10, 2)
        await is_on_track_against_the_new_target(rina)
        clock.day = (YEAR + 1, 1, 8)
        await rates_the_year_with_quarters_missing(rina)
        await compares_with_the_guide(rina)
        await hands_the_result_over(rina)
        clock.day = (YEAR + 1, 1, 20)
        await objects_and_is_answered(rina)
        await is_recognised(rina)


async def plans_the_year(rina: Clerk) -> None:
    await rina.opens("3")
    await rina.types("end", "enter", "y", "2", '"Pelayanan seksi"', "enter", '"Surat selesai"', "enter", "enter")
    await rina.types(*INDICATOR_KEYS, "f7", "enter", "v", "y")
    rina.sees("+ Disetujui")
    await rina.types("r")
    await rina.comes_to(ActionStepsForm)
    await rina.types("1", '"Rekap surat masuk"', "enter", "1", "enter", "enter", "enter", "enter", "f10")
    await rina.comes_to(PlansScreen)


async def reports_the_first_quarter_late(rina: Clerk) -> None:
    await rina.opens("4")
    rina.sees("Realisasi · Triwulan I 2026")
    await rina.types("end", "enter")
    await rina.comes_to(ProgressForm)
    rina.sees("Rekap surat masuk")
    await rina.types('"1"', "enter", "1", '"Buku agenda"', "enter", "enter", "f10")
    await rina.comes_to(ProgressScreen)
    await rina.types("a")
    await rina.comes_to(AskText)
    await rina.types("enter")
    rina.sees("terlambat 15 hari")


async def hears_what_others_say(rina: Clerk) -> None:
    await rina.types("0", "end", "enter", "a", '"2003"', "enter", "1", '"kasi"', "enter", '"Teliti"', "f10")
    await rina.types("f10")
    rina.is_told("1 lembar umpan balik tersimpan")
    await rina.types("escape")


async def assesses_herself_and_is_rated(rina: Clerk) -> None:
    await rina.opens("5")
    await rina.types("end", "d")
    await rina.comes_to(SelfAssessmentForm)
    await rina.types("3", '"Lebih cepat"', "f8", "2", "enter", "f8", "f10")
    rina.is_told("Penilaian diri selesai")
    await rina.types("enter")
    await rina.comes_to(EvaluationForm)
    rina.sees("Penilaian diri: di atas. Lebih cepat", "Realisasi: 1 dokumen")
    await rina.types("enter", "2", "2", "f10", "ctrl+end", "2", "f10", "f10", "y")
    await rina.comes_to(EvaluationsScreen)
    rina.sees("Baik")


async def changes_the_target(rina: Clerk) -> None:
    await rina.opens("3")
    await rina.types("end", "d")
    await rina.comes_to(AddendumForm)
    await rina.types('"0107"', "enter", '"Anggaran dikurangi"', "enter", "enter", "f8", '"2"', "enter", "f10")
    await rina.comes_to(Confirm)
    rina.sees("3,5 → 2 dokumen")
    await rina.types("y")


async def is_on_track_against_the_new_target(rina: Clerk) -> None:
    await rina.opens("4")
    rina.sees("Triwulan III 2026")
    await rina.types("end", "enter", '"1"', "enter", "1", '"Buku agenda"', "enter", "enter", "f10")
    await rina.comes_to(ProgressScreen)
    await rina.types("u")
    await rina.comes_to(TrackScreen)
    rina.sees("tercapai: 2 dari 2 dokumen (100 %), seharusnya 74 %")
    await rina.types("escape")


async def rates_the_year_with_quarters_missing(rina: Clerk) -> None:
    await rina.opens("5")
    await rina.types("p", "5", "end", "enter")
    await rina.comes_to(EvaluationForm)
    rina.sees("PREDIKAT PERIODIK", "! Triwulan II")
    await rina.types('"Penilai cuti"', "enter", "enter", "2", "2", "f10", "ctrl+end", "2", "f10", "f10")
    await rina.types("y")
    await rina.comes_to(EvaluationsScreen)
    rina.sees("Baik")


async def compares_with_the_guide(rina: Clerk) -> None:
    await rina.types("9")
    await rina.comes_to(DistributionScreen)
    await rina.types("t", "4", '"Surat Sekda 800/12"', "f10")
    rina.sees("Capaian kinerja organisasi: Baik")


async def hands_the_result_over(rina: Clerk) -> None:
    await rina.opens("5")
    await rina.types("end", "o")
    await rina.comes_to(ObjectionsScreen)
    await rina.types("enter", "0", "enter", "f10")
    rina.sees("Tahun Baik diterima hari ini")


async def objects_and_is_answered(rina: Clerk) -> None:
    await rina.types("1")
    await rina.comes_to(BerandaScreen)
    rina.sees("Batas keberatan berakhir dalam 3 hari")
    await rina.opens("5")
    await rina.types("end", "o")
    await rina.comes_to(ObjectionsScreen)
    await rina.types("enter", "0", "enter", '"Bukti belum dibaca"', "f10")
    rina.sees("masuk hari ke-12 dari 14")
    await rina.types("enter", '"camat"', "enter", "0", "enter", "3", "enter", '"Bukti sudah dibaca"', "f10", "y")
    rina.sees("ditolak")
    await rina.types("1")
    await rina.comes_to(BerandaScreen)
    assert "Keberatan menunggu keputusan" not in seen(rina.app)


async def is_recognised(rina: Clerk) -> None:
    await rina.types("2", "n", "g", "f", "3")
    await rina.comes_to(RecognitionsScreen)
    rina.sees("Staf Contoh calon Jumlah dokumen")
    await rina.types("enter")
    await rina.comes_to(ProposalForm)
    await rina.types("f10")
    await rina.comes_to(RecognitionsScreen)
    await rina.types("f", "1", "enter")
    await rina.comes_to(VerdictForm)
    await rina.types("1", '"Camat Contoh"', "enter", "0", "f10", "f", "2", "enter")
    await rina.comes_to(GivingForm)
    await rina.types("enter", '"Camat Contoh"', "enter", "0", "f10")
    await rina.comes_to(RecognitionsScreen)
    assert rina.app.file.rows("SELECT state FROM recognition WHERE NOT removed") == [("diberikan",)]
