"""A sheet for lines of a list keyed in a row, of which most fields may stay empty: an empty line ends the row."""

from __future__ import annotations

from kinerja_tui.widgets.fields import Field
from kinerja_tui.widgets.running_sheet import RunningSheet
from kinerja_tui.widgets.sheet import Sheet


class RowSheet(RunningSheet):
    """Leaving the last field finishes the record; Enter on one in which nothing stands leaves the form.

    F10 finishes a record early: what was not passed counts as left empty.
    """

    HEADS_DOWN = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing was keyed into this record yet."""
        fields = [item for item in self.items if isinstance(item, Field) and not item.locked]
        return not self.dirty and not any(self.value(field.key) for field in fields)

    def _next(self) -> None:
        if self.is_blank:
            self.hand_over(self.Leave())
        else:
            super()._next()

    def action_finish(self) -> None:
        """F10: the record as it stands, or the end of the row."""
        if self.is_blank:
            self.hand_over(self.Leave())
        else:
            Sheet.action_finish(self)
