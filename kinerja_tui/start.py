"""Opening the app on a database: the usual one, one given by --db, or a practice office."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import sqlite3
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from platformdirs import user_data_path, user_log_path

from kinerja_tui.models.file import DatabaseFile, DatabaseProblem, problem_for

if TYPE_CHECKING:
    from kinerja_tui.services.office.agenda import Outset

APP = "kinerja"
_ESCAPE_OVER_SSH = "250"
"""Milliseconds for which Esc waits for the rest of a key; 100 where the terminal is this PC's own."""


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
    gc.disable()  # nothing is thrown away at the start; looking for it takes a tenth of the time. The app enables it
    log_to_file()
    try:
        file = DatabaseFile(path or default_database()).open(check=False)
    except DatabaseProblem as problem:
        return _not_opened(problem)
    # Beranda is read while Textual is imported: SQLite lets the interpreter go while it reads.
    reading = ThreadPoolExecutor(1, thread_name_prefix="agenda")
    agenda = reading.submit(_agenda, file)
    if "SSH_CONNECTION" in os.environ:  # over a slow line a key may come in pieces
        os.environ.setdefault("ESCDELAY", _ESCAPE_OVER_SSH)
    import_asyncio()
    from kinerja_tui.app import KinerjaApp, Workplace

    try:
        app = KinerjaApp(Workplace(file, identities or default_identities()), agenda.result())
        app.run()
    except sqlite3.Error as error:
        return _not_opened(problem_for(error, file.path))
    finally:
        reading.shutdown()
        file.close()
    return app.return_code or 0


def leave(code: int) -> NoReturn:
    """End the process once `run` is over, without taking the interpreter apart, which takes longer than the start.

    By then everything is on the disk: each transaction when it was committed, the log at each line, and Textual has
    waited for its threads.
    """
    for thread in threading.enumerate():
        if not thread.daemon and thread is not threading.current_thread():
            thread.join()
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def import_asyncio() -> None:
    """Without TLS, which is an eighth of what it imports: nothing here talks to a network.

    Asyncio itself allows for a Python without `ssl`; whoever else imports that later gets it.
    """
    if "asyncio" not in sys.modules and "ssl" not in sys.modules:
        sys.modules["ssl"] = None  # type: ignore[assignment]
        try:
            import asyncio  # noqa: F401
        finally:
            del sys.modules["ssl"]


def _agenda(file: DatabaseFile) -> Outset:
    from kinerja_tui.services.office.agenda import read_quickly

    return read_quickly(file, date.today())


def _not_opened(problem: DatabaseProblem) -> int:
    logging.getLogger(APP).exception("database not opened")
    print(problem.text, file=sys.stderr)  # noqa: T201
    return 1


def build_practice(path: Path, identities: Path, place: str) -> None:
    """Make a fresh practice database; a former one at that place is thrown away.

    Raises `DatabaseProblem` when it is open elsewhere or holds real data, `RuleBroken` for an unknown place.
    """
    from kinerja_tui.models.database import Database
    from kinerja_tui.rules.problems import RuleBroken
    from kinerja_tui.services.practice import practice

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
