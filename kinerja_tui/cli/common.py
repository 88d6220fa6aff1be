"""What the commands share: options, the opened database, progress, answers for programs."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from kinerja_tui.cli.frame import Refused
from kinerja_tui.start import default_database, default_identities

if TYPE_CHECKING:
    from kinerja_tui.handoff.bundle import Progress
    from kinerja_tui.models.database import Database

Result = TypeVar("Result")

DbOption = Annotated[
    Path | None, typer.Option("--db", metavar="BERKAS", help="Berkas data; tanpa ini data pengguna ini.")
]
KeyOption = Annotated[
    Path | None, typer.Option("--kunci", metavar="FOLDER", help="Folder kunci PC ini, di luar berkas data.")
]
PassphraseOption = Annotated[
    Path | None,
    typer.Option("--sandi-berkas", metavar="BERKAS", help="Berkas berisi kata sandi kunci PC ini, bila dipasang."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Jawaban sebagai JSON, untuk dibaca program lain.")]


@contextlib.contextmanager
def opened(
    path: Path | None, keys: Path | None, passphrase_file: Path | None = None, *, new: bool = False
) -> Iterator[Database]:
    """The database at work; only `siapkan` may make a new one. A locked key asks for its passphrase."""
    from kinerja_tui.models.file import DatabaseFile, problem_for

    file = DatabaseFile(path or default_database())
    if file.is_new and not new:
        raise Refused(f"Belum ada data di {file.path}. Siapkan dulu dengan `kinerja siapkan`, atau buka `kinerja`.")
    file.open()
    from sqlalchemy.exc import DBAPIError

    from kinerja_tui.models.database import Database

    try:
        database = unlocked(
            lambda passphrase: Database(file, keys or default_identities(), passphrase=passphrase), passphrase_file
        )
        for notice in database.notices:
            typer.echo(notice, err=True)
        if not new and not database.office:
            raise Refused(f"Data di {file.path} belum disiapkan. Pakai `kinerja siapkan`, atau buka `kinerja`.")
        yield database
        database.engine.dispose()
    except DBAPIError as error:
        raise problem_for(error.orig or error, file.path) from error
    finally:
        file.close()


def unlocked(make: Callable[[str | None], Result], passphrase_file: Path | None) -> Result:
    """What needs this PC's key, with its passphrase if it is locked: from a file, or asked on the terminal three times.

    A passphrase never stands in the arguments or the environment, where others could read it.
    """
    from kinerja_tui.models.lock import FORGOTTEN, MOST_TRIES, KeyLocked, WrongPassphrase

    try:
        return make(None)
    except KeyLocked:
        if passphrase_file is not None:
            try:
                return make(passphrase_file.read_text(encoding="utf-8").rstrip("\r\n"))
            except (OSError, UnicodeDecodeError) as error:
                raise Refused(f"Berkas kata sandi {passphrase_file} tidak dapat dibaca.") from error
        if not sys.stdin.isatty():
            raise
    for _ in range(MOST_TRIES):
        try:
            return make(typer.prompt("Kata sandi kunci PC ini", hide_input=True, err=True))
        except WrongPassphrase as problem:
            typer.echo(problem.text, err=True)
    raise Refused(FORGOTTEN)


@contextlib.contextmanager
def disk_told(path: Path) -> Iterator[None]:
    """Failures of the disk in the words of `problem_for`."""
    import sqlite3

    from kinerja_tui.models.file import problem_for

    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise problem_for(error, path) from error


def progress() -> Progress | None:
    """Percent on stderr while a person watches."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, total: int) -> None:
        typer.echo(f"\r{100 * done // max(total, 1):3} %\r", err=True, nl=False)

    return tell


def print_json(answer: dict[str, Any]) -> None:
    """An answer for another program."""
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
