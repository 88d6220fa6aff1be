"""A plan's form that follows what is typed: other lines by approach and form, lists of the lampiran that grow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from kinerja_tui.models.records import new_id
from kinerja_tui.rules.plans import AttachmentSection
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.planning.plan_choices import RESHAPING
from kinerja_tui.screens.planning.plan_lampiran import AttachmentLines, line_key
from kinerja_tui.services.forms import forms
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.planning import plan_attachments, plan_entry
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.fields import Field, Item

_MOVED = "Hasil kerja, indikator, atau baris lampiran di kursor."


class GrowingForm(FormScreen):
    """Subclasses tell what stands at the cursor."""

    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("move_up", "ctrl+up", "Pindahkan baris ke atas", _MOVED,
                second_key="shift+f7", group="Rencana kerja"),
        Command("move_down", "ctrl+down", "Pindahkan baris ke bawah", _MOVED,
                second_key="shift+f8", group="Rencana kerja"),
    ]  # fmt: skip

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.plan_id = plan_entry.plan_id_of(form)
        self._blanks = {str(section): new_id() for section in AttachmentSection}
        """section of the lampiran -> id that its next line gets"""

    def record_here(self) -> tuple[plan_entry.Table | None, str]:
        """The kind and id of the line at the cursor; None: it is no line that can be moved."""
        raise NotImplementedError

    def when_told(self, action: Callable[[], None]) -> None:
        """Run something after the sheet's messages so far: they go through its queue, then through ours."""
        self.sheet.call_later(self.call_later, action)

    def attachment_lines(self, *, locked: bool) -> Iterator[Item]:
        """The lampiran, each list with a line more to type into."""

        def used(section: str) -> list[str]:
            return plan_attachments.used(self.app.file, section)

        return AttachmentLines(self.form, locked, self._blanks, used).items()

    # -- fields that other lines follow from

    def reshapes(self, key: str) -> bool:
        """Whether other lines follow from a field: the head of the plan, the last line of a list of the lampiran."""
        table, _, column = key.split("/")
        return (table == "work_plan" and column in RESHAPING) or self._section_of_blank(key) is not None

    def reshape(self, key: str) -> None:
        """Keep the field and go on to the next one, which may be new."""
        with self.telling():
            forms.keep(self.app.db, self.form, self.kept_texts(key, self.sheet.value(key)))
            self.renew_blank(key)
            keys = [item.key for item in self.items() if isinstance(item, Field) and not item.locked]
            self.show_again(keys[min(keys.index(key) + 1, len(keys) - 1)])

    def kept_texts(self, key: str, value: str) -> Mapping[str, str]:
        """A line typed at the end of a list of the lampiran gets its place there together with its text."""
        section = self._section_of_blank(key)
        if section is None or not value.strip():
            return {key: value}
        return {key: value, **plan_attachments.new_line(self.form, self.plan_id, section, key.split("/")[1])}

    def renew_blank(self, key: str) -> None:
        """The line typed is one of the plan now; another waits below it."""
        section = self._section_of_blank(key)
        if section is not None and self.form.text(key).strip():
            self._blanks[section] = new_id()

    @property
    def at_blank(self) -> bool:
        """Whether the cursor is where the next line of a list would be typed."""
        field = self.sheet.current
        return field is not None and self._section_of_blank(field.key) is not None

    def _section_of_blank(self, key: str) -> str | None:
        return next((section for section, line_id in self._blanks.items() if line_key(line_id) == key), None)

    # -- the order of the lines

    def action_move_up(self) -> None:
        """Ctrl+Up: the line at the cursor before the one above it."""
        self._move_line(-1)

    def action_move_down(self) -> None:
        """Ctrl+Down: the line at the cursor behind the one below it."""
        self._move_line(1)

    def _move_line(self, by: int) -> None:
        if self.sheet.leave(back=True):
            self.when_told(lambda: self._moved(by))

    def _moved(self, by: int) -> None:
        table, record_id = self.record_here()
        if table is None or self.at_blank:
            self.say("Yang bisa dipindahkan hanya hasil kerja, indikator, dan baris lampiran.")
            return
        with self.telling():
            if not plan_entry.move(self.app.db, self.form, table, record_id, by):
                self.say("Sudah paling ujung dalam daftarnya.")
            self.show_again()
