"""Forums with the public: forum RW in Asem Rowo and a citizens' forum in Binjai Kota; no citizen is named."""

from __future__ import annotations

from typing import Any

from _people import YEAR, Person
from _places import Place

Item = dict[str, Any]
#: kind | what was said | agreed | job of who acts | due (month-day) | done on | what was done, or "- why not"
ASEM_ROWO_SPRING = """
keluhan | Papan jam buka di loket kecamatan sudah pudar dan tidak terbaca | Papan baru dipasang di pintu masuk | \
yan/loket | 03-27 | 03-20 | Papan jam buka baru dipasang di pintu masuk dan di dekat parkir
masukan | Jadwal forum supaya diumumkan seminggu sebelumnya | Undangan lewat ketua RW dan papan kelurahan | \
pm/musrenbang | 04-15 | 04-06 | Undangan forum kini disampaikan sepuluh hari sebelumnya
kritik | Petugas loket sering kosong sesudah jam istirahat | Jadwal jaga bergantian saat istirahat | \
kasi_yan | 03-31 | 03-25 | Dua petugas bergantian, loket tidak pernah kosong antara pukul 12 dan 13
pujian | Petugas lapangan cepat datang saat pohon tumbang di jalan kampung | | | | |
"""
ASEM_ROWO_AUTUMN = """
keluhan | Antrean loket kependudukan lebih dari satu jam pada hari Senin | Loket kedua dibuka setiap Senin pagi | \
kasi_yan | 09-30 | 09-21 | Loket kedua dibuka setiap Senin pukul 8 sampai 11
masukan | Nomor antrean supaya bisa diambil sebelum loket dibuka | Nomor antrean dibagikan sejak pukul 7.30 | \
yan/loket | 09-25 | 09-17 | Nomor antrean dibagikan petugas keamanan sejak pukul 7.30
kritik | Hasil forum yang lalu tidak pernah ditempel di balai RW | Lembar tindak lanjut ditempel di semua balai RW | \
pm/musrenbang | 10-15 | 10-07 | Lembar tindak lanjut ditempel di 31 balai RW
keluhan | Saluran air di depan pasar tersumbat setiap hujan | Kerja bakti bersama kelurahan, pasir diangkut | \
lurah@Asemrowo | 10-10 | 10-04 | Saluran sepanjang 120 meter dibersihkan bersama warga
keluhan | Lampu jalan di gang sebelah sekolah mati | Diteruskan ke Dinas Perhubungan dengan surat camat | \
kasi_pem | 10-02 | 10-19 | Surat dikirim, sembilan lampu sudah menyala
masukan | Pengurusan surat pindah supaya dapat diantar petugas kelurahan | Dicoba di satu kelurahan dulu | \
lurah@Tambak Sarioso | 12-11 | | Percobaan dimulai di Kelurahan Tambak Sarioso
keluhan | Truk besar parkir di bahu jalan permukiman pada malam hari | Patroli malam dua kali seminggu | \
kasi_trantib | 10-30 | |
masukan | Kecamatan supaya membangun taman bermain di tanah kosong dekat kantor | Ditanyakan status tanahnya | \
kasi_pem | 10-16 | | - Tanah itu bukan aset kecamatan; usulan diteruskan ke musrenbang tahun depan
pujian | Petugas loket ramah dan sabar melayani lansia | | | | |
kritik | Warga difabel kesulitan naik ke lantai dua untuk pengaduan | Pengaduan dilayani juga di lantai satu | \
yan/aduan | 11-30 | |
"""
BINJAI = """
kritik | Pengumuman bantuan usaha kecil terlambat sampai ke warga | Diumumkan hari itu juga di papan kelurahan | \
kasi_pm | 08-28 | 08-24 | Pengumuman ditempel di tujuh kelurahan dan dibacakan di pertemuan RT
keluhan | Surat keterangan usaha diminta fotokopi yang sama berkali-kali | Berkas lama dipakai selama setahun | \
kasi_yan | 09-04 | 09-01 | Berkas disimpan di loket, fotokopi tidak diminta lagi selama setahun
masukan | Pelayanan supaya buka saat jam istirahat pada hari pasar | Petugas bergantian pada hari pasar | \
yan/loket | 09-11 | 09-09 | Loket buka tanpa istirahat setiap hari pasar
keluhan | Sampah menumpuk di pinggir sungai belakang pasar | Kerja bakti bulanan bersama kelurahan | \
lurah@Pekan Binjai | 10-09 | 10-18 | Kerja bakti pertama mengangkut dua truk sampah
kritik | Kotak saran di kantor tidak pernah dibuka | Dibuka setiap Jumat, jawabannya ditempel | \
yan/aduan | 09-30 | |
masukan | Perlu pelatihan pemasaran daring untuk pedagang | Dicari narasumber dari dinas | \
pm/lembaga | 12-04 | | Narasumber sudah bersedia untuk bulan Desember
"""
FORUMS = {
    "asem_rowo": (
        ("03-11", "Pendopo Kecamatan Asem Rowo", 41, "Pelayanan di loket", "", ASEM_ROWO_SPRING),
        ("09-09", "Balai RW 4 Kelurahan Asemrowo", 57, "Forum RW: pelayanan dan lingkungan",
         "Daftar hadir disimpan di Seksi Pemberdayaan Masyarakat.", ASEM_ROWO_AUTUMN),
    ),
    "binjai_kota": (
        ("08-12", "Aula Kecamatan Binjai Kota", None, "Pelayanan usaha kecil dan kebersihan", "", BINJAI),
    ),
}  # fmt: skip
"""Folder -> month-day, place, people who came (None: not counted), topic, note, statements."""


def forums(place: Place, people: list[Person]) -> list[Item]:
    """The forums of an office, the oldest first; empty where none is told of."""
    jobs = by_job(people)
    return [
        {
            "held_on": f"{YEAR}-{day}",
            "place": where,
            "people": came,
            "topic": topic,
            "note": note,
            "statements": [_statement(line, jobs) for line in said.strip().splitlines()],
        }
        for day, where, came, topic, note, said in FORUMS.get(place.folder, ())
    ]


def by_job(people: list[Person]) -> dict[str, str]:
    """NIP of whoever holds a job (``job`` or ``job@Village``) and is in service; the first where several do."""
    found: dict[str, str] = {}
    for person in people:
        if person.end is None:
            found.setdefault(f"{person.job}@{person.village}" if person.village else person.job, person.nip)
    return found


def _statement(line: str, jobs: dict[str, str]) -> Item:
    kind, text, agreed, job, due, done, outcome = (part.strip() for part in line.split("|"))
    declined = outcome.startswith("- ")
    return {
        "kind": kind,
        "text": text,
        "agreed": agreed,
        "owner": jobs[job] if job else None,
        "due": f"{YEAR}-{due}" if due else None,
        "action": "" if declined else outcome,
        "done_on": f"{YEAR}-{done}" if done else None,
        "no_action": outcome.removeprefix("- ") if declined else "",
    }
