"""Where a file goes and where it comes from: sticks, the usual folder, or a place typed by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kinerja_tui.screens.handoff_texts import size_text
from kinerja_tui.services import media
from kinerja_tui.widgets.dialogs import AskText, Pick

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp

FOLDER = "handoff_folder"
"""Setting of this PC: where the last bundle was written or read."""

_OTHER = "?"


async def choose_folder(
    app: KinerjaApp, title: str, *, remembered: str = FOLDER, usual: Path | None = None
) -> Path | None:
    """A folder to write to; None when the person goes back. To be awaited in a worker.

    ``remembered``: the setting that holds the folder used last; ``usual``: the folder for those who never chose one,
    that of bundles unless another is given.
    """
    last = app.db.setting(remembered)
    places: dict[str, str] = {}
    for stick in media.sticks():
        places[str(stick)] = f"{stick}  (flashdisk{_room(stick)})"
    if last:
        places.setdefault(last, f"{last}  (terakhir dipakai)")
    usual = usual or media.default_folder()
    places.setdefault(str(usual), f"{usual}  (folder biasa)")
    chosen = await app.push_screen_wait(Pick(title, [*places.items(), (_OTHER, "Folder lain: ketik namanya")]))
    if chosen == _OTHER:
        chosen = await app.push_screen_wait(
            AskText(
                "Nama folder lengkap:",
                last,
                check=lambda text: media.folder_problem(text, usual),
                title=f"{title[:-1]} Folder lain",
            )
        )
    return media.typed_path(chosen) if chosen else None


def _room(folder: Path) -> str:
    """How much still fits, as far as the system says."""
    free = media.free_bytes(folder)
    return "" if free is None else f", sisa tempat {size_text(free)}"


def usual_folders(app: KinerjaApp) -> list[Path]:
    """Where files from other offices are looked for."""
    last = app.db.setting(FOLDER)
    return [*media.sticks(), media.default_folder(), Path.home() / "Downloads", *([Path(last)] if last else [])]


async def choose_file(
    app: KinerjaApp, title: str, found: Sequence[tuple[str, str]], check: Callable[[str], str | None]
) -> Path | None:
    """One of the files found, (path, label), or one typed by hand. To be awaited in a worker."""
    chosen: str | None = _OTHER
    if found:
        chosen = await app.push_screen_wait(
            Pick(f"{title} yang mana?", [*found, (_OTHER, "Berkas lain: ketik namanya")])
        )
    if chosen == _OTHER:
        start = f"{media.sticks()[0]}/" if media.sticks() else ""
        chosen = await app.push_screen_wait(AskText("Nama berkas lengkap:", start, check=check, title=title))
    return media.typed_path(chosen) if chosen else None
