"""A bundle that is cut, changed, foreign or forged is refused whole, with a text for people, and leaves no trace."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinerja_tui.handoff import bundle, export, header, merge
from kinerja_tui.handoff.problems import BundleProblem, Cancelled, UnknownSender
from kinerja_tui.models.employees import Employee
from tests.handoff.conftest import Three
from tests.handoff.forge import change, forge, header_of, op
from tests.handoff.simulator import DISTRICT, OFFICE_A, PC, Sent

INDONESIAN = {"data", "paket", "berkas", "belum", "tidak"}


def refused(pc: PC, path: Path, *codes: str) -> BundleProblem:
    """Preview and import both refuse; not a byte of the database changes."""
    before, rows = pc.bytes(), pc.dump()
    for receive in (merge.preview, merge.take_in):
        with pytest.raises(BundleProblem) as caught:
            receive(pc.db, path)
        assert not codes or caught.value.code in codes
        assert set(caught.value.text.lower().replace(".", " ").split()) & INDONESIAN
        assert pc.bytes() == before
    assert pc.dump() == rows
    return caught.value


@pytest.fixture
def sent(three: Three) -> Sent:
    three.world.employee(three.a, "1", OFFICE_A)
    three.world.employee(three.a, "2", OFFICE_A, "Budi [/]")
    return three.world.send(three.a, DISTRICT)


def plain(sent: Sent) -> bytes:
    return gzip.decompress(sent.path.read_bytes())


def test_the_layout_is_json_for_anybody(sent: Sent) -> None:
    document = json.loads(plain(sent))
    assert list(document) == ["kinerja", "header", "sig", "changes"]
    assert document["header"]["count"] == len(document["changes"]) == len(plain(sent).splitlines()) - 2


def test_an_unpacked_bundle_is_as_good(three: Three, sent: Sent, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(plain(sent))
    wanted = len(sent.contents - three.d.ids())
    assert merge.take_in(three.d.db, tmp_path / "x.json").new == wanted


@pytest.mark.parametrize("packed", [True, False])
def test_cut_anywhere(three: Three, sent: Sent, tmp_path: Path, packed: bool) -> None:
    whole = sent.path.read_bytes() if packed else plain(sent)
    path = tmp_path / "cut"
    for length in sorted({0, 1, 2, 5, 11, 40, *range(60, len(whole), 97), len(whole) - 9, len(whole) - 2}):
        path.write_bytes(whole[:length])
        with pytest.raises(BundleProblem):
            merge.look_into(path)
    path.write_bytes(whole[: len(whole) // 2])
    refused(three.d, path, "cut", "altered")


@pytest.mark.parametrize("packed", [True, False])
def test_every_changed_byte_is_noticed(three: Three, sent: Sent, tmp_path: Path, packed: bool) -> None:
    whole = sent.path.read_bytes() if packed else plain(sent)
    path = tmp_path / "changed"

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, len(whole) - 1), st.integers(1, 255))
    def check(position: int, mask: int) -> None:
        changed = bytearray(whole)
        changed[position] ^= mask
        path.write_bytes(changed)
        try:
            found = [item.id for item in merge.look_into(path).changes()]
        except BundleProblem:
            return
        assert packed  # the packing has bytes that mean nothing, such as the time of packing
        assert gzip.decompress(bytes(changed)) == plain(sent)
        assert set(found) == sent.contents

    check()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_a_bundle"),
        (b"Daftar hadir rapat\n", "not_a_bundle"),
        (b"\x00" * 5000, "not_a_bundle"),
        (b"[]", "not_a_bundle"),
        (b'{"kinerja":"satu"}', "not_a_bundle"),
        (gzip.compress(b"bukan paket", mtime=0), "not_a_bundle"),
        (gzip.compress(b"", mtime=0), "not_a_bundle"),
        (b"\x1f\x8b", "cut"),
        (b"\x1f\x8bxxxxxxxxxxxxxxxxxxxxxx", "not_a_bundle"),
        (b'{"kinerja":2,"header":{},"sig":"","changes":[]}', "newer"),
        (b'{"kinerja": 99, "apa saja', "newer"),
        (b'{"kinerja":1,"header":{' + b"x" * header.MAX_HEADER, "too_large"),
        (b'{"kinerja":1,"header":{},"sig":"' + b"0" * 128 + b'","changes":[\n\n]}\n', "altered"),
        (b'{"kinerja":1,"header":' + b"{" * 50_000 + b'},"sig":"' + b"0" * 128 + b'","changes":[\n', "altered"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_is_no_bundle(three: Three, tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "surat.json.gz"
    path.write_bytes(content)
    refused(three.d, path, code)


def test_no_file_and_no_readable_file(three: Three, tmp_path: Path) -> None:
    refused(three.d, tmp_path / "tidak-ada.json.gz", "missing")
    refused(three.d, tmp_path, "unreadable")


def test_the_wrong_receiver_the_sender_himself_and_swapped_bundles(three: Three, sent: Sent) -> None:
    refused(three.b, sent.path, "wrong_receiver")
    refused(three.a, sent.path, "own")
    for_b, for_a = three.world.send(three.d, three.b.office), three.world.send(three.d, OFFICE_A)
    refused(three.a, for_b.path, "wrong_receiver")
    refused(three.b, for_a.path, "wrong_receiver")
    refused(three.d, for_a.path, "own")


def test_a_pc_of_the_right_office_that_is_not_the_receiver(three: Three) -> None:
    other = three.world.add("a2", OFFICE_A)
    three.world.enrol(other, three.d)
    refused(other, three.world.send(three.d, OFFICE_A).path, "wrong_receiver")


def test_an_unknown_sender_and_one_known_under_another_office(three: Three) -> None:
    stranger = three.world.add("x", "15.04.09")
    sent = three.world.send(stranger, DISTRICT)
    problem = refused(three.d, sent.path, "unknown_sender")
    assert isinstance(problem, UnknownSender)
    assert (problem.office, problem.key) == ("15.04.09", stranger.db.identity.public_key)
    assert problem.fingerprint in problem.text
    stranger.office = "15.04.08"
    three.world.enrol(three.d, stranger)
    refused(three.d, sent.path, "sender_office")


def test_a_missing_base_says_which_and_writes_nothing(three: Three, sent: Sent) -> None:
    three.world.deliver(sent, three.d)
    three.world.deliver(three.world.send(three.d, OFFICE_A), three.a)
    first = three.world.send(three.a, DISTRICT)
    three.world.deliver(first, three.d)
    three.world.deliver(three.world.send(three.d, OFFICE_A), three.a)
    next_one = three.world.send(three.a, DISTRICT)
    base = header_of(next_one.path).base
    assert base is not None
    with three.d.db.transaction() as session:
        session.connection().exec_driver_sql("DELETE FROM incoming_bundle")
    problem = refused(three.d, next_one.path, "missing_base")
    assert base[:8] in problem.text
    assert three.world.deliver(three.world.send(three.a, DISTRICT, full=True), three.d) is not None


def employee_op(key: str, **fields: Any) -> dict[str, Any]:
    return op("employee", key, **fields)


KEY = Employee.id_of("9")


def lines_of(pc: PC, count: int = 3) -> list[bytes]:
    return [
        change(pc.db.identity, employee_op(KEY, name=f"Nama {number}"), sub=KEY, n=number) for number in range(count)
    ]


def test_a_well_forged_bundle_is_taken(three: Three, tmp_path: Path) -> None:
    """What the following tests break is otherwise whole."""
    path = forge(tmp_path / "x.json", three.a, three.d, lines_of(three.a))
    assert merge.take_in(three.d.db, path).new == 3


def test_a_false_signature_of_one_change_in_a_truly_signed_bundle(three: Three, tmp_path: Path) -> None:
    good = lines_of(three.a)
    for false in (
        good[1].replace(b"Nama 1", b"Nama 7"),
        good[1][:-130] + good[0][-130:],
        good[1].replace(three.a.db.identity.site.encode(), three.b.db.identity.site.encode()),
    ):
        path = forge(tmp_path / "x.json", three.a, three.d, [good[0], false, good[2]], keys=[three.b.db.identity])
        refused(three.d, path, "signature")


def test_an_author_without_a_key_or_under_a_false_key(three: Three, tmp_path: Path) -> None:
    by_b = lines_of(three.b)
    refused(three.d, forge(tmp_path / "x.json", three.a, three.d, by_b), "signature")
    key = three.a.db.identity.public_key
    keys = {three.a.db.identity.site: key, three.b.db.identity.site: key}
    refused(three.d, _with_keys(three, tmp_path, by_b, keys), "altered")


def _with_keys(three: Three, folder: Path, lines: list[bytes], keys: dict[str, Any]) -> Path:
    path = forge(folder / "y.json", three.a, three.d, lines)
    text = path.read_bytes()
    header = json.loads(text.split(b'"header":', 1)[1].split(b',"sig"', 1)[0])
    header["keys"] = keys
    body = json.dumps(header, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    sig = three.a.db.identity.sign(body).hex().encode()
    path.write_bytes(
        b'{"kinerja":1,"header":%s,"sig":"%s","changes":[\n' % (body, sig) + b",\n".join(lines) + b"\n]}\n"
    )
    return path


@pytest.mark.parametrize(
    "lie",
    [
        {"count": 2},
        {"count": 4},
        {"count": 0},
        {"count": -1},
        {"root": "0" * 64},
        {"root": ""},
        {"no": -1},
        {"no": "1"},
        {"base": "x"},
        {"base": ""},
        {"ack": "A" * 40},
        {"ack": 7},
        {"to_site": "x"},
        {"from_name": None},
        {"keys": {}},
        {"keys": []},
        {"at": 5},
    ],
    ids=repr,
)
def test_a_signed_header_that_lies_or_makes_no_sense(three: Three, tmp_path: Path, lie: dict[str, Any]) -> None:
    changed = {name: value for name, value in lie.items() if name != "keys"}
    path = forge(tmp_path / "x.json", three.a, three.d, lines_of(three.a), **changed)
    if "keys" in lie:
        path = _with_keys(three, tmp_path, lines_of(three.a), lie["keys"])
    refused(three.d, path, "altered", "cut")


def test_a_header_signed_by_somebody_else(three: Three, tmp_path: Path) -> None:
    path = forge(tmp_path / "x.json", three.a, three.d, lines_of(three.a), signer=three.b.db.identity)
    refused(three.d, path, "altered")


def test_a_bundle_that_demands_what_this_version_does_not_know(three: Three, tmp_path: Path) -> None:
    refused(three.d, forge(tmp_path / "x.json", three.a, three.d, lines_of(three.a), need=("sealed",)), "newer")


def test_the_root_binds_the_lines(three: Three, tmp_path: Path) -> None:
    """Each line is truly signed; only the whole is not what its sender signed."""
    good = lines_of(three.a)
    path = forge(tmp_path / "x.json", three.a, three.d, good)
    for lines in (good[:2] + good[:1], list(reversed(good)), [good[0], good[1], lines_of(three.a, 4)[3]]):
        text = path.read_bytes()
        start = text[: text.index(b"\n") + 1]
        other = tmp_path / "y.json"
        other.write_bytes(start + b",\n".join(lines) + b"\n]}\n")
        refused(three.d, other, "altered")


@pytest.mark.parametrize("tail", [b"x", b"\n", b'{"kinerja":1}', b"]}\n"])
def test_anything_after_the_end(three: Three, sent: Sent, tmp_path: Path, tail: bytes) -> None:
    (tmp_path / "x.json").write_bytes(plain(sent) + tail)
    refused(three.d, tmp_path / "x.json", "altered")
    (tmp_path / "x.json.gz").write_bytes(sent.path.read_bytes() + tail)
    refused(three.d, tmp_path / "x.json.gz", "altered")


def test_a_huge_line(three: Three, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "MAX_LINE", 2_000)
    long = change(three.a.db.identity, employee_op(KEY, name="x" * 3_000), sub=KEY)
    refused(three.d, forge(tmp_path / "x.json", three.a, three.d, [long]), "too_large")


def test_too_many_changes(three: Three, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(header, "MAX_CHANGES", 2)
    refused(three.d, forge(tmp_path / "x.json", three.a, three.d, lines_of(three.a)), "too_large")


@pytest.mark.parametrize("line", [b"{}", b'{"c":{},"sig":""}', b"", b"null", b'{"c":{},"sig":"' + b"0" * 128 + b'"}'])
def test_lines_that_are_no_changes(three: Three, tmp_path: Path, line: bytes) -> None:
    path = forge(tmp_path / "x.json", three.a, three.d, [*lines_of(three.a), line])
    refused(three.d, path, "altered", "malformed")


def test_upper_case_signature_is_another_spelling(three: Three, tmp_path: Path) -> None:
    line = lines_of(three.a, 1)[0]
    path = forge(tmp_path / "x.json", three.a, three.d, [line[:-130] + line[-130:].upper()])
    refused(three.d, path, "altered")


def test_duplicate_lines_count_once(three: Three, tmp_path: Path) -> None:
    line = lines_of(three.a, 1)[0]
    outcome = merge.take_in(three.d.db, forge(tmp_path / "x.json", three.a, three.d, [line, line]))
    assert outcome.new == 1
    assert three.d.rows("SELECT count(*) FROM journal WHERE sub = ?", KEY) == [(1,)]


def test_duplicates_far_apart_count_once(three: Three, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kinerja_tui.models import journal

    monkeypatch.setattr(journal, "_BATCH", 2)
    lines = lines_of(three.a, 5)
    assert merge.take_in(three.d.db, forge(tmp_path / "x.json", three.a, three.d, [*lines, lines[0]])).new == 5


def test_one_number_used_twice_is_two_changes(three: Three, tmp_path: Path) -> None:
    lines = [change(three.a.db.identity, employee_op(KEY, name=name), sub=KEY, n=5) for name in ("Ani", "Budi")]
    assert merge.take_in(three.d.db, forge(tmp_path / "x.json", three.a, three.d, lines)).new == 2


def test_cancelling_leaves_nothing(three: Three, sent: Sent) -> None:
    def cancel(done: int, total: int) -> None:
        raise Cancelled

    before = three.d.bytes()
    for receive in (merge.preview, merge.take_in):
        with pytest.raises(Cancelled):
            receive(three.d.db, sent.path, cancel)
    assert three.d.bytes() == before
    with pytest.raises(Cancelled):
        export.export(three.a.db, DISTRICT, three.a.folder / "batal", progress=cancel)
    assert list((three.a.folder / "batal").iterdir()) == []


def test_a_bundle_with_nothing_new_can_be_written_and_read(three: Three) -> None:
    for _ in range(4):
        for sender, receiver in ((three.a, three.d), (three.d, three.a)):
            sent = three.world.send(sender, receiver.office)
            assert three.world.deliver(sent, receiver) is not None
    assert sent.contents == frozenset()
