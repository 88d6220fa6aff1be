"""Whom a staff list may mean: the people of this PC, and those the list itself brings, by NIP, name or post."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import excerpt, fold, format_short_date
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.staff import END_REASONS, PostKind, post_kind_of
from kinerja_tui.services.staff import dated
from kinerja_tui.services.staff.staff_cells import name_and_nip, one_line, read_nip
from kinerja_tui.services.tables.table_files import TableRow

Card = dict[str, Any]


@dataclass
class Known:
    """Somebody of this PC with the present post and its raters."""

    id: str
    nip: str
    name: str
    kind: str
    golongan: str
    birth_date: str
    office: str
    ended: str
    """why the person is no longer in service, and since when; empty in service"""
    post_id: str = ""
    post: str = ""
    post_kind: str = ""
    unit: str = ""
    start: str = ""
    span_id: str = ""
    """the change of rater in force; empty: the post itself names the rater"""
    rater_id: str = ""
    rater_card: Card | None = None
    superior_id: str = ""
    superior_card: Card | None = None


def people(file: DatabaseFile, day: str) -> list[Known]:
    """Everybody on this PC who was not taken away, with the post of a day (SQL); also those who left."""
    columns = {
        **{name: f"e.{name}" for name in ("id", "nip", "name", "kind", "golongan", "birth_date", "office")},
        **{"end_date": "e.end_date", "end_reason": "e.end_reason", "post_id": "a.id", "span_id": "s.id"},
        **{name: f"a.{name}" for name in ("post", "post_kind", "unit", "start")},
        **{name: dated.rater("a", "s", name) for name in ("rater_id", "rater_card", "superior_id", "superior_card")},
    }
    rows = file.rows(
        f"SELECT {', '.join(columns.values())} FROM employee e "
        f"LEFT JOIN assignment a ON a.rowid = {dated.current_assignment('e.id', day, 'rowid')} "
        f"LEFT JOIN rater_span s ON s.id = {dated.rater_span('a.id', day)} WHERE NOT e.removed ORDER BY e.name, e.id"
    )
    return [_known(dict(zip(columns, row, strict=True))) for row in rows]


def _known(row: dict[str, str | None]) -> Known:
    cards = {name: _card(row.pop(name)) for name in ("rater_card", "superior_card")}
    ended = _ended(row.pop("end_date"), row.pop("end_reason") or "")
    return Known(ended=ended, **{name: text or "" for name, text in row.items()}, **cards)  # type: ignore[arg-type]


def _ended(day: str | None, reason: str) -> str:
    if day is None:
        return ""
    return f"{END_REASONS.get(reason, reason or 'berhenti')}, {shown_day(day)}"


def _card(text: str | None) -> Card | None:
    found = json.loads(text) if text else None
    return found if isinstance(found, dict) else None


@dataclass(frozen=True)
class Meant:
    """Whom a cell names as rater, or superior of the rater: somebody with an id, or of outside the office."""

    id: str = ""
    card: Card | None = None
    name: str = ""
    note: str = ""
    """what a person should see before it is taken"""

    @property
    def columns(self) -> Card:
        """For the role ``rater`` or ``superior``: its two columns, without the role's name."""
        return {"id": self.id or None, "card": self.card}


@dataclass
class Directory:
    """Everybody a cell may name."""

    by_nip: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    """NIP -> id -> name"""
    by_name: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    by_bare_name: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    by_post: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    refused: dict[str, int] = field(default_factory=dict)
    """NIP or folded name of somebody whose own row is refused -> that row"""
    left: dict[str, str] = field(default_factory=dict)
    """NIP or folded name of somebody no longer in service -> the name"""

    def add(self, person_id: str, nip: str, name: str, post: str) -> None:
        """Somebody who can be named."""
        self.by_nip[nip][person_id] = name
        self.by_name[fold(name)][person_id] = name
        self.by_bare_name[bare(name)][person_id] = name
        if post:
            self.by_post[fold(post)][person_id] = name

    def find(self, name_cell: str, nip_cell: str, role: str) -> Meant | None:
        """Whom the cells name; None when they are empty. Raises `RuleBroken` where two could be meant: no guess."""
        name, nip = name_and_nip(name_cell)
        name, nip = one_line(name), read_nip(nip_cell or nip) if one_line(nip_cell or nip) else ""
        if name and not nip and looks_numeric(name):
            name, nip = "", read_nip(name)
        if not name and not nip:
            return None
        if nip and not (len(nip) == 18 and nip.isdigit()):
            raise RuleBroken(f"NIP {role} “{excerpt(nip, 25)}” bukan 18 angka. Perbaiki, atau tulis namanya.")
        found = dict(self.by_nip.get(nip, {})) if nip else self._named(name)
        if len(found) > 1:
            raise RuleBroken(
                f"Ada {len(found)} orang yang cocok dengan {role} “{excerpt(name or nip, 40)}” "
                f"({excerpt(', '.join(found.values()), 80)}). Tulis NIP-nya."
            )
        if found:
            ((person_id, known_as),) = found.items()
            return Meant(person_id, name=known_as)
        if (gone := self.left.get(nip) or self.left.get(fold(name))) is not None:
            return Meant(note=f"{role.capitalize()} {gone} sudah berhenti, jadi dikosongkan.")
        if (row := self.refused.get(nip) or self.refused.get(fold(name))) is not None:
            return Meant(note=f"{role.capitalize()} ada di baris {row} yang ditolak, jadi dikosongkan.")
        if not name:
            return Meant(note=f"{role.capitalize()} {nip} tidak ada di daftar, jadi dikosongkan.")
        if post_kind_of(name) is not PostKind.IMPLEMENTER:  # a post of this office is no name of somebody outside
            note = f"Tidak ada yang menjabat “{excerpt(name, 40)}”: {role} dikosongkan. Tulis nama atau NIP-nya."
            return Meant(note=note)
        card = {"name": name, "nip": nip, "rank": "", "post": "", "unit": ""}
        note = f"{role.capitalize()} {name} tidak ada di daftar: dicatat sebagai orang luar kantor."
        return Meant(card=card, name=name, note=note)

    def _named(self, name: str) -> dict[str, str]:
        key = fold(name)
        return self.by_name.get(key) or self.by_bare_name.get(bare(name)) or self.by_post.get(key) or {}


def directory(known: Iterable[Known]) -> Directory:
    """Those in service on this PC can be named; of the others it is known that they left."""
    found = Directory()
    for person in known:
        if person.ended:
            found.left |= {person.nip: person.name, fold(person.name): person.name}
        else:
            found.add(person.id, person.nip, person.name, person.post)
    return found


def bare(name: str) -> str:
    """A name without titles: ``Drs. H. Budi Santoso, M.Si.`` is ``budi santoso``."""
    parts = fold(name.partition(",")[0]).split()
    while len(parts) > 1 and parts[0].endswith("."):
        parts.pop(0)
    return " ".join(parts)


def looks_numeric(text: str) -> bool:
    """Whether a cell holds a number, whole or ruined, not a name."""
    return sum(char.isdigit() for char in text) >= 6


def shown_cell(row: TableRow, place: int | None) -> str:
    """A cell as it may be shown and written out: a number whose last digits are lost never looks like a whole one."""
    text = row.cell(place)
    if place in row.doubts and text.isdigit() and len(text) > 15:
        return f"{text[0]}.{text[1:15]}E+{len(text) - 1}"
    return text


def shown_day(day: str) -> str:
    """An ISO day as lists show it; a foreign one as it came."""
    try:
        return format_short_date(date.fromisoformat(day)) if day else ""
    except ValueError:
        return day
