"""Forms over one record, and those keyed one after another: stored, and the next one is there at once."""

from __future__ import annotations

from datetime import date

from kinerja_tui.models.file import DatabaseProblem
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.forms.one_record import day_of
from kinerja_tui.services.staff.employees import NEW
from kinerja_tui.widgets.fields import Field
from kinerja_tui.widgets.running_sheet import RunningSheet


class RecordForm(FormScreen):
    """A form over one record. Subclasses say in `_key` how its fields are named."""

    def __init__(self, form: Form, record_id: str = NEW) -> None:
        super().__init__(form)
        self.record_id = record_id
        """`NEW` while it is keyed in for the first time"""

    def _key(self, column: str) -> str:
        """The form's name of a column."""
        raise NotImplementedError

    def _text(self, column: str) -> str:
        """What stands in a column, as it is stored."""
        return self.form.text(self._key(column))

    def _date(self, column: str) -> date | None:
        """The day in a column, also before it is safe: checks of other fields compare with it."""
        key = self._key(column)
        return day_of(self.sheet.value(key) if self.is_mounted else self.form.text(key))


class SeriesForm(RecordForm):
    """F10 stores a new record and opens the next, empty one, until the person leaves with Esc."""

    SERIES = "rekaman"
    """What is counted while one after another is keyed."""

    def __init__(self, form: Form, record_id: str = NEW) -> None:
        super().__init__(form, record_id)
        self.keyed = 0
        """how many were stored since the form was opened"""

    def next_form(self) -> Form:
        """The form of the next record."""
        raise NotImplementedError

    def finish(self) -> None:
        """F10: store; after a new record comes the next."""
        if self.record_id != NEW:
            super().finish()
        elif self.form.is_changed:  # F10 pressed twice meets the next one, still empty
            with self.telling():
                self.store_typed()
                self.keyed += 1
                self.form = self.next_form()
                self.sheet.last_values = self._carried()
                items = self.items()
                first = next(item.key for item in items if isinstance(item, Field) and not item.locked)
                self.sheet.replace(items, self.values(), cursor=first, marks={})
                count = f"{self.keyed} {self.SERIES} sejak formulir dibuka"
                self.say(f"Tersimpan, {count}. Ketik yang berikutnya, atau Esc.")


class RunningForm(FormScreen):
    """Heads-down entry: behind the last field the record is stored and the next one follows by itself."""

    CARRIES_STORED = False  # those of another survey or forum say nothing about this one
    FIRST = ""
    """Column in which the next record begins."""

    @property
    def running(self) -> RunningSheet:
        """The form's sheet."""
        return self.query_one(RunningSheet)

    def save(self) -> None:
        """Store the record that was keyed to its end. Raises `RuleBroken`."""
        raise NotImplementedError

    def next_form(self) -> Form:
        """The form of the next record. Raises `RuleBroken` when there is none, with the words for it."""
        raise NotImplementedError

    def show_standing(self) -> None:
        """How far the person has come, in the title line."""
        raise NotImplementedError

    def _key(self, column: str) -> str:
        """The form's name of a column."""
        raise NotImplementedError

    def store_and_go_on(self) -> None:
        """Store, and on to the next record."""
        try:
            self.save()
        except (RuleBroken, DatabaseProblem) as error:
            self.running.release()
            self.warn(error.text)
            return
        self.stored = True
        self._carry()
        try:
            self.form = self.next_form()
        except RuleBroken as error:
            self.say(error.text)
            self.dismiss(True)
            return
        self.running.last_values = self._carried()
        self.running.go_on(self.items(), self.values(), self._key(self.FIRST))
        self.show_standing()
