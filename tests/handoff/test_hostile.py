"""Bundles made to do harm, and sticks that are not what they seem: each is named rightly and leaves no trace."""

from __future__ import annotations

import gzip
import json
import os
import socket
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kinerja_tui.handoff import export, merge, problems, writings
from kinerja_tui.handoff.bundle import BundleFile, root_of, write_bundle
from kinerja_tui.handoff.header import Header
from kinerja_tui.handoff.problems import BundleProblem
from kinerja_tui.models import changes, projection
from kinerja_tui.models.changes import MalformedChange, parse
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.identity import Identity, new_identity
from kinerja_tui.models.objections import Holiday
from kinerja_tui.models.offices import Rejection
from kinerja_tui.models.verify import verify
from tests.handoff.conftest import Three
from tests.handoff.forge import change, forge, header_of, op, spell
from tests.handoff.fuzz import Fuzz
from tests.handoff.simulator import DISTRICT, OFFICE_A
from tests.handoff.test_bundle_format import refused

KEY = Employee.id_of("9")


def good_line(three: Three, **fields: Any) -> bytes:
    return change(three.a.db.identity, op("employee", KEY, **(fields or {"name": "Nama"})), sub=KEY)


def raw_line(identity: Identity, body: bytes) -> bytes:
    """A line of bytes that were truly signed, whatever they are."""
    return b'{"c":' + body + b',"sig":"' + identity.sign(body).hex().encode() + b'"}'


def body_with(three: Three, value: bytes) -> bytes:
    """The canonical bytes of a change in which one value is spelled as given."""
    line = good_line(three, name="@@")
    return line[5 : line.rindex(b',"sig":"')].replace(b'"@@"', value)


# -- what a change may hold


@pytest.mark.parametrize(
    "value",
    [
        b"NaN",
        b"Infinity",
        b"-Infinity",
        b"1e999",
        b"-0.0",
        b"1.0",
        b"1E3",
        b"9007199254740993",
        b"-9007199254740993",
        b"1" * 400,
        b"1" * 5000,
        b"-0",
        b"01",
        b'"\\ud800"',
        b'"\\u0041"',
        b'"\xed\xa0\x80"',
        b'"\xff\xfe"',
        b'"\xc0\xaf"',
        b"[" * 14 + b"1" + b"]" * 14,
        b"[" * 5000 + b"1" + b"]" * 5000,
        b'{"a":1,"a":2}',
        b'{"b":1,"a":2}',
        b"[1, 2]",
        b"'x'",
        b"",
        b"null,",
        b"/*x*/1",
        b"[" + b"[]," * 400_000 + b"1]",
    ],
    ids=lambda value: repr(value[:24]),
)
def test_values_that_cannot_travel_are_refused_though_truly_signed(three: Three, tmp_path: Path, value: bytes) -> None:
    line = raw_line(three.a.db.identity, body_with(three, value))
    path = forge(tmp_path / "x.json", three.a, three.d, [good_line(three), line])
    refused(three.d, path, "malformed", "altered")


@pytest.mark.parametrize("name", ["v", "site", "n", "at", "by", "act", "sub", "aud", "ops", "t", "k", "p", "s"])
def test_a_key_twice_is_refused_wherever_it_stands(three: Three, tmp_path: Path, name: str) -> None:
    body = good_line(three)[5:]
    body = body[: body.rindex(b',"sig":"')]
    start = body.index(b'"%s":' % name.encode())
    item = body[start : start + 5] + b"1,"
    line = raw_line(three.a.db.identity, body[:start] + item.replace(b'"1,', b'":1,') + body[start:])
    refused(three.d, forge(tmp_path / "x.json", three.a, three.d, [line]), "malformed", "altered")


def test_short_bytes_that_are_long_in_memory_are_not_parsed(three: Three, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "json", None)
    with pytest.raises(MalformedChange, match="too many parts"):
        parse(b'{"a":[' + b"[]," * 300_000 + b"1]}")


def test_what_a_newer_version_adds_to_the_header_rides_along(three: Three, tmp_path: Path) -> None:
    more = {"bahasa": "id", "isi": [1, {"a": "b"}], "more": True}
    path = forge(tmp_path / "x.json", three.a, three.d, [good_line(three)], more=more)
    assert json.loads(path.read_bytes())["header"]["bahasa"] == "id"
    assert BundleFile(path).header.more == more
    assert merge.take_in(three.d.db, path).new == 1


@pytest.mark.parametrize(
    "said",
    [
        {"no": True},
        {"count": True},
        {"from_name": "\x1b[2J\x1b]0;"},
        {"from_name": "x" * 400},
        {"from_office": "15.04\n"},
        {"at": "\u202e2026"},
        {"to_site": "F" * 16},
        {"no": 2**60},
        {"more": {"x": 1.5}},
    ],
    ids=repr,
)
def test_header_values_that_would_do_harm_where_they_are_shown(
    three: Three, tmp_path: Path, said: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Header, "body", lambda self: spell(_said(self)))
    path = forge(tmp_path / "x.json", three.a, three.d, [good_line(three)], **said)
    monkeypatch.undo()
    refused(three.d, path, "altered")


def _said(header: Header) -> dict[str, Any]:
    names = (name for name in Header.__slots__ if name not in {"more", "need"})
    return {**{name: getattr(header, name) for name in names}, "need": list(header.need), **header.more}


def test_keys_have_one_spelling(three: Three, tmp_path: Path) -> None:
    identity = three.a.db.identity
    path = forge(tmp_path / "x.json", three.a, three.d, [good_line(three)], **{"from_site": identity.site})
    for false in (identity.public_key.upper(), f" {identity.public_key}"):
        header = replace(header_of(path), keys={identity.site: false})
        body = header.body()
        start = b'{"kinerja":1,"header":%s,"sig":"%s","changes":[\n' % (body, identity.sign(body).hex().encode())
        (tmp_path / "y.json").write_bytes(start + good_line(three) + b"\n]}\n")
        refused(three.d, tmp_path / "y.json", "altered")


# -- the file


def saved_again(plain: bytes) -> Iterator[tuple[str, bytes, set[str]]]:
    """What editors, mail programs and bad sticks make of a bundle: (what, bytes, codes)."""
    head, _, rest = plain.partition(b"\n")
    yield "byte order mark", b"\xef\xbb\xbf" + plain, {"altered"}
    yield "windows line ends", plain.replace(b"\n", b"\r\n"), {"altered"}
    yield "one line", plain.replace(b"\n", b""), {"cut", "altered"}
    yield "indented", json.dumps(json.loads(plain), indent=1).encode(), {"not_a_bundle"}
    yield "utf-16", plain.decode().encode("utf-16"), {"not_a_bundle"}
    yield "not utf-8", plain.replace(b"Ani", b"An\xff"), {"altered"}
    yield "a comma less", head + b"\n" + rest.replace(b",\n", b"\n", 1), {"altered"}
    yield "a comma more", plain.replace(b"\n]}\n", b",\n]}\n"), {"altered"}
    yield "no last line end", plain[:-1], {"cut"}
    yield "an empty line", head + b"\n\n" + rest, {"altered"}
    yield "nothing", b"", {"not_a_bundle"}
    yield "zeros", b"\0" * len(plain), {"not_a_bundle"}
    yield "an end of zeros", plain[:-700] + b"\0" * 700, {"cut", "altered"}
    yield "version 0", plain.replace(b'{"kinerja":1', b'{"kinerja":0', 1), {"altered"}
    yield "version 7", plain.replace(b'{"kinerja":1', b'{"kinerja":7', 1), {"newer"}
    yield "version 1000000", plain.replace(b'{"kinerja":1', b'{"kinerja":1000000', 1), {"newer", "altered"}
    yield "twice", plain + plain, {"altered"}
    packed = gzip.compress(plain, mtime=0)
    yield "a cut packing", packed[:-300], {"cut"}
    yield "a packing without its end", packed[:-4], {"cut"}
    yield "a false checksum", packed[:-8] + b"\0\0\0\0" + packed[-4:], {"altered"}
    yield "garbage behind the packing", packed + b"garbage", {"altered"}
    yield "a second packing", packed + packed, {"altered"}
    yield "a second, cut packing", packed + packed[:50], {"altered", "cut"}
    yield "packed twice", gzip.compress(packed, mtime=0), {"not_a_bundle"}


def test_what_becomes_of_a_bundle_on_its_way_is_named(three: Three, tmp_path: Path) -> None:
    three.world.employee(three.a, "1", OFFICE_A)
    three.world.employee(three.a, "2", OFFICE_A)
    plain = gzip.decompress(three.world.send(three.a, DISTRICT).path.read_bytes())
    for what, data, codes in saved_again(plain):
        path = tmp_path / "x.json"
        path.write_bytes(data)
        code = refused(three.d, path).code
        assert code in codes, f"{what}: {code}"


def test_two_packings_that_make_one_bundle_are_that_bundle(three: Three, tmp_path: Path) -> None:
    """The format of gzip says so, and zeros behind it mean nothing: the contents are proved by their signatures."""
    three.world.employee(three.a, "1", OFFICE_A)
    plain = gzip.decompress(three.world.send(three.a, DISTRICT).path.read_bytes())
    path = tmp_path / "x.json.gz"
    path.write_bytes(gzip.compress(plain[:99]) + gzip.compress(plain[99:]) + b"\0" * 512)
    assert merge.take_in(three.d.db, path).new > 0


def test_what_is_no_file_is_told_at_once(three: Three, tmp_path: Path) -> None:
    refused(three.d, tmp_path / "hilang.segel", "missing")
    (tmp_path / "putus").symlink_to(tmp_path / "tidak-ada")
    refused(three.d, tmp_path / "putus", "missing")
    (tmp_path / "putar").symlink_to(tmp_path / "putar")
    refused(three.d, tmp_path / "putar", "unreadable")
    (tmp_path / "folder.segel").mkdir()
    refused(three.d, tmp_path / "folder.segel", "unreadable")
    os.mkfifo(tmp_path / "pipa")
    writer = threading.Thread(target=lambda: os.close(os.open(tmp_path / "pipa", os.O_WRONLY)))
    writer.start()  # so that who opens it all the same comes to its end
    refused(three.d, tmp_path / "pipa", "unreadable")
    reader = os.open(tmp_path / "pipa", os.O_RDONLY | os.O_NONBLOCK)
    writer.join()
    os.close(reader)
    (tmp_path / "nol").symlink_to("/dev/zero")
    refused(three.d, tmp_path / "nol", "unreadable")
    with socket.socket(socket.AF_UNIX) as listening:
        os.chdir(tmp_path)  # the name of a socket is short
        listening.bind("soket")
        refused(three.d, tmp_path / "soket", "unreadable")


def test_a_link_to_a_bundle_is_as_good_as_the_bundle(three: Three, tmp_path: Path) -> None:
    path = forge(tmp_path / "x.json", three.a, three.d, [good_line(three)])
    (tmp_path / "tautan.json").symlink_to(path)
    assert merge.take_in(three.d.db, tmp_path / "tautan.json").new == 1


def test_a_link_laid_on_the_stick_is_not_written_through(three: Three, tmp_path: Path) -> None:
    victim = tmp_path / "kinerja.db"
    victim.write_bytes(b"precious")
    first = export.export(three.a.db, DISTRICT, tmp_path / "usb", sealed=False)
    name = first.path.name.replace("no0001", "no0002")
    for laid in (name, f"{name}.sebagian"):
        (tmp_path / "usb" / laid).symlink_to(victim)
    written = export.export(three.a.db, DISTRICT, tmp_path / "usb", sealed=False)
    assert written.path.name != name, "what lies there under its name stays"
    assert not written.path.is_symlink()
    assert victim.read_bytes() == b"precious"


def test_a_link_laid_while_a_bundle_is_written_is_not_written_through(three: Three, tmp_path: Path) -> None:
    victim, laid = tmp_path / "kinerja.db", tmp_path / "x.sebagian"
    victim.write_bytes(b"precious")
    header = export.export(three.a.db, DISTRICT, tmp_path / "usb", sealed=False).header
    laid.symlink_to(victim)
    write_bundle(laid, header, three.a.db.identity, [])
    assert not laid.is_symlink()
    assert victim.read_bytes() == b"precious"


def test_a_folder_where_the_bundle_should_be_is_told(three: Three, tmp_path: Path) -> None:
    name = f"kinerja_{OFFICE_A}_ke_{DISTRICT}_no0001.json.gz"
    laid = tmp_path / f"{name}.sebagian"
    laid.mkdir()
    (laid / "isi").write_text("x")
    with pytest.raises(BundleProblem) as told:
        export.export(three.a.db, DISTRICT, tmp_path, sealed=False)
    assert told.value.code in {"disk", "read_only"}
    (laid / "isi").unlink()
    laid.rmdir()
    (tmp_path / name).mkdir()
    assert export.export(three.a.db, DISTRICT, tmp_path, sealed=False).path.is_file(), "beside it"


# -- another file under the same name


def test_a_file_exchanged_between_the_look_and_the_import_is_noticed(three: Three, tmp_path: Path) -> None:
    lines = [change(three.a.db.identity, op("employee", KEY, name=f"N{n}"), sub=KEY, n=n) for n in range(3)]
    path = forge(tmp_path / "x.json", three.a, three.d, lines[:2])
    whole = path.read_bytes()
    head = whole[: whole.index(b"\n") + 1]
    others = {
        "another bundle": forge(tmp_path / "y.json", three.a, three.d, lines).read_bytes(),
        "other lines under the same header": head + b",\n".join(lines[1:]) + b"\n]}\n",
        "the same lines in another order": head + b",\n".join(lines[1::-1]) + b"\n]}\n",
    }
    for what, other in others.items():
        path.write_bytes(whole)
        bundle = merge.look_into(path)
        path.write_bytes(other)
        with pytest.raises(BundleProblem) as told:
            list(bundle.changes())
        assert told.value.code == "altered", what
        path.write_bytes(whole)
        bundle = merge.look_into(path)
        path.unlink()
        with pytest.raises(BundleProblem) as told:
            list(bundle.changes())
        assert told.value.code == "unreadable"


def test_and_nothing_of_it_is_kept(three: Three, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [change(three.a.db.identity, op("employee", KEY, name=f"N{n}"), sub=KEY, n=n) for n in range(3)]
    path = forge(tmp_path / "x.json", three.a, three.d, lines[:2])
    whole = path.read_bytes()
    head = whole[: whole.index(b"\n") + 1]
    look = merge.look_into

    def look_and_exchange(*arguments: Any) -> BundleFile:
        found = look(*arguments)
        path.write_bytes(head + b",\n".join(lines[1:]) + b"\n]}\n")
        return found

    before = three.d.bytes()
    monkeypatch.setattr(merge, "look_into", look_and_exchange)
    with pytest.raises(BundleProblem, match="berubah"):
        merge.take_in(three.d.db, path)
    assert three.d.bytes() == before


# -- replays and gaps


def test_an_old_bundle_again_a_skipped_number_and_one_out_of_turn(three: Three) -> None:
    world = three.world
    first = world.send(three.a, DISTRICT)
    world.employee(three.a, "1", OFFICE_A, "Lama")
    second = world.send(three.a, DISTRICT)
    world.edit(three.a, Employee, Employee.id_of("1"), Employee.id_of("1"), name="Baru")
    third = world.send(three.a, DISTRICT)
    assert world.deliver(third, three.d) is not None  # the second was skipped, and is contained
    for old in (second, first, third):
        outcome = merge.take_in(three.d.db, old.path)
        assert outcome.new == 0
    assert three.d.rows("SELECT name FROM employee") == [("Baru",)]
    assert verify(three.d.db).sound


# -- what the fuzz run found


def test_a_record_of_the_district_stays_what_it_is(three: Three, tmp_path: Path) -> None:
    """An office could try names until its change came first, and take a rejection away by calling it something else."""
    world = three.world
    key = world.employee(three.a, "1", OFFICE_A, "Betul")
    wrong = world.edit(three.a, Employee, key, key, name="Salah")
    world.deliver(world.send(three.a, DISTRICT), three.d)
    world.reject(three.d, wrong)
    target = Rejection.id_of(wrong)
    for table in ("work_result", "holiday", "organisation_rating"):
        lines = [
            change(three.a.db.identity, op(table, target, removed=False), sub=key, n=900 + number)
            for number in range(12)  # of a dozen some are named before any given change
        ]
        merge.take_in(three.d.db, forge(tmp_path / "x.json", three.a, three.d, lines))
        assert three.d.rows("SELECT change FROM rejection WHERE NOT removed") == [(wrong,)]
        assert three.d.rows("SELECT name FROM employee WHERE id = ?", key) == [("Betul",)]
        assert verify(three.d.db).findings == []


def test_an_office_that_calls_the_districts_record_something_else_is_held_by_name(three: Three, tmp_path: Path) -> None:
    world = three.world
    key = world.employee(three.a, "1", OFFICE_A)
    world.deliver(world.send(three.a, DISTRICT), three.d)
    holiday = "0000000a-aaaa"
    world.edit(three.d, Holiday, holiday, "ref", name="Hari jadi")
    line = change(three.a.db.identity, op("work_result", holiday, text="Bukan hari libur"), sub=key, n=900)
    outcome = merge.take_in(three.d.db, forge(tmp_path / "x.json", three.a, three.d, [line]))
    assert [item.reason for item in outcome.held] == [writings.DISTRICT_WORD]
    assert three.d.rows("SELECT name FROM holiday WHERE id = ?", holiday) == [("Hari jadi",)]


def test_mutated_bundles_are_taken_soundly_or_refused_whole(tmp_path: Path) -> None:
    """A short run of `python -m tests.handoff.fuzz`."""
    fuzz = Fuzz(20261122, tmp_path)
    try:
        for _ in range(200):
            fuzz.run()
        assert fuzz.failures == 0
        assert len(fuzz.outcomes) > 7
        assert fuzz.outcomes["imported"]
    finally:
        fuzz.close()


# -- memory


def test_what_is_too_much_to_remember_is_asked_for_again(
    three: Three, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projection, "MOST_TOUCHED", 2)
    keys = [Employee.id_of(str(number)) for number in range(30)]
    lines = [change(three.a.db.identity, op("employee", key, name=key), sub=key) for key in keys]
    path = forge(tmp_path / "x.json", three.a, three.d, lines)
    assert merge.preview(three.d.db, path) == merge.take_in(three.d.db, path)
    assert three.d.rows("SELECT count(*) FROM employee WHERE name = id") == [(30,)]
    assert verify(three.d.db).findings == []


MEASURE = """
import sys
from pathlib import Path
from kinerja_tui.handoff.bundle import BundleFile
from kinerja_tui.handoff.problems import BundleProblem
from tests.benchmarks.handoff import peak
before = peak()
try:
    list(BundleFile(Path(sys.argv[1])).changes())
    code = "read"
except BundleProblem as problem:
    code = problem.code
print(code, int(peak() - before))
"""


def packed(path: Path, *parts: tuple[bytes, int]) -> Path:
    """A gzip file of parts that are repeated so many times, written as a stream."""
    with path.open("wb") as out:
        pack = zlib.compressobj(1, zlib.DEFLATED, 31)
        for part, times in parts:
            for _ in range(times):
                out.write(pack.compress(part))
        out.write(pack.flush())
    return path


@pytest.mark.parametrize("which", ["line of 100 MB", "header of 100 MB", "no end", "signed header", "many parts"])
def test_a_small_file_that_is_huge_inside_takes_no_memory(which: str, three: Three, tmp_path: Path) -> None:
    sender = three.a
    megabyte = b"x" * 1_000_000
    path = tmp_path / "bom.json.gz"
    forged = forge(tmp_path / "x.json", sender, three.d, [good_line(three)]).read_bytes()
    head = forged[: forged.index(b"\n") + 1]
    if which == "line of 100 MB":
        packed(path, (head + b'{"c":{"v":"', 1), (megabyte, 100), (b'"}}\n]}\n', 1))
    elif which == "header of 100 MB":
        packed(path, (b'{"kinerja":1,"header":{"x":"', 1), (megabyte, 100))
    elif which == "no end":
        packed(path, (head + good_line(three) + b"\n", 1), (b"]}\n" + megabyte, 60))
    elif which == "signed header":
        line = b'{"c":{"v":"' + b"[" * 3_999_000 + b'"},"sig":"' + b"0" * 128 + b'"}'
        root, _ = root_of([line] * 30)
        packed(path, (_signed_head(three, root, 30), 1), (line + b",\n", 29), (line + b"\n]}\n", 1))
    else:
        line = b'{"c":{"v":[' + b"[]," * 1_300_000 + b'1]},"sig":"' + b"0" * 128 + b'"}'
        root, _ = root_of([line])
        packed(path, (_signed_head(three, root, 1) + line + b"\n]}\n", 1))
    assert path.stat().st_size < 1_000_000
    refused(three.d, path, "too_large", "altered", "malformed")
    child = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    code, megabytes = child.stdout.split()
    assert code in {"too_large", "altered", "malformed"}
    assert int(megabytes) < 60


def _signed_head(three: Three, root: str, count: int) -> bytes:
    path = forge(three.a.folder / "head.json", three.a, three.d, [], root=root, count=count)
    whole = path.read_bytes()
    return whole[: whole.index(b"\n") + 1]


@pytest.mark.parametrize("author", ["unknown", "stranger"])
def test_a_bundle_of_which_hardly_anything_may_count_is_refused_as_a_whole(
    three: Three, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, author: str
) -> None:
    """What is held is listed and remembered, so there is an end to it."""
    monkeypatch.setattr(problems, "MOST_HELD_TAKEN", 3)
    three.world.employee(three.a, "9", OFFICE_A)
    assert three.world.deliver(three.world.send(three.a, DISTRICT), three.d) is not None
    stranger = new_identity(tmp_path / "lain", "lain") if author == "unknown" else three.b.db.identity
    lines = [change(stranger, op("employee", KEY, name=f"N{n}"), sub=KEY, n=n) for n in range(1, 5)]
    few = forge(tmp_path / "few.json", three.b, three.d, lines[:3], keys=[stranger], no=8)
    assert len(merge.preview(three.d.db, few).held) == 3
    many = forge(tmp_path / "many.json", three.b, three.d, lines, keys=[stranger], no=9)
    before = three.d.ids()
    for verb in (merge.preview, merge.take_in):
        with pytest.raises(BundleProblem) as told:
            verb(three.d.db, many)
        assert told.value.code == "too_many_held"
    assert three.d.ids() == before
