"""The Lampiran SKP at the end of the plan form: three lists that grow as they are typed, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kinerja_tui.models.plans import PlanAttachment
from kinerja_tui.rules.plans import AttachmentSection
from kinerja_tui.screens.planning import plan_help as helps
from kinerja_tui.services.forms.forms import Form, field_key
from kinerja_tui.services.planning import plan_attachments
from kinerja_tui.widgets.fields import Choice, Field, Heading, Item, Note


def line_key(line_id: str) -> str:
    """The form field of a line of the lampiran."""
    return field_key(PlanAttachment, line_id, "text")


@dataclass(frozen=True)
class AttachmentLines:
    """Builds the lampiran of one plan as it stands now."""

    form: Form
    locked: bool
    blanks: Mapping[str, str]
    """section -> id that its next line would get; what is typed there becomes a line"""
    used: Callable[[str], Sequence[str]]
    """texts of a section that other plans here have, for F4"""

    def items(self) -> Iterator[Item]:
        """The three lists in the order of the paper."""
        yield Heading("LAMPIRAN SKP")
        foreign = plan_attachments.foreign_lines(self.form)
        if foreign:
            yield Heading("Bagian yang belum dikenal program ini", 2)
        for number, line_id in enumerate(foreign, 1):
            yield Field(line_key(line_id), f"Lampiran {number}", locked=True)
        for section in AttachmentSection:
            yield Heading(section.label, 2)
            lines = plan_attachments.lines(self.form, section)
            for number, line_id in enumerate(lines, 1):
                yield self._line(section, number, line_id)
            if not self.locked:
                yield self._line(section, len(lines) + 1, self.blanks[section], hint="baris baru, atau Enter = lanjut")
            elif not lines:
                yield Note("(tidak diisi)")

    def _line(self, section: AttachmentSection, number: int, line_id: str, hint: str = "kosong = dihapus") -> Field:
        def suggestions(_typed: str) -> list[Choice]:
            return [Choice(text, text) for text in self.used(section)]

        return Field(
            line_key(line_id),
            f"{section.label.split()[0]} {number}",
            help=helps.ATTACHMENTS[section],
            length=1000,
            locked=self.locked,
            suggestions=suggestions,
            hint=hint,
            carry=False,
        )
