"""Another rater for many people at once, from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.rules.formats import format_date
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms.forms import Form, discard
from kinerja_tui.services.forms.many_acts import Item, Outcome, Progress, for_each
from kinerja_tui.services.staff import posts, transfers
from kinerja_tui.services.staff.posts import Raters


def people_named(db: Database, ids: Sequence[str]) -> list[Item]:
    """The employees of these ids that are here, in this order. Raises `RuleBroken` when none is."""
    with db.reading() as session:
        found = [session.get(Employee, employee_id) for employee_id in ids]
    items = [Item(person.id, person.name) for person in found if person is not None and not person.removed]
    if not items:
        raise RuleBroken("Pegawai yang dipilih tidak diketahui lagi. Pilih lagi di daftar Pegawai (2), lalu g.")
    return items


def rater_name(db: Database, raters: Raters) -> str:
    """The rater's name, from the list or from the card of somebody outside."""
    with db.reading() as session:
        person = session.get(Employee, raters.rater_id) if raters.rater_id else None
    return person.name if person is not None else str((raters.rater_card or {}).get("name", ""))


def change_rater(
    db: Database,
    items: Sequence[Item],
    from_day: date,
    raters: Raters,
    progress: Progress | None = None,
    typed_on: Form | None = None,
) -> Outcome:
    """Another rater for each employee (the keys), in the definitive post held on that day.

    The rules are those for one person (`transfers.change_rater`): nobody rates himself, and earlier days keep theirs.
    ``typed_on``: the form it was typed on; its draft goes with the act.
    """

    def change(employee_id: str) -> None:
        with db.reading() as session:
            post = posts.definitive_on(session, employee_id, from_day)
        if post is None:
            raise RuleBroken(f"Pada {format_date(from_day)} tidak ada jabatan definitif. Isi dulu jabatannya.")
        transfers.change_rater(db, post.id, from_day, raters)

    name = rater_name(db, raters)
    with db.transaction():
        outcome = for_each(
            db,
            items,
            change,
            lambda count: f"Pejabat penilai {count} pegawai: {name} mulai {format_date(from_day)}",
            progress,
        )
        if typed_on is not None:
            discard(db, typed_on)
    return outcome
