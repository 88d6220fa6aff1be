"""Asemrowo: what the place asked for, shown by keys with the practice office of Asem Rowo."""

from __future__ import annotations

from kinerja_tui.screens.development.personal_sheet import PersonalSheetScreen
from kinerja_tui.screens.evaluation.evaluation_form import EvaluationForm
from kinerja_tui.screens.evaluation.evaluations import EvaluationsScreen
from kinerja_tui.screens.feedback.feedback import FeedbackScreen
from kinerja_tui.screens.feedback.feedback_form import FeedbackForm
from kinerja_tui.screens.feedback.feedback_person import PersonFeedbackScreen
from kinerja_tui.screens.history.change_history import ChangeHistoryScreen
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.papers.paper_preview import PaperPreview
from kinerja_tui.screens.planning.addenda import AddendaScreen
from kinerja_tui.screens.planning.plan_form import PlanForm
from kinerja_tui.screens.planning.plans import PlansScreen
from kinerja_tui.screens.public.forum_entry import StatementEntry
from kinerja_tui.screens.public.forum_statements import StatementsScreen
from kinerja_tui.screens.public.forums import ForumsScreen
from kinerja_tui.screens.staff.acting_forms import ExcuseForm
from kinerja_tui.screens.staff.employees import EmployeesScreen
from tests.places.walk import Walk, sample, walking

PLACE = "asem_rowo"
LILIK = "198101102005022949"


async def test_what_asemrowo_asks_for(workplace):
    async with walking(workplace, PLACE) as walk:
        await who_has_no_plan_and_why(walk)
        await transparent_and_accountable(walk)
        await superior_and_peers_take_part(walk)
        await judged_by_what_was_set_beforehand(walk)
        await feedback_at_any_date(walk)
        await community_forum(walk)
        await feeling_supported(walk)


async def who_has_no_plan_and_why(walk: Walk) -> None:
    # list of who has none and why
    planned = {plan["nip"] for plan in sample(PLACE, "rencana")}
    without = [person["name"] for person in sample(PLACE, "pegawai") if person["nip"] not in planned]
    assert without == ["Nadia Maharani, S.Ak."]
    await walk.opens("3", PlansScreen)
    await walk.types("f")
    walk.sees("1 Draf (2)", "4 Dikembalikan (1)", "5 Tanpa rencana (1)", "6 Dikecualikan (0)")
    await walk.types("5")
    assert walk.line("Nadia") == "! Tanpa rencana Nadia Maharani, S.Ak. Penata Layanan Op…"
    # the reason of somebody who needs none
    await walk.opens("2", EmployeesScreen)
    await walk.finds("nadia")
    await walk.types("x")
    await walk.comes_to(ExcuseForm)
    await walk.types("2", "enter", '"0111"', "enter", "f10", "y")
    await walk.comes_to(EmployeesScreen)
    await walk.opens("3", PlansScreen)
    await walk.finds("nadia")
    assert walk.line("Nadia").startswith("- Dikecualikan")
    walk.sees("Tugas belajar")


async def transparent_and_accountable(walk: Walk) -> None:
    # everyone reads his own sheet
    await walk.opens("2", EmployeesScreen)
    await walk.finds("maimunah kholifah")
    await walk.types("l")
    await walk.comes_to(PersonalSheetScreen)
    walk.sees("Lembar pribadi · Maimunah Kholifah", "Triwulan III 2026 Baik")
    await walk.types("escape")
    # the rule behind each value
    await walk.opens("5", EvaluationsScreen)
    await walk.finds("maimunah kholifah")
    await walk.types("enter", "f8", "f8")
    await walk.comes_to(EvaluationForm)
    walk.sees("Hasil kerja sesuai ekspektasi dan perilaku kerja sesuai ekspektasi bertemu pada predikat Baik")
    walk.sees("dalam kuadran kinerja pegawai (PermenPANRB 6/2022)", "│ [Baik]".strip("│ "))
    await walk.types("escape")
    # chained change history
    await walk.opens("2", EmployeesScreen)
    await walk.finds("joko purnomo")
    await walk.types("r")
    await walk.comes_to(ChangeHistoryScreen)
    walk.sees("Adendum 1 rencana kerja 2026, berla", "Rencana kerja 2026: disetujui", "Pegawai baru: Joko Purnomo")
    await walk.finds("adendum")
    await walk.types("enter")
    await walk.comes_to(Notice)
    walk.sees("Wahyu Lestari, S.H., M.Si., nomor", "; sesudah ", "Isi adendum: Target lama = 96 kali")
    await walk.types("escape", "escape")


async def superior_and_peers_take_part(walk: Walk) -> None:
    given = sample(PLACE, "umpan_balik")
    peers = [sheet for sheet in given["sheets"] if (sheet["nip"], sheet["giver_kind"]) == (LILIK, "rekan")]
    asked = next(item for item in given["asked"] if (item["nip"], item["giver_kind"]) == (LILIK, "rekan"))
    assert (len(peers), len(asked["givers"])) == (3, 4)
    # rater kinds with a minimum number of peers
    await walk.opens("0", FeedbackScreen)
    await walk.finds("lilik")
    assert walk.line("Lilik") == "+ Lilik Fitriyah, S.P. 1/1 3/4 1/2 1/1 09-11-2026"
    await walk.types("enter")
    await walk.comes_to(PersonFeedbackScreen)
    walk.sees("Rekan kerja 3 dari 4", "Rekan kerja Bambang Hariyanto Wi")
    # too few = "belum cukup"
    walk.sees("Bawahan 1 dari 2, belum cukup (minimal 3)")
    await walk.types("r")
    await walk.comes_to(Notice)
    # 5, 4 and 4 of three peers, 4 was asked and is no zero; two answered on Loyal
    digits = [sheet["scores"] for sheet in peers]
    assert sorted(scores[0] for scores in digits) == ["4", "4", "5"]
    walk.sees("REKAN KERJA Berorientasi Pelayanan 4,33 (3 dari 4)", "Loyal belum cukup (2 dari 4, minimal 3)")
    await walk.types("escape", "p")
    # names hidden from the person
    walk.sees("Tampilan pegawai · Lilik", "2026 Rekan kerja Data pindah datang dikirim")
    walk.sees_no("Bambang", "Joko", "Maimunah", "Jadwal jaga dibagi adil")
    await walk.types("escape")


async def judged_by_what_was_set_beforehand(walk: Walk) -> None:
    # approved targets lock
    await walk.opens("3", PlansScreen)
    await walk.finds("joko purnomo")
    await walk.types("enter")
    await walk.comes_to(PlanForm)
    walk.sees("target terkunci")
    assert walk.app.screen.sheet.current is None or walk.app.screen.sheet.current.locked
    await walk.types('"999"', "escape")
    # addendum with reason
    await walk.opens("Adendum", AddendaScreen)
    assert walk.line("Joko Purnomo") == "01-10-2026 Joko Purnomo, S.E. 1 1 target Mobil patroli ditar…"
    await walk.types("enter")
    await walk.comes_to(Notice)
    walk.sees("Disetujui Fathor Hidayat", "Alasan: Mobil patroli ditarik pemerintah kota")
    walk.sees("Patroli wilayah: 96 → 84 kali")
    await walk.types("enter", "escape")


async def feedback_at_any_date(walk: Walk) -> None:
    # of today, and of any day that has come; never of tomorrow
    await walk.opens("0", FeedbackScreen)
    await walk.finds("endang")
    await walk.types("a")
    await walk.comes_to(FeedbackForm)
    await walk.types('"2111"', "enter")
    walk.sees("Tanggal ini belum tiba; hari ini 20 November 2026.")
    await walk.types("escape", '"1403"', "enter", "1")
    await walk.types('"fathor hidayat"', "enter", '"Posyandu buka lagi"', "enter", "f10")
    walk.sees("LEMBAR 2 · 1 sudah tersimpan")
    await walk.types("escape")
    await walk.comes_to(FeedbackScreen)
    assert "1/1 0/3" in walk.line("Endang")
    assert walk.line("Endang").endswith("14-03-2026")


async def community_forum(walk: Walk) -> None:
    # fast keying of statements in a row
    await walk.opens("Forum masyarakat", ForumsScreen)
    assert walk.line("09-09-2026").endswith("57 10 6/9")
    await walk.types("t")
    await walk.comes_to(StatementEntry)
    for text in ("Jalan ke sekolah gelap", "Selokan RT 2 mampat"):
        await walk.types("4", f'"{text}"', "enter", '"Dilihat"', "enter", "enter", "enter")
    walk.sees("2 tersimpan", "Selokan RT 2 mampat")
    await walk.types("escape")
    await walk.comes_to(ForumsScreen)
    assert walk.line("09-09-2026").endswith("57 12 6/11")
    await walk.types("enter")
    await walk.comes_to(StatementsScreen)
    # a public sheet without names
    await walk.types("e", "4")
    await walk.comes_to(PaperPreview)
    walk.sees("SUARA MASYARAKAT DAN TINDAK LANJUTNYA", "Keluhan │ 8 │ 5 dari 8".replace("│ ", ""))
    for person in sample(PLACE, "pegawai"):
        walk.sees_no(person["name"].partition(",")[0])
    await walk.types("escape", "escape", "escape")


async def feeling_supported(walk: Walk) -> None:
    # wording, recognition beside gaps
    await walk.opens("2", EmployeesScreen)
    await walk.finds("lilik")
    await walk.types("l")
    await walk.comes_to(PersonalSheetScreen)
    walk.sees("YANG DIHARGAI Dapat diusulkan (g):", "YANG DAPAT DIPERKUAT 1. Akuntabel:")
    walk.sees_no("gagal", "buruk", "lemah")
