"""Sealing: a bundle that only the receiving office's PCs can open.

::

    {"kinerja":2,"sealed":{"<site>":"<content key sealed to that PC, hex>",...},"stream":"<header, hex>"}
    <chunks of XChaCha20-Poly1305 (libsodium's secretstream), the last one marked as the last>

The first line tells the format and whose keys open it, nothing else: who sent it, its number and its contents are
inside. The content key is random, and sealed to each PC's Ed25519 key as an X25519 sealed box. What is inside is an
ordinary bundle, packed or not, with its own signature: sealing hides, it proves nothing.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, cast

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.public import SealedBox
from nacl.signing import SigningKey, VerifyKey

from kinerja_tui.handoff.problems import ALTERED, CUT, NEWER, TOO_LARGE, BundleProblem

if TYPE_CHECKING:
    from kinerja_tui.handoff.trust import Receiver
    from kinerja_tui.models.identity import Identity

FORMAT = 2
CHUNK = 65_536
"""Bytes sealed at a time: all that is ever held in memory."""

MAX_COVER = 200_000
"""Bytes of the first line: some hundred receivers."""

_COVER = re.compile(rb'\{"kinerja":(\d{1,6}),"sealed":\{')
_SITE = re.compile(r"[0-9a-f]{16}\Z")
_SEALED_KEY = re.compile(r"[0-9a-f]{160}\Z")
_STREAM = re.compile(r"[0-9a-f]{48}\Z")

_MORE = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_LAST = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_OVERHEAD = bindings.crypto_secretstream_xchacha20poly1305_ABYTES


@dataclass(frozen=True, slots=True)
class Cover:
    """The first line of a sealed bundle: site -> content key sealed to it, and how the stream begins."""

    keys: Mapping[str, bytes]
    stream: bytes
    line: bytes

    @property
    def sites(self) -> tuple[str, ...]:
        """The PCs that can open it."""
        return tuple(self.keys)


Opener = Callable[[Cover], bytes]
"""Finds the content key of a sealed bundle. Raises `SealedForOthers`."""


class SealedForOthers(BundleProblem):
    """A sealed bundle that this PC has no key for."""

    def __init__(self, cover: Cover) -> None:
        self.sites = cover.sites
        super().__init__(
            "sealed",
            f"Paket ini disegel untuk PC lain (tanda {', '.join(site[:8] for site in cover.sites[:4])}) dan tidak "
            "dapat dibuka di sini. Bawa ke PC itu, atau minta pengirim menulis paket baru untuk PC ini. Data di sini "
            "tidak diubah.",
        )


def is_sealed(start: bytes) -> bool:
    """Whether a file that begins so is a sealed bundle, of this version or a newer one."""
    return _COVER.match(start) is not None


def opener_of(identity: Identity | None) -> Opener:
    """Opens with a PC's own key; without one nothing opens."""

    def content_key(cover: Cover) -> bytes:
        sealed = cover.keys.get(identity.site) if identity is not None else None
        if identity is None or sealed is None:
            raise SealedForOthers(cover)
        try:
            return SealedBox(SigningKey(identity.seed).to_curve25519_private_key()).decrypt(sealed)
        except CryptoError as error:
            raise BundleProblem("altered", ALTERED) from error

    return content_key


def new_key() -> bytes:
    """A content key for one bundle."""
    return bindings.crypto_secretstream_xchacha20poly1305_keygen()


def _binding(line: bytes) -> bytes:
    """What every chunk is bound to: the cover it lies behind."""
    return hashlib.sha256(line).digest()


class Sealing(io.RawIOBase):
    """Writes into a file what only the receivers can read. `close` ends the stream; the file stays open."""

    def __init__(self, out: IO[bytes], receivers: Sequence[Receiver], key: bytes) -> None:
        super().__init__()
        self._out = out
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        stream = bindings.crypto_secretstream_xchacha20poly1305_init_push(self._state, key)
        keys = {
            item.site: SealedBox(VerifyKey(bytes.fromhex(item.key)).to_curve25519_public_key()).encrypt(key).hex()
            for item in receivers
        }
        line = b'{"kinerja":%d,"sealed":%s,"stream":"%s"}\n' % (
            FORMAT,
            json.dumps(keys, separators=(",", ":")).encode(),
            stream.hex().encode(),
        )
        self._out.write(line)
        self._bound = _binding(line)
        self._waiting = bytearray()

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: object) -> int:
        """Seal whole chunks; the rest waits."""
        part = bytes(data)  # type: ignore[call-overload]
        self._waiting += part
        while len(self._waiting) > CHUNK:
            self._push(bytes(self._waiting[:CHUNK]), _MORE)
            del self._waiting[:CHUNK]
        return len(part)

    def close(self) -> None:
        """The last chunk, marked so: a cut file is found out."""
        if not self.closed:
            self._push(bytes(self._waiting), _LAST)
            super().close()

    def _push(self, chunk: bytes, tag: int) -> None:
        self._out.write(
            bindings.crypto_secretstream_xchacha20poly1305_push(self._state, chunk, ad=self._bound, tag=tag)
        )


class _Opened(io.RawIOBase):
    """Reads what stands in a sealed file. Raises `BundleProblem` where it was changed or cut."""

    def __init__(self, file: IO[bytes], cover: Cover, key: bytes) -> None:
        super().__init__()
        self._file = file
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        bindings.crypto_secretstream_xchacha20poly1305_init_pull(self._state, cover.stream, key)
        self._bound = _binding(cover.line)
        self._ready = b""
        self._ended = False

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: object) -> int:
        """The next bytes; 0 at the end."""
        target = memoryview(buffer)  # type: ignore[arg-type]
        while not self._ready and not self._ended:
            self._pull()
        count = min(len(target), len(self._ready))
        target[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
        super().close()

    def _pull(self) -> None:
        sealed = self._file.read(CHUNK + _OVERHEAD)
        if len(sealed) < _OVERHEAD:
            raise BundleProblem("cut", CUT)
        try:
            chunk, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(self._state, sealed, ad=self._bound)
        except (CryptoError, RuntimeError, ValueError) as error:
            # A short piece that is no last chunk was cut off; a whole one was changed.
            code, text = ("altered", ALTERED) if len(sealed) == CHUNK + _OVERHEAD else ("cut", CUT)
            raise BundleProblem(code, text) from error
        self._ready = chunk
        if tag == _LAST:
            self._ended = True
            if self._file.read(1):
                raise BundleProblem("altered", ALTERED)


def read_cover(file: IO[bytes]) -> Cover:
    """The first line of a sealed bundle; the file stands behind it afterwards. Raises `BundleProblem`."""
    line = file.readline(MAX_COVER + 1)
    if len(line) > MAX_COVER:
        raise BundleProblem("too_large", TOO_LARGE)
    if not line.endswith(b"\n"):
        raise BundleProblem("cut", CUT)
    version = _COVER.match(line)
    if version is None:
        raise BundleProblem("altered", ALTERED)
    if int(version[1]) > FORMAT:
        raise BundleProblem("newer", NEWER)
    try:
        content = json.loads(line)
        keys, stream = content["sealed"], content["stream"]
        if content["kinerja"] != FORMAT or not _STREAM.match(stream):
            raise ValueError("impossible cover")
        if not all(_SITE.match(site) and _SEALED_KEY.match(key) for site, key in keys.items()):
            raise ValueError("impossible receiver")
        return Cover({site: bytes.fromhex(key) for site, key in keys.items()}, bytes.fromhex(stream), line)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BundleProblem("altered", ALTERED) from error


def opened(file: IO[bytes], opener: Opener) -> IO[bytes]:
    """What stands inside a sealed bundle, as a stream. Raises `BundleProblem`."""
    cover = read_cover(file)
    return cast(IO[bytes], io.BufferedReader(_Opened(file, cover, opener(cover)), CHUNK))
