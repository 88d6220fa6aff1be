"""First start: which office this is and who works here; afterwards the settings of this PC."""

from __future__ import annotations

from kinerja_tui.models import database
from kinerja_tui.models.database import Database
from kinerja_tui.models.offices import Office
from kinerja_tui.models.periods import Period
from kinerja_tui.rules.periods import PeriodKind, periods_of, year_span
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.regions import find

KECAMATAN = "kecamatan"
DISTRICT = "kabupaten"


def set_up(db: Database, code: str, operator: str, year: int, *, practice: bool = False) -> None:
    """Make this database the one of an office: 15.04.03 for a kecamatan, 15.04 for the district's BKPSDM.

    Raises `RuleBroken` for an unknown code or a missing name.
    """
    region = find(code)
    if region is None or code.count(".") not in {1, 2}:
        raise RuleBroken("Kode wilayah itu tidak ada di daftar. Pilih kecamatan atau kabupaten/kota dari daftar.")
    if not operator.strip():
        raise RuleBroken("Tulis nama Anda, supaya riwayat mencatat siapa yang mengerjakan.")
    with db.transaction():
        db.set_setting(database.OFFICE, code)
        db.set_setting(database.OPERATOR, operator.strip())
        db.set_setting(database.YEAR, str(year))
        db.set_setting(database.PRACTICE, "1" if practice else "")
        is_kecamatan = code.count(".") == 2
        name = f"Kecamatan {region.name}" if is_kecamatan else f"BKPSDM {region.name}"
        parent = find(".".join(code.split(".")[:2])) if is_kecamatan else None
        with db.act(f"Menyiapkan {name}") as act:
            act.write(
                Office,
                Office.id_of(code),
                code=code,
                name=name,
                kind=KECAMATAN if is_kecamatan else DISTRICT,
                parent=parent.code if parent else "",
                parent_name=parent.name if parent else "",
            )
        db.introduce_site()
        add_year(db, year)


def add_year(db: Database, year: int) -> None:
    """Set up the periods of a year: the year itself and its quarters. Again changes nothing."""
    with db.act(f"Periode {year}") as act:
        for period in (year_span(year), *periods_of(year, PeriodKind.QUARTER)):
            if act.session.get(Period, Period.id_of(period.code)) is None:
                act.write(
                    Period,
                    Period.id_of(period.code),
                    code=period.code,
                    kind=str(period.kind),
                    year=year,
                    start=period.start,
                    end=period.end,
                )


def change_operator(db: Database, name: str) -> None:
    """Somebody else works here now. Raises `RuleBroken` without a name."""
    if not name.strip():
        raise RuleBroken("Tulis nama Anda, supaya riwayat mencatat siapa yang mengerjakan.")
    db.set_setting(database.OPERATOR, name.strip())


def change_year(db: Database, year: int) -> None:
    """Work on another year."""
    with db.transaction():
        db.set_setting(database.YEAR, str(year))
        add_year(db, year)
