"""The lines of a personal sheet: plain words beside every mark and bar, kind before critical."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kinerja_tui.rules.development import OPEN, TAKEN, expected, is_over, is_short, kind_label
from kinerja_tui.rules.formats import excerpt, format_date, format_short_date
from kinerja_tui.rules.ratings import Predicate
from kinerja_tui.rules.recognition import KINDS, RecognitionState
from kinerja_tui.screens.follow_ups import standing
from kinerja_tui.screens.voice_texts import owned_shown
from kinerja_tui.services.follow_up_list import label
from kinerja_tui.services.labels import shown
from kinerja_tui.services.objection_list import STATES as RESULTS
from kinerja_tui.services.personal_sheet import Gap, PersonalSheet, Point
from kinerja_tui.widgets.text import wrapped

Line = tuple[str, str]
"""Text, and how it is drawn: "heading", "dim" or nothing."""

_HEADING, _DIM, _PLAIN = "heading", "dim", ""
_BAR = "█"
_BEST = len(Predicate)
_MOST = 5
"""Lines of one kind shown before the rest is counted."""
_SHORT = {"di_atas": "di atas", "sesuai": "sesuai", "di_bawah": "di bawah"}


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
    found: list[Line] = []
    for text, style in lines:
        inside = len(text) - len(text.lstrip())
        rows = wrapped(text[inside:], max(width - inside - 2, 20))
        found += [(" " * (inside + (2 if place else 0)) + row, style) for place, row in enumerate(rows)]
    return found


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
        f"{name} {_SHORT[rating]}"
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
        lines.append((f"  {number}. {gap.about}: {_said(gap)}", _PLAIN))
        scores = "; ".join(f"{name.lower()} {mean.shown}" for name, mean in gap.scores)
        if scores:
            lines.append((f"     umpan balik: {scores}", _DIM))
    if not sheet.gaps:
        lines.append(("  Tidak ada yang menonjol rendah. Terus dijaga.", _DIM))
    return lines


def _said(gap: Gap) -> str:
    newest = f"terakhir {_SHORT[gap.newest]}"
    if not gap.below:
        return f"{newest} ekspektasi, skor umpan balik termasuk yang paling rendah"
    return f"di bawah ekspektasi {gap.below} dari {gap.rated} kali dinilai, {newest}"


def _trainings(sheet: PersonalSheet, today: date) -> list[Line]:
    day = date(sheet.year, 12, 31)
    lines: list[Line] = [("", _PLAIN), (f"BELAJAR {sheet.year}", _HEADING)]
    lines.append((f"  {_hours(sheet, day, today)}", _PLAIN))
    for item in sheet.trainings:
        if item.state in OPEN:
            when = f", {format_short_date(item.planned_for)}" if item.planned_for else ""
            word = "direncanakan" if item.planned_for else "dibutuhkan"
            about = f" ({item.competence})" if item.competence else ""
            lines.append((f"  {word}{when}: {item.title}{about}", _PLAIN))
    taken = [
        (
            item.end or item.start,
            f"{item.title}{_jp(shown('training', 'hours', item.hours) if item.hours is not None else '')}"
            + (f". Dampak: {excerpt(item.effect, 200)}" if item.effect else ""),
        )
        for item in sheet.trainings
        if item.state in TAKEN
    ]
    taken += [
        (
            date.fromisoformat(row["held_on"]) if row["held_on"] else None,
            f"{row['title']}{_jp(shown('training', 'hours', row['hours']) if row['hours'] is not None else '')}, "
            f"{kind_label(row['kind'] or '').lower()}",
        )
        for row in sheet.attended
    ]
    for held, text in sorted(taken, key=lambda pair: (pair[0] or date.min, pair[1]), reverse=True):
        lines.append((f"  {format_short_date(held) if held else 'tanpa tanggal'}: {text}", _PLAIN))
    if sheet.fitting:
        lines.append(("  Yang pernah diikuti rekan untuk hal yang sama:", _DIM))
    for title, competence, count in sheet.fitting[:_MOST]:
        lines.append((f"    {title} ({competence}), {count} orang", _PLAIN))
    return lines


def _hours(sheet: PersonalSheet, day: date, today: date) -> str:
    """The JP of the year beside what the year asks."""
    asked = f"{expected(sheet.kind, day)} setahun"
    if not sheet.hours.taken:
        return f"Belum ada pelatihan yang tercatat; {asked}."
    if is_over(sheet.kind, sheet.hours, day):
        return f"{sheet.hours.shown}, {asked}: melebihi batas."
    if is_short(sheet.kind, sheet.hours, day):
        return f"{sheet.hours.shown}, {asked}: {'masih ada waktu' if today.year <= sheet.year else 'belum tercapai'}."
    return f"{sheet.hours.shown}, {asked}."


def _jp(hours: str) -> str:
    return f", {hours} JP" if hours else ", JP belum diisi"


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
