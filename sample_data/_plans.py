"""Work plans (SKP) of an office, cascaded from the Camat down."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from _people import YEAR, Person, working_day
from _places import Place
from _texts import IndicatorText, Picker, ResultText, jobs

VALUES = ["berorientasi_pelayanan", "akuntabel", "kompeten", "harmonis", "loyal", "adaptif", "kolaboratif"]
STATES = {"draf", "diajukan", "dikembalikan"}
MEASURED = {"persen", "nilai", "hari", "hari kerja", "menit", "jam", "poin", "tanggal", "hari sebelum acara"}


@dataclass
class Plan:
    """A plan as written to rencana.json, with what later steps need: where tags went and how indicators behave."""

    person: Person
    record: dict[str, Any]
    tags: dict[str, str] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)


def measure(indicator: IndicatorText) -> str:
    """How an indicator's amounts behave: naskah, kumulatif, ukur (a level), batas (at most) or hitung (a count)."""
    if indicator.targets[0].startswith('"'):
        return "naskah"
    if "kumulatif" in indicator.flags:
        return "kumulatif"
    if indicator.unit in MEASURED and "hitung" not in indicator.flags:
        return "ukur"
    return "batas" if "turun" in indicator.flags else "hitung"


class Planner:
    """Writes the plans of one place."""

    def __init__(self, place: Place, people: list[Person]) -> None:
        self.place, self.people = place, people
        self.rng = Random(f"{place.folder}/rencana")
        self.picker = Picker(self.rng)
        self.plans: dict[str, Plan] = {}
        self.needed = {r.supports for person in people for r in jobs()[person.job]}

    def all(self) -> list[Plan]:
        """All plans, superiors before their staff."""
        for person in self.people:
            if "tanpa" not in person.flags:
                self.plans[person.nip] = self.plan(person)
        return list(self.plans.values())

    def fill(self, text: str, person: Person) -> str:
        """The text with the names of the place put in."""
        wil = self.place.wil
        names = {"kec": self.place.name, "kab": self.place.district, "unit": person.unit, "wil": wil}
        return text.format(**names, Wil=wil.capitalize())

    def chosen(self, person: Person) -> list[ResultText]:
        """The main results this person takes from the material of the job."""
        material = jobs()["samar" if "samar" in person.flags else person.job]
        here = [r for r in material if not r.places or self.place.folder in r.places]
        leader = "/" not in person.job
        if leader:
            return [r for r in here if not r.optional or r.tag in self.needed or self.rng.random() < 0.5]
        own = [r for r in here if r.places]
        rest = [r for r in here if not r.places]
        count = min(len(rest), self.rng.choice([2, 3, 3, 4]) - (1 if own else 0))
        taken = own + self.rng.sample(rest, max(count, 2 if not own else 1))
        return [r for r in here if r in taken]

    def target(self, raw: str) -> str:
        """A target out of the material as a decimal string."""
        if raw.startswith("kel*"):
            return str(self.place.villages * int(raw.removeprefix("kel*")))
        return str(Decimal(raw))

    def indicators(self, key: str, result: ResultText, plan: Plan) -> list[dict[str, Any]]:
        """The indicators of one result; a plan flagged ``kuantitas`` keeps nothing but quantities."""
        source = result.indicators
        if "kuantitas" in plan.person.flags:
            source = [i for i in source if i.aspect == "kuantitas"]
        found = []
        for number, item in enumerate(source, 1):
            raw = self.rng.choice(item.targets)
            written = raw.startswith('"')
            ikey = f"{key}-{number}"
            plan.measures[ikey] = measure(item)
            found.append(
                {
                    "key": ikey,
                    "aspect": item.aspect,
                    "text": self.fill(item.text, plan.person),
                    "target": None if written else self.target(raw),
                    "unit": item.unit,
                    "target_text": self.fill(raw.strip('"'), plan.person) if written else "",
                    "direction": "turun" if "turun" in item.flags else "naik",
                }
            )
        return found

    def supports(self, result: ResultText, person: Person) -> dict[str, str] | None:
        """The result of the rater's plan that this one supports, or nothing yet."""
        above = self.plans.get(person.rater.nip) if person.rater else None
        if above is None or "lepas" in person.flags:
            return None
        key = next(iter(above.tags.values())) if result.supports == "*" else above.tags.get(result.supports)
        return {"nip": above.person.nip, "key": key} if key else None

    def results(self, plan: Plan) -> list[dict[str, Any]]:
        """Main results, and for about every fourth person an additional one."""
        person, found = plan.person, []
        chosen = [(result, "utama") for result in self.chosen(person)]
        if person.rater and self.rng.random() < 0.3 and "samar" not in person.flags:
            chosen.append((self.rng.choice(jobs()["tambahan"]), "tambahan"))
        for result, kind in chosen:
            key = f"R{len(found) + 1}"
            indicators = self.indicators(key, result, plan)
            if not indicators:
                continue
            supports = self.supports(result, person) if kind == "utama" else None
            if kind == "utama":
                plan.tags[result.tag] = key
            giver = "" if supports or not person.rater else person.rater.post
            found.append(
                {
                    "key": key,
                    "kind": kind,
                    "supports": supports,
                    "text": self.fill(result.text, person),
                    "assigned_by": giver if kind == "utama" else f"Camat {self.place.short}",
                    "indicators": indicators,
                }
            )
        return found

    def dates(self, person: Person, state: str) -> tuple[str | None, str | None]:
        """Days of submission and decision; a plan follows the first day in a new post."""
        if state == "draf":
            return None, None
        first = max(date(YEAR, 1, 5), person.start + timedelta(days=2))
        submitted = working_day(first + timedelta(days=self.rng.randint(0, 15)))
        if state == "diajukan":
            return working_day(date(YEAR, 11, 2) + timedelta(days=self.rng.randint(0, 14))).isoformat(), None
        if state == "dikembalikan":
            submitted = date(YEAR, 10, 12)
        decided = working_day(submitted + timedelta(days=self.rng.choice([1, 2, 3, 5, 7])))
        return submitted.isoformat(), decided.isoformat()

    def expectations(self, person: Person) -> dict[str, str]:
        """Special expectations of the leader for some of the seven values."""
        count = self.rng.choice([2, 3, 4, 5, 7])
        values = self.rng.sample(VALUES, count)
        return {v: self.fill(self.picker.pick(f"harapan/{v}"), person) for v in VALUES if v in values}

    def plan(self, person: Person) -> Plan:
        """The plan of one person."""
        state = next((flag for flag in person.flags if flag in STATES), "disetujui")
        submitted, decided = self.dates(person, state)
        plan = Plan(person, {})
        plan.record = {
            "nip": person.nip,
            "state": state,
            "submitted_on": submitted,
            "decided_on": decided,
            "return_reason": self.place.return_reason if state == "dikembalikan" else "",
            "results": self.results(plan),
            "expectations": {} if state == "draf" else self.expectations(person),
        }
        return plan
