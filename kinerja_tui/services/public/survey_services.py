"""Which service of the office's list a survey is about, and the step from a service to its survey.

The link is optional: the office as a whole can be surveyed, and a service that is not on the list. A survey without a
link whose service has the name of one on the list is about that one, so surveys of before need not be touched.
"""

from __future__ import annotations

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.records import natural_id
from kinerja_tui.rules.formats import fold
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.lists.listing import Row
from kinerja_tui.services.public import service_catalogue


def by_name(file: DatabaseFile) -> dict[tuple[str, str], str]:
    """(office, folded name) -> id of the service; where a merge left two of a name, the one still offered."""
    rows = file.rows("SELECT office, name, id FROM service WHERE NOT removed AND name <> '' ORDER BY active, id DESC")
    return {(office, fold(name)): service_id for office, name, service_id in rows}


def about(row: Row) -> str:
    """What a survey of `surveys.present` is about: id of its service, or one made of its office and words."""
    return row["service_id"] or _of_words(row["office"], row["service"])


def is_about(row: Row, about_id: str) -> bool:
    """Whether a survey is about that; one linked to the list only later is also found by its words."""
    return about_id in (row["service_id"], _of_words(row["office"], row["service"]))


def newest(surveys: list[Row], service_id: str) -> str | None:
    """Id of the newest survey of a service, among `surveys.present`; None where there is none."""
    return next((row["key"] for row in surveys if row["service_id"] == service_id), None)


def offered(file: DatabaseFile, office: str) -> list[tuple[str, str]]:
    """Id and name of the services that one office offers, by name."""
    rows = file.rows("SELECT id FROM service WHERE office = ?", (office,))
    own = {row[0] for row in rows}
    return [item for item in service_catalogue.offered(file) if item[0] in own]


def find(file: DatabaseFile, text: str, office: str) -> str:
    """Id of the service of an office that a typed name, or part of it, means. Raises `RuleBroken`."""
    found = service_catalogue.find(file, text)
    if found not in dict(offered(file, office)):
        raise RuleBroken("Layanan itu milik kantor lain. F4 menampilkan layanan kantor survei ini.")
    return found


def _of_words(office: str, service: str) -> str:
    return natural_id("surveyed", office, fold(service))
