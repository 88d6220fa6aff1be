"""Databases of any size for measuring: invented people with an assignment each, and plans for every second one."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.services import setup

GIVEN = ("Adi", "Bunga", "Citra", "Dedi", "Eka", "Fitri", "Gunawan", "Hasan", "Indah", "Joko", "Kartini", "Lestari")
FAMILY = ("Siregar", "Wibowo", "Harahap", "Nasution", "Saragih", "Wulandari", "Hidayat", "Kurniawan", "Maulana")


def make(folder: Path, people: int) -> Path:
    """A database of so many people, where the program looks for it; made once per folder."""
    path = folder / "kinerja.db"
    if path.exists():
        return path
    db = Database(DatabaseFile(path).open(), folder / "kunci")
    setup.set_up(db, "15.04.03", "Rina Wulandari", 2026)
    with db.transaction():
        for number in range(people):
            _add(db, number)
    db.close()
    return path


def _add(db: Database, number: int) -> None:
    nip = f"19{60 + number % 40:02d}{1 + number % 12:02d}{1 + number % 28:02d}201001{1 + number % 2}{number % 1000:03d}"
    employee_id = Employee.id_of(f"{nip}-{number}")
    assignment_id = Assignment.id_of(employee_id, "Pengadministrasi Perkantoran", date(2020, 1, 1))
    name = f"{GIVEN[number % 12]} {FAMILY[number // 12 % 9]} {number}"
    with db.act("Pegawai baru", employee_id) as act:
        act.write(Employee, employee_id, nip=nip, name=name, golongan="III/a", office=db.office)
        act.write(
            Assignment,
            assignment_id,
            employee_id=employee_id,
            post="Pengadministrasi Perkantoran",
            unit=f"Seksi {number % 25}",
            office=db.office,
            start=date(2020, 1, 1),
        )
        if number % 2:
            plan_id = WorkPlan.id_of(assignment_id, date(2026, 1, 1))
            act.write(WorkPlan, plan_id, employee_id=employee_id, assignment_id=assignment_id, year=2026, state="draf")


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
