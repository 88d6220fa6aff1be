"""Which form stands open on this PC, so that the program comes back to it after a power cut.

Standard library only: the start reads it before anything is loaded.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

OPEN_FORM = "open_form"
"""Setting of this PC: the form that stands open, as `OpenForm.to_text` writes it; empty: none does."""


MOST_TRIES = 3
"""A form that cannot be shown must not meet the person at every start."""


@dataclass(frozen=True)
class OpenForm:
    """A form and the field its person was in."""

    name: str
    """as `Form.name`, e.g. plan:<id>"""
    subject: str = ""
    """the employee it is about"""
    cursor: str = ""
    """the field"""
    was_quit: bool = False
    """the person closed the program while the form stood open: nobody pulled the plug"""
    tries: int = 0
    """how often the program began to come back here since it last stood there"""

    @property
    def kind(self) -> str:
        """What kind of form it is: the first part of its name."""
        return self.name.partition(":")[0]

    @property
    def rest(self) -> str:
        """The name behind the kind: most often the id of the record."""
        return self.name.partition(":")[2]

    def to_text(self) -> str:
        """As it is stored."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> OpenForm | None:
        """What was stored; None for nothing and for what this program does not know."""
        try:
            return cls(**json.loads(text)) if text else None
        except (ValueError, TypeError):
            return None
