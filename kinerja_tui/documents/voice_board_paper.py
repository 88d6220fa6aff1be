"""The notice-board sheet on the voice of the public: how many, answered, how fast, how old the rest is; no names."""

from __future__ import annotations

from kinerja_tui.documents.blocks import Block, Cell, Column, Document, Row, Sides, Table, Text, Title
from kinerja_tui.documents.foot import with_code
from kinerja_tui.documents.forum_papers import CLOCK
from kinerja_tui.documents.office import names_of
from kinerja_tui.models.database import Database
from kinerja_tui.rules.formats import format_date, format_decimal, format_short_date
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.voice_figures import VoiceFigures, by_age
from kinerja_tui.rules.voices import VoiceKind
from kinerja_tui.services.public.voice_board import Board, Told, board


def voice_board_paper(db: Database, office: str, period: str) -> Document:
    """What an office posts about a period, as it stands today. Raises `RuleBroken` for a period that cannot be."""
    span = period_from_code(period)
    with db.reading() as session:
        names = names_of(session, office)
    found = board(db.file, office, span, db.today())
    blocks: list[Block] = [
        Title(("SUARA MASYARAKAT DAN TINDAK LANJUTNYA", names.office.upper())),
        Sides((f"Periode: {span.label}",), (f"Keadaan per {format_date(found.day)}",)),
        Text("1. Yang disampaikan kepada kami", bold=True),
        _kinds(found),
        Text("2. Dari disampaikan sampai dilakukan", bold=True),
        Text(_speed(found)),
        Text("3. Yang belum selesai", bold=True),
        *_waiting(found.waiting),
        Text("4. Yang sudah diperbaiki", bold=True),
        _told(found.improved, ("YANG DISAMPAIKAN", "YANG DILAKUKAN", "SELESAI"), "Belum ada yang selesai."),
    ]
    if found.declined:
        blocks += [
            Text("5. Yang tidak dapat dilakukan", bold=True),
            _told(found.declined, ("YANG DISAMPAIKAN", "ALASANNYA"), ""),
        ]
    blocks.append(Text(f"{CLOCK} Sampaikan suara Anda di loket, kotak saran, atau forum berikutnya."))
    name = f"Papan pengumuman suara masyarakat {span.label}"
    return with_code(Document(name, tuple(blocks), landscape=False, final=not found.is_empty))


def _kinds(found: Board) -> Table:
    head = tuple(Cell(text) for text in ("JENIS", "DITERIMA", "DIJAWAB"))
    rows: list[Row] = [
        (
            Cell(label),
            Cell(str(item.heard)),
            Cell("tidak menunggu jawaban" if label == VoiceKind.PRAISE.label else _share(item)),
        )
        for label, item in found.by_kind
    ]
    total = found.received
    rows.append((Cell("Jumlah", bold=True), Cell(str(total.heard), bold=True), Cell(_share(total), bold=True)))
    return Table((Column(3), Column(2, "center"), Column(4, "center")), (head,), tuple(rows))


def _share(figures: VoiceFigures) -> str:
    return f"{figures.answered} dari {figures.expected}" if figures.expected else "–"


def _speed(found: Board) -> str:
    done = found.finished
    if done.median_days is None:
        return "Belum ada yang selesai dalam periode ini, jadi belum ada angkanya."
    return (
        f"Median {format_decimal(done.median_days)} hari kerja, dari {len(done.days)} yang selesai dalam periode ini; "
        f"paling cepat {done.days[0]}, paling lama {done.days[-1]} hari kerja."
    )


def _waiting(figures: VoiceFigures) -> list[Block]:
    if not figures.open:
        return [Text("Tidak ada: semua sudah dijawab.")]
    rows: list[Row] = [(Cell(label), Cell(str(number))) for label, number in by_age(figures.ages)]
    undated = figures.open - len(figures.ages)
    if undated:
        rows.append((Cell("tanggalnya tidak tercatat"), Cell(str(undated))))
    rows.append((Cell("Jumlah", bold=True), Cell(str(figures.open), bold=True)))
    head = (Cell("SUDAH MENUNGGU"), Cell("JUMLAH"))
    oldest = f"Yang paling lama menunggu {figures.oldest} hari kerja. " if figures.oldest is not None else ""
    late = f"{figures.overdue} melewati tanggal yang disepakati." if figures.overdue else ""
    table = Table((Column(6), Column(3, "center")), (head,), tuple(rows))
    return [table, *([Text((oldest + late).strip())] if oldest or late else [])]


def _told(items: tuple[Told, ...], heads: tuple[str, ...], nothing: str) -> Table:
    rows: list[Row] = []
    for number, item in enumerate(items, 1):
        day = format_short_date(item.done_on) if item.done_on else ""
        cells = (item.text, item.action, day)[: len(heads)]
        rows.append((Cell(str(number)), *(Cell(text) for text in cells)))
    rows = rows or [(Cell(nothing, cols=len(heads) + 1),)]
    widths = (Column(4), Column(4), Column(1.4, "center"))[: len(heads)]
    return Table((Column(0.5, "center"), *widths), ((Cell("NO"), *(Cell(text) for text in heads)),), tuple(rows))
