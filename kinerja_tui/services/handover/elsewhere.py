"""People who moved to another office: what this office made stays here to be read; the new office goes on writing."""

from __future__ import annotations

from sqlmodel import Session

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.offices import Office
from kinerja_tui.rules.problems import RuleBroken

_MOVED = (
    "{name} sudah pindah ke kantor lain ({office}); datanya di sini hanya dibaca. Yang dibuat di sini tetap tersimpan; "
    "perubahan berikutnya dibuat kantor itu atau BKPSDM."
)


def keep_elsewhere(db: Database) -> None:
    """From now on a kecamatan's PC writes nothing about people of other offices; the district writes about all.

    An act about such a person raises `RuleBroken`. Bundles are not touched by this: they have rules of their own.
    """

    def refuse(session: Session, subject: str) -> None:
        own = db.office
        person = session.get(Employee, subject)
        if person is None or not _is_elsewhere(own, person.office):
            return
        office = session.get(Office, Office.id_of(person.office))
        raise RuleBroken(_MOVED.format(name=person.name, office=(office.name if office else "") or person.office))

    db.guard = refuse


def moved_text(file: DatabaseFile, subject: str) -> str:
    """What a person who opens a form of somebody who moved should know first; empty for everybody else."""
    rows = file.rows(
        "SELECT e.name, e.office, coalesce(nullif(o.name, ''), e.office) FROM employee e "
        "LEFT JOIN office o ON o.code = e.office AND NOT o.removed WHERE e.id = ?",
        (subject,),
    )
    if not rows or not _is_elsewhere(file.setting("office"), rows[0][1]):
        return ""
    return _MOVED.format(name=rows[0][0], office=rows[0][2])


def _is_elsewhere(own: str, office: str) -> bool:
    return own.count(".") > 1 and office not in {"", own}
