"""Every paper the program prints: its name, for whom there is one, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kinerja_tui.documents.blocks import Document
from kinerja_tui.documents.credit_papers import accumulation_paper, conversion_paper, determination_paper
from kinerja_tui.documents.curve_paper import curve_paper
from kinerja_tui.documents.evaluation_paper import evaluation_paper
from kinerja_tui.documents.guidance_papers import competences_paper, statements_paper
from kinerja_tui.documents.objection_paper import objection_paper
from kinerja_tui.documents.plan_paper import plan_paper
from kinerja_tui.documents.result_paper import result_paper
from kinerja_tui.models.database import Database
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.services import credit


@dataclass(frozen=True)
class Wanted:
    """Which papers are asked for."""

    period: str
    """code of the period; of papers of the whole year only its year counts"""
    employees: tuple[str, ...] | None = None
    """ids of employees; None: everybody"""

    def __post_init__(self) -> None:
        """Raises `RuleBroken` for a period that cannot be."""
        period_from_code(self.period)

    @property
    def year(self) -> int:
        """The year of the period."""
        return period_from_code(self.period).start.year

    def holds(self, employee_id: str) -> bool:
        """Whether papers of this person are asked for."""
        return self.employees is None or employee_id in self.employees


@dataclass(frozen=True)
class Kind:
    """One kind of paper."""

    code: str
    """as it is typed after `kinerja cetak`"""
    label: str
    found: Callable[[Database, Wanted], Sequence[str]]
    """what there is to print, as ids that ``make`` takes, in the order of names"""
    make: Callable[[Database, str, Wanted], Document]
    """raises `RuleBroken` with the reason where a paper cannot be made"""


def _plans(db: Database, wanted: Wanted) -> list[str]:
    rows = db.file.rows(
        "SELECT p.id, p.employee_id FROM work_plan p JOIN employee e ON e.id = p.employee_id "
        "WHERE p.year = ? AND NOT p.removed ORDER BY e.name, e.id, p.start, p.id",
        (wanted.year,),
    )
    return [plan for plan, employee in rows if wanted.holds(employee)]


def _evaluations(db: Database, wanted: Wanted) -> list[str]:
    rows = db.file.rows(
        "SELECT v.id, v.employee_id FROM evaluation v JOIN employee e ON e.id = v.employee_id "
        "JOIN work_plan p ON p.id = v.plan_id AND NOT p.removed "
        "WHERE v.period = ? AND NOT v.removed ORDER BY e.name, e.id, p.start, v.id",
        (wanted.period,),
    )
    return [evaluation for evaluation, employee in rows if wanted.holds(employee)]


def _objections(db: Database, wanted: Wanted) -> list[str]:
    objected = {row[0] for row in db.file.rows("SELECT evaluation_id FROM objection WHERE NOT removed")}
    return [item for item in _evaluations(db, wanted) if item in objected]


def _functional(db: Database, wanted: Wanted) -> list[str]:
    rows = credit.listing(db.file, day=db.today())
    return [row["id"] for row in rows.rows(0, len(rows)) if wanted.holds(row["id"])]


def _guidances(db: Database, wanted: Wanted) -> list[str]:
    rows = db.file.rows(
        "SELECT g.id, g.employee_id FROM guidance g JOIN employee e ON e.id = g.employee_id "
        "WHERE NOT g.removed AND substr(coalesce(g.held_on, ''), 1, 4) = ? ORDER BY e.name, e.id, g.held_on, g.id",
        (str(wanted.year),),
    )
    return [guidance for guidance, employee in rows if wanted.holds(employee)]


def _office(db: Database, wanted: Wanted) -> list[str]:
    return [db.office] if wanted.employees is None else []


KINDS: tuple[Kind, ...] = (
    Kind("skp", "SKP", _plans, lambda db, key, _: plan_paper(db, key)),
    Kind("evaluasi", "Evaluasi kinerja", _evaluations, lambda db, key, _: evaluation_paper(db, key)),
    Kind("dokumen", "Dokumen evaluasi kinerja", _evaluations, lambda db, key, _: result_paper(db, key)),
    Kind("kurva", "Kurva distribusi predikat", _office, lambda db, key, wanted: curve_paper(db, key, wanted.period)),
    Kind(
        "konversi", "Konversi angka kredit", _functional, lambda db, key, wanted: conversion_paper(db, key, wanted.year)
    ),
    Kind("akumulasi", "Akumulasi angka kredit", _functional, lambda db, key, _: accumulation_paper(db, key)),
    Kind("penetapan", "Penetapan angka kredit", _functional, lambda db, key, _: determination_paper(db, key)),
    Kind("keberatan", "Keberatan", _objections, lambda db, key, _: objection_paper(db, key)),
    Kind("b18", "Bimbingan kinerja B.1.8", _guidances, lambda db, key, _: statements_paper(db, key)),
    Kind("b19", "Bimbingan kinerja B.1.9", _guidances, lambda db, key, _: competences_paper(db, key)),
)
"""In the order of the year."""


def kind_of(code: str) -> Kind | None:
    """The kind with this code."""
    return next((kind for kind in KINDS if kind.code == code), None)
