"""Proof of a database: the file, every change in the journal, and every table recomputed from it.

Everything is read in batches inside one read transaction; nothing is written but temporary tables.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Connection, MetaData, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from kinerja_tui.models import projection
from kinerja_tui.models.changes import Change, MalformedChange, name_of, parse
from kinerja_tui.models.database import Database
from kinerja_tui.models.identity import is_signed, site_of
from kinerja_tui.models.schema import PROJECTED

Progress = Callable[[int, int], None]
"""Called with (done, total) changes and records; may raise to stop."""

MOST_LISTED = 200
"""How many findings are listed; `Report.found` is always whole."""

_BATCH = 400

_MADE = "made_"
"""Before the names of temporary tables, which would otherwise hide those of the journal."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it must be. ``code`` is stable, for programs; ``text`` is Indonesian."""

    code: str
    text: str


@dataclass(slots=True)
class Report:
    """What was looked at and what was found."""

    changes: int = 0
    records: int = 0
    found: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """True when nothing was found."""
        return self.found == 0

    def add(self, code: str, text: str) -> None:
        """Note a finding."""
        self.found += 1
        if len(self.findings) < MOST_LISTED:
            self.findings.append(Finding(code, text))


def verify(db: Database, progress: Progress | None = None) -> Report:
    """Check the file, the journal and the tables. Raises sqlalchemy's DBAPIError when the file cannot be read."""
    report = Report()
    tell = progress or _no_progress
    with db.engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        try:
            _check_file(connection, report)
            changes = connection.exec_driver_sql("SELECT count(*) FROM journal").scalar_one()
            records = connection.exec_driver_sql("SELECT count(DISTINCT record_id) FROM journal_record").scalar_one()
            doubtful = _check_journal(connection, report, lambda done: tell(done, changes + records))
            _check_tables(connection, report, doubtful, lambda done: tell(changes + done, changes + records))
            _check_strangers(connection, report)
        finally:
            connection.rollback()
    return report


def _no_progress(_done: int, _total: int) -> None:
    pass


# -- the file


def _check_file(connection: Connection, report: Report) -> None:
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if line != "ok":
            report.add("file", f"Berkas data rusak: {line}. Pulihkan cadangan terakhir.")
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        report.add("reference", f"Tabel {row[0]} menunjuk baris {row[2]} yang tidak ada.")


# -- the journal


def _check_journal(connection: Connection, report: Report, tell: Callable[[int], None]) -> set[str]:
    """Check each entry; returns the records whose changes cannot be trusted, which are not compared afterwards."""
    doubtful: set[str] = set()
    keys = _author_keys(connection, report)
    newest = 0
    while rows := connection.exec_driver_sql(
        "SELECT seq, id, site, n, at, by, act, sub, body, sig FROM journal WHERE seq > ? ORDER BY seq LIMIT ?",
        (newest, _BATCH),
    ).all():
        newest = rows[-1].seq
        seqs = [row.seq for row in rows]
        touched = _index(connection, "record_id", "journal_record", seqs)
        audiences = _index(connection, "office", "journal_audience", seqs)
        for row in rows:
            change = _entry(row, keys, report)
            indexed = touched[row.seq]
            if change is None:
                doubtful |= indexed
                continue
            named = {op.key for op in change.ops}
            if indexed != named:
                doubtful |= indexed | named
                report.add("record_index", f"{_which(row)}: daftar catatan yang disentuhnya tidak cocok dengan isinya.")
            if audiences[row.seq] != set(change.aud):
                report.add("audience_index", f"{_which(row)}: daftar kantor penerimanya tidak cocok dengan isinya.")
        report.changes += len(rows)
        tell(report.changes)
    return doubtful


def _author_keys(connection: Connection, report: Report) -> dict[str, str]:
    keys: dict[str, str] = {}
    for site, key in connection.exec_driver_sql("SELECT site, key FROM author_key"):
        try:
            genuine = site_of(key) == site
        except (TypeError, ValueError):
            genuine = False
        if genuine:
            keys[site] = key
        else:
            report.add("key", f"Kunci PC {site} bukan kunci PC itu.")
    return keys


def _entry(row: Any, keys: dict[str, str], report: Report) -> Change | None:
    """The change of a journal row, or None when its body cannot be read or is another one."""
    try:
        body = zlib.decompress(row.body)
        change = parse(body)
    except (zlib.error, MalformedChange, TypeError):
        report.add("body", f"{_which(row)}: isinya tidak terbaca.")
        return None
    if name_of(body) != row.id:
        report.add("name", f"{_which(row)}: isinya bukan isi yang bernama demikian.")
        return None
    key = keys.get(change.site)
    if key is None:
        report.add("author", f"{_which(row)}: kunci penulisnya ({change.site}) tidak ada.")
    elif not isinstance(row.sig, bytes) or not is_signed(key, body, row.sig):
        report.add("signature", f"{_which(row)}: tanda tangannya palsu atau rusak.")
    shown = (row.site, row.n, row.at, row.by, row.act, row.sub)
    if shown != (change.site, change.n, change.at, change.by, change.act, change.sub):
        report.add("columns", f"{_which(row)}: keterangan di riwayat tidak cocok dengan isi yang ditandatangani.")
    return change


def _which(row: Any) -> str:
    return f"Perubahan {str(row.id)[:8]} (nomor {row.seq})"


def _index(connection: Connection, column: str, table: str, seqs: Sequence[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    query = f"SELECT seq, {column} FROM {table} WHERE seq BETWEEN ? AND ?"
    for seq, value in connection.exec_driver_sql(query, (seqs[0], seqs[-1])):
        found[seq].add(value)
    return found


# -- the tables


def _check_tables(connection: Connection, report: Report, doubtful: set[str], tell: Callable[[int], None]) -> None:
    """Recompute every record from its changes and compare with the rows as they are stored."""
    twins = {name: _twin(connection, table.__table__) for name, table in PROJECTED.items()}  # type: ignore[attr-defined]
    twin_of_conflicts = _twin(connection, projection.conflict)
    for batch in _record_ids(connection):
        trusted = [record_id for record_id in batch if record_id not in doubtful]
        conflicts: list[dict[str, Any]] = []
        rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for record_id, history in projection.histories(connection, trusted).items():
            table = PROJECTED.get(history.table)
            if table is not None:
                state = history.state()
                conflicts += projection.conflict_rows(record_id, history, state)
                rows[history.table].append(projection.row_of(table, record_id, state))
        for name, twin in twins.items():
            _compare(connection, report, twin, rows[name], "id", trusted)
        _compare(connection, report, twin_of_conflicts, conflicts, "record_id", trusted)
        report.records += len(batch)
        tell(report.records)


def _record_ids(connection: Connection) -> Iterator[list[str]]:
    after = ""
    query = "SELECT DISTINCT record_id FROM journal_record WHERE record_id > ? ORDER BY record_id LIMIT ?"
    while batch := [row[0] for row in connection.exec_driver_sql(query, (after, _BATCH))]:
        after = batch[-1]
        yield batch


def _twin(connection: Connection, table: Table) -> Table:
    """An empty temporary table of the same columns, so that SQLite itself gives both the stored form."""
    twin, statement = _described(table)
    connection.exec_driver_sql(statement)
    return twin


@cache
def _described(table: Table) -> tuple[Table, str]:
    twin = table.to_metadata(MetaData(), schema="temp", name=_MADE + table.name)
    return twin, str(CreateTable(twin).compile(dialect=sqlite.dialect()))


def _compare(
    connection: Connection, report: Report, twin: Table, rows: list[dict[str, Any]], column: str, ids: Sequence[str]
) -> None:
    """What the journal makes of these records against what stands in the table."""
    connection.exec_driver_sql(f'DELETE FROM temp."{twin.name}"')
    if rows:
        connection.execute(twin.insert(), rows)
    name = twin.name.removeprefix(_MADE)
    marks = ",".join("?" * len(ids))
    columns = ",".join(f'"{item.name}"' for item in twin.columns)
    stored, made = (
        {
            " ".join(map(str, row[: len(twin.primary_key)])): _exact(row)
            for row in connection.exec_driver_sql(
                f'SELECT {columns} FROM {source} WHERE "{column}" IN ({marks})', tuple(ids)
            )
        }
        for source in (f'main."{name}"', f'temp."{twin.name}"')
    )
    for key in sorted(stored.keys() | made.keys()):
        where = f"Tabel {name}: baris {key}"
        if key not in made:
            report.add("row", f"{where} ada tanpa dasar di jurnal.")
        elif key not in stored:
            report.add("row", f"{where} tidak ada padahal tercatat di jurnal.")
        elif stored[key] != made[key]:
            pairs = zip(twin.columns, stored[key], made[key], strict=True)
            names = ", ".join(item.name for item, one, other in pairs if one != other)
            report.add("row", f"{where} tidak sama dengan jurnal ({names}).")


def _exact(row: Sequence[Any]) -> tuple[tuple[type, Any], ...]:
    """The stored values with their types: 1 and 1.0 are not the same."""
    return tuple((type(value), value) for value in row)


def _check_strangers(connection: Connection, report: Report) -> None:
    """Rows of records that no change ever touched."""
    tables: list[tuple[Table, str]] = [(item.__table__, "id") for item in PROJECTED.values()]  # type: ignore[attr-defined]
    for table, column in (*tables, (projection.conflict, "record_id")):
        query = f'SELECT "{column}" FROM "{table.name}" WHERE "{column}" NOT IN (SELECT record_id FROM journal_record)'
        for (row_id,) in connection.exec_driver_sql(query):
            report.add("row", f"Tabel {table.name}: baris {row_id} ada tanpa dasar di jurnal.")
