"""Opening a file or folder with the program this PC has for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from kinerja_tui.rules.problems import RuleBroken


def open_path(path: Path) -> None:
    """Show a file in the system's viewer, a folder in its file manager. Raises `RuleBroken` where there is none."""
    if not path.exists():
        raise RuleBroken(f"{path} sudah tidak ada di sana. Cetak lagi bila perlu.")
    if sys.platform == "win32":
        try:
            os.startfile(path)
        except OSError:
            raise RuleBroken(_NONE.format(path=path)) from None
        return
    program = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    has_screen = sys.platform == "darwin" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    if program is None or not has_screen:
        raise RuleBroken(_NONE.format(path=path))
    # Its own session: it outlives the program and never writes on our screen.
    subprocess.Popen(
        [program, str(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


_NONE = "Di PC ini tidak ada program pembuka PDF. Berkasnya utuh di {path}; salin ke flashdisk untuk dicetak."
