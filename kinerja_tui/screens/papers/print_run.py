"""Printing from a screen: which folder, one file or many, progress with Esc to stop, then opening the result."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events

from kinerja_tui.documents.blocks import Document
from kinerja_tui.documents.catalogue import Found, Kind, Wanted
from kinerja_tui.documents.files import file_name
from kinerja_tui.documents.printing import Printed, print_document, print_papers
from kinerja_tui.handoff.problems import Cancelled
from kinerja_tui.models.file import DatabaseProblem
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.background import in_background
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.places import choose_folder
from kinerja_tui.services.office import viewer
from kinerja_tui.widgets.dialogs import Pick

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp

FOLDER = "print_folder"
"""Setting of this PC: where papers were printed to last."""
LAST = "printed"
"""Carried while the program runs: what was printed last, for opening it again."""
_MERGED, _APART = "satu", "tiap"


def usual_folder() -> Path:
    """Where papers go when nothing else is chosen."""
    return Path.home() / "kinerja-cetak"


class PrintedNotice(Notice):
    """What was printed where; `o` opens it."""

    KEYS: ClassVar = (("Enter", "Tutup"), ("o", "Buka"))

    def __init__(self, title: str, text: str, path: Path) -> None:
        super().__init__(title, text)
        self._path = path

    def on_key(self, event: events.Key) -> None:
        """o opens what was printed."""
        if event.key == "o":
            event.stop()
            event.prevent_default()
            open_printed(self.app, self._path)  # type: ignore[arg-type]


def open_printed(app: KinerjaApp, path: Path) -> None:
    """Open a file or folder, or say kindly why that is not possible."""
    try:
        viewer.open_path(path)
    except RuleBroken as error:
        app.notify(error.text, severity="warning", timeout=10, markup=False)


def last_printed(app: KinerjaApp) -> Path | None:
    """What was printed last in this run."""
    text = app.carried.get(LAST, {}).get("path", "")
    return Path(text) if text else None


async def print_found(app: KinerjaApp, kind: Kind, wanted: Wanted, papers: Sequence[Found], whom: str = "") -> None:
    """Print these papers of a kind; ``whom``: the person or unit, for the merged file's name. In a worker."""
    folder = await _folder(app)
    if folder is None:
        return
    merged = False
    if len(papers) > 1:
        how = await app.push_screen_wait(
            Pick(
                f"{len(papers)} kertas: satu berkas atau banyak?",
                [(_MERGED, "1  Satu berkas PDF untuk semuanya"), (_APART, "2  Satu berkas PDF tiap kertas")],
            )
        )
        if how is None:
            return
        merged = how == _MERGED
    label = str(wanted.year) if kind.code in _YEARLY else period_from_code(wanted.period).label
    target = folder / file_name(" - ".join(filter(None, (f"{kind.label} {label}", whom)))) if merged else folder
    db, keys = app.db, [paper.key for paper in papers]
    try:
        printed = await in_background(
            app,
            "Mencetak",
            lambda progress: print_papers(db, kind, wanted, target, merged=merged, keys=keys, progress=progress),
            ("Menggambar kertas",),
        )
    except Cancelled:
        kept = "Tidak ada berkas yang ditulis." if merged else f"Kertas yang sudah selesai utuh di {folder}."
        app.notify(f"Pencetakan dihentikan. {kept}", markup=False)
    except (RuleBroken, DatabaseProblem) as problem:
        await app.push_screen_wait(Notice("Tidak tercetak", problem.text))
    else:
        await _tell(app, printed, folder)


async def print_one(app: KinerjaApp, document: Document) -> None:
    """Print a paper that is at hand. In a worker."""
    folder = await _folder(app)
    if folder is None:
        return
    try:
        path = print_document(app.db, document, folder)
    except (RuleBroken, DatabaseProblem) as problem:
        await app.push_screen_wait(Notice("Tidak tercetak", problem.text))
    else:
        await _tell(app, Printed([path], 1), folder)


_YEARLY = {"skp", "lampiran", "konversi", "b18", "b19"}
"""Kinds that a year has, not a period."""


async def _folder(app: KinerjaApp) -> Path | None:
    return await choose_folder(app, "Cetak (PDF) ke folder mana?", remembered=FOLDER, usual=usual_folder())


async def _tell(app: KinerjaApp, printed: Printed, folder: Path) -> None:
    path = printed.files[0] if len(printed.files) == 1 else folder
    app.carried[LAST] = {"path": str(path)}
    app.db.set_setting(FOLDER, str(folder))
    text = f"{printed.papers} kertas tersimpan sebagai PDF di\n{path}"
    reasons = list(dict.fromkeys(printed.skipped))
    if reasons:
        text += f"\n\n{len(printed.skipped)} kertas dilewati:\n" + "\n".join(f"- {reason}" for reason in reasons)
    await app.push_screen_wait(PrintedNotice("PDF selesai dibuat", text, path))
