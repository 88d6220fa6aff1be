"""What a sheet consists of: fields, headings, notes; and how a typed text becomes the field's value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from kinerja_tui.widgets.editors import MAX_LENGTH

Kind = Literal["text", "line", "number", "date", "digits", "scale", "choice"]
Complaint = tuple[str, bool]
"""(Indonesian text, hard): a hard complaint holds the field, a soft one asks once."""


@dataclass(frozen=True)
class Choice:
    """One of the values a field may take."""

    value: str
    """What is stored."""
    label: str
    """What is shown."""
    digit: str = ""
    """The digit that answers it; for a scale the value itself when empty."""


@dataclass(frozen=True)
class Field:
    """A field of the form, as on the paper."""

    key: str
    label: str
    kind: Kind = "line"
    help: str = ""
    """Text for F1: the rule and its source (Indonesian)."""
    length: int = 0
    """Most characters; the exact number for `digits`, which moves on by itself when full."""
    choices: tuple[Choice, ...] = ()
    required: bool = False
    needed: bool = False
    """Before the record is finished it has to be answered: it may wait, and is never left empty on purpose."""
    locked: bool = False
    """Shown, skipped by the cursor."""
    note: str = ""
    """Shown dim beside or below the value."""
    check: Callable[[str], Sequence[Complaint]] | None = None
    """Looks at the canonical value when the field is left."""
    parse: Callable[[str], str] | None = None
    """Typed text to canonical value; raises ValueError with an Indonesian sentence."""
    display: Callable[[str], str] | None = None
    """Canonical value to shown text; what it gives must be understood by `parse`."""
    suggestions: Callable[[str], Sequence[Choice]] | None = None
    """Values for the F4 list of a free field, given what is typed."""
    carry: bool = True
    """Whether F3 (same as the last record) may fill it."""
    remarks: bool = True
    """Whether a note, or that it is empty on purpose, can be kept with it; a question of the form keeps nothing."""
    hint: str = ""
    """Shown in an empty field: an example or the unit."""

    @property
    def limit(self) -> int:
        """Most characters the editor takes."""
        if self.kind == "scale":
            return max((len(choice.digit or choice.value) for choice in self.choices), default=1)
        return self.length or MAX_LENGTH

    @property
    def listed(self) -> bool:
        """Whether F4 has a list for it."""
        return bool(self.choices) or self.suggestions is not None

    def allows(self, char: str) -> bool:
        """Whether a character may be typed here."""
        if self.kind in ("digits", "scale"):
            return char in "0123456789"
        if self.kind == "number":
            return char in "0123456789.,-"
        if self.kind == "date":
            return char.isascii() and (char.isalnum() or char in " -/.")
        return True

    @property
    def refusal(self) -> str:
        """What to say when a character is not allowed."""
        if self.kind == "scale":
            return "Jawab dengan satu angka dari daftar."
        if self.kind == "number":
            return "Hanya angka; tulis desimal dengan koma, misalnya 12,5."
        if self.kind == "date":
            return "Tulis tanggal dengan angka, misalnya 2301 atau 23-01-2026."
        return "Hanya angka."

    def choice(self, value: str) -> Choice | None:
        """The choice with this value."""
        return next((choice for choice in self.choices if choice.value == value), None)

    def match(self, typed: str) -> Choice | None:
        """The choice a typed text means: its digit, its value or label, the first beginning or containing it."""
        text = typed.strip().casefold()
        if not text:
            return None
        tests: tuple[Callable[[Choice], bool], ...] = (
            lambda choice: choice.digit == text,
            lambda choice: choice.value.casefold() == text,
            lambda choice: choice.label.casefold() == text,
            lambda choice: choice.label.casefold().startswith(text),
            lambda choice: text in choice.label.casefold(),
        )
        for test in tests[: 2 if self.kind == "scale" else None]:
            for choice in self.choices:
                if test(choice):
                    return choice
        return None

    def shown(self, value: str) -> str:
        """The value as people read it; foreign values stay as they are."""
        if self.kind == "scale" and (choice := self.choice(value)):
            return f"{choice.digit or choice.value}  {choice.label}"
        if self.kind == "choice" and (choice := self.choice(value)):
            return choice.label
        if value and self.display is not None:
            try:
                return self.display(value)
            except ValueError:
                return value
        return value

    def editable(self, value: str) -> str:
        """The text the editor starts with."""
        if self.kind == "scale":
            choice = self.choice(value)
            return (choice.digit or choice.value) if choice else value
        return self.shown(value)

    def canonical(self, typed: str) -> str:
        """The value a typed text means.

        Raises:
            ValueError: with an Indonesian sentence when it means nothing.
        """
        text = typed.strip()
        if not text:
            return ""
        if self.kind in ("scale", "choice"):
            if choice := self.match(text):
                return choice.value
            if self.kind == "scale":
                digits = ", ".join(choice.digit or choice.value for choice in self.choices)
                raise ValueError(f"Tidak ada pilihan {text}. Yang ada: {digits}.")
            raise ValueError(f"Tidak ada pilihan “{text[:40]}”. F4 menampilkan daftarnya.")
        if self.kind == "digits" and self.length and len(text) != self.length:
            raise ValueError(f"Harus {self.length} angka, baru {len(text)}.")
        return self.parse(text) if self.parse is not None else text

    def complaints(self, value: str) -> list[Complaint]:
        """What is wrong with a canonical value, hard complaints first."""
        if not value:
            return [("Wajib diisi.", True)] if self.required else []
        found = list(self.check(value)) if self.check is not None else []
        return sorted(found, key=lambda complaint: not complaint[1])


@dataclass(frozen=True)
class Heading:
    """A line that names the fields below it."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Note:
    """A line of explanation among the fields."""

    text: str


Item = Field | Heading | Note


class Mark:
    """State of a field, one character each that exists in every console font."""

    NOT_REACHED = " "
    PASSED = "·"
    CONFIRMED = "?"
    REFUSED = "×"
    CARRIED = "="
    LEFT_EMPTY = "-"
    LOCKED = "#"
    NOTE = "*"
    CONFLICT = "!"
    LASTING = (CONFIRMED, LEFT_EMPTY)
    """These stay with the record."""


MARK_WORDS = {
    Mark.PASSED: "sudah dilewati",
    Mark.CONFIRMED: "dibenarkan walau di luar kebiasaan",
    Mark.REFUSED: "ditolak, perlu diperbaiki",
    Mark.CARRIED: "disalin dari rekaman terakhir",
    Mark.LEFT_EMPTY: "kosong disengaja, bukan belum diisi",
    Mark.LOCKED: "terkunci",
    Mark.NOTE: "ada catatan",
    Mark.CONFLICT: "bertentangan, menunggu keputusan",
}
