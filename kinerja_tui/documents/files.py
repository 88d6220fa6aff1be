"""Files that come out of the program: a name every system takes, and on the disk whole or not at all."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_LONGEST = 120
"""Signs of a file's name; Windows allows 260 for the whole path."""
_PARTIAL = ".sebagian"
_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


def file_name(name: str, ending: str = ".pdf") -> str:
    """A name of a paper or table as a file name that every system takes."""
    return f"{_UNFIT.sub(' ', name).strip(' .')[:_LONGEST].strip(' .') or 'kertas'}{ending}"


def write_file(path: Path, content: bytes) -> None:
    """The file appears whole, or stays as it was. Raises `OSError` (see `why_not_written`)."""
    partial = path.with_name(path.name + _PARTIAL)
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Take away papers that a power cut left half written at an earlier printing."""
    for half in folder.glob(f"*.pdf{_PARTIAL}"):
        half.unlink(missing_ok=True)


def open_elsewhere(path: Path) -> str:
    """The program that has the file open just now, by the mark it leaves beside it; empty when none does.

    Windows refuses to replace an open file by itself; elsewhere the next Save there would write over ours.
    """
    for program, mark in (("LibreOffice", f".~lock.{path.name}#"), ("Excel", f"~${path.name}")):
        if path.with_name(mark).exists():
            return program
    return ""


def why_not_written(error: OSError, target: Path, what: str = "Kertas", again: str = "cetak") -> str:
    """What happened and what to do, in Indonesian; ``again``: the verb of doing it once more."""
    if error.errno in _FULL:
        return f"Tempat di {target} penuh. Berkas yang sudah selesai utuh; kosongkan tempat lalu {again} lagi."
    if error.errno == errno.EROFS:
        return f"{target} hanya dapat dibaca. Pilih folder lain, atau buka kunci flashdisknya. Data tidak berubah."
    if isinstance(error, PermissionError):
        return f"{target} tidak dapat ditulisi, atau berkasnya sedang dibuka di program lain. Tutup dulu lalu ulangi."
    if isinstance(error, IsADirectoryError):
        return f"{target} sebuah folder. Sebutkan nama berkasnya juga, misalnya {target / 'semua.pdf'}."
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"{what} tidak dapat ditulis ke {target}: di situ ada berkas, bukan folder. Pilih folder lain."
    return f"{what} tidak dapat ditulis ke {target}. Pilih folder lain. Data tidak berubah."
