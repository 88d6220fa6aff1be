"""Where the lines of a plan on its form come from: another plan (F5), the library (F4), proposals of staff (F6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from textual import on

from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.planning.plan_comments import CommentForm
from kinerja_tui.screens.planning.plan_copying import CopyingScreen
from kinerja_tui.screens.planning.plan_decisions import DecidingScreen
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.planning import key_indicators, plan_comments
from kinerja_tui.services.planning.key_indicators import Library
from kinerja_tui.widgets.fields import Choice, Field, Item, Note
from kinerja_tui.widgets.sheet import Sheet

_HEAD = "kepala/status/teks"
"""The field at the top below which stands what was written on the whole plan."""


class SourcedForm(DecidingScreen, CopyingScreen, FormScreen):
    """The form of a plan, as far as its lines come from elsewhere."""

    OFFERS = ("copy_previous", "add_note", "leave_empty")
    plan_id: str

    def stored_then(self, action: Callable[[], object]) -> None:
        """Store what was typed and go on with the plan as it is stored."""
        raise NotImplementedError

    def read_again(self) -> None:
        """Show the plan as it is stored."""
        raise NotImplementedError

    def read_sources(self) -> None:
        """Read the library for this plan's post, and what was written on the plan."""
        self._library = key_indicators.offered_to(self.app.db, self.plan_id)
        self._remarks = plan_comments.remarks(self.app.file, self.plan_id)

    def with_sources(self, items: Sequence[Item]) -> list[Item]:
        """The lines with what is known beside them."""
        return list(_with_sources(items, self.form, self._library, self._remarks))

    def follow_library(self, indicator_id: str) -> None:
        """The text of an indicator was typed: it may be that of an IKU."""
        taken = key_indicators.follow(self.app.db, self.form, indicator_id, self._library, self.sheet.values)
        self.sheet.values.update(taken)
        self.show_again()

    def copied(self, plan_id: str, text: str) -> None:  # noqa: ARG002 - it is the plan shown
        """Show the new lines."""
        self.read_again()
        self.say(text)

    def action_comments(self) -> None:
        """The list of proposals and comments."""
        self.stored_then(lambda: self.show_comments(self.plan_id))

    def action_quality(self) -> None:
        """Store, then look at the quality."""
        self.stored_then(lambda: self.ask_quality(self.plan_id))

    @on(Sheet.CopyPrevious)
    def _copy_previous(self, event: Sheet.CopyPrevious) -> None:
        event.stop()
        self.stored_then(lambda: self.ask_copy(self.plan_id))

    def note_wanted(self, field: Field) -> None:
        """F6: a proposal or comment on the line of the field."""
        self.stored_then(lambda: self._propose(field.key))

    def _propose(self, key: str) -> None:
        """A proposal or comment on the line of a field, or on the whole plan."""
        lines = plan_comments.lines_of(self.app.db, self.plan_id)
        record_id = key.split("/")[1]
        form = plan_comments.new_form(self.app.db, self.plan_id, record_id if record_id in lines else "")
        self.app.push_screen(CommentForm(form, lines))

    def on_screen_resume(self) -> None:
        """Something may have been proposed or answered meanwhile."""
        found = plan_comments.remarks(self.app.file, self.plan_id)
        if found != self._remarks:
            self._remarks = found
            self.show_again()


def _with_sources(
    items: Sequence[Item], form: Form, library: Library, remarks: Mapping[str, Sequence[str]]
) -> Iterator[Item]:
    """The lines of a plan's form with what is known beside them: the IKU of an indicator, what staff wrote."""
    before = ""
    for item in items:
        record_id = _record_of(item)
        if before and record_id != before:
            yield from (Note(f"* {text}") for text in remarks.get(before, ()))
        before = record_id
        yield _with_library(item, form, library) if isinstance(item, Field) else item
        if isinstance(item, Field) and item.key == _HEAD:
            yield from (Note(f"* {text}") for text in remarks.get("", ()))
    yield from (Note(f"* {text}") for text in remarks.get(before, ()) if before)


def _record_of(item: Item) -> str:
    table, _, rest = item.key.partition("/") if isinstance(item, Field) else ("", "", "")
    return rest.partition("/")[0] if table in ("work_result", "indicator") else ""


def _with_library(field: Field, form: Form, library: Library) -> Field:
    table, _, rest = field.key.partition("/")
    record_id, _, column = rest.partition("/")
    if table != "indicator" or column != "text":
        return field
    known = library.note(form.text(f"indicator/{record_id}/key_indicator_id"))
    note = "; ".join(text for text in (field.note, known) if text)
    if not library.entries:
        return replace(field, note=note)

    def suggestions(_typed: str) -> list[Choice]:
        return [
            Choice(entry.text, f"{entry.text} ({', '.join(part for part in (entry.aspect, entry.unit) if part)})")
            for entry in library.entries
        ]

    return replace(field, note=note, suggestions=suggestions, hint=field.hint or "ketik, atau F4 dari Pustaka IKU")
