"""Who could be proposed for recognition: what the rules of the office ask for, proved from the records, row by row.

The program only names them; a person proposes. A proof that a recognition stands on already names nobody again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import excerpt, format_date, format_decimal
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ratings import Predicate
from kinerja_tui.rules.recognition import BUILT_IN, Condition, Proof, Rule, reached
from kinerja_tui.rules.service_log import DECIDED, is_late, working_days
from kinerja_tui.services.evaluation.evaluations import FINISHED, predicate
from kinerja_tui.services.forms.one_record import day_of
from kinerja_tui.services.office.holidays import holidays

CANDIDATE = "calon"
_CITED = 5
"""Rows that a proof names one by one; of more it says how many."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who could be proposed, and on what it would stand."""

    key: str
    employee_id: str
    name: str
    proof_kind: Proof
    record_id: str
    """the evaluation or the indicator; empty where the proof is many rows"""
    basis: str
    proof: str
    rule_id: str = ""
    """the rule of the office; empty: a built-in one"""
    kind: str = ""
    """form of recognition that the rule proposes"""

    def defaults(self) -> dict[str, str]:
        """Column -> text a proposal begins with."""
        texts = {"basis": self.basis, "proof": self.proof, "kind": self.kind, "rule_id": self.rule_id}
        if self.proof_kind is Proof.EVALUATION:
            texts["evaluation_id"] = self.record_id
        if self.proof_kind is Proof.INDICATOR:
            texts["indicator_id"] = self.record_id
        return texts


def rules_in(file: DatabaseFile, year: int) -> list[Rule]:
    """The rules of a year that are in use, of every office here; those of a newer program are left out."""
    found = []
    for rule_id, office, name, condition, indicator, lowest, least, kind in file.rows(
        "SELECT id, office, name, condition, key_indicator_id, predicate, least, kind FROM recognition_rule "
        "WHERE NOT removed AND active AND year = ? ORDER BY name, id",
        (year,),
    ):
        if condition in set(Condition) and (lowest in set(Predicate) or condition != Condition.PREDICATE):
            asked = Predicate(lowest) if lowest in set(Predicate) else Predicate.VERY_GOOD
            times = max(least or 1, 1)
            found.append(Rule(rule_id, office, name, Condition(condition), indicator or "", asked, times, kind))
    return found


def candidates(file: DatabaseFile, year: int, today: date, employee_id: str = "") -> list[Candidate]:
    """Who could be proposed in a year by proof that no recognition stands on yet, by name."""
    used: set[str] = set()
    by_rule: set[tuple[str, str]] = set()
    for person, rule, *links in file.rows(
        "SELECT employee_id, rule_id, evaluation_id, indicator_id FROM recognition WHERE NOT removed"
    ):
        used |= {link for link in links if link}
        if rule:
            by_rule.add((rule, person))
    found: dict[tuple[str, str], Candidate] = {}
    for item in _Finder(file, year, today, employee_id).found():
        many = item.rule_id and not item.record_id
        if item.record_id in used or (many and (item.rule_id, item.employee_id) in by_rule):
            continue
        found.setdefault((item.record_id or item.rule_id, item.employee_id), item)  # one proof, one line
    return sorted(found.values(), key=lambda item: (item.name, item.key))


class _Finder:
    """Reads the proofs once for all rules that ask for them."""

    def __init__(self, file: DatabaseFile, year: int, today: date, employee_id: str) -> None:
        self.file, self.year, self.today, self.employee_id = file, year, today, employee_id
        # Of one person found by the person; SQLite does not see that through an OR.
        self.whom = "e.id = ?3" if employee_id else "?3 = ''"
        own = rules_in(file, year)
        offices = [row[0] for row in file.rows("SELECT DISTINCT office FROM employee WHERE NOT removed")]
        self.rules = {office: [rule for rule in own if rule.holds_in(office)] or list(BUILT_IN) for office in offices}

    def found(self) -> Iterator[Candidate]:
        yield from self._by_predicate()
        yield from self._by_target()
        yield from self._by_requests()
        yield from self._by_complaints()

    def _asking(self, condition: Condition) -> dict[str, list[Rule]]:
        """Office -> its rules of one condition."""
        asked = {
            office: [rule for rule in rules if rule.condition is condition] for office, rules in self.rules.items()
        }
        return {office: rules for office, rules in asked.items() if rules}

    # -- predikat

    def _by_predicate(self) -> Iterator[Candidate]:
        asked = self._asking(Condition.PREDICATE)
        if not asked:
            return
        people: dict[str, tuple[str, str]] = {}
        rated: dict[str, list[tuple[str, str, Predicate]]] = defaultdict(list)
        for evaluation_id, person, name, office, period, work, behaviour, rules in self.file.rows(
            "SELECT v.id, e.id, e.name, e.office, v.period, v.work_rating, v.behaviour_rating, v.rules "
            "FROM evaluation v JOIN employee e ON e.id = v.employee_id AND NOT e.removed AND e.end_date IS NULL "
            f"WHERE NOT v.removed AND v.state = ?1 AND substr(v.period, 1, 4) = ?2 AND {self.whom} "
            "ORDER BY v.period, v.id",
            (FINISHED, f"{self.year:04d}", self.employee_id),
        ):
            predikat = predicate(work, behaviour, rules)
            if predikat is not None:
                people[person] = (name, office)
                rated[person].append((evaluation_id, period, predikat))
        for person, (name, office) in people.items():
            for rule in asked.get(office, ()):
                met = [item for item in rated[person] if rule.met_by(item[2])]
                if len(met) < rule.least:
                    continue
                if rule.least == 1:
                    for item in met:
                        yield _of_evaluations(rule, person, name, [item])
                else:
                    yield _of_evaluations(rule, person, name, met)

    # -- targets

    def _by_target(self) -> Iterator[Candidate]:
        asked = self._asking(Condition.TARGET)
        if not asked:
            return
        amounts: dict[str, list[tuple[str, Decimal]]] = defaultdict(list)
        about = {}
        for indicator_id, person, name, office, key, text, target, unit, direction, period, amount in self.file.rows(
            _TARGETS.format(whom=self.whom), (self.year, f"{self.year:04d}-TW%", self.employee_id)
        ):
            amounts[indicator_id].append((period, Decimal(amount)))
            about[indicator_id] = (person, name, office, key, text, Decimal(target), unit, direction)
        today = self.today
        due = 4 if today.year > self.year else (today.month - 1) // 3 if today.year == self.year else 0
        for indicator_id, (person, name, office, key, text, target, unit, direction) in about.items():
            fitting = [rule for rule in asked.get(office, ()) if rule.key_indicator in ("", key or "")]
            values = [amount for _, amount in amounts[indicator_id]]
            value = reached(target, unit, direction, values, max(due, 1)) if fitting else None
            if value is None:
                continue
            limit = "paling banyak " if direction == "turun" else ""
            newest = _label(amounts[indicator_id][-1][0])
            cited = "; ".join(f"{_label(period)} {format_decimal(part)}" for period, part in amounts[indicator_id])
            proof = (
                f"Realisasi sampai {newest}: {format_decimal(value)} {unit} dari target "
                f"{limit}{format_decimal(target)} {unit}. Rinciannya: {cited}"
            )
            for rule in fitting:
                basis = f"Target tercapai: {excerpt(text, 120)}"
                yield _candidate(rule, person, name, Proof.INDICATOR, indicator_id, basis, proof)

    # -- services and complaints

    def _by_requests(self) -> Iterator[Candidate]:
        asked = self._asking(Condition.REQUESTS)
        if not asked:
            return
        free = holidays(self.file)
        done: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
        late: set[str] = set()
        people: dict[str, tuple[str, str]] = {}
        for person, name, office, number, received, finished, result, limit in self.file.rows(
            _REQUESTS.format(whom=self.whom), (f"{self.year:04d}-01-01", f"{self.year:04d}-12-31", self.employee_id)
        ):
            people[person] = (name, office)
            start, end = day_of(received or ""), day_of(finished or "")
            days = working_days(start, end, free)
            if finished is None and not result:
                if is_late(start, self.today, limit, free):
                    late.add(person)
            elif result in set(DECIDED) and limit is not None and days is not None:
                done[person].append((number, days, limit))
                if days > limit:
                    late.add(person)
        for person, rows in done.items():
            name, office = people[person]
            for rule in asked.get(office, ()) if person not in late else ():
                if len(rows) >= rule.least:
                    longest = max(days for _, days, _ in rows)
                    proof = (
                        f"{len(rows)} dari {len(rows)} permohonan {self.year} selesai dalam waktunya, paling lama "
                        f"{longest} hari kerja. Nomor {_cited(number for number, _, _ in rows)}"
                    )
                    basis = f"Semua permohonan tepat waktu, {self.year}"
                    yield _candidate(rule, person, name, Proof.REQUESTS, "", basis, proof)

    def _by_complaints(self) -> Iterator[Candidate]:
        asked = self._asking(Condition.COMPLAINTS)
        if not asked:
            return
        done: dict[str, list[str]] = defaultdict(list)
        late: set[str] = set()
        people: dict[str, tuple[str, str]] = {}
        for person, name, office, received, due, finished in self.file.rows(
            _COMPLAINTS.format(whom=self.whom), (f"{self.year:04d}-01-01", f"{self.year:04d}-12-31", self.employee_id)
        ):
            people[person] = (name, office)
            limit = day_of(due or "")
            if limit is None or (day_of(finished or "") or self.today) > limit:
                late.add(person)  # without a limit nothing can be proved
            elif finished:
                done[person].append(received)
        for person, days in done.items():
            name, office = people[person]
            for rule in asked.get(office, ()) if person not in late else ():
                if len(days) >= rule.least:
                    told = _cited(format_date(day) if (day := day_of(text or "")) else "tanpa tanggal" for text in days)
                    proof = f"{len(days)} keluhan {self.year} selesai sebelum batasnya. Diterima {told}"
                    basis = f"Semua keluhan selesai pada waktunya, {self.year}"
                    yield _candidate(rule, person, name, Proof.COMPLAINTS, "", basis, proof)


def _of_evaluations(rule: Rule, person: str, name: str, met: Sequence[tuple[str, str, Predicate]]) -> Candidate:
    labels = [f"{predikat.label} ({_label(period)})" for _, period, predikat in met]
    if len(met) == 1:
        basis = f"Predikat {met[0][2].label}, {_label(met[0][1])}"
        proof = f"Evaluasi {_label(met[0][1])} yang sudah selesai"
        return _candidate(rule, person, name, Proof.EVALUATION, met[0][0], basis, proof)
    basis = f"Predikat {rule.predicate.label} atau lebih baik dalam {len(met)} periode"
    return _candidate(rule, person, name, Proof.EVALUATION, "", basis, f"Evaluasi selesai: {'; '.join(labels)}")


def _candidate(rule: Rule, person: str, name: str, kind: Proof, record_id: str, basis: str, proof: str) -> Candidate:
    about = record_id or f"{rule.id}:{person}"
    text = f"{rule.name}: {basis[:1].lower()}{basis[1:]}" if rule.name else basis
    return Candidate(f"{CANDIDATE}:{kind}:{about}", person, name, kind, record_id, text, proof, rule.id, rule.kind)


def _cited(items: Iterable[str]) -> str:
    found = [item or "tanpa nomor" for item in items]
    more = f", dan {len(found) - _CITED} lagi" if len(found) > _CITED else ""
    return ", ".join(found[:_CITED]) + more


def _label(period: str) -> str:
    try:
        return period_from_code(period).label
    except RuleBroken:
        return period


# Floating sums only leave out what cannot have been reached; what remains is computed exactly.
_TARGETS = """
    SELECT i.id, e.id, e.name, e.office, i.key_indicator_id, i.text, i.target, i.unit, i.direction, r.period, r.amount
    FROM work_plan p
    JOIN employee e ON e.id = p.employee_id AND NOT e.removed AND e.end_date IS NULL
    JOIN indicator i ON i.plan_id = p.id AND NOT i.removed AND i.target IS NOT NULL
    JOIN work_result w ON w.id = i.result_id AND NOT w.removed
    JOIN progress r ON r.indicator_id = i.id AND NOT r.removed AND r.amount IS NOT NULL AND r.period LIKE ?2
    WHERE NOT p.removed AND p.state = 'disetujui' AND p.year = ?1 AND {whom}
        AND (i.direction = 'turun' OR (SELECT max(total(g.amount), max(CAST(g.amount AS REAL))) FROM progress g
            WHERE g.indicator_id = i.id AND NOT g.removed AND g.amount IS NOT NULL AND g.period LIKE ?2)
            >= CAST(i.target AS REAL) - abs(CAST(i.target AS REAL)) * 0.001)
    ORDER BY i.id, r.period
"""

_REQUESTS = """
    SELECT e.id, e.name, e.office, q.number, q.received_on, q.finished_on, q.result, q.max_days
    FROM service_request q JOIN employee e ON e.id = q.handled_by AND NOT e.removed AND e.end_date IS NULL
    WHERE NOT q.removed AND {whom}
        AND (q.finished_on BETWEEN ?1 AND ?2 OR q.finished_on IS NULL AND q.received_on <= ?2)
    ORDER BY e.id, q.finished_on, q.number, q.id
"""

_COMPLAINTS = """
    SELECT e.id, e.name, e.office, v.received_on, v.due, v.done_on
    FROM voice v JOIN employee e ON e.id = v.owner_id AND NOT e.removed AND e.end_date IS NULL
    WHERE NOT v.removed AND v.kind = 'keluhan' AND trim(v.no_action) = '' AND {whom}
        AND v.received_on BETWEEN ?1 AND ?2
    ORDER BY e.id, v.received_on, v.id
"""
