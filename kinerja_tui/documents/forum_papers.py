"""The papers of one forum: the record to sign, and what was done since, to be read out at the next forum.

Citizens are never named (none are stored), and the one who acts stands by his post.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kinerja_tui.documents.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Row,
    Sides,
    Signature,
    Signatures,
    Table,
    Text,
    Title,
)
from kinerja_tui.documents.breaks import signed_together
from kinerja_tui.documents.foot import with_code
from kinerja_tui.documents.office import OfficeNames, names_of
from kinerja_tui.documents.persons import signature
from kinerja_tui.models.database import Database
from kinerja_tui.models.voices import Forum
from kinerja_tui.rules.formats import excerpt, format_date, format_decimal, format_short_date
from kinerja_tui.rules.voice_figures import VoiceFigures, days_to_action, voice_figures
from kinerja_tui.rules.voices import VoiceKind, VoiceState
from kinerja_tui.services.labels import shown
from kinerja_tui.services.office.holidays import holidays
from kinerja_tui.services.public import forum_statements, forums
from kinerja_tui.services.public.forum_statements import Statement

CLOCK = (
    "Hari kerja dihitung mulai hari sesudah disampaikan, Senin sampai Jumat, tanpa hari libur. Dijawab: sudah "
    "dilakukan, atau ada alasan tidak dilakukan; pujian tidak menunggu jawaban."
)
"""How the figures are counted, said wherever they are printed."""
_NOBODY = "belum ditentukan"
_LINES = 8
"""Empty statements on a form to write on; more on a second one."""
_WRITE = "\n" * 4
_KINDS = ", ".join(f"{number} {kind.label.lower()}" for number, kind in enumerate(VoiceKind, 1))


def minutes_paper(db: Database, forum_id: str) -> Document:
    """The record of a forum, to sign. Raises `RuleBroken` when the forum is not here."""
    return _minutes(*_found(db, forum_id))


def minutes_blank(names: OfficeNames) -> Document:
    """The record of a forum to fill in by hand, in the order in which it is keyed afterwards."""
    numbers = range(1, _LINES + 1)
    lines: list[Row] = [(Cell(str(number)), Cell(_WRITE), *(Cell() for _ in range(4))) for number in numbers]
    return replace(_minutes(Forum(id=""), names, [], lines), final=True)


def _minutes(forum: Forum, names: OfficeNames, said: list[Statement], lines: Sequence[Row] = ()) -> Document:
    """``lines``: of a form to write on, instead of statements."""
    facts: tuple[Row, ...] = (
        _fact("Tanggal", format_date(forum.held_on) if forum.held_on else ""),
        _fact("Tempat", forum.place),
        _fact("Pokok bahasan", forum.topic),
        _fact("Jumlah warga yang hadir", _people(forum, blank=bool(lines))),
        *((_fact("Catatan", forum.note or "\n"),) if forum.note or lines else ()),
    )
    head = tuple(Cell(text) for text in ("NO", "JENIS", "YANG DISAMPAIKAN", "YANG DISEPAKATI", "PENANGGUNG JAWAB",
                                         "PALING LAMBAT"))  # fmt: skip
    rows: list[Row] = list(lines) or [
        (
            Cell(str(item.number)),
            Cell(_kind(item)),
            Cell(item.text),
            Cell(item.agreed),
            Cell(item.post),
            Cell(_short(item.heard.due)),
        )
        for item in said
    ]
    rows = rows or [(Cell("Belum ada pernyataan yang dicatat.", cols=6),)]
    columns = (Column(0.5, "center"), Column(1.1), Column(3.4), Column(3), Column(2.1), Column(1.2, "center"))
    citizens = Signature(("", "Wakil warga yang hadir"))
    signed = Signatures(citizens, signature("Pimpinan Forum", None, names.place, forum.held_on))
    blocks: tuple[Block, ...] = (
        Title(("NOTULEN FORUM MASYARAKAT", names.office.upper())),
        Sides((names.institution.upper(),)),
        Table((Column(3), Column(8)), (), facts),
        *((Text(f"Jenis: {_KINDS}. Nama warga tidak ditulis."),) if lines else ()),
        *signed_together(Table(columns, (head,), tuple(rows)), signed),
    )
    whole = bool(said) and forum.held_on is not None and all(item.text for item in said)
    return _paper(f"Notulen forum {forums.name_of(forum)}", blocks, final=whole)


def outcome_paper(db: Database, forum_id: str) -> Document:
    """What was done about each statement of a forum, or why not. Raises `RuleBroken` when the forum is not here."""
    forum, names, said = _found(db, forum_id)
    today, free = db.today(), holidays(db.file)
    figures = voice_figures([item.heard for item in said], today, free)
    head = tuple(Cell(text) for text in ("NO", "YANG DISAMPAIKAN WARGA", "YANG DISEPAKATI", "YANG DILAKUKAN",
                                         "KEADAAN"))  # fmt: skip
    rows: list[Row] = [
        (
            Cell(str(item.number)),
            Cell(f"{_kind(item)}: {item.text}"),
            _agreed(item),
            Cell(_done(item)),
            Cell(_standing(item, today, days_to_action(item.heard.received_on, item.heard.done_on, free))),
        )
        for item in said
    ]
    rows = rows or [(Cell("Belum ada pernyataan yang dicatat.", cols=5),)]
    columns = (Column(0.5, "center"), Column(3), Column(2.8), Column(3), Column(1.7))
    signed = Signatures(None, signature("Pimpinan Kantor", None, names.place, today))
    day = format_date(forum.held_on) if forum.held_on else "……………………"
    blocks: tuple[Block, ...] = (
        Title(("YANG KAMI LAKUKAN SESUDAH FORUM MASYARAKAT", names.office.upper())),
        Sides((f"Forum {day}", forum.place), (f"Keadaan per {format_date(today)}", forum.topic)),
        *(Text(line) for line in _summary(figures)),
        *signed_together(Table(columns, (head,), tuple(rows)), Text(CLOCK), signed),
    )
    return _paper(f"Tindak lanjut forum {forums.name_of(forum)}", blocks, final=bool(said))


def _found(db: Database, forum_id: str) -> tuple[Forum, OfficeNames, list[Statement]]:
    forum = forums.read(db, forum_id)
    with db.reading() as session:
        names = names_of(session, forum.office or db.office)
    return forum, names, forum_statements.of_forum(db.file, forum, db.today())


def _paper(name: str, blocks: tuple[Block, ...], *, final: bool) -> Document:
    return with_code(Document(excerpt(name, 100), blocks, landscape=False, final=final))


def _summary(figures: VoiceFigures) -> list[str]:
    lines = [f"{figures.heard} pernyataan disampaikan."]
    if figures.expected:
        parts = (
            (figures.acted, "dilakukan"),
            (figures.declined, "tidak dapat dilakukan, dengan alasannya"),
            (figures.open, "belum selesai"),
        )
        told = "; ".join(f"{number} {what}" for number, what in parts if number)
        lines[0] += f" {figures.answered} dari {figures.expected} yang menunggu jawaban sudah dijawab: {told}."
    if praise := dict(figures.kinds)[VoiceKind.PRAISE]:
        lines[0] += f" {praise} pujian kami catat dengan terima kasih."
    if figures.median_days is not None:
        lines.append(
            f"Dari disampaikan sampai dilakukan: median {format_decimal(figures.median_days)} hari kerja "
            f"(dari {len(figures.days)} pernyataan)."
        )
    return lines


def _agreed(item: Statement) -> Cell:
    due = f"paling lambat {_short(item.heard.due)}" if item.heard.due else ""
    who = ", ".join(filter(None, (item.post, due)))
    return Cell(item.agreed, bullets=(who,), plain=True) if who else Cell(item.agreed)


def _done(item: Statement) -> str:
    if item.heard.state is VoiceState.NO_ACTION:
        return f"Tidak dapat dilakukan: {item.heard.no_action.strip()}"
    return item.action


def _standing(item: Statement, today: date, days: int | None) -> str:
    heard = item.heard
    if heard.state is VoiceState.DONE:
        took = f"\n{days} hari kerja" if days is not None else ""
        return f"Selesai {_short(heard.done_on)}{took}"
    if heard.state is VoiceState.NO_ACTION:
        return "Dijawab"
    if heard.kind == VoiceKind.PRAISE:
        return "Terima kasih"
    if heard.is_overdue(today):
        return "Belum selesai, lewat batas"
    return "Sedang dikerjakan" if heard.owner else f"Penanggung jawab {_NOBODY}"


def _people(forum: Forum, *, blank: bool) -> str:
    if forum.people is None:
        return "" if blank else "tidak dihitung"
    return str(forum.people)


def _kind(item: Statement) -> str:
    return shown("voice", "kind", item.heard.kind) if item.heard.kind else ""


def _short(day: date | None) -> str:
    return format_short_date(day) if day else ""


def _fact(label: str, value: str) -> Row:
    return Cell(label), Cell(value)
