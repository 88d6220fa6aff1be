"""The help of the field at the cursor, beside every form in a wide terminal: what F1 says, without the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.screens.lists.beside import HIDDEN
from kinerja_tui.widgets.detail import Detail, DetailPane, Fact, Part
from kinerja_tui.widgets.sheet import Sheet


class HelpBeside(WorkScreen):
    """A screen with a sheet. Where the pane beside lists is hidden with D, this one is too."""

    if TYPE_CHECKING:

        @property
        def sheet(self) -> Sheet:
            """The form's sheet."""

    @property
    def _pane(self) -> DetailPane | None:
        return next(iter(self.query(DetailPane)), None)

    def begin(self) -> None:
        """It comes where there is room."""
        super().begin()
        self._place_help()

    def on_resize(self) -> None:
        """It comes and goes with the room there is."""
        self._place_help()

    @on(Sheet.FieldEntered)
    def _show_help_soon(self) -> None:
        if self._pane is not None:
            self._pane.soon(self._show_help)

    def _place_help(self) -> None:
        pane, width = self._pane, DetailPane.room_in(self.app.size.width)
        if pane is None:
            if not width or self.app.file.setting(HIDDEN):
                return
            pane = DetailPane()
            pane.styles.margin = (1, 0)  # title and footer keep the whole width
            self.mount(pane)
        pane.styles.width = width or None
        self._show_help()

    def _show_help(self) -> None:
        field, pane = self.sheet.current, self._pane
        if pane is None:
            return
        # Where nothing can be typed the sheet has the room.
        pane.display = field is not None and DetailPane.room_in(self.app.size.width) > 0
        if field is not None:
            paragraphs = [text for text in field.help.split("\n") if text] or ["Isian ini tidak punya aturan khusus."]
            pane.show(field.key, Detail(field.label, [Part("", [Fact("", text)]) for text in paragraphs]))
