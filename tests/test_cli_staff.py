"""kinerja impor-pegawai: what it stores, what it tells, with which exit code; and that it never half does it."""

from __future__ import annotations

import json
import shutil

import pytest

from kinerja_tui.services.tables import table_files
from tests.services.staff_lists import HEAD, person
from tests.test_cli import Office, cli


@pytest.fixture
def office(tmp_path, templates, monkeypatch):
    for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    shutil.copytree(templates(""), tmp_path / "kantor")
    return Office(tmp_path / "kantor")


def write(path, *rows):
    path.write_text("\n".join(";".join(cells) for cells in [HEAD, *rows]), "utf-8")
    return path


def test_a_list_looked_at_stored_and_stored_again(office, tmp_path):
    path = write(tmp_path / "pegawai.csv", person(1), person(2))
    looked = office.run("impor-pegawai", path, "--pratinjau")
    assert looked.exit_code == 0, looked.output
    assert "pegawai.csv: 2 baru, 0 berubah, 0 sama, 0 ditolak. Tidak ada yang disimpan." in looked.stdout
    assert office.rows("employee") == []
    assert "Disimpan." in office.run("impor-pegawai", path).stdout
    assert len(office.rows("employee")) == 2
    again = json.loads(office.run("impor-pegawai", path, "--json").stdout)
    assert (again["sama"], again["disimpan"]) == (2, False)


def test_refused_rows_keep_all_out_unless_they_get_a_file(office, tmp_path):
    path = write(tmp_path / "pegawai.csv", person(1), person(2, NIP="1.98609E+17"))
    refused = office.run("impor-pegawai", path)
    assert refused.exit_code == 1
    assert "baris 3 (Pegawai C2, S.Sos.): NIP ini rusak" in refused.stderr
    assert "1 baris ditolak. Tidak ada yang disimpan." in refused.stderr
    assert office.rows("employee") == []
    target = tmp_path / "tolak.xlsx"
    assert office.run("impor-pegawai", path, "--tolak", target).exit_code == 0
    assert len(office.rows("employee")) == 1
    assert "rusak" in table_files.read(target).rows[1].cells[-1]
    taken = office.run("impor-pegawai", path, "--tolak", target)
    assert taken.exit_code == 1
    assert "sudah ada dan tidak ditimpa" in taken.stderr


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.xlsx", b"PK\x03\x04rusak", "rusak atau terpotong"),
        ("a.pdf", b"%PDF-1.7", "bukan CSV dan bukan berkas Excel"),
        ("a.csv", b"", "kosong"),
        ("a.csv", b"Kode;Harga\n1;2\n", "Baris judul (NIP, Nama, …) tidak ditemukan di a.csv"),
        ("a.csv", b"Nama;Jabatan\nBudi;Staf\n", "Belum ada kolom untuk NIP"),
    ],
)
def test_what_is_no_staff_list_is_told(office, tmp_path, name, content, told):
    (tmp_path / name).write_bytes(content)
    done = office.run("impor-pegawai", tmp_path / name)
    assert done.exit_code == 1
    assert told in done.stderr
    assert "Traceback" not in done.output


def test_the_empty_list_and_wrong_places_for_files(office, tmp_path):
    path = tmp_path / "daftar.xlsx"
    assert cli("impor-pegawai", path, "--contoh").exit_code == 0
    assert table_files.read(path).rows[-1].cells[0] == "NIP"
    assert "sudah ada" in cli("impor-pegawai", path, "--contoh").stderr
    assert "berakhiran" in office.run("impor-pegawai", path, "--tolak", tmp_path / "x.txt").stderr
    assert office.run("impor-pegawai", tmp_path / "tidak ada.xlsx").exit_code == 1
