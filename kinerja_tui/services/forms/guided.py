"""Drafts of the guided acts (mutasi, Plt/Plh, another rater, excuse): safe at every field, one change at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Assignment
from kinerja_tui.models.plans import Indicator
from kinerja_tui.rules.staff import PostKind
from kinerja_tui.services.forms.forms import CARD_PARTS, Form, discard, field_key, open_form, write_marks
from kinerja_tui.services.staff.employees import NEW, current_assignment
from kinerja_tui.services.staff.posts import Raters, raters_on
from kinerja_tui.services.staff.transfers import NewPost

YES, NO = "ya", "tidak"


def key_of(column: str) -> str:
    """The form field of something asked."""
    return field_key(Assignment, NEW, column)


def part_key(indicator_id: str) -> str:
    """The form field of the part of a target."""
    return field_key(Indicator, indicator_id, "part_target")


def guided_form(db: Database, name: str, title: str, employee_id: str, defaults: Mapping[str, str]) -> Form:
    """Open the draft of a guided act with the answers it begins with; picks up what was typed before."""
    form = open_form(db, name, title, employee_id, (), new=())
    form.stored.update({key_of(column): text for column, text in defaults.items()})
    return form


def day_of(form: Form, column: str) -> date | None:
    """A day typed on the form; None while it is empty."""
    text = form.text(key_of(column))
    return date.fromisoformat(text) if text else None


def raters_of(form: Form) -> Raters:
    """The rater and the superior on the form: one chosen from the list goes before one written as a card."""

    def person(role: str) -> tuple[str | None, dict[str, Any] | None]:
        chosen = form.text(key_of(f"{role}_id"))
        card = {part: form.text(key_of(f"{role}_card.{part}")).strip() for part in CARD_PARTS}
        return chosen or None, card if not chosen and any(card.values()) else None

    return Raters(*person("rater"), *person("superior"))


def superior_of(db: Database, rater_id: str) -> dict[str, str]:
    """Column -> text of the likely superior: who rates the rater in the post he holds today; empty where unknown."""
    with db.reading() as session:
        post = current_assignment(session, rater_id, db.today())
        above = raters_on(session, post, db.today()) if post is not None else Raters()
    if above.rater_id:
        return {"superior_id": above.rater_id}
    return {f"superior_card.{part}": str((above.rater_card or {}).get(part) or "") for part in CARD_PARTS}


def new_post_of(form: Form) -> NewPost:
    """The post on the form."""
    kind = form.text(key_of("post_kind")) or PostKind.IMPLEMENTER.value
    return NewPost(form.text(key_of("post")), raters_of(form), kind, form.text(key_of("unit")))


def parts_of(form: Form) -> dict[str, Decimal]:
    """Indicator id -> the confirmed part of its target."""
    found = {}
    for key, text in form.typed.items():
        table, record_id, column = key.split("/")
        if table == "indicator" and column == "part_target" and text:
            try:
                found[record_id] = Decimal(text)
            except InvalidOperation:  # a foreign draft
                continue
    return found


def perform(db: Database, form: Form, act: Callable[[], object]) -> None:
    """Do what was asked and forget the draft, in one transaction. Raises `RuleBroken`: then the draft stays.

    Notes and marks on what was asked go into the first change, with the record that has the answer.
    """
    left = {*form.marks, *form.notes}

    def remark(written: Act) -> None:
        ids = {key: real for key in left if (real := _written_as(written, key))}
        left.clear()
        texts, marks, notes = (
            {real: part[key] for key, real in ids.items() if key in part}
            for part in (form.texts(), form.marks, form.notes)
        )
        write_marks(written, replace(form, stored={}, typed=texts, marks=marks, notes=notes))

    with db.transaction():
        db.document_guards.append(remark)
        try:
            act()
        finally:
            db.document_guards.remove(remark)
        discard(db, form)


def _written_as(act: Act, key: str) -> str:
    """The field of a record that holds the answer to what was asked; where none does, of the first that is written."""
    table, record_id, column = key.split("/")
    first = ""
    for name, written_id, fields in act.written():
        if (name, written_id) == (table, record_id) or (record_id == NEW and column.partition(".")[0] in fields):
            return f"{name}/{written_id}/{column}"
        first = first or f"{name}/{written_id}/{column}"
    return first
