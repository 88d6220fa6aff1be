"""Voices of the public for tests, keyed on their form."""

from __future__ import annotations

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.records import new_id
from kinerja_tui.services.forms import forms
from kinerja_tui.services.public import voices
from kinerja_tui.services.staff.employees import NEW


def person(db: Database, name: str = "Sari Wulandari", office: str = "") -> str:
    """Somebody in service of an office, of this one where none is named."""
    employee_id = new_id()
    with db.act(f"Pegawai baru: {name}", employee_id) as act:
        act.write(Employee, employee_id, name=name, nip="", kind="PNS", office=office or db.office)
    return employee_id


def said(
    db: Database, text: str = "Antrean lama", received: str = "2026-11-09", kind: str = "keluhan", **more: str
) -> str:
    values = {"kind": kind, "channel": "loket", "received_on": received, "text": text} | more
    form = voices.voice_form(db)
    forms.keep(db, form, {voices.key(NEW, column): value for column, value in values.items() if value})
    return voices.save(db, form, NEW)


def change(db: Database, record_id: str, **texts: str) -> str:
    form = voices.voice_form(db, record_id)
    forms.keep(db, form, {voices.key(record_id, column): text for column, text in texts.items()})
    return voices.save(db, form, record_id)
