"""The practice database: an invented office of sample_data, loaded so that everything can be tried."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from sqlmodel import Session

from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.evaluations import Evaluation, ResultRating, ValueRating
from kinerja_tui.models.plans import Expectation, Indicator, PlanAttachment, WorkPlan, WorkResult
from kinerja_tui.models.progress import Progress
from kinerja_tui.models.records import natural_id
from kinerja_tui.models.reporting import ActionStep, ProgressReport
from kinerja_tui.rules.periods import period_from_code, year_span
from kinerja_tui.rules.plans import Approach, PlanState
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.reporting import ReportState, due_day
from kinerja_tui.rules.ruleset import rules_for
from kinerja_tui.services.office.setup import set_up
from kinerja_tui.services.planning import addenda
from kinerja_tui.services.planning.addenda import Wanted
from kinerja_tui.services.practice import practice_development, practice_services, practice_sources, practice_voices
from kinerja_tui.services.practice.practice_beside import load_dimensions, load_own
from kinerja_tui.services.practice.practice_feedback import load_feedback
from kinerja_tui.services.practice.practice_forums import load_forums
from kinerja_tui.services.practice.practice_survey import load_surveys
from kinerja_tui.services.staff.employees import card

Item = dict[str, Any]


def places() -> list[str]:
    """Names of the practice offices that come with the program."""
    return sorted(path.parent.name for path in sample_folder().glob("*/kantor.json"))


def sample_folder() -> Path:
    """Where sample_data lies: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parents[2]
    installed = package / "sample_data"
    return installed if installed.is_dir() else package.parent / "sample_data"


def load(db: Database, place: str) -> None:
    """Fill an empty database with a practice office. Raises `RuleBroken` for a place that is not there."""
    folder = sample_folder() / place
    if place not in places():
        raise RuleBroken(f"Tidak ada data latihan bernama {place}. Yang ada: {', '.join(places())}.")
    office = _read(folder, "kantor")
    with db.transaction() as session:
        set_up(db, office["code"], office["operator"]["name"], office["year"], practice=True)
        _Loader(db, session, office).load(folder)


def _read(folder: Path, name: str) -> Any:
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


class _Loader:
    """Turns the files of one office into acts, one per document, as they would have been keyed."""

    def __init__(self, db: Database, session: Session, office: Item) -> None:
        self.db = db
        self.session = session
        self.code = office["code"]
        self.people: dict[str, Item] = {}
        self.plans: dict[str, Item] = {}
        self.iku: dict[tuple[str, str], str] = {}
        self.steps: dict[str, list[Item]] = defaultdict(list)
        self.submitted: dict[tuple[str, str], date] = {}
        self.span = year_span(office["year"])
        self.rules = rules_for(self.span.end).id

    def load(self, folder: Path) -> None:
        """Write everything in the order it would have come about."""
        self.people = {item["nip"]: item for item in _read(folder, "pegawai")}
        self.plans = {item["nip"]: item for item in _read(folder, "rencana")}
        sources = _read(folder, "sumber")
        for item in _read(folder, "rencana_aksi"):
            self.steps[item["nip"]].append(item)
        for item in _read(folder, "laporan"):
            self.submitted[item["nip"], item["period"]] = date.fromisoformat(item["submitted_on"])
        for item in self.people.values():
            self._employee(item)
        practice_sources.write_library(self.db, self.code, sources)
        self.iku = practice_sources.pointed_to(sources, self.code)
        for item in sources["lama"]:
            person = self.people[item["nip"]]
            start, year = date.fromisoformat(person["assignment"]["start"]), self.span.start.year - 1
            practice_sources.write_old_plan(self.db, item, _assignment_id(person), start, year)
        for item in self.plans.values():
            self._plan(item)
        for place, item in enumerate(sources["usulan"]):
            practice_sources.write_proposal(self.db, item, place, self._plan_id(item["nip"]))
        progress: dict[tuple[str, str], list[Item]] = defaultdict(list)
        for item in _read(folder, "realisasi"):
            progress[item["nip"], item["period"]].append(item)
        for (nip, period), items in progress.items():
            self._progress(nip, period, items)
        for item in _read(folder, "penilaian_diri"):
            load_own(self.db, item, self._plan_id(item["nip"]), partial(self._result_id, item["nip"]))
        for item in _read(folder, "evaluasi"):
            self._evaluation(item)
        load_dimensions(self.db, self.code, _read(folder, "dimensi"), self._plan_id)
        practice_services.load(self.db, _read(folder, "layanan"), self.code)
        practice_voices.load(self.db, _read(folder, "suara"), self.code)
        content = _read(folder, "pengembangan")
        practice_development.load(self.db, content, self.code, self._evaluation_id, self._result_id)
        if (folder / "adendum.json").exists():
            for item in _read(folder, "adendum"):
                self._addendum(item)
        if (folder / "survei.json").exists():
            load_surveys(self.db, _read(folder, "survei"), self.code)
        if (folder / "forum.json").exists():
            load_forums(self.db, _read(folder, "forum"), self.code)
        if (folder / "umpan_balik.json").exists():
            load_feedback(self.db, _read(folder, "umpan_balik"), self.span.start.year, self._plan_id, self._result_id)

    def _employee(self, item: Item) -> None:
        employee_id = Employee.id_of(item["nip"])
        post = item["assignment"]
        end = item["end"] or {"date": None, "reason": ""}
        with self.db.act(f"Pegawai baru: {item['name']}", employee_id) as act:
            act.write(
                Employee,
                employee_id,
                nip=item["nip"],
                name=item["name"],
                kind=item["kind"],
                golongan=item["golongan"],
                birth_date=_day(item["birth_date"]),
                office=self.code,
                end_date=_day(end["date"]),
                end_reason=end["reason"],
            )
            act.write(
                Assignment,
                _assignment_id(item),
                employee_id=employee_id,
                post=post["post"],
                post_kind=post["post_kind"],
                unit=post["unit"],
                office=self.code,
                start=_day(post["start"]),
                end=_day(end["date"]),
                rater_id=_person(post["rater"]),
                rater_card=post["rater_card"],
                superior_id=_person(post["superior"]),
                superior_card=post["superior_card"],
            )

    def _plan(self, item: Item) -> None:
        employee_id, plan_id = Employee.id_of(item["nip"]), self._plan_id(item["nip"])
        person = self.people[item["nip"]]
        post = person["assignment"]
        submitted = item["state"] != PlanState.DRAFT
        rater = card(self.session, _person(post["rater"]), post["rater_card"])
        superior = card(self.session, _person(post["superior"]), post["superior_card"])
        with self.db.act(
            f"Rencana kerja {self.span.code}: {PlanState(item['state']).label.lower()}", employee_id
        ) as act:
            act.write(
                WorkPlan,
                plan_id,
                employee_id=employee_id,
                assignment_id=_assignment_id(person),
                year=self.span.start.year,
                start=self._plan_start(item["nip"]),
                end=self.span.end,
                approach=item["approach"],
                form=item["form"],
                state=item["state"],
                submitted_on=_day(item["submitted_on"]),
                decided_on=_day(item["decided_on"]),
                decided_by=rater["name"] if rater and item["decided_on"] else "",
                return_reason=item["return_reason"],
                rules=self.rules,
                employee_card=card(self.session, employee_id) if submitted else None,
                rater_card=rater if submitted else None,
                superior_card=superior if submitted else None,
            )
            for position, result in enumerate(item["results"], 1):
                result_id = self._result_id(item["nip"], result["key"])
                above = result["supports"]
                act.write(
                    WorkResult,
                    result_id,
                    plan_id=plan_id,
                    kind=result["kind"],
                    position=position,
                    text=result["text"],
                    superior_result_id=self._result_id(above["nip"], above["key"]) if above else None,
                    superior_text=self._result_text(above["nip"], above["key"]) if above else "",
                    assigned_by=result["assigned_by"],
                )
                for place, indicator in enumerate(result["indicators"], 1):
                    act.write(
                        Indicator,
                        self._indicator_id(item["nip"], indicator["key"]),
                        plan_id=plan_id,
                        result_id=result_id,
                        position=100 * position + place,
                        aspect=indicator["aspect"],
                        perspective=indicator.get("perspective", ""),
                        text=indicator["text"],
                        target=_number(indicator["target"]),
                        unit=indicator["unit"],
                        target_text=indicator["target_text"],
                        direction=indicator["direction"],
                        key_indicator_id=self.iku.get((item["nip"], indicator["key"])),
                        approved_as=_approved(item, indicator),
                    )
            for value, text in item["expectations"].items():
                act.write(Expectation, Expectation.id_of(plan_id, value), plan_id=plan_id, value=value, text=text)
            for section, lines in item["attachments"].items():
                for position, text in enumerate(lines, 1):
                    line_id = natural_id("practice", plan_id, section, str(position))
                    values = {"section": section, "position": position, "text": text}
                    act.write(PlanAttachment, line_id, plan_id=plan_id, **values)
            for step in self.steps[item["nip"]]:
                result_id = self._result_id(item["nip"], step["result"])
                act.write(
                    ActionStep,
                    natural_id("practice", "step", result_id, str(step["position"])),
                    plan_id=plan_id,
                    result_id=result_id,
                    position=step["position"],
                    text=step["text"],
                    period=step["period"],
                    due_on=_day(step["due_on"]),
                    done_on=_day(step["done_on"]),
                    note=step["note"],
                )

    def _progress(self, nip: str, period: str, items: list[Item]) -> None:
        span = period_from_code(period)
        reported = span.end + timedelta(days=7)
        with self.db.act(f"Realisasi {span.label} diisi", Employee.id_of(nip)) as act:
            for item in items:
                indicator_id = self._indicator_id(nip, item["indicator"])
                act.write(
                    Progress,
                    Progress.id_of(indicator_id, period),
                    plan_id=self._plan_id(nip),
                    indicator_id=indicator_id,
                    period=period,
                    amount=_number(item["amount"]),
                    note=item["note"],
                    evidence_kind=item["evidence_kind"],
                    evidence=item["evidence"],
                    obstacles=item["obstacles"],
                    reported_on=reported,
                )
            if (nip, period) in self.submitted:
                self._report(act, nip, period, items)

    def _report(self, act: Act, nip: str, period: str, items: list[Item]) -> None:
        plan_id = self._plan_id(nip)
        told = [item for item in items if item["amount"] or item["note"]]
        lines = [(self._indicator_id(nip, item["indicator"]), item["amount"] or "", item["note"]) for item in told]
        qualitative = self.plans[nip]["approach"] == Approach.QUALITATIVE
        numbers = {
            indicator["key"]: indicator["target"] is not None and not qualitative
            for result in self.plans[nip]["results"]
            for indicator in result["indicators"]
        }
        there = {item["indicator"] for item in told if item["amount"] or not numbers[item["indicator"]]}
        act.write(
            ProgressReport,
            ProgressReport.id_of(plan_id, period),
            plan_id=plan_id,
            period=period,
            state=str(ReportState.SUBMITTED),
            submitted_on=self.submitted[nip, period],
            submitted_by=self.people[nip]["name"],
            due_on=due_day(period_from_code(period)),
            missing=len(numbers.keys() - there),
            indicators=len(numbers),
            as_submitted="\x1e".join("\x1f".join(line) for line in sorted(lines)),
        )

    def _evaluation(self, item: Item) -> None:
        nip, period = item["nip"], item["period"]
        evaluation_id = Evaluation.id_of(self._plan_id(nip), period)
        rater = self.session.get_one(WorkPlan, self._plan_id(nip)).rater_card or {}
        texts = ("work_reason", "work_proposal", "behaviour_reason", "behaviour_proposal", "note", "state")
        with self.db.act(f"Evaluasi {period_from_code(period).label}: {item['state']}", Employee.id_of(nip)) as act:
            act.write(
                Evaluation,
                evaluation_id,
                employee_id=Employee.id_of(nip),
                plan_id=self._plan_id(nip),
                period=period,
                work_rating=item["work_rating"] or "",
                behaviour_rating=item["behaviour_rating"] or "",
                rated_by=rater.get("name", "") if item["finished_on"] else "",
                finished_on=_day(item["finished_on"]),
                rules=self.rules,
                **{name: item[name] for name in texts},
            )
            for result in item["results"]:
                result_id = self._result_id(nip, result["key"])
                act.write(
                    ResultRating,
                    ResultRating.id_of(evaluation_id, result_id),
                    evaluation_id=evaluation_id,
                    result_id=result_id,
                    rating=result["rating"] or "",
                    feedback=result["feedback"],
                    reason=result["reason"],
                    proposal=result["proposal"],
                )
            for value in item["values"]:
                act.write(
                    ValueRating,
                    ValueRating.id_of(evaluation_id, value["value"]),
                    evaluation_id=evaluation_id,
                    value=value["value"],
                    rating=value["rating"] or "",
                    feedback=value["feedback"],
                )

    def _evaluation_id(self, nip: str, period: str) -> str:
        return Evaluation.id_of(self._plan_id(nip), period)

    def _addendum(self, item: Item) -> None:
        indicator_id = self._indicator_id(item["nip"], item["indicator"])
        target = self.session.get_one(Indicator, indicator_id).as_target()
        changed = {indicator_id: replace(target, number=_number(item["target"]))}
        addenda.make(
            self.db, self._plan_id(item["nip"]), Wanted(_day(item["takes_effect"]), item["reason"], "", changed)
        )

    def _plan_id(self, nip: str) -> str:
        return WorkPlan.id_of(_assignment_id(self.people[nip]), self._plan_start(nip))

    def _plan_start(self, nip: str) -> date:
        return max(self.span.start, date.fromisoformat(self.people[nip]["assignment"]["start"]))

    def _result_id(self, nip: str, key: str) -> str:
        return natural_id("practice", self._plan_id(nip), key)

    def _indicator_id(self, nip: str, key: str) -> str:
        return natural_id("practice", self._plan_id(nip), key)

    def _result_text(self, nip: str, key: str) -> str:
        return str(next(result["text"] for result in self.plans[nip]["results"] if result["key"] == key))


def _assignment_id(person: Item) -> str:
    post = person["assignment"]
    return Assignment.id_of(Employee.id_of(person["nip"]), post["post"], date.fromisoformat(post["start"]))


def _person(nip: str | None) -> str | None:
    return Employee.id_of(nip) if nip else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _approved(plan: Item, indicator: Item) -> str:
    if plan["state"] != PlanState.APPROVED:
        return ""
    names = ("unit", "target_text", "direction")
    values = {name: indicator[name] for name in names}
    return Indicator(id="", target=_number(indicator["target"]), **values).target_key()


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None
