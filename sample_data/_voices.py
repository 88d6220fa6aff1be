"""What citizens of one place said outside forums, who acts on it, and what came of it; no citizen is named."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from _people import YEAR, Person
from _places import Place
from _services import TODAY, after

#: Answered ever faster: usual working days until mid-year, and after.
PACE = ((6, 12), (2, 6))
#: Kind, channel, key of the service, beginning of the owner's job, what was said, what was done or why not.
PERMITS = (
    ("keluhan", "loket", "iumk", "yan/izin", "Surat usaha dijanjikan tiga hari, baru jadi hari kesembilan tanpa kabar.",
     "Pemohon dikabari setiap pagi bila berkasnya lewat hari ketiga; daftar tunggu ditempel di loket."),
    ("masukan", "kotak", "", "kasi_yan", "Mohon ada nomor antrean supaya tidak saling mendahului.",
     "Nomor antrean kertas dipakai sejak minggu berikutnya."),
    ("keluhan", "telepon", "reklame", "yan/izin", "Rekomendasi reklame harus ditanyakan empat kali baru diproses.",
     "Satu petugas memegang permohonan reklame dari awal sampai selesai."),
    ("keluhan", "kotak", "domisili", "yan/loket", "Diminta fotokopi yang sama dua kali dalam satu permohonan.",
     "Daftar syarat dicetak ulang satu halaman; syarat ganda dihapus."),
    ("pujian", "loket", "domisili", "yan/loket", "Petugas sabar menjelaskan syarat kepada orang tua saya.", ""),
    ("keluhan", "loket", "keramaian", "yan/izin", "Izin keramaian baru keluar sore hari sebelum acara.",
     "Permohonan keramaian didahulukan menurut tanggal acaranya."),
    ("kritik", "loket", "waris", "kasi_yan", "Tidak jelas berapa lama pengesahan ahli waris.",
     "Perkiraan waktu ditulis pada tanda terima berkas."),
    ("keluhan", "daring", "", "kasi_trantib", "Lampu jalan di depan pasar padam dua minggu.",
     "tidak: Bukan wewenang kecamatan; diteruskan dengan surat ke dinas terkait dan diberitahukan kepada warga."),
    ("masukan", "telepon", "keramaian", "kasi_yan", "Sebaiknya syarat izin keramaian bisa dibaca di kelurahan.",
     "Syaratnya dikirim ke semua kelurahan untuk ditempel."),
    ("keluhan", "daring", "iumk", "yan/loket", "Loket tutup waktu istirahat lebih lama daripada yang tertulis.",
     "Petugas istirahat bergantian; loket tidak tutup siang."),
    ("keluhan", "loket", "waris", "kasi_yan", "Sudah tiga kali datang, yang menandatangani tidak di tempat.",
     "Jadwal penandatanganan ditempel; berkas boleh dititipkan."),
    ("kritik", "kotak", "", "umum/", "Kursi tunggu kurang, ibu hamil berdiri.",
     "Enam kursi ditambah; dua untuk yang didahulukan."),
    ("keluhan", "surat", "reklame", "yan/izin", "Berkas dikembalikan karena kurang satu tanda tangan, padahal sudah "
     "diperiksa waktu diserahkan.", "Lembar periksa kelengkapan diisi bersama pemohon waktu berkas diterima."),
    ("pujian", "kotak", "iumk", "kasi_yan", "Surat usaha selesai keesokan harinya. Terima kasih.", ""),
    ("keluhan", "telepon", "domisili", "yan/loket", "Telepon kantor tidak diangkat pada jam kerja.",
     "Telepon dijaga bergiliran; jadwalnya di meja loket."),
    ("masukan", "loket", "", "umum/", "Tolong jam buka ditulis besar di luar kantor.",
     "Papan jam layanan dipasang di pagar."),
    ("kritik", "daring", "reklame", "yan/izin", "Formulir reklame sulit dibaca, hurufnya kecil.",
     "Formulir dicetak ulang dengan huruf lebih besar."),
    ("keluhan", "loket", "iumk", "yan/izin", "Nama usaha salah ketik, harus kembali lagi.",
     "Pemohon membaca konsepnya dahulu sebelum ditandatangani."),
)  # fmt: skip
COMMON = (
    ("keluhan", "loket", "iumk", "yan/", "Antrean pagi panjang, hanya satu petugas di loket.",
     "Petugas kedua membantu pukul delapan sampai sepuluh."),
    ("masukan", "kotak", "", "kasi_pm", "Kerja bakti sebaiknya diumumkan seminggu sebelumnya.",
     "Jadwal kerja bakti dikirim ke ketua RT setiap akhir bulan."),
    ("pujian", "loket", "iumk", "yan/", "Petugas loket ramah dan cepat.", ""),
    ("keluhan", "telepon", "", "kasi_trantib", "Parkir di depan kantor menutup jalan pada hari pasar.",
     "Petugas mengatur parkir setiap hari pasar."),
    ("kritik", "surat", "", "kasi_pm", "Undangan musyawarah datang sehari sebelumnya.",
     "Undangan dikirim paling lambat lima hari sebelumnya."),
    ("keluhan", "daring", "", "kasi_trantib", "Sampah menumpuk di saluran belakang pasar.",
     "tidak: Diteruskan ke dinas lingkungan hidup dengan surat; warga diberi salinannya."),
    ("masukan", "loket", "reklame", "kasi_yan", "Contoh isian formulir sebaiknya ditempel di meja tulis.",
     "Contoh isian setiap formulir ditempel di meja tulis."),
)  # fmt: skip
Item = dict[str, Any]


def voices(place: Place, people: list[Person]) -> list[Item]:
    """suara.json: in the order they were received; the busy place leaves some lying, the others none."""
    rng = Random(f"{place.folder}/suara")
    busy = place.folder == "bukit_intan"
    said = [*PERMITS, *COMMON] if busy else list(COMMON)
    rng.shuffle(said)
    first = date(YEAR, 1, 14)
    step = (TODAY - first).days // len(said)
    days = [_working_day(first + timedelta(days=step * place_ + rng.randrange(step))) for place_ in range(len(said))]
    serving = [person for person in people if person.end is None]
    items = [_voice(rng, row, day, serving) for row, day in zip(said, days, strict=True)]
    return _left_lying(items) if busy else items


def _voice(rng: Random, row: tuple[str, ...], received: date, serving: list[Person]) -> Item:
    kind, channel, service, job, text, done = row
    late = received.month > 6
    owner = next((p for p in serving if p.job.startswith(job)), next(p for p in serving if p.job == "kasi_yan"))
    took = after(received, rng.randint(*PACE[late]))
    refused = done.removeprefix("tidak: ") if done.startswith("tidak: ") else ""
    waits = bool(done) and not refused
    return {
        "kind": kind,
        "channel": channel,
        "received_on": received.isoformat(),
        "service": service or None,
        "text": text,
        "owner": owner.nip if done else None,
        "due": after(received, 5 if late else 10).isoformat() if waits else None,
        "action": done if waits and took <= TODAY else "",
        "done_on": took.isoformat() if waits and took <= TODAY else None,
        "no_action": refused,
    }


def _working_day(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _left_lying(items: list[Item]) -> list[Item]:
    """Of the newest that wait for an answer: two past their day, one nobody has yet, one promised for next week."""
    newest = [item for item in reversed(items) if item["kind"] != "pujian" and not item["no_action"]][:4]
    dues = (after(TODAY, 4).isoformat(), None, "2026-11-13", "2026-11-06")
    for item, due in zip(newest, dues, strict=True):
        owner = item["owner"] if due else None
        received = min(item["received_on"], due or item["received_on"])
        item.update(action="", done_on=None, due=due, owner=owner, received_on=received)
    return sorted(items, key=lambda item: item["received_on"])
