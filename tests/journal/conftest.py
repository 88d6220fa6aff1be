"""A migrated, empty database for each test, and ways to open it as this PC or as another."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from tests.handoff.simulator import template


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copyfile(template(), tmp_path / "kinerja.db"))


@pytest.fixture
def start(path: Path, tmp_path: Path) -> Iterator[Callable[..., Database]]:
    """Open a database (this PC's, or of another PC by another folder of identities)."""
    opened: list[Database] = []

    def make(identities: str = "identity", at: Path = path) -> Database:
        opened.append(Database(DatabaseFile(at).open(), tmp_path / identities))
        return opened[-1]

    yield make
    for db in opened:
        db.close()
