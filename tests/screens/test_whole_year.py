"""The whole job by keys alone: from two empty databases to a predikat that kecamatan and district both see.

One story at 80x24. Nothing is written but through the keyboard, and nothing is read but the screen, until the end:
then the tables of both offices are compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from kinerja_tui.app import KinerjaApp, Workplace
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.screens.evaluation.evaluation_form import EvaluationForm
from kinerja_tui.screens.evaluation.evaluations import EvaluationsScreen
from kinerja_tui.screens.handover.handoff import HandoffScreen
from kinerja_tui.screens.handover.preview import PreviewScreen
from kinerja_tui.screens.monitoring.progress import ProgressScreen
from kinerja_tui.screens.monitoring.progress_form import ProgressForm
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.office.beranda import BerandaScreen
from kinerja_tui.screens.office.setup import SetupScreen
from kinerja_tui.screens.planning.plan_form import PlanForm
from kinerja_tui.screens.planning.plans import PlansScreen
from kinerja_tui.screens.staff.employee_form import EmployeeForm
from kinerja_tui.screens.staff.employees import EmployeesScreen
from kinerja_tui.services.handover import media
from kinerja_tui.widgets.dialogs import AskText, Confirm, Pick
from tests.conftest import ready, screen_text
from tests.screens.keys import at, told
from tests.screens.plan_keys import keys, seen
from tests.stalls import never_blocked

CAMAT, KASI, CLERK = "Contoh Camat, M.Si.", "Contoh Kasi, S.IP.", "Contoh Pelaksana"
KECAMATAN, DISTRICT = "Kecamatan Muara Bulian", "BKPSDM Kabupaten Batanghari"
PERIOD = "Triwulan III 2026"
LISTS = {"2": EmployeesScreen, "3": PlansScreen, "4": ProgressScreen, "5": EvaluationsScreen}
OWN_TABLES = {"office", "site"}
"""What the district knows of itself and its own PC does not travel with a kecamatan's bundle."""


class Clerk:
    """Somebody at the keyboard, who reads what stands on the screen."""

    def __init__(self, pilot: Pilot[object]) -> None:
        self.pilot = pilot
        self.app: KinerjaApp = pilot.app  # type: ignore[assignment]

    async def types(self, *sequence: str) -> None:
        """Keys by name, and texts in double quotes."""
        await keys(self.pilot, *sequence)

    async def comes_to(self, screen: type) -> None:
        """The screen that must be there before the next key."""
        await at(self.pilot, screen)

    async def opens(self, digit: str) -> None:
        """A list by its digit, from any list."""
        await self.types(digit)
        await self.comes_to(LISTS.get(digit, HandoffScreen))

    def sees(self, *texts: str) -> None:
        """All of these stand on the screen."""
        screen = seen(self.app)
        for text in texts:
            assert text in screen, screen_text(self.app)

    def is_told(self, *texts: str) -> None:
        """A message of the program has said all of these."""
        for text in texts:
            assert text in told(self.app)

    async def reads_lists(self) -> dict[str, list[str]]:
        """Every list as it is shown, without the title line, which names the office."""
        lists = {}
        for digit in LISTS:
            await self.opens(digit)
            _, *lines = screen_text(self.app).splitlines()
            lists[digit] = lines
        return lists


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place where bundles lie."""
    folder = tmp_path / "stik"
    monkeypatch.setattr(media, "default_folder", lambda: folder)
    monkeypatch.setattr(media, "sticks", lambda: [])
    monkeypatch.setenv("HOME", str(tmp_path))
    return folder


@never_blocked
async def test_from_an_empty_database_to_a_predikat_at_the_district(
    workplace: Callable[..., Workplace], stick: Path
) -> None:
    kecamatan = KinerjaApp(workplace("new", "kecamatan"))
    async with kecamatan.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        rina = Clerk(pilot)
        await sets_up_the_kecamatan(rina)
        await adds_three_employees(rina)
        await keys_the_plan_of_the_kasi(rina)
        await keys_the_plan_of_the_clerk_with_something_missing(rina)
        await finds_the_targets_locked(rina)
        await reports_progress_with_evidence(rina)
        await evaluates_on_three_pages(rina)
        words = await exports(rina, stick)
        lists = await rina.reads_lists()

    district = KinerjaApp(workplace("new", "kabupaten"))
    async with district.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        budi = Clerk(pilot)
        await sets_up_the_district(budi)
        await gets_to_know_the_kecamatan(budi, words)
        await looks_before_importing(budi)
        assert await budi.reads_lists() == lists
        await reads_the_same_plan_and_predikat(budi)

    assert tables(district) == tables(kecamatan)


# -- at the kecamatan


async def sets_up_the_kecamatan(rina: Clerk) -> None:
    await rina.comes_to(SetupScreen)
    await rina.types("enter", '"muara bul"', "enter", '"Rina Wulandari"', "enter", "enter", "f10")
    await rina.comes_to(EmployeesScreen)
    rina.sees(f"{KECAMATAN} · 2026", "Belum ada pegawai. Tekan a untuk mengisi satu per satu")


async def adds_three_employees(rina: Clerk) -> None:
    await adds(rina, "197001011995011001", CAMAT, "4c", '"Camat Muara Bulian"', "enter", "2", "enter",
               '"Kantor Camat"', "enter", "enter", "enter", "enter",
               '"Contoh Sekda"', "enter", "enter", '"4d"', "enter", '"Sekretaris Daerah"')  # fmt: skip
    rina.sees("1 pegawai", CAMAT, "19700101 199501 1 001")
    await adds(rina, "198001012005012002", KASI, "3d", '"Kepala Seksi Pelayanan"', "enter", "3", "enter",
               '"Seksi Pelayanan"', "enter", "enter", '"camat"')  # fmt: skip
    await adds(rina, "199003152019031003", CLERK, "2b", '"Pengadministrasi Umum"', "enter", "enter",
               "f3", "enter", "enter", '"kasi"')  # fmt: skip
    rina.sees("3 pegawai", KASI, CLERK)


async def adds(rina: Clerk, nip: str, name: str, rank: str, *post: str) -> None:
    """The person, then the keys of the post from its name on."""
    await rina.types("a")
    await rina.comes_to(EmployeeForm)
    await rina.types(f'"{nip}"', f'"{name}"', "enter", "enter", f'"{rank}"', "enter", "enter", *post, "enter", "f10")
    await rina.comes_to(EmployeesScreen)


async def starts_a_plan(rina: Clerk, *to_the_row: str) -> None:
    """From the list of plans to the first line of the new plan's list A."""
    await rina.types(*to_the_row, "enter")
    await rina.comes_to(Confirm)
    await rina.types("y")
    await rina.comes_to(PlanForm)
    await rina.types("2")


async def keys_the_plan_of_the_kasi(rina: Clerk) -> None:
    """Before the Camat has one: what it supports is left open."""
    await rina.opens("3")
    await starts_a_plan(rina, "home", "down")
    await rina.types("enter", '"Layanan selesai tepat waktu"', "enter", "enter", "enter",
                     '"Layanan selesai"', "enter", '"95"', "enter", '"persen"', "enter", "enter", "f7")  # fmt: skip
    await rina.comes_to(Pick)
    rina.sees("1 saran mutu; tetap ajukan?", "Satu-satunya indikator beraspek kuantitas")
    await rina.types("enter")
    await rina.comes_to(PlansScreen)
    rina.sees("> Diajukan")
    rina.is_told("1 hasil kerja belum terhubung")
    await approves(rina)


async def keys_the_plan_of_the_clerk_with_something_missing(rina: Clerk) -> None:
    await starts_a_plan(rina, "end")
    await rina.types("1", "enter")
    rina.sees("Layanan selesai tepat waktu", "terhubung")
    await rina.types('"Surat keluar terarsip"', "enter", "enter", "enter", '"Surat diarsipkan"', "enter",
                     '"120,5"', "enter", "enter", "f7")  # fmt: skip
    await rina.comes_to(Pick)
    rina.sees("2 saran mutu; tetap ajukan?", "target 120,5 tanpa")
    await rina.types("down", "enter")
    await rina.comes_to(PlanForm)
    await rina.types('"surat"', "enter", "f7")
    await rina.comes_to(Pick)
    await rina.types("enter")
    await rina.comes_to(PlansScreen)
    rina.is_told(f"diajukan kepada {KASI}")
    assert f"{KASI}." not in told(rina.app)
    await approves(rina)


async def approves(rina: Clerk) -> None:
    """The plan at the cursor."""
    await rina.types("v")
    await rina.comes_to(Confirm)
    rina.sees("Setelah disetujui, target terkunci; perubahannya hanya lewat adendum.")
    await rina.types("y")
    await rina.comes_to(PlansScreen)
    rina.sees("+ Disetujui")
    rina.is_told("Target terkunci.")


async def finds_the_targets_locked(rina: Clerk) -> None:
    await rina.types("enter")
    await rina.comes_to(PlanForm)
    await rina.types("ctrl+home", '"999"', "enter", "f2", '"7"')
    rina.sees("# Target 120,5", "# Satuan surat", "target terkunci")
    await rina.types("f10")
    await rina.comes_to(PlansScreen)
    rina.sees("+ Disetujui")


async def reports_progress_with_evidence(rina: Clerk) -> None:
    await rina.opens("4")
    rina.sees(f"Realisasi · {PERIOD}", "belum ada SKP", "0 dari 1")
    await rina.types("end", "enter")
    await rina.comes_to(ProgressForm)
    await rina.types('"131"', "enter", "1", '"Map arsip 4"', "enter", '"Printer rusak"', "f10")
    await rina.comes_to(ProgressScreen)
    rina.sees("1 dari 1", "lengkap")


async def evaluates_on_three_pages(rina: Clerk) -> None:
    await rina.opens("5")
    await rina.types("end", "enter")
    await rina.comes_to(EvaluationForm)
    rina.sees("HALAMAN 1 DARI 3", "Realisasi: 131 surat", "Bukti (uraian): Map arsip 4", "! Hambatan: Printer rusak",
              "HAMBATAN PERIODE INI (1)", "Laporan realisasi belum diajukan")  # fmt: skip
    await rina.types("1", '"Rapi dan cepat"', "enter", "3", "3", "f10")
    rina.sees("HALAMAN 2 DARI 3", "1. Berorientasi Pelayanan")
    await rina.types("ctrl+end", "2", "f10")
    rina.sees("HALAMAN 3 DARI 3", "PREDIKAT KINERJA: Baik", "[Baik]",
              "Hasil kerja di atas ekspektasi dan perilaku kerja sesuai ekspektasi", "PermenPANRB 6/2022",
              "Semua sudah diisi")  # fmt: skip
    await rina.types('"Dipertahankan"', "f10")
    await rina.comes_to(Confirm)
    await rina.types("y")
    await rina.comes_to(EvaluationsScreen)
    rina.sees("Selesai di atas sesuai Baik")


async def exports(rina: Clerk, stick: Path) -> list[str]:
    """To the folder offered first; returns the words of the fingerprint that the kecamatan reads out."""
    await rina.opens("6")
    rina.sees(f"tentang 3 pegawai belum diserahkan ke {DISTRICT}")
    await rina.types("e")
    await rina.comes_to(Confirm)
    rina.sees("Paket tanpa segel?")  # nobody at the district is known yet
    await rina.types("y")
    await rina.comes_to(Pick)
    await rina.types("enter")
    await rina.comes_to(Notice)
    bundle = "kinerja_15.04.03_ke_15.04_no0001"
    beside = {f"{bundle}_berita-acara.pdf", f"{bundle}_berita-acara.txt", f"{bundle}_rekap.csv"}
    assert {path.name for path in stick.iterdir()} == {f"{bundle}.json.gz", *beside}
    await rina.types("enter")
    await rina.comes_to(HandoffScreen)
    rina.sees("Semua perubahan sudah masuk paket", "disiapkan")
    found = re.search(r"Sidik jari PC ini: ((?:[a-z]+ ?){8})", seen(rina.app))
    assert found is not None
    return found[1].split()


# -- at the district


async def sets_up_the_district(budi: Clerk) -> None:
    await budi.comes_to(SetupScreen)
    await budi.types("2", "enter", '"batanghari"', "enter", '"Budi Santoso"', "enter", "enter", "f10")
    await budi.comes_to(BerandaScreen)
    budi.sees(f"{DISTRICT} · 2026")


async def gets_to_know_the_kecamatan(budi: Clerk, words: list[str]) -> None:
    """The first bundle of a PC is read only after somebody compared its fingerprint."""
    await budi.opens("6")
    await budi.types("i")
    await budi.comes_to(Pick)
    budi.sees("kinerja_15.04.03_ke_15.04_no0001.json.gz")
    await budi.types("enter")
    await budi.comes_to(AskText)
    budi.sees("Kenalkan PC", KECAMATAN, *words)
    await budi.types(f'"{words[0]}"', "enter")
    await budi.comes_to(PreviewScreen)


async def looks_before_importing(budi: Clerk) -> None:
    budi.sees(f"Paket nomor 1 dari {KECAMATAN} (15.04.03)", "3 pegawai. Bentrok: 0. Tertahan: 0.", "Pegawai baru")
    wanted = {CLERK, "Pegawai baru", "Jabatan baru", "Rencana kerja baru", "120,5; surat", "131", "Di atas"}
    for _ in range(40):
        wanted = {text for text in wanted if text not in screen_text(budi.app)}
        await budi.types("down")
    assert not wanted
    await budi.types("y")
    await budi.comes_to(Notice)
    budi.sees("Paket sudah diimpor", "3 pegawai")
    await budi.types("enter")
    await budi.comes_to(Confirm)
    budi.sees("Tulis jawaban ke flashdisk?")
    await budi.types("escape")
    await budi.comes_to(HandoffScreen)
    budi.sees("diimpor")


async def reads_the_same_plan_and_predikat(budi: Clerk) -> None:
    await budi.opens("3")
    await budi.types("end", "enter")
    await budi.comes_to(PlanForm)
    budi.sees("RHK pimpinan yang Layanan selesai tepat waktu", "# Target 120,5", "# Satuan surat",
              f"Disetujui {KASI}", "target terkunci")  # fmt: skip
    await budi.types("escape")
    await budi.opens("5")
    await budi.types("end", "enter")
    await budi.comes_to(EvaluationForm)
    budi.sees("Terkunci", "Bukti (uraian): Map arsip 4")
    await budi.types("f8", "f8")
    budi.sees("PREDIKAT KINERJA: Baik", "[Baik]", "PermenPANRB 6/2022", "# Catatan/rekomendasi Dipertahankan")


def tables(app: KinerjaApp) -> dict[str, list[tuple[object, ...]]]:
    """What the journal has made of the office's records, without order."""
    return {
        table: sorted(app.file.rows(f'SELECT * FROM "{table}"'), key=repr)
        for table in PROJECTED
        if table not in OWN_TABLES
    }
