"""Every paper the program prints: its name, for whom there is one, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from kinerja_tui.documents.blocks import Document
from kinerja_tui.documents.copy_paper import copy_paper
from kinerja_tui.documents.credit_papers import accumulation_paper, conversion_paper, determination_paper
from kinerja_tui.documents.curve_paper import curve_paper
from kinerja_tui.documents.evaluation_paper import evaluation_paper
from kinerja_tui.documents.forum_papers import minutes_paper, outcome_paper
from kinerja_tui.documents.guidance_papers import competences_paper, statements_paper
from kinerja_tui.documents.handover_paper import handover_paper
from kinerja_tui.documents.objection_paper import objection_paper
from kinerja_tui.documents.personal_paper import personal_paper
from kinerja_tui.documents.plan_paper import attachment_paper, plan_paper
from kinerja_tui.documents.progress_paper import progress_paper
from kinerja_tui.documents.result_paper import result_paper
from kinerja_tui.documents.survey_papers import report_paper, tabulation_paper
from kinerja_tui.documents.voice_board_paper import voice_board_paper
from kinerja_tui.models.database import Database
from kinerja_tui.rules.formats import format_short_date
from kinerja_tui.rules.periods import PeriodKind, period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.handover.handover import handovers
from kinerja_tui.services.public import forums, surveys, voice_board
from kinerja_tui.services.staff import credit, dated


@dataclass(frozen=True)
class Wanted:
    """Which papers are asked for."""

    period: str
    """code of the period; of papers of the whole year only its year counts"""
    employees: tuple[str, ...] | None = None
    """ids of employees; None: everybody"""
    unit: str | None = None
    """only those whose post is in this unit"""

    def __post_init__(self) -> None:
        """Raises `RuleBroken` for a period that cannot be."""
        period_from_code(self.period)

    @property
    def year(self) -> int:
        """The year of the period."""
        return period_from_code(self.period).start.year

    @property
    def everybody(self) -> bool:
        """Whether the whole office is asked for."""
        return self.employees is None and self.unit is None

    @cached_property
    def _people(self) -> frozenset[str]:
        return frozenset(self.employees or ())

    def holds(self, paper: Found) -> bool:
        """Whether a paper of this person is asked for."""
        of_person = self.employees is None or paper.employee_id in self._people
        return of_person and self.unit in (None, paper.unit)


@dataclass(frozen=True)
class Found:
    """A paper that can be printed."""

    key: str
    """what ``make`` takes"""
    employee_id: str
    name: str
    """of the person, or of the office"""
    unit: str = ""
    about: str = ""
    """what tells two papers of one person apart: the post, the day"""


@dataclass(frozen=True)
class Kind:
    """One kind of paper."""

    code: str
    """as it is typed after `kinerja cetak`"""
    label: str
    found: Callable[[Database, Wanted], Sequence[Found]]
    """what there is to print, in the order of names"""
    make: Callable[[Database, str, Wanted], Document]
    """the paper of a key; raises `RuleBroken` with the reason where it cannot be made"""


def _plans(db: Database, wanted: Wanted, where: str = "") -> list[Found]:
    return _held(
        db,
        wanted,
        'SELECT p.id, e.id, e.name, a.unit, a.post, p.start, p."end" FROM work_plan p '
        "JOIN employee e ON e.id = p.employee_id LEFT JOIN assignment a ON a.id = p.assignment_id "
        f"WHERE p.year = ? AND NOT p.removed {where} ORDER BY e.name, e.id, p.start, p.id",
        wanted.year,
    )


def _with_attachments(db: Database, wanted: Wanted) -> list[Found]:
    lines = "SELECT 1 FROM plan_attachment l WHERE l.plan_id = p.id AND NOT l.removed"
    return _plans(db, wanted, f"AND EXISTS ({lines})")


def _approved(db: Database, wanted: Wanted) -> list[Found]:
    """Plans that cover days of a quarter or month; realisasi are not reported for a whole year."""
    span = period_from_code(wanted.period)
    if span.kind is PeriodKind.YEAR:
        return []
    days = f"coalesce(p.start, '') <= '{span.end}' AND coalesce(p.\"end\", '9999') >= '{span.start}'"
    return _plans(db, wanted, f"AND p.state = 'disetujui' AND {days}")


def _evaluations(db: Database, wanted: Wanted, where: str = "") -> list[Found]:
    return _held(
        db,
        wanted,
        'SELECT v.id, e.id, e.name, a.unit, a.post, p.start, p."end" FROM evaluation v '
        "JOIN employee e ON e.id = v.employee_id JOIN work_plan p ON p.id = v.plan_id AND NOT p.removed "
        "LEFT JOIN assignment a ON a.id = p.assignment_id "
        f"WHERE v.period = ? AND NOT v.removed {where} ORDER BY e.name, e.id, p.start, v.id",
        wanted.period,
    )


def _copied(db: Database, wanted: Wanted) -> list[Found]:
    """Of a year the sheets of the SKP, of a period below it those of the evaluations."""
    whole = period_from_code(wanted.period).kind is PeriodKind.YEAR
    return _plans(db, wanted) if whole else _evaluations(db, wanted)


def _copy_paper(db: Database, key: str, wanted: Wanted) -> Document:
    if period_from_code(wanted.period).kind is PeriodKind.YEAR:
        return copy_paper(db, key)
    ((plan_id,),) = db.file.rows("SELECT plan_id FROM evaluation WHERE id = ?", (key,)) or ((key,),)
    return copy_paper(db, str(plan_id), wanted.period)


def _objections(db: Database, wanted: Wanted) -> list[Found]:
    made = "SELECT 1 FROM objection o WHERE o.evaluation_id = v.id AND NOT o.removed"
    return _evaluations(db, wanted, f"AND EXISTS ({made})")


def _functional(db: Database, wanted: Wanted) -> list[Found]:
    rows = credit.listing(db.file, day=db.today())
    units = _units(db)
    found = [Found(row["id"], row["id"], row["name"], units.get(row["id"], "")) for row in rows.rows(0, len(rows))]
    return [paper for paper in found if wanted.holds(paper)]


def _guidances(db: Database, wanted: Wanted) -> list[Found]:
    units = _units(db)
    found = _held(
        db,
        replace(wanted, unit=None),
        "SELECT g.id, e.id, e.name, '', g.held_on FROM guidance g JOIN employee e ON e.id = g.employee_id "
        "WHERE NOT g.removed AND substr(coalesce(g.held_on, ''), 1, 4) = ? ORDER BY e.name, e.id, g.held_on, g.id",
        str(wanted.year),
    )
    placed = [replace(paper, unit=units.get(paper.employee_id, "")) for paper in found]
    return [paper for paper in placed if wanted.holds(paper)]


def _office(db: Database, wanted: Wanted) -> list[Found]:
    return [Found(db.office, "", "Seluruh kantor")] if wanted.everybody else []


def _sheets(db: Database, wanted: Wanted) -> list[Found]:
    """Everybody in service, or who has left but was rated in the year."""
    units = _units(db)
    rows = db.file.rows(
        "SELECT id, name FROM employee e WHERE NOT removed AND (end_date IS NULL OR end_date >= ?1 OR EXISTS "
        "(SELECT 1 FROM evaluation v WHERE v.employee_id = e.id AND NOT v.removed AND substr(v.period, 1, 4) = ?2)) "
        "ORDER BY name, id",
        (f"{wanted.year:04d}-01-01", str(wanted.year)),
    )
    found = [Found(employee, employee, name, units.get(employee, "")) for employee, name in rows]
    return [paper for paper in found if wanted.holds(paper)]


def _none(_db: Database, _wanted: Wanted) -> list[Found]:
    """Sheets that exist only to be written on (documents.blanks): what is keyed from them has papers of its own."""
    return []


def _blank_only(_db: Database, _key: str, _wanted: Wanted) -> Document:
    raise RuleBroken("Lembar ini hanya ada sebagai formulir kosong.")


def _held(db: Database, wanted: Wanted, query: str, value: str | int) -> list[Found]:
    """Papers from rows of (key, employee, name, unit, about), of a plan its first and last day besides."""
    found = []
    for row in db.file.rows(query, (value,)):
        key, employee, name, unit, about, *days = (str(part or "") for part in row)
        found.append(Found(key, employee, name, unit, f"{_part_of_year(*days)}{about}" if days else about))
    return [paper for paper in found if wanted.holds(paper)]


def _part_of_year(start: str, end: str) -> str:
    """What tells plans of one person and post apart; nothing for a whole year, or for foreign days."""
    from_new_year, to_its_end = start[4:] in ("", "-01-01"), end[4:] in ("", "-12-31")
    try:
        first, last = (format_short_date(date.fromisoformat(day))[:5] if day else "" for day in (start, end))
    except ValueError:
        return ""
    if to_its_end:
        return "" if from_new_year else f"mulai {first} "
    return f"s.d. {last} " if from_new_year else f"{first} s.d. {last} "


def _units(db: Database) -> dict[str, str]:
    """Employee id -> the unit of the present post."""
    rows = db.file.rows(
        "SELECT e.id, a.unit FROM employee e "
        f"JOIN assignment a ON a.rowid = {dated.current_assignment('e.id', '?1', 'rowid')} WHERE NOT e.removed",
        (db.today().isoformat(),),
    )
    return {str(employee): str(unit or "") for employee, unit in rows}


def units(db: Database) -> list[str]:
    """Every unit somebody in the office works in, in the order of the alphabet."""
    return sorted({unit for unit in _units(db).values() if unit}, key=str.casefold)


def _surveys(db: Database, wanted: Wanted) -> list[Found]:
    """Of the period; for a whole year everything surveyed in it. A survey is about no person and no unit's people."""
    if not wanted.everybody:
        return []
    asked = period_from_code(wanted.period)
    whole = f"{asked.code}-" if asked.kind is PeriodKind.YEAR else asked.code
    found = [row for row in surveys.present(db.file) if row["period"] == asked.code or row["period"].startswith(whole)]
    return [Found(row["key"], "", surveys.name_of(row["service"], row["period"])) for row in found]


def _forums(db: Database, wanted: Wanted) -> list[Found]:
    """Held in the period."""
    span = period_from_code(wanted.period)
    held = forums.held_between(db.file, span.start, span.end) if wanted.everybody else []
    return [Found(forum_id, "", name) for forum_id, name in held]


def _forum_outcomes(db: Database, wanted: Wanted) -> list[Found]:
    """Held in the period, and the last one before it: what was done since is read out at the next forum."""
    if not wanted.everybody:
        return []
    before = forums.last_before(db.file, db.office, period_from_code(wanted.period).start)
    return [*([Found(before[0], "", before[1])] if before else []), *_forums(db, wanted)]


def _boards(db: Database, wanted: Wanted) -> list[Found]:
    return _office(db, wanted) if voice_board.any_voice(db.file, db.office) else []


def _bundles(db: Database, wanted: Wanted) -> list[Found]:
    """The newest bundle out and the newest in; older ones from the list of bundles."""
    newest: dict[bool, Found] = {}
    for bundle, (outgoing, facts) in handovers(db.file).items() if wanted.everybody else ():
        way = f"keluar ke {facts.to_office}" if outgoing else f"masuk dari {facts.from_office}"
        newest.setdefault(outgoing, Found(bundle, "", "Seluruh kantor", about=f"paket nomor {facts.no}, {way}"))
    return list(newest.values())


KINDS: tuple[Kind, ...] = (
    Kind("skp", "SKP", _plans, lambda db, key, _: plan_paper(db, key)),
    Kind("lampiran", "Lampiran SKP", _with_attachments, lambda db, key, _: attachment_paper(db, key)),
    Kind("realisasi", "Lembar realisasi", _approved, lambda db, key, wanted: progress_paper(db, key, wanted.period)),
    Kind("evaluasi", "Evaluasi kinerja", _evaluations, lambda db, key, _: evaluation_paper(db, key)),
    Kind("dokumen", "Dokumen evaluasi kinerja", _evaluations, lambda db, key, _: result_paper(db, key)),
    Kind("kurva", "Kurva distribusi predikat", _office, lambda db, key, wanted: curve_paper(db, key, wanted.period)),
    Kind(
        "konversi", "Konversi angka kredit", _functional, lambda db, key, wanted: conversion_paper(db, key, wanted.year)
    ),
    Kind("akumulasi", "Akumulasi angka kredit", _functional, lambda db, key, _: accumulation_paper(db, key)),
    Kind("penetapan", "Penetapan angka kredit", _functional, lambda db, key, _: determination_paper(db, key)),
    Kind("keberatan", "Keberatan", _objections, lambda db, key, _: objection_paper(db, key)),
    Kind("lembar", "Lembar pribadi", _sheets, lambda db, key, wanted: personal_paper(db, key, wanted.year)),
    Kind("umpan-balik", "Lembar umpan balik", _none, _blank_only),
    Kind("b18", "Bimbingan kinerja B.1.8", _guidances, lambda db, key, _: statements_paper(db, key)),
    Kind("b19", "Bimbingan kinerja B.1.9", _guidances, lambda db, key, _: competences_paper(db, key)),
    Kind("kuesioner", "Kuesioner survei", _none, _blank_only),
    Kind("skm", "Laporan survei kepuasan masyarakat", _surveys, lambda db, key, _: report_paper(db, key)),
    Kind("tabulasi", "Tabulasi survei kepuasan masyarakat", _surveys, lambda db, key, _: tabulation_paper(db, key)),
    Kind("notulen", "Notulen forum masyarakat", _forums, lambda db, key, _: minutes_paper(db, key)),
    Kind("hasil-forum", "Tindak lanjut forum masyarakat", _forum_outcomes, lambda db, key, _: outcome_paper(db, key)),
    Kind("suara", "Lembar suara masyarakat", _none, _blank_only),
    Kind(
        "papan",
        "Papan pengumuman suara masyarakat",
        _boards,
        lambda db, key, wanted: voice_board_paper(db, key, wanted.period),
    ),
    Kind("salin", "Lembar salin e-Kinerja", _copied, _copy_paper),
    Kind("berita-acara", "Berita acara serah terima", _bundles, lambda db, key, _: handover_paper(db, key)),
)
"""In the order of the year."""


def _everything(db: Database, wanted: Wanted) -> list[Found]:
    """What people sign for a period, a person's papers one after the other: every paper but the lampiran alone, which
    stands with its SKP already, the personal sheet, which is for the person alone, the sheets for copying, and the
    papers of bundles."""
    kinds = [kind for kind in KINDS if kind.code not in {"lampiran", "lembar", "salin", "berita-acara"}]
    found = [replace(paper, key=f"{kind.code}:{paper.key}") for kind in kinds for paper in kind.found(db, wanted)]
    return sorted(found, key=lambda paper: (paper.employee_id == "", paper.name, paper.employee_id))


def _any(db: Database, key: str, wanted: Wanted) -> Document:
    code, _, own = key.partition(":")
    kind = kind_of(code)
    assert kind is not None  # the key is ours
    return kind.make(db, own, wanted)


EVERYTHING = Kind("semua", "Semua kertas", _everything, _any)
"""All kinds at once: what one person, a unit or the office signs for a period."""


def kind_of(code: str) -> Kind | None:
    """The kind with this code."""
    return next((kind for kind in (*KINDS, EVERYTHING) if kind.code == code), None)
