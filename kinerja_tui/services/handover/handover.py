"""What a bundle carried, as its berita acara says it: the same facts on the sender's paper and on the receiver's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from kinerja_tui.models.changes import REFERENCE
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.problems import RuleBroken

if TYPE_CHECKING:
    from sqlalchemy import Connection

DOCUMENTS = (
    "employee",
    "assignment",
    "work_plan",
    "addendum",
    "progress",
    "feedback",
    "guidance",
    "self_assessment",
    "evaluation",
    "objection",
    "training",
    "follow_up",
    "recognition",
)
"""Tables that people count when a bundle is handed over, in the order of the year."""

_COUNTED = frozenset(DOCUMENTS)
_PEOPLE = ""
"""Stands for a person where otherwise the name of a table stands."""

_MOST_FRESH = 5_000
"""Counted things that wait in memory."""

_TABLE = "CREATE TEMP TABLE IF NOT EXISTS tally (kind TEXT, key INTEGER, PRIMARY KEY (kind, key)) WITHOUT ROWID"

PLACES = 12
"""Hex digits of a change's name on paper."""


@dataclass(frozen=True)
class Handover:
    """The facts of one bundle. A missing one (a bundle of an older program) is empty."""

    code: str = ""
    """check code, 4 groups of 4"""
    no: int = 0
    from_office: str = ""
    from_name: str = ""
    from_words: str = ""
    """fingerprint of the sender's PC in words"""
    from_person: str = ""
    """who wrote it; known on the sender's side"""
    to_office: str = ""
    to_words: tuple[str, ...] = ()
    """fingerprints of the PCs it is meant for, as far as this side knows them"""
    to_person: str = ""
    """who imported it; known on the receiver's side"""
    at: str = ""
    """when it was written, ISO"""
    full: bool = False
    count: int = 0
    people: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)
    """table -> how many records of it are written in the bundle"""
    head: str = ""
    """the sender's newest change in it: running number and beginning of its name; empty: none of its own"""
    sealed: bool = False

    def as_data(self) -> dict[str, Any]:
        """Plain values for the ledger."""
        return {**asdict(self), "to_words": list(self.to_words)}


class Tally:
    """Counts what a bundle carries while its changes pass by. What it has counted lies in a temporary table.

    Within one transaction, whose connection it is given; nothing of it stays.
    """

    def __init__(self, sender: str, offices: Iterable[str], connection: Connection) -> None:
        """``sender``: its PC; ``offices``: codes of the two offices, whose own records are about no person."""
        from kinerja_tui.models.offices import Office

        self._sender = sender
        self._no_person = {REFERENCE, *(Office.id_of(code) for code in offices)}
        self._connection = connection
        self._fresh: set[tuple[str, int]] = set()
        self._newest = (-1, "")
        connection.exec_driver_sql(_TABLE)
        connection.exec_driver_sql("DELETE FROM temp.tally")

    def add(self, change_id: str, site: str, number: int, subject: str, records: Iterable[tuple[str, str]]) -> None:
        """One change, with the (table, record id) pairs it writes."""
        self._fresh.update((table, hash(key)) for table, key in records if table in _COUNTED)
        if subject not in self._no_person:
            self._fresh.add((_PEOPLE, hash(subject)))
        if site == self._sender:
            self._newest = max(self._newest, (number, change_id))
        if len(self._fresh) >= _MOST_FRESH:
            self._store()

    def facts(self) -> dict[str, Any]:
        """People, kinds and head, as `Handover` has them."""
        self._store()
        counted = self._connection.exec_driver_sql("SELECT kind, count(*) FROM temp.tally GROUP BY kind")
        counts = {kind: int(count) for kind, count in counted}
        number, name = self._newest
        return {
            "people": counts.get(_PEOPLE, 0),
            "kinds": {table: counts[table] for table in DOCUMENTS if table in counts},
            "head": f"nomor {number}, tanda {name[:PLACES]}" if name else "",
        }

    def _store(self) -> None:
        if self._fresh:
            self._connection.exec_driver_sql("INSERT OR IGNORE INTO temp.tally VALUES (?, ?)", sorted(self._fresh))
        self._fresh.clear()


def handover_of(data: Mapping[str, Any]) -> Handover:
    """The facts as they stand in the ledger."""
    known = {name: data[name] for name in Handover.__dataclass_fields__ if name in data}
    return Handover(**{**known, "to_words": tuple(known.get("to_words", ()))})


def handovers(file: DatabaseFile) -> dict[str, tuple[bool, Handover]]:
    """Bundle id -> (whether it went out, its facts), newest first; bundles without facts are left out."""
    found = [
        (at, bundle, outgoing, handover_of(json.loads(facts)))
        for bundle, outgoing, at, facts in file.rows(
            "SELECT id, 1, at, facts FROM outgoing_bundle UNION ALL SELECT id, 0, at, facts FROM incoming_bundle"
        )
        if facts and facts != "{}"
    ]
    found.sort(key=lambda item: item[0], reverse=True)
    return {bundle: (bool(outgoing), facts) for _, bundle, outgoing, facts in found}


def handover(file: DatabaseFile, bundle_id: str) -> Handover:
    """The facts of one bundle in the ledger. Raises `RuleBroken` when it has none."""
    found = handovers(file).get(bundle_id)
    if found is None:
        raise RuleBroken("Berita acara paket ini tidak ada: paketnya dari versi program yang lama.")
    return found[1]
