"""A predikat in bentrok is final on no paper that carries it; one person's bentrok leaves the others' papers alone."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from kinerja_tui.documents.catalogue import Wanted, kind_of
from kinerja_tui.models.database import Database
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.organisations import UnitRating
from kinerja_tui.services.staff import credit
from tests.documents.paper_text import in_order, pages

PERIOD = "2026-TW2"


def dispute(db: Database, record: str, table: str, field: str, person: str) -> None:
    heads = json.dumps([{"change": "a" * 40, "value": "di_atas"}, {"change": "b" * 40, "value": "sesuai"}])
    with db.transaction() as session:
        session.connection().execute(
            text("INSERT INTO conflict VALUES (:id, :field, :table, :sub, :heads)"),
            {"id": record, "field": field, "table": table, "sub": person, "heads": heads},
        )


def functional(db: Database) -> tuple[str, str]:
    """A finished evaluation of somebody who collects angka kredit, and who that is."""
    rows = credit.listing(db.file)
    for row in rows.rows(0, len(rows)):
        found = db.file.rows(
            "SELECT id FROM evaluation WHERE employee_id = ? AND period = ? AND state = 'selesai'", (row["id"], PERIOD)
        )
        if found:
            return found[0][0], row["id"]
    raise AssertionError("the practice data have nobody")


@pytest.mark.parametrize("field", ["work_rating", "behaviour_rating", "state"])
def test_on_no_paper_of_the_person(db: Database, field: str) -> None:
    evaluation, person = functional(db)
    dispute(db, evaluation, "evaluation", field, person)
    keys = {"evaluasi": evaluation, "dokumen": evaluation, "keberatan": evaluation, "kurva": db.office}
    for code in ("evaluasi", "dokumen", "keberatan", "kurva", "konversi", "akumulasi", "penetapan", "lembar"):
        kind = kind_of(code)
        assert kind is not None
        paper = kind.make(db, keys.get(code, person), Wanted(PERIOD))
        assert not paper.final, code
        seen = "\n".join(pages(paper))
        assert in_order(seen, "BELUM FINAL:", "Perlu dibereskan")
        assert "KONSEP" in seen
    [(other, other_person)] = db.file.rows(
        "SELECT id, employee_id FROM evaluation WHERE state = 'selesai' AND period = ? AND employee_id <> ? LIMIT 1",
        (PERIOD, person),
    )
    for code, key in (("evaluasi", other), ("dokumen", other), ("lembar", other_person)):
        kind = kind_of(code)
        assert kind is not None
        assert kind.make(db, key, Wanted(PERIOD)).final


def test_a_bentrok_of_another_year_leaves_the_conversion_alone(db: Database) -> None:
    _, person = functional(db)
    with db.act("x", person) as act:
        act.write_anew(Evaluation, "ee" * 4, employee_id=person, period="2025", state="selesai")
    dispute(db, "ee" * 4, "evaluation", "work_rating", person)
    kind = kind_of("konversi")
    assert kind is not None
    assert kind.make(db, person, Wanted(PERIOD)).final


def test_the_organisation_rating_in_bentrok_is_told_too(db: Database) -> None:
    evaluation, person = functional(db)
    dispute(db, UnitRating.id_of(db.office, PERIOD), "organisation_rating", "rating", person)
    for code, key in (("evaluasi", evaluation), ("dokumen", evaluation), ("kurva", db.office)):
        kind = kind_of(code)
        assert kind is not None
        paper = kind.make(db, key, Wanted(PERIOD))
        assert not paper.final
        assert in_order("\n".join(pages(paper)), "BELUM FINAL: capaian kinerja organisasi")
