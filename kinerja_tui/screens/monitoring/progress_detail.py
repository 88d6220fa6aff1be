"""Beside the list of realisasi: every indicator with its target, what was reported, and whether it is on track."""

from __future__ import annotations

from decimal import Decimal

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import format_decimal
from kinerja_tui.rules.on_track import TrackMark
from kinerja_tui.rules.periods import PeriodSpan
from kinerja_tui.screens.monitoring.track import STYLES
from kinerja_tui.screens.planning.plan_detail import target_shown
from kinerja_tui.services.lists import details
from kinerja_tui.services.lists.listing import Row
from kinerja_tui.services.monitoring import tracks
from kinerja_tui.services.monitoring.progress import NOT_YET
from kinerja_tui.widgets.detail import Detail, Fact, Part


def progress_detail(file: DatabaseFile, row: Row, period: PeriodSpan, report: str, style: str) -> Detail:
    """A row of `progress.people`; ``report`` and ``style`` are how the list shows the report."""
    head = [Fact("Jabatan", row["post"] or "–"), Fact("Laporan", report, style)]
    title = row["name"] or "(tanpa nama)"
    if row["plan_id"] is None:
        return Detail(title, [Part("", head)])
    figures = tracks.read(file, row["plan_id"])
    measured = {item.id: item for item in figures.indicators}
    parts = [Part("", head)]
    for item in details.indicators_of(file, row["plan_id"], period.code):
        known = measured.get(item["id"])
        if known is not None and not known.counts(period):
            continue
        mark = figures.track(known, period).mark if known is not None else TrackMark.WRITTEN
        written = mark is TrackMark.WRITTEN and bool(item["note"])
        facts = [Fact("", _reported(item, written=written), "" if written or item["amount"] is not None else "warn")]
        if known is not None and mark is not TrackMark.WRITTEN:
            facts.append(Fact("", figures.sentence(known, period), STYLES[mark]))
        facts += [
            Fact(label, item[name])
            for label, name in (("Uraian", "note"), ("Hambatan", "obstacles"), ("Bukti", "evidence"))
            if item[name]
        ]
        parts.append(Part(item["text"] or "(tanpa nama)", facts))
    return Detail(title, parts)


def _reported(item: Row, *, written: bool) -> str:
    """``Realisasi 4 berkas, target 5 berkas``; what is ``written`` in words stands below."""
    target = f"target {target_shown(item)}"
    if item["amount"] is not None:
        return f"Realisasi {format_decimal(Decimal(item['amount']))} {item['unit']}".strip() + f", {target}"
    return f"Realisasi {'dalam kata' if written else NOT_YET}, {target}"
