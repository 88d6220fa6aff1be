"""Which of a forum's papers to look at: what was done, the record to sign, the notice board."""

from __future__ import annotations

from kinerja_tui.rules.periods import year_span
from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.screens.period import chosen_period
from kinerja_tui.widgets.dialogs import Pick


def ask_forum_paper(screen: WorkScreen, forum_id: str) -> None:
    """Ask which paper, and show it; the notice board of the period worked on, or of the whole year."""
    period, year = chosen_period(screen.app), year_span(screen.app.db.year)
    papers = {
        "1": ("hasil-forum", year.code, "Tindak lanjut: dibacakan di forum berikutnya"),
        "2": ("notulen", year.code, "Notulen: pernyataan dan kesepakatan, ditandatangani"),
        "3": ("papan", year.code, f"Papan pengumuman, {year.label}"),
        "4": ("papan", period.code, f"Papan pengumuman, {period.label}"),
    }

    def picked(number: str | None) -> None:
        if number is None:
            return
        # What draws papers is imported when somebody prints, not when a list is opened.
        from kinerja_tui.documents.catalogue import Wanted, kind_of
        from kinerja_tui.screens.papers.paper_preview import PaperPreview

        code, of_period, _ = papers[number]
        kind, db = kind_of(code), screen.app.db
        assert kind is not None  # the codes are ours
        with screen.telling():
            key = db.office if code == "papan" else forum_id
            screen.app.push_screen(PaperPreview(kind.make(db, key, Wanted(of_period))))

    screen.app.push_screen(Pick("Kertas forum", [(key, f"{key}  {line[2]}") for key, line in papers.items()]), picked)
