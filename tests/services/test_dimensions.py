"""The office's own dimensions: edited as a list, scored beside the predikat, never part of it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from sqlmodel import select

from kinerja_tui.models.database import Database
from kinerja_tui.models.dimensions import Dimension, DimensionScore
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.offices import Office
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.evaluation import dimension_scores, dimensions, evaluations, organisations
from kinerja_tui.services.forms import forms
from kinerja_tui.services.handover import settle
from kinerja_tui.services.staff.employees import NEW
from tests.services.test_evaluations import PERIOD, Opened


@pytest.fixture
def dumai(workplace):
    place = workplace("dumai_kota", "dumai")
    database = Database(place.file, place.identities, place.now)
    yield database
    database.engine.dispose()


def add(db, name, **texts):
    form = dimensions.new_form(db, db.office)
    forms.keep(db, form, {dimensions.key(NEW, column): text for column, text in {"name": name, **texts}.items()})
    try:
        return dimensions.save_new(db, form, db.office)
    finally:
        forms.discard(db, form)


def change(db, dimension_id, **texts):
    form = dimensions.edit_form(db, dimension_id)
    forms.keep(db, form, {dimensions.key(dimension_id, column): text for column, text in texts.items()})
    try:
        dimensions.save(db, form)
    finally:
        forms.discard(db, form)


def listed(db):
    rows = dimensions.listing(db.file, db.office)
    return [row["name"] for row in rows.rows(0, len(rows))]


def score(opened, dimension_id, text):
    key = dimension_scores.score_key(opened.plan_id, opened.period, dimension_id, "score")
    forms.keep(opened.db, opened.form, {key: text})
    return opened


def test_an_office_has_none_and_adds_its_own(db):
    assert listed(db) == []
    assert dimensions.names(db.file, db.office) == []
    first = add(db, "Pelayanan publik", high_label="menjadi contoh")
    add(db, "Inovasi", low="0", high="10")
    assert first == Dimension.id_of(db.office, "pelayanan_publik")
    assert listed(db) == ["Pelayanan publik", "Inovasi"]
    with db.reading() as session:
        found = session.get_one(Dimension, first)
    assert (found.low, found.high, found.high_label, found.active) == (1, 5, "menjadi contoh", True)


def test_renaming_ordering_retiring_and_taking_up_again(db):
    ids = [add(db, name) for name in ("Satu", "Dua", "Tiga")]
    dimensions.move(db, ids[2], -1)
    dimensions.move(db, ids[0], -1)
    assert listed(db) == ["Satu", "Tiga", "Dua"]
    change(db, ids[0], name="Kesatu")
    dimensions.set_active(db, ids[2], active=False)
    assert listed(db) == ["Kesatu", "Dua", "Tiga"]
    assert dimensions.names(db.file, db.office) == ["Kesatu", "Dua"]
    dimensions.set_active(db, ids[2], active=True)
    dimensions.remove(db, ids[1])
    assert listed(db) == ["Kesatu", "Tiga"]
    assert add(db, "Dua") == ids[1]
    assert add(db, "Satu") == Dimension.id_of(db.office, "satu_2")


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ({"name": "  "}, "Tulis nama"),
        ({"name": "!?"}, "Tulis nama"),
        ({"name": "inovási"}, "sudah ada"),
        ({"name": "Lain", "low": ""}, "bilangan bulat"),
        ({"name": "Lain", "high": "1.5"}, "bilangan bulat"),
        ({"name": "Lain", "low": "5", "high": "5"}, "lebih besar"),
        ({"name": "Lain", "high": "900"}, "antara 0 dan 100"),
    ],
)
def test_what_makes_no_dimension_is_refused(db, texts, says):
    known = add(db, "Inovasi")
    other = add(db, "Partisipasi")
    for keyed in (lambda: add(db, **texts), lambda: change(db, other, **texts)):
        with pytest.raises(RuleBroken, match=says):
            keyed()
    assert listed(db) == ["Inovasi", "Partisipasi"]
    change(db, known, name="INOVASI")


def test_a_scale_in_use_stays_and_so_does_a_scored_dimension(db):
    dimension_id = add(db, "Inovasi")
    change(db, dimension_id, high="7")
    score(Opened(db), dimension_id, "6").save()
    with pytest.raises(RuleBroken, match="skor lama akan berganti arti"):
        change(db, dimension_id, high="5")
    change(db, dimension_id, name="Pembaruan", description="Cara baru")
    with pytest.raises(RuleBroken, match="sudah punya skor"):
        dimensions.remove(db, dimension_id)
    dimensions.set_active(db, dimension_id, active=False)
    opened = Opened(db)
    with db.reading() as session:
        (shown,) = dimension_scores.on_evaluation(session, db.office, Evaluation.id_of(opened.plan_id, PERIOD))
        assert dimension_scores.on_evaluation(session, db.office, "lain") == ()
    assert (shown.name, dimension_scores.is_asked(shown)) == ("Pembaruan", False)


def test_scores_do_not_touch_the_predikat_or_the_distribution(db):
    dimension_id = add(db, "Inovasi")
    opened = Opened(db).rate_all().overall("sesuai", "sesuai")
    before = evaluations.predicate_on_form(opened.form, opened.plan, PERIOD)
    assert opened.missing() == []  # a score that is not given holds nothing back
    score(opened, dimension_id, "1").save(finish=True)
    assert evaluations.predicate_on_form(Opened(db).form, opened.plan, PERIOD) == before
    counts = organisations.counts_of(db.file, db.office, PERIOD)
    with db.act("Skor", opened.plan.employee.id) as act:
        act.write(DimensionScore, DimensionScore.id_of(Evaluation.id_of(opened.plan_id, PERIOD), dimension_id), score=5)
    assert organisations.counts_of(db.file, db.office, PERIOD) == counts


@pytest.mark.parametrize("text", ["0", "6", "-1", "99", "empat"])
def test_a_score_off_its_scale_is_refused_with_the_scale(db, text):
    dimension_id = add(db, "Inovasi")
    opened = score(Opened(db).rate_all().overall("sesuai", "sesuai"), dimension_id, text)
    with pytest.raises(RuleBroken, match=f"Inovasi: skor {text} di luar skala 1–5"):
        opened.save(finish=True)


def test_a_score_off_the_scale_after_a_merge_is_listed_and_counts_as_missing(db):
    dimension_id = add(db, "Inovasi")
    opened = score(Opened(db).rate_all().overall("sesuai", "sesuai"), dimension_id, "4").save(finish=True)
    (before,) = dimension_scores.recap(db.file, db.office, PERIOD)
    assert (before.mean.value, before.mean.given, before.mean.expected) == (Fraction(4), 1, 33)
    with db.act("PC lain", Office.id_of(db.office)) as act:
        act.write(Dimension, dimension_id, high=3)
    (after,) = dimension_scores.recap(db.file, db.office, PERIOD)
    assert (after.mean.value, after.foreign) == (None, 1)
    (item,) = settle.to_settle(db.file)
    assert (item.kind, item.text) == ("evaluation", "Skor di luar skala pada dimensi Inovasi")
    assert Opened(db).form.text(dimension_scores.score_key(opened.plan_id, PERIOD, dimension_id, "score")) == "4"


def test_the_recap_of_dumai_counts_everybody_and_no_zero(dumai):
    found = dimension_scores.recap(dumai.file, dumai.office, PERIOD)
    assert [item.name for item in found] == [
        "Pelayanan publik", "Inovasi", "Partisipasi dalam pengambilan keputusan",
    ]  # fmt: skip
    people = len(organisations.newest_rows(dumai.file, dumai.office, PERIOD))
    with dumai.reading() as session:
        for item in found:
            query = (
                select(DimensionScore.score)
                .join(Dimension, Dimension.id == DimensionScore.dimension_id)
                .join(Evaluation, Evaluation.id == DimensionScore.evaluation_id)
                .where(Dimension.name == item.name, Evaluation.period == PERIOD)
            )
            scores = list(session.exec(query))
            assert 0 < len(scores) < people
            assert item.mean.value == Fraction(sum(scores), len(scores))
            assert (item.mean.given, item.mean.expected) == (len(scores), people)
            assert sum(item.counts.values()) == len(scores)


def test_a_score_that_came_with_somebody_from_another_office_is_no_trouble(db):
    opened = Opened(db).rate_all().overall("sesuai", "sesuai").save(finish=True)
    evaluation_id = Evaluation.id_of(opened.plan_id, PERIOD)
    with db.act("Berkas mutasi", opened.plan.employee.id) as act:
        elsewhere = Dimension.id_of("14.72.06", "inovasi")
        act.write(DimensionScore, DimensionScore.id_of(evaluation_id, elsewhere), evaluation_id=evaluation_id,
                  dimension_id=elsewhere, score=4)  # fmt: skip
    assert settle.to_settle(db.file) == []
    with db.reading() as session:
        assert dimension_scores.on_evaluation(session, db.office, evaluation_id) == ()
    Opened(db)


def test_another_office_keeps_its_own_list(db):
    with db.act("Kantor lain", Office.id_of("15.04.99")) as act:
        act.write(Dimension, Dimension.id_of("15.04.99", "x"), office="15.04.99", key="x", name="Milik lain")
    assert listed(db) == []
    with db.reading() as session:
        assert dimension_scores.on_evaluation(session, db.office, "e") == ()
