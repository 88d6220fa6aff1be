"""Which of a forum's papers to look at: what was done, the record to sign, the notice board."""

from __future__ import annotations

from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.screens.period import chosen_period
from kinerja_tui.widgets.dialogs import Pick

_PAPERS = (
    ("hasil-forum", "1  Tindak lanjut: dibacakan di forum berikutnya"),
    ("notulen", "2  Notulen: pernyataan dan kesepakatan, ditandatangani"),
    ("papan", "3  Papan pengumuman: angka tanpa nama, untuk satu periode"),
)
"""Code in documents.catalogue -> the line to choose."""


def ask_forum_paper(screen: WorkScreen, forum_id: str) -> None:
    """Ask which paper, and show it; the notice board is of the period worked on."""

    def picked(code: str | None) -> None:
        if code is None:
            return
        # What draws papers is imported when somebody prints, not when a list is opened.
        from kinerja_tui.documents.catalogue import Wanted, kind_of
        from kinerja_tui.screens.paper_preview import PaperPreview

        kind, db = kind_of(code), screen.app.db
        assert kind is not None  # the codes are ours
        with screen.telling():
            key = db.office if code == "papan" else forum_id
            screen.app.push_screen(PaperPreview(kind.make(db, key, Wanted(chosen_period(screen.app).code))))

    screen.app.push_screen(Pick("Kertas forum", list(_PAPERS)), picked)
