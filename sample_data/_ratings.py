"""Evaluations per quarter: ratings, feedback, reasons and proposals."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from _places import Place
from _plans import VALUES
from _progress import LABELS, PERIODS, QUARTER_END, Progress, Story, number, quantity
from _texts import Picker

#: Chance that an evaluation exists and is finished, per quarter; TW3 is still under way on 20 November.
DONE = dict(zip(PERIODS, (0.98, 0.97, 0.55), strict=True))
DEADLINES = dict(zip(PERIODS, ("31 Juli", "31 Oktober", "31 Desember"), strict=True))


def lowered(text: str) -> str:
    """An indicator's text inside a sentence; abbreviations stay in capitals."""
    return text if text.split()[0].isupper() else text[0].lower() + text[1:]


class Ratings:
    """Writes evaluasi.json of one place."""

    def __init__(self, place: Place, progress: Progress) -> None:
        self.place, self.progress = place, progress
        self.rng = Random(f"{place.folder}/evaluasi")
        self.picker = Picker(self.rng)

    def records(self) -> list[dict[str, Any]]:
        """All evaluations; of those of TW3 not yet finished the first two stand as drafts."""
        found, drafts = [], 0
        for story in self.progress.stories:
            for period in story.periods:
                if period == PERIODS[2] and period not in story.reported:
                    continue
                if self.rng.random() < DONE[period]:
                    found.append(self.finished(story, period))
                elif period == PERIODS[2] and drafts < 2 and "/" in story.person.job:
                    drafts += 1
                    found.append(self.draft(story, period))
        return found

    def sentence(self, section: str) -> str:
        """One sentence of a section with the names of the place."""
        return self.picker.pick(section).format(wil=self.place.wil, kab=self.place.district, kec=self.place.name)

    def reasons(self, section: str) -> tuple[str, str]:
        """Reason and proposal that belong together."""
        reason, proposal = self.sentence(section).split(" => ")
        return reason, proposal

    def opener(self, story: Story, period: str, result: dict[str, Any], rating: str) -> str:
        """First sentence of a feedback, about what was really reported for the result."""
        reported = [i for i in result["indicators"] if (period, i["key"]) in story.amounts]
        told = [i for i in reported if story.amounts[period, i["key"]] is not None]
        if not told:
            written = any(story.plan.measures[i["key"]] == "naskah" for i in reported)
            forgotten = rating == "sesuai" and any((period, i["key"]) in story.due for i in result["indicators"])
            return self.blank("naskah" if written else "lupa" if forgotten else "kosong", rating, period)
        indicator = self.rng.choice(told)
        key, unit, target = indicator["key"], indicator["unit"], Decimal(indicator["target"])
        how = story.plan.measures[key]
        amount = story.amounts[period, key] or Decimal(0)
        until = PERIODS[: PERIODS.index(period) + 1]
        total = sum((story.amounts.get((p, key)) or Decimal(0) for p in until), Decimal(0))
        if how == "kumulatif":
            return self.collected(indicator, amount, period, rating)
        template = self.picker.pick(f"buka/{how}/{self.shade(how, indicator, rating, amount, total)}")
        template = template.replace("{n} {u}", "{nu}").replace("{t} {u}", "{tu}").replace("{sd} {u}", "{sdu}")
        return template.format(
            nu=quantity(amount, unit),
            tu=quantity(target, unit),
            sdu=quantity(total, unit),
            sd=number(total),
            u=unit,
            tw=LABELS[period],
            ind=lowered(indicator["text"]),
        )

    def shade(self, how: str, indicator: dict[str, Any], rating: str, amount: Decimal, total: Decimal) -> str:
        """Which sentences are true of this amount: by rating, or about quality when the number is as planned."""
        target = Decimal(indicator["target"])
        if how == "batas" and rating != "di_bawah":
            if amount == 0:
                return "nol"
            if total > target:
                return "lebih"
        better = amount < target if indicator["direction"] == "turun" else amount > target
        if how == "hitung":
            better = amount * 4 > target
        if rating == "di_atas" and not better and how != "batas":
            return "mutu"
        return rating.removeprefix("di_")

    def blank(self, section: str, rating: str, period: str) -> str:
        """First sentence where no number was reported."""
        return self.picker.pick(f"buka/{section}/{rating.removeprefix('di_')}").format(tw=LABELS[period])

    def collected(self, indicator: dict[str, Any], amount: Decimal, period: str, rating: str) -> str:
        """First sentence about an amount that counts from January."""
        tail = {
            "di_atas": "lebih cepat daripada rencana",
            "sesuai": "sejalan dengan rencana",
            "di_bawah": "masih di bawah rencana",
        }[rating]
        target = number(indicator["target"])
        return f"Sampai {LABELS[period]} tercapai {number(amount)} dari {target} {indicator['unit']}, {tail}."

    def closer(self, story: Story, rating: str) -> str:
        """Last sentence of a feedback, sometimes about the field of work."""
        area = story.person.job.split("/")[0] if "/" in story.person.job else "pimpinan"
        area = {"umum": "umum_kantor"}.get(area, area)
        if rating == "sesuai" and self.rng.random() < 0.6:
            return self.picker.pick(f"tutup/{area}/sesuai")
        return self.picker.pick(f"tutup/umum/{rating.removeprefix('di_')}")

    def feedback(self, story: Story, period: str, result: dict[str, Any], rating: str) -> str:
        """Feedback on one result; Binjai Kota writes it in three parts."""
        first = self.opener(story, period, result, rating)
        if self.place.folder != "binjai_kota" or self.rng.random() < 0.2:
            last = self.closer(story, rating)
            while "Terima kasih" in first and "Terima kasih" in last:
                last = self.closer(story, rating)
            return f"{first} {last}"
        good, improve, proposal = (self.picker.pick(f"binjai/{part}") for part in ("baik", "perbaiki", "usul"))
        return (
            f"{first} Yang sudah baik: {good}. Yang perlu diperbaiki: {improve}. "
            f"Usulan: {proposal}, paling lambat {DEADLINES[period]} 2026."
        )

    def results(self, story: Story, period: str) -> list[dict[str, Any]]:
        """Rating, feedback, and below expectation the reason and the proposal, of every result."""
        found = []
        for result in story.plan.record["results"]:
            rating = story.ratings[period, result["key"]]
            reason, proposal = self.reasons("alasan_bawah") if rating == "di_bawah" else ("", "")
            text = self.feedback(story, period, result, rating)
            row = {"key": result["key"], "rating": rating, "feedback": text, "reason": reason, "proposal": proposal}
            found.append(row)
        return found

    def behaviour(self, story: Story) -> str:
        """Overall rating of the behaviour."""
        weights = {"unggul": [70, 30, 0], "baik": [10, 88, 2], "kurang": [0, 88, 12]}[story.tendency]
        return self.rng.choices(["di_atas", "sesuai", "di_bawah"], weights)[0]

    def values(self, overall: str) -> list[dict[str, Any]]:
        """Rating of the seven values, with feedback on some and on every one that stands out."""
        rng = self.rng
        ratings = ["sesuai"] * 7
        if overall == "sesuai":
            if rng.random() < 0.4:
                ratings[rng.randrange(7)] = "di_atas"
        else:
            for index in rng.sample(range(7), 4 if overall == "di_bawah" else rng.choice([4, 5])):
                ratings[index] = overall
        found = []
        for value, rating in zip(VALUES, ratings, strict=True):
            told = rating != "sesuai" or rng.random() < 0.45
            text = self.sentence(f"umpan/{value}/{rating.removeprefix('di_')}") if told else ""
            found.append({"value": value, "rating": rating, "feedback": text})
        return found

    def finished(self, story: Story, period: str) -> dict[str, Any]:
        """A finished evaluation."""
        rng, work, behaviour = self.rng, story.work[period], self.behaviour(story)
        work_reason, work_proposal, behaviour_reason, behaviour_proposal = "", "", "", ""
        if work == "di_bawah":
            work_reason, work_proposal = self.reasons("alasan_bawah")
        elif work == "di_atas":
            work_reason = self.sentence("alasan_atas")
        elif any(r == "di_bawah" for (p, _), r in story.ratings.items() if p == period):
            work_reason = "Satu hasil kerja perlu dikejar, selebihnya sesuai harapan."
        elif rng.random() < 0.3:
            work_reason = self.sentence("alasan_sesuai")
        if behaviour == "di_bawah":
            behaviour_reason, behaviour_proposal = self.reasons("perilaku_bawah")
        elif behaviour == "di_atas":
            behaviour_reason = self.sentence("perilaku_atas")
        return {
            "nip": story.person.nip,
            "period": period,
            "state": "selesai",
            "work_rating": work,
            "behaviour_rating": behaviour,
            "work_reason": work_reason,
            "work_proposal": work_proposal,
            "behaviour_reason": behaviour_reason,
            "behaviour_proposal": behaviour_proposal,
            "note": self.sentence("catatan") if rng.random() < 0.35 else "",
            "finished_on": self.day(period),
            "results": self.results(story, period),
            "values": self.values(behaviour),
        }

    def day(self, period: str) -> str:
        """A working day within a month after the quarter."""
        day: date = QUARTER_END[period] + timedelta(days=self.rng.randint(5, 26))
        return (day - timedelta(days=max(0, day.weekday() - 4))).isoformat()

    def draft(self, story: Story, period: str) -> dict[str, Any]:
        """An evaluation laid aside half way: some results rated, behaviour not yet."""
        results = self.results(story, period)
        for row in results[len(results) // 2 :]:
            row.update(rating=None, feedback="", reason="", proposal="")
        empty = ("work_reason", "work_proposal", "behaviour_reason", "behaviour_proposal", "note")
        return {
            "nip": story.person.nip,
            "period": period,
            "state": "draf",
            "work_rating": None,
            "behaviour_rating": None,
            **dict.fromkeys(empty, ""),
            "finished_on": None,
            "results": results,
            "values": [{"value": value, "rating": None, "feedback": ""} for value in VALUES],
        }
