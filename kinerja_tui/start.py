"""Opening the app on a database: the usual one, one given by --db, or a practice office."""

from __future__ import annotations

import logging
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


def log_to_file() -> None:
    """Errors go to a rotating log file, without personal data; never to the screen."""
    folder = user_log_path(APP, ensure_exists=True)
    handler = RotatingFileHandler(
        folder / "kinerja.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger(APP).addHandler(handler)
