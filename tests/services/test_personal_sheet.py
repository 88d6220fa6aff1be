"""The personal sheet: the trend, at most three gaps by rating and score, training that fits, and nobody's name."""

from __future__ import annotations

from datetime import date

import pytest

from kinerja_tui.models.evaluations import ResultRating, ValueRating
from kinerja_tui.models.objections import Delivery
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.values import VALUES
from kinerja_tui.screens.development.personal_texts import laid_out, lines_of
from kinerja_tui.services.development import personal_sheet
from kinerja_tui.services.forms.forms import keep
from kinerja_tui.services.monitoring import guidance
from kinerja_tui.services.staff.employees import NEW
from tests.services.feedback_office import PEERS, PERSON, give, person_id
from tests.services.test_development import key_training, taken

YEAR, TODAY = 2026, date(2026, 11, 20)


def rate(db, ratings, name=PERSON):
    """Give the values of all finished evaluations of a person this rating, where one is named; no result is low."""
    who = person_id(db, name)
    finished = db.file.rows("SELECT id FROM evaluation WHERE employee_id = ? AND state = 'selesai'", (who,))
    with db.act("x", who) as act:
        for (evaluation,) in finished:
            for value in VALUES:
                rating = ratings.get(value.key, "sesuai")
                key = ValueRating.id_of(evaluation, value.key)
                act.write(ValueRating, key, evaluation_id=evaluation, value=value.key, rating=rating)
            for (key,) in db.file.rows("SELECT id FROM result_rating WHERE evaluation_id = ?", (evaluation,)):
                act.write(ResultRating, key, rating="sesuai")
    return who, len(finished)


def text_of(db, who):
    return "\n".join(text for text, _ in lines_of(personal_sheet.read(db, who, YEAR), TODAY))


def test_the_trend_names_what_was_not_rated_and_draws_the_predikat(db):
    who, count = rate(db, {})
    sheet = personal_sheet.read(db, who, YEAR)
    assert [point.period for point in sheet.trend] == ["Triwulan I 2026", "Triwulan II 2026", "Triwulan III 2026"]
    assert sum(point.rated for point in sheet.trend) == count < 3
    lines = text_of(db, who).splitlines()
    assert "  Triwulan III 2026 belum dinilai" in lines
    first = next(line for line in lines if line.startswith("  Triwulan I 2026"))
    point = sheet.trend[0]
    assert first.count("█") == 6 - point.predicate.rank
    assert point.predicate.label in first


def test_nothing_low_is_said_kindly(db):
    who, _ = rate(db, {})
    assert personal_sheet.read(db, who, YEAR).gaps == []
    assert "Tidak ada yang menonjol rendah. Terus dijaga." in text_of(db, who)


def test_at_most_three_by_rating_first(db):
    who, count = rate(db, dict.fromkeys(("akuntabel", "loyal", "adaptif", "harmonis"), "di_bawah"))
    gaps = personal_sheet.read(db, who, YEAR).gaps
    assert [gap.about for gap in gaps] == ["Akuntabel", "Harmonis", "Loyal"]
    assert all((gap.below, gap.rated) == (count, count) for gap in gaps)


def test_scores_decide_among_the_expected_only_once_enough_gave(db):
    who, _ = rate(db, {"kompeten": "di_atas"})
    for giver in PEERS[:2]:
        give(db, giver, score="2")
    assert personal_sheet.read(db, who, YEAR).gaps == []
    give(db, PEERS[2], score="2")
    gaps = personal_sheet.read(db, who, YEAR).gaps
    assert len(gaps) == 3
    assert "Kompeten" not in [gap.about for gap in gaps]
    assert gaps[0].lowest.shown == "2,00 (3 dari 3)"
    assert "rekan kerja 2,00 (3 dari 3)" in text_of(db, who)


def test_a_score_below_the_minimum_reads_belum_cukup_and_nobody_is_named(db):
    who, _ = rate(db, {"akuntabel": "di_bawah"})
    give(db, PEERS[0], score="1", to_improve="Rahasia rekan")
    text = text_of(db, who)
    assert "rekan kerja belum cukup (1 dari 1, minimal 3)" in text
    assert PEERS[0].split()[0] not in text
    assert "Rahasia" not in text


def test_needs_plans_trainings_and_what_others_took_stand_together(db):
    who, _ = rate(db, {"akuntabel": "di_bawah"})
    for record in db.file.rows("SELECT id FROM training WHERE employee_id = ?", (who,)):
        with db.act("y", who) as act:
            act.remove(personal_sheet.Training, record[0])
    key_training(db, who, title="Tertib administrasi", competence="Akuntabel")
    taken(db, who, "6", title="Perpajakan", organiser="KPP")
    other, another = person_id(db, PEERS[0]), person_id(db, PEERS[1])
    for person in (other, another):
        taken(db, person, "8", title="Pengelolaan risiko", competence="akuntabel")
    taken(db, who, "8", title="Sudah pernah", competence="Akuntabel")
    taken(db, other, "8", title="Sudah pernah", competence="Akuntabel")
    text = text_of(db, who)
    assert "dibutuhkan: Tertib administrasi (Akuntabel)" in text
    assert "02-03-2026: Perpajakan, 6 JP" in text
    assert "    Pengelolaan risiko (akuntabel), 2 orang" in text
    assert "    Sudah pernah" not in text
    assert PEERS[0].split()[0] not in text


def test_a_gap_begins_the_need_that_answers_it(db):
    who, count = rate(db, {"akuntabel": "di_bawah"})
    gap = personal_sheet.read(db, who, YEAR).gaps[0]
    defaults = personal_sheet.need_defaults(gap)
    assert defaults["competence"] == "Akuntabel"
    assert defaults["need_source"] == "hasil"
    assert f"di bawah ekspektasi {count} dari {count}" in defaults["need"]


def test_talks_and_the_state_of_results_are_told(db):
    who, _ = rate(db, {})
    form = guidance.dialogue_form(db, who)
    keep(db, form, {guidance.dialogue_key(NEW, "held_on"): "2026-07-06", guidance.dialogue_key(NEW, "agreement"): "x"})
    guidance.save_dialogue(db, form, NEW)
    evaluation, finished = db.file.rows(
        "SELECT id, finished_on FROM evaluation WHERE employee_id = ? AND state = 'selesai' LIMIT 1", (who,)
    )[0]
    with db.act("z", who) as act:
        day = date.fromisoformat(finished)
        key = Delivery.id_of(evaluation, day)
        act.write(Delivery, key, evaluation_id=evaluation, finished_on=day, delivered_on=day, rules="pp-30-2019")
    text = text_of(db, who)
    assert "Dialog kinerja: 6 Juli 2026" in text
    assert ": sudah diserahkan" in text
    assert ": belum diserahkan" in text


def test_somebody_who_is_not_here_is_told(db):
    with pytest.raises(RuleBroken, match="tidak ada lagi"):
        personal_sheet.read(db, "22222222-2222-4222-8222-222222222222", YEAR)


def test_lines_wrap_below_their_beginning():
    lines = laid_out([("  satu dua tiga empat lima enam", ""), ("", ""), ("x" * 50, "dim")], 24)
    assert lines[0] == ("  satu dua tiga empat", "")
    assert lines[1] == ("    lima enam", "")
    assert lines[2] == ("", "")
    assert all(len(text) <= 24 for text, _ in lines)
