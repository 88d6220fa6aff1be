"""The office's own dimensions: an editable list, each with its scale; retired ones keep their scores readable."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlmodel import Session, col, select

from kinerja_tui.models.database import Database
from kinerja_tui.models.dimensions import Dimension, DimensionScore
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.offices import Office
from kinerja_tui.rules.dimensions import Scale, check_scale
from kinerja_tui.rules.formats import fold
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms.forms import Form, field_key, known, open_form, with_real_ids, write_typed
from kinerja_tui.services.lists.listing import Listing, pattern
from kinerja_tui.services.staff.employees import NEW

_SCORES = "SELECT count(*) FROM dimension_score s WHERE s.dimension_id = d.id AND s.score IS NOT NULL AND NOT s.removed"


def listing(file: DatabaseFile, office: str, text: str = "") -> Listing:
    """The dimensions of an office in their order, retired ones last; with the number of scores given."""
    keys = file.rows(
        "SELECT id FROM dimension WHERE office = ? AND NOT removed AND name LIKE ? ESCAPE '\\' "
        "ORDER BY NOT active, position, name, id",
        (office, pattern(text.strip())),
    )
    columns = ("id", "name", "description", "low", "high", "low_label", "high_label", "active")
    page = f"SELECT {', '.join(f'd.{name}' for name in columns)}, ({_SCORES}) FROM dimension d WHERE d.id IN ({{ids}})"
    return Listing(file, [row[0] for row in keys], page, (*columns, "scores"))


def names(file: DatabaseFile, office: str) -> list[str]:
    """The names of the dimensions in use, in their order."""
    query = "SELECT name FROM dimension WHERE office = ? AND active AND NOT removed ORDER BY position, name, id"
    return [str(row[0]) for row in file.rows(query, (office,))]


def of_office(session: Session, office: str) -> list[Dimension]:
    """The dimensions of an office in their order, retired ones last."""
    query = select(Dimension).where(Dimension.office == office, col(Dimension.removed).is_(False))
    found = list(session.exec(query))
    return sorted(found, key=lambda item: (not item.active, item.position, item.name, item.id))


def scale_of(dimension: Dimension) -> Scale:
    """The scale of a dimension."""
    return Scale(dimension.low, dimension.high)


# -- the form


def new_form(db: Database, office: str) -> Form:
    """The form of another dimension, with the scale most offices use."""
    form = open_form(db, f"dimension:new:{office}", "Dimensi baru", Office.id_of(office), ())
    form.stored.update({key(NEW, "low"): "1", key(NEW, "high"): "5"})
    return form


def edit_form(db: Database, dimension_id: str) -> Form:
    """The form of a dimension. Raises `RuleBroken` when it was taken away."""
    with db.reading() as session:
        found = _there(session, dimension_id)
        return open_form(db, f"dimension:{dimension_id}", f"Dimensi {found.name}", Office.id_of(found.office), [found])


def record_of(form: Form) -> str:
    """The dimension's id on its form, or `NEW`."""
    rest = form.name.partition(":")[2]
    return NEW if rest.startswith("new:") else rest


def key(dimension_id: str, column: str) -> str:
    """The form field of a dimension."""
    return field_key(Dimension, dimension_id, column)


def save_new(db: Database, form: Form, office: str) -> str:
    """Add a dimension at the end of the list; returns its id. Raises `RuleBroken`."""
    name = _checked_name(form, NEW)
    _check_scale(form, NEW)
    with db.act(f"Dimensi baru: {name}", Office.id_of(office)) as act:
        others = of_office(act.session, office)
        _check_is_another(name, others)
        own_key = _free_key(name, {item.key for item in others})
        dimension_id = Dimension.id_of(office, own_key)
        last = max((item.position for item in others), default=0)
        act.write_anew(Dimension, dimension_id, office=office, key=own_key, active=True, position=last + 1)
        whole = replace(form, stored={}, typed={name: text for name, text in form.texts().items() if text})
        write_typed(act, with_real_ids(whole, {f"dimension/{NEW}": f"dimension/{dimension_id}"}))
    return dimension_id


def save(db: Database, form: Form) -> None:
    """Store what was changed. Raises `RuleBroken`, also for another scale once scores were given on the present one."""
    dimension_id = record_of(form)
    name = _checked_name(form, dimension_id)
    _check_scale(form, dimension_id)
    with db.act(f"Dimensi {name} diubah", form.subject, seen=form.seen) as act:
        found = _there(act.session, dimension_id)
        _check_is_another(name, [item for item in of_office(act.session, found.office) if item.id != found.id])
        if _scale_typed(form, dimension_id) != scale_of(found) and _is_used(act.session, dimension_id):
            raise RuleBroken(
                f"Skala {scale_of(found)} sudah dipakai menilai, jadi tidak diubah: skor lama akan berganti arti. "
                "Nonaktifkan dimensi ini dan buat yang baru dengan skala lain."
            )
        write_typed(act, form)


def set_active(db: Database, dimension_id: str, *, active: bool) -> None:
    """Retire a dimension, or take it up again; its scores stay. Raises `RuleBroken` when it was taken away."""
    with db.reading() as session:
        found = _there(session, dimension_id)
    title = f"Dimensi {found.name} {'dipakai lagi' if active else 'tidak dipakai lagi'}"
    with db.act(title, Office.id_of(found.office)) as act:
        act.write(Dimension, dimension_id, active=active)


def remove(db: Database, dimension_id: str) -> None:
    """Take a dimension away that was never scored. Raises `RuleBroken` for one that was."""
    with db.reading() as session:
        found = _there(session, dimension_id)
        if _is_used(session, dimension_id):
            raise RuleBroken(f"{found.name} sudah punya skor. Nonaktifkan saja (n); skornya tetap dapat dibaca.")
    with db.act(f"Dimensi {found.name} dihapus", Office.id_of(found.office)) as act:
        act.remove(Dimension, dimension_id)


def move(db: Database, dimension_id: str, by: int) -> None:
    """One place up (-1) or down (1) among the dimensions in use; at the end nothing happens."""
    with db.reading() as session:
        found = _there(session, dimension_id)
        ids = [item.id for item in of_office(session, found.office) if item.active]
        positions = {item.id: item.position for item in of_office(session, found.office)}
    place = ids.index(dimension_id) if dimension_id in ids else -1
    if place < 0 or not 0 <= place + by < len(ids):
        return
    ids[place], ids[place + by] = ids[place + by], ids[place]
    with db.act(f"Urutan dimensi {found.name} diubah", Office.id_of(found.office)) as act:
        for position, item in enumerate(ids, 1):
            if positions[item] != position:
                act.write(Dimension, item, position=position)


def _checked_name(form: Form, dimension_id: str) -> str:
    name = form.text(key(dimension_id, "name")).strip()
    if not re.search(r"\w", name):
        raise RuleBroken("Tulis nama dimensinya, misalnya Inovasi.")
    return name


def _scale_typed(form: Form, dimension_id: str) -> Scale | None:
    low, high = (form.text(key(dimension_id, column)) for column in ("low", "high"))
    return Scale(int(low), int(high)) if _is_whole(low) and _is_whole(high) else None


def _is_whole(text: str) -> bool:
    return re.fullmatch(r"[0-9]{1,3}", text) is not None


def _check_scale(form: Form, dimension_id: str) -> None:
    scale = _scale_typed(form, dimension_id)
    if scale is None:
        raise RuleBroken("Isi skor terendah dan tertinggi dengan bilangan bulat, misalnya 1 dan 5.")
    if problems := check_scale(scale.low, scale.high):
        raise RuleBroken(problems[0].text)


def _check_is_another(name: str, others: list[Dimension]) -> None:
    if any(fold(item.name) == fold(name) for item in others):
        raise RuleBroken(f"Dimensi “{name}” sudah ada di daftar. Bila tidak dipakai, aktifkan lagi dengan n.")


def _free_key(name: str, taken: set[str]) -> str:
    """The name as a key; the same name gives the same key on every PC, unless a renamed dimension has it here."""
    base = "_".join(re.findall(r"[^\W_]+", fold(name)))
    number, free = 1, base
    while free in taken:
        number += 1
        free = f"{base}_{number}"
    return free


def _is_used(session: Session, dimension_id: str) -> bool:
    query = select(DimensionScore.id).where(
        DimensionScore.dimension_id == dimension_id,
        col(DimensionScore.score).is_not(None),
        col(DimensionScore.removed).is_(False),
    )
    return session.exec(query.limit(1)).first() is not None


def _there(session: Session, dimension_id: str) -> Dimension:
    found = known(session, Dimension, dimension_id)
    if found.removed:
        raise RuleBroken("Dimensi ini sudah dihapus. Tidak ada yang diubah.")
    return found
