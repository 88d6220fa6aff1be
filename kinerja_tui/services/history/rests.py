"""What later work rests on an act, so that it is not set back under it. Careful rather than clever: a doubt refuses."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, TextClause, bindparam, text

from kinerja_tui.models import journal
from kinerja_tui.models.changes import REFERENCE, stored
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.services.handover.settle import BROKEN

LEADS_TO = {
    "assignment_id": "assignment",
    "plan_id": "work_plan",
    "result_id": "work_result",
    "superior_result_id": "work_result",
    "indicator_id": "indicator",
    "key_indicator_id": "key_indicator",
    "addendum_id": "addendum",
    "evaluation_id": "evaluation",
    "assessment_id": "self_assessment",
    "dimension_id": "dimension",
    "feedback_id": "feedback",
    "guidance_id": "guidance",
    "delivery_id": "delivery",
    "session_id": "training_session",
    "rule_id": "recognition_rule",
    "survey_id": "survey",
    "service_id": "service",
    "forum_id": "forum",
    "employee_id": "employee",
    "rater_id": "employee",
    "superior_id": "employee",
    "giver_id": "employee",
    "owner_id": "employee",
    "decided_by_id": "employee",
    "given_by_id": "employee",
}
"""A field that points at another record -> the table it points into."""

CYCLE = frozenset({
    "employee", "assignment", "rater_span", "excuse", "work_plan", "work_result", "indicator", "expectation",
    "plan_attachment", "addendum", "addendum_line", "progress", "action_step", "progress_report", "self_assessment",
    "self_result", "self_value", "evaluation", "result_rating", "value_rating", "dimension_score", "delivery",
    "objection",
})  # fmt: skip
"""A person's year: each of these rests on those before it, so of one person they are set back newest first."""

_OPTIONAL = frozenset({"superior_result_id", "key_indicator_id", "rule_id"})
"""Links that may lead out of the office, or to what is no more: the record stands without it."""

SOURCES = ("indicator", "progress")
"""Tables whose field ``source`` may name a service or a survey in a text."""

_LINKS = tuple(
    (table, field, LEADS_TO[field])
    for table, kind in PROJECTED.items()
    for field in kind.model_fields
    if field in LEADS_TO
)


@dataclass(frozen=True, slots=True)
class Later:
    """An act that stands on another: what it was called, when, by whom, and whether it was made here."""

    id: str
    act: str
    at: str
    by: str
    here: bool


def later_on(
    connection: Connection, seq: int, subject: str, records: Mapping[str, str], inert: Collection[str]
) -> Later | None:
    """The newest counting act after ``seq`` that touches one of these records (id -> table), or the same person's year.

    ``inert`` are acts that were set back and what set them back: nothing rests there.
    """
    found: dict[int, Later] = {}
    for batch in journal.batches(sorted(records), 400):
        for row in connection.execute(_TOUCHING, {"records": batch, "seq": seq}):
            if row.id not in inert:
                found[row.seq] = Later(row.id, row.act, row.at, row.by, row.arrived_with is None)
    if subject != REFERENCE and CYCLE & set(records.values()):
        for row in connection.execute(_ABOUT, {"subject": subject, "seq": seq}):
            if row.seq in found or row.id in inert:
                continue
            if CYCLE & {op.table for op in stored(zlib.decompress(row.body)).ops}:
                found[row.seq] = Later(row.id, row.act, row.at, row.by, row.arrived_with is None)
    return found[max(found)] if found else None


def pointing_at(
    connection: Connection, records: Mapping[str, str], besides: Collection[str] = ()
) -> tuple[str, str] | None:
    """(table, id) of a living record that points at one of these (id -> table) and is none of them.

    ``besides``: records that are set back together with them.
    """
    for table, field, leads_to in _LINKS:
        keys = sorted(key for key, kind in records.items() if kind == leads_to)
        for batch in journal.batches(keys, 400):
            for key in connection.execute(_living(table, f'"{field}" IN :keys'), {"keys": batch}).scalars():
                if key not in records and key not in besides:
                    return table, key
    for key, kind in records.items():
        if kind in {"service", "survey"}:
            for table in SOURCES:
                query = text(f'SELECT id FROM "{table}" WHERE NOT removed AND source LIKE :named LIMIT 1')
                if found := connection.execute(query, {"named": f"%:{key}:%"}).scalar():
                    return table, str(found)
    return None


def pointing(connection: Connection, among: Mapping[str, str], records: Mapping[str, str]) -> list[str]:
    """Those of some records (id -> table), removed or not, that point at one of the others."""
    found: list[str] = []
    for table, field, leads_to in _LINKS:
        keys = sorted(key for key, kind in among.items() if kind == table)
        if leads_to not in records.values() or field in _OPTIONAL:
            continue
        query = text(f'SELECT id, "{field}" FROM "{table}" WHERE id IN :keys')
        for batch in journal.batches(keys, 400):
            rows = connection.execute(query.bindparams(bindparam("keys", expanding=True)), {"keys": batch})
            found += [key for key, above in rows if above in records and key not in found]
    return found


def gone_above(
    connection: Connection, records: Mapping[str, str], besides: Collection[str] = ()
) -> tuple[str, str] | None:
    """(table, id) of a removed or missing record that one of these (id -> table) points at and that is none of them.

    ``besides``: records that come back together with them.
    """
    for table, field, leads_to in _LINKS:
        if leads_to == "employee" or field in _OPTIONAL:
            continue
        keys = sorted(key for key, kind in records.items() if kind == table)
        for batch in journal.batches(keys, 400):
            query = text(
                f'SELECT r."{field}" FROM "{table}" r LEFT JOIN "{leads_to}" a ON a.id = r."{field}" '
                f"WHERE r.id IN :keys AND coalesce(r.\"{field}\", '') <> '' AND coalesce(a.removed, 1)"
            ).bindparams(bindparam("keys", expanding=True))
            for key in connection.execute(query, {"keys": batch}).scalars():
                if key not in records and key not in besides:
                    return leads_to, key
    return None


def broken_rules(connection: Connection, tables: Collection[str]) -> dict[tuple[str, str], str]:
    """(kind, record) -> sentence of every rule between records that has to do with these tables and does not hold."""
    found = {}
    for kind, query, wording in BROKEN:
        if _tables_of(query).isdisjoint(tables):
            continue
        for _, _, detail, record_id in connection.exec_driver_sql(query):
            found[kind, record_id] = wording.format(detail or "")
    return found


@cache
def _tables_of(query: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z_]+", query)) & PROJECTED.keys()


def _living(table: str, condition: str) -> TextClause:
    query = text(f'SELECT id FROM "{table}" WHERE NOT removed AND {condition}')
    return query.bindparams(bindparam("keys", expanding=True))


def draft_on(connection: Connection, records: Collection[str]) -> str:
    """Title of an unfinished form that was opened over one of these records; empty when there is none."""
    titles = (title for title, seen in connection.execute(_DRAFTS) if not json.loads(seen).keys().isdisjoint(records))
    return next(titles, "")


_TOUCHING = text(
    "SELECT DISTINCT j.seq, j.id, j.act, j.at, j.by, j.arrived_with FROM journal_record r JOIN journal j USING (seq) "
    "WHERE r.record_id IN :records AND r.seq > :seq AND j.held IS NULL "
    "AND j.id NOT IN (SELECT change FROM rejection WHERE NOT removed)"
).bindparams(bindparam("records", expanding=True))
_ABOUT = text(
    "SELECT seq, id, act, at, by, arrived_with, body FROM journal WHERE sub = :subject AND seq > :seq AND held IS NULL "
    "AND id NOT IN (SELECT change FROM rejection WHERE NOT removed) ORDER BY seq"
)
_DRAFTS = text("SELECT title, seen FROM draft_form")
