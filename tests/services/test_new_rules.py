"""A new regulation is new dated data: what was finished under the old one stays as it was, to the last decimal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.rules import credit as credit_rules
from kinerja_tui.rules import ruleset
from kinerja_tui.rules.distribution import Limit, broken_rules
from kinerja_tui.rules.ratings import OrganisationRating, Predicate, Rating
from kinerja_tui.services.evaluation import evaluations, organisations
from kinerja_tui.services.staff import credit
from tests.services.test_credit import Staff
from tests.services.test_evaluations import PERIOD, Opened

ANOTHER_YEAR = date(2027, 6, 1)


@pytest.fixture
def change_the_law(monkeypatch):
    """From 2027 everybody is Sangat Kurang, the guide wants it so, and a predikat is worth ten times as much."""

    def change():
        (old,) = ruleset.RULE_SETS
        new = replace(
            old,
            id="permenpanrb-9-2027",
            valid_from=date(2027, 1, 1),
            legal_basis="PermenPANRB 9/2027",
            quadrant=MappingProxyType(dict.fromkeys(old.quadrant, Predicate.VERY_POOR)),
            plan_due=(3, 31),
            distribution=MappingProxyType(
                {rating: (Limit((Predicate.VERY_POOR,), at_least=True, percent=100),) for rating in OrganisationRating}
            ),
            distribution_basis="SE 9/2027",
        )
        monkeypatch.setattr(ruleset, "RULE_SETS", (replace(old, valid_to=date(2026, 12, 31)), new))
        (paid,) = credit_rules.CREDIT_RULES
        dearer = replace(
            paid,
            id="bkn-9-2027",
            valid_from=date(2027, 1, 1),
            percent=MappingProxyType({predicate: 10 * value for predicate, value in paid.percent.items()}),
        )
        monkeypatch.setattr(credit_rules, "CREDIT_RULES", (replace(paid, valid_to=date(2026, 12, 31)), dearer))

    return change


def year(db):
    """Everything a reader sees of 2026: predikat with its reason, counts, guide."""
    seen = []
    for period in ("2026-TW1", "2026-TW2", "2026-TW3", "2026"):
        rows = evaluations.listing(db.file, period)
        for row in rows.rows(0, len(rows)):
            made = evaluations.predicate(row["work_rating"] or "", row["behaviour_rating"] or "", row["rules"] or "")
            seen.append((row["name"], period, row["state"], made))
        counts = organisations.counts_of(db.file, db.office, period)
        rules = ruleset.rules_for(date(2026, 12, 31) if period == "2026" else date(2026, 3, 31))
        guide = [broken_rules(counts.present, rating, rules) for rating in OrganisationRating]
        seen.append((period, counts, str(guide)))
    return seen


def printed(credit_year):
    """The lines of a year with their arithmetic, and what is missing in it."""
    return [(line.period, line.value, line.arithmetic(3)) for line in credit_year.lines], credit_year.gaps


def test_finished_evaluations_and_the_distribution_stay_as_they_were(db, change_the_law):
    finished = Opened(db).rate_all().overall("di_atas", "di_atas").save(finish=True)
    before, sentence = year(db), evaluations.predicate_on_form(Opened(db).form, finished.plan, PERIOD)
    change_the_law()
    assert year(db) == before
    opened = Opened(db)
    assert evaluations.predicate_on_form(opened.form, opened.plan, PERIOD) == sentence
    assert sentence[0] is Predicate.VERY_GOOD
    assert ruleset.rules_for(date(2026, 12, 31)).plan_deadline(2026) == date(2026, 1, 31)


def test_reopened_under_new_rules_an_old_period_keeps_its_own(db, change_the_law):
    finished = Opened(db).rate_all().overall("di_atas", "di_atas").save(finish=True)
    change_the_law()
    evaluations.reopen(db, finished.plan_id, PERIOD, "putusan keberatan")
    again = Opened(db).key(work_rating="sesuai").save(finish=True)
    with db.reading() as session:
        stored = session.get_one(Evaluation, Evaluation.id_of(again.plan_id, PERIOD))
    assert stored.rules == "permenpanrb-6-2022"
    assert evaluations.predicate(stored.work_rating, stored.behaviour_rating, stored.rules) is Predicate.GOOD


def test_a_new_period_is_rated_under_the_new_rules(change_the_law):
    change_the_law()
    rules = ruleset.rules_for(date(2027, 3, 31))
    assert rules.id == "permenpanrb-9-2027"
    assert evaluations.predicate(Rating.ABOVE, Rating.ABOVE, rules.id) is Predicate.VERY_POOR
    assert evaluations.predicate(Rating.ABOVE, Rating.ABOVE, "permenpanrb-6-2022") is Predicate.VERY_GOOD
    assert evaluations.predicate(Rating.ABOVE, Rating.ABOVE, "permenpanrb-99-2099") is None


def test_angka_kredit_of_past_years_stays_and_the_new_year_pays_anew(empty_db, change_the_law):
    staff = Staff(empty_db)
    staff.rate(staff.plan(), "2026", "di_atas", "di_atas")
    before = credit.credit_of(empty_db.file, staff.id, ANOTHER_YEAR)
    assert str(before.years[0].lines[0].arithmetic(2)) == "12/12 x 150 % x 12,5 = 18,75"
    change_the_law()
    after = credit.credit_of(empty_db.file, staff.id, ANOTHER_YEAR)
    assert printed(after.years[0]) == printed(before.years[0])
    assert after.total == before.total
    staff.rate(staff.plan(2027), "2027", "di_atas", "di_atas", rules="permenpanrb-9-2027")
    both = credit.credit_of(empty_db.file, staff.id, ANOTHER_YEAR)
    assert printed(both.years[0]) == printed(before.years[0])
    assert both.years[1].lines[0].arithmetic(2) == "12/12 x 250 % x 12,5 = 31,25"
