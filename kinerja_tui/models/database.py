"""The database at work: objects for forms, transactions, and the act by which anything is written."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from kinerja_tui.models import projection
from kinerja_tui.models.act import Act, Seen
from kinerja_tui.models.changes import REFERENCE, is_subject
from kinerja_tui.models.file import DatabaseFile, problem_for, set_pragmas
from kinerja_tui.models.identity import Identity, load_identity, new_identity
from kinerja_tui.models.local import Alarm, AuthorKey, JournalEntry, Setting
from kinerja_tui.models.lock import DATABASE_ID, aside_path, identity_path
from kinerja_tui.models.offices import Site
from kinerja_tui.rules.problems import RuleBroken

OFFICE = "office"
OPERATOR = "operator"
YEAR = "year"
PRACTICE = "practice"


class Database:
    """An open database with the identity of this PC. One writer at a time; a transaction holds one act or several."""

    def __init__(
        self,
        file: DatabaseFile,
        identities: Path,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        passphrase: str | None = None,
    ) -> None:
        """Raises `KeyLocked` or `WrongPassphrase` when this PC's key is locked and the passphrase does not open it."""
        self.file = file
        self.now = now
        self.guard: Callable[[Session, str], None] | None = None
        """asked before every act about a subject; raises `RuleBroken` where this PC may only read"""
        self.document_guards: list[Callable[[Act], None]] = []
        """asked of every act that is about to be signed; raise `RuleBroken` where it writes what it may not"""
        self.after_acts: list[Callable[[Act], None]] = []
        """told of every act that was signed, in its transaction"""
        self.engine = _engine(file.path)
        self._writing = threading.RLock()
        self._session: Session | None = None
        self._writer = 0
        self._noticed: list[tuple[str, str]] = []
        self.identity = self._identify(identities, self._database_id(), passphrase)
        self._remember_key()
        if any(code == "copied" for code, _ in self._noticed):
            self._forget_alarms()  # they were told of the PC it was copied from
        for code, notice in self._noticed:
            self.note_alarm(code, self.identity.site, notice)

    def close(self) -> None:
        """Let go of the connections and of the file."""
        self.engine.dispose()
        self.file.close()

    @property
    def notices(self) -> list[str]:
        """What was noticed about this PC when it was opened: restored from a backup, copied from elsewhere."""
        return [notice for _, notice in self._noticed]

    def note_alarm(self, code: str, site: str, notice: str) -> None:
        """Keep what people should know until somebody has read it; the same thing stands there once."""
        same = select(Alarm).where(Alarm.code == code, Alarm.site == site, col(Alarm.read).is_(False))
        with self.transaction() as session:
            if session.exec(same).first() is None:
                at = self.now().isoformat(timespec="seconds")
                session.add(Alarm(code=code, site=site, text=notice, at=at))
                session.flush()

    def _forget_alarms(self) -> None:
        with self.transaction() as session:
            session.connection().exec_driver_sql("UPDATE alarm SET read = 1")

    def today(self) -> date:
        """The day by this PC's clock; nothing is decided by it between PCs."""
        return self.now().date()

    # -- reading

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """A session to read objects; inside a transaction of this thread, that transaction's own.

        Raises `DatabaseProblem`.
        """
        if self._session is not None and self._writer == threading.get_ident():
            yield self._session
            return
        try:
            with Session(self.engine) as session:
                yield session
        except DBAPIError as error:
            if isinstance(error.orig, Exception):
                raise problem_for(error.orig, self.file.path) from error
            raise

    def seen(self, record_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """What a person who opens these records now has seen of them; records not here yet have ()."""
        with self.reading() as session:
            known = projection.frontiers(session.connection(), record_ids)
        return {record_id: known.get(record_id, ()) for record_id in record_ids}

    # -- writing

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Session]:
        """All or nothing; inside another transaction it joins that one. Raises `DatabaseProblem`."""
        with self._writing:
            if self._session is not None:
                yield self._session
                return
            number = self.identity.last_change
            try:
                with self._begun() as session:
                    self._session, self._writer = session, threading.get_ident()
                    try:
                        yield session
                    finally:
                        self._session = None
            except BaseException:
                self.identity.last_change = number
                raise
            if self.identity.last_change != number:
                with contextlib.suppress(OSError):  # the act is stored; the mark is written again with the next one
                    self.identity.save()

    @contextlib.contextmanager
    def _begun(self) -> Iterator[Session]:
        """A session whose transaction ends with the block. Raises `DatabaseProblem` for failures of the disk."""
        try:
            with Session(self.engine) as session, session.begin():
                session.connection().exec_driver_sql("BEGIN IMMEDIATE")
                yield session
        except DBAPIError as error:
            if isinstance(error.orig, Exception):
                raise problem_for(error.orig, self.file.path) from error
            raise

    @contextlib.contextmanager
    def act(
        self, title: str, subject: str = REFERENCE, audience: Sequence[str] = (), seen: Seen | None = None
    ) -> Iterator[Act]:
        """One act of one person: what is written inside becomes one signed change.

        ``title`` is what the history shows (Indonesian), ``subject`` the employee's id or REFERENCE, ``audience``
        the offices that may see it besides the employee's own, ``seen`` what the author saw when opening the form
        (None: everything that is here now). Raises `RuleBroken` for a subject that is no employee's id: foreign
        data can name anything.
        """
        if not is_subject(subject):
            raise RuleBroken("Data ini tidak tercatat milik pegawai mana pun, jadi tidak dapat diubah di sini.")
        with self.transaction() as session:
            if self.guard is not None:
                self.guard(session, subject)
            act = Act(self, session, title, subject, audience, seen)
            yield act
            for document_guard in self.document_guards:
                document_guard(act)
            if act.seal() is not None:
                for follow in self.after_acts:
                    follow(act)

    # -- settings of this PC

    def setting(self, name: str) -> str:
        """A setting of this PC, or an empty text."""
        with self.reading() as session:
            found = session.connection().exec_driver_sql("SELECT value FROM setting WHERE name = ?", (name,))
            return str(found.scalar() or "")

    def set_setting(self, name: str, value: str) -> None:
        """Store a setting of this PC."""
        with self.transaction() as session:
            session.merge(Setting(name=name, value=value))
            session.flush()

    @property
    def office(self) -> str:
        """kode wilayah of the office this PC works for."""
        return self.setting(OFFICE)

    @property
    def operator(self) -> str:
        """Who works here now, as the history names them."""
        return self.setting(OPERATOR)

    @property
    def year(self) -> int:
        """The year being worked on."""
        return int(self.setting(YEAR) or self.today().year)

    # -- this PC

    def introduce_site(self) -> None:
        """Write this PC's own record (public key, office) if the reference data do not have it yet."""
        key = Site.id_of(self.identity.site)
        with self.reading() as session:
            if session.get(Site, key) is not None:
                return
        with self.act("PC diperkenalkan kepada kantor lain") as act:
            act.write(Site, key, site=self.identity.site, key=self.identity.public_key, office=self.office)

    def _database_id(self) -> str:
        """The name this database has had since it was made; a copy has the same."""
        known = self.setting(DATABASE_ID)
        if known:
            return known
        made = uuid.uuid4().hex
        with self._begun() as session:
            session.add(Setting(name=DATABASE_ID, value=made))
        return made

    def take_new_key(self) -> None:
        """This PC signs with a fresh key from now on; the old one is kept beside it and used no more.

        Raises OSError when the key cannot be stored; then the old one goes on.
        """
        path = self.identity.path
        with contextlib.suppress(OSError):
            path.with_name(f"{path.stem}.{self.identity.site}.lama").write_bytes(path.read_bytes())
        self.identity = new_identity(path.parent, path.stem)
        self._remember_key()
        if self.office:
            self.introduce_site()

    def _identify(self, folder: Path, database: str, passphrase: str | None) -> Identity:
        identity = load_identity(folder, database, passphrase)
        if identity is None:
            if self._newest_number(None):
                forgotten = aside_path(identity_path(folder, database)).exists()
                self._noticed.append(("forgotten", _NEW_KEY) if forgotten else ("copied", _COPIED))
            return new_identity(folder, database)
        newest = self._newest_number(identity.site)
        if identity.last_change > newest:
            self._noticed.append(("restored", _RESTORED))
        identity.last_change = max(identity.last_change, newest)
        return identity

    def _remember_key(self) -> None:
        site = self.identity.site
        with self.reading() as session:
            if session.get(AuthorKey, site) is not None:
                return
        with self.transaction() as session:
            session.add(AuthorKey(site=site, key=self.identity.public_key))

    def _newest_number(self, site: str | None) -> int:
        query = select(JournalEntry.n).order_by(col(JournalEntry.n).desc()).limit(1)
        if site is not None:
            query = query.where(JournalEntry.site == site)
        with self.reading() as session:
            return session.exec(query).first() or 0


def _engine(path: Path) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)), hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        set_pragmas(connection)
        # Memory must not grow with a bundle: what is sorted and compared goes into a file of SQLite's own, which is
        # gone with the connection, and pages that were written need not stay.
        connection.execute("PRAGMA temp_store=FILE")
        connection.execute("PRAGMA cache_size=-16000")

    return engine


_COPIED = (
    "Data ini berasal dari PC lain. Mulai sekarang PC ini memakai kuncinya sendiri; semua data tetap utuh. "
    "Tulis kunci itu ke flashdisk (PC yang dikenal, t) dan bawa ke BKPSDM bersama paket berikutnya: sebelum PC ini "
    "dikenali, paketnya ditolak di sana."
)
_NEW_KEY = (
    "PC ini memakai kunci baru; semua data tetap utuh. Tulis kunci itu ke flashdisk (PC yang dikenal, t) dan bawa ke "
    "BKPSDM, supaya PC ini dikenali sebagai pengganti kunci lama."
)
_RESTORED = (
    "Data ini lebih lama daripada yang terakhir dikerjakan di PC ini; rupanya dipulihkan dari cadangan. "
    "Yang pernah diserahkan kembali lewat paket balasan BKPSDM; yang belum diserahkan perlu diketik ulang."
)
