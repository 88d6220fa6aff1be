"""Where bundles lie: the usual folder, USB sticks that are plugged in, and the bundles found there."""

from __future__ import annotations

import os
import shutil
import string
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

BUNDLES = (".segel", ".json", ".json.gz")
"""How the names of bundles end."""

TABLES = (".xlsx", ".csv", ".ods", ".xls")
"""How the names of tables end that may be imported."""

MOST_FOUND = 500
"""Bundles looked at in one folder; a folder with more is not one of bundles."""

STICK_ROOTS = (Path("/media"), Path("/run/media"), Path("/Volumes"))
"""Where the system shows sticks, except on Windows."""

_REMOVABLE = 2
"""DRIVE_REMOVABLE of Windows' GetDriveTypeW."""


@dataclass(frozen=True)
class FoundBundle:
    """A file that has the name of a bundle, or of a key."""

    path: Path
    changed: datetime
    """when it was written, by the clock of the PC that wrote it"""


def default_folder() -> Path:
    """Where bundles go when nothing else is chosen."""
    return Path.home() / "kinerja-paket"


def sticks() -> list[Path]:
    """USB sticks that are plugged in, as far as the system shows them."""
    if sys.platform == "win32":
        return _windows_drives()
    return mounted_below(STICK_ROOTS)


def unplugged(folder: Path, roots: Sequence[Path] = STICK_ROOTS) -> bool:
    """Whether a folder would lie on a stick that is not plugged in: what is written there stays on this PC's disk."""
    for root in roots:
        if folder.is_relative_to(root) and folder != root:
            ways = [way for way in (folder, *folder.parents) if way.is_relative_to(root) and way != root]
            return not any(way.is_mount() for way in ways)
    return False


def free_bytes(folder: Path) -> int | None:
    """Room left where a folder lies; None when the system does not say."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def mounted_below(roots: Iterable[Path]) -> list[Path]:
    """Mounted folders one or two levels below these (/media/STICK, /run/media/USER/STICK)."""
    found = []
    for root in roots:
        for folder in (*_folders(root), *(inner for outer in _folders(root) for inner in _folders(outer))):
            if folder.is_mount():
                found.append(folder)
    return found


def bundles_in(folders: Sequence[Path], own_office: str) -> list[FoundBundle]:
    """Files named like bundles, newest first, without those this office wrote itself."""
    return _found(folders, BUNDLES, f"kinerja_{own_office}_ke_")


def keys_in(folders: Sequence[Path], own_office: str, own_site: str) -> list[FoundBundle]:
    """Files named like public keys of PCs, newest first, without this PC's own."""
    return _found(folders, (".kunci",), f"kinerja_{own_office}_PC-{own_site[:8]}")


def tables_in(folders: Sequence[Path]) -> list[FoundBundle]:
    """Spreadsheets and CSV files, newest first, without what a spreadsheet program writes beside an open one."""
    return _found(folders, TABLES, "~$", begins="")


def _found(folders: Sequence[Path], endings: tuple[str, ...], own: str, begins: str = "kinerja_") -> list[FoundBundle]:
    found: dict[Path, FoundBundle] = {}
    for folder in folders:
        for path in sorted(_files(folder, begins, endings))[:MOST_FOUND]:
            if path.name.startswith(own):
                continue
            try:
                changed = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
            except (OSError, ValueError, OverflowError):  # taken out meanwhile, or an impossible date on the stick
                continue
            found[path] = FoundBundle(path, changed)
    return sorted(found.values(), key=lambda bundle: (bundle.changed, bundle.path), reverse=True)


def _files(folder: Path, begins: str, endings: tuple[str, ...]) -> list[Path]:
    try:
        return [
            path for path in folder.iterdir() if path.name.startswith(begins) and path.name.lower().endswith(endings)
        ]
    except OSError:
        return []


def _folders(root: Path) -> list[Path]:
    try:
        return sorted(path for path in root.iterdir() if path.is_dir())
    except OSError:
        return []


def _windows_drives() -> list[Path]:
    if sys.platform != "win32":
        return []
    import ctypes

    present = ctypes.windll.kernel32.GetLogicalDrives()
    drives = [f"{letter}:\\" for place, letter in enumerate(string.ascii_uppercase) if present >> place & 1]
    return [Path(drive) for drive in drives if ctypes.windll.kernel32.GetDriveTypeW(drive) == _REMOVABLE]


def folder_problem(text: str, usual: Path | None = None) -> str | None:
    """Why a typed folder cannot take a file; None when it can. The ``usual`` one is made when it is not there yet."""
    if not text.strip():
        return "Tulis nama folder, misalnya D:\\ atau /media/flashdisk."
    return place_problem(typed_path(text), usual)


def place_problem(folder: Path, usual: Path | None = None) -> str | None:
    """Why a folder cannot take a file; None when it can. The ``usual`` one is made when it is not there yet."""
    if folder.is_file():
        return "Itu sebuah berkas. Tulis nama foldernya."
    if not folder.exists():
        # Making it would hide that a stick is not plugged in.
        absent = "Folder itu tidak ada. Pasang flashdisknya, atau pilih folder lain."
        return None if folder == (usual or default_folder()) else absent
    if unplugged(folder):
        return "Flashdisk itu tidak terpasang. Pasang dulu, atau pilih folder lain."
    if not os.access(folder, os.W_OK):
        return "Folder itu tidak dapat ditulisi; mungkin kunci tulis flashdisknya terpasang. Pilih folder lain."
    return None


def typed_path(text: str) -> Path:
    """A path as people type or paste it: with ~, or in quotes as file managers copy it."""
    path = Path(text.strip().strip("\"'"))
    try:
        return path.expanduser()
    except RuntimeError:  # ~ of somebody this PC does not know
        return path
