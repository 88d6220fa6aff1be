"""The rules of an office that say who is thought of for recognition ("bila tercapai, usulkan"): keyed, stopped, copied.

A rule names candidates on the list of recognitions; whoever was proposed keeps the proof as it stood.
"""

from __future__ import annotations

from collections.abc import Mapping

from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.recognition_rules import RecognitionRule
from kinerja_tui.models.records import new_id
from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ratings import Predicate
from kinerja_tui.rules.recognition import Condition
from kinerja_tui.services.forms import one_record
from kinerja_tui.services.forms.forms import Form, field_key, with_real_ids, write_typed
from kinerja_tui.services.forms.one_record import live, texts_on
from kinerja_tui.services.lists.listing import Row, ShortList
from kinerja_tui.services.staff.employees import NEW

_COLUMNS = ("key", "office", "name", "condition", "key_indicator_id", "predicate", "least", "kind", "active", "iku")
COUNTED = frozenset({Condition.PREDICATE, Condition.REQUESTS, Condition.COMPLAINTS})
"""Conditions that ask how many there have to be at least."""
MOST = 1000


def key(rule_id: str, column: str) -> str:
    """The form field of a rule (`NEW`: one that is being added)."""
    return field_key(RecognitionRule, rule_id, column)


def listing(file: DatabaseFile, office: str, year: int, text: str = "") -> ShortList:
    """The rules of an office and of its district for a year; those in use first, then by name."""
    district = ".".join(office.split(".")[:2])
    rows = file.rows(
        "SELECT r.id, r.office, r.name, r.condition, r.key_indicator_id, r.predicate, r.least, r.kind, r.active, "
        "coalesce(k.text, '') FROM recognition_rule r LEFT JOIN key_indicator k ON k.id = r.key_indicator_id "
        "WHERE NOT r.removed AND r.year = ?1 AND (r.office IN ('', ?2, ?3) OR r.office LIKE ?4) "
        "ORDER BY NOT r.active, r.name, r.id",
        (year, office, district, f"{office}.%" if office == district else office),
    )
    words = fold(text).split()
    found = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
    return ShortList([row for row in found if all(word in fold(f"{row['name']} {told(row)}") for word in words)])


def told(row: Row) -> str:
    """What must be met, as people read it."""
    least = row["least"] or 1
    if row["condition"] == Condition.TARGET:
        iku = row["iku"] or "IKU yang tidak ada di sini"
        return f"Target setahun tercapai: {iku if row['key_indicator_id'] else 'indikator mana pun'}"
    if row["condition"] == Condition.PREDICATE:
        lowest = next((item.label for item in Predicate if item == row["predicate"]), "?")
        return f"Predikat paling rendah {lowest}" + (f", {least} periode" if least > 1 else "")
    if row["condition"] == Condition.REQUESTS:
        return f"Semua permohonan tepat waktu, paling sedikit {least}"
    if row["condition"] == Condition.COMPLAINTS:
        return f"Semua keluhan selesai pada waktunya, paling sedikit {least}"
    return "Syarat dari program yang lebih baru"


def form_of(db: Database, rule_id: str = NEW) -> Form:
    """The form of a rule. Raises `RuleBroken` for one that is gone or belongs to another office."""
    if rule_id != NEW:
        _own(db, rule_id)
    title = "Aturan penghargaan baru" if rule_id == NEW else "Aturan penghargaan"
    begin = {"condition": str(Condition.TARGET), "predicate": str(Predicate.VERY_GOOD)}
    return one_record.open_record(db, RecognitionRule, rule_id, title, "", begin)


def check_least(text: str) -> int:
    """How many at least. Raises `RuleBroken` for anything but a whole number from 1 on."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST:
        raise RuleBroken(f"Isi bilangan bulat dari 1 sampai {MOST}.")
    return int(text)


def save(db: Database, form: Form, rule_id: str = NEW) -> str:
    """Add or change a rule of this office for the working year; returns its id. Raises `RuleBroken`."""
    texts = texts_on(form, RecognitionRule, rule_id)
    name, condition = texts.get("name", ""), texts.get("condition", "")
    if not name:
        raise RuleBroken("Beri nama aturan ini, misalnya “Layanan tepat waktu”.")
    if condition not in set(Condition):
        raise RuleBroken("Pilih syaratnya.")
    if condition == Condition.PREDICATE and texts.get("predicate", "") not in set(Predicate):
        raise RuleBroken("Pilih predikat yang paling rendah.")
    least = check_least(texts["least"]) if condition in COUNTED and texts.get("least") else None
    # What another condition asked for is emptied, so that the rule says what it means.
    meaning = {
        "condition": condition,
        "key_indicator_id": texts.get("key_indicator_id") or None if condition == Condition.TARGET else None,
        "predicate": texts.get("predicate", "") if condition == Condition.PREDICATE else "",
        "least": least,
    }
    if rule_id != NEW:
        _own(db, rule_id)
    if _is_there(db, meaning, rule_id):
        raise RuleBroken("Aturan dengan syarat yang sama sudah ada untuk tahun ini. Ubah yang sudah ada saja.")
    title = f"Aturan penghargaan {'baru' if rule_id == NEW else 'diubah'}: {excerpt(name, 60)}"
    record_id = new_id() if rule_id == NEW else rule_id
    with db.act(title, seen=form.seen if rule_id != NEW else None) as act:
        write_typed(act, with_real_ids(form, {f"recognition_rule/{NEW}": f"recognition_rule/{record_id}"}))
        new = {"office": db.office, "year": db.year, "active": True} if rule_id == NEW else {}
        act.write(RecognitionRule, record_id, **new, **meaning)
    return record_id


def set_active(db: Database, rule_id: str, *, active: bool) -> None:
    """Stop a rule, or take it into use again. Raises `RuleBroken`."""
    name = _own(db, rule_id).name
    with db.act(f"Aturan penghargaan {'dipakai lagi' if active else 'dihentikan'}: {excerpt(name, 60)}") as act:
        act.write(RecognitionRule, rule_id, active=active)


def copy_last_year(db: Database) -> int:
    """Take over the rules this office used last year that this year does not have; returns how many. `RuleBroken`."""
    rows = db.file.rows(
        "SELECT name, condition, key_indicator_id, predicate, least, kind FROM recognition_rule "
        "WHERE NOT removed AND active AND office = ? AND year = ? ORDER BY name, id",
        (db.office, db.year - 1),
    )
    wanted = []
    for row in rows:
        values = dict(zip(("name", "condition", "key_indicator_id", "predicate", "least", "kind"), row, strict=True))
        if not _is_there(db, values, NEW):
            wanted.append(values)
    if not wanted:
        raise RuleBroken(f"Tidak ada aturan {db.year - 1} yang belum ada di {db.year}.")
    with db.act(f"Aturan penghargaan disalin dari {db.year - 1}: {len(wanted)}") as act:
        for values in wanted:
            act.write(RecognitionRule, new_id(), office=db.office, year=db.year, active=True, **values)
    return len(wanted)


def _own(db: Database, rule_id: str) -> RecognitionRule:
    with db.reading() as session:
        rule = live(session, RecognitionRule, rule_id)
    if rule.office not in ("", db.office):
        raise RuleBroken("Aturan ini ditetapkan kantor lain; di sini hanya dipakai, tidak diubah.")
    return rule


def _is_there(db: Database, meaning: Mapping[str, object], besides: str) -> bool:
    wanted = (meaning["condition"], meaning["key_indicator_id"] or "", meaning["predicate"], meaning["least"] or 1)
    rows = db.file.rows(
        "SELECT id, condition, coalesce(key_indicator_id, ''), predicate, coalesce(least, 1) FROM recognition_rule "
        "WHERE NOT removed AND active AND office = ? AND year = ?",
        (db.office, db.year),
    )
    return any(rule_id != besides and tuple(row) == wanted for rule_id, *row in rows)
