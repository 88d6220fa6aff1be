"""Two PCs of an office that take in each other's changes, as a bundle would bring them."""

from __future__ import annotations

import shutil
from pathlib import Path

from kinerja_tui.models import journal, projection
from kinerja_tui.models.changes import parse
from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from tests.conftest import fixed_now


def second_pc(db: Database, folder: Path) -> Database:
    """Another PC with everything that is here now, and a key of its own."""
    folder.mkdir()
    shutil.copy(db.file.path, folder / "kinerja.db")
    return Database(DatabaseFile(folder / "kinerja.db").open(), folder / "kunci", fixed_now)


def exchange(one: Database, other: Database) -> None:
    """Each takes in what the other has."""
    for here, there in ((one, other), (other, one)):
        with there.reading() as session:
            known = [
                journal.SignedChange(entry.id, parse(entry.body), entry.body, entry.sig)
                for entry in journal.entries(session.connection())
            ]
        with here.transaction() as session:
            projection.append(session.connection(), known)
