"""One act of one person: everything it writes becomes one signed change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlmodel import Session

from kinerja_tui.models import journal, projection
from kinerja_tui.models.changes import Change, Op, Value, name_of
from kinerja_tui.models.records import Record, decode, encode, journalled_fields
from kinerja_tui.models.state import REMOVED

if TYPE_CHECKING:
    from kinerja_tui.models.database import Database

Seen = Mapping[str, Sequence[str]]
"""Record id -> ids of the changes of that record its author had seen when the form was opened."""


class Act:
    """Collects what is written; sealed, signed and projected when its block ends without an error."""

    def __init__(
        self,
        database: Database,
        session: Session,
        title: str,
        subject: str,
        audience: Sequence[str] = (),
        seen: Seen | None = None,
    ) -> None:
        self.session = session
        """for reading what the act builds on, in the same transaction"""
        self._database = database
        self._title = title
        self.subject = subject
        """the employee's id, an office's, or REFERENCE"""
        self._audience = tuple(audience)
        self._seen = seen
        self._tables: dict[str, str] = {}
        self._fields: dict[str, dict[str, Value]] = {}

    def write(self, table: type[Record], key: str, /, **values: object) -> None:
        """Set fields of a record, new or known. Raises `UnfitValue` when a value does not fit its field."""
        self._tables[key] = str(table.__tablename__)
        fields = self._fields.setdefault(key, {})
        for name, value in values.items():
            encoded = encode(value)
            if name not in journalled_fields(table):
                raise KeyError(f"{table.__name__} has no journalled field {name}")
            decode(table, name, encoded)
            fields[name] = encoded

    def write_anew(self, table: type[Record], key: str, /, **values: object) -> None:
        """Write a record that has a natural key: the same thing made again after its removal is that record again."""
        known = self.session.get(table, key)
        if known is not None and known.removed:
            self.bring_back(table, key)
        self.write(table, key, **values)

    def remove(self, table: type[Record], key: str) -> None:
        """Take a record away; its row stays as a removed row."""
        self._tables[key] = str(table.__tablename__)
        self._fields.setdefault(key, {})[REMOVED] = True

    def bring_back(self, table: type[Record], key: str) -> None:
        """Undo a removal."""
        self._tables[key] = str(table.__tablename__)
        self._fields.setdefault(key, {})[REMOVED] = False

    def written(self) -> Iterator[tuple[str, str, Mapping[str, Value]]]:
        """(table, record id, fields as they travel) of everything written so far."""
        for key, fields in self._fields.items():
            if fields:
                yield self._tables[key], key, fields

    def seal(self) -> str | None:
        """Make, sign, store and project the change. Returns its name, or None when nothing was written."""
        fields = {key: values for key, values in self._fields.items() if values}
        if not fields:
            return None
        connection = self.session.connection()
        unseen = [key for key in fields if self._seen is None or key not in self._seen]
        now_seen = projection.frontiers(connection, unseen) if self._seen is None else {}
        parents = {**now_seen, **(self._seen or {})}
        identity = self._database.identity
        identity.last_change += 1
        change = Change(
            site=identity.site,
            n=identity.last_change,
            at=self._database.now().isoformat(timespec="seconds"),
            by=self._database.operator,
            act=self._title,
            sub=self.subject,
            aud=self._audience,
            ops=tuple(
                Op(self._tables[key], key, tuple(sorted(parents.get(key, ()))), values)
                for key, values in fields.items()
            ),
        )
        body = change.body()
        signed = journal.SignedChange(name_of(body), change, body, identity.sign(body))
        projection.append(connection, [signed])
        self.session.expire_all()
        return signed.id
