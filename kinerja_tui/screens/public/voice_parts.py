"""What screens of the voice of the public share: marks of a list, who acts, rules as fields ask them."""

from __future__ import annotations

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.voice_handling import Standing, check_text
from kinerja_tui.screens.forms.inputs import complaints
from kinerja_tui.services.public import voices
from kinerja_tui.services.staff import people
from kinerja_tui.widgets.fields import Choice, Complaint, Field

MARKS: dict[str, tuple[str, str]] = {
    Standing.OVERDUE: ("!", "bad"),
    Standing.NEW: (">", "warn"),
    Standing.FOLLOWED: ("·", "mark"),
    Standing.NOTED: ("*", "good"),
    Standing.DONE: ("+", "good"),
    Standing.NO_ACTION: ("–", "dim"),
}
"""Standing -> its mark on a list, and the colour of it."""


def owner_field(key: str, file: DatabaseFile, office: str, help: str) -> Field:
    """The employee of an office who acts on a voice."""

    def choices(typed: str) -> list[Choice]:
        return [Choice(person, text) for person, text in voices.owner_choices(file, office, typed)]

    return Field(
        key,
        "Penanggung jawab",
        help=help,
        parse=lambda typed: voices.find_owner(file, office, typed),
        display=lambda person: people.label(file, person),
        suggestions=choices,
        hint="pegawai kantor ini; sebagian nama, atau F4",
    )


def text_check(value: str) -> list[Complaint]:
    """Whether a text seems to hold a number of a person."""
    return complaints(check_text(value))
