"""Opening the app on a database: the usual one, one given by --db, or a practice office."""

from __future__ import annotations

import logging
import shutil
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from platformdirs import user_data_path, user_log_path

from kinerja_tui.models.file import DatabaseFile, DatabaseProblem

APP = "kinerja"


def default_database() -> Path:
    """The database of this user."""
    return user_data_path(APP) / "kinerja.db"


def default_identities() -> Path:
    """Where this user's keys lie, outside every database."""
    return user_data_path(APP) / "kunci"


def practice_folder() -> Path:
    """Where practice offices lie, a folder each; their keys are their own."""
    return user_data_path(APP) / "latihan"


def version() -> str:
    """Name and version of the program."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return f"{APP} {installed('kinerja-tui')}"
    except PackageNotFoundError:
        return f"{APP} (dijalankan dari kode sumber)"


def run(path: Path | None = None, identities: Path | None = None) -> int:
    """Open the app; returns the exit code."""
    log_to_file()
    try:
        file = DatabaseFile(path or default_database()).open()
    except DatabaseProblem as problem:
        logging.getLogger(APP).exception("database not opened")
        print(problem.text, file=sys.stderr)  # noqa: T201
        return 1
    from kinerja_tui.app import KinerjaApp, Workplace

    app = KinerjaApp(Workplace(file, identities or default_identities()))
    try:
        app.run()
    finally:
        file.close()
    return app.return_code or 0


def build_practice(path: Path, identities: Path, place: str) -> None:
    """Make a fresh practice database; a former one at that place is thrown away.

    Raises `DatabaseProblem` when it is open elsewhere or holds real data, `RuleBroken` for an unknown place.
    """
    from kinerja_tui.models.database import Database
    from kinerja_tui.rules.problems import RuleBroken
    from kinerja_tui.services import practice

    if place not in practice.places():
        raise RuleBroken(f"Tidak ada kantor latihan bernama {place}. Yang ada: {', '.join(practice.places())}.")
    _clear_practice(path)
    db = Database(DatabaseFile(path).open(), identities)
    try:
        practice.load(db, place)
    finally:
        db.close()


def _clear_practice(path: Path) -> None:
    if not path.exists():
        return
    if path.is_relative_to(practice_folder()):
        former = DatabaseFile(path)
        former.lock()  # refuses while another window has it open
        former.close()
        shutil.rmtree(path.parent)
        return
    former = DatabaseFile(path).open()
    is_practice = bool(former.setting("practice"))
    former.close()
    if not is_practice:
        raise DatabaseProblem(
            f"Data di {path} bukan data latihan, jadi tidak diganti. Pilih --db lain untuk berlatih. "
            "Tidak ada yang diubah."
        )
    path.unlink()


def log_to_file() -> None:
    """Errors go to a rotating log file, without personal data; never to the screen."""
    folder = user_log_path(APP, ensure_exists=True)
    handler = RotatingFileHandler(
        folder / "kinerja.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger(APP).addHandler(handler)
