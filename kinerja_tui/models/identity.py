"""The identity of this PC for one database: its signing key and its high-water marks, kept outside the database.

Because the file is outside, a database older than the marks is known to be restored from a backup, and a database for
which this PC holds no identity is known to be copied from elsewhere (this PC then takes a key of its own).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey


@dataclass
class Identity:
    """A PC's key for one database and the newest numbers it has used."""

    path: Path
    seed: bytes
    last_change: int = 0
    """running number of the newest change signed here"""
    last_bundle: dict[str, int] = field(default_factory=dict)
    """office code -> number of the newest bundle written to it"""

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
        content = {
            "site": self.site,
            "seed": self.seed.hex(),
            "last_change": self.last_change,
            "last_bundle": self.last_bundle,
        }
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
            json.dump(content, handle)
            handle.flush()
            os.fsync(handle.fileno())
        partial.replace(self.path)


def load_identity(folder: Path, database: str) -> Identity | None:
    """This PC's identity for the database with that id, or None when it has none (new, or copied here)."""
    path = folder / f"{database}.json"
    try:
        content = json.loads(path.read_text())
        return Identity(path, bytes.fromhex(content["seed"]), content["last_change"], content["last_bundle"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def find_identity(folder: Path, sites: Collection[str]) -> Identity | None:
    """An identity of this user that is one of these PCs, whatever database it belongs to."""
    for path in sorted(folder.glob("*.json")) if sites else []:
        identity = load_identity(folder, path.stem)
        if identity is not None and identity.site in sites:
            return identity
    return None


def new_identity(folder: Path, database: str) -> Identity:
    """Make and store a fresh key."""
    identity = Identity(folder / f"{database}.json", os.urandom(32))
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
