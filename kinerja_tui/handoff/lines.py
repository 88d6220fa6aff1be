"""Whose document a line is put into: a record that names a plan, an evaluation or another document it is part of.

The name a change stands under tells who may write it. The document that a line names is somebody's too: under a
person of its own an office could put a line into the plan of another office's person, whom only the district sees.
"""

from __future__ import annotations

import zlib

from sqlalchemy import Connection, bindparam, text

from kinerja_tui.models import journal, projection
from kinerja_tui.models.changes import REFERENCE, stored

_DOCUMENTS = frozenset(
    {
        "plan_id",
        "result_id",
        "indicator_id",
        "addendum_id",
        "evaluation_id",
        "assessment_id",
        "assignment_id",
        "feedback_id",
        "guidance_id",
        "survey_id",
        "forum_id",
    }
)
"""Fields that name the document a record is part of. A superior's result, a rater or a service is only referred to."""

LINES = {
    name: sorted(_DOCUMENTS & {next(iter(index.columns)).name for index in table.indexes})
    for name, table in projection.TABLES.items()
}
"""Table -> its fields by which the lines of a document are found: those that have an index."""

_BATCH = 400


def crossing(connection: Connection, since: int, reason: str) -> list[tuple[str, str, str]]:
    """(change, site, whose document) of changes that put a line into a document first written about somebody else.

    Looked at are lines that came after ``since`` or that name a document that did, and changes held for ``reason``,
    which may be judged otherwise now.
    """
    found = []
    for batch in journal.batches(_candidates(connection, since, reason), _BATCH):
        named = [
            (change, site, sub, document)
            for change, site, sub, body in connection.execute(_BODIES, {"seqs": batch})
            for op in stored(zlib.decompress(body)).ops
            for field in LINES.get(op.table, ())
            if isinstance(document := op.fields.get(field), str)
        ]
        whose = _whose(connection, {document for *_, document in named})
        found += [
            (change, site, whose[document])
            for change, site, sub, document in named
            if whose.get(document, sub) not in {sub, REFERENCE}
        ]
    return found


def _candidates(connection: Connection, since: int, reason: str) -> list[int]:
    """The seqs of changes of lines that name a document somebody else wrote in; of lines without a row, the held ones.

    A table is read whole when it is smaller than what is new: an import is mostly either small or nearly everything.
    """
    fresh = connection.execute(
        text("SELECT count(*) FROM journal_record WHERE seq > :since"), {"since": since}
    ).scalar()
    queries = ["SELECT seq FROM journal WHERE held = :reason"]
    for table, fields in LINES.items():
        rows = connection.exec_driver_sql(f"SELECT max(rowid) FROM {table}").scalar() if fields else None
        if rows is None or not fresh:
            continue
        documents = ", ".join(f"l.{field}" for field in fields)
        for by in ("id", *fields):
            new = f"l.{by} = f.record_id AND f.seq > :since"
            lines = f"{table} l CROSS JOIN journal_record f ON {new}"
            if rows > fresh:
                lines = f"journal_record f INDEXED BY ix_journal_record_seq CROSS JOIN {table} l ON {new}"
            written = "r.seq = f.seq" if by == "id" else "r.seq <= :since"
            queries.append(
                f"SELECT r.seq FROM {lines} CROSS JOIN journal_record r ON r.record_id = l.id AND {written} "
                f"CROSS JOIN journal j ON j.seq = r.seq CROSS JOIN journal_record d ON d.record_id IN ({documents}) "
                "CROSS JOIN journal o ON o.seq = d.seq WHERE o.sub <> j.sub"
            )
    values = {"since": since, "reason": reason}
    return sorted({seq for query in queries for seq in connection.execute(text(query), values).scalars()})


def _whose(connection: Connection, documents: set[str]) -> dict[str, str]:
    """Document -> the name under which it was first written, as far as it counts here."""
    found: dict[str, str] = {}
    for batch in journal.batches(sorted(documents), _BATCH):
        found.update((record, sub) for record, sub in connection.execute(_SUBS, {"records": batch}))
    return found


_NEW = text("SELECT count(*) FROM journal_record WHERE seq > :since")
_BODIES = text("SELECT id, site, sub, body FROM journal WHERE seq IN :seqs").bindparams(
    bindparam("seqs", expanding=True)
)
_SUBS = text(
    "SELECT r.record_id, j.sub FROM journal_record r JOIN journal j USING (seq) "
    "WHERE r.record_id IN :records AND j.held IS NULL ORDER BY j.seq DESC"
).bindparams(bindparam("records", expanding=True))
