"""Changes on the wire: one spelling, nothing that cannot travel, and no bytes that do more than be refused."""

from __future__ import annotations

import contextlib
import hashlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_tui.models.changes import (
    MAX_CHANGE_BYTES,
    MAX_INTEGER,
    MAX_OPS,
    Change,
    MalformedChange,
    Op,
    canonical,
    name_of,
    parse,
)

GOOD: dict[str, Any] = {
    "v": 1,
    "site": "0123456789abcdef",
    "n": 3,
    "at": "2026-01-05T08:00:00+07:00",
    "by": "Siti",
    "act": "Ubah",
    "sub": "ref",
    "aud": ["15.04.01"],
    "ops": [{"t": "office", "k": "00000001", "p": ["a" * 40], "s": {"name": "Kantor"}}],
}


def spell(data: Any) -> bytes:
    """Canonical JSON as the design says it, without the program."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "surrogatepass")


def op(**other: Any) -> dict[str, Any]:
    return {**GOOD["ops"][0], **other}


def test_the_good_one_is_good() -> None:
    change = parse(spell(GOOD))
    assert (change.n, change.aud, change.ops[0].fields) == (3, ("15.04.01",), {"name": "Kantor"})
    assert change.body() == spell(GOOD)
    assert name_of(spell(GOOD)) == hashlib.sha256(spell(GOOD)).hexdigest()[:40]


@pytest.mark.parametrize(
    "wrong",
    [
        {"v": 0},
        {"v": True},
        {"v": "1"},
        {"v": 1.0},
        {"n": -1},
        {"n": None},
        {"site": "0123456789ABCDEF"},
        {"site": "0123456789abcdef\n"},
        {"site": "0123456789abcde"},
        {"sub": ""},
        {"sub": "siapa saja"},
        {"by": None},
        {"at": 5},
        {"aud": "15.04"},
        {"aud": [15]},
        {"ops": []},
        {"ops": {}},
        {"ops": ["x"]},
        {"ops": [op(), op(s={"name": "Lain"})]},
        {"ops": [op(s={})]},
        {"ops": [op(s=[])]},
        {"ops": [op(s={"Name": "x"})]},
        {"ops": [op(s={"a b": "x"})]},
        {"ops": [op(s={"x'--": "x"})]},
        {"ops": [op(t="office; drop")]},
        {"ops": [op(k="x")]},
        {"ops": [op(k=None)]},
        {"ops": [op(p=["A" * 40])]},
        {"ops": [op(p=["a" * 39])]},
        {"ops": [op(p=["a" * 40, "a" * 40])]},
        {"ops": [op(p=None)]},
        {"ops": [op(s={"name": 1.5})]},
        {"ops": [op(s={"name": float("nan")})]},
        {"ops": [op(s={"name": float("inf")})]},
        {"ops": [op(s={"name": MAX_INTEGER + 1})]},
        {"ops": [op(s={"name": -MAX_INTEGER - 1})]},
        {"ops": [op(s={"name": "\ud800"})]},
        {"by": "\udfff"},
        {"ops": [op(k=f"{number:08x}") for number in range(MAX_OPS + 1)]},
    ],
    ids=lambda wrong: repr(wrong)[:60],
)
def test_what_cannot_be_a_change_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(MalformedChange):
        parse(spell({**GOOD, **wrong}))


@pytest.mark.parametrize("missing", GOOD)
def test_every_part_is_needed(missing: str) -> None:
    with pytest.raises(MalformedChange):
        parse(spell({key: value for key, value in GOOD.items() if key != missing}))


@pytest.mark.parametrize(
    "body",
    [
        json.dumps(GOOD).encode(),
        spell(GOOD) + b"\n",
        b"\xef\xbb\xbf" + spell(GOOD),
        spell(GOOD).decode().encode("utf-16"),
        spell(GOOD).replace(b"Kantor", b"\\u004bantor"),
        spell(GOOD).replace(b'"n":3', b'"n":3e0'),
        spell(GOOD).replace(b'"n":3', b'"n":-0'),
        spell(GOOD).replace(b'"by":"Siti",', b'"by":"Siti","by":"Siti",'),
        spell(GOOD).replace(b'{"name":"Kantor"}', b'{"name":"A","name":"B"}'),
        spell(dict(reversed(GOOD.items()))).replace(b'"n":3,', b"").replace(b"{", b'{"n":3,', 1),
        b"",
        b"null",
        b"[]",
        b"[" * 100_000,
        b'{"v":' + b"9" * 5000 + b"}",
        b'{"v":' + b'{"v":' * 20 + b"1" + b"}" * 21,
        b" " * (MAX_CHANGE_BYTES + 1),
    ],
    ids=lambda body: repr(body[:30]),
)
def test_another_spelling_is_refused(body: bytes) -> None:
    with pytest.raises(MalformedChange):
        parse(body)


def test_unknown_keys_of_a_newer_version_are_read_over_but_stay_in_the_bytes() -> None:
    newer = {**GOOD, "v": 7, "zone": {"deep": [1, None, True]}}
    assert parse(spell(newer)).v == 7
    assert parse(spell(newer)).body() != spell(newer), "bytes must be stored, never spelled again from the parts"


def test_nesting_ends_somewhere() -> None:
    value: Any = "x"
    for _ in range(30):
        value = {"x": value}
    with pytest.raises(MalformedChange):
        canonical(value)


@pytest.mark.parametrize("value", [1.0, 1.5, b"x", {1: "x"}, {"x": {1, 2}}, object()])
def test_what_has_no_single_spelling_does_not_travel(value: Any) -> None:
    with pytest.raises(MalformedChange):
        canonical(value)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200) | json_values.map(spell))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with contextlib.suppress(MalformedChange):
        parse(body)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(GOOD)), json_values, st.sampled_from(sorted(GOOD["ops"][0])), json_values)
def test_any_value_in_any_place_is_read_or_refused(place: str, value: Any, part: str, other: Any) -> None:
    for data in ({**GOOD, place: value}, {**GOOD, "ops": [op(**{part: other})]}):
        with contextlib.suppress(MalformedChange):
            assert canonical(json.loads(spell(data))) == spell(data)
            parse(spell(data))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_one_changed_byte_gives_another_name_or_is_refused(data: st.DataObject) -> None:
    body = bytearray(spell(GOOD))
    body[data.draw(st.integers(0, len(body) - 1))] ^= data.draw(st.integers(1, 255))
    assert name_of(bytes(body)) != name_of(spell(GOOD))
    with contextlib.suppress(MalformedChange):
        parse(bytes(body))


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
identifiers = st.text("0123456789abcdef", min_size=40, max_size=40)
operations = st.builds(
    Op,
    table=st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True),
    key=st.uuids().map(str),
    parents=st.lists(identifiers, unique=True, max_size=3).map(tuple),
    fields=st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True), values, min_size=1, max_size=3),
)
written = st.builds(
    Change,
    site=st.text("0123456789abcdef", min_size=16, max_size=16),
    n=st.integers(0, MAX_INTEGER),
    at=texts,
    by=texts,
    act=texts,
    sub=st.just("ref") | st.uuids().map(str),
    aud=st.lists(texts, max_size=3).map(tuple),
    ops=st.lists(operations, min_size=1, max_size=4, unique_by=lambda item: item.key).map(tuple),
)


@settings(max_examples=200, deadline=None)
@given(written)
def test_what_is_written_is_read_back_the_same(change: Change) -> None:
    assert parse(change.body()) == change
    assert parse(change.body()).body() == change.body()
