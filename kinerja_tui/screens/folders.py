"""Asking where a file goes: sticks that are plugged in, the folder used last, the usual one, or a typed one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kinerja_tui.services import media
from kinerja_tui.widgets.dialogs import AskText, Pick

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp

_OTHER = "?"


async def ask_folder(app: KinerjaApp, question: str, last: str, usual: Path) -> Path | None:
    """A folder to write into; None when the person goes back. To be awaited in a worker."""
    places = {str(stick): f"{stick}  (flashdisk)" for stick in media.sticks()}
    if last:
        places.setdefault(last, f"{last}  (terakhir dipakai)")
    places.setdefault(str(usual), f"{usual}  (folder biasa)")
    options = [*places.items(), (_OTHER, "Folder lain: ketik namanya")]
    chosen = await app.push_screen_wait(Pick(question, options, at=last))
    if chosen == _OTHER:
        chosen = await app.push_screen_wait(
            AskText(
                "Nama folder lengkap:",
                last,
                check=lambda text: media.folder_problem(text, usual),
                title="Folder lain",
            )
        )
    return media.typed_path(chosen) if chosen else None
