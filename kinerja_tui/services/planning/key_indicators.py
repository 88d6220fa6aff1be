"""The library of key indicators (IKU) of an office, and indicators of plans that point to them.

A plan's indicator takes text, aspect, unit and direction from the library and keeps them: what later becomes of the
entry changes no plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.plan_sources import KeyIndicator
from kinerja_tui.models.plans import Indicator, WorkPlan
from kinerja_tui.models.records import new_id
from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.plans import Aspect, Direction
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms.forms import Form, field_key, keep, known, open_form, with_real_ids, write_typed
from kinerja_tui.services.lists.listing import Listing
from kinerja_tui.services.planning import cascade
from kinerja_tui.services.staff.employees import NEW


@dataclass(frozen=True)
class Entry:
    """A key indicator as a plan's form offers it."""

    id: str
    text: str
    aspect: str
    unit: str
    direction: str
    post: str
    source: str
    active: bool


@dataclass(frozen=True)
class Library:
    """The key indicators that concern one plan: those in use for its post, and what is known of the others."""

    entries: tuple[Entry, ...] = ()
    retired: tuple[Entry, ...] = ()
    """retired, or for other posts: only to name the ones a plan points to already"""

    def named(self, text: str) -> Entry | None:
        """The entry in use with these words, without regard to case, accents and spaces."""
        wanted = fold(text)
        return next((entry for entry in self.entries if wanted and fold(entry.text) == wanted), None)

    def begins(self, text: str, entry_id: str) -> bool:
        """Whether a text still begins with the words of an entry: something was only added, as a measure's target."""
        found = next((entry for entry in (*self.entries, *self.retired) if entry.id == entry_id), None)
        return found is not None and bool(found.text) and fold(text).startswith(fold(found.text))

    def note(self, entry_id: str) -> str:
        """What to say beside an indicator that points to an entry; empty for one that points to none."""
        if not entry_id:
            return ""
        for entry in (*self.entries, *self.retired):
            if entry.id == entry_id:
                retired = "" if entry.active else ", tidak dipakai lagi"
                return f"IKU: {excerpt(entry.source or entry.text, 60)}{retired}"
        return "IKU: tidak ada lagi di pustaka"


# -- the list


def listing(file: DatabaseFile, office: str, year: int, text: str = "", retired: bool = False) -> Listing:
    """The library of an office, with what its district gives to all; how many plans of a year point to each."""
    words = fold(text).split()
    keys = [
        key
        for key, *texts in file.rows(
            f"SELECT id, text, post, unit, source FROM key_indicator WHERE {_MINE} AND active = ?4 "
            "ORDER BY post <> '', post, text, id",
            (*_scope(office), 0 if retired else 1),
        )
        if all(word in fold(" ".join(texts)) for word in words)
    ]
    return Listing(
        file,
        keys,
        """
        SELECT k.id, k.text, k.aspect, k.unit, k.direction, k.post, k.source, k.office, k.active,
            (SELECT count(DISTINCT p.id) FROM indicator i JOIN work_plan p ON p.id = i.plan_id
                WHERE i.key_indicator_id = k.id AND NOT i.removed AND NOT p.removed AND p.year = ?)
        FROM key_indicator k WHERE k.id IN ({ids})
        """,
        ("id", "text", "aspect", "unit", "direction", "post", "source", "office", "active", "plans"),
        (year,),
    )


def posts(file: DatabaseFile) -> list[str]:
    """Posts of the employee list, the most common first."""
    rows = file.rows(
        "SELECT post FROM assignment WHERE NOT removed AND post <> '' "
        "GROUP BY post ORDER BY count(*) DESC, post LIMIT 200"
    )
    return [post for (post,) in rows]


# -- keying an entry


def entry_key(entry_id: str, column: str) -> str:
    """The form field of an entry (`NEW`: one that is being added)."""
    return field_key(KeyIndicator, entry_id, column)


def new_form(db: Database) -> Form:
    """The form of an entry to be added."""
    form = open_form(db, "key_indicator:new", "IKU baru", "", (), new=())
    form.stored[entry_key(NEW, "aspect")] = str(Aspect.QUANTITY)
    form.stored[entry_key(NEW, "direction")] = str(Direction.HIGHER)
    return form


def edit_form(db: Database, entry_id: str) -> Form:
    """The form of a known entry. Raises `RuleBroken` for one that is gone or belongs to the district."""
    with db.reading() as session:
        entry = known(session, KeyIndicator, entry_id)
        _check_own(db, entry)
        return open_form(db, f"key_indicator:{entry_id}", f"IKU {excerpt(entry.text, 40)}", "", [entry])


def entry_id_of(form: Form) -> str:
    """The entry a form was opened on, or `NEW`."""
    name = form.name.partition(":")[2]
    return NEW if name == "new" else name


def save(db: Database, form: Form) -> str:
    """Add or change an entry; returns its id. Raises `RuleBroken` without a text, or for one that is there already."""
    shown_id = entry_id_of(form)
    text = form.text(entry_key(shown_id, "text")).strip()
    post = form.text(entry_key(shown_id, "post")).strip()
    if not text:
        raise RuleBroken("Tulis dulu indikatornya.")
    entry_id = new_id() if shown_id == NEW else shown_id
    title = f"IKU {'baru' if shown_id == NEW else 'diubah'}: {excerpt(text, 60)}"
    with db.act(title, seen=form.seen if shown_id != NEW else None) as act:
        if shown_id != NEW:
            _check_own(db, known(act.session, KeyIndicator, entry_id))
        if _same_as(db.file, db.office, text, post, entry_id):
            raise RuleBroken("Indikator ini sudah ada di pustaka untuk jabatan itu. Ubah yang sudah ada saja.")
        write_typed(act, with_real_ids(form, {f"key_indicator/{NEW}": f"key_indicator/{entry_id}"}))
        if shown_id == NEW:
            columns = {name: form.text(entry_key(NEW, name)) for name in ("aspect", "direction")}
            act.write(KeyIndicator, entry_id, office=db.office, active=True, **columns)
        act.write(KeyIndicator, entry_id, text=text, post=post)
    return entry_id


def set_active(db: Database, entry_id: str, *, active: bool) -> None:
    """Retire an entry, or take it into use again; plans that point to it stay as they are. Raises `RuleBroken`."""
    with db.reading() as session:
        entry = known(session, KeyIndicator, entry_id)
        _check_own(db, entry)
        text = excerpt(entry.text, 60)
    with db.act(f"IKU {'dipakai lagi' if active else 'tidak dipakai lagi'}: {text}") as act:
        act.write(KeyIndicator, entry_id, active=active)


# -- plans that point to an entry


def offered_to(db: Database, plan_id: str) -> Library:
    """The key indicators for the post of a plan: its own first, then those for all posts."""
    with db.reading() as session:
        assignment = cascade.assignment_of(session, known(session, WorkPlan, plan_id))
    post = assignment.post if assignment is not None else ""
    entries: list[Entry] = []
    others: list[Entry] = []
    for *texts, active in db.file.rows(
        f"SELECT id, text, aspect, unit, direction, post, source, active FROM key_indicator WHERE {_MINE} "
        "ORDER BY post = '', text, id",
        _scope(db.office),
    ):
        key, text, aspect, unit, direction, its_post, source = texts
        entry = Entry(key, text, aspect, unit, direction, its_post, source, bool(active))
        fits = entry.active and entry.text and (not entry.post or fold(entry.post) == fold(post))
        (entries if fits else others).append(entry)
    return Library(tuple(entries), tuple(others))


def follow(db: Database, form: Form, indicator_id: str, library: Library, shown: Mapping[str, str]) -> dict[str, str]:
    """An indicator's text was typed: point it to the entry with these words and take over what that says.

    A text that does not begin so ends the link. ``shown`` are the values on the sheet: what was typed there since is
    left alone. Returns the fields that changed.
    """

    def key(column: str) -> str:
        return field_key(Indicator, indicator_id, column)

    entry = library.named(form.text(key("text")))
    if entry is None and library.begins(form.text(key("text")), form.text(key("key_indicator_id"))):
        return {}
    wanted = entry.id if entry is not None else ""
    if form.text(key("key_indicator_id")) == wanted:
        return {}
    texts = {key("key_indicator_id"): wanted}
    if entry is not None:
        for column, text in (("aspect", entry.aspect), ("unit", entry.unit), ("direction", entry.direction)):
            untouched = shown.get(key(column), "") == form.text(key(column))
            if text and untouched and form.text(key(column)) != text:
                texts[key(column)] = text
    keep(db, form, texts)
    return texts


def _check_own(db: Database, entry: KeyIndicator) -> None:
    if entry.removed:
        raise RuleBroken("IKU ini sudah dihapus di PC lain. Tidak ada yang diubah.")
    if entry.office not in ("", db.office):
        raise RuleBroken("IKU ini ditetapkan kantor lain (BKPSDM); di sini hanya dipakai, tidak diubah.")


def _same_as(file: DatabaseFile, office: str, text: str, post: str, besides: str) -> bool:
    rows = file.rows(f"SELECT id, text, post FROM key_indicator WHERE {_MINE} AND active", _scope(office))
    return any(key != besides and (fold(a), fold(b)) == (fold(text), fold(post)) for key, a, b in rows)


def _scope(office: str) -> tuple[str, str, str]:
    """The office, its district, and how the codes of the offices below it begin (a kecamatan has none)."""
    district = ".".join(office.split(".")[:2])
    return office, district, f"{office}.%" if office == district else office


_MINE = "NOT removed AND (office IN ('', ?1, ?2) OR office LIKE ?3)"
