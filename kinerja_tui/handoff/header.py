"""The header of a bundle: what the sender says of it, signed, in the first line of the file.

Everything of it is checked before the next line is read; a stranger wrote it.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import IO, Any

from kinerja_tui.handoff.problems import (
    ALTERED,
    CUT,
    NEWER,
    NOT_A_BUNDLE,
    TOO_LARGE,
    BundleProblem,
    mistaken_for_a_bundle,
)
from kinerja_tui.models.changes import canonical, name_of
from kinerja_tui.models.identity import Identity, is_signed, site_of
from kinerja_tui.rules.check_code import check_code

FORMAT = 1
CAPABILITIES: frozenset[str] = frozenset()
"""What a bundle may demand of its reader (``need``) and this version knows."""

MAX_HEADER = 1_000_000
MAX_TEXT = 300
"""Characters of a text in the header: a name, a code, a time."""

MAX_CHANGES = 5_000_000

MOST_HELD = 2_000
"""Held changes that one answer names."""

_HEADER = re.compile(rb'\{"kinerja":1,"header":(\{.*\}),"sig":"([0-9a-f]{128})","changes":\[\n?\Z', re.S)
_NEWER = re.compile(rb'(?:\xef\xbb\xbf)?\{"kinerja":\s*(\d{1,6})')
_SITE = re.compile(r"[0-9a-f]{16}\Z")
_ID = re.compile(r"[0-9a-f]{40}\Z")
_KEY = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True)
class Header:
    """What the sender says of the bundle, signed with its key."""

    from_site: str
    from_office: str
    from_name: str
    to_office: str
    to_site: str | None
    no: int
    base: str | None
    """id of an earlier bundle whose contents the receiver must have"""
    ack: str | None
    """id of the newest bundle the sender imported from this receiver"""
    at: str
    count: int
    root: str
    """SHA-256 over the change lines"""
    keys: dict[str, str]
    """site -> public key of every PC that signed a change in it, and of the sender"""
    need: tuple[str, ...] = field(default=())
    held: dict[str, str] = field(default_factory=dict)
    """change -> reason, of the receiver's own changes that the sender keeps without letting them count"""
    more: Mapping[str, Any] = field(default_factory=dict)
    """what a newer version says besides; it is signed like the rest and otherwise left alone"""

    def body(self) -> bytes:
        """The canonical bytes that are signed."""
        said = {**asdict(self), "need": list(self.need)}
        del said["more"]
        return canonical({**said, **self.more})

    @property
    def id(self) -> str:
        """The name of the bundle: 40 hex digits over its header, which binds the contents through ``root``."""
        return name_of(self.body())

    @property
    def code(self) -> str:
        """The check code people compare: the same on the paper, at both screens and in `kinerja periksa`."""
        return check_code(self.body())

    @property
    def key(self) -> str:
        """The sender's public key."""
        return self.keys[self.from_site]


def read_header(stream: IO[bytes]) -> Header:
    """The first line of an opened bundle: well-formed, of a version we know, and signed. Raises `BundleProblem`."""
    try:
        line = stream.readline(MAX_HEADER + 1)
    except gzip.BadGzipFile as error:
        raise BundleProblem("not_a_bundle", NOT_A_BUNDLE) from error
    newer = _NEWER.match(line)
    if newer is None:
        raise mistaken_for_a_bundle(line + stream.readline(200) if line == b"{\n" else line)
    if int(newer[1]) > FORMAT:
        raise BundleProblem("newer", NEWER)
    if len(line) > MAX_HEADER:
        raise BundleProblem("too_large", TOO_LARGE)
    parts = _HEADER.match(line)
    if parts is None:
        raise BundleProblem("altered", ALTERED) if line.endswith(b"\n") else BundleProblem("cut", CUT)
    body, sig = parts[1], bytes.fromhex(parts[2].decode())
    try:
        header = _header_from(json.loads(body))
        if header.body() != body or not is_signed(header.key, body, sig):
            raise BundleProblem("altered", ALTERED)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BundleProblem("altered", ALTERED) from error
    if not set(header.need) <= CAPABILITIES:
        raise BundleProblem("newer", NEWER)
    if header.count > MAX_CHANGES:
        raise BundleProblem("too_large", TOO_LARGE)
    return header


def _header_from(data: Any) -> Header:
    known = {item.name for item in fields(Header)} - {"more"}
    said = {name: value for name, value in data.items() if name in known}
    more = {name: value for name, value in data.items() if name not in known}
    header = Header(**{**said, "need": tuple(data["need"])}, more=more)
    texts = (header.from_site, header.from_office, header.from_name, header.to_office, header.at, header.root)
    numbers = (header.no, header.count)
    names = (header.base, header.ack)
    if (
        not all(isinstance(text, str) and len(text) <= MAX_TEXT for text in (*texts, *header.need))
        or not all(text.isprintable() for text in texts)
        or not all(type(number) is int and number >= 0 for number in numbers)
        or not all(name is None or (isinstance(name, str) and _ID.match(name)) for name in names)
        or not (header.to_site is None or _SITE.match(header.to_site))
        or not isinstance(header.keys, dict)
        or any(not _KEY.match(key) or site_of(key) != site for site, key in header.keys.items())
        or not isinstance(header.held, dict)
        or len(header.held) > MOST_HELD
        or any(not _ID.match(name) or not isinstance(reason, str) for name, reason in header.held.items())
    ):
        raise ValueError("header has an impossible form")
    return header


def first_line(header: Header, identity: Identity) -> bytes:
    """The header signed by its sender, as `read_header` reads it back."""
    body = header.body()
    sig = identity.sign(body).hex().encode()
    return b'{"kinerja":%d,"header":%s,"sig":"%s","changes":[\n' % (FORMAT, body, sig)
