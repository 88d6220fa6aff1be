"""The lines of the camat's page: what it is about, the figure, what lies behind it, and the screen it leads to."""

from __future__ import annotations

from dataclasses import dataclass

from kinerja_tui.rules.formats import format_date, format_decimal
from kinerja_tui.rules.on_track import TrackMark
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.rules.staff import EXCUSED as REASONS
from kinerja_tui.rules.voices import VoiceKind, VoiceState
from kinerja_tui.services.development import follow_up_list
from kinerja_tui.services.office.agenda_after import SOON
from kinerja_tui.services.office.office_state import IN_TIME, OVERDUE, RUNNING, TIMED, OfficeState, Situation
from kinerja_tui.services.planning.plan_lines import EXCUSED, NONE
from kinerja_tui.services.public.surveys import name_of
from kinerja_tui.widgets.text import thousands


@dataclass(frozen=True)
class Line:
    """One line of numbers. ``done`` of ``of`` is what its bar shows; ``of`` 0: no bar."""

    leads_to: str
    mark: str
    style: str
    about: str
    figure: str
    behind: str
    done: int = 0
    of: int = 0


def lines_of(page: Situation, state: OfficeState, *, whole: bool) -> list[Line]:
    """The numbers of an office; ``whole``: of all on this PC, with what belongs to the PC."""
    lines = [_plans(state), _progress(page, state), _tracks(state), _evaluations(page, state), _heard(state)]
    lines += [_services(state), _voices(state)]
    if whole:
        lines.append(_survey(page))
    lines.append(_growing(state))
    if whole:
        lines += [_objections(page), _handoff(page)]
    return lines


def _joined(*parts: tuple[int, str]) -> str:
    """What there is any of: ``3 draf, 1 belum``."""
    return ", ".join(f"{thousands(count)} {name}" for count, name in parts if count)


def _share(done: int, of: int, *, nothing: str = "belum ada") -> str:
    return f"{thousands(done)} dari {thousands(of)}" if of else nothing


def _mark(is_bad: bool, is_whole: bool) -> tuple[str, str]:
    return ("!", "warn") if is_bad else ("+", "good") if is_whole else ("·", "dim")


def _plans(state: OfficeState) -> Line:
    plans, approved = state.plans, state.plans[PlanState.APPROVED]
    known = {PlanState.APPROVED, PlanState.SUBMITTED, PlanState.DRAFT, PlanState.RETURNED, NONE, EXCUSED}
    behind = _joined(
        (plans[NONE], "belum"),
        (plans[PlanState.RETURNED], "dikembalikan"),
        (plans[PlanState.DRAFT], "draf"),
        (plans[PlanState.SUBMITTED], "diajukan"),
        (sum(count for name, count in plans.items() if name not in known), "keadaan lain"),
        *((count, f"dikecualikan ({REASONS.get(name, name)})") for name, count in sorted(state.excused.items())),
    )
    missing = plans[NONE] + plans[PlanState.RETURNED] + plans[PlanState.DRAFT]
    mark = _mark(bool(missing), approved == state.lines > 0)
    return Line("plans", *mark, "Rencana kerja", _share(approved, state.lines), behind, approved, state.lines)


def _progress(page: Situation, state: OfficeState) -> Line:
    now, due = state.now, state.due
    behind = page.now.short
    if page.due != page.now:
        behind += f"; {page.due.short} {_share(due.reported, due.plans)}"
    if due.late:
        behind += f", {due.late} terlambat (batas {format_date(page.report_due)})"
    mark = _mark(bool(due.late), now.reported == now.plans > 0)
    return Line("progress", *mark, "Realisasi", _share(now.reported, now.plans), behind, now.reported,
                now.plans)  # fmt: skip


def _tracks(state: OfficeState) -> Line:
    marks = state.marks
    good = marks[TrackMark.ON_TRACK] + marks[TrackMark.REACHED]
    behind = _joined(
        (marks[TrackMark.BEHIND], "tertinggal"),
        (marks[TrackMark.ATTENTION], "perhatian"),
        (marks[TrackMark.NO_DATA], "tanpa data"),
        (marks[TrackMark.REACHED], "sudah tercapai"),
    )
    mark = _mark(bool(marks[TrackMark.BEHIND]), good == marks.total() > 0)
    figure = _share(good, marks.total())
    return Line("progress", *mark, "Indikator di jalur", figure, behind, good, marks.total())


def _evaluations(page: Situation, state: OfficeState) -> Line:
    due = state.due
    open_ones = state.follow_ups[follow_up_list.NONE] + state.follow_ups[OVERDUE]
    behind = page.due.short + (f"; {open_ones} tindak lanjut belum ada" if open_ones else "")
    mark = _mark(due.evaluated < due.plans or bool(open_ones), due.plans > 0)
    figure = _share(due.evaluated, due.plans)
    return Line("evaluations", *mark, "Evaluasi", figure, behind, due.evaluated, due.plans)


def _heard(state: OfficeState) -> Line:
    mark = _mark(state.heard < state.people, state.people > 0)
    figure = _share(state.heard, state.people)
    return Line("feedback", *mark, "Umpan balik", figure, "orang sudah menerima umpan balik", state.heard, state.people)


def _services(state: OfficeState) -> Line:
    found = state.services
    waiting = _joined((found[OVERDUE], "lewat waktu"), (found[RUNNING], "terbuka"))
    behind = f"tepat waktu; {waiting or 'tidak ada yang terbuka'}" if found[TIMED] else waiting
    mark = _mark(bool(found[OVERDUE]), found[TIMED] > 0 and found[IN_TIME] == found[TIMED])
    figure = _share(found[IN_TIME], found[TIMED])
    return Line("services", *mark, "Layanan", figure, behind, found[IN_TIME], found[TIMED])


def _voices(state: OfficeState) -> Line:
    found = state.voices
    total = found.total() - found[OVERDUE] - found[VoiceKind.PRAISE]
    closed = found[VoiceState.DONE] + found[VoiceState.NO_ACTION]
    behind = _joined(
        (found[OVERDUE], "lewat batas"),
        (found[VoiceState.NEW], "baru"),
        (found[VoiceState.FOLLOWED], "ditindaklanjuti"),
        (found[VoiceState.NO_ACTION], "dijawab tanpa tindakan"),
        (found[VoiceKind.PRAISE], "pujian"),
    )
    mark = _mark(bool(found[VoiceState.NEW] or found[OVERDUE]), closed == total > 0)
    return Line("voices", *mark, "Suara masyarakat", _share(closed, total), behind, closed, total)


def _survey(page: Situation) -> Line:
    if page.survey is None:
        return Line("surveys", "·", "dim", "Survei (SKM)", "belum ada", "belum ada lembar yang diketik")
    results = page.survey["results"]
    ikm, mutu = results.ikm, results.mutu  # type: ignore[attr-defined]
    name = name_of(str(page.survey["service"]), str(page.survey["period"]))
    figure = f"IKM {format_decimal(ikm)}" if ikm is not None else "belum ada"
    letter = f"mutu {mutu.letter}; " if mutu is not None else ""
    behind = f"{letter}{name}, {results.filled} lembar"  # type: ignore[attr-defined]
    return Line("surveys", "+" if ikm is not None else "·", "good" if ikm is not None else "dim", "Survei (SKM)",
                figure, behind)  # fmt: skip


def _growing(state: OfficeState) -> Line:
    waiting = _joined((state.needs, "kebutuhan tanpa rencana"), (state.proposed, "usul penghargaan menunggu"))
    behind = "PNS cukup JP" + (f"; {waiting}" if waiting else "")
    mark = _mark(bool(state.needs or state.proposed), state.trained == state.servants > 0)
    figure = _share(state.trained, state.servants)
    return Line("development", *mark, "Pengembangan", figure, behind, state.trained, state.servants)


def _objections(page: Situation) -> Line:
    behind = f"{page.ending} hasil berakhir batasnya dalam {SOON} hari" if page.ending else "menunggu keputusan"
    if page.undecided:
        return Line("objections", ">", "mark", "Keberatan", str(page.undecided), behind)
    return Line("objections", "+", "good", "Keberatan", "tidak ada", "")


def _handoff(page: Situation) -> Line:
    waiting = page.without_receipt
    behind = f"perubahan belum diserahkan; {waiting} paket menunggu tanda terima" if waiting else ""
    if page.not_handed_over:
        behind = behind or "perubahan belum diserahkan"
        return Line("handoff", ">", "mark", "Serah terima", thousands(page.not_handed_over), behind)
    behind = f"{waiting} paket menunggu tanda terima" if waiting else "semua perubahan sudah masuk paket"
    return Line("handoff", ">" if waiting else "+", "mark" if waiting else "good", "Serah terima", "lengkap", behind)


def bar_of(line: Line, width: int, full: str, rest: str) -> str:
    """The share of a line as a bar, full only when it is whole."""
    if not line.of:
        return ""
    cells = line.done * width // line.of
    return full * cells + rest * (width - cells)
