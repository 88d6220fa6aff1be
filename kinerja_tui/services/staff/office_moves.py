"""Moving a person to another office of the district: the district says whose employee somebody is, and nobody else."""

from __future__ import annotations

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms.forms import known
from kinerja_tui.services.handover.handoff import KnownOffice, office_name, offices


def choices(db: Database, employee_id: str) -> list[KnownOffice]:
    """The offices of the district that a person can move to: all that are known, but for the present one."""
    now = {row[0] for row in db.file.rows("SELECT office FROM employee WHERE id = ?", (employee_id,))}
    return [item for item in offices(db.file, db.office) if item.code not in now]


def move_to_office(db: Database, employee_id: str, office: str) -> None:
    """The person is that office's employee from now on; the new office records the new post itself.

    Both offices get word of it; the whole file goes to the new one with the next bundle, the old one keeps what it
    made to be read. Raises `RuleBroken`: not the district, nobody we know, an office that is not known, or theirs
    already.
    """
    if db.office.count(".") != 1:
        raise RuleBroken(
            "Pindah ke kantor lain dicatat oleh BKPSDM. Di kantor baru jabatannya dicatat dengan m (Mutasi)."
        )
    with db.transaction() as session:
        person = known(session, Employee, employee_id)
        if office not in {item.code for item in offices(db.file, db.office)}:
            raise RuleBroken("Kantor itu belum dikenal di sini. Kenalkan PC-nya dulu di Serah terima (6, lalu n).")
        name = office_name(db.file, office)
        if person.office == office:
            raise RuleBroken(f"{person.name} sudah tercatat di {name}.")
        old = person.office
        with db.act(f"Pindah ke {name}", employee_id, [code for code in (old, office) if code]) as act:
            act.write(Employee, employee_id, office=office)
