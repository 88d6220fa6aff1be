"""Self-assessments of some people, and in Dumai scores on the city's own three dimensions."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from _places import Place
from _plans import VALUES
from _progress import PERIODS, QUARTER_END, Progress, Story

#: Chance that somebody assesses the own quarter; TW1 came before the form was known.
TOLD = dict(zip(PERIODS, (0.0, 0.4, 0.5), strict=True))

ABOVE = (
    "Selesai sebelum batas waktu dan dipakai juga oleh seksi lain.",
    "Jumlahnya melebihi rencana; daftarnya ada di map bukti.",
    "Saya tambah jam layanan pada minggu terakhir, sehingga tidak ada berkas yang tertinggal.",
    "Warga menyampaikan terima kasih langsung di loket; catatannya ada pada buku tamu.",
)
MEETS = (
    "Berjalan sesuai rencana.",
    "Sesuai jadwal; bukti ada di map triwulan.",
    "Ada penundaan satu minggu, tetapi terkejar.",
    "",
    "",
)
BELOW = (
    "Belum tercapai karena data dari kelurahan terlambat; saya jadwalkan ulang bulan depan.",
    "Saya kurang mengatur waktu ketika ada tugas tambahan.",
    "Printer rusak dua minggu dan saya terlambat melaporkannya.",
)
BEHAVIOUR = {
    "di_atas": "Saya sering membantu rekan di loket ketika antrean panjang.",
    "di_bawah": "Saya akui beberapa kali terlambat memberi kabar.",
}
NOTES = (
    "Triwulan ini banyak tugas tambahan, tetapi pekerjaan utama tetap jalan.",
    "Terima kasih atas arahan pimpinan selama triwulan ini.",
    "Pembagian tugas sudah lebih jelas daripada triwulan lalu.",
    "",
)
HOPES = (
    "Ingin mengikuti bimbingan teknis pengolahan data.",
    "Mohon dukungan satu komputer lagi untuk loket.",
    "Ingin belajar menyusun laporan keuangan.",
    "Berharap ada pertemuan singkat setiap bulan dengan pimpinan.",
    "",
)

DIMENSIONS = (
    ("pelayanan_publik", "Pelayanan publik", "Kecepatan, keramahan, dan kejelasan layanan kepada masyarakat."),
    ("inovasi", "Inovasi", "Cara baru yang dicoba dan dipakai dalam pekerjaan."),
    (
        "partisipasi_dalam_pengambilan_keputusan",
        "Partisipasi dalam pengambilan keputusan",
        "Usul, data, dan kehadiran dalam rapat yang menentukan arah pekerjaan.",
    ),
)
SCORE_NOTES = (
    "Usul jadwal loket bergilir dipakai sejak triwulan ini.",
    "Aktif memberi data pada rapat koordinasi.",
    "Formulir layanan disederhanakan menjadi satu lembar.",
    "Masih menunggu ditanya dalam rapat.",
)


class SelfAssessments:
    """Writes penilaian_diri.json of one place."""

    def __init__(self, place: Place, progress: Progress) -> None:
        self.progress = progress
        self.rng = Random(f"{place.folder}/penilaian_diri")

    def records(self) -> list[dict[str, Any]]:
        """Some people of every place; the last of TW3 is still a draft."""
        found = [
            self.record(story, period)
            for story in self.progress.stories
            for period in story.periods
            if period in story.reported and self.rng.random() < TOLD[period]
        ]
        for item in reversed(found):
            if item["period"] == PERIODS[2]:
                item.update(state="draf", finished_on=None)
                item["results"] = item["results"][:1]
                break
        return found

    def record(self, story: Story, period: str) -> dict[str, Any]:
        """One person's own view: mostly as the rater sees it, sometimes kinder, seldom sterner."""
        return {
            "nip": story.person.nip,
            "period": period,
            "state": "selesai",
            "finished_on": (QUARTER_END[period] + timedelta(days=1)).isoformat(),
            "note": self.rng.choice(NOTES),
            "hopes": self.rng.choice(HOPES),
            "results": [
                {"key": result["key"], **self.line(story.ratings[period, result["key"]])}
                for result in story.plan.record["results"]
            ],
            "values": self.values(),
        }

    def line(self, rating: str) -> dict[str, str]:
        """Own rating and note of a result."""
        kinder = {"di_bawah": "sesuai", "sesuai": "di_atas", "di_atas": "di_atas"}
        sterner = {"di_bawah": "di_bawah", "sesuai": "sesuai", "di_atas": "sesuai"}
        own = self.rng.choices([rating, kinder[rating], sterner[rating]], [70, 20, 10])[0]
        texts = {"di_atas": ABOVE, "sesuai": MEETS, "di_bawah": BELOW}[own]
        return {"rating": own, "note": self.rng.choice(texts)}

    def values(self) -> list[dict[str, str]]:
        """Own rating of two or three values; the others stay empty."""
        found = []
        for value in VALUES:
            if self.rng.random() < 0.35:
                rating = self.rng.choices(["sesuai", "di_atas", "di_bawah"], [70, 24, 6])[0]
                found.append({"value": value, "rating": rating, "note": BEHAVIOUR.get(rating, "")})
        return found


def dimensions(place: Place, evaluations: list[dict[str, Any]]) -> dict[str, Any]:
    """The office's own dimensions with the scores of finished evaluations; only Dumai has some."""
    if place.folder != "dumai_kota":
        return {"dimensions": [], "scores": []}
    rng = Random(f"{place.folder}/dimensi")
    scores = []
    for item in evaluations:
        if item["state"] != "selesai" or item["period"] == PERIODS[0]:
            continue
        for key, _, _ in DIMENSIONS:
            if rng.random() < 0.85:
                score = rng.choices([2, 3, 4, 5], [10, 35, 40, 15])[0]
                note = rng.choice(SCORE_NOTES) if rng.random() < 0.2 else ""
                scores.append(
                    {"nip": item["nip"], "period": item["period"], "dimension": key, "score": score, "note": note}
                )
    listed = [
        {"key": key, "name": name, "description": text, "low": 1, "high": 5, "low_label": "perlu didorong",
         "high_label": "menjadi contoh"}
        for key, name, text in DIMENSIONS
    ]  # fmt: skip
    return {"dimensions": listed, "scores": scores}
