"""Ways to spoil a bundle: in its bytes, its lines and what it says, signed anew so that deeper checks are met."""

from __future__ import annotations

import copy
import gzip
import io
import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kinerja_tui.handoff import seal
from kinerja_tui.handoff.bundle import line_of, root_of
from kinerja_tui.handoff.trust import Receiver
from kinerja_tui.models.identity import Identity
from kinerja_tui.models.schema import PROJECTED


@dataclass
class Letter:
    """A bundle taken apart: its header, its changes, and who must be able to open it when it is sealed."""

    header: dict[str, Any]
    changes: list[dict[str, Any]]
    receiver: Identity
    notes: list[str] = field(default_factory=list)
    """what was done to it"""


ODD: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    1,
    -1,
    2**53,
    2**63,
    10**400,
    1.5,
    1e999,
    -0.0,
    float("nan"),
    "",
    "x",
    "1",
    "1.0",
    "-1",
    "1e9",
    "NaN",
    "\x00",
    "\x1b[2J",
    "\ud800",
    "\u202e",
    "a" * 5000,
    "2026-02-30",
    "9999-12-31",
    "0000-00-00",
    "2026",
    "ref",
    "15.04",
    "15.04.01",
    "0" * 16,
    "0" * 40,
    "0" * 64,
    [],
    {},
    [[]],
    {"a": {"b": {"c": 1}}},
    [1, "1", True],
    {"names": [1, None, "0" * 20]},
)
"""Values that somebody may put anywhere."""


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


def spelled(data: Any) -> bytes:
    """Canonical where that is possible, else as near as can be."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "surrogatepass")


class Spoiler:
    """Draws mutations from one source of chance."""

    def __init__(self, chance: random.Random, people: Sequence[Identity]) -> None:
        self.chance = chance
        self.people: Mapping[str, Identity] = {item.site: item for item in people}

    # -- what it says

    def spoil(self, letter: Letter, others: Sequence[Letter]) -> Letter:
        """Change what a bundle says, in one or a few places."""
        made = Letter(copy.deepcopy(letter.header), copy.deepcopy(letter.changes), letter.receiver)
        ways: list[Callable[[Letter, Sequence[Letter]], None]] = [
            self._value,
            self._value,
            self._value,
            self._field,
            self._field,
            self._key,
            self._header,
            self._lines,
            self._borrow,
            self._parents,
            self._author,
            self._record,
        ]
        for _ in range(self.chance.choice((1, 1, 1, 2, 3, 6))):
            way = self.chance.choice(ways)
            made.notes.append(way.__name__)
            way(made, others)
        return made

    def _a_change(self, letter: Letter) -> dict[str, Any] | None:
        return self.chance.choice(letter.changes) if letter.changes else None

    def _an_op(self, letter: Letter) -> dict[str, Any] | None:
        ops = [op for change in letter.changes for op in _list(change.get("ops")) if isinstance(op, dict)]
        return self.chance.choice(ops) if ops else None

    def _odd(self) -> Any:
        if self.chance.random() < 0.05:
            return nested(self.chance.choice((5, 11, 13, 40, 150)))
        return copy.deepcopy(self.chance.choice(ODD))

    def _value(self, letter: Letter, _others: Sequence[Letter]) -> None:
        """Something anywhere in a change becomes something else."""
        change = self._a_change(letter)
        if change is None:
            return
        holder, key = self.chance.choice(list(_places(change)))
        holder[key] = self._odd()

    def _field(self, letter: Letter, _others: Sequence[Letter]) -> None:
        """A field of a record gets a value of another field, or an odd one."""
        op, other = self._an_op(letter), self._an_op(letter)
        if op is None or other is None or not isinstance(op.get("s"), dict) or not isinstance(other.get("s"), dict):
            return
        values = list(other["s"].values()) or [1]
        table = PROJECTED.get(str(op.get("t")))
        names = [*op["s"], *(table.model_fields if table is not None else ()), "removed", "baru_sekali"]
        op["s"][self.chance.choice(names)] = self.chance.choice([self._odd(), self.chance.choice(values)])

    def _key(self, letter: Letter, _others: Sequence[Letter]) -> None:
        """A key goes or one comes."""
        change = self._a_change(letter)
        if change is None:
            return
        holders = [change, *(holder for holder, key in _places(change) if isinstance(holder, dict))]
        holder = self.chance.choice(holders)
        if holder and self.chance.random() < 0.5:
            del holder[self.chance.choice(list(holder))]
        else:
            holder[self.chance.choice(("zz", "v2", "removed", "s", ""))] = self._odd()

    def _header(self, letter: Letter, others: Sequence[Letter]) -> None:
        name = self.chance.choice([*letter.header, "lain", "more"])
        values = [self._odd(), self.chance.choice(others).header.get(name), letter.header.get("base"), "0" * 40]
        if name == "keys":
            values.append({item.site: item.public_key for item in self.people.values()})
        letter.header[name] = self.chance.choice(values)

    def _lines(self, letter: Letter, _others: Sequence[Letter]) -> None:
        """Changes go, come twice or change places."""
        if not letter.changes:
            return
        one, two = (self.chance.randrange(len(letter.changes)) for _ in range(2))
        way = self.chance.randrange(4)
        if way == 0:
            del letter.changes[one]
        elif way == 1:
            letter.changes.insert(two, copy.deepcopy(letter.changes[one]))
        elif way == 2:
            letter.changes[one], letter.changes[two] = letter.changes[two], letter.changes[one]
        else:
            self.chance.shuffle(letter.changes)

    def _borrow(self, letter: Letter, others: Sequence[Letter]) -> None:
        """A change of another bundle slips in."""
        change = self._a_change(self.chance.choice(others))
        if change is not None:
            letter.changes.insert(self.chance.randint(0, len(letter.changes)), copy.deepcopy(change))

    def _parents(self, letter: Letter, _others: Sequence[Letter]) -> None:
        op, other = self._an_op(letter), self._an_op(letter)
        if op is not None and other is not None:
            op["p"] = self.chance.choice([[], ["0" * 40], _list(other.get("p")), [*_list(op.get("p")), "f" * 40]])

    def _author(self, letter: Letter, _others: Sequence[Letter]) -> None:
        """Somebody else wrote it, about somebody else."""
        change, other = self._a_change(letter), self._a_change(letter)
        if change is not None and other is not None:
            name = self.chance.choice(("site", "sub", "aud", "n", "by"))
            change[name] = self.chance.choice([self.chance.choice(list(self.people)), other.get(name)])

    def _record(self, letter: Letter, _others: Sequence[Letter]) -> None:
        """A change speaks of another record, or of another table."""
        op, other = self._an_op(letter), self._an_op(letter)
        if op is not None and other is not None:
            name = self.chance.choice("tk")
            op[name] = self.chance.choice([other.get(name), self.chance.choice(list(PROJECTED))])

    # -- as bytes

    def written(self, letter: Letter, proper: bool = False) -> bytes:
        """The bundle as a file: the changes signed by who they name, the header true of the lines, mostly."""
        lie = 0.0 if proper else 0.03
        lines = [self._line(change, lie) for change in letter.changes]
        root, count = root_of(lines)
        header = dict(letter.header)
        if self.chance.random() >= lie:
            header["root"], header["count"] = root, count
        if self.chance.random() >= 10 * lie and isinstance(header.get("keys"), dict):
            sites = {str(change.get("site")) for change in letter.changes} | {str(header.get("from_site"))}
            header["keys"] = {
                **header["keys"],
                **{site: self.people[site].public_key for site in sites if site in self.people},
            }
        body = spelled(header)
        sig = self._signer(header.get("from_site"), lie).sign(body).hex().encode()
        start = b'{"kinerja":1,"header":%s,"sig":"%s","changes":[\n' % (body, sig)
        return start + b",\n".join(lines) + b"\n]}\n"

    def _line(self, change: dict[str, Any], lie: float) -> bytes:
        body = spelled(change)
        if self.chance.random() < lie:
            body = self.chance.choice(
                [json.dumps(change).encode(), body.replace(b'"v":', b'"v":1,"v":', 1), body.replace(b":", b": ", 1)]
            )
        return line_of(body, self._signer(change.get("site"), lie).sign(body))

    def _signer(self, site: object, lie: float) -> Identity:
        if isinstance(site, str) and site in self.people and self.chance.random() >= lie:
            return self.people[site]
        return self.chance.choice(list(self.people.values()))

    def wrapped(self, data: bytes, receiver: Identity) -> bytes:
        """Open, packed, sealed, or packed and sealed."""
        form = self.chance.randrange(4)
        if form & 1:
            data = gzip.compress(data, compresslevel=1, mtime=0)
        if form & 2:
            out = io.BytesIO()
            with seal.Sealing(out, [Receiver(receiver.site, receiver.public_key)], seal.new_key()) as sealing:
                sealing.write(data)
            data = out.getvalue()
        return data

    def damaged(self, data: bytes, other: bytes) -> bytes:
        """A few bytes or lines become different."""
        for _ in range(self.chance.choice((1, 1, 2, 8))):
            place, end = sorted(self.chance.randint(0, len(data)) for _ in range(2))
            end = min(end, place + self.chance.choice((1, 2, 16, 300)))
            way = self.chance.randrange(8)
            if way == 0:
                data = data[:place]
            elif way == 1:
                data = data[:place] + data[end:]
            elif way == 2:
                data = data[:end] + data[place:]
            elif way == 3:
                data = data[:place] + self.chance.randbytes(end - place) + data[end:]
            elif way == 4 and data:
                place = min(place, len(data) - 1)
                data = data[:place] + bytes([data[place] ^ 1 << self.chance.randrange(8)]) + data[place + 1 :]
            elif way == 5:
                start = self.chance.randint(0, len(other))
                data = data[:place] + other[start : start + self.chance.choice((1, 40, 3000))] + data[end:]
            elif way == 6:
                lines = data.split(b"\n")
                one, two = (self.chance.randrange(len(lines)) for _ in range(2))
                lines[one], lines[two] = lines[two], lines[one]
                data = b"\n".join(lines[:one] if self.chance.random() < 0.1 else lines)
            else:
                data += self.chance.choice((b"\n", b"\0" * 9, b"]}\n", data[:200], gzip.compress(b"", mtime=0)))
        return data


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every (holder, key) inside a JSON value."""
    found: list[tuple[Any, Any]] = []
    stack = [value]
    while stack:
        item = stack.pop()
        keys = list(item) if isinstance(item, dict) else list(range(len(item))) if isinstance(item, list) else []
        for key in keys:
            found.append((item, key))
            stack.append(item[key])
    return found or [({}, "")]


def letter_of(data: bytes, receiver: Identity) -> Letter:
    """Take an open bundle apart."""
    document = json.loads(data)
    return Letter(document["header"], [line["c"] for line in document["changes"]], receiver)
