"""What a person reads on a printed paper, page by page."""

from __future__ import annotations

import io

from pypdf import PdfReader

from kinerja_tui.documents.blocks import Document
from kinerja_tui.documents.pdf import Letterhead, Press


def pages(document: Document, letterhead: Letterhead | None = None) -> list[str]:
    drawn = Press(letterhead or Letterhead()).draw(document)
    return [page.extract_text() for page in PdfReader(io.BytesIO(drawn)).pages]


def in_order(text: str, *parts: str) -> bool:
    """Whether the parts stand in the text in this order, line breaks aside."""
    flat, at = " ".join(text.split()), 0
    for part in parts:
        found = flat.find(part, at)
        if found < 0:
            raise AssertionError(f"{part!r} is not in: {flat[at:]}")
        at = found + len(part)
    return True
