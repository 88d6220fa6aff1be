"""Continuous feedback in Asem Rowo (peers, too few of them, subordinates) and in Binjai Kota (in three parts)."""

from __future__ import annotations

from typing import Any

from _forums import by_job
from _people import YEAR, Person
from _places import Place

Item = dict[str, Any]
#: "? about | giver kind | asked givers" and "about | giver | giver kind | day | scores | result | went well |
#: to improve | proposal | its day | evidence". About and giver are jobs; a giver in quotes is no employee; scores are a
#: digit for each of the seven values, a dash where left blank; result is a key of the plan, empty for the whole work.
ASEM_ROWO = """
? kasi_yan | rekan | kasi_pem, kasi_trantib, kasi_pm, kasi_kesra
kasi_yan | kasi_pem | rekan | 06-10 | 5444545 | R1 | \
Data pindah datang dikirim ke seksi kami setiap Jumat tanpa diminta | \
Permintaan mendadak pada hari Senin sulit kami layani | Permintaan data digabung seminggu sekali | 07-06 | \
Buku ekspedisi antarseksi
kasi_yan | kasi_trantib | rekan | 06-17 | 4344344 | R3 | Aduan parkir diteruskan pada hari yang sama | \
Alamat pada aduan sering kurang lengkap | Formulir aduan ditambah kolom patokan tempat | 07-15 | Lembar disposisi aduan
kasi_yan | kasi_pm | rekan | 10-12 | 4454-55 | | Petugas loket mau menjelaskan syarat bantuan kepada warga | \
Jadwal forum RW perlu disampaikan lebih awal | Undangan dikirim dua pekan sebelumnya | 11-02 | Undangan forum RW
? kasi_yan | bawahan | yan/loket, yan/aduan
kasi_yan | yan/loket | bawahan | 10-14 | 5455555 | | Jadwal jaga dibagi adil dan diumumkan lebih awal | \
Rapat sering dimulai sesudah jam kerja | Rapat seksi setiap Rabu pagi | 10-28 | Jadwal jaga loket
kasi_yan | camat | pimpinan | 05-20 | 4444444 | R1 | Loket kedua pada hari Senin memperpendek antrean | \
Papan waktu layanan belum dipasang di kelurahan | Papan dipasang di tiga kelurahan | 07-31 | \
Foto loket dan catatan antrean
kasi_yan | camat | pimpinan | 11-09 | | R3 | Tindak lanjut forum RW bulan September hampir semua selesai | \
Aduan difabel belum dilayani di lantai satu | Meja aduan dipindah ke lantai satu | 11-30 | Notulen forum RW 9 September
kasi_yan | "Pengurus RW" | lainnya | 09-21 | | | Jawaban atas masukan forum ditempel di balai RW | | | | \
Papan pengumuman
? keuangan/perencana | rekan | keuangan/bendahara, umum/kepegawaian, pm/psm
keuangan/perencana | keuangan/bendahara | rekan | 07-14 | 4445444 | | \
Angka realisasi anggaran selalu dicocokkan dulu | \
Bahan rapat datang sehari sebelumnya | Bahan rapat dibagikan tiga hari sebelumnya | 08-03 | Bahan rapat evaluasi
keuangan/perencana | umum/kepegawaian | rekan | 07-21 | 5454454 | | Mau menjelaskan indikator kepada rekan yang baru | \
Istilah di pohon kinerja perlu disederhanakan | Menulis satu halaman penjelasan istilah | 08-28 | \
Pohon kinerja kecamatan
? lurah@Asemrowo | rekan | lurah@Genting Kalianak, lurah@Tambak Sarioso, kasi_pm
"""
BINJAI = """
yan/loket | kasi_yan | pimpinan | 04-22 | 4444544 | R1 | Warga lansia didahulukan tanpa diminta | \
Tanda terima berkas belum selalu diberikan | Blangko tanda terima disiapkan di setiap loket | 05-11 | \
Catatan loket April
yan/loket | kasi_yan | pimpinan | 09-15 | 5444544 | R1 | Loket buka tanpa istirahat pada hari pasar | \
Antrean sesudah jam istirahat masih panjang | Nomor antrean dibagikan sejak pukul 7.30 | 10-05 | Jadwal jaga loket
yan/aduan | kasi_yan | pimpinan | 05-06 | 4554444 | R1 | Setiap aduan dicatat pada hari yang sama | \
Jawaban kepada warga belum ditempel | Jawaban ditempel setiap Jumat | 06-05 | Buku aduan
yan/aduan | yan/loket | rekan | 10-06 | 4444455 | | Mau menggantikan loket saat antrean panjang | \
Kotak saran terlambat dibuka | Kotak saran dibuka bersama setiap Jumat | 10-16 | Berita acara pembukaan kotak
kasi_yan | camat | pimpinan | 06-24 | 4344443 | R3 | Keluhan fotokopi berulang diselesaikan di loket | \
Rapat seksi jarang menghasilkan catatan | Notulen satu halaman setiap rapat | 07-10 | Notulen rapat Juni
kasi_pm | camat | pimpinan | 04-15 | 3343433 | R1 | Musrenbang kelurahan selesai sesuai jadwal | \
Undangan kepada pedagang kecil terlambat | Undangan lewat tujuh kelurahan sepekan sebelumnya | 05-04 | \
Undangan musrenbang
kasi_pm | kasi_yan | rekan | 09-29 | 4454444 | R4 | Pengumuman bantuan usaha kecil sudah lewat kelurahan | \
Kerja bakti berbenturan dengan hari pasar | Jadwal kerja bakti disepakati bersama | 10-19 | Jadwal kerja bakti
"""
SHEETS = {"asem_rowo": ASEM_ROWO, "binjai_kota": BINJAI}


def feedback(place: Place, people: list[Person]) -> Item | None:
    """Who was asked and what was given, in the order of the days; None where none is told of."""
    if place.folder not in SHEETS:
        return None
    jobs = by_job(people)
    lines = SHEETS[place.folder].strip().splitlines()
    sheets = [_sheet(line, jobs) for line in lines if not line.startswith("?")]
    return {
        "asked": [_asked(line[1:], jobs) for line in lines if line.startswith("?")],
        "sheets": sorted(sheets, key=lambda sheet: str(sheet["given_on"])),
    }


def _asked(line: str, jobs: dict[str, str]) -> Item:
    about, kind, givers = (part.strip() for part in line.split("|"))
    return {
        "nip": jobs[about],
        "giver_kind": kind,
        "givers": [jobs[giver.strip()] for giver in givers.split(",")],
    }


def _sheet(line: str, jobs: dict[str, str]) -> Item:
    about, giver, kind, day, scores, result, *rest = (part.strip() for part in line.split("|"))
    went_well, to_improve, proposal, proposal_date, evidence = rest
    return {
        "nip": jobs[about],
        "giver": jobs.get(giver),
        "giver_name": giver.strip('"') if giver.startswith('"') else "",
        "giver_kind": kind,
        "given_on": f"{YEAR}-{day}",
        "scores": scores,
        "result": result or None,
        "went_well": went_well,
        "to_improve": to_improve,
        "proposal": proposal,
        "proposal_date": f"{YEAR}-{proposal_date}" if proposal_date else None,
        "evidence": evidence,
    }
