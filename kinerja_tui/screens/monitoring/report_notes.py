"""On the evaluation: when the report was handed in, the on-track marks, and the obstacles the rater has to pass."""

from __future__ import annotations

from collections.abc import Mapping

from kinerja_tui.models.plans import Indicator
from kinerja_tui.models.progress import Progress
from kinerja_tui.rules.periods import PeriodKind, period_from_code
from kinerja_tui.screens.monitoring.progress_lines import track_notes
from kinerja_tui.services.monitoring.obstacles import obstacles, obstacles_key, reading_key
from kinerja_tui.services.monitoring.tracks import Figures
from kinerja_tui.services.planning.plans import PlanContents
from kinerja_tui.widgets.fields import Choice, Field, Heading, Item, Note

HELP_READ = (
    "Hambatan yang ditulis pegawai pada realisasi periode ini. Pejabat penilai membacanya sebelum menilai: tekan 1 "
    "setelah dibaca. Bila hambatan berubah kemudian, tanda ini diminta lagi. Dasar: penilaian memperhatikan "
    "realisasi berdasarkan bukti dukung (PermenPANRB 6/2022)."
)
_NO_RATING = "Baris Jalur membandingkan realisasi dengan waktu yang berjalan; itu bukan penilaian."
_NOT_SUBMITTED = "Penilaian tetap bisa, misalnya dari laporan di kertas."


class ReadField(Field):
    """One digit marks the obstacles as read; a mark for other obstacles than these does not count."""

    def shown(self, value: str) -> str:
        """Read, not read, or read as they were before."""
        if value and self.choice(value) is None:
            return "belum; hambatan berubah sejak dibaca"
        return super().shown(value)

    def editable(self, value: str) -> str:
        """Nothing where the mark does not count."""
        return super().editable(value) if self.choice(value) is not None else ""


def report_notes(sentence: str, *, submitted: bool) -> list[Item]:
    """When the report was handed in and how late; softly, that it was not."""
    if not sentence:
        return []
    return [Note(sentence if submitted else f"! {sentence} {_NOT_SUBMITTED}"), Note(_NO_RATING)]


def obstacle_items(plan: PlanContents, period: str, reported: Mapping[str, Progress], *, locked: bool) -> list[Item]:
    """The obstacles of the period and the mark that they were read; nothing where there are none."""
    found = obstacles(plan, reported)
    if not found:
        return []
    items: list[Item] = [Heading(f"HAMBATAN PERIODE INI ({len(found)})")]
    items += [Note(f"{number}. {obstacle} ({text})") for number, (text, obstacle) in enumerate(found, 1)]
    read = Choice(obstacles_key(found), "sudah dibaca pejabat penilai", "1")
    items.append(
        ReadField(
            reading_key(plan.plan.id, period),
            "Hambatan dibaca?",
            "scale",
            HELP_READ,
            choices=(read,),
            required=not locked,
            locked=locked,
            carry=False,
        )
    )
    return items


def evaluation_track(figures: Figures | None, indicator: Indicator, period: str) -> list[str]:
    """The mark of an indicator beside its realisasi; none for the whole year, which has no report of its own."""
    if figures is None or period_from_code(period).kind is PeriodKind.YEAR:
        return []
    return track_notes(figures, indicator, period)
