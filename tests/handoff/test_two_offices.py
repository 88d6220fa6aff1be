"""A kecamatan and its district as two real programs on two databases: a year's handing over, by keys alone.

What crosses between them crosses on a stick. What one screen says is held against what the other says.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.handoff.real_pc import CODE, WORDS, RealPC

pytestmark = [pytest.mark.crash, pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a pseudo-terminal")]

NIP = "198501012010011001"
SHARED = ("employee", "assignment", "office", "site", "period")
"""Tables of which both may see everything."""


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stik"
    folder.mkdir()
    return folder


@pytest.fixture
def office(tmp_path: Path) -> Iterator[RealPC]:
    pc = RealPC(tmp_path / "kecamatan", 80, 24)
    yield pc
    pc.loses_power()


@pytest.fixture
def district(tmp_path: Path) -> Iterator[RealPC]:
    pc = RealPC(tmp_path / "kabupaten", 120, 40)
    yield pc
    pc.loses_power()


def test_a_year_between_an_office_and_its_district(office: RealPC, district: RealPC, stick: Path) -> None:
    begins(office, "enter", "muara bul", "Rina Wulandari", "Kecamatan Muara Bulian · 20")
    begins(district, "2", "batang hari", "Budi Santoso", "BKPSDM Kabupaten Batanghari · 20")
    hires(office, NIP, "Dewi Anggraini")
    become_acquainted(office, district, stick)

    first, code = exports(office, stick)
    looks_at(district, first)
    district.sees("Dewi Anggraini", "Pegawai baru", code)
    assert code in district.looks_into(first)
    assert code in first.with_name(first.name.replace(".segel", "_berita-acara.txt")).read_text()
    district.loses_power()
    assert district.rows("employee") == []
    district.start()
    looks_at(district, first)
    takes_in(district)
    answer, _ = answers(district, stick)
    backup = backs_up(office)
    looks_at(office, answer)
    takes_in(office)
    declines_to_answer(office)
    office.sees("keluar no 1", "disahkan")

    lost = a_lost_bundle_costs_nothing(office, district, stick)
    the_same_again_changes_nothing(district, lost)
    a_doctored_one_is_refused_by_name(office, district, stick)
    both_write_the_same_field(office, district, stick)
    a_restored_backup_is_noticed(office, district, stick, backup)
    for pc in (office, district):
        pc.stop()
        assert "Semua cocok." in pc.runs_on_its_data("verifikasi")
    for table in SHARED:
        assert office.rows(table) == district.rows(table), table


# -- what a clerk does


def begins(pc: RealPC, level: str, place: str, clerk: str, title: str) -> None:
    """First start of an empty database: the questions, F10."""
    pc.start("isian ini, sekali saja")
    keys = ("enter",) if level == "enter" else (level, "enter")
    pc.types(*keys, place, "enter", clerk, "enter", "enter", "f10")
    pc.sees(title)


def hires(pc: RealPC, nip: str, name: str) -> None:
    pc.opens("2", "Tekan / lalu ketik")
    pc.types("a")
    pc.sees("Pegawai baru")
    pc.types(nip, name, "enter", "enter", "enter", "enter", "Pengolah Data", "enter", "f10")
    pc.sees(f"{name} masuk daftar pegawai")


def renames(pc: RealPC, name: str) -> None:
    """Dewi, the last of the list, gets another name."""
    pc.opens("2", "Tekan / lalu ketik")
    pc.types("end", "enter")
    pc.sees("Status kepegawaian", "Dewi")
    pc.types("down", name, "enter", "f10")
    pc.sees("Tekan / lalu ketik", name)


def backs_up(pc: RealPC) -> Path:
    """A backup by its key, beside the daily one."""
    before = set(pc.db.parent.glob("cadangan/*.db"))
    pc.opens("8", "Pengaturan")
    pc.types("c")
    pc.sees("Cadangan lengkap tersimpan")
    (made,) = set(pc.db.parent.glob("cadangan/*.db")) - before
    return made


def become_acquainted(office: RealPC, district: RealPC, stick: Path) -> None:
    """Keys go over on the stick; the words on one screen are compared with those on the other."""
    words, keys = {}, {}
    for pc in (office, district):
        pc.opens("6", "Serah terima")
        pc.types("n")
        words[pc] = pc.finds(f"PC ini: ({WORDS})")
        pc.types("t")
        pc.sees("Tulis kunci PC ini ke mana?")
        chooses_folder(pc, stick)
        pc.sees("Kunci PC ini sudah ditulis", words[pc])
        (keys[pc],) = set(stick.glob("*.kunci")) - set(keys.values())
        pc.types("enter")
        pc.no_longer_sees("Kunci PC ini sudah ditulis")
    for pc, other in ((office, district), (district, office)):
        pc.types("a")
        chooses_file(pc, "Berkas kunci yang mana?", keys[other])
        pc.sees("Cocokkan semua katanya", words[other])
        pc.types(words[other].split()[0], "enter")
        pc.sees("dikenal di sini")
        pc.types("esc")
        pc.sees("Keadaan", "Ekspor")


def chooses_folder(pc: RealPC, stick: Path) -> None:
    """The folder used last where there is one, else the typed one."""
    if "terakhir dipakai" in pc.sees("Esc Batal"):
        pc.types("terakhir", "enter")
    else:
        pc.types("lain: ketik")
        pc.sees("Saring: lain: ketik")
        pc.types("enter")
        pc.sees("Nama folder lengkap:")
        pc.types(str(stick), "enter")


def exports(pc: RealPC, stick: Path) -> tuple[Path, str]:
    """The next bundle, sealed, onto the stick: its file and its check code."""
    pc.opens("6", "Serah terima")
    pc.types("e")
    return written(pc, stick)


def written(pc: RealPC, stick: Path, seal: str = "Disegel: hanya 1 PC") -> tuple[Path, str]:
    """From the choice of the folder to the closing message, which says how it is sealed."""
    pc.sees("Tulis ke mana?")
    before = bundles(stick)
    chooses_folder(pc, stick)
    code = pc.finds(f"Kode periksa: ({CODE})")
    pc.sees(seal, "dibaca kembali dan utuh. Flashdisk boleh dikeluarkan")
    closes(pc)
    (path,) = bundles(stick) - before
    return path, code


def bundles(stick: Path) -> set[Path]:
    return {path for path in stick.iterdir() if path.name.endswith((".segel", ".json", ".json.gz"))}


def looks_at(pc: RealPC, bundle: Path) -> None:
    """Import up to the preview."""
    chooses(pc, bundle)
    pc.sees("Pratinjau impor", "Kode periksa")


def chooses(pc: RealPC, bundle: Path) -> None:
    pc.opens("6", "Serah terima")
    pc.types("i")
    chooses_file(pc, "Impor paket yang mana?", bundle)


def chooses_file(pc: RealPC, question: str, path: Path) -> None:
    """One of the files found; typing narrows the list to it."""
    pc.sees(question)
    pc.types(path.name)
    pc.sees(f"Saring: {path.name}")
    pc.types("enter")


def takes_in(pc: RealPC, *told: str) -> None:
    """From the preview to the question whether to answer; what is said to be done holds these words."""
    pc.types("y")
    pc.sees("Paket sudah diimpor", *told)
    pc.types("enter")
    pc.sees("Tulis jawaban ke flashdisk?")


def answers(pc: RealPC, stick: Path) -> tuple[Path, str]:
    pc.types("y")
    return written(pc, stick)


def declines_to_answer(pc: RealPC) -> None:
    pc.types("t")
    pc.no_longer_sees("Tulis jawaban ke flashdisk?")


def closes(pc: RealPC) -> None:
    """The message on top."""
    pc.types("enter")
    pc.no_longer_sees("Enter Tutup")


# -- what may happen to a bundle on its way


def a_lost_bundle_costs_nothing(office: RealPC, district: RealPC, stick: Path) -> Path:
    """The next one carries what the lost one carried."""
    renames(office, "Dewi A., S.H.")
    lost, _ = exports(office, stick)
    lost.unlink()
    hires(office, "199002022015022002", "Bayu Saputra")
    second, _ = exports(office, stick)
    looks_at(district, second)
    district.sees("Dewi Anggraini → Dewi A., S.H.", "Bayu Saputra")
    takes_in(district)
    declines_to_answer(district)
    return second


def the_same_again_changes_nothing(district: RealPC, bundle: Path) -> None:
    before = district.rows("journal")
    chooses(district, bundle)
    district.sees("Paket ini sudah pernah diimpor")
    closes(district)
    assert district.rows("journal") == before


def a_doctored_one_is_refused_by_name(office: RealPC, district: RealPC, stick: Path) -> None:
    """An open bundle, written after the warning, in which somebody changed a name; and a sealed one with a byte off."""
    renames(office, "Dewi Anggraini, M.M.")
    office.opens("6", "Serah terima")
    office.types("ctrl+p")
    office.sees("Cari perintah, layar")
    office.types("ekspor terbuka")
    office.sees("Ekspor terbuka", "dapat dibaca siapa pun")
    office.types("enter")
    office.sees("Paket tanpa segel?", "data pribadi")
    office.types("y")
    plain, _ = written(office, stick, "Tidak disegel")
    data = gzip.decompress(plain.read_bytes()).decode()
    assert data.count("Anggraini, M.M.") == 1
    plain.write_bytes(gzip.compress(data.replace("Anggraini, M.M.", "Anggraini, M.B.").encode()))
    before = district.rows("journal")
    chooses(district, plain)
    district.sees("Paket tidak dapat diimpor", "berubah setelah ditandatangani")
    closes(district)
    sealed, _ = exports(office, stick)
    content = bytearray(sealed.read_bytes())
    content[len(content) // 2] ^= 1
    sealed.write_bytes(content)
    chooses(district, sealed)
    district.sees("Paket tidak dapat diimpor", "terpotong atau rusak")
    closes(district)
    assert district.rows("journal") == before


def both_write_the_same_field(office: RealPC, district: RealPC, stick: Path) -> None:
    """Bentrok on both sides; settled in one place with a third value, settled in both."""
    renames(office, "Dewi Anggraini, S.T.")
    renames(district, "Dewi Anggraeni")
    path, _ = exports(office, stick)
    looks_at(district, path)
    district.sees("Bentrok: 1.", "Dewi Anggraeni → ")
    takes_in(district, "1 isian bentrok")
    answer, _ = answers(district, stick)
    looks_at(office, answer)
    office.sees("Bentrok: 1.")
    takes_in(office)
    declines_to_answer(office)
    for pc in (office, district):
        pc.opens("7", "Perlu dibereskan")
        pc.sees("Nama: diubah di dua PC")
    office.types("enter")
    office.sees("Mana yang benar?", "Rina Wulandari", "Budi Santoso", "Ketik isi lain")
    office.types("3")
    office.sees("Isi yang benar untuk")
    office.types("Dewi Anggraeni, S.T.", "enter")
    office.sees("Semua beres")
    path, code = exports(office, stick)
    looks_at(district, path)
    district.sees(code)
    takes_in(district)
    declines_to_answer(district)
    district.opens("7", "Semua beres")


def a_restored_backup_is_noticed(office: RealPC, district: RealPC, stick: Path, backup: Path) -> None:
    """The office goes on with a backup of its first week: it is told, and everything comes back with an answer."""
    office.stop()
    office.runs_on_its_data("pulihkan", backup)
    assert len(office.rows("employee")) == 1
    office.start()
    office.sees("Ada PC yang tampaknya dipulihkan")
    office.opens("6", "Serah terima")
    office.types("n")
    office.sees("Yang perlu diketahui", "rupanya dipulihkan dari cadangan")
    closes(office)
    office.types("esc")
    office.no_longer_sees("PC yang dikenal")
    path, _ = exports(office, stick)
    looks_at(district, path)
    district.sees("Tidak ada isian yang berubah")
    takes_in(district)
    answer, _ = answers(district, stick)
    looks_at(office, answer)
    office.sees("kembali dari luar dan belum ada di sini", "Bayu Saputra")
    takes_in(office)
    declines_to_answer(office)
