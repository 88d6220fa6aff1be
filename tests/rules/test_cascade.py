"""States of a link, chains that end, and circles found once each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.rules.cascade import LinkState, RaterPlace, Target, chain, circles, link_state


@pytest.mark.parametrize(
    ("rater", "target", "has_text", "can_choose", "state"),
    [
        (RaterPlace.OUTSIDE, Target.NOTHING, False, False, LinkState.OUTSIDE),
        (RaterPlace.OUTSIDE, Target.REMOVED, True, False, LinkState.OUTSIDE),
        (RaterPlace.HERE, Target.NOTHING, True, False, LinkState.WAITING),
        (RaterPlace.HERE, Target.NOTHING, True, True, LinkState.OPEN),
        (RaterPlace.HERE, Target.NOTHING, False, False, LinkState.OPEN),
        (RaterPlace.NOBODY, Target.NOTHING, False, False, LinkState.OPEN),
        (RaterPlace.HERE, Target.HIS, True, True, LinkState.LINKED),
        (RaterPlace.HERE, Target.REMOVED, True, True, LinkState.GONE),
        (RaterPlace.NOBODY, Target.ELSEWHERE, True, False, LinkState.ELSEWHERE),
    ],
)
def test_states(rater, target, has_text, can_choose, state):
    assert link_state(rater, target, has_text=has_text, can_choose=can_choose) is state


def test_the_form_of_leaders_asks_for_nothing():
    for target in Target:
        state = link_state(RaterPlace.HERE, target, has_text=True, can_choose=True, asked=False)
        assert state is (LinkState.LINKED if target is Target.HIS else LinkState.NOT_ASKED)


def test_what_waits_or_is_outside_is_no_gap():
    assert [state for state in LinkState if state.is_gap] == [LinkState.OPEN, LinkState.GONE, LinkState.ELSEWHERE]


IDS = st.sampled_from("abcdefgh")


@given(st.dictionaries(IDS, IDS))
def test_walks_end_and_circles_are_whole(links):
    found = circles(links)
    members = [member for circle in found for member in circle]
    assert len(members) == len(set(members))
    for circle in found:
        assert circle[0] == min(circle)
        assert [links[member] for member in circle] == [*circle[1:], circle[0]]
    for start in links:
        walked = list(chain(links.get, start))
        assert walked[0] == start
        assert len(walked) == len(set(walked)) <= len(links) + 1
        comes_back = links.get(walked[-1]) == start
        assert (start in members) == comes_back
