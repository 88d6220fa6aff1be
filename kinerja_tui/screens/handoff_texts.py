"""The wording of Serah terima: what waits, a bundle's line and details, what was written."""

from __future__ import annotations

import contextlib
from datetime import datetime

from kinerja_tui.handoff.export import Written
from kinerja_tui.models.words import spoken
from kinerja_tui.rules.formats import format_short_date
from kinerja_tui.services.handoff import BundleState, LedgerLine
from kinerja_tui.widgets.source import Cell

_LOOKS = {
    BundleState.PREPARED: (">", "mark"),
    BundleState.RECEIVED: ("+", "good"),
    BundleState.COVERED: ("·", "dim"),
    BundleState.IMPORTED: ("+", "good"),
}


def count_text(number: int) -> str:
    """A count as people write it: 1.234."""
    return f"{number:,}".replace(",", ".")


def size_text(size: int) -> str:
    """A file size in KB or MB."""
    if size < 1_000_000:
        return f"{count_text(max(1, round(size / 1000)))} KB"
    return f"{size / 1_000_000:.1f}".replace(".", ",") + " MB"


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


def waiting_text(changes: int, people: int, receiver: str, prepared: int) -> str:
    """The lines above the list: what no bundle carried yet, and what waits for a receipt."""
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
    BundleState.RECEIVED: "diterima",
    BundleState.COVERED: "tercakup",
}


def bundle_details(line: LedgerLine) -> str:
    """Everything known of a bundle."""
    where = f"{line.office_name} ({line.office})"
    if line.outgoing:
        meaning = {
            BundleState.PREPARED: "Disiapkan. Tanda terimanya datang bersama paket balasan dari penerima.",
            BundleState.RECEIVED: "Diterima: penerima memastikannya dalam paket balasan.",
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
    else:
        by = f" oleh {line.by}" if line.by else ""
        lines = [
            f"Masuk dari {where}",
            f"Diimpor {stamp(line.at)}{by}",
            f"{count_text(line.count)} perubahan, {count_text(line.new)} di antaranya baru di sini",
            "",
            "Tanda terimanya ikut dalam paket berikutnya ke kantor itu.",
        ]
    return "\n".join([*lines, f"Tanda paket: {line.id}"])


OPEN_QUESTION = (
    "Paket terbuka berisi data pribadi pegawai yang dapat dibaca siapa pun yang memegang berkasnya. Tulis hanya bila "
    "penerima tidak dapat membuka paket tersegel; jaga flashdisknya dan hapus sesudah diimpor.\n"
)


def _seal_text(written: Written) -> str:
    if written.sealed_to:
        return f"Disegel: hanya {len(written.sealed_to)} PC kantor tujuan yang dapat membukanya."
    return (
        "Tidak disegel: siapa pun yang memegang berkas ini dapat membaca data pribadi di dalamnya. Agar paket "
        "berikutnya tersegel, kenalkan PC penerima dulu (s)."
    )


def exported_text(written: Written, receiver: str) -> str:
    """What was written, where, and that the stick may go."""
    header = written.header
    content = f"{count_text(header.count)} perubahan" if header.count else "Hanya tanda terima, tanpa perubahan baru"
    return (
        f"{written.path}\n"
        f"Nomor {header.no} untuk {receiver}. {content}, {size_text(written.size)}.\n\n"
        f"{_seal_text(written)}\n\n"
        "Paket sudah dibaca kembali dan utuh. Flashdisk boleh dikeluarkan.\n\n"
        "Sidik jari PC ini, bila penerima menanyakannya:\n"
        f"{spoken(header.key)}"
    )
