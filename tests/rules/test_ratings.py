import copy
import json
import pickle
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.rules.ratings import OrganisationRating, Predicate, Rating, explain, parse_predicate, predicate_of
from kinerja_tui.rules.ruleset import RULE_SETS

ABOVE, MEETS, BELOW = Rating.ABOVE, Rating.MEETS, Rating.BELOW
RULES = RULE_SETS[0]


@pytest.mark.parametrize(
    ("work", "behaviour", "label"),
    [
        (ABOVE, BELOW, "Kurang"),
        (ABOVE, MEETS, "Baik"),
        (ABOVE, ABOVE, "Sangat Baik"),
        (MEETS, BELOW, "Kurang"),
        (MEETS, MEETS, "Baik"),
        (MEETS, ABOVE, "Baik"),
        (BELOW, BELOW, "Sangat Kurang"),
        (BELOW, MEETS, "Butuh Perbaikan"),
        (BELOW, ABOVE, "Butuh Perbaikan"),
    ],
)
def test_each_cell_of_the_quadrant(work, behaviour, label):
    assert predicate_of(work, behaviour, RULES).label == label
    sentence = explain(work, behaviour, RULES)
    assert f"Hasil kerja {work.label.lower()}" in sentence
    assert f"perilaku kerja {behaviour.label.lower()}" in sentence
    assert f"predikat {label} " in sentence
    assert "PermenPANRB 6/2022" in sentence


@pytest.mark.parametrize("rules", RULE_SETS, ids=lambda rules: rules.id)
def test_the_quadrant_has_all_cells_and_a_better_rating_never_harms(rules):
    assert set(rules.quadrant) == set(product(Rating, Rating))
    for better, worse in pairwise(Rating):
        for other in Rating:
            assert predicate_of(better, other, rules).rank <= predicate_of(worse, other, rules).rank
            assert predicate_of(other, better, rules).rank <= predicate_of(other, worse, rules).rank


def test_the_quadrant_cannot_be_changed_while_the_program_runs():
    with pytest.raises(TypeError):
        RULES.quadrant[ABOVE, ABOVE] = Predicate.POOR


def test_one_digit_keys_rise_with_the_rating():
    assert [rating.digit for rating in (BELOW, MEETS, ABOVE)] == [1, 2, 3]


def test_predicates_rank_best_to_worst():
    assert [predicate.label for predicate in sorted(Predicate, key=lambda predicate: predicate.rank)] == [
        "Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang",
    ]  # fmt: skip
    assert [predicate.rank for predicate in Predicate] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Butuh Perbaikan", Predicate.NEEDS_IMPROVEMENT),
        ("butuh_perbaikan", Predicate.NEEDS_IMPROVEMENT),
        ("BUTUH   PERBAIKAN.", Predicate.NEEDS_IMPROVEMENT),
        ("Cukup", Predicate.NEEDS_IMPROVEMENT),
        ("Butuh Perbaikan (Cukup)", Predicate.NEEDS_IMPROVEMENT),
        ("Butuh Perbaikan/Cukup", Predicate.NEEDS_IMPROVEMENT),
        ("Kurang/misconduct", Predicate.POOR),
        ("Kurang / Misconduct", Predicate.POOR),
        ("MISCONDUCT", Predicate.POOR),
        ("kurang", Predicate.POOR),
        ("Sangat\u00a0Kurang", Predicate.VERY_POOR),
        ("sangat_baik", Predicate.VERY_GOOD),
        ("\tBaik\n", Predicate.GOOD),
    ],
)
def test_spellings_of_a_predicate(text, predicate):
    assert parse_predicate(text) is predicate


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Perbaikan",
        "Sangat",
        "Kurang Baik",
        "Tidak Baik",
        "Baik Sekali",
        "Sangat Baik/Baik",
        "Perbaik",
        "85",
        "-",
    ],
)
def test_a_part_of_a_spelling_is_no_predicate(text):
    assert parse_predicate(text) is None


@given(st.sampled_from(Predicate), st.text(min_size=1), st.booleans())
def test_a_spelling_with_more_letters_around_it_is_never_found_inside(predicate, extra, before):
    text = extra + predicate.label if before else predicate.label + extra
    found = parse_predicate(text)
    letters = "".join(filter(str.isalnum, text.casefold()))
    spellings = {"".join(filter(str.isalnum, each.label.casefold())): each for each in Predicate}
    spellings |= {
        "cukup": Predicate.NEEDS_IMPROVEMENT,
        "butuhperbaikancukup": Predicate.NEEDS_IMPROVEMENT,
        "misconduct": Predicate.POOR,
        "kurangmisconduct": Predicate.POOR,
    }
    assert found is None or spellings[letters] is found


@given(st.sampled_from(Predicate), st.text(" _./-\t", max_size=4), st.sampled_from([str.upper, str.lower, str.title]))
def test_case_and_punctuation_do_not_count(predicate, edge, case):
    assert parse_predicate(edge + case(predicate.label) + edge) is predicate
    assert parse_predicate(edge + case(predicate.value) + edge) is predicate


def test_organisation_ratings_go_from_istimewa_down():
    assert [rating.label for rating in OrganisationRating] == [
        "Istimewa", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang",
    ]  # fmt: skip


@pytest.mark.parametrize("member", [*Rating, *Predicate, *OrganisationRating])
def test_a_code_stays_itself_in_files_and_copies(member):
    kind = type(member)
    assert kind(member.value) is member
    assert json.loads(json.dumps(member)) == member.value == str(member) == f"{member}"
    assert pickle.loads(pickle.dumps(member)) is member
    assert copy.deepcopy(member) is member
    assert member.label
    assert member.label != member.value
    with pytest.raises(ValueError, match="not a valid"):
        kind(member.label)
