"""Recognitions of a year, and the candidates: they stand on proof and wait for a person to propose them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import fold
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.recognition import RecognitionState
from kinerja_tui.services.development.recognition_candidates import CANDIDATE as CANDIDATE
from kinerja_tui.services.development.recognition_candidates import Candidate as Candidate
from kinerja_tui.services.development.recognition_candidates import candidates as candidates
from kinerja_tui.services.lists.listing import Row, ShortList

STATES = {
    str(RecognitionState.PROPOSED): "Menunggu putusan",
    str(RecognitionState.APPROVED): "Disetujui, belum diberikan",
    CANDIDATE: "Calon, belum diusulkan",
    str(RecognitionState.GIVEN): "Diberikan",
    str(RecognitionState.REFUSED): "Ditolak",
}
"""State of a row -> its label, in the order of the list: what waits for somebody comes first."""


def read(file: DatabaseFile, year: int, today: date) -> list[Row]:
    """Recognitions of a year (open ones of any year) and candidates, by state and then by name: nobody is ranked."""
    rows = _recorded(file, year) + [_row(item) for item in candidates(file, year, today)]
    for row in rows:
        row["search"] = fold(f"{row['name']} {row['basis']}")
    places = {name: place for place, name in enumerate(STATES)}
    return sorted(rows, key=lambda row: (places.get(row["state"], len(places)), row["name"], row["key"]))


def narrowed(rows: Sequence[Row], text: str = "", state: str = "") -> ShortList:
    """Those of one state (empty: all) in which all words of a filter stand."""
    words = fold(text).split()
    return ShortList(
        [row for row in rows if state in ("", row["state"]) and all(word in row["search"] for word in words)]
    )


def counted(rows: Sequence[Row]) -> dict[str, int]:
    """State -> number of rows."""
    return dict(Counter(row["state"] for row in rows))


def candidate(file: DatabaseFile, year: int, today: date, key: str, employee_id: str = "") -> Candidate:
    """The candidate of a row, looked for with one person where he is known.

    Raises `RuleBroken` when it is none any more.
    """
    for item in candidates(file, year, today, employee_id):
        if item.key == key:
            return item
    raise RuleBroken("Calon ini tidak ada lagi: sudah diusulkan, atau buktinya berubah.")


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
