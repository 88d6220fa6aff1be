"""The wording of Serah terima: what waits, a bundle's line and details, what was written."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from kinerja_tui.handoff.export import Waiting, Written
from kinerja_tui.models.words import spoken
from kinerja_tui.rules.formats import format_short_date
from kinerja_tui.services.handover.handoff import BundleState, LedgerLine, Refusal
from kinerja_tui.widgets.source import Cell

_LOOKS = {
    BundleState.PREPARED: (">", "mark"),
    BundleState.HANDED: ("»", "mark"),
    BundleState.RECEIVED: ("+", "mark"),
    BundleState.ACCEPTED: ("+", "good"),
    BundleState.COVERED: ("·", "dim"),
    BundleState.IMPORTED: ("+", "good"),
}


def count_text(number: int) -> str:
    """A count as people write it: 1.234."""
    return f"{number:,}".replace(",", ".")


def size_text(size: int) -> str:
    """A file size in KB, MB or GB."""
    if size < 1_000_000:
        return f"{count_text(max(1, round(size / 1000)))} KB"
    unit, name = (1_000_000, "MB") if size < 1_000_000_000 else (1_000_000_000, "GB")
    return f"{size / unit:.1f}".replace(".", ",") + f" {name}"


def stamp(moment: datetime | str) -> str:
    """A moment as a short date and time; text that is none (foreign data) as it came."""
    if isinstance(moment, str):
        found = None
        with contextlib.suppress(ValueError):
            found = datetime.fromisoformat(moment)
        if found is None:
            return moment[:25]
        moment = found
    return f"{format_short_date(moment.date())} {moment:%H.%M}"


def waiting_text(changes: int, people: int, receiver: str, prepared: int, any_bundle: bool = True) -> str:
    """The lines above the list: what no bundle carried yet, and what waits for a receipt."""
    if not changes and not any_bundle:
        return "Belum ada isian di sini yang perlu diserahkan."
    if not changes:
        first = "Semua perubahan sudah masuk paket."
    elif receiver:
        about = f" tentang {count_text(people)} pegawai" if people else ""
        first = f"{count_text(changes)} perubahan{about} belum diserahkan ke {receiver}."
    else:
        first = f"{count_text(changes)} perubahan yang dibuat di sini belum masuk paket ke kecamatan."
    if prepared:
        return f"{first} {count_text(prepared)} paket menunggu tanda terima."
    return f"{first} Tekan e untuk menulis paket." if changes else first


def ledger_row(line: LedgerLine) -> list[Cell]:
    """A bundle as a row of the list."""
    mark, style = _LOOKS[line.state]
    kind = "keluar" if line.outgoing else "masuk"
    state = _STATES[line.state] if line.outgoing else f"diimpor, {count_text(line.new)} baru"
    if line.held:
        state, style = f"{state}, {count_text(line.held)} tertahan", "bad"
    return [
        (mark, style),
        stamp(line.at)[:10],
        f"{kind} no {line.no}",
        line.office_name,
        count_text(line.count),
        (state, style),
    ]


_STATES = {
    BundleState.PREPARED: "disiapkan",
    BundleState.HANDED: "diserahkan",
    BundleState.RECEIVED: "diterima",
    BundleState.ACCEPTED: "disahkan",
    BundleState.COVERED: "tercakup",
}


def bundle_details(line: LedgerLine, refused: Sequence[Refusal] = (), cannot_undo: str = "") -> str:
    """Everything known of a bundle: what its receiver holds of it, and whether its import can be taken back."""
    where = f"{line.office_name} ({line.office})"
    if line.outgoing:
        meaning = {
            BundleState.PREPARED: "Disiapkan. Sesudah flashdisknya diserahkan, tandai dengan d. Tanda terimanya datang "
            "bersama paket balasan dari penerima.",
            BundleState.HANDED: f"Diserahkan {_handed(line)}. Tanda terimanya datang bersama paket balasan.",
            BundleState.RECEIVED: "Diterima: penerima memastikannya dalam paket balasan.",
            BundleState.ACCEPTED: "Disahkan: BKPSDM menerimanya dan semua isinya berlaku di sana.",
            BundleState.COVERED: "Tercakup: penerima memastikan paket yang lebih baru, yang membawa isinya juga.",
        }[line.state]
        kind = "semua data (penuh)" if line.full else "lanjutan dari paket yang sudah diterima"
        lines = [
            f"Keluar ke {where}",
            f"Ditulis {stamp(line.at)}, {count_text(line.count)} perubahan, {kind}",
            f"Nama berkas: {line.file}",
            "",
            meaning,
        ]
        if refused:
            lines += ["", f"Tertahan di penerima ({count_text(len(refused))}), tersimpan tetapi belum berlaku di sana:"]
            lines += [f"- {item.act}, oleh {item.by}: {item.reason}" for item in refused[:MOST_TOLD]]
            if len(refused) > MOST_TOLD:
                lines.append(f"- dan {count_text(len(refused) - MOST_TOLD)} lainnya")
    else:
        by = f" oleh {line.by}" if line.by else ""
        lines = [
            f"Masuk dari {where}",
            f"Diimpor {stamp(line.at)}{by}",
            f"{count_text(line.count)} perubahan, {count_text(line.new)} di antaranya baru di sini",
            "",
            "Tanda terimanya ikut dalam paket berikutnya ke kantor itu.",
            "",
            f"Impor ini tidak dapat dibatalkan lagi. {cannot_undo}"
            if cannot_undo
            else "Impor ini masih dapat dibatalkan seluruhnya (u).",
        ]
    if line.code:
        lines.append(f"Kode periksa: {line.code}")
    return "\n".join([*lines, f"Tanda paket: {line.id}"])


MOST_TOLD = 20
"""Held changes told one by one."""


def _handed(line: LedgerLine) -> str:
    at, _, by = line.handed.partition(" ")
    return f"{stamp(at)} oleh {by}" if by else stamp(at)


def going_text(going: Waiting, receiver: str) -> str:
    """What an export would carry, above the choice of its folder."""
    if not going.changes:
        return f"Paket untuk {receiver}: hanya tanda terima. Tulis ke mana?"
    about = f" tentang {count_text(going.employees)} pegawai" if going.employees else ""
    return (
        f"Paket untuk {receiver}: {count_text(going.changes)} perubahan{about}, paling banyak {size_text(going.size)}. "
        "Tulis ke mana?"
    )


NOTHING_AT_OFFICE = (
    "Belum ada paket.\nTekan e untuk menulis paket pertama, atau i untuk membaca paket yang datang.\n"
    "Sebelum paket pertama, kenalkan PC ini dan PC BKPSDM satu sama lain (n), supaya paketnya dapat disegel."
)
NOTHING_AT_DISTRICT = (
    "Belum ada paket.\nTekan i untuk membaca paket kecamatan, atau kenalkan dulu PC kecamatan (n, lalu a), supaya "
    "paketnya datang tersegel."
)

UNKNOWN_QUESTION = (
    "Belum ada PC {receiver} yang dikenal di sini, jadi paket ini tidak dapat disegel: siapa pun yang memegang "
    "berkasnya dapat membaca data pribadi pegawai di dalamnya.\n\nAgar tersegel, pilih Batal, lalu kenalkan dulu PC "
    "penerima (n). Bila tetap ditulis terbuka, jaga flashdisknya dan hapus sesudah diimpor.\n"
)
OPEN_QUESTION = (
    "Paket terbuka berisi data pribadi pegawai yang dapat dibaca siapa pun yang memegang berkasnya. Tulis hanya bila "
    "penerima tidak dapat membuka paket tersegel; jaga flashdisknya dan hapus sesudah diimpor.\n"
)


def _seal_text(written: Written) -> str:
    if written.sealed_to:
        return f"Disegel: hanya {len(written.sealed_to)} PC kantor tujuan yang dapat membukanya."
    return (
        "Tidak disegel: siapa pun yang memegang berkas ini dapat membaca data pribadi di dalamnya. Agar paket "
        "berikutnya tersegel, kenalkan PC penerima dulu (n)."
    )


def _papers_text(papers: Sequence[Path]) -> str:
    if not papers:
        return "Berita acara belum tertulis: folder itu penuh atau menolaknya. Tulis ke folder lain dengan b."
    what = "Berita acara (PDF dan teks)"
    if any(path.suffix == ".csv" for path in papers):
        what += " dan rekap CSV, yang berisi data pribadi,"
    return f"{what} ada di samping paket."


def exported_text(written: Written, receiver: str, papers: Sequence[Path]) -> str:
    """What was written, where, and that the stick may go."""
    header = written.header
    content = f"{count_text(header.count)} perubahan" if header.count else "Hanya tanda terima, tanpa perubahan baru"
    return (
        f"{written.path}\n"
        f"Nomor {header.no} untuk {receiver}. {content}, {size_text(written.size)}.\n\n"
        f"{_seal_text(written)}\n\n"
        f"Kode periksa: {header.code}\n"
        f"{_papers_text(papers)}\n\n"
        "Paket sudah dibaca kembali dan utuh. Flashdisk boleh dikeluarkan.\n\n"
        "Sidik jari PC ini, bila penerima menanyakannya:\n"
        f"{spoken(header.key)}"
    )
