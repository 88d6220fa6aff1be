"""The identity of this PC for one database: its signing key and its high-water marks, kept outside the database.

Because the file is outside, a database older than the marks is known to be restored from a backup, and a database for
which this PC holds no identity is known to be copied from elsewhere (this PC then takes a key of its own).
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nacl import pwhash
from nacl.exceptions import BadSignatureError, CryptoError
from nacl.secret import SecretBox
from nacl.signing import SigningKey, VerifyKey

from kinerja_tui.models.lock import KeyLocked, WrongPassphrase, identity_path

_OPS, _MEMORY = 3, 64 * 1024 * 1024
"""Argon2id: some tenths of a second and 64 MiB a guess, which an office PC of 4 GB can spare."""

MAX_MEMORY = 1024 * 1024 * 1024


@dataclass
class Identity:
    """A PC's key for one database and the newest numbers it has used."""

    path: Path
    seed: bytes
    last_change: int = 0
    """running number of the newest change signed here"""
    last_bundle: dict[str, int] = field(default_factory=dict)
    """office code -> number of the newest bundle written to it"""
    locked: dict[str, Any] | None = None
    """the seed under a passphrase, as it lies on the disk; None when it lies open"""

    def __post_init__(self) -> None:
        self._key = SigningKey(self.seed)

    @property
    def public_key(self) -> str:
        """Ed25519 public key, 64 hex digits."""
        return self._key.verify_key.encode().hex()

    @property
    def site(self) -> str:
        """The id of this PC: derived from its public key, 16 hex digits."""
        return site_of(self.public_key)

    def sign(self, data: bytes) -> bytes:
        """Ed25519 signature, 64 bytes."""
        return self._key.sign(data).signature

    def save(self) -> None:
        """Write the file so that it is whole, old or new, after a power cut."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        partial = self.path.with_suffix(".sebagian")
        content: dict[str, Any] = {
            "site": self.site,
            **({"locked": self.locked} if self.locked else {"seed": self.seed.hex()}),
            "last_change": self.last_change,
            "last_bundle": self.last_bundle,
        }
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
            json.dump(content, handle)
            handle.flush()
            os.fsync(handle.fileno())
        partial.replace(self.path)

    def protect(self, passphrase: str) -> None:
        """Lock the key on the disk with a passphrase, or (empty) let it lie open again. Raises OSError."""
        before = self.locked
        self.locked = _lock(self.seed, passphrase) if passphrase else None
        try:
            self.save()
        except OSError:
            self.locked = before
            raise


def load_identity(folder: Path, database: str, passphrase: str | None = None) -> Identity | None:
    """This PC's identity for the database with that id, or None when it has none (new, or copied here).

    Raises `KeyLocked` when it needs a passphrase and none is given, `WrongPassphrase`.
    """
    path = identity_path(folder, database)
    try:
        content = json.loads(path.read_text())
        locked = content.get("locked")
        if locked is not None and passphrase is None:
            raise KeyLocked
        seed = bytes.fromhex(content["seed"]) if locked is None else _unlock(locked, passphrase or "")
        identity = Identity(path, seed, content["last_change"], content["last_bundle"], locked)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return identity


def unlocks(folder: Path, database: str, passphrase: str) -> bool:
    """Whether a passphrase opens this PC's key."""
    try:
        return load_identity(folder, database, passphrase) is not None
    except WrongPassphrase:
        return False


def _lock(seed: bytes, passphrase: str) -> dict[str, Any]:
    salt = os.urandom(pwhash.argon2id.SALTBYTES)
    key = pwhash.argon2id.kdf(SecretBox.KEY_SIZE, _plain(passphrase), salt, _OPS, _MEMORY)
    return {"salt": salt.hex(), "ops": _OPS, "memory": _MEMORY, "box": bytes(SecretBox(key).encrypt(seed)).hex()}


def _unlock(locked: dict[str, Any], passphrase: str) -> bytes:
    salt, ops, memory = bytes.fromhex(locked["salt"]), int(locked["ops"]), int(locked["memory"])
    if not (0 < ops <= 20 and 0 < memory <= MAX_MEMORY):
        raise ValueError("impossible cost")
    try:
        key = pwhash.argon2id.kdf(SecretBox.KEY_SIZE, _plain(passphrase), salt, ops, memory)
        return SecretBox(key).decrypt(bytes.fromhex(locked["box"]))
    except CryptoError as error:
        raise WrongPassphrase from error


def _plain(passphrase: str) -> bytes:
    """One spelling: a letter with an accent may be typed in two ways."""
    return unicodedata.normalize("NFC", passphrase.strip()).encode("utf-8", "surrogatepass")


def find_identity(folder: Path, sites: Collection[str], ask: Callable[[], str | None]) -> Identity | None:
    """An identity of this user that is one of these PCs, whatever database it belongs to; ``ask`` gives a passphrase.

    Raises `KeyLocked`, `WrongPassphrase`.
    """
    for path in sorted(folder.glob("*.json")) if sites else []:
        with contextlib.suppress(OSError, ValueError, AttributeError):
            content = json.loads(path.read_text())
            if content.get("site") in sites:
                return load_identity(folder, path.stem, ask() if "locked" in content else None)
    return None


def new_identity(folder: Path, database: str) -> Identity:
    """Make and store a fresh key."""
    identity = Identity(identity_path(folder, database), os.urandom(32))
    identity.save()
    return identity


def site_of(public_key: str) -> str:
    """The site id that belongs to a public key."""
    return hashlib.sha256(bytes.fromhex(public_key)).hexdigest()[:16]


def fingerprint(public_key: str) -> str:
    """What two people compare face to face: 6 groups of 4 hex digits of the key's SHA-256."""
    digest = hashlib.sha256(b"kinerja key\n" + bytes.fromhex(public_key)).hexdigest()[:24].upper()
    return " ".join(digest[i : i + 4] for i in range(0, 24, 4))


def is_signed(public_key: str, data: bytes, signature: bytes) -> bool:
    """True when the signature over the data was made with that key."""
    try:
        VerifyKey(bytes.fromhex(public_key)).verify(data, signature)
    except (BadSignatureError, ValueError):
        return False
    return True
