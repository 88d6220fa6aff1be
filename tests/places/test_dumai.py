"""Dumai: what the place asked for, shown by keys with the practice office of Dumai Kota."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from kinerja_tui.screens.evaluation.dimension_recap import DimensionRecapScreen
from kinerja_tui.screens.evaluation.distribution import DistributionScreen
from kinerja_tui.screens.evaluation.evaluation_form import EvaluationForm
from kinerja_tui.screens.evaluation.evaluations import EvaluationsScreen
from kinerja_tui.screens.monitoring.progress import ProgressScreen
from kinerja_tui.screens.monitoring.workload import WorkloadScreen
from kinerja_tui.screens.planning.plans import PlansScreen
from kinerja_tui.screens.public.survey_entry import SheetEntry
from kinerja_tui.screens.public.survey_improvement import ImprovementForm
from kinerja_tui.screens.public.survey_results import ResultsScreen
from kinerja_tui.screens.public.survey_sheets import DifferencesScreen
from kinerja_tui.screens.public.surveys import SurveysScreen
from kinerja_tui.widgets.dialogs import Pick
from tests.places.walk import Walk, sample, walking

PLACE = "dumai_kota"
ELEMENTS = 9


async def test_what_dumai_asks_for(workplace):
    async with walking(workplace, PLACE) as walk:
        await quality_not_only_quantity(walk)
        await structured_evaluation(walk)
        await service_innovation_participation(walk)
        await reports_of_achievement(walk)
        await public_rating_of_the_service(walk)
        await pressure_of_targets(walk)


async def quality_not_only_quantity(walk: Walk) -> None:
    # a plan whose indicators are all kuantitas is warned about
    await walk.opens("3", PlansScreen)
    await walk.finds("erniwati yanti")
    await walk.types("p")
    await walk.comes_to(Pick)
    walk.sees("Semua 3 indikator beraspek kuantitas. Mutu dan waktu ikut dinilai, bukan hanya jumlah.")
    await walk.types("escape")


async def structured_evaluation(walk: Walk) -> None:
    # fixed steps; the obstacles note comes first and the rater must read it
    await walk.opens("5", EvaluationsScreen)
    await walk.finds("lusi zulhelmi")
    await walk.types("enter")
    await walk.comes_to(EvaluationForm)
    walk.sees("HALAMAN 1 DARI 4: HASIL KERJA", "HAMBATAN PERIODE INI (3)")
    walk.sees("Jaringan internet lambat saat mengunggah laporan.", "Hambatan dibaca?")
    await walk.types("f8")
    walk.sees("HALAMAN 2 DARI 4: PERILAKU KERJA")
    # a local, editable dimension list with its own scale
    await walk.types("f8")
    walk.sees("HALAMAN 3 DARI 4: DIMENSI SETEMPAT", "Pelayanan publik", "Inovasi")
    walk.sees("Partisipasi dalam pengambilan keputusan", "1 perlu didorong sampai 5 menjadi contoh")
    await walk.types("f8")
    walk.sees("HALAMAN 4 DARI 4: PREDIKAT", "PREDIKAT KINERJA: belum ada")
    await walk.types("f10")
    walk.is_told("Hambatan")
    await walk.types("escape")
    await walk.comes_to(EvaluationsScreen)


async def service_innovation_participation(walk: Walk) -> None:
    # reported separately, never mixed into the national predikat
    content = sample(PLACE, "dimensi")
    finished = {(item["nip"], item["period"]) for item in sample(PLACE, "evaluasi") if item["state"] == "selesai"}
    scores = [
        item["score"]
        for item in content["scores"]
        if (item["dimension"], item["period"]) == ("inovasi", "2026-TW3") and (item["nip"], item["period"]) in finished
    ]
    mean = (Decimal(sum(scores)) / len(scores)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert (str(mean), len(scores)) == ("3.17", 6)
    await walk.opens("9", DistributionScreen)
    await walk.types("d")
    await walk.comes_to(DimensionRecapScreen)
    assert walk.line("Inovasi") == "Inovasi 1–5 3,17 (6 dari 30)"
    walk.sees("Di samping predikat, tidak pernah dicampur ke dalamnya.")
    await walk.types("escape")


async def reports_of_achievement(walk: Walk) -> None:
    # submit state, date, lateness
    handed_in = {item["nip"]: item["submitted_on"] for item in sample(PLACE, "laporan") if item["period"] == "2026-TW3"}
    nip = next(person["nip"] for person in sample(PLACE, "pegawai") if person["name"].startswith("Jumadi Amri"))
    assert handed_in[nip] == "2026-10-18", "due on 5 October"
    await walk.opens("4", ProgressScreen)
    assert walk.line("Jumadi Amri").endswith("dinilai, telat 13 hari")
    assert walk.line("Afrizal Chandra").endswith("belum diisi, terlambat")
    assert walk.line("Nelfi Rosdiana").endswith("diajukan 01-10")
    await walk.types("f")
    walk.sees("2 Draf, belum diajukan (9)", "3 Diajukan (3)", "8 Terlambat, diajukan atau belum (21)")
    await walk.types("escape")


def index(sheets: list[str]) -> tuple[Decimal, dict[int, Fraction]]:
    """IKM to 2 decimals, and NRR per element, from the sheets as they are written: 1/9 each, times 25."""
    columns = [[int(line.split()[1][4 + at]) for line in sheets if line.split()[1][4 + at] != "-"]
               for at in range(ELEMENTS)]  # fmt: skip
    means = {at: Fraction(sum(values), len(values)) for at, values in enumerate(columns)}
    whole = sum(means.values()) / ELEMENTS * 25
    return (Decimal(whole.numerator) / whole.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP), means


async def public_rating_of_the_service(walk: Walk) -> None:
    before, after = sample(PLACE, "survei")
    (first, _), (last, means) = index(before["sheets"]), index(after["sheets"])
    assert (str(first), str(last)) == ("73.96", "81.65")
    assert min(means, key=lambda at: means[at]) == ELEMENTS - 1
    assert means[ELEMENTS - 1] * 25 < Fraction("76.61")
    # SKM from paper
    await walk.opens("Survei (SKM)", SurveysScreen)
    assert walk.line("Triwulan III") == "! Administrasi kependudukan Triwulan III 2026 61/92 20 81,65 B"
    assert walk.line("Triwulan I 2026") == "+ Administrasi kependudukan Triwulan I 2026 59/59 – 73,96 C"
    await walk.types("t")
    await walk.comes_to(SheetEntry)
    await walk.types("1", "3", "3", "2", *"444444444")
    walk.sees("Ketik · 63 tersimpan")
    await walk.types("escape")
    await walk.comes_to(SurveysScreen)
    walk.sees("62/92")
    # mismatches of the second entry side by side
    await walk.types("b")
    await walk.comes_to(DifferencesScreen)
    assert walk.line("5 Sarana") == "5 Sarana dan Prasarana 1 tidak baik 3 baik"
    await walk.types("escape")
    # before and after
    again, _ = index([*after["sheets"], "63 L332444444444"])
    await walk.types("enter")
    await walk.comes_to(ResultsScreen)
    shown, grown = (str(number).replace(".", ",") for number in (again, again - first))
    walk.sees(f"IKM {shown} mutu B (Baik)", f"Triwulan I 2026 73,96 -> {shown} (+{grown}), perubahan yang jelas")
    # a low element opens an improvement item
    await walk.types("end")
    assert walk.line("Sarana dan Prasarana").endswith("57,20 perlu (Enter)")
    await walk.types("enter")
    await walk.comes_to(ImprovementForm)
    await walk.types('"Kursi ditambah"', "enter", '"Seksi Pelayanan"', "enter", '"1512"', "f10")
    await walk.comes_to(ResultsScreen)
    assert walk.line("Sarana dan Prasarana").startswith("· Sarana dan Prasarana")
    await walk.types("escape")


async def pressure_of_targets(walk: Walk) -> None:
    # load view
    plans = {plan["nip"]: plan for plan in sample(PLACE, "rencana")}
    nip = next(person["nip"] for person in sample(PLACE, "pegawai") if person["name"].startswith("Jumadi Amri"))
    results = plans[nip]["results"]
    counted = len(results), sum(len(result["indicators"]) for result in results)
    assert counted == (6, 9)
    await walk.opens("3", PlansScreen)
    await walk.types("w")
    await walk.comes_to(WorkloadScreen)
    assert walk.line("Jumadi Amri").startswith("! Jumadi Amri, S.P. 6 9 9")
    walk.sees("Nilai tengah: 4 RHK · 6 IKI")
    await walk.types("escape")
    # obstacles note the rater must read: whoever's is not read yet stands on the camat's page
    await walk.types("1", "c", "tab", "slash", '"hambatan"', "enter")
    walk.sees("Hambatan belum dibaca Lusi Zulhelmi Safrin")
