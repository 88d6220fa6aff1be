"""Many papers at once: one file each or all in one, nothing half, names that every system takes."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from kinerja_tui.cli.main import app
from kinerja_tui.documents import files
from kinerja_tui.documents.catalogue import EVERYTHING, KINDS, Wanted, kind_of
from kinerja_tui.documents.printing import print_papers
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.rules.problems import RuleBroken

SKP = kind_of("skp")
assert SKP is not None


def two_people(db: Database) -> tuple[str, ...]:
    return tuple(row[0] for row in db.file.rows("SELECT employee_id FROM work_plan ORDER BY id LIMIT 2"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_kind_prints_what_it_finds(db: Database, tmp_path: Path, kind: object) -> None:
    wanted = Wanted("2026-TW2")
    found = kind.found(db, wanted)
    if not found:
        with pytest.raises(RuleBroken, match="Tidak ada"):
            print_papers(db, kind, wanted, tmp_path / "kertas")
        return
    employees = tuple(row[0] for row in db.file.rows("SELECT id FROM employee ORDER BY name LIMIT 12"))
    some = Wanted("2026-TW2", None if kind.code in {"kurva", "papan"} else employees)
    printed = print_papers(db, kind, some, tmp_path / "kertas")
    assert printed.papers + len(printed.skipped) == len(kind.found(db, some))
    assert printed.papers == len(printed.files) == len(list((tmp_path / "kertas").iterdir()))


def test_all_in_one_file_with_an_outline(db: Database, tmp_path: Path) -> None:
    wanted = Wanted("2026", two_people(db))
    target = tmp_path / "baru" / "semua.pdf"
    printed = print_papers(db, SKP, wanted, target, merged=True)
    apart = print_papers(db, SKP, wanted, tmp_path / "satu")
    book = PdfReader(target)
    assert printed.files == [target]
    assert len(book.outline) == 2
    assert len(book.pages) == sum(len(PdfReader(path).pages) for path in apart.files)


def test_stopping_or_a_full_disk_leaves_nothing_half(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done:
            raise Stopped

    wanted, folder = Wanted("2026", two_people(db)), tmp_path / "kertas"
    with pytest.raises(Stopped):
        print_papers(db, SKP, wanted, folder, progress=stop)
    assert [path.suffix for path in folder.iterdir()] == [".pdf"]
    with pytest.raises(Stopped):
        print_papers(db, SKP, wanted, tmp_path / "semua.pdf", merged=True, progress=stop)
    assert not (tmp_path / "semua.pdf").exists()

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "penuh")

    (tmp_path / "semua.pdf").write_bytes(b"lama")
    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(RuleBroken, match="penuh"):
        print_papers(db, SKP, wanted, tmp_path / "semua.pdf", merged=True)
    assert (tmp_path / "semua.pdf").read_bytes() == b"lama"
    assert not list(tmp_path.glob("*.sebagian"))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "penuh. Berkas yang sudah selesai utuh"),
        (errno.EROFS, "hanya dapat dibaca"),
        (errno.EACCES, "tidak dapat ditulisi, atau berkasnya sedang dibuka"),
        (errno.EIO, "Pilih folder lain"),
    ],
)
def test_each_reason_is_told_and_nothing_half_stays(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    wanted = Wanted("2026", two_people(db))

    def broken(_handle: int) -> None:
        raise OSError(number, "tidak bisa")

    monkeypatch.setattr(files.os, "fsync", broken)
    with pytest.raises(RuleBroken, match=said):
        print_papers(db, SKP, wanted, tmp_path / "kertas")
    assert list((tmp_path / "kertas").iterdir()) == []


def test_a_file_for_a_folder_and_a_folder_for_a_file(db: Database, tmp_path: Path) -> None:
    wanted, file = Wanted("2026", two_people(db)), tmp_path / "berkas"
    file.write_text("milik orang")
    with pytest.raises(RuleBroken, match="bukan folder"):
        print_papers(db, SKP, wanted, file)
    with pytest.raises(RuleBroken, match="sebuah folder"):
        print_papers(db, SKP, wanted, tmp_path, merged=True)
    assert file.read_text() == "milik orang"
    assert [path.name for path in tmp_path.iterdir() if path.suffix in {".pdf", ".sebagian"}] == []


def test_what_a_power_cut_left_half_is_taken_away(db: Database, tmp_path: Path) -> None:
    half, own = tmp_path / "SKP 2026 - Lama.pdf.sebagian", tmp_path / "catatan.sebagian"
    half.write_bytes(b"%PDF setengah")
    own.write_text("milik orang")
    print_papers(db, SKP, Wanted("2026", two_people(db)), tmp_path)
    assert not half.exists()
    assert own.exists()


def test_names_that_no_system_takes(db: Database, tmp_path: Path) -> None:
    people = two_people(db)
    for employee_id in people:
        with db.act("Nama", employee_id) as act:
            act.write(Employee, employee_id, name='A/B\\C:"*?<>|' + "x" * 300)
    printed = print_papers(db, SKP, Wanted("2026", people), tmp_path)
    assert len({path.name.casefold() for path in printed.files}) == 2
    assert all(path.exists() and len(path.name) < 140 for path in printed.files)


def test_from_the_command_line(db: Database, tmp_path: Path) -> None:
    where = ["--db", str(db.file.path), "--kunci", str(db.file.path.parent / "kunci")]
    db.file.close()
    run = CliRunner()
    assert "skp" in run.invoke(app, ["cetak"]).stdout
    done = run.invoke(app, ["cetak", "skp", "--pegawai", "yusnani", "--ke", str(tmp_path), *where])
    assert done.exit_code == 0, done.output
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["SKP 2026 - Yusnani Hasanah, S.Pd.pdf"]
    for wrong, said in (
        (["puisi"], "tidak dikenal"),
        (["skp", "--pegawai", "tak seorang pun"], "Tidak ada pegawai"),
        (["skp", "--pegawai", "a"], "cocok dengan"),
        (["skp", "--periode", "2026-X"], "Kode periode"),
        (["skp", "--periode", "1999"], "Tidak ada SKP"),
    ):
        done = run.invoke(app, ["cetak", *wrong, "--ke", str(tmp_path / "x"), *where])
        assert done.exit_code == 1
        assert said in done.output
    assert not (tmp_path / "x").exists()


def test_units_everything_and_blank_forms_from_the_command_line(db: Database, tmp_path: Path) -> None:
    where = ["--db", str(db.file.path), "--kunci", str(db.file.path.parent / "kunci")]
    papers = len(EVERYTHING.found(db, Wanted("2026-TW2", unit="Seksi Pemerintahan")))
    db.file.close()
    run = CliRunner()
    target = tmp_path / "unit.pdf"
    asked = ["cetak", "semua", "--periode", "2026-TW2", "--unit", "seksi pemerintahan", "--gabung", "--ke", str(target)]
    done = run.invoke(app, [*asked, "--json", *where])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["kertas"] == papers == len(PdfReader(target).outline)
    asked = ["cetak", "skp", "--kosong", "--kualitatif", "--pimpinan", "--pegawai", "yusnani", "--ke", str(tmp_path)]
    done = run.invoke(app, [*asked, *where])
    assert done.exit_code == 0, done.output
    [blank] = tmp_path.glob("Kosong*.pdf")
    text = "".join(page.extract_text() for page in PdfReader(blank).pages)
    assert "KUALITATIF" in text
    assert "Yusnani Hasanah" in text
    for wrong, said in (
        (["kurva", "--kosong"], "Formulir kosong ada untuk"),
        (["skp", "--unit", "seksi"], "tidak jelas"),
        (["skp", "--kosong", "--periode", "2026-X"], "Kode periode"),
    ):
        done = run.invoke(app, ["cetak", *wrong, "--ke", str(tmp_path / "x"), *where])
        assert done.exit_code == 1
        assert said in done.output
