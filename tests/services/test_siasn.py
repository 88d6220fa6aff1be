"""The table for SIASN: codes that say what they should, the rater as printed, and nobody lost or guessed."""

from __future__ import annotations

import itertools

import pytest

from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.local import Conflict
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.rules.periods import month, quarter, year_span
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ranks import golongan_printed
from kinerja_tui.rules.ratings import Predicate, Rating, predicate_of
from kinerja_tui.rules.ruleset import RULE_SETS
from kinerja_tui.rules.siasn import (
    NUMBERS,
    QUADRANT,
    RATINGS,
    columns,
    predicate_of_code,
    rating_of_code,
    span_codes,
)
from kinerja_tui.services.evaluation.evaluations import listing
from kinerja_tui.services.evaluation.period_results import results
from kinerja_tui.services.national.siasn import siasn_table
from tests.services.stories import plan_id_of

PERIOD = "2026-TW1"
NAME = "Dewi Lestari, S.H."


def reason(db, name=NAME, period=PERIOD):
    return next((item.reason for item in siasn_table(db.file, period).left_out if item.name == name), "")


def change(db, **values):
    key = Evaluation.id_of(plan_id_of(db, NAME), PERIOD)
    with db.reading() as session:
        subject = session.get_one(Evaluation, key).employee_id
    with db.act("ubah", subject) as act:
        act.write(Evaluation, key, **values)


CARD = {"name": "Sekda Contoh", "nip": "197001011995011001", "rank": "Pembina Utama Muda (IV/c)", "post": "Sekda",
        "unit": "Sekretariat Daerah"}  # fmt: skip


def test_every_code_round_trips_and_the_quadrant_follows_the_ratings():
    assert {rating_of_code(code): code for code in (1, 2, 3)} == dict(RATINGS)
    assert {predicate_of_code(code): code for code in range(1, 6)} == dict(QUADRANT)
    assert (rating_of_code(0), rating_of_code(4), predicate_of_code(0), predicate_of_code(6)) == (None,) * 4
    assert (RATINGS[Rating.ABOVE], RATINGS[Rating.BELOW]) == (1, 3), "the other way round from the keys"
    assert (QUADRANT[Predicate.VERY_GOOD], QUADRANT[Predicate.VERY_POOR]) == (1, 5)
    for work, behaviour in itertools.product(Rating, repeat=2):
        read = rating_of_code(RATINGS[work]), rating_of_code(RATINGS[behaviour])
        predicate = predicate_of(work, behaviour, RULE_SETS[0])
        assert predicate_of_code(QUADRANT[predicate]) is predicate_of(*read, RULE_SETS[0])


def test_the_periods_columns():
    assert span_codes(year_span(2026)) == {"tahun": 2026}
    third = {"tahun": 2026, "periodik": 2, "bulanMulaiPenilaian": 7, "bulanSelesaiPenilaian": 9}
    assert span_codes(quarter(2026, 3)) == third
    assert span_codes(month(2026, 5))["periodik"] == 1
    assert columns(year_span(2026).kind) == (
        "nip", "nama", "tahun", "hasilKinerjaNilai", "perilakuKerjaNilai", "kuadranKinerjaNilai", "penilaiNipNrp",
        "penilaiNama", "penilaiJabatan", "penilaiGolongan", "penilaiUnorNama", "statusPenilai",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "golongan"),
    [
        ("Penata Muda Tingkat I (III/b)", "III/b"), ("III/b", "III/b"), ("pembina utama muda", "IV/c"), ("IX", "IX"),
        ("Pembina (ST) (IV/a)", "IV/a"), ("", None), ("Kolonel", None), ("Penata (V/z)", None),
    ],
)  # fmt: skip
def test_a_golongan_is_read_as_documents_print_it(printed, golongan):
    assert golongan_printed(printed) == golongan


def test_everybody_of_the_period_is_in_one_of_the_two_lists(db):
    for period in ("2026-TW1", "2026-TW3", "2026", "2026-B02", "2025"):
        table = siasn_table(db.file, period)
        everybody = listing(db.file, period)
        assert len(table.rows) + len(table.left_out) == len(everybody)
        assert all(item.reason and item.advice for item in table.left_out)
        for row in table.rows:
            assert tuple(row) == table.columns
            assert all(isinstance(value, int) == (name in NUMBERS) for name, value in row.items())
            assert len(row["nip"]) == len(row["penilaiNipNrp"]) == 18
    with pytest.raises(RuleBroken):
        siasn_table(db.file, "2026-TW9")


def test_the_rater_is_the_one_printed_not_todays(db):
    change(db, rater_card=CARD)
    row = next(row for row in siasn_table(db.file, PERIOD).rows if row["nama"] == NAME)
    told = (
        row["penilaiNama"],
        row["penilaiNipNrp"],
        row["penilaiGolongan"],
        row["penilaiUnorNama"],
        row["statusPenilai"],
    )
    assert told == ("Sekda Contoh", "197001011995011001", "IV/c", "Sekretariat Daerah", "ASN")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"state": "draf"}, "masih draf"),
        ({"state": "arsip"}, "masih draf"),
        ({"work_rating": "gemilang"}, "tidak dikenal"),
        ({"rules": "aturan-2030"}, "tidak dikenal"),
        ({"rater_card": CARD | {"nip": ""}}, "tanpa NIP 18 angka: Sekda Contoh"),
        ({"rater_card": CARD | {"nip": "1.97E+17"}}, "tanpa NIP"),
        ({"rater_card": CARD | {"rank": "Kolonel"}}, "Golongan pejabat penilai tidak terbaca: Kolonel"),
        ({"rater_card": {"x": 1}}, "tidak tercatat"),
    ],
)
def test_what_cannot_be_coded_stands_in_the_second_list(db, values, told):
    assert reason(db) == ""
    change(db, **values)
    assert told in reason(db)


def test_a_bentrok_acting_posts_and_two_evaluations_are_never_coded(db):
    key = Evaluation.id_of(plan_id_of(db, NAME), PERIOD)
    with db.transaction() as session:
        session.add(Conflict(record_id=key, field="rater_card", table_name="evaluation", sub="x"))
    assert "Bentrok: " in reason(db)
    with db.transaction() as session:
        session.delete(session.get_one(Conflict, (key, "rater_card")))
        plan = session.get_one(WorkPlan, plan_id_of(db, NAME))
        evaluation = session.get_one(Evaluation, key)
        employee, assignment = plan.employee_id, plan.assignment_id
        copied = {name: getattr(evaluation, name) for name in ("work_rating", "behaviour_rating", "rules")}
        spans = {name: getattr(plan, name) for name in ("start", "end", "rater_card")}
    with db.act("merangkap", employee) as act:
        act.write(Assignment, "plt", employee_id=employee, kind="plt", post="Kasi", start=spans["start"])
        act.write(WorkPlan, "dua", employee_id=employee, assignment_id="plt", year=2026, state="disetujui", **spans)
        act.write(Evaluation, "v2", employee_id=employee, plan_id="dua", period=PERIOD, state="selesai", **copied)
    table = siasn_table(db.file, PERIOD)
    assert sum(row["nama"] == NAME for row in table.rows) == 1
    assert reason(db) == "Penilaian jabatan Plt/Plh"
    with db.act("mutasi", employee) as act:
        act.write(WorkPlan, "dua", assignment_id=assignment)
    table = siasn_table(db.file, PERIOD)
    assert not any(row["nama"] == NAME for row in table.rows)
    assert [item.reason.split(" (")[0] for item in table.left_out if item.name == NAME] == [
        "2 penilaian dalam periode ini"
    ] * 2


def test_a_nip_that_a_merge_ruined_is_told(db):
    with db.reading() as session:
        employee = session.get_one(WorkPlan, plan_id_of(db, NAME)).employee_id
    with db.act("rusak", employee) as act:
        act.write(Employee, employee, nip="1.98E+17")
    assert reason(db) == "NIP pegawai bukan 18 angka"
    assert next(item for item in results(db.file, PERIOD) if item.name == NAME).predicate is not None
