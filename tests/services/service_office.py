"""A few services and requests for tests of the service log."""

from __future__ import annotations

from kinerja_tui.models.database import Database
from kinerja_tui.services.forms import forms
from kinerja_tui.services.public import service_catalogue, service_requests
from kinerja_tui.services.staff.employees import NEW


def service(db: Database, name: str = "Izin usaha", max_days: str = "3", basis: str = "") -> str:
    form = service_catalogue.service_form(db)
    values = {"name": name, "max_days": max_days, "legal_basis": basis}
    forms.keep(db, form, {service_catalogue.key(NEW, column): text for column, text in values.items() if text})
    return service_catalogue.save(db, form, NEW)


def request(db: Database, service_id: str, received: str, finished: str = "", **more: str) -> str:
    """A request keyed on its form; ended with selesai where it has a day and nothing else is said."""
    form = service_requests.request_form(db)
    values = {"service_id": service_id, "received_on": received, "finished_on": finished}
    values |= {"result": "selesai" if finished else ""} | more
    forms.keep(db, form, {service_requests.key(NEW, column): text for column, text in values.items() if text})
    return service_requests.save(db, form, NEW)


def change(db: Database, record_id: str, **texts: str) -> str:
    form = service_requests.request_form(db, record_id)
    forms.keep(db, form, {service_requests.key(record_id, column): text for column, text in texts.items()})
    return service_requests.save(db, form, record_id)
