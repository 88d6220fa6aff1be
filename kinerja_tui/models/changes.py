"""A change: what one person did in one act, signed by the PC that made it and named by its content.

The wire form is canonical JSON ``{v, site, n, at, by, act, sub, aud, ops: [{t, k, p, s}]}``; the name (id) of a
change is the SHA-256 of exactly those bytes, 40 hex digits. Unknown keys of a newer version stay in the bytes and
travel on.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

Value: TypeAlias = "str | int | bool | dict[str, Any] | list[Any] | None"

VERSION = 1
REFERENCE = "ref"
"""The subject of a change that concerns everybody: periods, offices, PCs."""

MAX_CHANGE_BYTES = 4_000_000
MAX_DEPTH = 12
MAX_OPS = 20_000
MAX_INTEGER = 2**53
MAX_PARTS = 500_000
"""Lists, objects and commas of one change: what is short in bytes can be long in memory."""

_ID = re.compile(r"[0-9a-f]{40}\Z")
_SITE = re.compile(r"[0-9a-f]{16}\Z")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_KEY = re.compile(r"[0-9a-f-]{8,40}\Z")


class MalformedChange(ValueError):
    """Bytes that are not a change in canonical form; the text says what is wrong, for the log."""


@dataclass(frozen=True, slots=True)
class Op:
    """What a change does to one record: the fields it writes and the changes its author had seen."""

    table: str
    key: str
    parents: tuple[str, ...]
    fields: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Change:
    """One act of one person on one PC. ``at`` and ``n`` help people only; nothing is decided by them."""

    site: str
    n: int
    at: str
    by: str
    act: str
    sub: str
    aud: tuple[str, ...]
    ops: tuple[Op, ...]
    v: int = VERSION

    def body(self) -> bytes:
        """The canonical bytes that are signed and that give the change its name."""
        return canonical(
            {
                "v": self.v,
                "site": self.site,
                "n": self.n,
                "at": self.at,
                "by": self.by,
                "act": self.act,
                "sub": self.sub,
                "aud": list(self.aud),
                "ops": [{"t": op.table, "k": op.key, "p": list(op.parents), "s": dict(op.fields)} for op in self.ops],
            }
        )


def canonical(value: object) -> bytes:
    """One spelling per value: sorted keys, no spaces, UTF-8, no floats (decimals travel as text).

    Raises `MalformedChange` for floats, lone surrogates and integers beyond 2**53.
    """
    _check_value(value, MAX_DEPTH)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise MalformedChange("text with a lone surrogate") from error


def same_value(one: Value, other: Value) -> bool:
    """Equal as the journal sees it: ``1``, ``true`` and ``"1"`` are three different values."""
    return canonical(one) == canonical(other)


def name_of(body: bytes) -> str:
    """The id of a change from its canonical bytes: 40 hex digits of SHA-256."""
    return hashlib.sha256(body).hexdigest()[:40]


def is_subject(text: str) -> bool:
    """Whether a text can be what a change is about: an employee's id, an office's, or `REFERENCE`."""
    return text == REFERENCE or _KEY.match(text) is not None


def parse(body: bytes) -> Change:
    """Read canonical bytes back into a change. Raises `MalformedChange` with the reason."""
    if len(body) > MAX_CHANGE_BYTES:
        raise MalformedChange("change larger than the limit")
    if body.count(b"{") + body.count(b"[") + body.count(b",") > MAX_PARTS:
        raise MalformedChange("change of too many parts")
    try:
        data = json.loads(body, object_pairs_hook=_no_twins, parse_float=_no_float)
        if canonical(data) != body:
            raise MalformedChange("not in canonical form")
    except MalformedChange:
        raise
    except (ValueError, RecursionError) as error:
        raise MalformedChange("not readable as JSON") from error
    if not isinstance(data, dict):
        raise MalformedChange("not an object")
    version = _integer(data, "v")
    if version < 1:
        raise MalformedChange("impossible version")
    ops = _list(data, "ops")
    if not 0 < len(ops) <= MAX_OPS:
        raise MalformedChange("no operations, or too many")
    change = Change(
        v=version,
        site=_text(data, "site", _SITE),
        n=_integer(data, "n"),
        at=_text(data, "at"),
        by=_text(data, "by"),
        act=_text(data, "act"),
        sub=_text(data, "sub"),
        aud=tuple(_string(item) for item in _list(data, "aud")),
        ops=tuple(_op(item) for item in ops),
    )
    if not is_subject(change.sub):
        raise MalformedChange("sub is not a record id")
    if len({(op.table, op.key) for op in change.ops}) != len(change.ops):
        raise MalformedChange("one record twice in a change")
    return change


def stored(body: bytes) -> Change:
    """Read back what `parse` has found good: a change from the journal. Checking it again is `verify`'s part."""
    data = json.loads(body)
    ops = tuple(Op(op["t"], op["k"], tuple(op["p"]), op["s"]) for op in data["ops"])
    return Change(
        data["site"], data["n"], data["at"], data["by"], data["act"], data["sub"], tuple(data["aud"]), ops, data["v"]
    )


def _op(item: object) -> Op:
    if not isinstance(item, dict):
        raise MalformedChange("operation is not an object")
    fields = item.get("s")
    if not isinstance(fields, dict) or not fields:
        raise MalformedChange("operation without fields")
    for field in fields:
        if not _NAME.match(field):
            raise MalformedChange("impossible field name")
    parents = tuple(_string(parent) for parent in _list(item, "p"))
    if not all(_ID.match(parent) for parent in parents) or len(set(parents)) != len(parents):
        raise MalformedChange("parent is not a change id")
    return Op(_text(item, "t", _NAME), _text(item, "k", _KEY), parents, fields)


def _check_value(value: object, depth: int) -> None:
    if depth < 0:
        raise MalformedChange("nested too deep")
    if value is None or isinstance(value, str | bool):
        return
    if isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise MalformedChange("integer too large")
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise MalformedChange("key is not text")
            _check_value(item, depth - 1)
    elif isinstance(value, list | tuple):
        for item in value:
            _check_value(item, depth - 1)
    else:
        raise MalformedChange(f"a {type(value).__name__} cannot travel")


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        raise MalformedChange("one key twice")
    return data


def _no_float(_text: str) -> Any:
    raise MalformedChange("a float cannot travel")


def _text(data: Mapping[str, Any], key: str, pattern: re.Pattern[str] | None = None) -> str:
    value = _string(data.get(key))
    if pattern is not None and not pattern.match(value):
        raise MalformedChange(f"{key} has an impossible form")
    return value


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise MalformedChange("text expected")
    return value


def _integer(data: Mapping[str, Any], key: str) -> int:
    value = data.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise MalformedChange(f"{key} is not a count")
    return value


def _list(data: Mapping[str, Any], key: str) -> list[Any]:
    value = data.get(key)
    if not isinstance(value, list):
        raise MalformedChange(f"{key} is not a list")
    return value
