"""Marks that people leave on a field: unusual but right, left empty on purpose, a note. They travel with the record.

They stand in the record's ``confirmed``: column -> the text that was confirmed, an empty one for a field left empty on
purpose, and ``*column`` -> a note. A mark counts as long as the field still holds that text.
"""

from __future__ import annotations

from collections.abc import Mapping

CONFIRMED = "?"
"""Mark of a field whose unusual value a person confirmed."""
LEFT_EMPTY = "-"
"""Mark of a field that was left empty on purpose, which differs from one nobody has come to."""
NOTE = "*"
"""Before the name of a column: the note on it."""
KEPT = frozenset({CONFIRMED, LEFT_EMPTY})
"""Marks that are stored with the record."""


def marks_of(confirmed: Mapping[str, object] | None, texts: Mapping[str, str]) -> dict[str, str]:
    """Column -> mark that counts. ``texts``: column -> what stands there now; foreign content is passed over."""
    found = {}
    for column, text in (confirmed or {}).items():
        if not column.startswith(NOTE) and column in texts and texts[column] == text:
            found[column] = CONFIRMED if text else LEFT_EMPTY
    return found


def notes_of(confirmed: Mapping[str, object] | None) -> dict[str, str]:
    """Column -> note."""
    return {
        name.removeprefix(NOTE): text
        for name, text in (confirmed or {}).items()
        if name.startswith(NOTE) and isinstance(text, str) and text
    }


def changed(confirmed: Mapping[str, object] | None, by: Mapping[str, str | None]) -> dict[str, object] | None:
    """``confirmed`` after some names got another text; None takes a name away."""
    left: dict[str, object] = {**(confirmed or {}), **by}
    return {name: text for name, text in left.items() if text is not None} or None
