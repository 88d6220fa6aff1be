"""The database file: opened with checks, locked to one process, read as plain rows, backed up.

Standard library only: the first screen is painted from here while SQLModel is still being loaded.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kinerja_tui.models.counts import Counts
from kinerja_tui.models.kept_rows import LONG, KeptRows
from kinerja_tui.models.migrations import HEAD

if TYPE_CHECKING:
    from kinerja_tui.models.aside import Reading, Readings

APPLICATION_ID = 0x4B494E52
"""SQLite application_id of our files: KINR."""

KEEP_BACKUPS = 14
_AT_A_TIME = 2_000
"""Pages copied into a backup between two looks at whether it is still wanted."""


class DatabaseProblem(Exception):
    """The database cannot be used. ``text`` says in Indonesian what happened and what is safe."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class DatabaseFile:
    """One SQLite file on a local disk, held by this process alone while it is open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: sqlite3.Connection | None = None
        self._plain: sqlite3.Connection | None = None
        self.kept = KeptRows()
        self.counted = Counts(self)
        self._readings: Readings | None = None

    @property
    def is_new(self) -> bool:
        """True when there is no database yet: the first start."""
        return not self.path.exists() or self.path.stat().st_size == 0

    def open(self, *, check: bool = True) -> DatabaseFile:
        """Lock, check and, where the schema is older, migrate. Raises `DatabaseProblem`.

        Without ``check`` an up-to-date file is opened at once; `check_pages` must then be called before it is written.
        """
        self.lock()
        try:
            if self.is_new:
                self._migrate()
            else:
                self._check_ours()
                version = self._known_version()
                if check or version != HEAD:
                    self.check_pages()
                if version != HEAD:
                    self._migrate()
        except DatabaseProblem:
            self.close()
            raise
        except (sqlite3.Error, OSError) as error:
            self.close()
            raise problem_for(error, self.path) from error
        return self

    def lock(self) -> None:
        """Take the file for this process; the operating system lets go of it even after a power cut."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.path.exists() and not os.access(self.path, os.W_OK):
                raise DatabaseProblem(_READ_ONLY.format(path=self.path))
            lock = sqlite3.connect(f"{self.path}.kunci", timeout=0.1, isolation_level=None, check_same_thread=False)
            self._lock = lock
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            self.close()
            if "locked" in str(error):
                raise DatabaseProblem(
                    "Data ini sedang dibuka di jendela kinerja yang lain. Tutup dulu jendela itu, lalu buka lagi. "
                    "Isi data aman."
                ) from error
            raise problem_for(error, self.path) from error
        except OSError as error:
            raise problem_for(error, self.path) from error

    @property
    def plain(self) -> sqlite3.Connection:
        """A connection for plain rows, for the screen's thread; within `aside` another one."""
        reading = self._reading_here
        return self._own if reading is None else reading.connection

    @property
    def _own(self) -> sqlite3.Connection:
        self._plain = self._plain or self.connect()
        return self._plain

    @property
    def _reading_here(self) -> Reading | None:
        return self._readings.here if self._readings is not None else None

    def rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query, read to the end so that no lock stays behind. Those of a long one are kept a while.
        Raises `Stopped` within an `aside` that was broken off."""
        query = (sql, tuple(values.items() if isinstance(values, dict) else values))
        reading, found = self._reading_here, None
        if self.kept or reading is not None:
            version = self.version()
            self.kept.at(version)
            found = self.kept.get(query)
        else:
            version = self.kept.version
        if found is None:
            began = time.perf_counter()
            found = self._own.execute(sql, values).fetchall() if reading is None else reading.rows(sql, values)
            if time.perf_counter() - began > LONG and self.kept.at(self.version()):
                self.kept.keep(query, found, version)
        return found

    @contextlib.contextmanager
    def aside(self, reading: Reading | None = None) -> Iterator[Reading]:
        """Within, this thread reads over a connection of its own: the screen's thread never waits for it.

        Whoever holds ``reading`` may break it off from another thread (`Reading.stop`): here `Stopped` is raised then.
        """
        from kinerja_tui.models.aside import Reading, Readings  # the first screen does without

        if self._readings is None:
            self._readings = Readings(self.connect)
        with self._readings.begin(reading or Reading()) as begun:
            yield begun

    def version(self) -> int:
        """Another number after anything was written through another connection, as all writing of the program is."""
        return int(self._own.execute("PRAGMA data_version").fetchone()[0])

    def setting(self, name: str) -> str:
        """A setting of this PC, or an empty text."""
        found = self.rows("SELECT value FROM setting WHERE name = ?", (name,))
        return str(found[0][0]) if found else ""

    def connect(self) -> sqlite3.Connection:
        """A new connection with our pragmas; transactions are begun by hand."""
        connection = sqlite3.connect(self.path, timeout=5, isolation_level=None, check_same_thread=False)
        set_pragmas(connection)
        return connection

    def schema_version(self) -> str:
        """The schema the file has; empty when it has none."""
        if not self.rows("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"):
            return ""
        found = self.rows("SELECT version_num FROM alembic_version")
        return str(found[0][0]) if found else ""

    def backup(self, target: Path, progress: Callable[[int, int], None] | None = None) -> Path:
        """A copy of the database, complete even while it is in use; the target appears only when whole.

        ``progress`` hears of pages done of all, and may raise to stop. Raises `DatabaseProblem`.
        """
        partial = target.with_name(target.name + ".sebagian")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            partial.unlink(missing_ok=True)
            with (
                contextlib.closing(self.connect()) as source,
                contextlib.closing(sqlite3.connect(partial)) as copy,
            ):
                told = (lambda _, left, total: progress(total - left, total)) if progress is not None else None
                source.backup(copy, pages=_AT_A_TIME, progress=told)
            with partial.open("rb+") as handle:
                os.fsync(handle.fileno())
            partial.replace(target)
        except BaseException as error:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)
            if isinstance(error, sqlite3.Error | OSError):
                raise problem_for(error, target) from error
            raise
        return target

    def backup_of_the_day(self, today: date) -> Path | None:
        """Today's rotating backup, once a day; None when it exists already."""
        folder = self.path.parent / "cadangan"
        target = folder / f"{self.path.stem}-{today.isoformat()}.db"
        if target.exists():
            return None
        self.backup(target)
        for old in sorted(folder.glob(f"{self.path.stem}-????-??-??.db"))[:-KEEP_BACKUPS]:
            old.unlink()
        return target

    def restore(self, source: Path) -> Path | None:
        """Put a backup in place of the database; the replaced one is kept beside it and returned.

        Raises `DatabaseProblem` when the backup is not a sound database of ours.
        """
        probe = DatabaseFile(source)
        if not source.exists():
            raise DatabaseProblem(f"Berkas cadangan {source} tidak ditemukan. Data yang sekarang tidak diubah.")
        try:
            probe._check_ours()
            probe.check_pages()
            probe._known_version()
        except sqlite3.Error as error:
            raise problem_for(error, source) from error
        finally:
            probe.close()
        try:
            return self._replace_with(source)
        except (OSError, sqlite3.Error) as error:
            raise problem_for(error, self.path) from error

    def _replace_with(self, source: Path) -> Path | None:
        self._disconnect()
        kept = None
        partial = self.path.with_name(self.path.name + ".sebagian")
        try:
            shutil.copyfile(source, partial)
            with partial.open("rb+") as handle:
                os.fsync(handle.fileno())
        except OSError:
            partial.unlink(missing_ok=True)
            raise
        if self.path.exists():
            kept = self.path.with_name(f"{self.path.stem}-sebelum-dipulihkan{self.path.suffix}")
            try:
                self.backup(kept)
            except DatabaseProblem:  # too damaged to be read: kept as it is
                self.path.replace(kept)
            self._disconnect()
        # An unfinished transaction of the replaced database must not be rolled back into the restored one.
        Path(f"{self.path}-journal").unlink(missing_ok=True)
        partial.replace(self.path)
        return kept

    def close(self) -> None:
        """Let go of the file."""
        self._disconnect()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _disconnect(self) -> None:
        if self._readings is not None:
            self._readings.close()
        if self._plain is not None:
            self._plain.close()
            self._plain = None
        self.kept, self.counted = KeptRows(), Counts(self)  # another connection counts its versions anew

    def _check_ours(self) -> None:
        # Read by hand: a connection of ours would change the journal mode of somebody else's database.
        with self.path.open("rb") as handle:
            start = handle.read(72)
        if start[:16] != b"SQLite format 3\x00" or int.from_bytes(start[68:72], "big") != APPLICATION_ID:
            raise DatabaseProblem(_NOT_OURS.format(path=self.path))

    def check_pages(self) -> None:
        """Read every page and look for damage, on a connection of its own. Raises `DatabaseProblem`.

        It takes a second for each 200 MB or so: the app does it while the person reads the first screen.
        """
        try:
            with contextlib.closing(self.connect()) as connection:
                result = connection.execute("PRAGMA quick_check(1)").fetchall()
        except sqlite3.Error as error:
            raise problem_for(error, self.path) from error
        if result[0][0] != "ok":
            raise DatabaseProblem(_DAMAGED.format(path=self.path))

    def _known_version(self) -> str:
        version = self.schema_version()
        if version > HEAD:
            raise DatabaseProblem(
                f"Data ini dibuat oleh kinerja versi yang lebih baru (bentuk data {version}, di sini {HEAD}). "
                "Pasang versi terbaru lebih dahulu. Data tidak diubah."
            )
        return version

    def _migrate(self) -> None:
        from kinerja_tui.models.migrations.upgrade import upgrade

        if not self.is_new:
            self.backup(self.path.with_name(f"{self.path.stem}-sebelum-skema-{HEAD}{self.path.suffix}"))
        self._disconnect()
        upgrade(self)


def set_pragmas(connection: sqlite3.Connection) -> None:
    """Durable on power cuts: rollback journal, every commit on the disk before it counts.

    The page cache holds the employee list of a whole district, which filters read at every key.
    """
    for pragma in (
        "journal_mode=TRUNCATE",
        "synchronous=EXTRA",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "temp_store=MEMORY",
        "cache_size=-32000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def problem_for(error: BaseException, path: Path) -> DatabaseProblem:
    """What a failure of the disk or of SQLite means for the person, in Indonesian."""
    words = (error.strerror or "" if isinstance(error, OSError) else str(error)).lower()  # without the file's name
    if "full" in words or getattr(error, "errno", None) == 28:
        return DatabaseProblem(
            "Disk penuh: perubahan terakhir belum tersimpan, semua yang sebelumnya aman. "
            "Kosongkan tempat di disk, lalu ulangi."
        )
    if "readonly" in words or "read-only" in words or isinstance(error, PermissionError):
        return DatabaseProblem(_READ_ONLY.format(path=path))
    if "not a database" in words:
        return DatabaseProblem(_NOT_OURS.format(path=path))
    if "malformed" in words or "corrupt" in words:
        return DatabaseProblem(_DAMAGED.format(path=path))
    if "locked" in words:
        return DatabaseProblem("Data sedang dipakai program lain. Coba lagi sebentar lagi; tidak ada yang hilang.")
    return DatabaseProblem(
        f"Data di {path} tidak dapat dibuka atau ditulis. Perubahan terakhir tidak disimpan; yang sebelumnya aman. "
        "Rincian ada di berkas log."
    )


_READ_ONLY = (
    "Berkas {path} hanya dapat dibaca, tidak dapat ditulis. Pindahkan ke folder yang boleh ditulis atau minta izin "
    "tulis. Isi berkas tidak diubah."
)
_NOT_OURS = "Berkas {path} bukan data kinerja. Berkas itu tidak diubah. Periksa lagi nama berkasnya."
_DAMAGED = (
    "Berkas {path} rusak dan tidak dibuka agar tidak bertambah rusak. Pulihkan cadangan terakhir dengan: "
    "kinerja pulihkan BERKAS_CADANGAN (ada di folder cadangan di sebelahnya)."
)
