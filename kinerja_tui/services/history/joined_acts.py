"""Acts on many that people see as one: one line in Riwayat kerja, one thing to undo.

Each person's part stays a change of its own about that person, because a change goes in bundles with the file of whom
it is about; another PC sees them one by one. Which of them belong together is remembered by the PC that made them, as
is what it can undo. Standard library only, like `acts`, which reads it.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from kinerja_tui.models.file import DatabaseFile

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from kinerja_tui.models.database import Database

JOINED = "joined_acts"
"""Setting of this PC: the newest acts on many, the newest last."""

_MOST_MEMORY = 400_000
"""kB of changed pages of one act on many; thousands of people change far fewer."""

_KEPT = 60
"""So many are remembered: more than can be undone."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Changes made together, one after the other and nothing between them."""

    last: str
    """name of the newest of them, under which they stand in lists"""
    count: int
    title: str
    """what was done, and to how many"""
    target: str = ""
    """the ``last`` of those that these set back"""


def all_joined(file: DatabaseFile) -> list[Joined]:
    """Those this PC remembers, the newest last."""
    return _read(file.setting(JOINED))


def find(file: DatabaseFile, change_id: str) -> Joined | None:
    """Those that stand under the name of a change; None: it stands alone."""
    return next((item for item in all_joined(file) if item.last == change_id), None)


def members(file: DatabaseFile, joined: Joined) -> list[tuple[str, str]]:
    """(name of the change, name of whom it is about or empty) of each, the newest first."""
    return [(str(change), str(person)) for change, person in file.rows(_MEMBERS, (joined.last, joined.count))]


def spans(file: DatabaseFile, found: Sequence[Joined]) -> dict[int, tuple[int, Joined]]:
    """Seq of the newest change -> (seq of the oldest, which they are), of those that are still in the journal."""
    by_name = {item.last: item for item in found}
    marks = ",".join("?" * len(by_name))
    rows = file.rows(f"SELECT seq, id FROM journal WHERE id IN ({marks})", list(by_name))
    return {seq: (seq - by_name[name].count + 1, by_name[name]) for seq, name in rows}


class Title:
    """What the acts inside are called together; the count is known only at the end."""

    def __init__(self, text: str) -> None:
        self.text = text


@contextlib.contextmanager
def joined(db: Database, title: str = "", target: str = "") -> Iterator[Title]:
    """Everything that is done inside is one thing to undo, and all of it or nothing. A single act keeps its own title.

    ``target``: what it sets back, see `Joined.target`. Raises what is raised inside.
    """
    told = Title(title)
    with db.transaction() as session:
        connection = session.connection()
        before, _ = _newest(connection)
        yield told
        after, name = _newest(connection)
        if after - before > 1:
            kept = [*_read(db.setting(JOINED)), Joined(name, after - before, told.text, target)][-_KEPT:]
            db.set_setting(JOINED, json.dumps([asdict(item) for item in kept]))


@contextlib.contextmanager
def kept_in_memory(connection: Connection) -> Iterator[None]:
    """For acts of services that read some things through the file's own connection: SQLite shuts that out as soon as a
    transaction has changed more pages than its memory holds, so it gets as much as it needs."""
    size = connection.exec_driver_sql("PRAGMA cache_size").scalar()
    connection.exec_driver_sql(f"PRAGMA cache_size=-{_MOST_MEMORY}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size={size}")


def _newest(connection: Connection) -> tuple[int, str]:
    row = connection.exec_driver_sql("SELECT seq, id FROM journal ORDER BY seq DESC LIMIT 1").first()
    return (0, "") if row is None else (int(row[0]), str(row[1]))


def _read(text: str) -> list[Joined]:
    return [Joined(**item) for item in json.loads(text)] if text else []


_MEMBERS = """
    SELECT j.id, coalesce(e.name, '') FROM journal j LEFT JOIN employee e ON e.id = j.sub
    WHERE j.seq <= (SELECT seq FROM journal WHERE id = ?1) AND j.seq > (SELECT seq FROM journal WHERE id = ?1) - ?2
    ORDER BY j.seq DESC
"""
