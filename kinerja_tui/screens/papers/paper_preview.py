"""A paper read in the terminal before it is printed: the same contents, tables drawn to the width of the window."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kinerja_tui.documents.blocks import Document
from kinerja_tui.documents.plain import lines_of
from kinerja_tui.screens.base import BACK, WorkScreen
from kinerja_tui.screens.papers.print_run import print_one
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.keys import ASKING


class PaperPreview(WorkScreen):
    """One paper; `e` prints it."""

    HELP = (
        "Isi kertas sebelum dicetak. Panah, PgUp/PgDn, Home, dan End menggulung. Isinya sama dengan PDF; hanya letak "
        "tabel disesuaikan dengan lebar layar, dan halaman baru terbentuk saat dicetak. **KONSEP** berarti dokumennya "
        "belum final dan kata itu tercetak di setiap halaman. **e** mencetaknya."
    )
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("print", "e", "Cetak kertas ini", "Menyimpan kertas ini sebagai PDF.", "Cetak", group="Cetak"),
        BACK,
    ]
    DEFAULT_CSS = """
    PaperPreview > VerticalScroll { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    PaperPreview > VerticalScroll > Static { height: auto; }
    """

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.title = f"Pratinjau · {document.name}"

    def body(self) -> ComposeResult:
        """The lines, scrolling."""
        with VerticalScroll():
            yield Static(id="paper", markup=False)

    def begin(self) -> None:
        """Arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def on_resize(self) -> None:
        """Tables take the room there is."""
        lines = lines_of(self.document, min(self.app.size.width - 3, 160))
        self.query_one("#paper", Static).update(Content("\n".join(lines)))

    @work(exclusive=True, group=ASKING)
    async def action_print(self) -> None:
        """e: this paper as a PDF."""
        await print_one(self.app, self.document)
