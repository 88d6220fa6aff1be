"""The lines of a personal sheet: plain words beside every mark and bar, kind before critical."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kinerja_tui.rules.formats import excerpt, format_date, format_short_date
from kinerja_tui.rules.ratings import Predicate
from kinerja_tui.rules.recognition import KINDS, RecognitionState
from kinerja_tui.services.development.follow_up_list import label, standing
from kinerja_tui.services.development.personal_sheet import PersonalSheet, Point
from kinerja_tui.services.development.personal_words import SHORT, hours_told, learned, needs, said, scores
from kinerja_tui.services.evaluation.objection_list import STATES as RESULTS
from kinerja_tui.services.labels import shown
from kinerja_tui.services.public.voice_words import owned_shown
from kinerja_tui.widgets.text import hanging

Line = tuple[str, str]
"""Text, and how it is drawn: "head", "dim" or nothing."""

_HEADING, _DIM, _PLAIN = "head", "dim", ""
_BAR = "█"
_BEST = len(Predicate)
_MOST = 5
"""Lines of one kind shown before the rest is counted."""


def lines_of(sheet: PersonalSheet, today: date) -> list[Line]:
    """The whole sheet, part after part."""
    return [
        *_trend(sheet),
        *_valued(sheet),
        *_gaps(sheet),
        *_trainings(sheet, today),
        *_follow_ups(sheet),
        *_voices(sheet),
        *_talks(sheet),
    ]


def laid_out(lines: Sequence[Line], width: int) -> list[Line]:
    """The lines wrapped to a width, what goes over set below its beginning."""
    return [(row, style) for text, style in lines for row in hanging(text, max(width, 20))]


def _trend(sheet: PersonalSheet) -> list[Line]:
    lines: list[Line] = [("PERJALANAN", _HEADING)]
    lines += [(_point(point), _PLAIN if point.rated else _DIM) for point in sheet.trend]
    if not sheet.trend:
        lines.append(("  Belum ada evaluasi yang selesai.", _DIM))
    return lines


def _point(point: Point) -> str:
    """``Triwulan I 2026   Baik            ████  hasil sesuai, perilaku di atas``."""
    if not point.rated:
        return f"  {point.period:<17} belum dinilai"
    ratings = ", ".join(
        f"{name} {SHORT[rating]}"
        for name, rating in (("hasil", point.work), ("perilaku", point.behaviour))
        if rating is not None
    )
    if point.predicate is None:
        return f"  {point.period:<17} {'?':<21} {ratings}".rstrip()
    bar = _BAR * (_BEST + 1 - point.predicate.rank)
    return f"  {point.period:<17} {point.predicate.label:<15} {bar:<{_BEST}} {ratings}"


def _valued(sheet: PersonalSheet) -> list[Line]:
    lines: list[Line] = [("", _PLAIN), ("YANG DIHARGAI", _HEADING)]
    for item in sheet.recognitions:
        if item.state == RecognitionState.REFUSED:
            continue
        kind = f", {KINDS.get(item.kind, item.kind).lower()}" if item.kind else ""
        day = f" {format_short_date(item.given_on)}" if item.given_on else ""
        lines.append(
            (f"  {excerpt(item.basis, 200)}: {shown('recognition', 'state', item.state).lower()}{day}{kind}", "")
        )
    if sheet.candidates:
        lines.append(("  Dapat diusulkan (g):", _DIM))
    lines += [(f"    {item.basis} ({item.proof})", _PLAIN) for item in sheet.candidates[:_MOST]]
    if len(sheet.candidates) > _MOST:
        lines.append((f"    dan {len(sheet.candidates) - _MOST} hal lain", _DIM))
    if len(lines) == 2:
        lines.append(("  Belum ada yang tercatat. Tekan g bila ada yang patut diusulkan.", _DIM))
    return lines


def _gaps(sheet: PersonalSheet) -> list[Line]:
    lines: list[Line] = [("", _PLAIN), ("YANG DAPAT DIPERKUAT", _HEADING)]
    for number, gap in enumerate(sheet.gaps, 1):
        lines.append((f"  {number}. {gap.about}: {said(gap)}", _PLAIN))
        if given := scores(gap):
            lines.append((f"     umpan balik: {given}", _DIM))
    if not sheet.gaps:
        lines.append(("  Tidak ada yang menonjol rendah. Terus dijaga.", _DIM))
    return lines


def _trainings(sheet: PersonalSheet, today: date) -> list[Line]:
    lines: list[Line] = [("", _PLAIN), (f"BELAJAR {sheet.year}", _HEADING)]
    lines.append((f"  {hours_told(sheet, today)}", _PLAIN))
    for planned_for, title in needs(sheet):
        when = f"direncanakan, {format_short_date(planned_for)}" if planned_for else "dibutuhkan"
        lines.append((f"  {when}: {title}", _PLAIN))
    for item in learned(sheet):
        held = format_short_date(item.day) if item.day else "tanpa tanggal"
        lines.append((f"  {held}: {item.title}, {item.about}", _PLAIN))
    if sheet.fitting:
        lines.append(("  Yang pernah diikuti rekan untuk hal yang sama:", _DIM))
    for title, competence, count in sheet.fitting[:_MOST]:
        lines.append((f"    {title} ({competence}), {count} orang", _PLAIN))
    return lines


def _follow_ups(sheet: PersonalSheet) -> list[Line]:
    lines: list[Line] = [("", _PLAIN), ("TINDAK LANJUT", _HEADING)]
    for row in sheet.follow_ups:
        what = row["what"] or "tekan t untuk mengisi"
        period = shown("evaluation", "period", row["period"])
        lines.append((f"  {excerpt(label(row), 100)} ({period}): {standing(row)}; {excerpt(what, 200)}", _PLAIN))
        if row["outcome"]:
            lines.append((f"    hasilnya: {excerpt(row['outcome'], 300)}", _DIM))
    if not sheet.follow_ups:
        lines.append(("  Tidak ada yang dinilai di bawah ekspektasi.", _DIM))
    return lines


def _voices(sheet: PersonalSheet) -> list[Line]:
    """What the person does about what citizens said; nothing of it, no heading."""
    if not sheet.voices:
        return []
    lines: list[Line] = [("", _PLAIN), ("SUARA MASYARAKAT YANG DIURUS", _HEADING)]
    return lines + [(f"  {owned_shown(row)}", _PLAIN) for row in sheet.voices]


def _talks(sheet: PersonalSheet) -> list[Line]:
    days: Sequence[str] = [format_date(day) for day in sheet.dialogues[:_MOST]]
    lines: list[Line] = [("", _PLAIN), ("DIALOG DAN HASIL", _HEADING)]
    lines.append((f"  Dialog kinerja: {'; '.join(days) or 'belum tercatat'}", _PLAIN if days else _DIM))
    for row in sheet.objections:
        state = str(RESULTS.get(row["state"], row["state"])).lower()
        lines.append((f"  Hasil {shown('evaluation', 'period', row['period'])}: {state}", _PLAIN))
    return lines
