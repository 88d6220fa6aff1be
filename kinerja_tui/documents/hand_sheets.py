"""Sheets that exist to be written on and keyed in afterwards: feedback, a voice of the public, a questionnaire.

No forms of the regulation: the fields of the screen, in the screen's order and under its names; where the screen takes
a digit the digits are printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kinerja_tui.documents.blocks import Block, Cell, Column, Document, Row, Sides, Table, Text, Title
from kinerja_tui.documents.office import OfficeNames
from kinerja_tui.documents.persons import ROWS, Card, card_text
from kinerja_tui.rules.feedback import GiverKind, Score
from kinerja_tui.rules.survey import ELEMENTS, GROUPS, SCALE
from kinerja_tui.rules.values import VALUES
from kinerja_tui.rules.voices import Channel, VoiceKind

_LINE, _ROOM = "\n\n", "\n" * 5
"""Room for a line and for a few sentences, by hand."""
_NO_BREAK = "\u00a0"


def feedback_sheet(year: int, employee: Card, results: Sequence[str], names: OfficeNames) -> Document:
    """One giver's feedback on one person; ``results``: what it can be about, else a line to write on."""
    about = "\n".join(f"{number}  {text}" for number, text in enumerate(results, 1))
    scores: list[Row] = [
        (Cell(str(number)), Cell(value.name), *(Cell() for _ in Score)) for number, value in enumerate(VALUES, 1)
    ]
    head = (
        (Cell("SKOR PER NILAI (boleh kosong)", cols=2 + len(Score)),),
        (Cell("NO"), Cell("NILAI"), *(Cell(f"{score} {score.label}") for score in Score)),
    )
    narrow = tuple(Column(1.1, "center") for _ in Score)
    blocks: tuple[Block, ...] = (
        Title(("UMPAN BALIK BERKELANJUTAN", f"TAHUN {year}")),
        Sides((names.institution.upper(), names.office.upper())),
        _facts("UNTUK PEGAWAI", [(label, card_text(employee, key)) for key, label in ROWS]),
        _facts(
            "PEMBERI",
            [
                ("Tanggal", _LINE),
                ("Pemberi", _digits(kind.label for kind in GiverKind)),
                ("Nama pemberi", _LINE),
            ],
        ),
        _facts(
            "UMPAN BALIK",
            [
                ("1. Berjalan baik", _ROOM),
                ("2. Perlu diperbaiki", _ROOM),
                ("3. Usulan", _ROOM),
                ("Tanggal usulan", _LINE),
                ("Bukti dukung", _LINE),
                ("Tentang hasil kerja", about or _LINE),
            ],
        ),
        Table((Column(0.5, "center"), Column(5), *narrow), head, tuple(scores)),
        Text(
            "Nama rekan kerja dan bawahan tidak ditampilkan kepada pegawai; dipakai agar satu orang tidak dihitung "
            "dua kali. Skor tidak pernah menjadi rating. Serahkan lembar ini langsung kepada pengelola kepegawaian."
        ),
    )
    return Document("Umpan balik", blocks, landscape=False, rules="PermenPANRB 6/2022")


def voice_sheet(names: OfficeNames) -> Document:
    """What one citizen says at the counter; what the office does about it is written below."""
    blocks: tuple[Block, ...] = (
        Title(("SUARA MASYARAKAT", "MASUKAN, KRITIK, PUJIAN, ATAU KELUHAN")),
        Sides((names.institution.upper(), names.office.upper())),
        Text("Ditulis tanpa nama, NIK, alamat, atau nomor telepon: yang dicatat suaranya, bukan orangnya."),
        _facts(
            "YANG DISAMPAIKAN",
            [
                ("Jenis", _digits(kind.label for kind in VoiceKind)),
                ("Lewat", _digits(channel.label for channel in Channel)),
                ("Diterima", _LINE),
                ("Layanan", _LINE),
                ("Isi", _ROOM + _ROOM),
            ],
        ),
        _facts("YANG MENGURUS", [("Penanggung jawab", _LINE), ("Paling lambat", _LINE)]),
        _facts("JAWABAN", [("Yang dilakukan", _ROOM), ("Selesai", _LINE), ("Alasan tidak", _ROOM)]),
    )
    return Document("Suara masyarakat", blocks, landscape=False)


def questionnaire(names: OfficeNames) -> Document:
    """The questionnaire of the public satisfaction survey: four groups, nine answers, nothing that names anybody."""
    rows: list[Row] = [
        (Cell(str(number)), Cell(name), *(Cell(_LINE) for _ in SCALE))
        for number, name in enumerate(ELEMENTS.values(), 1)
    ]
    head = (Cell("NO"), Cell("UNSUR PELAYANAN"), *(Cell(f"{code} {label}") for code, label in SCALE.items()))
    narrow = tuple(Column(1.3, "center") for _ in SCALE)
    blocks: tuple[Block, ...] = (
        Title(("KUESIONER SURVEI KEPUASAN MASYARAKAT", names.office.upper())),
        Sides((names.institution.upper(), "Layanan: ……………………………………"), ("Nomor lembar: ……………",)),
        Text("Nama dan alamat tidak ditulis. Lingkari satu angka pada tiap baris ini:"),
        _facts("RESPONDEN", [(label, _digits(codes.values())) for label, codes in GROUPS.values()]),
        Text("Beri tanda silang (X) pada satu kotak tiap baris. Yang tidak Anda ketahui boleh dikosongkan."),
        Table((Column(0.5, "center"), Column(4), *narrow), (head,), tuple(rows)),
        Text("Terima kasih. Jawaban Anda dipakai untuk memperbaiki pelayanan."),
    )
    return Document("Kuesioner survei", blocks, landscape=False, rules="PermenPANRB 14/2017")


def _facts(title: str, lines: Sequence[tuple[str, str]]) -> Table:
    rows: list[Row] = [(Cell(label), Cell(text)) for label, text in lines]
    return Table((Column(2.5), Column(7.5)), ((Cell(title, cols=2),),), tuple(rows))


def _digits(labels: Iterable[str]) -> str:
    """Each answer with the digit that is keyed for it."""
    answers = (f"{number} {label}".replace(" ", _NO_BREAK) for number, label in enumerate(labels, 1))
    return f"{_NO_BREAK * 3} ".join(answers)
