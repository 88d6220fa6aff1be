"""Forms over one record of one table: opened new or as stored, checked, stored as one change, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from sqlmodel import Session

from kinerja_tui.models.database import Database
from kinerja_tui.models.records import AnyRecord, Record, new_id
from kinerja_tui.rules.problems import Problem, RuleBroken
from kinerja_tui.services.forms.forms import Form, field_key, known, open_form, with_real_ids, write_typed
from kinerja_tui.services.labels import table_label
from kinerja_tui.services.staff.employees import NEW


def open_record(
    db: Database,
    table: type[Record],
    record_id: str,
    title: str,
    subject: str,
    defaults: Mapping[str, str] | None = None,
    about: str = "",
) -> Form:
    """The form of a stored record, or with `NEW` of one to be keyed in, beginning with the defaults (column -> text).

    ``about`` tells new forms of one subject apart. Raises `RuleBroken` when the record was taken back.
    """
    kind = str(table.__tablename__)
    if record_id != NEW:
        with db.reading() as session:
            return open_form(db, f"{kind}:{record_id}", title, subject, [live(session, table, record_id)])
    form = open_form(db, f"{kind}:new:{about or subject}", title, subject, ())
    form.stored.update({field_key(table, NEW, column): text for column, text in (defaults or {}).items() if text})
    return form


def store(
    db: Database, form: Form, table: type[Record], record_id: str, title: str, values: Mapping[str, object]
) -> str:
    """One change of what was typed, and of ``values`` that follow from it; returns the record's id.

    Raises `RuleBroken` when another PC took the record back meanwhile.
    """
    if record_id == NEW:
        real, name = new_id(), str(table.__tablename__)
        whole = replace(form, stored={}, typed={key: text for key, text in form.texts().items() if text})
        with db.act(title, form.subject) as act:
            act.write(table, real, **values)
            write_typed(act, with_real_ids(whole, {f"{name}/{NEW}": f"{name}/{real}"}))
        return real
    with db.act(title, form.subject, seen=form.seen) as act:
        live(act.session, table, record_id)
        act.write(table, record_id, **values)
        write_typed(act, form)
    return record_id


def take_back(db: Database, table: type[Record], record_id: str, title: str, subject: str) -> None:
    """Take a record back; it stays in the history. Raises `RuleBroken` when that was done before."""
    with db.act(title, subject) as act:
        live(act.session, table, record_id)
        act.remove(table, record_id)


def live(session: Session, table: type[AnyRecord], record_id: str) -> AnyRecord:
    """A record that was not taken back. Raises `RuleBroken`."""
    record = known(session, table, record_id)
    if record.removed:
        raise RuleBroken(f"{table_label(str(table.__tablename__))} ini sudah ditarik. Tidak ada yang diubah.")
    return record


def texts_on(form: Form, table: type[Record], record_id: str) -> dict[str, str]:
    """Column -> what stands on the form, without blanks around it; columns never filled in are missing."""
    prefix = field_key(table, record_id, "")
    return {key.removeprefix(prefix): text.strip() for key, text in form.texts().items() if key.startswith(prefix)}


def day_of(text: str) -> date | None:
    """The day of a form's text; None when it is empty or foreign."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def amount_of(text: str) -> Decimal | None:
    """The number of a form's text; None when it is empty or foreign."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def refuse(problems: list[Problem]) -> None:
    """Raises `RuleBroken` with the first hard problem; soft ones were asked about on the form."""
    for problem in problems:
        if problem.hard:
            raise RuleBroken(problem.text)
