"""Beside the list of surveys: the sheets, the nine elements, and the IKM from period to period as a chart."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kinerja_tui.rules.formats import format_decimal
from kinerja_tui.rules.periods import PeriodKind, PeriodSpan
from kinerja_tui.services.labels import shown
from kinerja_tui.services.lists.listing import Row
from kinerja_tui.services.public.surveys import WHOLE_OFFICE
from kinerja_tui.widgets.detail import Detail, Fact, Part
from kinerja_tui.widgets.plot import Chart, Series

Course = Sequence[tuple[PeriodSpan, Decimal | None]]
"""Period -> IKM, None where there is none."""


def survey_detail(row: Row, course: Course) -> Detail:
    """A row of `survey_results.listing`."""
    found, needed = row["results"], row["needed"]
    sheets = f"{found.sheets}: {found.complete} lengkap, {found.incomplete} tidak lengkap, {found.empty} kosong"
    sample = f"perlu {needed}, terisi {found.filled}" if needed is not None else "jumlah dilayani belum diisi"
    facts = [
        Fact("Periode", shown("survey", "period", row["period"])),
        Fact("Lembar", sheets),
        Fact("Contoh", sample),
        Fact("IKM", format_decimal(found.ikm) if found.ikm is not None else "belum cukup"),
    ]
    if found.mutu is not None:
        facts.append(Fact("Mutu", f"{found.mutu.letter} ({found.mutu.label})"))
    if row["differing"]:
        facts.append(Fact("Dua kunci", f"{row['differing']} lembar berbeda, belum diputus (b)", "warn"))
    elements = [_element(item.name, item.converted, low=item.is_low(found.rules)) for item in found.elements]
    return Detail(
        row["service"] or WHOLE_OFFICE, [Part("", facts), Part("UNSUR (NRR x 25)", elements)], ikm_chart(course)
    )


def ikm_chart(course: Course) -> Chart:
    """The IKM from survey to survey; a period without one is a gap."""
    return Chart("IKM dari survei ke survei", labels_of([span for span, _ in course]), [
        Series("IKM", [ikm for _, ikm in course], "mark"),
    ])  # fmt: skip


def ikm_numbers(course: Course) -> list[str]:
    """What the chart was drawn from."""
    return [
        f"{label} {format_decimal(ikm) if ikm is not None else 'tidak ada'}"
        for label, (_, ikm) in zip(labels_of([span for span, _ in course]), course, strict=True)
    ]


def labels_of(spans: Sequence[PeriodSpan]) -> list[str]:
    """Short names of periods, with the year where there are several."""
    several = len({span.start.year for span in spans}) > 1
    return [
        f"{span.short} {span.start.year % 100:02d}" if several and span.kind is not PeriodKind.YEAR else span.short
        for span in spans
    ]


def _element(name: str, converted: Decimal | None, *, low: bool) -> Fact:
    text = "belum ada" if converted is None else format_decimal(converted)
    return Fact("", f"{'!' if low else '·'} {name}: {text}", "warn" if low else "")
