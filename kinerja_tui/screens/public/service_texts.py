"""The lines of one service's figures: what was reached in the period, and the year as a chart of text."""

from __future__ import annotations

from collections.abc import Sequence

from kinerja_tui.rules.formats import format_decimal
from kinerja_tui.rules.periods import PeriodKind, PeriodSpan
from kinerja_tui.rules.service_log import SMALL, Figures, Measure
from kinerja_tui.screens.figures import Line
from kinerja_tui.services.public.service_figures import NO_DATA, ServiceFigures, days_shown, share_shown
from kinerja_tui.widgets.bars import Bar, chart

_HEIGHT = 7
_NO_LIMIT = "tanpa batas waktu"
_LABEL = 22


def lines_of(
    item: ServiceFigures, period: PeriodSpan, trend: Sequence[tuple[PeriodSpan, Figures]], width: int
) -> list[Line]:
    """Everything, in ``width`` cells."""
    figures = item.figures
    limit = f"paling lama {item.max_days} hari kerja" if item.max_days is not None else _NO_LIMIT
    lines: list[Line] = [(f"{period.label} · {limit}", "head")]
    if not figures.decided:
        lines.append(figure("Diputus", NO_DATA))
    else:
        on_time = share_shown(figures.on_time, figures.with_limit) if figures.with_limit else _NO_LIMIT
        small = f" (sedikit: kurang dari {SMALL})" if figures.is_small else ""
        lines += [
            figure("Diputus", f"{figures.decided} permohonan{small}"),
            figure("Median", f"{days_shown(figures, Measure.MEDIAN)} hari kerja"),
            figure("Persentil 90", f"{days_shown(figures, Measure.NINETY)} hari kerja (peringkat terdekat)"),
            figure("Tepat waktu", on_time),
            figure("Tanpa perbaikan", share_shown(figures.flawless, figures.noted)),
            figure("Dikembalikan/salah", f"{figures.returns} kali dikembalikan, {figures.faulty} dokumen salah"),
        ]
    if figures.given_back:
        lines.append(figure("Tidak dihitung", f"{figures.given_back} berakhir dikembalikan atau dibatalkan"))
    waiting = f"{item.running} berjalan" if item.running else "tidak ada yang berjalan"
    late = f", {item.late} lewat waktu" if item.late else ""
    lines.append((f"{'Hari ini':<{_LABEL}}{waiting}{late}", "warn" if item.late else ""))
    return [*lines, ("", ""), *_chart(trend, width)]


def figure(label: str, text: str) -> Line:
    """A line of a label and what it says."""
    return (f"{label:<{_LABEL}}{text}", "")


def _chart(trend: Sequence[tuple[PeriodSpan, Figures]], width: int) -> list[Line]:
    """Decided requests of each month or quarter: in time below, late above; the median underneath."""
    by_month = bool(trend) and trend[0][0].kind is PeriodKind.MONTH
    title = f"Diputus per {'bulan' if by_month else 'triwulan'}, di bawahnya median hari kerja"
    if not any(figures.decided for _, figures in trend):
        return [(title, "head"), (f"{NO_DATA} tahun ini", "")]
    bars = [Bar((period.short, _median(figures)), *_layers(figures)) for period, figures in trend]
    legend = "█ tepat waktu atau tanpa batas   ▒ terlambat   – belum ada data"
    return [(title, "head"), *((line, "") for line in chart(bars, _HEIGHT, width)), (legend, "dim")]


def _layers(figures: Figures) -> tuple[int, int]:
    late = figures.with_limit - figures.on_time
    return figures.decided - late, late


def _median(figures: Figures) -> str:
    return "–" if figures.median is None else format_decimal(figures.median)
