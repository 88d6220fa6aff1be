"""Blind second entry of the final predikat: what differs stands side by side, and nothing is changed."""

from __future__ import annotations

from kinerja_tui.screens.evaluation.evaluations import EvaluationsScreen
from kinerja_tui.screens.evaluation.predicate_check import PredicateCheck
from kinerja_tui.screens.question import Question
from kinerja_tui.services.evaluation import evaluations, predicate_check
from kinerja_tui.services.history import acts
from tests.conftest import ready, screen_text
from tests.screens.keys import after_power_cut, at, told

PERIOD = "2026-TW2"


def digits(one: predicate_check.Rated) -> list[str]:
    ratings = [evaluations.rating_of(one.ratings[column]) for column in predicate_check.COLUMNS]
    return [str(rating.digit) for rating in ratings if rating is not None]


async def test_two_digits_a_person_then_side_by_side_through_a_power_cut(app, tmp_path, seen_as):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        app.carried.clear()
        people = predicate_check.rated(app.file, PERIOD)
        assert len(people) > 2
        screen = PredicateCheck(predicate_check.check_form(app.db, PERIOD), PERIOD)
        await app.push_screen(screen)
        await pilot.pause()
        assert "ekspektasi" not in screen_text(app).split("1 Di bawah")[0], "blind"
        first, *rest = people
        work, behaviour = digits(first)
        wrong = "1" if work != "1" else "2"
        await pilot.press(wrong, behaviour)
        await pilot.pause()
        cut = after_power_cut(app, tmp_path / "mati", comes_back=True)
    async with cut.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await at(pilot, PredicateCheck)
        before, rated = acts.last_acts(cut.file)[0].id, cut.file.rows("SELECT * FROM evaluation")
        assert "evaluasi" not in screen_text(cut).replace("Evaluasi", "")
        await pilot.press(*[digit for one in rest for digit in digits(one)])
        await pilot.press("f10", "f10")
        await pilot.pause()
        assert "1 rating berbeda" in told(cut)
        assert "! Berbeda: evaluasi" in screen_text(cut)
        seen_as(cut, "predicate_check_80x24")
        newest, older, *_ = acts.last_acts(cut.file)
        every = f"{len(people)} dari {len(people)}"
        assert newest.act == f"Predikat Triwulan II 2026 dicocokkan dengan kertas: {every}, 1 berbeda"
        assert older.id == before, "the same outcome is kept once"
        await pilot.press(work, "f10")
        await at(pilot, EvaluationsScreen)
        assert f"{len(people)} dari {len(people)} predikat dicocokkan" in told(cut)
        assert predicate_check.last(cut.db, PERIOD).names == []
        await pilot.press("z")
        await at(pilot, Question)
        assert f"dicocokkan dengan kertas: {every}, semua sama" in f"{cut.screen._title} {cut.screen.text}"
        await pilot.press("y")
        await at(pilot, EvaluationsScreen)
        assert predicate_check.last(cut.db, PERIOD).names == [first.name]
        assert predicate_check.last(cut.db, PERIOD).by == cut.db.operator
        assert cut.file.rows("SELECT * FROM evaluation") == rated


async def test_a_period_without_finished_evaluations_says_so(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("5")
        await at(pilot, EvaluationsScreen)
        await pilot.press("b")
        await pilot.pause()
        assert "Belum ada evaluasi yang selesai" in told(empty_app)
