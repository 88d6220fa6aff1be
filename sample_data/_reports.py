"""Reports of the quarters as they were handed in, and the action steps of each result."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from _people import YEAR
from _places import Place
from _progress import PERIODS, QUARTER_END, Progress, Story

#: Chance that a report is late, by place; everywhere else 0.15.
LATE = {"muara_bulian": 0.3, "dumai_kota": 0.35}
#: Share of people who keep an action plan, by place; everywhere else 0.4.
STEPPED = {"muara_bulian": 1.0, "dumai_kota": 0.7}
TODAY = date(YEAR, 11, 20)
#: Steps by the way the work is done: (quarter from 0, text). The result stands above them on the form.
STEPS = (
    ((0, "Menyusun jadwal kerja dan pembagian tugas"), (1, "Mengecek kemajuan bersama atasan langsung"),
     (2, "Melengkapi berkas yang masih kurang"), (3, "Merekap hasil setahun dan menyerahkan laporannya")),
    ((0, "Mengumpulkan data dan dokumen tahun lalu"), (1, "Rapat koordinasi dengan kelurahan dan desa"),
     (2, "Turun ke lapangan pada lokasi yang tertinggal"), (3, "Menyusun bahan perbaikan tahun depan")),
    ((0, "Memeriksa daftar pekerjaan dan tenggatnya"), (2, "Membagi sisa pekerjaan per minggu"),
     (3, "Menutup pekerjaan dan mengarsipkan bukti")),
    ((1, "Mencatat pekerjaan setiap Jumat di buku kerja"), (2, "Membandingkan catatan dengan target"),
     (3, "Menyelesaikan pekerjaan yang tertunda")),
)  # fmt: skip
NOTES = ("Dikerjakan bersama seksi lain.", "Sempat tertunda karena listrik padam.", "Hasilnya di map bukti.")


class Reports:
    """Writes laporan.json and rencana_aksi.json of one place."""

    def __init__(self, place: Place, progress: Progress, evaluations: list[dict[str, Any]]) -> None:
        self.place, self.progress = place, progress
        self.rng = Random(f"{place.folder}/laporan")
        self.rated = {(e["nip"], e["period"]): e for e in evaluations}

    def reports(self) -> list[dict[str, Any]]:
        """Who handed in which quarter on which day; some came late, some only on paper."""
        found = []
        for story in self.progress.stories:
            for period in (p for p in PERIODS if p in story.reported):
                day = self.day(story, period)
                if day is not None:
                    found.append({"nip": story.person.nip, "period": period, "submitted_on": day.isoformat()})
        return found

    def day(self, story: Story, period: str) -> date | None:
        """The day a report came in: before its evaluation was finished, and not for every quarter."""
        rng, end = self.rng, QUARTER_END[period]
        late = rng.random() < LATE.get(self.place.folder, 0.15)
        day = end + timedelta(days=rng.randint(6, 18) if late else rng.randint(1, 5))
        on_paper = rng.random() < 0.06
        rating = self.rated.get((story.person.nip, period))
        if rating is not None and rating["state"] == "selesai":
            day = min(day, date.fromisoformat(rating["finished_on"]))
        elif period == PERIODS[2] and (rating is not None or rng.random() < 0.55):
            return None  # still being filled in
        return None if on_paper else day

    def steps(self) -> list[dict[str, Any]]:
        """The action steps, result by result; those of past quarters are mostly done."""
        rng, found = self.rng, []
        for story in self.progress.stories:
            if rng.random() >= STEPPED.get(self.place.folder, 0.4):
                continue
            for result in story.plan.record["results"]:
                chosen = rng.choice(STEPS)
                served = [(q, text) for q, text in chosen if q == 3 or QUARTER_END[PERIODS[q]] > story.person.start]
                for position, (quarter, text) in enumerate(served, 1):
                    found.append(self.step(story, result["key"], position, quarter, text))
        return found

    def step(self, story: Story, key: str, position: int, quarter: int, text: str) -> dict[str, Any]:
        """One step of a result."""
        rng = self.rng
        end = date(YEAR, 12, 31) if quarter == 3 else QUARTER_END[PERIODS[quarter]]
        due = end - timedelta(days=rng.choice([0, 10, 20])) if rng.random() < 0.3 else None
        done = end - timedelta(days=rng.randint(1, 40))
        is_done = done <= TODAY and rng.random() < (0.6 if quarter == 2 else 0.9) and done > story.person.start
        return {
            "nip": story.person.nip,
            "result": key,
            "position": position,
            "text": text,
            "period": f"{YEAR}-TW{quarter + 1}",
            "due_on": due.isoformat() if due else None,
            "done_on": done.isoformat() if is_done and quarter < 3 else None,
            "note": rng.choice(NOTES) if is_done and rng.random() < 0.12 else "",
        }
