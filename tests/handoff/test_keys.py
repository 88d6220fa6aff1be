"""Keys: words to read aloud, the file that carries one, recognised and withdrawn PCs."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.handoff import keyfile, merge, trust
from kinerja_tui.handoff.authority import NOT_ALLOWED, WITHDRAWN
from kinerja_tui.handoff.problems import BundleProblem
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.identity import fingerprint, site_of
from kinerja_tui.models.offices import Site, Withdrawal
from kinerja_tui.models.words import WORDS, is_fingerprint, is_first_of, spoken
from kinerja_tui.rules.problems import RuleBroken
from tests.handoff.conftest import Three
from tests.handoff.forge import change, forge, op
from tests.handoff.simulator import DISTRICT, OFFICE_A, OFFICE_B, PC

KEY = "ab" * 32


# -- words


def changes_between(one: str, other: str) -> int:
    """Letters to put in, take out or replace (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, row = row, [i]
        for j, against in enumerate(other, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (letter != against)))
    return row[-1]


def test_the_words_are_256_short_and_unlike() -> None:
    assert len(WORDS) == len(set(WORDS)) == 256
    assert all(word.isascii() and word.islower() and word.isalpha() and 3 <= len(word) <= 8 for word in WORDS)
    alike = [pair for pair in combinations(WORDS, 2) if changes_between(*pair) < 2]
    assert alike == []
    assert [pair for pair in combinations(WORDS, 2) if pair[1].startswith(pair[0])] == []


def test_the_words_are_always_the_same_and_say_the_hex_digits() -> None:
    assert spoken(KEY) == spoken(KEY)
    digits = fingerprint(KEY).replace(" ", "")
    assert "".join(f"{WORDS.index(word):02X}" for word in spoken(KEY).split()) == digits[:16]


@given(one=st.binary(min_size=32, max_size=32), other=st.binary(min_size=32, max_size=32))
def test_another_key_has_other_words(one: bytes, other: bytes) -> None:
    assert (spoken(one.hex()) == spoken(other.hex())) == (one == other)


def test_a_fingerprint_is_whole_in_words_or_in_groups() -> None:
    for said in (spoken(KEY).upper(), fingerprint(KEY).lower(), fingerprint(KEY).replace(" ", "")):
        assert is_fingerprint(said, KEY)
    for said in ("", spoken(KEY).rsplit(" ", 1)[0], fingerprint(KEY)[:-5], spoken("cd" * 32)):
        assert not is_fingerprint(said, KEY)
    assert is_first_of(spoken(KEY).split()[0], KEY)
    assert is_first_of(fingerprint(KEY)[:4], KEY)
    assert not is_first_of("", KEY)


# -- the key file


def test_a_key_is_carried_by_a_file(three: Three, tmp_path: Path) -> None:
    path = keyfile.write_key(three.a.db, tmp_path / "stik")
    assert path.name.endswith(".kunci")
    read = keyfile.read_key(path)
    assert read == keyfile.own_key(three.a.db)
    assert (read.key, read.office, read.site) == (
        three.a.db.identity.public_key,
        OFFICE_A,
        three.a.db.identity.site,
    )
    assert "seed" not in path.read_text()
    assert three.a.db.identity.seed.hex() not in path.read_text()


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("key", "cd" * 32, "altered"),
        ("key", "zz", "altered"),
        ("key", "ü" * 64, "altered"),
        ("office", OFFICE_B, "altered"),
        ("name", "Kantor lain", "altered"),
        ("name", "\ud800", "altered"),
        ("name", 5, "not_a_key"),
        ("name", "x" * 300, "not_a_key"),
        ("sig", "00" * 64, "altered"),
        ("sig", None, "altered"),
        ("kinerja_kunci", 2, "newer"),
        ("kinerja_kunci", "1", "not_a_key"),
        ("kinerja_kunci", None, "not_a_key"),
    ],
)
def test_a_changed_key_file_is_refused(three: Three, tmp_path: Path, field: str, value: Any, code: str) -> None:
    path = keyfile.write_key(three.a.db, tmp_path)
    path.write_text(json.dumps({**json.loads(path.read_text()), field: value}))
    with pytest.raises(BundleProblem) as told:
        keyfile.read_key(path)
    assert told.value.code == code


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b"[" * 9_000, b" " * 20_000, b'{"kinerja": 1}'])
def test_what_is_no_key_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.kunci"
    path.write_bytes(content)
    with pytest.raises(BundleProblem):
        keyfile.read_key(path)
    with pytest.raises(BundleProblem):
        keyfile.read_key(tmp_path / "tidak ada.kunci")


# -- recognised by the district


def test_a_pc_in_the_districts_list_is_trusted_where_nobody_met_it(three: Three) -> None:
    second = three.world.add("a2", OFFICE_A)
    three.world.meet(three.d, second)
    three.world.deliver(three.world.send(three.d, OFFICE_A), three.a)
    key = three.world.employee(second, "8", OFFICE_A)
    three.world.enrol(second, three.a)
    sent = three.world.send(second, OFFICE_A)
    assert merge.take_in(three.a.db, sent.path).held == []
    assert three.a.rows("SELECT name FROM employee WHERE id = ?", key) == [("Ani",)]
    assert three.a.rows("SELECT trusted_by FROM peer WHERE site = ?", second.db.identity.site) == [("BKPSDM",)]


# -- withdrawn


@pytest.fixture
def second(three: Three) -> PC:
    """Another PC of office A that everybody knows, with an employee of its own that the district has."""
    pc = three.world.add("a2", OFFICE_A)
    three.world.meet(three.d, pc)
    three.world.meet(three.a, pc)
    three.world.employee(pc, "8", OFFICE_A)
    three.world.deliver(three.world.send(pc, DISTRICT), three.d)
    return pc


def test_a_withdrawn_pc_keeps_what_was_known_and_nothing_later_counts(three: Three, second: PC) -> None:
    key = Employee.id_of("8")
    trust.withdraw(three.d.db, second.db.identity.site, "laptop hilang")
    three.world.notice(three.d)
    assert three.d.rows("SELECT name FROM employee WHERE id = ?", key) == [("Ani",)]
    second.clock = second.clock.replace(year=1980)  # a date proves nothing
    three.world.edit(second, Employee, key, key, name="Sesudah dicabut")
    sent = three.world.send(second, DISTRICT)
    with pytest.raises(BundleProblem) as told:
        merge.take_in(three.d.db, sent.path)
    assert told.value.code == "withdrawn_sender"
    assert "laptop hilang" in told.value.text
    three.world.deliver(three.world.send(second, OFFICE_A), three.a)  # A does not know of it yet
    assert three.a.rows("SELECT name FROM employee WHERE id = ?", key) == [("Sesudah dicabut",)]
    outcome = three.world.deliver(three.world.send(three.a, DISTRICT), three.d)
    assert outcome is not None
    assert [item.reason for item in outcome.held] == [WITHDRAWN]
    assert three.d.rows("SELECT name FROM employee WHERE id = ?", key) == [("Ani",)]
    three.world.deliver(three.world.send(three.d, OFFICE_A), three.a)
    assert three.a.rows("SELECT name FROM employee WHERE id = ?", key) == [("Ani",)]
    three.world.check(three.a)
    three.world.check(three.d)


def test_a_person_at_the_district_may_vouch_for_what_is_held(three: Three, second: PC) -> None:
    key = Employee.id_of("8")
    three.world.edit(second, Employee, key, key, name="Sebelum hilang")
    three.world.deliver(three.world.send(second, OFFICE_A), three.a)
    trust.withdraw(three.d.db, second.db.identity.site, "laptop hilang")
    three.world.deliver(three.world.send(three.a, DISTRICT), three.d)
    assert three.d.rows("SELECT name FROM employee WHERE id = ?", key) == [("Ani",)]
    with pytest.raises(RuleBroken):
        trust.accept_waiting(three.a.db, second.db.identity.site)
    assert trust.accept_waiting(three.d.db, second.db.identity.site) == 1
    assert three.d.rows("SELECT name FROM employee WHERE id = ?", key) == [("Sebelum hilang",)]
    assert trust.accept_waiting(three.d.db, second.db.identity.site) == 0
    three.world.deliver(three.world.send(three.d, OFFICE_A), three.a)
    assert three.a.rows("SELECT name FROM employee WHERE id = ?", key) == [("Sebelum hilang",)]


def test_a_replaced_pc_hands_on_to_the_new_one_and_may_be_recognised_again(three: Three, second: PC) -> None:
    new = three.world.add("a3", OFFICE_A)
    old_site = second.db.identity.site
    with pytest.raises(RuleBroken):
        trust.replace(three.d.db, old_site, OFFICE_A, "A", second.db.identity.public_key, "rusak")
    trust.replace(three.d.db, old_site, OFFICE_A, "A", new.db.identity.public_key, "rusak")
    three.world.notice(three.d)
    with three.d.db.reading() as session:
        good = {item.site for item in trust.receivers(session, OFFICE_A, "")}
    assert good == {three.a.db.identity.site, new.db.identity.site}
    three.world.deliver(three.world.send(three.d, OFFICE_A), three.a)
    with pytest.raises(RuleBroken):
        trust.enrol(three.a.db, OFFICE_A, "A", second.db.identity.public_key)
    trust.enrol(three.d.db, OFFICE_A, "A", second.db.identity.public_key)
    with three.d.db.reading() as session:
        assert trust.told_of(session, old_site) == ""
    assert three.world.deliver(three.world.send(second, DISTRICT), three.d) is not None


@pytest.mark.parametrize("case", ["office", "reason", "self", "stranger"])
def test_who_may_withdraw_and_what(three: Three, second: PC, case: str) -> None:
    pc, site, reason = {
        "office": (three.a, second.db.identity.site, "hilang"),
        "reason": (three.d, second.db.identity.site, "  "),
        "self": (three.d, three.d.db.identity.site, "hilang"),
        "stranger": (three.d, site_of(KEY), "hilang"),
    }[case]
    before = pc.dump()
    with pytest.raises(RuleBroken):
        trust.withdraw(pc.db, site, reason)
    assert pc.dump() == before


def test_an_office_cannot_withdraw_a_key(three: Three, tmp_path: Path) -> None:
    site = three.b.db.identity.site
    line = change(three.a.db.identity, op("withdrawal", "00000000-ffff", site=site, reason="tidak suka", known={}))
    outcome = merge.take_in(three.d.db, forge(tmp_path / "x.json", three.a, three.d, [line]))
    assert [item.reason for item in outcome.held] == [NOT_ALLOWED]
    assert three.world.deliver(three.world.send(three.b, DISTRICT), three.d) is not None


def test_two_withdrawals_of_one_key_add_up(three: Three, second: PC) -> None:
    other = three.world.add("d2", DISTRICT)
    three.world.meet(three.d, other)
    three.world.meet(other, second)
    three.world.deliver(three.world.send(three.d, DISTRICT), other)
    trust.withdraw(three.d.db, second.db.identity.site, "hilang")
    late = three.world.employee(second, "7", OFFICE_A)
    three.world.deliver(three.world.send(second, DISTRICT), other)
    trust.withdraw(other.db, second.db.identity.site, "dicuri")
    for pc in (three.d, other):
        three.world.notice(pc)
    three.world.deliver(three.world.send(other, DISTRICT), three.d)
    three.world.deliver(three.world.send(three.d, DISTRICT), other)
    for pc in (three.d, other):
        assert pc.rows("SELECT name FROM employee WHERE id = ?", late) == [("Ani",)]
        assert len(pc.rows("SELECT 1 FROM withdrawal")) == 2


@pytest.mark.parametrize("known", [None, {}, {"names": 5}, {"names": [5, None]}, {"other": []}])
def test_an_odd_list_of_known_changes_breaks_nothing(three: Three, second: PC, known: Any) -> None:
    three.world.edit(
        three.d, Withdrawal, "00000000-ffff", "ref", site=second.db.identity.site, reason="hilang", known=known
    )
    sent = three.world.send(three.d, OFFICE_A)
    assert three.world.deliver(sent, three.a) is not None
    assert three.a.rows("SELECT 1 FROM journal WHERE held = ?", WITHDRAWN)


def test_only_a_recognised_key_that_is_the_pcs_own_is_trusted_from_the_list(three: Three) -> None:
    stranger = three.world.add("x", OFFICE_B).db.identity
    other = three.b.db.identity.public_key
    for recognised, key in ((False, stranger.public_key), (True, other), (True, "kunci"), (True, stranger.public_key)):
        with three.d.db.act("PC lain") as act:
            act.write(
                Site,
                Site.id_of(stranger.site),
                site=stranger.site,
                key=key,
                office=OFFICE_B,
                recognised=recognised,
            )
        with three.d.db.transaction() as session:
            trusted = trust.trusted_peer(three.d.db, session, stranger.site)
        assert (trusted is not None) == (recognised and key == stranger.public_key)


def test_a_bundle_of_a_pc_withdrawn_since_is_still_known_as_imported(three: Three, second: PC) -> None:
    sent = three.world.send(second, DISTRICT)
    three.world.deliver(sent, three.d)
    trust.withdraw(three.d.db, second.db.identity.site, "hilang")
    three.world.notice(three.d)
    assert merge.take_in(three.d.db, sent.path).already_imported
