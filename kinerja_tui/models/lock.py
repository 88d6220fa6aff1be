"""Whether this PC's key is locked with a passphrase. Standard library only: asked at the start."""

from __future__ import annotations

import json
from pathlib import Path

from kinerja_tui.models.file import DatabaseFile, DatabaseProblem

DATABASE_ID = "database"
"""Setting: the name a database has had since it was made."""

MOST_TRIES = 3


class KeyLocked(DatabaseProblem):
    """The key of this PC is locked and its passphrase was not given."""

    def __init__(self) -> None:
        super().__init__(
            "Kunci PC ini dilindungi kata sandi. Buka lewat terminal, atau berikan berkas berisi kata sandinya dengan "
            "--sandi-berkas BERKAS. Data tidak diubah."
        )


WRONG = "Kata sandi itu bukan untuk kunci PC ini. Periksa huruf besar dan kecilnya. Data tidak diubah."

FORGOTTEN = (
    "Bila kata sandinya terlupa, kunci lama tidak dapat dibuka oleh siapa pun, tetapi datanya utuh: pakai kunci "
    "baru (F8 atau Ctrl+O di layar kata sandi, atau `kinerja kunci --baru`), lalu BKPSDM mengenali PC ini lagi sebagai "
    "pengganti."
)


class WrongPassphrase(DatabaseProblem):
    """The passphrase given does not open the key."""

    def __init__(self) -> None:
        super().__init__(WRONG)


def identity_path(folder: Path, database: str) -> Path:
    """Where this PC keeps its key for the database with that id."""
    return folder / f"{database}.json"


def put_aside(folder: Path, file: DatabaseFile) -> None:
    """A key whose passphrase is forgotten must not keep this PC from taking a new one; its file is kept beside it.

    Raises OSError; then the old one goes on.
    """
    path = identity_path(folder, file.setting(DATABASE_ID))
    path.replace(aside_path(path))


def aside_path(path: Path) -> Path:
    """Where a key file lies whose passphrase is forgotten."""
    return path.with_name(f"{path.stem}.terkunci.lama")


def is_locked(folder: Path, file: DatabaseFile) -> bool:
    """Whether the key for an open database file needs a passphrase: one small file is read."""
    database = file.setting(DATABASE_ID)
    try:
        return "locked" in json.loads(identity_path(folder, database).read_text()) if database else False
    except (OSError, ValueError, TypeError):
        return False
