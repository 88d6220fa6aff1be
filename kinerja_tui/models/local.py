"""Tables that are this PC's own and not a projection: the journal itself, drafts, settings, what went to whom."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, text
from sqlmodel import Field, SQLModel


class JournalEntry(SQLModel, table=True):
    """One signed change. ``seq`` is the order of arrival here and means nothing elsewhere."""

    __tablename__ = "journal"
    __table_args__ = (
        Index("ix_journal_site_n", "site", "n"),
        Index("ix_journal_held", "held", sqlite_where=text("held IS NOT NULL")),
    )

    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    site: str
    n: int
    at: str
    by: str
    act: str
    sub: str = Field(index=True)
    body: bytes
    """the canonical bytes, zlib"""
    sig: bytes
    arrived_with: str | None = Field(default=None, index=True)
    """bundle that brought it; None = made here"""
    held: str | None = None
    """why the state function leaves it out here (author not known, not allowed); None = it counts"""


class JournalRecord(SQLModel, table=True):
    """Which changes touch which record."""

    __tablename__ = "journal_record"
    __table_args__ = {"sqlite_with_rowid": False}

    record_id: str = Field(primary_key=True)
    seq: int = Field(sa_column=Column(Integer, ForeignKey("journal.seq"), primary_key=True, index=True))


class AuthorKey(SQLModel, table=True):
    """The public key of every PC that signed a change in the journal."""

    __tablename__ = "author_key"

    site: str = Field(primary_key=True)
    key: str


class JournalAudience(SQLModel, table=True):
    """Offices that may see a change besides the employee's own."""

    __tablename__ = "journal_audience"
    __table_args__ = {"sqlite_with_rowid": False}

    office: str = Field(primary_key=True)
    seq: int = Field(sa_column=Column(Integer, ForeignKey("journal.seq"), primary_key=True, index=True))


class Conflict(SQLModel, table=True):
    """A field in bentrok: heads that differ. Derived from the journal like every projected table."""

    record_id: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    table_name: str
    sub: str = Field(index=True)
    candidates: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    """[{change, value}] of every head"""


class DraftForm(SQLModel, table=True):
    """A form that was opened and typed into: what its author had seen, and where the cursor stood."""

    __tablename__ = "draft_form"

    form: str = Field(primary_key=True)
    """which form, e.g. plan:<id>"""
    title: str = ""
    """as the user knows it, e.g. Rencana kerja Siti Aminah"""
    subject: str = ""
    """employee the form is about"""
    seen: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """record id -> ids of its changes seen when the form was opened"""
    cursor: str = ""
    at: str = ""


class Draft(SQLModel, table=True):
    """A field typed but not yet made into a change: safe against a power cut, invisible to others."""

    form: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    """table/record id/column"""
    text: str = ""
    """as typed"""
    mark: str = ""
    """? when a soft warning was confirmed"""


class Setting(SQLModel, table=True):
    """Settings of this PC: database id, office code, working year, who works here."""

    name: str = Field(primary_key=True)
    value: str = ""


class Peer(SQLModel, table=True):
    """A PC we exchange bundles with. Trusted once a person compared its fingerprint."""

    site: str = Field(primary_key=True)
    key: str
    office: str
    office_name: str = ""
    trusted_at: str | None = None
    trusted_by: str = ""
    confirmed: str | None = None
    """id of the newest of our bundles it says it has; None = none that we know"""
    alarm: int | None = None
    """number of our newest bundle when this PC looked restored or copied; full bundles until it confirms a newer one"""


class Alarm(SQLModel, table=True):
    """Something about this PC or another that people should know: restored, copied, one key on two PCs."""

    id: int | None = Field(default=None, primary_key=True)
    code: str
    site: str = ""
    """the PC it is about"""
    text: str = ""
    """what happened and what to do, Indonesian"""
    at: str = ""
    read: bool = False
    """a person has read it"""


class Counted(SQLModel, table=True):
    """What a count over whole tables found (models.counts). Triggers empty it when anything it reads is written."""

    query: str = Field(primary_key=True)
    """SQL and values, JSON"""
    found: str
    """its rows, JSON"""


class OutgoingBundle(SQLModel, table=True):
    """A bundle we wrote: to whom, on which base. Its contents stand in `OutgoingChange`."""

    __tablename__ = "outgoing_bundle"

    id: str = Field(sa_column=Column(String, primary_key=True))
    to_office: str
    to_site: str | None = None
    no: int
    base: str | None = None
    count: int
    at: str
    file: str = ""
    ack: str | None = None
    """the bundle of the receiver it acknowledges"""
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """what its berita acara says (services.handover.handover.Handover)"""
    handed_at: str = ""
    """when a person said that it left the house, ISO; empty: not yet"""
    handed_by: str = ""


class OutgoingChange(SQLModel, table=True):
    """Change ``seq`` went out with this bundle."""

    __tablename__ = "outgoing_change"
    __table_args__ = {"sqlite_with_rowid": False}

    bundle_id: str = Field(sa_column=Column(String, ForeignKey("outgoing_bundle.id"), primary_key=True))
    seq: int = Field(sa_column=Column(Integer, ForeignKey("journal.seq"), primary_key=True))


class IncomingBundle(SQLModel, table=True):
    """A bundle that was imported; ``seq`` is the order of import."""

    __tablename__ = "incoming_bundle"

    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    from_site: str = Field(index=True)
    from_office: str
    no: int
    count: int
    new: int
    at: str
    by: str = ""
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """what its berita acara says (services.handover.handover.Handover)"""
    undo: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """what the import changed besides the journal, to take it back; empty: it cannot be taken back any more"""


class RefusedChange(SQLModel, table=True):
    """A change that a receiver keeps without letting it count, as its newest answer says."""

    __tablename__ = "refused_change"
    __table_args__ = {"sqlite_with_rowid": False}

    site: str = Field(primary_key=True)
    """the PC that says so"""
    change_id: str = Field(primary_key=True)
    reason: str = ""
