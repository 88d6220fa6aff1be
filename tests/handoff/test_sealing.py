"""Sealed bundles: who can open them, what they tell others, and that no byte of one can be changed or cut unseen."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey

from kinerja_tui.handoff import bundle, export, header, merge, seal, trust
from kinerja_tui.handoff.bundle import BundleFile
from kinerja_tui.handoff.problems import BundleProblem
from kinerja_tui.handoff.trust import Receiver
from kinerja_tui.models.identity import Identity, site_of
from kinerja_tui.models.offices import Site
from tests.handoff.conftest import Three
from tests.handoff.simulator import DISTRICT, OFFICE_A, OFFICE_B

SECRET = "Nama Yang Tidak Boleh Terbaca"


@pytest.fixture
def sealed(three: Three) -> Path:
    three.world.employee(three.a, "1", OFFICE_A, SECRET)
    three.world.sealing = True
    return three.world.send(three.a, DISTRICT).path


def identity_of(seed: int) -> Identity:
    return Identity(Path("nowhere"), bytes([seed]) * 32)


def receiver_of(identity: Identity) -> Receiver:
    return Receiver(identity.site, identity.public_key)


def seal_up(content: bytes, *receivers: Identity) -> bytes:
    out = io.BytesIO()
    with seal.Sealing(out, [receiver_of(item) for item in receivers], seal.new_key()) as sealing:
        for start in range(0, len(content), 10_007):
            sealing.write(content[start : start + 10_007])
    return out.getvalue()


def unseal(data: bytes, identity: Identity | None) -> bytes:
    return seal.opened(io.BytesIO(data), seal.opener_of(identity)).read()


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(BundleProblem) as told:
        work()
    return told.value.code


# -- whole bundles


def test_a_bundle_is_sealed_where_the_receiver_is_known_and_only_he_can_read_it(three: Three, sealed: Path) -> None:
    data = sealed.read_bytes()
    for secret in (SECRET.encode(), OFFICE_A.encode(), b"employee", b"changes", gzip.compress(b"")[:3]):
        assert secret not in data
    assert json.loads(data.partition(b"\n")[0]).keys() == {"kinerja", "sealed", "stream"}
    assert three.world.deliver(three.world.pool[-1], three.d) is not None
    assert three.d.rows("SELECT name FROM employee") == [(SECRET,)]


def test_somebody_else_is_told_whose_it_is(three: Three, sealed: Path) -> None:
    before = three.b.bytes()
    with pytest.raises(BundleProblem) as told:
        merge.preview(three.b.db, sealed)
    assert told.value.code == "sealed"  # B has not heard of the district's PC but by name
    assert three.d.db.identity.site[:8] in told.value.text
    three.world.edit(three.d, Site, Site.id_of(three.d.db.identity.site), "ref", recognised=True, office=DISTRICT)
    three.world.deliver(three.world.send(three.d, OFFICE_B), three.b)
    before = three.b.bytes()
    with pytest.raises(BundleProblem) as told:
        merge.take_in(three.b.db, sealed)
    assert (told.value.code, DISTRICT in told.value.text) == ("wrong_receiver", True)
    assert three.b.bytes() == before
    assert refusal(lambda: merge.look_into(sealed)) == "sealed"


def test_every_good_pc_of_the_office_can_open_it_and_no_withdrawn_one(three: Three) -> None:
    second, third = three.world.add("a2", OFFICE_A), three.world.add("a3", OFFICE_A)
    for pc in (second, third):
        three.world.meet(three.d, pc)
    trust.withdraw(three.d.db, third.db.identity.site, "hilang")
    three.world.notice(three.d)
    three.world.sealing = True
    sent = three.world.send(three.d, OFFICE_A)
    for pc in (three.a, second):
        assert three.world.deliver(sent, pc) is not None
    assert refusal(lambda: merge.preview(third.db, sent.path)) in {"sealed", "wrong_receiver"}


def test_an_unknown_receiver_gets_an_open_bundle_and_so_does_who_asks(three: Three, tmp_path: Path) -> None:
    stranger = three.world.add("c", "15.04.09")
    written = export.export(stranger.db, DISTRICT, tmp_path)
    assert written.sealed_to == ()
    assert written.path.name.endswith(".json.gz")
    written = export.export(three.a.db, DISTRICT, tmp_path, sealed=False, packed=False)
    assert json.loads(written.path.read_bytes())["kinerja"] == 1
    assert export.export(three.a.db, DISTRICT, tmp_path).sealed_to == (receiver_of(three.d.db.identity),)


def test_a_key_that_is_no_point_of_the_curve_is_not_sealed_to(three: Three) -> None:
    points = (bytes([2, *[0] * 30, n]).hex() for n in range(256))
    key = next(text for text in points if not trust.can_be_sealed_to(text))
    site = site_of(key)
    with three.d.db.act("Titik lain") as act:
        act.write(Site, Site.id_of(site), site=site, key=key, office=OFFICE_A, recognised=True)
    three.world.notice(three.d)
    three.world.sealing = True
    assert three.world.deliver(three.world.send(three.d, OFFICE_A), three.a) is not None


@pytest.mark.parametrize("share", [0.0, 0.05, 0.3, 0.6, 0.9, 1.0])
def test_a_changed_or_cut_file_writes_nothing(three: Three, sealed: Path, tmp_path: Path, share: float) -> None:
    data, before = sealed.read_bytes(), three.d.bytes()
    place = min(int(len(data) * share), len(data) - 1)
    bad = tmp_path / "x.segel"
    for content in (
        data[:place],
        data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :],
        data + b"x",
        data + data,
    ):
        bad.write_bytes(content)
        with pytest.raises(BundleProblem):
            merge.take_in(three.d.db, bad)
        assert three.d.bytes() == before


def test_a_bomb_behind_a_seal_is_refused(three: Three, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "MAX_BYTES", 100)
    path = tmp_path / "x.segel"
    three.world.employee(three.a, "1", OFFICE_A)
    assert refusal(lambda: export.export(three.a.db, DISTRICT, tmp_path)) == "too_large"
    monkeypatch.setattr(header, "MAX_HEADER", 1000)
    path.write_bytes(seal_up(gzip.compress(b'{"kinerja":1,' + b" " * 3_000_000), three.d.db.identity))
    assert refusal(lambda: merge.preview(three.d.db, path)) == "too_large"


@pytest.mark.parametrize("line", [b"[" * 150_000, b'"' + b"x" * 300_000, b'1],"x":"\xff', b'"a":"b"}}', b"}", b"[]}"])
def test_an_impossible_cover_is_refused(three: Three, tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "x.segel"
    path.write_bytes(b'{"kinerja":2,"sealed":{' + line + b"\n")
    assert refusal(lambda: merge.preview(three.d.db, path)) in {"altered", "too_large"}


def test_a_newer_seal_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.segel"
    path.write_bytes(b'{"kinerja":3,"sealed":{}}\n')
    assert refusal(lambda: BundleFile(path)) == "newer"


# -- the seal itself


@settings(max_examples=40, deadline=None)
@given(
    size=st.sampled_from([0, 1, seal.CHUNK - 1, seal.CHUNK, seal.CHUNK + 1, 2 * seal.CHUNK, 3 * seal.CHUNK + 5])
    | st.integers(0, 200_000),
    who=st.sampled_from([(1,), (1, 2), (3, 1, 2)]),
)
def test_what_is_sealed_comes_out_again(size: int, who: tuple[int, ...]) -> None:
    content = (b"0123456789abcdef" * (size // 16 + 1))[:size]
    data = seal_up(content, *map(identity_of, who))
    for seed in who:
        assert unseal(data, identity_of(seed)) == content
    for other in (identity_of(9), None):
        assert refusal(lambda other=other: unseal(data, other)) == "sealed"


LONG = seal_up(b"x" * (2 * seal.CHUNK + 100), identity_of(1), identity_of(2))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(place=st.integers(0, len(LONG) - 1), flip=st.integers(1, 255))
def test_no_byte_can_be_changed_unseen(place: int, flip: int) -> None:
    changed = LONG[:place] + bytes([LONG[place] ^ flip]) + LONG[place + 1 :]
    assert refusal(lambda: unseal(changed, identity_of(1))) in {"altered", "cut", "newer", "sealed", "too_large"}


@settings(max_examples=60, deadline=None)
@given(length=st.integers(0, len(LONG) - 1) | st.sampled_from([len(LONG) - 117, len(LONG) - 118 - seal.CHUNK - 17]))
def test_a_cut_is_seen_wherever_it_is(length: int) -> None:
    assert refusal(lambda: unseal(LONG[:length], identity_of(1))) == "cut"


def test_pieces_cannot_change_places() -> None:
    start = LONG.index(b"\n") + 1
    size = seal.CHUNK + 17
    one, two, rest = LONG[start : start + size], LONG[start + size : start + 2 * size], LONG[start + 2 * size :]
    for pieces in (two + one + rest, one + one + rest, two + rest, rest):
        assert refusal(lambda pieces=pieces: unseal(LONG[:start] + pieces, identity_of(1))) in {"altered", "cut"}
    other = seal_up(b"y" * (2 * seal.CHUNK + 100), identity_of(1))
    assert refusal(lambda: unseal(other[: other.index(b"\n") + 1] + one + two + rest, identity_of(1))) == "altered"


def test_nothing_may_follow_where_the_last_piece_is_full() -> None:
    data = seal_up(b"x" * seal.CHUNK, identity_of(1))
    assert refusal(lambda: unseal(data + b"x", identity_of(1))) == "altered"


def test_the_memory_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "x.segel"
    with path.open("wb") as raw, seal.Sealing(raw, [receiver_of(identity_of(1))], seal.new_key()) as sealing:
        for _ in range(400):
            sealing.write(b"x" * 100_000)
    tracemalloc.start()
    with path.open("rb") as file:
        stream, count = seal.opened(file, seal.opener_of(identity_of(1))), 0
        while part := stream.read(50_000):
            count += len(part)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 40_000_000
    assert peak < 2_000_000


def test_the_same_signing_key_always_opens() -> None:
    assert SigningKey(identity_of(1).seed).verify_key.encode().hex() == identity_of(1).public_key
