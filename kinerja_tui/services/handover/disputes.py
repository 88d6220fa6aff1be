"""Fields in bentrok: the values that were written without knowing of each other, and the choice a person makes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import parse_decimal
from kinerja_tui.rules.periods import parse_day
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.handover import settle_seen
from kinerja_tui.services.history.record_names import value_text, what_is_it
from kinerja_tui.services.labels import REMOVED, field_label, is_link

if TYPE_CHECKING:
    from kinerja_tui.models.database import Database


@dataclass(frozen=True)
class Candidate:
    """One of the values of a field in bentrok: as it travels, as people read it, and who wrote it when and where."""

    value: Any
    text: str
    source: str
    seen: str = ""
    """what stood there when it was written, as its author had seen it"""


@dataclass(frozen=True)
class Dispute:
    """A field in bentrok with the values to choose from."""

    title: str
    candidates: list[Candidate]
    free: bool
    """whether another value may be typed instead"""


def dispute(file: DatabaseFile, record_id: str, field: str) -> Dispute:
    """The values of a field in bentrok, each once. Raises `RuleBroken` when it is settled already."""
    rows = file.rows(
        "SELECT table_name, candidates FROM conflict WHERE record_id = ? AND field = ?", (record_id, field)
    )
    if not rows:
        raise RuleBroken("Bentrok ini sudah diselesaikan.")
    table, heads = rows[0]
    sources: dict[str, list[str]] = {}
    seen: dict[str, list[str]] = {}
    known = settle_seen.what_they_saw(file, record_id, field, [head["change"] for head in json.loads(heads)])
    values: dict[str, Any] = {}
    for head in json.loads(heads):
        key = json.dumps(head["value"], sort_keys=True)
        values[key] = head["value"]
        sources.setdefault(key, []).append(settle_seen.source_of(file, head["change"]))
        told = [value_text(file, table, field, value) for value in known[head["change"]]]
        seen.setdefault(key, []).append(" atau ".join(told) or "belum ada isinya")
    candidates = [
        Candidate(
            values[key], value_text(file, table, field, values[key]), "; ".join(sources[key]), "; ".join(seen[key])
        )
        for key in values
    ]
    free = field not in _CHOSEN and not is_link(field) and not field.endswith("_card") and field != REMOVED
    return Dispute(what_is_it(file, table, record_id, field), candidates, free)


def resolve(db: Database, record_id: str, field: str, value: Any) -> None:
    """Choose a value (as it travels) for a field in bentrok: an ordinary change that has seen all the others.

    Raises `RuleBroken` when it is settled already or the value does not fit.
    """
    from kinerja_tui.models.local import Conflict
    from kinerja_tui.models.records import UnfitValue, decode, journalled_fields
    from kinerja_tui.models.schema import PROJECTED
    from kinerja_tui.services.planning.approval import put_approved

    with db.transaction() as session:
        conflict = session.get(Conflict, (record_id, field))
        if conflict is None:
            raise RuleBroken("Bentrok ini sudah diselesaikan.")
        table, subject = PROJECTED[conflict.table_name], conflict.sub
        if field != REMOVED and field not in journalled_fields(table):
            raise RuleBroken(_NEWER_FIELD)
        with db.act(f"Bentrok diselesaikan: {field_label(conflict.table_name, field)}", subject) as act:
            if field == REMOVED:
                (act.remove if value is True else act.bring_back)(table, record_id)
                return
            try:
                act.write(table, record_id, **{field: decode(table, field, value)})
                if (conflict.table_name, field) == ("indicator", "approved_as"):
                    put_approved(act, record_id, value)
            except UnfitValue as error:
                raise RuleBroken("Isi itu tidak sesuai untuk isian ini. Tidak ada yang diubah.") from error


def typed_value(db: Database, record_id: str, field: str, text: str) -> Any:
    """A value typed by a person instead of the candidates, as it travels. Raises `RuleBroken`."""
    from kinerja_tui.models.records import UnfitValue, encode, from_text, journalled_fields
    from kinerja_tui.models.schema import PROJECTED

    rows = db.file.rows("SELECT table_name FROM conflict WHERE record_id = ? AND field = ?", (record_id, field))
    if not rows:
        raise RuleBroken("Bentrok ini sudah diselesaikan.")
    table = PROJECTED[rows[0][0]]
    if field not in journalled_fields(table):
        raise RuleBroken(_NEWER_FIELD)
    annotation = str(table.model_fields[field].annotation)
    typed = text.strip()
    if typed and "date" in annotation:
        typed = parse_day(typed, db.today(), db.year).isoformat()
    elif typed and "Decimal" in annotation:
        typed = format(parse_decimal(typed), "f")
    try:
        return encode(from_text(table, field, typed))
    except UnfitValue as error:
        hint = " Tulis bilangan bulat, misalnya 3." if "int" in annotation else ""
        raise RuleBroken(f"Isi itu tidak sesuai untuk isian ini.{hint}") from error


_NEWER_FIELD = "Isian ini dari program versi lebih baru. Perbarui program untuk memilih; semua isinya tetap aman."

_CHOSEN = {
    "kind", "post_kind", "state", "approach", "aspect", "direction", "period", "value", "end_reason", "work_rating",
    "behaviour_rating", "rating", "evidence_kind", "nip", "golongan", "office", "code", "parent", "confirmed", "rules",
    "site", "key", "recognised", "change", "decision", "counting", "final", "giver_kind", "about", "part",
    "need_source", "form", "perspective", "section", "approved_as", "old_target", "new_target", "low", "high", "score",
    "author_kind", "answer_state",
    "active", "missing_periods", "accumulates", "as_submitted", "obstacles_read",
    "service", "weighting", "number", "element", "sex", "age", "education", "occupation", "requirements", "procedure",
    "expertise", "time", "cost", "product", "conduct", "complaints", "facilities",
    "condition", "predicate", "least",
    "faulty", "result", "source", "source_rows", "locked", "known", "people", "finished", "channel", "position",
}  # fmt: skip
"""Fields that take a code, or have rules of their own: one of the values is chosen, another is set on the form."""
