"""Recognitions of a year, and the candidates: they stand on proof and wait for a person to propose them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import excerpt, fold, format_decimal
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.recognition import OUTSTANDING, Proof, RecognitionState, reached
from kinerja_tui.services.evaluations import FINISHED, predicate
from kinerja_tui.services.listing import Row, ShortList

CANDIDATE = "calon"
STATES = {
    str(RecognitionState.PROPOSED): "Menunggu putusan",
    str(RecognitionState.APPROVED): "Disetujui, belum diberikan",
    CANDIDATE: "Calon, belum diusulkan",
    str(RecognitionState.GIVEN): "Diberikan",
    str(RecognitionState.REFUSED): "Ditolak",
}
"""State of a row -> its label, in the order of the list: what waits for somebody comes first."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who could be proposed, and on what it would stand."""

    key: str
    employee_id: str
    name: str
    proof_kind: Proof
    record_id: str
    """the evaluation or the indicator"""
    basis: str
    proof: str

    def defaults(self) -> dict[str, str]:
        """Column -> text a proposal begins with."""
        link = "evaluation_id" if self.proof_kind is Proof.EVALUATION else "indicator_id"
        return {"basis": self.basis, "proof": self.proof, link: self.record_id}


def listing(file: DatabaseFile, year: int, today: date, text: str = "", state: str = "") -> ShortList:
    """Recognitions of a year (open ones of any year) and candidates, by state and then by name: nobody is ranked."""
    rows = _recorded(file, year) + [_row(item) for item in candidates(file, year, today)]
    words = fold(text).split()
    found = [row for row in rows if all(word in fold(f"{row['name']} {row['basis']}") for word in words)]
    places = {name: place for place, name in enumerate(STATES)}
    found.sort(key=lambda row: (places.get(row["state"], len(places)), row["name"], row["key"]))
    return ShortList([row for row in found if not state or row["state"] == state])


def counts(file: DatabaseFile, year: int, today: date) -> dict[str, int]:
    """State -> number of rows in `listing`."""
    found: dict[str, int] = defaultdict(int)
    for row in listing(file, year, today).found:
        found[row["state"]] += 1
    return dict(found)


def candidates(file: DatabaseFile, year: int, today: date, employee_id: str = "") -> list[Candidate]:
    """Who could be proposed in a year by proof that no recognition stands on yet, by name."""
    used = {
        link
        for row in file.rows("SELECT evaluation_id, indicator_id FROM recognition WHERE NOT removed")
        for link in row
        if link
    }
    found = [*_by_predicate(file, year, employee_id), *_by_target(file, year, today, employee_id)]
    return sorted((item for item in found if item.record_id not in used), key=lambda item: (item.name, item.key))


def candidate(file: DatabaseFile, year: int, today: date, key: str) -> Candidate:
    """The candidate of a row. Raises `RuleBroken` when it is none any more."""
    for item in candidates(file, year, today):
        if item.key == key:
            return item
    raise RuleBroken("Calon ini tidak ada lagi: sudah diusulkan, atau buktinya berubah.")


def _by_predicate(file: DatabaseFile, year: int, employee_id: str) -> list[Candidate]:
    rows = file.rows(
        "SELECT v.id, e.id, e.name, v.period, v.work_rating, v.behaviour_rating, v.rules FROM evaluation v "
        "JOIN employee e ON e.id = v.employee_id AND NOT e.removed AND e.end_date IS NULL "
        "WHERE NOT v.removed AND v.state = ?1 AND substr(v.period, 1, 4) = ?2 AND (?3 = '' OR e.id = ?3)",
        (FINISHED, f"{year:04d}", employee_id),
    )
    found = []
    for evaluation_id, person, name, period, work, behaviour, rules in rows:
        predikat = predicate(work, behaviour, rules)
        if predikat is not None and predikat in OUTSTANDING:
            label = _label(period)
            basis, proof = f"Predikat {predikat.label}, {label}", f"Evaluasi {label} yang sudah selesai"
            key = f"{CANDIDATE}:{Proof.EVALUATION}:{evaluation_id}"
            found.append(Candidate(key, person, name, Proof.EVALUATION, evaluation_id, basis, proof))
    return found


def _by_target(file: DatabaseFile, year: int, today: date, employee_id: str) -> list[Candidate]:
    rows = file.rows(
        "SELECT i.id, e.id, e.name, i.text, i.target, i.unit, i.direction, r.period, r.amount FROM indicator i "
        "JOIN work_plan p ON p.id = i.plan_id AND NOT p.removed AND p.state = 'disetujui' AND p.year = ?1 "
        "JOIN work_result w ON w.id = i.result_id AND NOT w.removed "
        "JOIN employee e ON e.id = p.employee_id AND NOT e.removed AND e.end_date IS NULL "
        "JOIN progress r ON r.indicator_id = i.id AND NOT r.removed AND r.amount IS NOT NULL AND r.period LIKE ?2 "
        "WHERE NOT i.removed AND i.target IS NOT NULL AND (?3 = '' OR e.id = ?3) ORDER BY i.id, r.period",
        (year, f"{year:04d}-TW%", employee_id),
    )
    amounts: dict[str, dict[str, Decimal]] = defaultdict(dict)
    about = {}
    for indicator_id, person, name, text, target, unit, direction, period, amount in rows:
        amounts[indicator_id][period] = Decimal(amount)
        about[indicator_id] = (person, name, text, Decimal(target), unit, direction)
    due = 4 if today.year > year else (today.month - 1) // 3 if today.year == year else 0
    found = []
    for indicator_id, (person, name, text, target, unit, direction) in about.items():
        value = reached(target, unit, direction, list(amounts[indicator_id].values()), max(due, 1))
        if value is not None:
            basis = f"Target tercapai: {excerpt(text, 120)}"
            newest = _label(max(amounts[indicator_id]))
            limit = "paling banyak " if direction == "turun" else ""
            proof = (
                f"Realisasi sampai {newest}: {format_decimal(value)} {unit} dari target "
                f"{limit}{format_decimal(target)} {unit}"
            )
            key = f"{CANDIDATE}:{Proof.INDICATOR}:{indicator_id}"
            found.append(Candidate(key, person, name, Proof.INDICATOR, indicator_id, basis, proof))
    return found


def _recorded(file: DatabaseFile, year: int) -> list[Row]:
    open_states = f"'{RecognitionState.PROPOSED}', '{RecognitionState.APPROVED}'"
    columns = ("key", "employee_id", "name", "basis", "proof", "state", "kind", "proposed_on", "decided_on", "given_on")
    rows = file.rows(
        "SELECT r.id, r.employee_id, coalesce(e.name, ''), r.basis, r.proof, r.state, r.kind, r.proposed_on, "
        "r.decided_on, r.given_on FROM recognition r LEFT JOIN employee e ON e.id = r.employee_id WHERE NOT r.removed "
        f"AND (r.state IN ({open_states}) OR coalesce(r.given_on, r.decided_on, r.proposed_on, ?1) BETWEEN ?1 AND ?2)",
        (f"{year:04d}-01-01", f"{year:04d}-12-31"),
    )
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _row(item: Candidate) -> Row:
    return {
        "key": item.key,
        "employee_id": item.employee_id,
        "name": item.name,
        "basis": item.basis,
        "proof": item.proof,
        "state": CANDIDATE,
    }


def _label(period: str) -> str:
    try:
        return period_from_code(period).label
    except RuleBroken:
        return period
