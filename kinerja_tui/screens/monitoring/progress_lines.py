"""Between the fields of realisasi: the on-track mark, the action steps, the voices of the public a person acts on."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.plans import Indicator
from kinerja_tui.models.reporting import ActionStep
from kinerja_tui.rules.formats import format_short_date
from kinerja_tui.rules.periods import PeriodSpan, period_from_code
from kinerja_tui.screens.public.voice_texts import owned_line
from kinerja_tui.services.monitoring import progress
from kinerja_tui.services.monitoring.action_plans import step_key
from kinerja_tui.services.monitoring.tracks import Figures
from kinerja_tui.services.public import voice_list
from kinerja_tui.widgets.fields import Choice, Field, Heading, Item, Note

MOST_VOICES = 4
"""Voices shown on the form before the rest is counted."""
HELP_STEP = (
    "1 selesai hari ini, 2 selesai pada hari terakhir periode, 0 belum. Tanggal lain diisi di rencana aksi (r di "
    "daftar Realisasi). Langkah bukan target dan tidak dinilai sendiri."
)


class StepField(Field):
    """Whether a step is done: one digit ticks it, the day stands there afterwards."""

    def shown(self, value: str) -> str:
        """The day, or belum."""
        try:
            return f"selesai {format_short_date(date.fromisoformat(value))}" if value else "belum"
        except ValueError:  # of a newer program
            return value

    def editable(self, value: str) -> str:
        """The same in the editor, which a digit replaces."""
        return self.shown(value)


def with_typed(figures: Figures, values: Mapping[str, str], period: str) -> Figures:
    """What is stored on a plan, with what stands on the form for this period."""
    amounts = {indicator: dict(known) for indicator, known in figures.amounts.items()}
    for measured in figures.indicators:
        known = amounts.setdefault(measured.id, {})
        known.pop(period, None)
        text = values.get(progress.progress_key(measured.id, period, "amount"), "")
        with contextlib.suppress(InvalidOperation):  # a foreign value
            known.update({period: Decimal(text)} if text else {})
    return replace(figures, amounts=amounts)


def track_notes(figures: Figures, indicator: Indicator, period: str) -> list[str]:
    """The mark of an indicator with its figures; nothing for a written target."""
    found = next((item for item in figures.indicators if item.id == indicator.id), None)
    sentence = figures.sentence(found, period_from_code(period)) if found is not None else ""
    return [f"Jalur: {sentence}"] if sentence else []


def step_items(steps: Sequence[ActionStep], period: PeriodSpan, today: date, locked: bool) -> list[Item]:
    """The steps of one result in the period, each with its tick."""
    choices = [Choice("", "belum", "0"), Choice(today.isoformat(), "selesai hari ini", "1")]
    if period.end < today:
        choices.append(Choice(period.end.isoformat(), f"selesai {format_short_date(period.end)}", "2"))
    items: list[Item] = []
    for number, step in enumerate(steps, 1):
        due = f" (tenggat {format_short_date(step.due_on)})" if step.due_on else ""
        items += [
            Note(f"Rencana aksi {number}: {step.text}{due}"),
            StepField(
                step_key(step.id, "done_on"), "Sudah dikerjakan?", "scale", HELP_STEP, choices=tuple(choices),
                locked=locked, carry=False,
            ),
        ]  # fmt: skip
    return items


def voice_items(file: DatabaseFile, employee_id: str, period: PeriodSpan, today: date) -> list[Item]:
    """The voices of the public a person acts on in the period; they stand beside the results and rate nothing.

    They come first on the form: lines below the last field would never scroll into sight.
    """
    rows = voice_list.of_owner(file, employee_id, period.start, period.end, today)
    if not rows:
        return []
    shown = [Note(owned_line(row)) for row in rows[:MOST_VOICES]]
    if len(rows) > MOST_VOICES:
        shown.append(Note(f"dan {len(rows) - MOST_VOICES} lagi; semuanya di layar Suara masyarakat (Ctrl+P)."))
    return [Heading("SUARA MASYARAKAT YANG DIURUS (tidak dinilai)"), *shown]
