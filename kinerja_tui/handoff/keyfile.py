"""The public key of a PC as a small file (`.kunci`): carried on a stick, proved by words read aloud.

The file proves only that its writer holds the key. Whose key it is, two people say to each other.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from kinerja_tui.handoff.problems import BundleProblem
from kinerja_tui.models.changes import MalformedChange, canonical
from kinerja_tui.models.database import Database
from kinerja_tui.models.file import problem_for
from kinerja_tui.models.identity import is_signed, site_of
from kinerja_tui.models.offices import Office

SUFFIX = ".kunci"
FORMAT = 1
MAX_BYTES = 10_000

_KEY = re.compile(r"[0-9a-f]{64}\Z")
_OFFICE = re.compile(r"\d\d\.\d\d(\.\d\d)?\Z")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What a PC says of itself: its Ed25519 key, its office, who works there, when it was written."""

    key: str
    office: str
    name: str
    """of the office"""
    by: str
    at: str

    @property
    def site(self) -> str:
        """The PC's id."""
        return site_of(self.key)


def own_key(db: Database) -> PublicKey:
    """This PC's own public key."""
    with db.reading() as session:
        office = session.get(Office, Office.id_of(db.office))
        name = office.name if office else db.office
    return PublicKey(db.identity.public_key, db.office, name, db.operator, db.now().isoformat(timespec="seconds"))


def path_in(folder: Path, db: Database) -> Path:
    """Where this PC's public key lies in a folder, once written."""
    return folder / f"kinerja_{db.office}_PC-{db.identity.site[:8]}{SUFFIX}"


def write_key(db: Database, folder: Path) -> Path:
    """Write this PC's public key into a folder; returns the file. Raises `DatabaseProblem` when the disk refuses."""
    said = asdict(own_key(db))
    content = {"kinerja_kunci": FORMAT, **said, "sig": db.identity.sign(_signed(said)).hex()}
    target = path_in(folder, db)
    partial = target.with_name(target.name + ".sebagian")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with partial.open("w", encoding="utf-8") as handle:
            json.dump(content, handle, ensure_ascii=False, indent=1)
            handle.flush()
            os.fsync(handle.fileno())
        partial.replace(target)
    except OSError as error:
        raise problem_for(error, target) from error
    return target


def read_key(path: Path) -> PublicKey:
    """Read a key file. Raises `BundleProblem`: not one, damaged, or too large to be one."""
    try:
        with path.open("rb") as handle:
            data = handle.read(MAX_BYTES + 1)
    except OSError as error:
        raise BundleProblem("unreadable", f"Berkas {path} tidak dapat dibaca. Periksa flashdisknya.") from error
    try:
        content = json.loads(data) if len(data) <= MAX_BYTES else None
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or not isinstance(content.get("kinerja_kunci"), int):
        raise BundleProblem("not_a_key", _NOT_A_KEY)
    if content["kinerja_kunci"] > FORMAT:
        raise BundleProblem("newer", "Berkas kunci ini dari kinerja versi lebih baru. Pasang versi terbaru dahulu.")
    said = {name: text for name in ("key", "office", "name", "by", "at") if isinstance(text := content.get(name), str)}
    if len(said) < 5 or any(len(text) > 200 for text in said.values()):
        raise BundleProblem("not_a_key", _NOT_A_KEY)
    found = PublicKey(**said)
    try:
        genuine = is_signed(found.key, _signed(said), bytes.fromhex(str(content.get("sig"))))
    except (ValueError, MalformedChange):
        genuine = False
    if not (genuine and _KEY.match(found.key) and _OFFICE.match(found.office)):
        raise BundleProblem("altered", _ALTERED)
    return found


def _signed(said: dict[str, str]) -> bytes:
    return b"kinerja kunci\n" + canonical(said)


_NOT_A_KEY = (
    "Berkas ini bukan kunci PC. Minta kantor itu menulis kuncinya: layar “PC yang dikenal”, tombol t. "
    "Tidak ada yang diubah."
)
_ALTERED = "Isi berkas kunci ini berubah atau rusak. Minta ditulis ulang; tidak ada yang diubah."
