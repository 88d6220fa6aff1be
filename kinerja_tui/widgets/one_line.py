"""One line of text being typed: what does not fit is said, never cut in silence."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from kinerja_tui.widgets.text import clean


class OneLine(Input):
    """The stock Input refuses a paste that is too long as a whole, with nothing but the bell."""

    _full_at = ""
    """the text at which it was said that there is no room for more"""

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()  # the stock handler
        start, end = sorted(self.selection)
        room = max((self.max_length or len(event.text)) - len(self.value) + end - start, 0)
        text = " ".join(clean(event.text[: 4 * room + 100]).split())
        self.replace(text[:room], start, end)
        if len(text) > room:
            told = f"yang masuk hanya {room} karakter pertama" if room else "tidak ada yang masuk"
            self.notify(f"Tempelan terlalu panjang: {told}.", severity="warning", markup=False)

    def restricted(self) -> None:
        """A letter too many."""
        if self.max_length and len(self.value) >= self.max_length and self._full_at != self.value:
            self._full_at = self.value
            self.notify(f"Sudah penuh: paling banyak {self.max_length} karakter.", markup=False)
