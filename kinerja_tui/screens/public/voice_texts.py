"""The voice of the public in words: how one stands, the figures of an office or service, what a person acts on."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kinerja_tui.rules.formats import excerpt, format_decimal
from kinerja_tui.rules.periods import PeriodKind, PeriodSpan
from kinerja_tui.rules.service_log import median
from kinerja_tui.rules.voice_measures import PeriodFigures
from kinerja_tui.screens.figures import Line
from kinerja_tui.screens.public.service_texts import figure
from kinerja_tui.services.labels import shown
from kinerja_tui.services.lists.listing import Row
from kinerja_tui.services.public.service_figures import NO_DATA, share_shown
from kinerja_tui.services.public.voice_figures import VoiceLine, is_office
from kinerja_tui.services.public.voice_words import standing_shown
from kinerja_tui.widgets.bars import Bar, chart

_HEIGHT = 7
_NONE = "tidak ada dalam periode ini"


def owned_line(row: Row) -> str:
    """A voice beside its owner's realisasi, in one line: ``Keluhan 03-08-2026, selesai 10-08-2026: Antrean lama…``."""
    kind = shown("voice", "kind", row["kind"])
    day = shown("voice", "received_on", row["received_on"])
    return f"{kind} {day}, {standing_shown(row)}: {excerpt(row['text'], 34)}"


def hundred_shown(line: VoiceLine) -> str:
    """``2,5 per 100 permohonan (6 tentang layanan atas 240)``; without requests: not known."""
    if line.per_hundred is None:
        return "per 100 permohonan belum ada data (tidak ada permohonan tercatat)"
    counted = f"{line.complaints} tentang layanan atas {line.requests}"
    return f"{format_decimal(line.per_hundred)} per 100 permohonan ({counted})"


def lines_of(
    line: VoiceLine, period: PeriodSpan, trend: Sequence[tuple[PeriodSpan, PeriodFigures]], width: int
) -> list[Line]:
    """Everything of an office or service, in ``width`` cells."""
    figures, waiting = line.figures, line.waiting
    lines: list[Line] = [(f"{period.label} · {'seluruh kantor' if is_office(line.about) else 'satu layanan'}", "head")]
    if not figures.kept and not figures.done.heard:
        lines.append(figure("Masuk", NO_DATA))
    else:
        came, done = figures.came, figures.done
        answered = f"{share_shown(came.answered, came.expected)}, tanpa pujian"
        typical = "" if done.median_days is None else f", median {format_decimal(done.median_days)} hari kerja"
        lines += [
            figure("Masuk", f"{came.heard}: {_kinds(figures)}" if came.heard else _NONE),
            figure("Keluhan", f"{figures.complaints}; {hundred_shown(line)}"),
            figure("Dijawab", answered if came.expected else _NONE),
            figure("Selesai diurus", f"{done.heard}{typical}" if done.heard else _NONE),
        ]
        if figures.with_due:
            kept = f"{share_shown(figures.in_time, figures.with_due)} yang selesai dan dijanjikan tanggalnya"
            lines.append(figure("Tepat janji", kept))
    late = f", {waiting.overdue} lewat batas" if waiting.overdue else ""
    lines.append(figure("Hari ini", f"{waiting.open} menunggu{late}" if waiting.open else "tidak ada yang menunggu"))
    if waiting.ages:
        middle = format_decimal(median(waiting.ages) or Decimal(0))
        age = f"median {middle}, paling lama {waiting.oldest} hari kerja sejak diterima"
        lines.append(figure("Umur yang menunggu", age))
    return [*lines, ("", ""), *_chart(trend, width)]


def _kinds(figures: PeriodFigures) -> str:
    """``3 masukan, 1 kritik, 2 keluhan``; kinds of a newer program as one."""
    found = [(kind.label.lower(), count) for kind, count in figures.came.kinds]
    found.append(("lainnya", figures.came.heard - sum(count for _, count in found)))
    return ", ".join(f"{count} {name}" for name, count in found if count)


def _chart(trend: Sequence[tuple[PeriodSpan, PeriodFigures]], width: int) -> list[Line]:
    """What came in each month or quarter: complaints below, the rest above; the median underneath."""
    by_month = bool(trend) and trend[0][0].kind is PeriodKind.MONTH
    title = f"Masuk per {'bulan' if by_month else 'triwulan'}, di bawahnya median hari kerja sampai selesai diurus"
    if not any(figures.came.heard for _, figures in trend):
        return [(title, "head"), (f"{NO_DATA} tahun ini", "")]
    bars = [
        Bar((period.short, _median(figures)), figures.complaints, figures.came.heard - figures.complaints)
        for period, figures in trend
    ]
    legend = "█ keluhan   ▒ masukan, kritik, pujian   – belum ada data"
    return [(title, "head"), *((line, "") for line in chart(bars, _HEIGHT, width)), (legend, "dim")]


def _median(figures: PeriodFigures) -> str:
    middle = figures.done.median_days
    return "–" if middle is None else format_decimal(middle)
