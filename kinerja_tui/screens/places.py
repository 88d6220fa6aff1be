"""Where a file goes and where it comes from: sticks, the usual folder, or a place typed by hand."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kinerja_tui.screens.handover.handoff_texts import size_text, stamp
from kinerja_tui.screens.notice import Notice
from kinerja_tui.services.handover import media
from kinerja_tui.services.handover.media import FoundBundle
from kinerja_tui.widgets.dialogs import AskText, Pick

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp

FOLDER = "handoff_folder"
"""Setting of this PC: where the last bundle was written or read."""

_OTHER = "?"


class _PickPlace(Pick):
    """A place of the list, or the path that is typed although the list has none like it."""

    NOTHING = "   Enter: pakai nama ini"
    LONGEST = 500

    def typed_value(self, typed: str) -> str | None:
        """The path itself."""
        return typed.strip() or None


async def choose_folder(
    app: KinerjaApp, title: str, *, remembered: str = FOLDER, usual: Path | None = None
) -> Path | None:
    """A folder to write to; None when the person goes back. To be awaited in a worker.

    ``remembered``: the setting that holds the folder used last; ``usual``: the folder for those who never chose one,
    that of bundles unless another is given.
    """
    usual = usual or media.default_folder()
    while True:
        places = _places(app.db.setting(remembered), usual)
        options = [*places.items(), (_OTHER, "Folder lain: ketik namanya")]
        chosen = await app.push_screen_wait(_PickPlace(title, options))
        if chosen == _OTHER:
            chosen = await app.push_screen_wait(
                AskText(
                    "Nama folder lengkap:",
                    app.db.setting(remembered),
                    check=lambda text: media.folder_problem(text, usual),
                    title=f"{title} Folder lain",
                )
            )
        folder = media.typed_path(chosen) if chosen else None
        problem = media.place_problem(folder, usual) if folder is not None else None
        if problem is None:
            return folder
        await app.push_screen_wait(Notice("Folder itu tidak dapat dipakai", f"{problem} Belum ada yang ditulis."))


def _places(last: str, usual: Path) -> dict[str, str]:
    """Folder -> its label: sticks, the folder used last, the usual one."""
    places = {str(stick): f"{stick}  (flashdisk{_room(stick)})" for stick in media.sticks()}
    if last:
        gone = media.place_problem(Path(last), usual) is not None
        places.setdefault(last, f"{last}  (terakhir dipakai{', sekarang tidak ada' if gone else ''})")
    places.setdefault(str(usual), f"{usual}  (folder biasa)")
    return places


def _room(folder: Path) -> str:
    """How much still fits, as far as the system says; whether it takes anything."""
    if not os.access(folder, os.W_OK):
        return ", hanya dapat dibaca"
    free = media.free_bytes(folder)
    return "" if free is None else f", sisa tempat {size_text(free)}"


def usual_folders(app: KinerjaApp) -> list[Path]:
    """Where files from other offices are looked for."""
    last = app.db.setting(FOLDER)
    return [*media.sticks(), media.default_folder(), Path.home() / "Downloads", *([Path(last)] if last else [])]


@dataclass(frozen=True)
class Wanted:
    """A kind of file from other offices: its title, what it is called, and where to find some in folders."""

    title: str
    noun: str
    example: str
    find: Callable[[Sequence[Path]], list[FoundBundle]]


async def choose_file(app: KinerjaApp, wanted: Wanted) -> Path | None:
    """One of the files found, or one typed by hand; a typed folder shows those in it. None when the person goes back.

    Where it was is offered the next time. To be awaited in a worker.
    """
    chosen: str | None = _OTHER
    question = _NONE_FOUND.format(noun=wanted.noun)
    if found := wanted.find(usual_folders(app)):
        question = "Nama berkas atau foldernya:"
        options = [*_labelled(found), (_OTHER, "Berkas lain: ketik namanya")]
        chosen = await app.push_screen_wait(_PickPlace(f"{wanted.title} yang mana?", options))
    start = f"{media.sticks()[0]}/" if media.sticks() else ""
    if chosen and chosen != _OTHER and _file_problem(chosen, wanted.example):
        chosen, start = _OTHER, chosen  # typed over the list, and not quite right
    if chosen == _OTHER:
        chosen = await app.push_screen_wait(
            AskText(question, start, check=lambda text: _file_problem(text, wanted.example), title=wanted.title)
        )
    path = media.typed_path(chosen) if chosen else None
    if path is not None and path.is_dir():
        path = await _choose_inside(app, wanted, path)
    if path is not None:
        app.db.set_setting(FOLDER, str(path.parent))
    return path


async def _choose_inside(app: KinerjaApp, wanted: Wanted, folder: Path) -> Path | None:
    found = wanted.find([folder])
    if not found:
        text = f"Di {folder} tidak ada {wanted.noun}."
        await app.push_screen_wait(Notice(f"Tidak ada {wanted.noun} di folder itu", text))
        return None
    chosen = await app.push_screen_wait(Pick(f"{wanted.title} yang mana?", _labelled(found)))
    return Path(chosen) if chosen else None


def _labelled(found: Sequence[FoundBundle]) -> list[tuple[str, str]]:
    return [(str(item.path), f"{stamp(item.changed)}  {item.path.name}  di {item.path.parent}") for item in found]


def _file_problem(text: str, example: str) -> str | None:
    if not text:
        return f"Tulis nama berkasnya, misalnya {example}"
    path = media.typed_path(text)
    if path.is_file() or path.is_dir():
        return None
    return "Berkas itu tidak ada. Periksa namanya dan apakah flashdisk sudah terpasang."


_NONE_FOUND = (
    "Belum ditemukan {noun} di flashdisk, di folder yang terakhir dipakai, di kinerja-paket, atau di Downloads. Pasang "
    "flashdisknya lalu coba lagi (Esc), atau tulis nama berkas atau foldernya:"
)
