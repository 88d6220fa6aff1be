"""What the public met and said: surveys per service, the service log, the voices. Of the office, never of a person."""

from __future__ import annotations

from decimal import Decimal

from kinerja_tui.documents.recaps.asked import Asked, share
from kinerja_tui.documents.tables.table import Column, Kind, TypedTable, Value, summed
from kinerja_tui.rules.periods import PeriodKind, lies_within
from kinerja_tui.rules.voices import VoiceKind
from kinerja_tui.services.labels import shown
from kinerja_tui.services.public import service_figures, survey_results, voice_figures
from kinerja_tui.services.public.surveys import WHOLE_OFFICE

_UNIT = ("Bukan nilai orang", "Mengukur unit pelayanan; tidak pernah menjadi nilai seseorang.")


def survey_recap(asked: Asked) -> TypedTable:
    """Every survey of the period (of a year: in it) with its sheets, IKM and mutu."""
    columns = [
        *([Column("Kantor")] if not asked.office else []), Column("Layanan"), Column("Periode"),
        Column("Lembar", Kind.INTEGER, summed=True), Column("Terisi", Kind.INTEGER, summed=True),
        Column("Contoh perlu", Kind.INTEGER), Column("IKM", Kind.DECIMAL), Column("Mutu"), Column("Sebutan"),
        Column("Unsur di bawah Baik"), Column("Bobot"), Column("Berbeda di ketikan kedua", Kind.INTEGER),
    ]  # fmt: skip
    rows: list[list[Value]] = []
    for row in survey_results.listing(asked.file).found:
        if not _within(row["period"], asked) or asked.office not in ("", row["office"]):
            continue
        found = row["results"]
        rows.append(
            [*([row["office_name"]] if not asked.office else []), row["service"] or WHOLE_OFFICE,
             shown("survey", "period", row["period"]), found.sheets, found.filled, row["needed"], found.ikm,
             found.mutu.letter if found.mutu else "belum cukup", found.mutu.label if found.mutu else None,
             ", ".join(element.name for element in found.low), found.weighting.label, row["differing"]]
        )  # fmt: skip
    notes = (
        *asked.notes("lembar survei yang diketik (ketikan pertama atau yang sudah diputus)", "PermenPANRB 14/2017"),
        ("Cara hitung", "IKM = jumlah NRR tertimbang x 25, dibulatkan dua desimal lalu digolongkan. Terisi: lembar "
         "yang menjawab sedikitnya satu unsur. Unsur tanpa jawaban tidak dihitung nol: IKM “belum cukup”."),
        _UNIT,
    )  # fmt: skip
    return asked.table(
        "Survei kepuasan", columns, rows, total=summed(columns, rows), notes=notes, rules="PermenPANRB 14/2017"
    )


def service_recap(asked: Asked) -> TypedTable:
    """How many requests ended in the period, how fast, how many in time."""
    columns = [
        Column("Layanan"), Column("Batas hari kerja", Kind.INTEGER), Column("Diputus", Kind.INTEGER, summed=True),
        Column("Dikembalikan atau batal", Kind.INTEGER, summed=True), Column("Nilai tengah hari", Kind.DECIMAL),
        Column("90% selesai dalam hari", Kind.INTEGER), Column("Tepat waktu", Kind.INTEGER, summed=True),
        Column("Berbatas waktu", Kind.INTEGER, summed=True), Column("Persen tepat waktu", Kind.SHARE),
        Column("Tanpa perbaikan", Kind.INTEGER, summed=True),
        Column("Tercatat perbaikannya", Kind.INTEGER, summed=True),
        Column("Sedang berjalan", Kind.INTEGER, summed=True), Column("Lewat batas kini", Kind.INTEGER, summed=True),
    ]  # fmt: skip
    rows: list[list[Value]] = []
    offices = dict(asked.file.rows("SELECT id, office FROM service"))
    for item in service_figures.of_services(asked.file, asked.span, asked.today):
        if asked.office not in ("", offices.get(item.service_id, "")):
            continue
        figures = item.figures
        rows.append(
            [item.name or "(tanpa nama)", item.max_days, figures.decided, figures.given_back, figures.median,
             figures.ninety, figures.on_time, figures.with_limit, share(figures.on_time, figures.with_limit),
             figures.flawless, figures.noted, item.running, item.late]
        )  # fmt: skip
    total = summed(columns, rows)
    on_time, limited = total[6], total[7]
    if isinstance(on_time, int) and isinstance(limited, int):
        total[8] = share(on_time, limited)
    notes = (
        *asked.notes(
            "permohonan di catatan layanan yang berakhir dalam periode; yang berjalan dan lewat: hari ini",
            "batas hari kerja menurut daftar layanan kantor ini",
        ),
        ("Hari", "hari kerja tanpa hari libur yang tercatat; hari diterima tidak dihitung. Yang dikembalikan atau "
         "dibatalkan tidak dihitung waktunya. Kosong: tidak ada datanya, bukan nol."),
        _UNIT,
    )  # fmt: skip
    return asked.table("Layanan", columns, rows, total=total, notes=notes, rules="")


def voice_recap(asked: Asked) -> TypedTable:
    """What citizens said in the period and how much of it was answered, by office and service."""
    columns = [
        Column("Kantor atau layanan"), Column("Masuk", Kind.INTEGER),
        *(Column(kind.label, Kind.INTEGER) for kind in VoiceKind), Column("Perlu jawaban", Kind.INTEGER),
        Column("Dijawab", Kind.INTEGER), Column("Persen dijawab", Kind.SHARE),
        Column("Nilai tengah hari ke tindakan", Kind.DECIMAL), Column("Keluhan per 100 permohonan", Kind.DECIMAL),
        Column("Menunggu kini", Kind.INTEGER), Column("Lewat hari ini", Kind.INTEGER),
    ]  # fmt: skip
    codes = [asked.office] if asked.office else [code for code, _ in voice_figures.offered(asked.file) if "." in code]
    rows: list[list[Value]] = []
    for code in codes or [asked.file.setting("office")]:
        for line in voice_figures.lines(asked.file, code, asked.span, asked.today):
            came = line.figures.came
            rows.append(
                [line.name if line.about == code else f"- {line.name}", came.heard,
                 *(number for _, number in came.kinds), came.expected, came.answered,
                 share(came.answered, came.expected),
                 _decimal(line.figures.done.median_days), _decimal(line.per_hundred), line.waiting.open,
                 line.waiting.overdue]
            )  # fmt: skip
    notes = (
        *asked.notes(
            "catatan suara masyarakat yang diterima dalam periode; yang menunggu dan lewat: hari ini",
            "hari yang dijanjikan kantor ini untuk setiap suara",
        ),
        ("Baris", "Baris layanan (-) termasuk dalam baris kantornya, jadi tidak ada baris jumlah. Pujian tidak "
         "menunggu jawaban. Tidak ada nama warga di sini."),
        _UNIT,
    )  # fmt: skip
    return asked.table("Suara masyarakat", columns, rows, notes=notes, rules="")


def _within(code: str, asked: Asked) -> bool:
    """Whether a survey's period is the one asked for, or lies in the year asked for."""
    return code == asked.period or (asked.span.kind is PeriodKind.YEAR and lies_within(code, asked.period))


def _decimal(number: Decimal | int | None) -> Value:
    return None if number is None else Decimal(number)
