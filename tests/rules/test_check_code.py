import re

from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.rules.check_code import check_code


@given(st.binary(), st.binary())
def test_four_groups_that_tell_contents_apart(one: bytes, other: bytes) -> None:
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", check_code(one))
    assert (check_code(one) == check_code(other)) == (one == other)


def test_the_same_on_every_pc() -> None:
    assert check_code(b"") == "WERC-8GMR-ZGE1-96QV"
