"""The editable list of holidays: reference data, the same for every office once handed over."""

from __future__ import annotations

from datetime import date

from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.objections import Holiday
from kinerja_tui.rules.formats import format_date
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.lists.listing import Listing, pattern


def listing(file: DatabaseFile, year: int, text: str = "") -> Listing:
    """The holidays of a year, by day."""
    keys = file.rows(
        "SELECT id FROM holiday WHERE NOT removed AND day BETWEEN ? AND ? AND name LIKE ? ESCAPE '\\' ORDER BY day, id",
        (f"{year:04d}-01-01", f"{year:04d}-12-31", pattern(text.strip())),
    )
    return Listing(
        file, [row[0] for row in keys], "SELECT id, day, name FROM holiday WHERE id IN ({ids})", ("id", "day", "name")
    )


def holidays(file: DatabaseFile) -> frozenset[date]:
    """Every holiday, for the rules."""
    found = file.rows("SELECT day FROM holiday WHERE NOT removed AND day IS NOT NULL")
    return frozenset(date.fromisoformat(row[0]) for row in found)


def add(db: Database, day: date, name: str) -> None:
    """Add a holiday, or name a known one anew. Raises `RuleBroken` without a name."""
    if not name.strip():
        raise RuleBroken("Tulis nama hari liburnya, misalnya Hari Kemerdekaan.")
    with db.act(f"Hari libur {format_date(day)}: {name.strip()}") as act:
        act.write_anew(Holiday, Holiday.id_of(day), day=day, name=name.strip())


def remove(db: Database, holiday_id: str) -> None:
    """Take a holiday away: that day is a working day again."""
    with db.reading() as session:
        holiday = session.get(Holiday, holiday_id)
        if holiday is None or holiday.removed:
            raise RuleBroken("Hari libur ini sudah tidak ada di daftar.")
        when = format_date(holiday.day) if holiday.day else holiday.name
    with db.act(f"Hari libur {when} dihapus") as act:
        act.remove(Holiday, holiday_id)
