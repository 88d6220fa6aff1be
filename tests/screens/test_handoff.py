"""Serah terima by keys: export at the kecamatan, preview, enrolment and import at the district, and every way out."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select
from textual.pilot import Pilot
from typer.testing import CliRunner

from kinerja_tui.app import KinerjaApp, Workplace
from kinerja_tui.cli.main import app as cli
from kinerja_tui.handoff import export, merge, trust
from kinerja_tui.handoff.differences import Comparison, Difference
from kinerja_tui.handoff.merge import Held, Outcome
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.offices import Rejection
from kinerja_tui.models.plans import Indicator
from kinerja_tui.screens.handover.handoff import HandoffScreen
from kinerja_tui.screens.handover.handoff_texts import size_text, stamp, waiting_text
from kinerja_tui.screens.handover.preview import PreviewScreen
from kinerja_tui.screens.handover.preview_rows import preview_rows
from kinerja_tui.screens.notice import Notice
from kinerja_tui.services.handover import handoff as ledger
from kinerja_tui.services.handover import media
from kinerja_tui.services.office import setup
from kinerja_tui.widgets.dialogs import AskText, Confirm, Pick
from kinerja_tui.widgets.progress import Working
from kinerja_tui.widgets.table import VirtualTable
from tests.conftest import ready, screen_text
from tests.screens.keys import at, until

SOMEBODY = "197212062004121934"
CODE = r"([0-9A-Z]{4}-){3}[0-9A-Z]{4}"


class Desk:
    """One PC: a workplace and its database, used without the screen."""

    def __init__(self, place: Workplace) -> None:
        self.place = place
        self.db = Database(place.file, place.identities, place.now)

    def app(self) -> KinerjaApp:
        return KinerjaApp(self.place)

    def rename(self, name: str, nip: str = SOMEBODY) -> None:
        key = Employee.id_of(nip)
        with self.db.act("Ubah nama", key) as act:
            act.write(Employee, key, name=name)

    def export(self, to_office: str, folder: Path) -> Path:
        return export.export(self.db, to_office, folder).path

    def take(self, path: Path, sender: Desk) -> None:
        own = sender.db
        trust.enrol(self.db, own.office, "Kantor", own.identity.public_key)
        merge.take_in(self.db, path)

    def everything(self) -> list[list[tuple[object, ...]]]:
        return [
            self.place.file.rows(f"SELECT * FROM {table} ORDER BY 1, 2")
            for table in ("employee", "journal", "conflict", "incoming_bundle", "peer")
        ]


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place where bundles lie in these tests."""
    folder = tmp_path / "stik"
    monkeypatch.setattr(media, "default_folder", lambda: folder)
    monkeypatch.setattr(media, "sticks", lambda: [])
    monkeypatch.setenv("HOME", str(tmp_path))
    return folder


@pytest.fixture
def office(workplace: Callable[..., Workplace], stick: Path) -> Desk:
    return Desk(workplace("muara_bulian", "kecamatan"))


@pytest.fixture
def district(workplace: Callable[..., Workplace], stick: Path) -> Desk:
    desk = Desk(workplace("new", "kabupaten"))
    setup.set_up(desk.db, "15.04", "Budi Santoso", 2026)
    return desk


@pytest.fixture
def acquainted(office: Desk, district: Desk, stick: Path) -> tuple[Desk, Desk]:
    """Office and district after a first bundle and its answer."""
    district.take(office.export("15.04", stick), office)
    office.take(district.export("15.04.03", stick), district)
    return office, district


async def open_handoff(pilot: Pilot[object]) -> None:
    await ready(pilot)
    await pilot.press("6")
    await at(pilot, HandoffScreen)


async def begin_export(pilot: Pilot[object]) -> None:
    """Export up to the choice of the folder; without a known receiver the open bundle is asked about first."""
    await pilot.press("e")
    await until(pilot, lambda: isinstance(pilot.app.screen, Confirm | Pick))
    if isinstance(pilot.app.screen, Confirm):
        assert "Paket tanpa segel?" in screen_text(pilot.app)
        await pilot.press("y")
    await at(pilot, Pick)


async def export_by_keys(pilot: Pilot[object]) -> str:
    """Export to the first folder offered; returns what the closing message says."""
    await begin_export(pilot)
    await pilot.press("enter")
    await at(pilot, Notice)
    return pilot.app.screen.text


async def preview_by_keys(pilot: Pilot[object]) -> None:
    await pilot.press("i")
    await at(pilot, Pick)
    await pilot.press("enter")
    await at(pilot, PreviewScreen)


def all_changes(office):
    """How many changes the office's journal holds."""
    return office.place.file.rows("SELECT count(*) FROM journal")[0][0]


async def test_the_story_from_office_to_district_by_keys(office, district, stick):
    count = all_changes(office)
    setting_up = office.place.file.rows("SELECT count(*) FROM journal WHERE sub = 'ref'")[0][0]
    app = office.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_handoff(pilot)
        text = screen_text(app)
        assert f"{count - setting_up} perubahan tentang 34 pegawai belum diserahkan ke BKPSDM Kabupaten" in text
        assert "Tekan e untuk menulis paket pertama" in text
        told = await export_by_keys(pilot)
        (path,) = stick.glob("*.json.gz")
        assert {file.suffix for file in stick.iterdir()} == {".gz", ".pdf", ".txt", ".csv"}
        assert str(path) in told
        code = re.search(CODE, told)[0]
        assert code in (stick / path.name.replace(".json.gz", "_berita-acara.txt")).read_text()
        assert code in CliRunner().invoke(cli, ["periksa", str(path)]).stdout
        assert f"{count} perubahan" in told
        assert "Tidak disegel" in told
        assert "Flashdisk boleh dikeluarkan" in told
        await pilot.press("enter")
        await at(pilot, HandoffScreen)
        text = screen_text(app)
        assert "Semua perubahan sudah masuk paket. 1 paket menunggu tanda terima." in text
        assert "disiapkan" in text
        await pilot.press("d")
        assert "diserahkan" in screen_text(app)
        await pilot.press("enter")
        await at(pilot, Notice)
        assert "oleh" in app.screen.text
        assert code in app.screen.text
        await pilot.press("enter")
        await at(pilot, HandoffScreen)
        fingerprint = re.search(r"Sidik jari PC ini: ((?:[a-z]+ ?){8})", text)[1].split()

    before = district.everything()
    app = district.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_handoff(pilot)
        await pilot.press("i")
        await at(pilot, Pick)
        assert path.name in screen_text(app)
        await pilot.press("enter")
        await at(pilot, AskText)
        assert "  ".join(fingerprint[:4]) in screen_text(app)
        assert "  ".join(fingerprint[4:]) in screen_text(app)
        await pilot.press(*"zzzz", "enter")
        assert isinstance(app.screen, AskText)
        assert "Di sini kata pertamanya" in screen_text(app)
        assert district.everything() == before
        await pilot.press(*["backspace"] * 4, *fingerprint[0], "enter")
        await at(pilot, PreviewScreen)
        assert "Paket nomor 1 dari Kecamatan Muara Bulian (15.04.03)" in screen_text(app)
        assert code in screen_text(app)
        assert district.place.file.rows("SELECT count(*) FROM employee") == [(0,)]
        await pilot.press("y")
        await at(pilot, Notice)
        assert f"{count} perubahan baru dicatat" in app.screen.text
        await pilot.press("enter")
        await at(pilot, Confirm)
        assert "Tulis jawaban ke flashdisk?" in screen_text(app)
        await pilot.press("escape")
        await at(pilot, HandoffScreen)
        assert f"diimpor, {count} baru" in screen_text(app)
        for table in ("employee", "work_plan", "indicator"):
            query = f"SELECT * FROM {table} ORDER BY id"
            assert district.place.file.rows(query) == office.place.file.rows(query)

        await pilot.press("i")
        await at(pilot, Pick)
        await pilot.press("enter")
        await at(pilot, Notice)
        assert "sudah ada di sini" in app.screen.text
        await pilot.press("enter")

        await at(pilot, HandoffScreen)
        await pilot.press("e")
        await at(pilot, Pick)
        assert "Kecamatan Muara Bulian (15.04.03), 1 PC dikenal" in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: "Paket untuk Kecamatan Muara Bulian" in screen_text(app))
        await pilot.press("enter")
        await at(pilot, Notice)
        assert "Disegel: hanya 1 PC" in app.screen.text
    answer = stick / "kinerja_15.04_ke_15.04.03_no0001.segel"
    assert answer.is_file()

    office.take(answer, district)
    states = {line.outgoing: line.state for line in ledger.ledger(office.place.file)}
    assert states == {True: ledger.BundleState.ACCEPTED, False: ledger.BundleState.IMPORTED}


async def test_refusing_an_unknown_pc_leaves_everything_as_it_was(office, district, stick):
    office.export("15.04", stick)
    before = district.everything()
    app = district.app()
    async with app.run_test() as pilot:
        await open_handoff(pilot)
        await pilot.press("i")
        await at(pilot, Pick)
        await pilot.press("enter")
        await at(pilot, AskText)
        await pilot.press("escape")
        await at(pilot, HandoffScreen)
    assert district.everything() == before


async def test_leaving_the_preview_changes_nothing(acquainted, stick):
    office, district = acquainted
    office.rename("Nama Baru")
    office.export("15.04", stick)
    before = district.everything()
    app = district.app()
    async with app.run_test() as pilot:
        await open_handoff(pilot)
        await preview_by_keys(pilot)
        assert "Nama Baru" in screen_text(app)
        await pilot.press("escape")
        await at(pilot, HandoffScreen)
    assert district.everything() == before


async def test_stopping_an_import_in_its_midst_leaves_nothing(office, district, stick, monkeypatch):
    office.export("15.04", stick)
    trust.enrol(district.db, "15.04.03", "Kecamatan", office.db.identity.public_key)
    before = district.everything()
    midst, go_on = threading.Event(), threading.Event()
    real = merge.take_in

    def slow(db, path, progress):
        passes = 0

        def held_up(done: int, total: int) -> None:
            nonlocal passes
            passes += done == 0
            if passes == 2 and done > 0:  # changes are being stored
                midst.set()
                go_on.wait(30)
            progress(done, total)

        return real(db, path, held_up)

    monkeypatch.setattr(merge, "take_in", slow)
    app = district.app()
    async with app.run_test() as pilot:
        await open_handoff(pilot)
        await preview_by_keys(pilot)
        await pilot.press("y")
        await until(pilot, midst.is_set)
        assert isinstance(app.screen, Working)
        await pilot.press("escape")
        assert "Sedang dihentikan" in screen_text(app)
        go_on.set()
        await at(pilot, PreviewScreen)
        assert district.everything() == before
        monkeypatch.setattr(merge, "take_in", real)
        await pilot.press("f10")
        await at(pilot, Notice)
        assert f"{all_changes(office)} perubahan baru" in app.screen.text


async def test_stopping_an_export_leaves_no_file(office, stick, monkeypatch):
    midst, go_on = threading.Event(), threading.Event()
    real = export.export

    def slow(db, to_office, folder, *, full, sealed, progress):
        def held_up(done: int, total: int) -> None:
            midst.set()
            go_on.wait(30)
            progress(done, total)

        return real(db, to_office, folder, full=full, sealed=sealed, progress=held_up)

    monkeypatch.setattr(export, "export", slow)
    app = office.app()
    async with app.run_test() as pilot:
        await open_handoff(pilot)
        await begin_export(pilot)
        await pilot.press("enter")
        await until(pilot, midst.is_set)
        await pilot.press("escape")
        go_on.set()
        await at(pilot, HandoffScreen)
        assert "belum diserahkan" in screen_text(app)
    assert list(stick.iterdir()) == []
    assert office.place.file.rows("SELECT * FROM outgoing_bundle") == []


async def test_a_conflict_is_marked_first_told_whole_and_points_to_settling(acquainted, stick):
    office, district = acquainted
    district.rename("Dari Kabupaten")
    office.rename("Dari Kecamatan")
    office.rename("[/] Dari Kecamatan Lagi")
    office.export("15.04", stick)
    app = district.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_handoff(pilot)
        await preview_by_keys(pilot)
        text = screen_text(app)
        assert "Bentrok: 1." in text
        assert re.search(r"! .*Pegawai · Nama .*Dari Kabupaten → ", text)
        await pilot.press("enter")
        await at(pilot, Notice)
        assert "Sekarang: Dari Kabupaten" in app.screen.text
        assert "Sesudah impor: [/] Dari Kecamatan Lagi" in app.screen.text
        assert "Perlu dibereskan" in app.screen.text
        await pilot.press("escape")
        await at(pilot, PreviewScreen)
        await pilot.press("y")
        await at(pilot, Notice)
        assert "1 isian bentrok" in app.screen.text
        assert "Perlu dibereskan" in app.screen.text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "bukan paket"),
        (b"<html>", "bukan paket"),
        (b'{\n "kinerja_kunci": 1,\n "key": "00"}', "Berkas ini kunci sebuah PC"),
        (b"SQLite format 3\0" + b"\0" * 90, "data atau cadangan kinerja"),
        (b'{"kinerja":9,"header":{', "versi yang lebih baru"),
        (b'{"kinerja":1,"header":{', "terpotong"),
        (b"\x1f\x8b\x08\x00" + b"\x00" * 40, "terpotong"),
    ],
)
async def test_what_is_no_bundle_is_told_and_the_screen_goes_on(district, stick, content, words):
    stick.mkdir()
    (stick / "kinerja_x.json.gz").write_bytes(content)
    before = district.everything()
    app = district.app()
    async with app.run_test() as pilot:
        await open_handoff(pilot)
        await pilot.press("i")
        await at(pilot, Pick)
        await pilot.press("enter")
        await at(pilot, Notice)
        assert words in app.screen.text
        await pilot.press("enter")
        await at(pilot, HandoffScreen)
    assert district.everything() == before


async def test_a_typed_file_is_checked_before_it_is_opened(office, stick):
    app = office.app()
    async with app.run_test() as pilot:
        await open_handoff(pilot)
        await pilot.press("i")
        await at(pilot, AskText)
        await pilot.press(*"/tidak/ada.json", "enter")
        assert isinstance(app.screen, AskText)
        assert "Berkas itu tidak ada" in screen_text(app)
        await pilot.press("escape")
        await at(pilot, HandoffScreen)


async def test_a_typed_folder_shows_its_bundles_and_is_offered_again(office, district, stick, tmp_path):
    other = tmp_path / "flash"
    office.export("15.04", other)
    trust.enrol(district.db, "15.04.03", "Kantor", office.db.identity.public_key)
    (tmp_path / "kosong").mkdir()
    app = district.app()
    async with app.run_test() as pilot:
        await open_handoff(pilot)
        await pilot.press("i")
        await at(pilot, AskText)
        app.screen.query_one("Input").value = str(tmp_path / "kosong")
        await pilot.press("enter")
        await at(pilot, Notice)
        assert "tidak ada paket dari kantor lain" in app.screen.text
        await pilot.press("enter")
        await at(pilot, HandoffScreen)
        await pilot.press("i")
        await at(pilot, AskText)
        app.screen.query_one("Input").value = str(other)
        await pilot.press("enter")
        await at(pilot, Pick)
        await pilot.press("enter")
        await at(pilot, PreviewScreen)
        await pilot.press("escape")
        await at(pilot, HandoffScreen)
        await pilot.press("i")
        await at(pilot, Pick)
        assert "kinerja_15.04.03_ke_15.04_no0001.json.gz" in screen_text(app)


async def test_a_typed_folder_is_used_and_offered_again(office, stick, tmp_path):
    other = tmp_path / "flash disk"
    other.mkdir()
    app = office.app()
    async with app.run_test() as pilot:
        await open_handoff(pilot)
        await begin_export(pilot)
        await pilot.press(*"lain", "enter")
        await at(pilot, AskText)
        await pilot.press("enter")
        assert "Tulis nama folder" in screen_text(app)
        app.screen.query_one("Input").value = f'"{other}"'
        await pilot.press("enter")
        await at(pilot, Notice)
        assert len(list(other.glob("*.json.gz"))) == 1
        await pilot.press("enter")
        await at(pilot, HandoffScreen)
        await begin_export(pilot)
        assert "terakhir dipakai" in screen_text(app)
        (tmp_path / "lain2").mkdir()
        for key in str(tmp_path / "lain2"):  # typed over the list, as its line about another folder asks for
            await pilot.press(key)
        assert "Enter: pakai nama ini" in screen_text(app)
        await pilot.press("enter")
        await at(pilot, Notice)
        assert len(list((tmp_path / "lain2").glob("*.json.gz"))) == 1


async def test_a_folder_that_cannot_be_written_is_told(office, stick):
    stick.write_text("a file where the folder should be")
    app = office.app()
    async with app.run_test() as pilot:
        await open_handoff(pilot)
        told = await export_by_keys(pilot)
        assert "sebuah berkas" in told
        assert "Belum ada yang ditulis" in told
        await pilot.press("enter")
        await at(pilot, Pick)  # the choice again
        await pilot.press("escape")
        await at(pilot, HandoffScreen)
        assert "Belum ada paket." in screen_text(app)


async def test_a_full_export_is_in_the_palette(acquainted, stick):
    office, _district = acquainted
    app = office.app()
    async with app.run_test() as pilot:
        await open_handoff(pilot)
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"ekspor penuh")
        await until(pilot, lambda: "Ekspor penuh" in screen_text(app))
        await app.workers.wait_for_complete()
        await pilot.press("enter")
        await at(pilot, Pick)
        await pilot.press("enter")
        await at(pilot, Notice)
    newest = ledger.ledger(office.place.file)
    full = [line for line in newest if line.outgoing and line.no == 2]
    assert full[0].full
    assert full[0].count > 362


async def test_a_district_without_offices_is_told_what_to_do_first(district):
    app = district.app()
    async with app.run_test() as pilot:
        await open_handoff(pilot)
        await pilot.press("e")
        await at(pilot, Notice)
        assert "Tekan i" in app.screen.text


async def test_enter_tells_all_of_a_bundle(acquainted):
    office, _district = acquainted
    app = office.app()
    async with app.run_test() as pilot:
        await open_handoff(pilot)
        table = app.screen.query_one(VirtualTable)
        seen = []
        for row in range(table.row_count):
            table.move_to(row)
            await pilot.press("enter")
            await at(pilot, Notice)
            seen.append(app.screen.text)
            await pilot.press("enter")
            await at(pilot, HandoffScreen)
        assert any("Keluar ke BKPSDM" in text and "Disahkan" in text for text in seen)
        assert any("Masuk dari BKPSDM" in text for text in seen)


# -- the ledger and the wording


def test_a_lost_bundle_is_covered_by_the_next_that_arrives(office, district, stick):
    office.export("15.04", stick)
    second = office.export("15.04", stick)
    assert {line.state for line in ledger.ledger(office.place.file)} == {ledger.BundleState.PREPARED}
    district.take(second, office)
    office.take(district.export("15.04.03", stick), district)
    states = {line.no: line.state for line in ledger.ledger(office.place.file) if line.outgoing}
    assert states == {1: ledger.BundleState.COVERED, 2: ledger.BundleState.ACCEPTED}


def test_a_chain_of_bundles_is_received_with_its_newest(acquainted, stick):
    office, district = acquainted
    office.rename("Satu")
    district.take(office.export("15.04", stick), office)
    office.take(district.export("15.04.03", stick), district)
    states = {line.no: line.state for line in ledger.ledger(office.place.file) if line.outgoing}
    assert states == {1: ledger.BundleState.ACCEPTED, 2: ledger.BundleState.ACCEPTED}


def test_what_waits_counts_only_what_was_made_here(acquainted, stick):
    office, district = acquainted
    changes, people = ledger.not_handed_over(office.place.file)
    assert people == 0
    office.rename("Satu")
    office.rename("Dua")
    assert ledger.not_handed_over(office.place.file) == (changes + 2, 1)
    district.rename("Tiga")
    office.take(district.export("15.04.03", stick), district)
    assert ledger.not_handed_over(office.place.file) == (changes + 2, 1)


@pytest.mark.parametrize(
    ("changes", "people", "receiver", "prepared", "text"),
    [
        (0, 0, "BKPSDM X", 0, "Semua perubahan sudah masuk paket."),
        (
            1234,
            33,
            "BKPSDM X",
            0,
            "1.234 perubahan tentang 33 pegawai belum diserahkan ke BKPSDM X. Tekan e untuk menulis paket.",
        ),
        (2, 0, "BKPSDM X", 0, "2 perubahan belum diserahkan ke BKPSDM X. Tekan e untuk menulis paket."),
        (0, 0, "", 2, "Semua perubahan sudah masuk paket. 2 paket menunggu tanda terima."),
    ],
)
def test_what_waits_in_words(changes, people, receiver, prepared, text):
    assert waiting_text(changes, people, receiver, prepared) == text


def test_sizes_and_moments_as_people_write_them():
    assert size_text(1) == "1 KB"
    assert size_text(140_599) == "141 KB"
    assert size_text(12_345_678) == "12,3 MB"
    assert stamp("2026-11-20T09:05:00+07:00") == "20-11-2026 09.05"
    assert stamp("[/] besok") == "[/] besok"


def outcome_of(header: object, differences: list[Difference], held: list[Held]) -> Outcome:
    return Outcome(header, comparison=Comparison(differences=differences), held=held)  # type: ignore[arg-type]


def test_preview_rows_put_what_needs_attention_first(office):
    with office.db.reading() as session:
        somebody = session.exec(select(Employee).where(Employee.nip == SOMEBODY)).one()
    key = somebody.id

    def field(table: str, record: str, name: str, old: object, new: object, **more: bool) -> Difference:
        told = {"is_new_record": False, "conflict": False, **more}
        return Difference(key, somebody.name, table, record, name, old, new, **told)

    rows = preview_rows(
        office.place.file,
        outcome_of(
            None,
            [
                field("assignment", "a1", "rater_id", None, key, is_new_record=True),
                field("assignment", "a1", "post", None, "Camat [/]", is_new_record=True),
                field("assignment", "a1", "employee_id", None, key, is_new_record=True),
                field("employee", key, "golongan", "III/a", "III/b"),
                field("employee", key, "removed", False, True),
                field("employee", key, "name", "Lama", "Baru", conflict=True),
                field("anu_dari_versi_baru", "x", "entah", None, {"a": 1}, is_new_record=True),
            ],
            [Held("c", "Orang Lain", "Ubah nama", "ab" * 8, "penulis belum dikenal")],
        ),
    )
    told = [[cell if isinstance(cell, str) else cell[0] for cell in row.cells][:4] for row in rows]
    assert told == [
        ["!", "Orang Lain", "Ubah nama", "tertahan: penulis belum dikenal"],
        ["!", somebody.name, "Pegawai · Nama", "Lama → Baru"],
        ["+", somebody.name, "Jabatan baru", f"Camat [/]; {somebody.name}"],
        ["~", somebody.name, "Pegawai · Golongan", "III/a → III/b"],
        ["~", somebody.name, "Pegawai · Keadaan data", "dipakai → dihapus"],
        ["+", somebody.name, "anu dari versi baru baru", "a: 1"],
    ]


def test_bundles_found_are_newest_first_and_not_our_own(tmp_path):
    for place, name in enumerate(("kinerja_15.04_ke_15.04.03_no0001.json.gz", "kinerja_lain.json", "catatan.txt")):
        path = tmp_path / name
        path.write_text("x")
        os.utime(path, (1_000_000 + place, 1_000_000 + place))
    (tmp_path / "kinerja_15.04.03_ke_15.04_no0001.json.gz").write_text("own")
    found = media.bundles_in([tmp_path, tmp_path, tmp_path / "tidak-ada"], "15.04.03")
    assert [item.path.name for item in found] == ["kinerja_lain.json", "kinerja_15.04_ke_15.04.03_no0001.json.gz"]


def test_tables_are_found_under_any_name(tmp_path):
    for name in ("survei maret.xlsx", "~$survei maret.xlsx", "libur.csv", "kinerja_15.04_ke_15.04.03_no0001.segel"):
        (tmp_path / name).write_text("x")
    assert {item.path.name for item in media.tables_in([tmp_path])} == {"survei maret.xlsx", "libur.csv"}


def test_typed_folders(tmp_path):
    (tmp_path / "berkas").write_text("x")
    assert media.folder_problem(str(tmp_path)) is None
    assert "tidak ada" in (media.folder_problem(str(tmp_path / "dicabut")) or "")
    assert media.folder_problem(str(media.default_folder())) is None
    assert media.folder_problem(f"'{tmp_path}'") is None
    assert "berkas" in (media.folder_problem(str(tmp_path / "berkas")) or "")
    assert media.folder_problem(str(tmp_path / "berkas" / "di dalam")) is not None
    assert media.folder_problem("  ") is not None


def test_a_stick_that_is_not_plugged_in_is_no_folder(tmp_path, monkeypatch):
    """Its mount point may stand there empty: a bundle written into it would stay on this PC."""
    empty = tmp_path / "media" / "rina" / "STIK" / "paket"
    empty.mkdir(parents=True)
    roots = (tmp_path / "media",)
    assert media.unplugged(empty, roots)
    assert not media.unplugged(tmp_path, roots)
    monkeypatch.setattr(Path, "is_mount", lambda path: path.name == "STIK")
    assert not media.unplugged(empty, roots)
    assert media.unplugged(tmp_path / "media" / "lain", roots)
    monkeypatch.setattr(media, "unplugged", lambda _folder: True)
    assert "tidak terpasang" in (media.folder_problem(str(empty)) or "")


async def test_a_stick_pulled_before_the_choice_takes_nothing(office, stick, tmp_path):
    """The folder used last is gone: it is not made anew, and another one can be chosen at once."""
    gone = tmp_path / "stik dicabut"
    office.db.set_setting("handoff_folder", str(gone))
    app = office.app()
    async with app.run_test() as pilot:
        await open_handoff(pilot)
        await begin_export(pilot)
        assert "sekarang tidak ada" in screen_text(app)
        await pilot.press("enter")
        await at(pilot, Notice)
        assert "Belum ada yang ditulis" in app.screen.text
        assert not gone.exists()
        await pilot.press("enter")
        await at(pilot, Pick)
        await pilot.press("down", "enter")
        await at(pilot, Notice)
        assert "Flashdisk boleh dikeluarkan" in app.screen.text
    assert len(list(stick.glob("*.json.gz"))) == 1


async def test_an_open_bundle_is_asked_about_before_it_is_written(office, stick):
    app = office.app()
    async with app.run_test() as pilot:
        await open_handoff(pilot)
        await pilot.press("e")
        await at(pilot, Confirm)
        assert "data pribadi" in screen_text(app)
        await pilot.press("escape")
        await at(pilot, HandoffScreen)
    assert office.place.file.rows("SELECT * FROM outgoing_bundle") == []


# -- what a person sees


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_what_a_person_sees_of_the_bundles(acquainted, stick, monkeypatch, seen_as, size):
    office, _district = acquainted
    office.rename("Satu")
    office.export("15.04", stick)
    office.rename("Dua")
    monkeypatch.setattr(
        "kinerja_tui.screens.handover.handoff.spoken",
        lambda _key: "bukit jagung kancil lemari melati nelayan obor padi",
    )
    app = office.app()
    async with app.run_test(size=size) as pilot:
        await open_handoff(pilot)
        seen_as(app, f"handoff_{size[0]}x{size[1]}")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_what_a_person_sees_of_a_preview(acquainted, stick, monkeypatch, seen_as, size):
    office, district = acquainted
    district.rename("Ahmad Pratama, S.E.")
    office.rename("Ahmad Pratama, S.Sos.")
    office.rename("Ahmad Pratama, S.Sos., M.Si.")
    indicator, text = office.place.file.rows(
        "SELECT i.id, i.text FROM indicator i JOIN work_plan p ON p.id = i.plan_id WHERE p.employee_id = ? "
        "ORDER BY i.text, i.id",
        (Employee.id_of(SOMEBODY),),
    )[0]
    with office.db.act("Ubah sasaran", Employee.id_of(SOMEBODY)) as act:
        act.write(Indicator, indicator, target_text="semua surat terjawab", text=f"{text} dalam setahun")
    setup.add_year(office.db, 2027)
    office.export("15.04", stick)
    monkeypatch.setattr("kinerja_tui.handoff.header.check_code", lambda _body: "7K2M-0QXE-4H1T-ZC9P")
    app = district.app()
    async with app.run_test(size=size) as pilot:
        await open_handoff(pilot)
        await preview_by_keys(pilot)
        seen_as(app, f"preview_{size[0]}x{size[1]}")


# -- taking an import back, and what an answer says


async def test_an_import_is_taken_back_by_keys_and_the_answer_ends_that(acquainted, stick):
    office, district = acquainted
    office.rename("Nama Baru")
    office.export("15.04", stick)
    before = district.everything()
    app = district.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_handoff(pilot)
        await preview_by_keys(pilot)
        await pilot.press("y")
        await at(pilot, Notice)
        await pilot.press("enter")
        await at(pilot, Confirm)
        await pilot.press("escape")
        await at(pilot, HandoffScreen)
        assert district.everything() != before
        await pilot.press("u")
        await at(pilot, Confirm)
        assert "1 perubahan dari Kecamatan Muara Bulian dikeluarkan lagi" in " ".join(
            screen_text(app).replace("│", " ").split()
        )
        await pilot.press("escape")
        await at(pilot, HandoffScreen)
        assert district.everything() != before
        await pilot.press("u")
        await at(pilot, Confirm)
        await pilot.press("y")
        await at(pilot, HandoffScreen)
        await until(pilot, lambda: district.everything() == before)

        await preview_by_keys(pilot)
        await pilot.press("y")
        await at(pilot, Notice)
        await pilot.press("enter")
        await at(pilot, Confirm)
        await pilot.press("y")  # the answer at once
        await at(pilot, Pick)
        assert "Paket untuk Kecamatan Muara Bulian" in screen_text(app)
        await pilot.press("enter")
        await at(pilot, Notice)
        assert "Kode periksa" in app.screen.text
        await pilot.press("enter")
        await at(pilot, HandoffScreen)
        await pilot.press("u")
        await at(pilot, Notice)
        assert "sudah ditulis dengan tanda terima" in app.screen.text
        await pilot.press("enter")
        await at(pilot, HandoffScreen)
        incoming = [line.outgoing for line in app.screen._lines.values()].index(False)
        app.screen.query_one(VirtualTable).move_to(incoming)
        await pilot.press("b")
        await at(pilot, Pick)
        await pilot.press("2")
        await until(pilot, lambda: "Tulis berita acara ke mana?" in screen_text(app))
        await pilot.press("enter")
        await at(pilot, Notice)
        assert "kinerja_dari_15.04.03_no0002_rekap.csv" in app.screen.text


def states_of(desk):
    return {line.no: (line.state, line.held) for line in ledger.ledger(desk.place.file) if line.outgoing}


async def test_what_the_district_holds_comes_back_with_its_reason_until_it_counts(acquainted, stick):
    office, district = acquainted
    with office.db.act("Hari libur ditetapkan sendiri") as act:
        act.write(Rejection, Rejection.id_of("a" * 40), change="a" * 40)
    bundle = office.export("15.04", stick)
    states = ledger.BundleState
    assert states_of(office)[2] == (states.PREPARED, 0)
    district.take(bundle, office)
    office.take(district.export("15.04.03", stick), district)
    assert states_of(office) == {1: (states.ACCEPTED, 0), 2: (states.RECEIVED, 1)}
    app = office.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_handoff(pilot)
        assert "diterima, 1 tertahan" in screen_text(app)
        second = [line.outgoing and line.no == 2 for line in app.screen._lines.values()].index(True)
        app.screen.query_one(VirtualTable).move_to(second)
        await pilot.press("enter")
        await at(pilot, Notice)
        assert "Hari libur ditetapkan sendiri, oleh" in app.screen.text
        assert "di luar wewenang" in app.screen.text
        await pilot.press("enter")
    # Somebody else's answer says nothing of this office's bundles.
    assert states_of(district)[2][0] is states.PREPARED
    office.rename("Lagi")
    district.take(office.export("15.04", stick), office)
    assert states_of(district)[2][0] is states.RECEIVED


async def test_a_preview_is_narrowed_by_words_and_by_kind(acquainted, stick):
    office, district = acquainted
    key = Employee.id_of(SOMEBODY)
    with district.db.act("Ubah golongan", key) as act:
        act.write(Employee, key, golongan="IV/a")
    office.rename("Nama Sejajar")
    setup.add_year(office.db, 2027)
    office.export("15.04", stick)
    app = district.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_handoff(pilot)
        await preview_by_keys(pilot)
        text = screen_text(app)
        assert "Sejajar: 1." in text
        assert re.search(r"= .*Pegawai · Nama", text)
        await pilot.press("slash", *"2027")
        await until(pilot, lambda: "Nama Sejajar" not in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: "Nama Sejajar" in screen_text(app))
        await pilot.press("f")
        await at(pilot, Pick)
        assert "Perubahan sejajar (1)" in screen_text(app)
        await pilot.press("4")
        await at(pilot, PreviewScreen)
        assert app.screen.query_one(VirtualTable).row_count == 1
        await pilot.press("enter")
        await at(pilot, Notice)
        assert "Keduanya berlaku" in app.screen.text
        await pilot.press("enter")
        await at(pilot, PreviewScreen)
        await pilot.press("f", "1")
        await at(pilot, PreviewScreen)
        assert "Tidak ada baris seperti itu." in screen_text(app)
