"""Charts where people would rather look: beside the numbers where there is room, with a key everywhere."""

from __future__ import annotations

import itertools
from decimal import Decimal
from fractions import Fraction

import pytest

from kinerja_tui.app import KinerjaApp
from kinerja_tui.rules.distribution import Counts
from kinerja_tui.rules.periods import PeriodKind, period_from_code, periods_of
from kinerja_tui.rules.ratings import OrganisationRating, Predicate
from kinerja_tui.rules.ruleset import rules_for
from kinerja_tui.screens.chart import ChartScreen, numbers_of
from kinerja_tui.screens.development.personal_chart import predicate_chart
from kinerja_tui.screens.development.personal_sheet import PersonalSheetScreen
from kinerja_tui.screens.evaluation.distribution_chart import curve_chart
from kinerja_tui.screens.monitoring.track import TrackScreen
from kinerja_tui.screens.monitoring.track_chart import track_chart, track_numbers
from kinerja_tui.screens.public.service_figures import ServiceTrendScreen
from kinerja_tui.screens.public.survey_detail import ikm_chart, ikm_numbers, survey_detail
from kinerja_tui.services.development.personal_sheet import Point
from kinerja_tui.services.monitoring import tracks
from kinerja_tui.services.public import survey_results
from kinerja_tui.widgets.detail import lines_of
from kinerja_tui.widgets.plot import NOT_ENOUGH, ChartView, draw
from tests.conftest import NOW, ready, screen_text
from tests.screens.keys import at, beside, type_text, until
from tests.services.survey_office import key_sheet, open_survey

RULES = rules_for(NOW.date())


# -- what is drawn


def test_the_course_of_an_indicator_has_gaps_and_adds_up(db):
    plan_id = db.file.rows(
        "SELECT p.id FROM work_plan p JOIN employee e ON e.id = p.employee_id WHERE e.name = 'Dewi Lestari, S.H.'"
    )[0][0]
    figures = tracks.read(db.file, plan_id)
    quarters = periods_of(2026, PeriodKind.QUARTER)
    item = next(item for item in figures.indicators if item.text == "Ringkasan evaluasi kinerja")
    course = figures.course(item, quarters)
    assert [point.realised for point in course] == [None, Decimal(1), Decimal(2), None], "missing is not zero"
    assert course[-1].expected == 4, "the whole target at the end of the year"
    assert all(a.expected < b.expected for a, b in itertools.pairwise(course))
    assert track_numbers(item, course)[:2] == ["TW I belum diisi", "TW II 1 dari 4 laporan"]
    chart = track_chart(item, course)
    assert (chart.known, chart.floor, [series.name.split()[0] for series in chart.series]) == (
        2, 0, ["realisasi", "seharusnya"],
    )  # fmt: skip
    lower = next(item for item in figures.indicators if item.direction == "turun")
    assert track_chart(lower, figures.course(lower, quarters)).series[1].name == "batas"
    assert {point.expected for point in figures.course(lower, quarters)} == {Fraction(7)}


def test_the_ikm_over_the_periods_skips_no_quarter(db):
    keyed = {"2025-TW4": "1", "2026-TW1": "3", "2026-TW3": "4"}
    for period, digit in keyed.items():
        survey = open_survey(db, period=period)
        for _ in range(2):
            key_sheet(db, survey, "L234" + digit * 9)
    open_survey(db, period="2026-TW4")
    rows = survey_results.listing(db.file).found
    course = survey_results.ikm_course(rows, rows[0])
    assert [(span.code, ikm) for span, ikm in course] == [
        ("2025-TW4", Decimal("25.00")),
        ("2026-TW1", Decimal("75.00")),
        ("2026-TW2", None),
        ("2026-TW3", Decimal("100.00")),
        ("2026-TW4", None),
    ]
    assert ikm_numbers(course)[:3] == ["TW IV 25 25,00", "TW I 26 75,00", "TW II 26 tidak ada"]
    assert ikm_chart(course).known == 3
    text = "\n".join(line.plain for line in lines_of(survey_detail(rows[0], course), 56))
    assert "IKM      belum cukup" in text
    rows[0]["period"] = "dari program baru"
    assert survey_results.ikm_course(rows, rows[0]) == []
    survey_detail(rows[0], [])


def test_the_predikat_of_all_years_is_an_order_with_gaps():
    def point(code, predicate=None):
        span = period_from_code(code)
        return Point(span.label, span.short, span.start.year, predicate is not None, predicate, None, None)

    trend = [point("2025", Predicate.POOR), point("2026-TW1"), point("2026-TW2", Predicate.VERY_GOOD)]
    chart = predicate_chart(trend)
    assert chart.labels == ["2025", "TW I 26", "TW II 26"]
    assert chart.series[0].values == [2, None, 5], "not rated is no height"
    assert numbers_of(chart, "belum dinilai") == ["2025 Kurang", "TW II 26 Sangat Baik", "belum dinilai: TW I 26"]
    drawn = draw(chart, 76, 18).plain
    assert all(item.label in drawn for item in Predicate), "heights are told by name, never by colour alone"
    assert drawn.count("■") == 3, "two points, and the legend"
    assert predicate_chart([]) is None
    assert predicate_chart(trend[1:2]).known == 0


@pytest.mark.parametrize("rating", [None, *OrganisationRating])
def test_the_curve_shows_the_bounds_of_one_predicate_only(rating):
    chart = curve_chart(Counts(3, 8, 4, 1, 0), rating, RULES)
    assert chart.series[0].values == [0, Fraction(100, 16), 25, 50, Fraction(300, 16)]
    drawn = [value for series in chart.series[1:] for value in series.values if value is not None]
    single = [limit for limit in RULES.distribution[rating] if len(limit.predicates) == 1] if rating else []
    assert len(drawn) == len(single)
    assert curve_chart(Counts(), rating, RULES).known == 0


# -- where it is drawn


async def chart_and_back(pilot, number):
    """k draws it large with its numbers below, and k goes back."""
    below = pilot.app.screen
    assert "k Grafik" in screen_text(pilot.app).splitlines()[-1]
    await pilot.press("k")
    await at(pilot, ChartScreen)
    await pilot.pause()
    assert number in screen_text(pilot.app)
    assert "■" in screen_text(pilot.app)
    await pilot.press("k")
    await until(pilot, lambda: pilot.app.screen is below)


async def test_the_track_of_a_year_at_every_size(app, seen_as):
    async with app.run_test(size=(160, 50)) as pilot:
        await ready(pilot)
        await pilot.press("4", "slash")
        await type_text(pilot, "dewi")
        await pilot.press("enter", "u")
        await at(pilot, TrackScreen)
        view = app.screen.query_one(ChartView)
        assert NOT_ENOUGH in screen_text(app), "one point is no line"
        await pilot.press("down", "down")
        await until(pilot, lambda: view.chart is not None and view.chart.known == 2)
        seen_as(app, "track_160x50")
        here = app.screen.query_one("VirtualTable").current_key
        for size, shown in (((120, 40), True), ((80, 24), False), ((150, 24), True)):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda size=size: app.size == size)
            assert view.display is shown
            assert ("seharusnya\n" in screen_text(app).replace(" \n", "\n")) is shown
        assert app.screen.query_one("VirtualTable").current_key == here
        await pilot.resize_terminal(80, 24)
        await pilot.press("g")
        await at(pilot, ChartScreen)
        await pilot.pause()
        seen_as(app, "track_chart_80x24")
        await pilot.press("escape")
        await at(pilot, TrackScreen)


async def test_services_and_the_curve_in_a_wide_terminal(app, seen_as):
    async with app.run_test(size=(160, 50)) as pilot:
        await ready(pilot)
        await pilot.press("9")
        await until(pilot, lambda: type(app.screen).__name__ == "DistributionScreen")
        await pilot.pause()
        assert app.screen.query_one(ChartView).display
        seen_as(app, "distribution_160x50")
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: not app.screen.query_one(ChartView).display)
        await chart_and_back(pilot, "Baik 8 orang")
        await pilot.press("5", "enter")
        await pilot.press("escape")
        await app.screen.run_action("sheet")
        await at(pilot, PersonalSheetScreen)
        await chart_and_back(pilot, "belum dinilai: TW III")
        await pilot.resize_terminal(160, 50)
        await pilot.press("4", "l")
        await until(pilot, lambda: type(app.screen).__name__ == "ServiceLogScreen")
        await pilot.press("g", "down", "enter")
        await at(pilot, ServiceTrendScreen)
        await pilot.pause()
        seen_as(app, "service_trend_160x50")
        await pilot.press("g")
        await until(pilot, lambda: app.screen.query_one(ChartView).chart.labels[0] == "TW I")
        await chart_and_back(pilot, "TW III 2,5   TW IV 2")


async def test_surveys_with_the_ikm_beside_them_and_by_key(workplace):
    app = KinerjaApp(workplace(""))
    async with app.run_test(size=(160, 50)) as pilot:
        await ready(pilot)
        for period in ("2026-TW1", "2026-TW2"):
            key_sheet(app.db, open_survey(app.db, period=period), "L234" + "3" * 9)
        app.go_to("surveys")
        await until(pilot, lambda: type(app.screen).__name__ == "SurveysScreen")
        await beside(pilot)
        assert "IKM dari survei ke survei" in screen_text(app)
        assert period_from_code("2026-TW2").short in screen_text(app)
        await pilot.press("h")
        await at(pilot, ChartScreen)
        await pilot.pause()
        assert "TW I 75,00" in screen_text(app)
