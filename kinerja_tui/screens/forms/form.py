"""A screen with a data-entry form: every field is safe when it is left, the record is stored when the form is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult

from kinerja_tui.models.file import DatabaseProblem
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.forms.field_help import HelpBeside
from kinerja_tui.screens.forms.typing_form import TypingScreen
from kinerja_tui.screens.handover.disputes import settled
from kinerja_tui.services.forms import forms
from kinerja_tui.services.forms.earlier import earlier_texts
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.forms.open_forms import OpenForm
from kinerja_tui.services.handover import elsewhere
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.fields import Field, Item
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.sheet import Mark, Sheet

_STAY, _LATER, _DISCARD = "stay", "later", "discard"


class FormScreen(HelpBeside, TypingScreen):
    """Subclasses give `items` and `store`; a form that breaks a rule may be left as a draft, continued or discarded.

    Dismisses with True when something was stored.
    """

    CARRIES = ""
    """Name under which F3 finds the last record keyed in this run; empty: that of the class."""
    CARRIES_STORED = True
    """Whether F3 finds the records stored last where none was keyed in this run."""

    OFFERS: ClassVar[Sequence[str]] = ("add_note", "leave_empty")
    """What the screen answers of the sheet's "copy_previous" (F5), "add_note" (F6) and "leave_empty" (Space)."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.title = form.title
        self.stored = False
        self._asked = False
        """whether the person is asked what to do with what cannot be stored"""

    # -- what a subclass says

    def items(self) -> Sequence[Item]:
        """The lines of the sheet, in the order of the paper form."""
        raise NotImplementedError

    def store(self) -> None:
        """Make the change. Raises `RuleBroken` with what keeps it from being made."""
        raise NotImplementedError

    def finish(self) -> None:
        """What F10 does: by default store and leave."""
        self.leave_stored()

    def values(self) -> Mapping[str, str]:
        """Texts the sheet shows; subclasses add fields that are only shown."""
        return self.form.texts()

    def conflict_keys(self) -> set[str]:
        """Fields in bentrok, marked on the sheet."""
        return forms.conflict_keys(self.app.db, self.form)

    # -- the machinery

    @property
    def sheet(self) -> Sheet:
        """The form's sheet."""
        return self.query_one(Sheet)

    def body(self) -> ComposeResult:
        """The sheet."""
        passed = dict.fromkeys(self.form.typed, Mark.PASSED)  # before a power cut
        yield Sheet(self.items(), self.values(), marks=self.marks(passed), last_values=self._carried())

    def marks(self, passed: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
        """Field -> its state and flags: what is known of it, in bentrok, and what people said about it."""
        found = {**passed, **self.form.all_marks()}
        return found | {key: Mark.CONFLICT + found.get(key, "") for key in self.conflict_keys()}

    def begin(self) -> None:
        """Put the cursor where a power cut left it."""
        super().begin()
        self.sheet.offers = self.OFFERS
        self.sheet.notes = self.form.all_notes()
        self.sheet.earlier = partial(earlier_texts, self.app.file)
        self.sheet.focus()
        if moved := elsewhere.moved_text(self.app.file, self.form.subject):
            self.warn(moved, refused=False)
        if self.form.resumed and not self.sheet.dirty:
            self.sheet.go(self.form.cursor)
        if self.greeting or self.form.resumed:
            self.say(self.greeting or "Isian terakhir masih ada. Lanjutkan dari sini.")
        if self.form.typing is not None and self.sheet.type_again(*self.form.typing):
            self.form.typing = None

    def standing(self) -> OpenForm:
        """This form at the field with the cursor."""
        field = self.sheet.current
        return OpenForm(self.form.name, self.form.subject, field.key if field is not None else self.form.cursor)

    def take_up(self, place: OpenForm) -> None:
        """As if it had been typed into before."""
        if place.cursor:
            self.form.resumed, self.form.cursor = True, place.cursor

    def show_again(self, cursor: str | None = None) -> None:
        """Rebuild the lines after one was added or removed; what the sheet has not told yet goes along."""
        self.sheet.replace(self.items(), {**self.values(), **self.sheet.values}, cursor=cursor)

    @on(Sheet.FieldLeft)
    def _keep(self, event: Sheet.FieldLeft) -> None:
        event.stop()
        with self.telling():
            marks = {event.key: event.mark} if event.mark in Mark.LASTING else {}
            now = self.sheet.current  # where the person has gone: what is typed there after a power cut is meant there
            texts = self.kept_texts(event.key, event.value)
            forms.keep(self.app.db, self.form, texts, marks, cursor=now.key if now else event.key)
            self.field_kept(event.key, event.value)

    def field_kept(self, key: str, value: str) -> None:
        """Called after a field is safe; a subclass may show what follows from it."""

    @on(Sheet.FieldEntered)
    def _entered(self) -> None:
        self.note_standing_soon()

    @on(Sheet.Finished)
    def _finished(self, event: Sheet.Finished) -> None:
        event.stop()
        self.finish()

    @on(Sheet.Leave)
    def _left(self, event: Sheet.Leave) -> None:
        event.stop()
        self.action_leave()

    @on(Sheet.Disputed)
    def _disputed(self, event: Sheet.Disputed) -> None:
        event.stop()
        self._settle(event.key)

    @work(exclusive=True, group=ASKING)
    async def _settle(self, key: str) -> None:
        """F4 on a field in bentrok: one of its values, or another. The form is left, for it shows what stood before."""
        found = [held for held in forms.conflict_keys(self.app.db, self.form) if f"{key}.".startswith(f"{held}.")]
        if not found:  # the mark of something that is shown on this line
            self.say("Pilih isinya di layar “Perlu dibereskan” (7).")
            return
        with self.telling():
            _, record, column = found[0].split("/")
            title = await settled(self.app, record, column)
            if title is not None:
                self.app.screen.notify(f"{title} dibereskan.", markup=False)
                self.action_leave()

    def action_leave(self) -> None:
        """Leave the form; what was typed is stored."""
        self.when_left(self.leave_stored)

    def when_left(self, then: Callable[[], object]) -> None:
        """Leave the field and go on once it is safe: `FieldLeft` is on its way to this screen, so queue behind it."""
        if self.sheet.leave(back=True):
            self.app.hold_for(self)

            def left() -> None:
                then()
                self.app.call_later(self.app.free_keys, self)

            self.sheet.call_later(self.call_later, left)

    @property
    def may_leave(self) -> bool:
        """False when F10 or Esc came twice, before the screen was gone or the question about it stood."""
        return self.is_current and not self._asked

    def leave_stored(self) -> None:
        """Store what was typed and go back; when a rule is broken, ask what to do with it."""
        if not self.may_leave:
            return
        try:
            self.store_typed()
        except RuleBroken as error:
            self.ask_what_to_do(error.text)
        except DatabaseProblem as error:
            self.app.stop_keys()
            self.notify(error.text, severity="error", timeout=15, markup=False)
        else:
            self.dismiss(self.stored)

    def store_typed(self) -> None:
        """Store if anything was typed; otherwise forget the empty draft."""
        if self.form.is_changed:
            self.store()
            self.stored = True
            self._carry()
        elif self.form.has_draft:
            forms.discard(self.app.db, self.form)

    def on_key(self, event: events.Key) -> None:
        """What is typed into a form that takes nothing is answered, so that nobody types a whole line into it."""
        if self.sheet.current is None and (event.is_printable or event.key in ("enter", "backspace")):
            self.say(self.locked_text)

    @property
    def locked_text(self) -> str:
        """Why nothing can be typed here, and what can be done; said when somebody does."""
        return "Terkunci: di sini hanya dibaca. Esc kembali."

    def ask_what_to_do(self, problem: str) -> None:
        """Go on, leave it for later, or throw away what was typed."""
        self._asked = True
        self.app.stop_keys()  # keys typed on would answer it unread
        self._ask_what_to_do(problem)

    @work(group=ASKING)
    async def _ask_what_to_do(self, problem: str) -> None:
        answer = await self.app.push_screen_wait(
            Pick(
                f"{problem}",
                [
                    (_STAY, "Lanjut mengisi"),
                    (_LATER, "Tinggalkan dulu; isian tetap tersimpan di PC ini"),
                    (_DISCARD, "Buang isian yang baru diketik"),
                ],
                at=_STAY,
                filters=False,
            )
        )
        self._asked = False
        if answer == _DISCARD:
            with self.telling():
                forms.discard(self.app.db, self.form)
                self.dismiss(self.stored)
        elif answer == _LATER:
            self.dismiss(self.stored)
        else:
            self.sheet.focus()
            needed = (item for item in self.sheet.items if isinstance(item, Field) and item.required)
            if missing := next((item.key for item in needed if not self.sheet.value(item.key)), None):
                self.sheet.go(missing)

    def _carried(self) -> dict[str, str]:
        """The last record's values under this form's field names, by table and column."""
        keys = [item.key for item in self.carrying() if isinstance(item, Field) and item.carry]
        last = forms.last_texts(self.app.db, self.form, keys) if self.CARRIES_STORED else {}
        last |= self.app.carried.get(self.CARRIES or type(self).__name__, {})
        return {key: last[short] for key in keys if last.get(short := _short(key))}

    def _carry(self) -> None:
        texts = {_short(key): text for key, text in self.form.texts().items()}
        self.app.carried[self.CARRIES or type(self).__name__] = texts

    def carrying(self) -> Sequence[Item]:
        """The lines among which are the fields that F3 may fill."""
        return self.items()


def _short(key: str) -> str:
    """A field's name without the record: ``employee/<id>/golongan`` -> ``employee/golongan``."""
    table, _, column = key.split("/")
    return f"{table}/{column}"
