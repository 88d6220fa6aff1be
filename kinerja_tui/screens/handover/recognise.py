"""Two people compare a key's fingerprint: words read aloud on one side, the first word typed on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_tui.models.identity import fingerprint
from kinerja_tui.models.words import is_first_of, spoken
from kinerja_tui.widgets.dialogs import AskText

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp


async def compared(app: KinerjaApp, office: str, office_name: str, key: str, source: str) -> bool:
    """Ask the person to compare; True when they typed what was read to them. To be awaited in a worker."""
    first = spoken(key).split()[0]
    wrong = f"Di sini kata pertamanya “{first}”. Bila yang dibacakan lain, tekan Esc."
    typed = await app.push_screen_wait(
        AskText(
            question(office, office_name, key, source),
            check=lambda text: None if is_first_of(text, key) else wrong,
            title="Kenalkan PC",
            max_length=20,
        )
    )
    return typed is not None


def question(office: str, office_name: str, key: str, source: str) -> str:
    """How to make sure that a key belongs to whom it says."""
    return (
        f"{source} ini mengaku dari {office_name} ({office}).\n"
        "Hubungi kantor itu lewat telepon atau tatap muka. Minta mereka membacakan sidik jari PC-nya (Serah terima "
        "atau Pengaturan). Cocokkan semua katanya:\n\n"
        f"{two_lines(key)}\n\n"
        f"Dengan huruf dan angka: {fingerprint(key)}\n\n"
        "Bila semuanya sama, ketik kata pertama yang mereka bacakan. Bila berbeda atau ragu, tekan Esc; belum ada "
        "yang diubah."
    )


def two_lines(key: str) -> str:
    """The words of a fingerprint, four a line."""
    words = spoken(key).split()
    return f"    {'  '.join(words[:4])}\n    {'  '.join(words[4:])}"
