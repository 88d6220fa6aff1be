"""Training, sessions with attendance, follow-ups and recognition of one place."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from _people import YEAR, Person
from _places import Place
from _progress import QUARTER_END, Progress, Story
from _texts import Picker

TODAY = date(YEAR, 11, 20)
#: Places that are known for training, for follow-up, for recognition; elsewhere there is less of it.
TRAINS = {"muara_bulian": 0.8, "bukit_intan": 0.7}
FOLLOWS_UP = {"binjai_kota": 0.85}
RECOGNISES = {"bukit_intan": 6}
SESSIONS = {"muara_bulian": 3}
AREAS = {"kel": "yan", "kasi_yan": "yan"}
Item = dict[str, Any]
#: Rules that say who is thought of for recognition; elsewhere the built-in ones hold.
RULES: dict[str, list[Item]] = {
    "bukit_intan": [
        {"name": "Usul selesai cepat", "condition": "iku", "iku": "kecepatan-3", "predicate": "", "least": None,
         "kind": "piagam"},
        {"name": "Layanan tepat waktu", "condition": "layanan", "iku": "", "predicate": "", "least": 20,
         "kind": "terima_kasih"},
        {"name": "Predikat Sangat Baik", "condition": "predikat", "iku": "", "predicate": "sangat_baik",
         "least": None, "kind": "pegawai_teladan"},
    ],
}  # fmt: skip


class Development:
    """Writes pengembangan.json of one place."""

    def __init__(self, place: Place, people: list[Person], progress: Progress, evaluations: list[Item]) -> None:
        self.place, self.people, self.stories = place, people, progress.stories
        self.evaluations = [item for item in evaluations if item["state"] == "selesai"]
        self.rng = Random(f"{place.folder}/pengembangan")
        self.picker = Picker(self.rng)
        self.camat = next(person for person in people if person.job == "camat")

    def record(self) -> Item:
        """The five lists."""
        return {
            "sessions": self.sessions(),
            "trainings": self.trainings(),
            "follow_ups": self.follow_ups(),
            "recognitions": self.recognitions(),
            "rules": RULES.get(self.place.folder, []),
        }

    def fields(self, section: str) -> list[str]:
        """The parts of one line of a section."""
        line = self.picker.pick(section).format(kab=self.place.district)
        return [part.strip() for part in line.split("|")]

    def working_day(self, first: date, last: date) -> date:
        """A working day between two days."""
        day = first + timedelta(days=self.rng.randrange((last - first).days + 1))
        return day - timedelta(days=max(0, day.weekday() - 4))

    def serving(self, day: date) -> list[Person]:
        """Who was in service on a day."""
        return [p for p in self.people if p.start <= day and (p.end is None or p.end["date"] >= day.isoformat())]

    # -- sessions and training

    def sessions(self) -> list[Item]:
        """Sessions of the year, each attended by most of those in service."""
        found = []
        for month in (2, 6, 9)[: SESSIONS.get(self.place.folder, 2)]:
            title, kind, competence, hours = self.fields("kegiatan")
            day = self.working_day(date(YEAR, month, 5), date(YEAR, month, 26))
            there = [person.nip for person in self.serving(day) if self.rng.random() < 0.8]
            found.append(
                {"title": title, "kind": kind, "competence": competence, "held_on": day.isoformat(), "hours": hours,
                 "organiser": self.place.name, "attended": there}
            )  # fmt: skip
        return found

    def trainings(self) -> list[Item]:
        """Up to three trainings for each who has a plan; those below expectation have a need from it."""
        found = []
        for story in self.stories:
            if story.person.end:
                continue
            low = next((e for e in self.evaluations if e["nip"] == story.person.nip and self.low_values(e)), None)
            if low:
                found.append(self.need(story, self.low_values(low)[0]))
            for _ in range(self.rng.choice([0, 1, 1, 2])):
                if self.rng.random() < TRAINS.get(self.place.folder, 0.5):
                    found.append(self.training(story))
        return found

    def need(self, story: Story, value: str) -> Item:
        """A need that a low value showed; about half of them are planned already."""
        title, kind, *_ = self.fields("latih/yan")
        planned = self.rng.random() < 0.5
        return self.item(
            story,
            state="direncanakan" if planned else "kebutuhan",
            title=title,
            kind=kind,
            competence=value.replace("_", " ").title(),
            need_source="hasil",
            need=f"{value.replace('_', ' ').title()} dinilai di bawah ekspektasi.",
            planned_for=self.working_day(date(YEAR, 11, 30), date(YEAR, 12, 18)).isoformat() if planned else None,
        )

    def training(self, story: Story) -> Item:
        """A training at some stage, most of them taken part in."""
        rng, person = self.rng, story.person
        area = person.job.split("/")[0] if "/" in person.job else "pimpinan"
        title, kind, competence, organiser, hours = self.fields(f"latih/{AREAS.get(area, area)}")
        source = rng.choice(["penilai", "pegawai"])
        values: Item = {"title": title, "kind": kind, "competence": competence, "need_source": source}
        values["need"] = self.picker.pick(f"kebutuhan/{source}")
        state = rng.choices(["kebutuhan", "direncanakan", "diikuti", "dampak", "batal"], [2, 2, 5, 3, 1])[0]
        if state == "direncanakan":
            values["planned_for"] = self.working_day(date(YEAR, 11, 25), date(YEAR, 12, 20)).isoformat()
        if state == "batal":
            values["cancel_reason"] = self.picker.pick("batal")
        if state in ("diikuti", "dampak"):
            start = self.working_day(max(date(YEAR, 2, 2), person.start + timedelta(days=14)), date(YEAR, 10, 30))
            days = max(int(hours) // 8, 1)
            values |= {"start": start.isoformat(), "end": (start + timedelta(days=days - 1)).isoformat()}
            values |= {"organiser": organiser, "hours": hours if rng.random() < 0.9 else None}
            values["certificate"] = f"{rng.randint(11, 980)}/{self.place.code}/{YEAR}" if rng.random() < 0.7 else ""
        if state == "dampak":
            effect_on = min(start + timedelta(days=rng.randint(30, 70)), TODAY - timedelta(days=2))
            values |= {"effect": self.picker.pick("dampak"), "effect_on": effect_on.isoformat()}
        return self.item(story, state=state, **values)

    def item(self, story: Story, **values: Any) -> Item:
        """One training with every field."""
        empty = dict.fromkeys(("title", "kind", "competence", "need_source", "need"), "")
        later = {"planned_for": None, "start": None, "end": None, "hours": None, "organiser": "", "certificate": "",
                 "effect": "", "effect_on": None, "cancel_reason": ""}  # fmt: skip
        return {"nip": story.person.nip, "state": "kebutuhan", **empty, **later, **values}

    # -- follow-up

    def low_values(self, evaluation: Item) -> list[str]:
        """Values rated below expectation."""
        return [row["value"] for row in evaluation["values"] if row["rating"] == "di_bawah"]

    def follow_ups(self) -> list[Item]:
        """What is done about lines below expectation: some done, some running, one or two overdue."""
        found = []
        for evaluation in self.evaluations:
            lines = [("rhk", row["key"]) for row in evaluation["results"] if row["rating"] == "di_bawah"]
            lines += [("nilai", value) for value in self.low_values(evaluation)]
            for part, target in lines:
                if self.rng.random() < FOLLOWS_UP.get(self.place.folder, 0.35):
                    found.append(self.follow_up(evaluation, part, target))
        return found

    def follow_up(self, evaluation: Item, part: str, target: str) -> Item:
        """One follow-up; those of the first quarter are mostly done."""
        finished = date.fromisoformat(evaluation["finished_on"])
        due = finished + timedelta(days=self.rng.choice([30, 45, 60, 90]))
        story = next(item for item in self.stories if item.person.nip == evaluation["nip"])
        done = due < TODAY and self.rng.random() < 0.75
        done_on = due - timedelta(days=self.rng.randint(1, 12)) if done else None
        return {
            "nip": evaluation["nip"],
            "period": evaluation["period"],
            "part": part,
            "target": target,
            "what": self.picker.pick("lanjut/apa"),
            "helper": story.person.rater.name if story.person.rater else "",
            "due": due.isoformat(),
            "done_on": done_on.isoformat() if done_on else None,
            "outcome": self.picker.pick("lanjut/hasil") if done else "",
        }

    # -- recognition

    def recognitions(self) -> list[Item]:
        """Proposals on the proof of Sangat Baik, or of work above expectation, at every stage; never of the camat."""
        good = [
            item
            for item in self.evaluations
            if item["work_rating"] == "di_atas" or item["behaviour_rating"] == "di_atas"
        ]
        good.sort(key=lambda item: (item["work_rating"] != item["behaviour_rating"], item["period"], item["nip"]))
        found: list[Item] = []
        for item in good:
            story = next(story for story in self.stories if story.person.nip == item["nip"])
            if story.person is self.camat or any(old["nip"] == item["nip"] for old in found):
                continue
            found.append(self.recognition(story, item, len(found)))
            if len(found) == RECOGNISES.get(self.place.folder, 3):
                break
        return found

    def recognition(self, story: Story, evaluation: Item, number: int) -> Item:
        """One proposal; the first are given, then one waits to be given, one to be decided, one was refused."""
        proposed = max(date.fromisoformat(evaluation["finished_on"]), QUARTER_END["2026-TW1"]) + timedelta(days=4)
        state = ("diberikan", "disetujui", "diusulkan", "diberikan", "ditolak", "diusulkan")[number % 6]
        decided = min(proposed + timedelta(days=10), TODAY) if state != "diusulkan" else None
        given = min(proposed + timedelta(days=24), TODAY) if state == "diberikan" else None
        both = evaluation["work_rating"] == evaluation["behaviour_rating"]
        what = "hasil kerja dan perilaku" if both else "hasil kerja" if evaluation["work_rating"] == "di_atas" else ""
        label = f"triwulan {'I' * int(evaluation['period'][-1])} {YEAR}"
        rater = story.person.rater or self.camat
        return {
            "nip": story.person.nip,
            "state": state,
            "basis": f"{(what or 'perilaku kerja').capitalize()} di atas ekspektasi pada {label}",
            "proof": f"Evaluasi {label} yang sudah selesai",
            "evaluation": evaluation["period"],
            "kind": ("piagam", "terima_kasih", "kesempatan_belajar")[number % 3],
            "proposed_on": proposed.isoformat(),
            "proposed_by": rater.name,
            "decided_on": decided.isoformat() if decided else None,
            "decided_by": self.camat.name if decided else "",
            "reason": "Sudah menerima penghargaan serupa tahun lalu." if state == "ditolak" else "",
            "given_on": given.isoformat() if given else None,
            "given_by": self.camat.name if given else "",
        }
