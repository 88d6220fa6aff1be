"""Progress (realisasi) and how the work of each person went, quarter by quarter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from _people import YEAR, Person
from _places import Place
from _plans import Plan
from _texts import Picker

PERIODS = [f"{YEAR}-TW{n}" for n in (1, 2, 3)]
LABELS = dict(zip(PERIODS, ("triwulan I", "triwulan II", "triwulan III"), strict=True))
QUARTER_END = dict(zip(PERIODS, (date(YEAR, 3, 31), date(YEAR, 6, 30), date(YEAR, 9, 30)), strict=True))
MONTHS = {
    f"{YEAR}-TW1": ["Januari", "Februari", "Maret"],
    f"{YEAR}-TW2": ["April", "Mei", "Juni"],
    f"{YEAR}-TW3": ["Juli", "Agustus", "September"],
}
#: Words in an indicator that say in which quarter the work is done, as shares of the year.
SEASONS = {
    "musrenbang": (1, 0, 0),
    "usulan yang": (1, 0, 0),
    "lkjip": (1, 0, 0),
    "sppt": (0.4, 0.6, 0),
    "panitia": (0, 0, 1),
    "sensus": (0, 1, 0),
    "semester": (0, 0.5, 0),
    "monografi": (0, 0, 0.5),
    "penghapusan": (0, 0, 1),
}
#: Measurements taken once a year, with the quarter (from 0) in which the figure is known.
ONCE = {
    "sakip": 2,
    "ikm": 1,
    "renja": 2,
    "nilai rata-rata evaluasi": 1,
    "pengawasan kearsipan": 2,
    "skp-nya": 0,
    "yang hadir": 0,
    "lokasi, volume": 0,
    "sebelum acara": 0,
    "unsur terendah": 2,
    "diukur ulang": 2,
    "batas waktu bappeda": 1,
    "jadwal penyampaian": 1,
}
CUMULATIVE = (Decimal("0.19"), Decimal("0.45"), Decimal("0.71"))
PLACES = {"persen": 1, "nilai": 2, "poin": 2, "hari kerja": 1, "hari": 1, "jam": 1}


@dataclass
class Story:
    """How one person's year went: tendency, rating of each result, and what was reported."""

    person: Person
    plan: Plan
    tendency: str
    work: dict[str, str] = field(default_factory=dict)
    ratings: dict[tuple[str, str], str] = field(default_factory=dict)
    amounts: dict[tuple[str, str], Decimal | None] = field(default_factory=dict)
    due: set[tuple[str, str]] = field(default_factory=set)

    def settle(self) -> None:
        """Above expectation needs something reported; the overall rating follows what is left."""
        results = self.plan.record["results"]
        for period in self.periods:
            for result in results:
                done = self.due & self.amounts.keys()
                told = any((period, i["key"]) in done for i in result["indicators"])
                if self.ratings[period, result["key"]] == "di_atas" and not told:
                    self.ratings[period, result["key"]] = "sesuai"
            above = sum(self.ratings[period, r["key"]] == "di_atas" for r in results)
            if self.work[period] == "di_atas" and above * 2 <= len(results):
                self.work[period] = "sesuai"

    @property
    def reported(self) -> set[str]:
        """Quarters with at least one amount or note."""
        return {period for period, _ in self.amounts}

    @property
    def periods(self) -> list[str]:
        """Quarters this person worked under the plan until the end."""
        first, end = self.person.start.isoformat(), self.person.end
        return [
            p
            for p in PERIODS
            if first < QUARTER_END[p].isoformat() and not (end and end["date"] < QUARTER_END[p].isoformat())
        ]


def number(value: Decimal | str) -> str:
    """A number as Indonesians write it: 1.234,5."""
    text = f"{Decimal(value):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def quantity(value: Decimal | str, unit: str) -> str:
    """Number and unit in the order in which they are said."""
    return f"{unit} {number(value)}" if unit in ("tanggal", "nilai") else f"{number(value)} {unit}"


class Progress:
    """Tells the year of an office and writes realisasi.json."""

    def __init__(self, place: Place, plans: list[Plan]) -> None:
        self.place = place
        self.rng = Random(f"{place.folder}/realisasi")
        self.picker = Picker(self.rng)
        self.stories = [self.story(plan) for plan in plans if plan.record["state"] == "disetujui"]

    def story(self, plan: Plan) -> Story:
        """Ratings first, so that the reported amounts agree with them."""
        rng, flags = self.rng, plan.person.flags
        drawn = rng.choices(["unggul", "baik", "kurang"], [12, 80, 8])[0]
        tendency = next((flag for flag in ("unggul", "kurang") if flag in flags), drawn)
        if "/" not in plan.person.job and tendency == "kurang" and "kurang" not in flags:
            tendency = "baik"
        story = Story(plan.person, plan, tendency)
        weights = {"unggul": [75, 25, 0], "baik": [6, 91, 3], "kurang": [0, 45, 55]}[tendency]
        for period in story.periods:
            overall = rng.choices(["di_atas", "sesuai", "di_bawah"], weights)[0]
            if tendency == "kurang" and period == PERIODS[0]:
                overall = "di_bawah"
            story.work[period] = overall
            keys = [r["key"] for r in plan.record["results"]]
            for key, rating in zip(keys, self.spread(overall, len(keys)), strict=True):
                story.ratings[period, key] = rating
        return story

    def spread(self, overall: str, count: int) -> list[str]:
        """Ratings per result that add up to the overall one: most of them agree with it."""
        rng = self.rng
        if overall == "sesuai":
            ratings = ["sesuai"] * count
            if count > 2 and rng.random() < 0.35:
                ratings[0] = "di_atas"
            if count > 3 and rng.random() < 0.22:
                ratings[1] = "di_bawah"
        else:
            most = min(count, count // 2 + rng.choice([1, 1, 2]))
            ratings = [overall] * most + ["sesuai"] * (count - most)
        rng.shuffle(ratings)
        return ratings

    def share(self, indicator: dict[str, Any], quarter: int) -> Decimal:
        """Part of the year's count that falls into a quarter."""
        text, target = indicator["text"].lower(), Decimal(indicator["target"])
        for word, shares in SEASONS.items():
            if word in text and (word != "semester" or target == 2):
                return target * Decimal(str(shares[quarter]))
        if target == 1:
            return Decimal(quarter == 2)
        if target == 2:
            return Decimal(quarter == 1)
        if target == 3:
            return Decimal(1)
        return target / 4

    def amount(self, indicator: dict[str, Any], how: str, rating: str, quarter: int) -> Decimal | None:
        """The amount reported for one quarter, or nothing when nothing was due."""
        rng = self.rng
        if how == "naskah" or any(ONCE[word] != quarter for word in ONCE if word in indicator["text"].lower()):
            return None
        target = Decimal(indicator["target"])
        step = Decimal(1).scaleb(-PLACES.get(indicator["unit"], 0))

        def by(low: float, high: float) -> Decimal:
            return Decimal(str(round(rng.uniform(low, high), 3)))

        if how == "hitung":
            share = self.share(indicator, quarter)
            if share == 0:
                return None
            if target <= 4:
                return None if rating == "di_bawah" else share
            factor = {"di_atas": by(1.06, 1.3), "sesuai": by(0.94, 1.06), "di_bawah": by(0.35, 0.7)}[rating]
            return max(Decimal(1), (share * factor).quantize(Decimal(1), ROUND_HALF_UP))
        if how == "batas":
            fair = target / 4
            factor = {"di_atas": by(0, 0.4), "sesuai": by(0.4, 1), "di_bawah": by(1.6, 2.4)}[rating]
            found = (fair * factor).quantize(Decimal(1), ROUND_HALF_UP)
            return max(found, Decimal(2)) if rating == "di_bawah" else found
        if how == "kumulatif":
            factor = {"di_atas": by(1.05, 1.15), "sesuai": by(0.95, 1.04), "di_bawah": by(0.6, 0.8)}[rating]
            return (target * CUMULATIVE[quarter] * factor).quantize(step, ROUND_HALF_UP)
        if indicator["direction"] == "turun":
            factor = {"di_atas": by(0.55, 0.8), "sesuai": by(0.85, 1), "di_bawah": by(1.25, 1.7)}[rating]
            return max(target * factor, Decimal(2 if rating == "di_bawah" else 0)).quantize(step, ROUND_HALF_UP)
        factor = {"di_atas": by(1.01, 1.05), "sesuai": by(0.99, 1.01), "di_bawah": by(0.75, 0.9)}[rating]
        ceiling = Decimal(100) if indicator["unit"] in ("persen", "nilai") else target * 2
        return min(ceiling, target * factor).quantize(step, ROUND_HALF_UP)

    def records(self) -> list[dict[str, Any]]:
        """All progress records, person by person, quarter by quarter; some are missing as in life."""
        return [record for story in self.stories for record in self.of(story)]

    def of(self, story: Story) -> list[dict[str, Any]]:
        """Progress records of one person."""
        rng, found = self.rng, []
        late = rng.random() < 0.2
        for period in story.periods:
            if late and period == PERIODS[2]:
                continue
            for result in story.plan.record["results"]:
                for indicator in result["indicators"]:
                    record = self.record(story, period, result["key"], indicator)
                    if record and rng.random() < 0.95:
                        found.append(record)
                        amount = record["amount"]
                        story.amounts[period, indicator["key"]] = None if amount is None else Decimal(amount)
        story.settle()
        return found

    def record(self, story: Story, period: str, key: str, indicator: dict[str, Any]) -> dict[str, Any] | None:
        """One progress record, or nothing where nothing was due and nobody wrote so."""
        rng, pick = self.rng, self.picker.pick
        how = story.plan.measures[indicator["key"]]
        rating = story.ratings[period, key]
        amount = self.amount(indicator, how, rating, PERIODS.index(period))
        nothing = amount is None and how != "naskah"
        if not nothing:
            story.due.add((period, indicator["key"]))
        if nothing and (rng.random() < 0.5 or rating == "di_bawah"):
            return None
        note = pick(f"catatan/{'kosong' if nothing else 'hitung' if how == 'batas' else how}")
        kind, evidence = ("teks", "") if nothing else self.evidence(how, indicator)
        chance = {"di_atas": 0.05, "sesuai": 0.14, "di_bawah": 0.8}[rating]
        hindered = rng.random() < chance
        obstacles = pick("kendala/umum", f"kendala/{self.place.folder}") if hindered else ""
        return {
            "nip": story.person.nip,
            "indicator": indicator["key"],
            "period": period,
            "amount": None if amount is None else f"{amount.normalize():f}",
            "note": self.fill(note, period, indicator, amount) if rng.random() < 0.8 or amount is None else "",
            "evidence_kind": kind,
            "evidence": self.fill(evidence, period, indicator, amount),
            "obstacles": self.fill(obstacles, period, indicator, amount),
        }

    def evidence(self, how: str, indicator: dict[str, Any]) -> tuple[str, str]:
        """Kind and text of the evidence, fitting the unit of the indicator."""
        unit, text = indicator["unit"], indicator["text"].lower()
        if how in ("ukur", "batas", "kumulatif"):
            section = "ukur"
        elif unit in ("kegiatan", "kali", "rapat", "forum", "pertemuan", "kunjungan", "orang") or "posyandu" in text:
            section = "kegiatan"
        elif unit in ("berkas", "surat", "lembar", "keluarga", "usulan", "kuesioner", "responden"):
            section = "berkas"
        else:
            section = "dokumen"
        kind, template = self.picker.pick(f"bukti/{section}").split(" | ")
        return kind, template

    def fill(self, template: str, period: str, indicator: dict[str, Any], amount: Decimal | None) -> str:
        """A sentence with quarter, month, amount and names put in."""
        words = re.findall(r"[a-z]{4,}", indicator["text"].lower())
        page = self.rng.randint(11, 64)
        said = "" if amount is None else quantity(amount, indicator["unit"])
        return template.replace("{n} {u}", said).format(
            tw=LABELS[period],
            TW=period[-3:],
            bln=MONTHS[period][-1] if "akhir {bln}" in template else self.rng.choice(MONTHS[period]),
            slug="_".join(words[:3]) or "bukti",
            num=page,
            num2=page + self.rng.randint(2, 20),
            host=self.place.folder.replace("_", ""),
            wil=self.place.wil,
            kab=self.place.district,
        )
