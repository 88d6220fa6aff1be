"""Codes that carry the words people read."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A stored code with its Indonesian label: `NAME = "kode", "Tulisan di layar"`.

    The code is what the database, the bundles and comparisons use; the label is only ever shown.
    """

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make the member; label has a default only so that `Kind("kode")` type-checks as a look-up."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
