"""The command line: help in Indonesian, the story of a bundle from office to district, and every refusal."""

from __future__ import annotations

import errno
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer
from sqlmodel import select
from typer.testing import CliRunner, Result

from kinerja_tui.cli.main import app
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.file import DatabaseFile
from tests.conftest import fixed_now

TABLES = ("employee", "assignment", "work_plan", "work_result", "indicator", "progress", "evaluation", "journal")
ENGLISH = ("Usage", "Options", "Arguments", "Show this", "required", "default", "Error", "Missing", "Invalid", "Try ")


@dataclass
class Office:
    """A PC with its database and its keys, worked from the command line."""

    folder: Path

    @property
    def db(self) -> Path:
        return self.folder / "kinerja.db"

    def run(self, *arguments: object) -> Result:
        return cli(*arguments, "--db", self.db, "--kunci", self.folder / "kunci")

    def rows(self, table: str) -> list[tuple[object, ...]]:
        connection = sqlite3.connect(self.db)
        try:
            return connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
        finally:
            connection.close()

    def everything(self) -> dict[str, list[tuple[object, ...]]]:
        return {table: self.rows(table) for table in TABLES}

    def rename_somebody(self, name: str) -> None:
        database = Database(DatabaseFile(self.db).open(), self.folder / "kunci", fixed_now)
        try:
            with database.reading() as session:
                employee = session.exec(select(Employee.id).order_by(Employee.nip)).first()
            assert employee is not None
            with database.act("Ubah nama", employee) as act:
                act.write(Employee, employee, name=name)
        finally:
            database.close()


def cli(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))


@pytest.fixture
def kecamatan(tmp_path: Path, templates: Callable[[str], Path]) -> Office:
    shutil.copytree(templates("muara_bulian"), tmp_path / "kecamatan")
    return Office(tmp_path / "kecamatan")


@pytest.fixture
def district(tmp_path: Path) -> Office:
    office = Office(tmp_path / "kabupaten")
    done = office.run("siapkan", "--kode", "15.04", "--petugas", "Budi Santoso", "--tahun", 2026)
    assert done.exit_code == 0, done.output
    return office


@pytest.fixture
def bundle(kecamatan: Office, tmp_path: Path) -> Path:
    """The kecamatan's first bundle, readable as text."""
    return exported(kecamatan, tmp_path / "stik", "--terbuka")


def exported(office: Office, folder: Path, *arguments: object) -> Path:
    done = office.run("ekspor", "--folder", folder, "--json", *arguments)
    assert done.exit_code == 0, done.output
    return Path(json.loads(done.stdout)["berkas"])


def looked_into(bundle: Path, reader: Office | None = None) -> dict[str, object]:
    keys = ("--kunci", reader.folder / "kunci") if reader else ()
    return dict(json.loads(cli("periksa", bundle, "--json", *keys).stdout))


def fingerprint_of(bundle: Path, reader: Office | None = None) -> str:
    return str(looked_into(bundle, reader)["sidik_jari"])


def introduce(office: Office, bundle: Path) -> None:
    """Enrol the sender of a bundle without importing it."""
    done = office.run("impor", bundle, "--pratinjau", "--kenali", fingerprint_of(bundle, office))
    assert done.exit_code == 0, done.output


# -- help and usage


def commands() -> dict[str, object]:
    return dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def test_the_commands_are_those_the_manual_names():
    assert set(commands()) == {
        "impor-pegawai",
        "demo",
        "siapkan",
        "ekspor",
        "impor",
        "periksa",
        "paket",
        "serahkan",
        "batalkan",
        "bentrok",
        "pc",
        "kunci",
        "kenalkan",
        "cabut",
        "cetak",
        "cocokkan",
        "rekap",
        "verifikasi",
        "cadangkan",
        "pulihkan",
    }


@pytest.mark.parametrize("name", ["", *commands()])
def test_every_command_and_option_is_documented_in_indonesian(name):
    command = commands()[name] if name else typer.main.get_command(app)
    assert command.help
    for parameter in command.params:
        assert parameter.help, f"{name} {parameter.name} has no help"
        assert parameter.help.endswith(".")
    done = cli(*([name] if name else []), "--help")
    assert done.exit_code == 0
    assert done.output.startswith("Pemakaian: kinerja")
    assert "Tampilkan bantuan ini." in done.output
    for parameter in command.params:
        for option in parameter.opts if parameter.param_type_name == "option" else ():
            assert option in done.output
    assert [word for word in ENGLISH if word in done.output] == []


@pytest.mark.parametrize("name", sorted(set(commands()) - {"periksa"}))
def test_every_command_on_data_takes_the_database_and_the_keys(name):
    options = {option for parameter in commands()[name].params for option in parameter.opts}
    assert {"--db", "--kunci"} <= options


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["kirimkan"], "Perintah itu tidak ada."),
        (["serahkan"], "TANDA, atau --terakhir"),
        (["batalkan", "12345678", "--terakhir"], "TANDA, atau --terakhir"),
        (["impor"], "BERKAS belum diberikan."),
        (["siapkan", "--kode", "15.04"], "--petugas belum diberikan."),
        (["siapkan", "--kode", "15.04", "--petugas", "Ani", "--tahun", "depan"], "--tahun"),
        (["ekspor", "--penuhh"], "--penuhh tidak dikenal"),
        (["ekspor", "--folder"], "--folder"),
        (["periksa", "satu", "dua"], "isian yang berlebih"),
    ],
)
def test_wrong_usage_is_2_and_told_in_indonesian(arguments, words):
    done = cli(*arguments)
    assert done.exit_code == 2
    assert words in done.stderr
    assert "--help" in done.stderr
    assert done.stdout == ""
    assert [word for word in ENGLISH if word in done.stderr] == []


def test_version_is_told_without_loading_the_command_line():
    code = (
        "import sys; sys.argv = ['kinerja', '--version']; from kinerja_tui.__main__ import main; main();"
        "print('typer' in sys.modules, 'textual' in sys.modules, 'sqlmodel' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert lines[0].startswith("kinerja ")
    assert lines[1] == "False False False"
    assert cli("--version").stdout.startswith("kinerja ")


def test_as_a_process_it_ends_with_the_code_and_no_traceback(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "kinerja_tui", "periksa", str(tmp_path / "tidak-ada.json")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "tidak ditemukan" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_something_unforeseen_is_one_line_and_the_log_has_the_rest(kecamatan, tmp_path, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by a hair")

    monkeypatch.setattr("kinerja_tui.handoff.export.export", broken)
    done = kecamatan.run("ekspor", "--folder", tmp_path)
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert "tidak terduga" in done.stderr
    logs = list(tmp_path.rglob("kinerja.log"))
    assert "by a hair" in "".join(path.read_text() for path in logs)


# -- setting up and practising


def test_an_office_is_set_up_once(district):
    again = district.run("siapkan", "--kode", "15.04.03", "--petugas", "Ani")
    assert again.exit_code == 1
    assert "15.04" in again.stderr
    assert "tidak diubah" in again.stderr


@pytest.mark.parametrize("code", ["99.99", "15", "Muara Bulian", "15.04.03.2001", ""])
def test_an_unknown_code_is_refused(tmp_path, code):
    office = Office(tmp_path / "baru")
    done = office.run("siapkan", "--kode", code, "--petugas", "Ani")
    assert done.exit_code == 1
    assert "Kode wilayah" in done.stderr
    assert "belum disiapkan" in office.run("ekspor").stderr


@pytest.mark.parametrize(
    "command", [["ekspor"], ["impor", "x.json"], ["verifikasi"], ["cadangkan"]], ids=lambda command: command[0]
)
def test_without_data_nothing_is_made(tmp_path, command):
    office = Office(tmp_path / "tanpa")
    done = office.run(*command)
    assert done.exit_code == 1
    assert "kinerja siapkan" in done.stderr
    assert not office.folder.exists()


def test_practice_lies_apart_is_fresh_each_time_and_can_be_continued(tmp_path):
    first = cli("demo", "--muat-saja")
    assert first.exit_code == 0, first.output
    practice = Office(Path(first.stdout.splitlines()[0]).parent)
    assert practice.db.is_relative_to(tmp_path)
    assert len(practice.rows("employee")) > 30
    practice.rename_somebody("Diubah Saat Berlatih")
    kept = cli("demo", "--lanjut", "--muat-saja")
    assert kept.exit_code == 0
    assert "Diubah Saat Berlatih" in {cell for row in practice.rows("employee") for cell in row}
    assert cli("demo", "--muat-saja").exit_code == 0
    assert "Diubah Saat Berlatih" not in {cell for row in practice.rows("employee") for cell in row}


@pytest.mark.parametrize("place", ["tidak_ada", "..", "../..", "muara_bulian/../.."])
def test_a_practice_place_that_is_none_touches_nothing(tmp_path, place):
    real = tmp_path / "xdg_data_home" / "kinerja" / "kinerja.db"
    real.parent.mkdir(parents=True)
    real.write_bytes(b"real data")
    for more in ([], ["--lanjut"]):
        done = cli("demo", place, "--muat-saja", *more)
        assert done.exit_code == 1
        assert "latihan bernama" in done.stderr
    assert real.read_bytes() == b"real data"


def test_practice_never_replaces_real_data(district):
    before = district.db.read_bytes()
    done = district.run("demo", "--muat-saja")
    assert done.exit_code == 1
    assert "bukan data latihan" in done.stderr
    assert district.db.read_bytes() == before


# -- the story of a bundle


def test_from_office_to_district_and_again(kecamatan, district, tmp_path):
    path = exported(kecamatan, tmp_path / "stik")
    assert path.name == "kinerja_15.04.03_ke_15.04_no0001.json.gz"

    looked = cli("periksa", path)
    assert looked.exit_code == 0
    assert "Kecamatan Muara Bulian (15.04.03) ke 15.04" in looked.stdout
    assert "Utuh" in looked.stdout

    before = district.everything()
    stranger = district.run("impor", path, "--pratinjau")
    assert stranger.exit_code == 1
    assert fingerprint_of(path) in stranger.stderr
    assert district.everything() == before

    wrong = district.run("impor", path, "--kenali", "0000 0000 0000 0000 0000 0000")
    assert wrong.exit_code == 1
    assert "tidak sama" in wrong.stderr
    assert district.everything() == before

    shortened = district.run("impor", path, "--kenali", fingerprint_of(path)[:4])
    assert shortened.exit_code == 1
    assert district.everything() == before

    typed = fingerprint_of(path).replace(" ", "").lower()
    done = district.run("impor", path, "--kenali", typed, "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["baru"] == len(kecamatan.rows("journal"))
    for table in ("employee", "work_plan", "indicator", "evaluation"):
        assert district.rows(table) == kecamatan.rows(table)

    before = district.everything()
    again = district.run("impor", path)
    assert again.exit_code == 0
    assert "sudah pernah diimpor" in again.stdout
    assert district.everything() == before
    for office in (kecamatan, district):
        sound = office.run("verifikasi")
        assert sound.exit_code == 0, sound.output
        assert "Semua cocok." in sound.stdout


def test_a_preview_shows_the_fields_and_changes_nothing(kecamatan, district, tmp_path):
    introduce(district, first := exported(kecamatan, tmp_path))
    assert district.run("impor", first).exit_code == 0
    kecamatan.rename_somebody("Siti [/] Baru")
    second = exported(kecamatan, tmp_path)
    before = district.everything()
    looked = district.run("impor", second, "--pratinjau")
    assert looked.exit_code == 0
    assert "Pegawai · Nama" in looked.stdout
    assert "→ Siti [/] Baru" in looked.stdout
    assert "tidak ada yang diubah" in looked.stdout
    assert district.everything() == before
    assert district.run("impor", second).exit_code == 0
    assert district.rows("employee") == kecamatan.rows("employee")


def test_the_answer_confirms_and_the_next_bundle_carries_only_what_is_new(kecamatan, district, tmp_path):
    first = exported(kecamatan, tmp_path)
    introduce(district, first)
    assert district.run("impor", first).exit_code == 0
    answer = exported(district, tmp_path, "--ke", "15.04.03")
    introduce(kecamatan, answer)
    assert kecamatan.run("impor", answer).exit_code == 0
    kecamatan.rename_somebody("Nama Sesudahnya")
    second = looked_into(exported(kecamatan, tmp_path), district)
    full = looked_into(exported(kecamatan, tmp_path, "--penuh"), district)
    assert second["lanjutan"] is not None
    assert second["perubahan"] < 10
    assert full["lanjutan"] is None
    assert full["perubahan"] > 362


def test_a_sealed_bundle_tells_outsiders_only_for_whom_it_is(kecamatan, district, tmp_path):
    introduce(district, exported(kecamatan, tmp_path))
    done = district.run("ekspor", "--ke", "15.04.03", "--folder", tmp_path)
    path = Path(done.stdout.splitlines()[0])
    assert path.suffix == ".segel"
    assert "Disegel" in done.stdout
    outside = cli("periksa", path)
    assert outside.exit_code == 0
    assert "tersegel" in outside.stdout
    assert "BKPSDM" not in outside.stdout
    assert looked_into(path)["utuh"] is None
    assert "Utuh" in cli("periksa", path, "--kunci", kecamatan.folder / "kunci").stdout
    refused = district.run("impor", path)
    assert refused.exit_code == 1
    assert "disegel untuk kantor 15.04.03" in refused.stderr
    opened = district.run("ekspor", "--ke", "15.04.03", "--folder", tmp_path, "--terbuka")
    assert "data pribadi" in opened.stderr
    assert json.loads(Path(opened.stdout.splitlines()[0]).read_text())["kinerja"] == 1


def test_a_pc_is_introduced_replaced_and_withdrawn_by_its_key_file(kecamatan, district, tmp_path):
    written = json.loads(kecamatan.run("kunci", "--tulis", tmp_path, "--json").stdout)
    refused = district.run("kenalkan", written["berkas"])
    assert refused.exit_code == 1
    assert written["sidik_jari_kata"] in refused.stderr
    assert district.run("kenalkan", written["berkas"], "--kenali", "bukit").exit_code == 1
    done = district.run("kenalkan", written["berkas"], "--kenali", written["sidik_jari_kata"])
    assert done.exit_code == 0, done.output
    assert district.run("impor", exported(kecamatan, tmp_path)).exit_code == 0
    assert kecamatan.run("cabut", written["pc"], "--alasan", "hilang").exit_code == 1
    done = district.run("cabut", written["pc"], "--alasan", "laptop hilang")
    assert done.exit_code == 0, done.output
    kecamatan.rename_somebody("Nama Sesudahnya")
    done = district.run("impor", exported(kecamatan, tmp_path))
    assert done.exit_code == 1
    assert "laptop hilang" in done.stderr


def test_a_restored_district_is_told_which_bundle_is_missing(kecamatan, district, tmp_path):
    first = exported(kecamatan, tmp_path)
    introduce(district, first)
    saved = tmp_path / "sebelum.db"
    assert district.run("cadangkan", saved).exit_code == 0
    assert district.run("impor", first).exit_code == 0
    answer = exported(district, tmp_path, "--ke", "15.04.03")
    introduce(kecamatan, answer)
    assert kecamatan.run("impor", answer).exit_code == 0
    kecamatan.rename_somebody("Nama Sesudahnya")
    second = exported(kecamatan, tmp_path)

    restored = district.run("pulihkan", saved)
    assert restored.exit_code == 0, restored.output
    before = district.everything()
    done = district.run("impor", second)
    assert done.exit_code == 1
    assert "--penuh" in done.stderr
    assert district.everything() == before
    assert district.run("impor", exported(kecamatan, tmp_path, "--penuh")).exit_code == 0
    assert district.rows("employee") == kecamatan.rows("employee")


def test_a_district_must_say_to_whom(district, tmp_path):
    done = district.run("ekspor", "--folder", tmp_path)
    assert done.exit_code == 1
    assert "--ke" in done.stderr
    unknown = district.run("ekspor", "--ke", "15.04.99", "--folder", tmp_path)
    assert unknown.exit_code == 1
    assert not list(tmp_path.glob("*.gz"))


# -- refusals: told, and nothing changes


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def other_name(data: bytes) -> bytes:
    return data.replace(b"Ahmad", b"Ahmat", 1)


def newer(data: bytes) -> bytes:
    return data.replace(b'{"kinerja":1', b'{"kinerja":2', 1)


def a_text(_: bytes) -> bytes:
    return b"Daftar hadir rapat\n" * 50


def empty(_: bytes) -> bytes:
    return b""


def garbage_in_gzip(_: bytes) -> bytes:
    return b"\x1f\x8b" + bytes(range(256)) * 4


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (cut, "terpotong"),
        (other_name, "berubah setelah ditandatangani"),
        (newer, "versi yang lebih baru"),
        (a_text, "bukan paket"),
        (empty, "bukan paket"),
        (garbage_in_gzip, "bukan paket"),
    ],
)
def test_a_bundle_that_is_not_as_written_is_refused_whole(bundle, district, tmp_path, damage, words):
    introduce(district, bundle)
    data = bundle.read_bytes()
    assert damage(data) != data
    bad = tmp_path / "kinerja_rusak.json"
    bad.write_bytes(damage(data))
    before = district.everything()
    for done in (cli("periksa", bad), district.run("impor", bad, "--pratinjau"), district.run("impor", bad)):
        assert done.exit_code == 1
        assert words in done.stderr
        assert "tidak terduga" not in done.stderr
        assert done.stdout == ""
    assert district.everything() == before


def test_a_bundle_for_somebody_else_is_refused(kecamatan, tmp_path, bundle):
    stranger = Office(tmp_path / "kabupaten-lain")
    assert stranger.run("siapkan", "--kode", "15.05", "--petugas", "Dedi").exit_code == 0
    before = stranger.everything()
    done = stranger.run("impor", bundle, "--kenali", fingerprint_of(bundle))
    assert done.exit_code == 1
    assert "bukan untuk PC ini" in done.stderr
    assert stranger.everything() == before
    own = kecamatan.run("impor", bundle)
    assert own.exit_code == 1
    assert "PC ini sendiri" in own.stderr


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "habis"),
        (PermissionError(errno.EACCES, "Permission denied"), "tidak dapat ditulisi"),
        (OSError(errno.EROFS, "Read-only file system"), "tidak dapat ditulisi"),
        (OSError(errno.EIO, "Input/output error"), "Periksa flashdisknya"),
    ],
)
def test_a_disk_that_fails_leaves_no_half_bundle(kecamatan, tmp_path, monkeypatch, trouble, words):
    def fail(target: Path, *_: object) -> None:
        target.write_bytes(b'{"kinerja":1')
        raise trouble

    monkeypatch.setattr("kinerja_tui.handoff.export.write_bundle", fail)
    folder = tmp_path / "stik"
    done = kecamatan.run("ekspor", "--folder", folder)
    assert done.exit_code == 1
    assert words in done.stderr
    assert list(folder.iterdir()) == []
    assert kecamatan.rows("outgoing_bundle") == []
    monkeypatch.undo()
    assert exported(kecamatan, folder).name.endswith("no0001.json.gz")


def test_a_folder_that_is_a_file_is_told(kecamatan, tmp_path):
    place = tmp_path / "berkas"
    place.write_text("x")
    done = kecamatan.run("ekspor", "--folder", place)
    assert done.exit_code == 1
    assert str(place) in done.stderr


def test_data_open_in_another_window_is_left_alone(kecamatan, tmp_path):
    other = DatabaseFile(kecamatan.db).open()
    try:
        for command in (["ekspor", "--folder", tmp_path], ["verifikasi"], ["pulihkan", kecamatan.db.with_name("x.db")]):
            done = kecamatan.run(*command)
            assert done.exit_code == 1
            assert "jendela" in done.stderr
    finally:
        other.close()


# -- proof, backup, restore


def test_a_changed_table_is_found(kecamatan):
    connection = sqlite3.connect(kecamatan.db)
    connection.execute("UPDATE employee SET name = 'Disisipkan' WHERE id = (SELECT min(id) FROM employee)")
    connection.commit()
    connection.close()
    done = kecamatan.run("verifikasi", "--json")
    assert done.exit_code == 1
    answer = json.loads(done.stdout)
    assert answer["temuan"] == 1
    assert "employee" in answer["rinci"][0]["temuan"]
    assert "1 temuan" in done.stderr


def test_backup_and_restore(kecamatan, tmp_path):
    before = kecamatan.everything()
    done = kecamatan.run("cadangkan", tmp_path / "stik")
    assert done.exit_code == 0
    saved = Path(done.stdout.strip())
    assert saved.parent == tmp_path / "stik"
    kecamatan.rename_somebody("Diubah Sesudah Cadangan")
    restored = kecamatan.run("pulihkan", saved)
    assert restored.exit_code == 0, restored.output
    assert kecamatan.everything() == before
    kept = kecamatan.db.with_name("kinerja-sebelum-dipulihkan.db")
    assert str(kept) in restored.stdout
    assert b"Diubah Sesudah Cadangan" in kept.read_bytes()


def test_a_backup_never_overwrites_a_file(kecamatan, tmp_path):
    precious = tmp_path / "skripsi.db"
    precious.write_text("bertahun-tahun")
    done = kecamatan.run("cadangkan", precious)
    assert done.exit_code == 1
    assert "tidak ditimpa" in done.stderr
    assert precious.read_text() == "bertahun-tahun"


@pytest.mark.parametrize(
    "content",
    [b"", b"bukan basis data" * 100, b"SQLite format 3\x00" + bytes(200), None],
    ids=["empty", "text", "header only", "missing"],
)
def test_restoring_garbage_changes_nothing(kecamatan, tmp_path, content):
    source = tmp_path / "cadangan.db"
    if content is not None:
        source.write_bytes(content)
    before = kecamatan.db.read_bytes()
    done = kecamatan.run("pulihkan", source)
    assert done.exit_code == 1
    assert "tidak terduga" not in done.stderr
    assert "tidak diubah" in done.stderr
    assert kecamatan.db.read_bytes() == before


def test_restoring_the_data_itself_is_refused(kecamatan):
    before = kecamatan.db.read_bytes()
    done = kecamatan.run("pulihkan", kecamatan.db)
    assert done.exit_code == 1
    assert kecamatan.db.read_bytes() == before


def test_a_damaged_database_is_not_opened(kecamatan):
    data = bytearray(kecamatan.db.read_bytes())
    data[4096 * 3 : 4096 * 6] = b"\xff" * 4096 * 3
    kecamatan.db.write_bytes(data)
    done = kecamatan.run("verifikasi")
    assert done.exit_code == 1
    assert "rusak" in done.stderr
    assert "tidak terduga" not in done.stderr


# -- what was handed over, and an import taken back


def test_an_import_is_taken_back_by_command(kecamatan, district, bundle):
    before = district.everything()
    introduce(district, bundle)
    with_pc = district.rows("journal")
    assert district.run("impor", bundle).exit_code == 0
    sign = str(looked_into(bundle)["tanda"])
    listed = json.loads(district.run("paket", "--json").stdout)["paket"]
    assert [(line["arah"], line["keadaan"], line["tanda"]) for line in listed] == [("masuk", "diimpor", sign)]
    assert sign[:8] in district.run("paket").stdout
    for wrong in (sign[:7], "0" * 8):
        done = district.run("batalkan", wrong)
        assert done.exit_code == 1
        assert "Tidak ada yang diubah" in done.stderr
    assert district.run("batalkan").exit_code == 2
    looked = district.run("batalkan", sign, "--pratinjau")
    assert (looked.exit_code, "dapat dibatalkan" in looked.stdout) == (0, True)
    assert district.rows("employee")
    done = district.run("batalkan", sign[:8], "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == {
        "tanda": sign, "nomor": 1, "kantor": "15.04.03", "perubahan": len(kecamatan.rows("journal")), "dibatalkan": True
    }  # fmt: skip
    assert district.everything() == {**before, "journal": with_pc}
    assert district.run("batalkan", sign).exit_code == 1
    assert district.run("verifikasi").exit_code == 0


def test_a_bundle_is_marked_as_handed_over_and_the_newest_import_taken_back_without_its_sign(
    kecamatan, district, bundle, tmp_path
):
    assert kecamatan.run("serahkan").exit_code == kecamatan.run("serahkan", "12345678", "--terakhir").exit_code == 2
    assert district.run("serahkan", "--terakhir").exit_code == district.run("batalkan", "--terakhir").exit_code == 1
    sign = looked_into(bundle)["tanda"]

    def state():
        return {line["tanda"]: line["keadaan"] for line in json.loads(kecamatan.run("paket", "--json").stdout)["paket"]}

    for how in (["--terakhir"], [sign[:8]]):  # twice is once
        done = kecamatan.run("serahkan", *how)
        assert (done.exit_code, "sudah diserahkan" in done.stdout) == (0, True)
        assert state() == {sign: "diserahkan"}
    assert json.loads(kecamatan.run("serahkan", sign, "--batal", "--json").stdout)["diserahkan"] is False
    assert state() == {sign: "disiapkan"}
    assert "Tidak ada yang perlu dibereskan" in district.run("bentrok").stdout
    introduce(district, bundle)
    assert district.run("impor", bundle).exit_code == 0
    assert district.run("serahkan", sign).exit_code == 1
    done = district.run("batalkan", "--terakhir", "--json")
    assert json.loads(done.stdout)["tanda"] == sign
    assert district.rows("employee") == []


def test_an_import_that_was_answered_is_not_taken_back(kecamatan, district, bundle, tmp_path):
    introduce(district, bundle)
    assert district.run("impor", bundle).exit_code == 0
    exported(district, tmp_path / "stik", "--ke", "15.04.03")
    done = district.run("batalkan", looked_into(bundle)["tanda"])
    assert done.exit_code == 1
    assert "sudah ditulis dengan tanda terima" in done.stderr
    assert district.rows("employee") == kecamatan.rows("employee")


def test_what_would_go_is_told_before_anything_is_written(kecamatan, district, bundle, tmp_path):
    looked = kecamatan.run("ekspor", "--pratinjau", "--json", "--folder", tmp_path / "tidak dibuat")
    told = json.loads(looked.stdout)
    assert (told["ke"], told["pegawai"], told["dapat_disegel"]) == ("15.04", 34, False)
    assert told["perubahan"] == len(kecamatan.rows("journal"))
    assert not (tmp_path / "tidak dibuat").exists()
    words = kecamatan.run("ekspor", "--pratinjau")
    assert "34 pegawai" in words.stdout
    assert "tidak dapat disegel" in words.stderr
    assert len(json.loads(kecamatan.run("paket", "--json").stdout)["paket"]) == 1  # the bundle of the fixture


def test_a_preview_for_programs_names_every_field_and_what_is_held(kecamatan, district, bundle, tmp_path):
    introduce(district, bundle)
    assert district.run("impor", bundle).exit_code == 0
    kecamatan.rename_somebody("Nama Baru")
    second = exported(kecamatan, tmp_path / "stik", "--terbuka")
    told = json.loads(district.run("impor", second, "--pratinjau", "--json").stdout)
    assert [(row["field"], row["new"]) for row in told["rincian"]] == [("name", "Nama Baru")]
    assert (told["tertahan"], told["yang_tertahan"]) == (0, [])
    assert "rincian" not in json.loads(district.run("impor", second, "--json").stdout)


def test_the_known_pcs_are_listed_with_what_withdrawing_needs(kecamatan, district, bundle):
    assert "Belum ada PC lain" in district.run("pc").stdout
    introduce(district, bundle)
    (pc,) = json.loads(district.run("pc", "--json").stdout)["pc"]
    assert (pc["kantor"], pc["keadaan"], pc["sidik_jari"]) == ("15.04.03", "dikenal", fingerprint_of(bundle))
    assert pc["sidik_jari_kata"] in district.run("pc").stdout
    assert district.run("cabut", pc["pc"], "--alasan", "hilang").exit_code == 0
    assert json.loads(district.run("pc", "--json").stdout)["pc"][0]["keadaan"] == "dicabut"
