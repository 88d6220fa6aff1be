"""Bring a database file to the newest schema: all migrations in one transaction."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

if TYPE_CHECKING:
    from kinerja_tui.models.file import DatabaseFile


def upgrade(file: DatabaseFile) -> None:
    """Run what is missing. Foreign keys are off meanwhile and checked before the commit.

    Alembic's batch mode rebuilds tables, and with foreign keys on SQLite would delete their children.
    """
    from kinerja_tui.models.file import APPLICATION_ID

    plain = file.connect()
    plain.execute("PRAGMA foreign_keys=OFF")
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    engine = create_engine("sqlite://", creator=lambda: plain, poolclass=StaticPool, hide_parameters=True)
    try:
        with engine.connect() as connection, connection.begin():
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.exec_driver_sql("DELETE FROM counted")  # of rows as they were
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise RuntimeError("a migration broke a foreign key")
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise error.orig from error  # the caller tells people, and knows no SQLAlchemy
        raise
    finally:
        engine.dispose()
        plain.close()
