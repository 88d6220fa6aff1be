"""The bundle as a file: one JSON document, one change a line, optionally gzip; header and contents bound by signature.

::

    {"kinerja":1,"header":{...},"sig":"...","changes":[
    {"c":{...},"sig":"..."},
    ...
    ]}

The layout is part of the format: the signed bytes are taken from the line as they stand. Sealed, the same bytes stand
inside (`seal`).
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import os
import re
import stat
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from kinerja_tui.handoff import seal
from kinerja_tui.handoff.header import Header, first_line, read_header
from kinerja_tui.handoff.problems import (
    ALTERED,
    CUT,
    TOO_LARGE,
    BundleProblem,
    unreadable,
)
from kinerja_tui.models.changes import MAX_CHANGE_BYTES, MalformedChange, name_of, parse
from kinerja_tui.models.identity import Identity, is_signed
from kinerja_tui.models.journal import SignedChange

if TYPE_CHECKING:
    from kinerja_tui.handoff.trust import Receiver

PARTIAL = ".sebagian"
"""End of the name while a bundle is being written."""

MAX_LINE = MAX_CHANGE_BYTES + 200
MAX_BYTES = 8_000_000_000
"""Unpacked: a small packed file must not keep a PC busy for days."""

_LINE = re.compile(rb'\{"c":(\{.*\}),"sig":"([0-9a-f]{128})"\}\Z', re.S)

_END = b"]}\n"

Progress = Callable[[int, int], None]
"""Called with (done, total) changes; may raise `Cancelled`."""


def line_of(body: bytes, sig: bytes) -> bytes:
    """A change as it stands in the file, without comma and line end."""
    return b'{"c":' + body + b',"sig":"' + sig.hex().encode() + b'"}'


def root_of(lines: Iterable[bytes]) -> tuple[str, int]:
    """Hash and count of the change lines."""
    digest, count = hashlib.sha256(), 0
    for line in lines:
        digest.update(line + b"\n")
        count += 1
    return digest.hexdigest(), count


@dataclass(frozen=True, slots=True)
class Sealed:
    """To whom a bundle is sealed, and the content key that the writer reads it back with."""

    receivers: Sequence[Receiver]
    key: bytes = field(default_factory=seal.new_key, repr=False)


def write_bundle(
    target: Path,
    header: Header,
    identity: Identity,
    lines: Iterable[bytes],
    packed: bool = False,
    sealed: Sealed | None = None,
) -> None:
    """Write a bundle, packed with gzip or not, sealed or open. The bytes are on the disk when this returns.

    A link that lies under that name on the stick is taken away, never written through.
    """
    target.unlink(missing_ok=True)
    with target.open("xb") as raw, contextlib.ExitStack() as layers:
        out: IO[bytes] = raw
        if sealed is not None:
            out = layers.enter_context(cast(IO[bytes], seal.Sealing(raw, sealed.receivers, sealed.key)))
        if packed:
            gz = gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=0, compresslevel=6)
            out = layers.enter_context(cast(IO[bytes], gz))
        out.write(first_line(header, identity))
        first = True
        for line in lines:
            out.write(line if first else b",\n" + line)
            first = False
        out.write(b"\n]}\n")
        layers.close()
        raw.flush()
        os.fsync(raw.fileno())


class BundleFile:
    """A bundle read from a file, checked for wholeness and signature before any change of it is parsed."""

    def __init__(self, path: Path, progress: Progress | None = None, opener: seal.Opener | None = None) -> None:
        """Read and check everything but the changes' own signatures. Raises `BundleProblem`, OSError."""
        self.path = path
        self.sealed = False
        """whether the file is sealed"""
        self._progress = progress or _no_progress
        self._opener = opener or seal.opener_of(None)
        with _told(), self._stream() as stream:
            self.header = read_header(stream)
            root, count = root_of(self._counted(_raw_lines(stream, self.header.count)))
        if (root, count) != (self.header.root, self.header.count):
            raise BundleProblem("altered", ALTERED)

    def changes(self) -> Iterator[SignedChange]:
        """Every change with its signature checked, and the whole again: the stick may hold another file by now.

        Raises `BundleProblem`, at the first false change or at the end.
        """
        digest = hashlib.sha256()
        with _told(self.path), self._stream() as stream:
            if read_header(stream) != self.header:
                raise BundleProblem("altered", ALTERED)
            for line in self._counted(_raw_lines(stream, self.header.count)):
                digest.update(line + b"\n")
                yield self._signed_change(line)
        if digest.hexdigest() != self.header.root:
            raise BundleProblem("altered", ALTERED)

    def _signed_change(self, line: bytes) -> SignedChange:
        parts = _LINE.match(line)
        if parts is None:
            raise BundleProblem("altered", ALTERED)
        body, sig = parts[1], bytes.fromhex(parts[2].decode())
        try:
            change = parse(body)
        except MalformedChange as error:
            raise BundleProblem("malformed", ALTERED) from error
        key = self.header.keys.get(change.site)
        if key is None or not is_signed(key, body, sig):
            raise BundleProblem("signature", ALTERED)
        return SignedChange(name_of(body), change, body, sig)

    def _counted(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        size = 0
        for done, line in enumerate(lines):
            if done % 200 == 0:
                self._progress(done, self.header.count)
            size += len(line)
            if size > MAX_BYTES:
                raise BundleProblem("too_large", TOO_LARGE)
            yield line

    @contextlib.contextmanager
    def _stream(self) -> Iterator[IO[bytes]]:
        """The document, out of its seal and unpacked."""
        with contextlib.ExitStack() as layers:
            found = self.path.stat()
            if not stat.S_ISREG(found.st_mode):  # a pipe or a device would never come to an end
                raise unreadable(self.path)
            stream: IO[bytes] = layers.enter_context(self.path.open("rb"))
            if found.st_size and seal.is_sealed(_start_of(stream)):
                self.sealed = True
                stream = layers.enter_context(seal.opened(stream, self._opener))
            if _start_of(stream)[:2] == b"\x1f\x8b":
                stream = layers.enter_context(cast(IO[bytes], gzip.GzipFile(fileobj=stream, mode="rb")))
            yield stream


@contextlib.contextmanager
def _told(again: Path | None = None) -> Iterator[None]:
    """What goes wrong below the document, as a problem of the bundle; also that a stick was taken out meanwhile."""
    try:
        yield
    except (EOFError, zlib.error) as error:
        raise BundleProblem("cut", CUT) from error
    except gzip.BadGzipFile as error:
        raise BundleProblem("altered", ALTERED) from error
    except OSError as error:
        if again is None:
            raise
        raise unreadable(again) from error


def _start_of(stream: IO[bytes]) -> bytes:
    """The first bytes, without reading on."""
    return cast(io.BufferedReader, stream).peek(40)[:40]


def _no_progress(_done: int, _total: int) -> None:
    pass


def _raw_lines(stream: IO[bytes], count: int) -> Iterator[bytes]:
    """The change lines after the header, up to the end mark. Never holds more than one line."""
    if count == 0 and (gap := stream.read(1)) != b"\n":
        raise BundleProblem("altered", ALTERED) if gap else BundleProblem("cut", CUT)
    for left in range(count - 1, -1, -1):
        line = stream.readline(MAX_LINE + 3)
        if len(line) > MAX_LINE + 2:
            raise BundleProblem("too_large", TOO_LARGE)
        if not line.endswith(b"\n"):
            raise BundleProblem("cut", CUT)
        if line.endswith(b",\n") != bool(left):
            raise BundleProblem("altered", ALTERED)
        yield line[:-2] if left else line[:-1]
    end = stream.readline(len(_END) + 1)
    if end != _END or stream.read(1):
        raise BundleProblem("cut", CUT) if end != _END and _END.startswith(end) else BundleProblem("altered", ALTERED)
