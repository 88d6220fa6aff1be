"""A form on several pages whose lines follow from what is answered; a finished record is shown and not typed into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.app import ComposeResult

from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.forms.paged_sheet import Page, PagedSheet, page_of
from kinerja_tui.services.evaluation import evaluations
from kinerja_tui.services.forms import forms
from kinerja_tui.widgets.fields import Item

UNKNOWN = "?"
"""Stands for a rating that this program does not know."""


class PagedForm(FormScreen):
    """Subclasses set `pages` and say when the form is locked."""

    pages: tuple[Page, ...] = ()

    @property
    def locked(self) -> bool:
        """Whether it can only be looked at."""
        raise NotImplementedError

    @property
    def sheet(self) -> PagedSheet:
        """The form's sheet."""
        return self.query_one(PagedSheet)

    def body(self) -> ComposeResult:
        """The sheet, on the page where a power cut left it."""
        page = page_of(self.pages, self.values(), self.form.cursor) if self.form.resumed else 0
        yield PagedSheet(self.pages, page or 0, self.values(), self.marks())

    def items(self) -> Sequence[Item]:
        """The lines of the page that is shown."""
        return self.sheet.items

    def values(self) -> Mapping[str, str]:
        """The texts; a rating this program does not know is a question mark, a locked form shows what is stored."""
        texts = self.form.stored if self.locked else self.form.texts()
        return {key: UNKNOWN if _is_unknown_rating(key, text) else text for key, text in texts.items()}

    def field_kept(self, key: str, value: str) -> None:  # noqa: ARG002
        """What an answer calls for appears, also when the field was not left with Enter."""
        self.sheet.follow()

    def show_anew(self) -> None:
        """Show pages that were built again, from the top of this one."""
        self.sheet.pages, self.sheet.values = self.pages, dict(self.values())
        self.sheet.show_page()

    @on(PagedSheet.Turned)
    def _remember_page(self, event: PagedSheet.Turned) -> None:
        event.stop()
        if self.form.typed and event.key:
            with self.telling():
                forms.keep(self.app.db, self.form, {}, cursor=event.key)


def _is_unknown_rating(key: str, text: str) -> bool:
    return key.endswith("rating") and bool(text) and evaluations.rating_of(text) is None
