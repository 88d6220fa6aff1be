"""Printing many papers: one file each or all in one, whole or not at all, with progress and a way to stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from kinerja_tui.documents.blocks import Document
from kinerja_tui.documents.catalogue import Kind, Wanted
from kinerja_tui.documents.files import file_name, sweep, why_not_written, write_file
from kinerja_tui.documents.pdf import Letterhead, Press, letterhead_of
from kinerja_tui.models.database import Database
from kinerja_tui.rules.problems import RuleBroken

Progress = Callable[[int, int], None]
"""(papers drawn, papers altogether); may raise to stop, and then nothing half stays behind"""


@dataclass
class Printed:
    """What came of it."""

    files: list[Path] = field(default_factory=list)
    papers: int = 0
    skipped: list[str] = field(default_factory=list)
    """why a paper could not be made, a sentence each"""


def print_papers(
    db: Database,
    kind: Kind,
    wanted: Wanted,
    target: Path,
    *,
    merged: bool = False,
    keys: Sequence[str] | None = None,
    letterhead: Letterhead | None = None,
    progress: Progress | None = None,
) -> Printed:
    """Draw all papers of a kind, or those with these ``keys``, into ``target``: a folder, or with ``merged`` a file.

    A file appears only when it is whole; one of the same name is replaced. Raises `RuleBroken` when there is nothing
    to print and when the disk cannot take it.
    """
    keys = [paper.key for paper in kind.found(db, wanted)] if keys is None else keys
    if not keys:
        raise RuleBroken(f"Tidak ada {kind.label} untuk dicetak pada pilihan ini.")
    printed = Printed()
    drawn = _drawn(db, kind, wanted, keys, Press(letterhead or letterhead_of(db.file)), printed, progress)
    try:
        if merged:
            _write_merged(drawn, target, printed)
        else:
            target.mkdir(parents=True, exist_ok=True)
            sweep(target)
            for name, content in drawn:
                path = _free_name(target, name, printed.files)
                write_file(path, content)
                printed.files.append(path)
    except OSError as error:
        raise RuleBroken(why_not_written(error, target)) from error
    if not printed.papers:
        raise RuleBroken(f"Tidak ada yang dapat dicetak. {' '.join(list(dict.fromkeys(printed.skipped))[:3])}")
    return printed


def print_document(db: Database, document: Document, folder: Path) -> Path:
    """Draw one paper into a folder; returns the file. Raises `RuleBroken` when the disk cannot take it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder)
        path = _free_name(folder, document.name, [])
        write_file(path, Press(letterhead_of(db.file)).draw(document))
    except OSError as error:
        raise RuleBroken(why_not_written(error, folder)) from error
    return path


def _drawn(
    db: Database,
    kind: Kind,
    wanted: Wanted,
    keys: Sequence[str],
    press: Press,
    printed: Printed,
    progress: Progress | None,
) -> Iterator[tuple[str, bytes]]:
    """Name and PDF of each paper that can be made, one at a time so that memory stays small."""
    for number, key in enumerate(keys):
        if progress is not None:
            progress(number, len(keys))
        try:
            document = kind.make(db, key, wanted)
        except RuleBroken as error:
            printed.skipped.append(error.text)
            continue
        printed.papers += 1
        yield document.name, press.draw(document)
    if progress is not None:
        progress(len(keys), len(keys))


def _write_merged(drawn: Iterator[tuple[str, bytes]], target: Path, printed: Printed) -> None:
    from pypdf import PdfWriter

    with PdfWriter() as book:
        for name, content in drawn:
            book.append(BytesIO(content), outline_item=name)
        if not printed.papers:
            return
        book.compress_identical_objects()
        whole = BytesIO()
        book.write(whole)
    target.parent.mkdir(parents=True, exist_ok=True)
    sweep(target.parent)
    write_file(target, whole.getvalue())
    printed.files.append(target)


def _free_name(folder: Path, name: str, taken: list[Path]) -> Path:
    """A second paper of the same name in one run gets a number."""
    path, number = folder / file_name(name), 1
    stem = path.stem
    while path in taken:
        number += 1
        path = folder / f"{stem} ({number}).pdf"
    return path
