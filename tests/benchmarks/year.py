"""An office of any size with a year of work: the people of the practice office, again and again under other names.

python -m tests.benchmarks.year FOLDER PEOPLE

Every copy has records, changes and signatures of its own. Only the names of records are not derived from what they are
about, as they are in life.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from kinerja_tui.models.changes import name_of
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.identity import Identity
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.services.practice import practice

OFFICE = "muara_bulian"
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=timezone(timedelta(hours=7)))
"""The day the practice data are seen on."""

_NAMES = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[0-9]{18}\b|\b[0-9a-f]{40}\b")
_SERIAL = 15
"""Where the serial number in a NIP begins."""


def make(folder: Path, people: int) -> Path:
    """The database of about so many people, where the program looks for it; made once per folder."""
    path = folder / "kinerja.db"
    if path.exists():
        return path
    db = Database(DatabaseFile(path).open(), folder / "kunci", lambda: NOW)
    practice.load(db, OFFICE)
    here = db.file.rows("SELECT count(*) FROM employee")[0][0]
    identity = db.identity
    db.close()
    with sqlite3.connect(path, isolation_level=None) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        original = _Original.read(connection)
        for number in range(1, round(people / here)):
            original.copy(connection, number, identity)
        connection.execute("COMMIT")
    connection.close()
    identity.save()
    return path


@dataclass
class _Original:
    """What is copied: the rows and changes about people. What is about the office itself stands once."""

    columns: Mapping[str, list[str]]
    rows: Mapping[str, list[tuple[Any, ...]]]
    changes: list[tuple[Any, ...]]
    records: Mapping[int, list[str]]
    kept: frozenset[str]
    """names that stay as they are"""

    @classmethod
    def read(cls, connection: sqlite3.Connection) -> _Original:
        people = {row[0] for row in connection.execute("SELECT id FROM employee")}
        changes = [
            (seq, body)
            for seq, sub, body in connection.execute("SELECT seq, sub, body FROM journal ORDER BY seq")
            if sub in people
        ]
        records: dict[int, list[str]] = {seq: [] for seq, _ in changes}
        for record, seq in connection.execute("SELECT record_id, seq FROM journal_record"):
            if seq in records:
                records[seq].append(record)
        about_people = {record for some in records.values() for record in some}
        columns, rows, kept = {}, {}, set()
        for table in PROJECTED:
            found = connection.execute(f"SELECT * FROM {table}")
            columns[table] = [item[0] for item in found.description]
            rows[table] = []
            for row in found:
                key = row[columns[table].index("id")]
                if key in about_people:
                    rows[table].append(row)
                else:
                    kept.add(key)
        bodies = [(seq, zlib.decompress(body).decode()) for seq, body in changes]
        return cls(columns, rows, bodies, records, frozenset(kept))

    def copy(self, connection: sqlite3.Connection, number: int, identity: Identity) -> None:
        """Everybody once more."""
        names: dict[str, str] = {}

        def other(match: re.Match[str]) -> str:
            name = match[0]
            if name in self.kept:
                return name
            if name not in names:
                if len(name) == 18:
                    names[name] = f"{name[:_SERIAL]}{(int(name[_SERIAL:]) + number) % 1000:03d}"
                elif len(name) == 36:
                    names[name] = f"{int(name[:8], 16) ^ number:08x}{name[8:]}"
                else:  # a change that is not copied
                    return name
            return names[name]

        newest = connection.execute("SELECT max(seq) FROM journal").fetchone()[0]
        old_names = dict(connection.execute("SELECT seq, id FROM journal WHERE seq <= ?", (self.changes[-1][0],)))
        for seq, text in self.changes:
            newest += 1
            identity.last_change += 1
            change = {**json.loads(_NAMES.sub(other, text)), "n": identity.last_change}
            for op in change["ops"]:
                if op["t"] == "employee" and "name" in op["s"]:
                    op["s"]["name"] += f" {number}"
            body = json.dumps(change, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
            name = names[old_names[seq]] = name_of(body)
            values = (newest, name, change["site"], change["n"], change["at"], change["by"], change["act"],
                      change["sub"], zlib.compress(body, 1), identity.sign(body))  # fmt: skip
            connection.execute(
                "INSERT INTO journal (seq, id, site, n, at, by, act, sub, body, sig) VALUES (?,?,?,?,?,?,?,?,?,?)",
                values,
            )
            records = [(_NAMES.sub(other, record), newest) for record in self.records[seq]]
            connection.executemany("INSERT INTO journal_record (record_id, seq) VALUES (?, ?)", records)
        for table, rows in self.rows.items():
            marks = ", ".join("?" * len(self.columns[table]))
            copied = [[_NAMES.sub(other, value) if isinstance(value, str) else value for value in row] for row in rows]
            if table == "employee":
                columns = self.columns[table]
                for row in copied:
                    row[columns.index("name")] += f" {number}"
                    row[columns.index("search")] = Employee.derive(dict(zip(columns, row, strict=True)))["search"]
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", copied)


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
