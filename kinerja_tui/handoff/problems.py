"""Why a bundle is refused, as a person needs to hear it: what happened, what is safe, what to do."""

from __future__ import annotations

from pathlib import Path

from kinerja_tui.models.identity import fingerprint
from kinerja_tui.models.words import spoken


class BundleProblem(Exception):
    """A bundle that is not imported or not written. Nothing has been changed when this is raised.

    ``code`` is stable, for receipts and tests; ``text`` is Indonesian, for people.
    """

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


class UnknownSender(BundleProblem):
    """The sender's key was never compared here. A person may read out the fingerprint and enrol it."""

    def __init__(self, office: str, office_name: str, site: str, key: str) -> None:
        words, groups = spoken(key), fingerprint(key)
        super().__init__(
            "unknown_sender",
            f"Paket ini dari PC yang belum dikenal: {office_name} ({office}), sidik jari {words} ({groups}). "
            "Bacakan sidik jari itu lewat telepon atau tatap muka; bila sama, kenali PC itu lalu impor lagi. "
            "Belum ada data yang diubah.",
        )
        self.office = office
        self.office_name = office_name
        self.site = site
        self.key = key
        self.words = words
        self.fingerprint = groups


class Cancelled(Exception):
    """The person pressed cancel while a bundle was written or read; nothing was changed."""


def unreadable(path: Path) -> BundleProblem:
    """A file that is none, or a medium that gives nothing back."""
    return BundleProblem("unreadable", f"Berkas {path} tidak dapat dibaca. Data di sini tidak diubah.")


NOT_A_BUNDLE = "Berkas ini bukan paket data kinerja. Pilih berkas berakhiran .segel, .json.gz, atau .json dari kinerja."
CUT = "Paket ini terpotong atau rusak di tengah jalan. Minta salinan baru dari pengirim; data di sini tidak diubah."
ALTERED = (
    "Isi paket ini berubah setelah ditandatangani, jadi ditolak seluruhnya. Minta salinan baru dari pengirim; "
    "data di sini tidak diubah."
)
NEWER = (
    "Paket ini dibuat oleh kinerja versi yang lebih baru. Pasang versi terbaru di sini lebih dahulu; "
    "paketnya tetap baik dan data di sini tidak diubah."
)
TOO_LARGE = "Paket ini melampaui batas ukuran yang wajar dan tidak dibuka. Data di sini tidak diubah."


def mistaken_for_a_bundle(line: bytes) -> BundleProblem:
    """No bundle, by its first line: a public key or a whole database is named, for people take them for one."""
    if line.startswith(b"SQLite format 3\0"):
        return BundleProblem("not_a_bundle", _DATABASE)
    return BundleProblem("not_a_bundle", _KEY if b'"kinerja_kunci"' in line[:400] else NOT_A_BUNDLE)


_DATABASE = (
    "Berkas ini data atau cadangan kinerja, bukan paket. Cadangan dipakai dengan `kinerja pulihkan`; untuk serah "
    "terima minta paket yang ditulis dengan Ekspor. Data di sini tidak diubah."
)
_KEY = (
    "Berkas ini kunci sebuah PC, bukan paket. Kenalkan PC itu di layar “PC yang dikenal” (a), lalu pilih paketnya. "
    "Data di sini tidak diubah."
)


MOST_HELD_TAKEN = 20_000
"""Changes of one bundle that are kept without counting here: more than the year of a PC nobody has made known yet."""


def too_many_held() -> BundleProblem:
    """A bundle that hardly anything of may count: taking it in would only fill the list of what is held."""
    return BundleProblem(
        "too_many_held",
        f"Lebih dari {MOST_HELD_TAKEN} perubahan di paket ini tidak dapat berlaku di sini: penulisnya belum dikenal, "
        "atau kantornya tidak berhak. Kenalkan dulu PC yang menulisnya (PC yang dikenal, a), lalu impor lagi; bila "
        "bukan itu sebabnya, tanyakan ke pengirimnya. Data di sini tidak diubah.",
    )
