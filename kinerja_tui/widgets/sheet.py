"""The data-entry form: fields drawn as lines, one live editor at the cursor, keys as CSPro and EpiData have them."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.message import Message

from kinerja_tui.widgets.commands import Command, Commanded, key_character
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.fields import Choice, Field, Heading, Item, Mark, Note
from kinerja_tui.widgets.keys import PatientApp, hold_until_handled, pass_on
from kinerja_tui.widgets.sheet_answers import AnsweringSheet
from kinerja_tui.widgets.torn_keys import is_torn

__all__ = ["SHEET_COMMANDS", "Choice", "Field", "Heading", "Item", "Mark", "Note", "Sheet"]

SHEET_COMMANDS: list[Command] = [
    Command("finish", "f10", "Selesai mengisi", "Meninggalkan isian dan menyelesaikan rekaman ini.",
            footer="Selesai", second_key="ctrl+n", group="Isian"),
    Command("list_values", "f4", "Daftar pilihan", "Menampilkan pilihan untuk isian ini.",
            footer="Pilih", second_key="ctrl+l", group="Isian"),
    Command("same_as_last", "f3", "Sama seperti rekaman terakhir", "Mengisi dengan nilai dari rekaman sebelumnya.",
            footer="Sama", second_key="ctrl+b", group="Isian"),
    Command("edit_inside", "f2", "Ubah di dalam isian", "Menyunting isi yang ada tanpa menghapusnya.",
            footer="Ubah", second_key="ctrl+g", group="Isian"),
    Command("copy_previous", "f5", "Salin dari periode sebelumnya", "Mengambil nilai isian ini dari periode lalu.",
            footer="Salin", second_key="ctrl+r", group="Isian"),
    Command("add_note", "f6", "Catatan pada isian", "Menulis catatan pada isian ini.",
            footer="Catat", second_key="ctrl+t", group="Isian"),
    Command("leave_empty", "space", "Kosong disengaja",
            "Pada isian kosong: memang dikosongkan, bukan belum diisi. Sekali lagi membatalkan.",
            footer="Kosong", second_key="ctrl+at", group="Isian"),
]  # fmt: skip
_KEYS = {key: command.id for command in SHEET_COMMANDS for key in command.keys} | {"ctrl+enter": "finish"}
_MOVES = {"enter", "tab", "shift+tab", "up", "down", "pageup", "pagedown", "home", "end", "left", "right"}


class Sheet(Commanded, AnsweringSheet):
    """The form. Values are text, "" = not filled in yet; the screen saves at every `FieldLeft`."""

    COMMANDS: ClassVar[list[Command]] = SHEET_COMMANDS
    _thrown = False
    """Whether the key before this one was an Esc that took back what was typed."""

    # Keys: not bindings, which the app would run after letters typed later

    def on_mount(self) -> None:
        """Draw for the first time."""
        self.relayout()

    def on_resize(self) -> None:
        """Wrap anew for another width; the current field stays in view, also above a message."""
        if self.size.width != self._laid_out:
            self.relayout()
        self.show_current()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters and the keys of moving belong to the form, never to a command of the screen."""
        if self.current is None:
            return False
        typed = key_character(key) or character
        return key in _MOVES or (typed is not None and typed.isprintable())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """What can do something here."""
        field = self.current
        if action == "add_note":
            return field is not None and field.remarks and action in self.offers
        if action == "copy_previous":
            return self._has_previous
        if action == "edit_inside":
            return field is not None and bool(self.value(field.key))
        if action == "list_values":
            return field is not None and (field.listed or self.disputed)
        if action == "same_as_last":
            return field is not None and field.carry and bool(self.last_values.get(field.key))
        if action == "leave_empty":
            return self._may_stay_empty and not self.value(self.current.key if self.current else "")
        return True

    def on_key(self, event: events.Key) -> None:
        """Everything typed into the sheet."""
        if pass_on(self, event):
            return
        if self._thrown and is_torn(event):  # no Esc was meant: what it threw away is typed again
            self.editor.undo()
            self._edited()
        self._thrown = False
        if event.key == "escape":
            self._escape()
        elif self.current is None:
            return
        elif event.key == "space" and not self._means_empty:
            self._type(" ")
        elif event.key in _KEYS:
            getattr(self, f"action_{_KEYS[event.key]}")()
        elif event.is_printable and event.character is not None:
            self._type(event.character)
        elif event.key == "right" and self.take_continuation():
            self._edited()
        elif not self._moved(event.key):
            if not self.editor.key(event.key):
                return
            self._lost = ""  # they see what stands there
            self._edited()
        event.stop()
        event.prevent_default()

    def _moved(self, key: str) -> bool:
        """Do a key that moves the cursor; False when it is none."""
        row = self.editor_row()
        untouched = self.editor.all_selected
        if key in ("enter", "tab") or (key == "down" and (untouched or row == len(self.editor_rows()) - 1)):
            self._next()
        elif key == "shift+tab" or (key == "up" and (untouched or row == 0)):
            self._previous()
        elif key in ("down", "up"):
            self._vertical(row, row + (1 if key == "down" else -1))
        elif key in ("home", "end", "shift+home", "shift+end"):
            start, end = self.editor_rows()[row]
            last = row == len(self.editor_rows()) - 1
            self.editor.to(start if "home" in key else end if last else end - 1, select="shift" in key)
            self._edited()
        elif key in ("pagedown", "pageup"):
            self._section(1 if key == "pagedown" else -1)
        elif key in ("ctrl+home", "ctrl+end"):
            self._edge(self._step(-1, 1) if key == "ctrl+home" else self._step(len(self.items), -1))
        elif key in ("ctrl+c", "ctrl+x"):
            if self.editor.selected_text:
                self.app.copy_to_clipboard(self.editor.selected_text)
            if key == "ctrl+x":
                self.editor.key("delete")
                self._edited()
        elif key == "ctrl+v":
            self._insert(self.app.clipboard)
        else:
            return False
        return True

    def _vertical(self, row: int, to: int) -> None:
        rows = self.editor_rows()
        start, end = rows[to]
        column = self.editor.cursor - rows[row][0]
        self.editor.to(min(start + column, end if to == len(rows) - 1 else end - 1))
        self._edited()

    def _edited(self) -> None:
        """The text or its cursor changed: messages about the old text go."""
        if self.editor.text != self._asked:
            self._messages, self._asked = [], None
        if not self._told_typing and self.dirty:
            self._told_typing = True
            self.post_message(self.TypingBegan())
        self.rebuild(self._at)
        self.show_current()

    def _type(self, character: str) -> None:
        field = self.current
        if field is None:
            return
        self._messages = []
        if not self.editor.insert(character):
            self._not_taken(field, character)
            return
        self._edited()
        self._when_full(field)

    def _not_taken(self, field: Field, character: str) -> None:
        """A letter that has no place here: heard, and seen once more before the field is left."""
        self.app.bell()
        if self.editor.dropped == "length":
            self._say((f"Sudah penuh: paling banyak {field.limit} karakter.", "soft"))
            self._lost = "Tidak semua yang diketik termuat. Periksa isinya."
            return
        self._say((field.refusal, "soft"))
        if field.kind == "scale":  # one key is one answer: the next one is meant for the next field
            self.stop_typing()
        elif field.kind != "digits" and character not in " .-/":  # a number of fixed length shows a lack by itself
            self._lost = "Ada ketikan yang tidak diterima di sini. Periksa isinya."

    def _when_full(self, field: Field) -> None:
        """A full field of fixed length and an answered scale move on by themselves."""
        text = self.editor.text
        if field.kind == "digits" and field.length and len(text) == field.length == self.editor.cursor:
            self._next()
        elif field.kind == "scale" and text:
            answers = [choice.digit or choice.value for choice in field.choices]
            longer = any(answer.startswith(text) and answer != text for answer in answers)
            if not longer:
                self._next()

    def _insert(self, text: str) -> None:
        """Paste; the person is told when not everything could be taken."""
        field = self.current
        if field is None or not text:
            return
        self._messages = []
        self.editor.insert(text)
        self._edited()
        if self.editor.dropped == "length":
            self._say((f"Tempelan terlalu panjang: yang masuk hanya {field.limit} karakter pertama.", "soft"))
        elif self.editor.dropped == "char":
            self._say((f"Sebagian tempelan dilewati. {field.refusal}", "soft"))

    def on_paste(self, event: events.Paste) -> None:
        """Text from the terminal's clipboard; its line breaks become spaces."""
        event.stop()
        if not (isinstance(self.app, PatientApp) and self.app.goes_unheard(event)):
            self._insert(event.text)

    def on_click(self, event: events.Click) -> None:
        """Go to the field under the mouse, or put the cursor into its text."""
        line = event.y + int(self.scroll_offset.y)
        place = next((at for at in range(len(self._blocks)) if self._tops[at] <= line < self._tops[at + 1]), -1)
        item = self.items[place] if place >= 0 else None
        if not isinstance(item, Field) or item.locked:
            return
        if place != self._at:
            if self.leave(back=True):
                self._move(place)
            return
        rows = self.editor_rows()
        row = min(line - self._tops[place], len(rows) - 1)
        self.editor.to(min(rows[row][0] + max(event.x - self._value_left, 0), rows[row][1]))
        self._edited()

    def _escape(self) -> None:
        field = self.current
        marked = field is not None and Mark.LEFT_EMPTY in (states := self._states(field)) and states[0] != states[1]
        if field is None or not (self.dirty or marked):
            self.hand_over(self.Leave())
            return
        self._thrown = self.dirty
        self.editor.replace(0, len(self.editor.text), self._start)  # Ctrl+Z brings back what was typed
        self.editor.select_all()
        self._set_state(field.key, self._states(field)[0])
        self._messages, self._asked, self._carried, self._lost = [], None, None, ""
        self._edited()

    # Commands

    def action_edit_inside(self) -> None:
        """F2: the cursor at the end, nothing selected."""
        self.editor.to(len(self.editor.text))
        self._edited()

    def action_list_values(self) -> None:
        """F4: the values in a list."""
        field = self.current
        if field is not None and self.disputed:
            self.post_message(self.Disputed(field.key))
            return
        if field is None or not field.listed:
            self._say(("Isian ini tidak punya daftar pilihan; ketik saja.", "info"))
            return
        choices = field.choices or (field.suggestions(self.editor.text) if field.suggestions else ())
        if not choices:
            self._say(("Belum ada yang bisa dipilih di sini.", "info"))
            return

        def picked(value: str | None) -> None:
            if value is None or self.current is not field:
                return
            self.editor.select_all()
            self.editor.insert(field.editable(value) or value)
            self._edited()
            if field.choices:
                self._next()

        options = [(choice.value, f"{choice.digit}  {choice.label}".strip()) for choice in choices]
        self.app.push_screen(Pick(field.label, options, at=self.value(field.key)), picked)

    def action_add_note(self) -> None:
        """F6: the screen keeps the notes."""
        if "add_note" not in self.offers or (self.current is not None and not self.current.remarks):
            self._say(("Isian ini tidak memakai catatan.", "info"))
        elif self.current is not None:
            self.post_message(self.NoteRequested(self.current))

    def action_finish(self) -> None:
        """F10: leave the field; go to the first field that is refused or missing, else finish."""
        if not self.leave():
            return
        for place, item in enumerate(self.items):
            if not isinstance(item, Field) or item.locked:
                continue
            hard = [(text, "hard") for text, is_hard in self._complaints(item) if is_hard]
            if hard:
                self._set_state(item.key, Mark.REFUSED)
                self._move(place)
                self._say(*hard)
                self.stop_typing()
                return
        self.rebuild(self._at)
        self.hand_over(self.Finished())

    def hand_over(self, message: Message) -> None:
        """Tell the screen what ends this record: what is typed from here on belongs to what comes after it."""
        self.post_message(message)
        hold_until_handled(self)
