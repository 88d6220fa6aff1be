"""A paper as a PDF, the same on every PC: fonts are shipped and embedded, text can be selected and searched."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

import typst

from kinerja_tui.documents.blocks import Document, Paper
from kinerja_tui.documents.breaks import loosened
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.services.papers import letterhead

_HERE = Path(__file__).parent
_POINTS = 80.0
"""Points per inch of a picture."""


@dataclass(frozen=True)
class Letterhead:
    """What an office prints above its papers (kop), and on which paper."""

    office: str = ""
    lines: tuple[str, ...] = ()
    """from the district down to the address; empty prints no head"""
    logo: bytes | None = None
    """a PNG or JPG (services.letterhead has checked it)"""
    paper: Paper = Paper.A4


def letterhead_of(file: DatabaseFile, office: str = "") -> Letterhead:
    """The kop and sheet this PC is set to."""
    head = letterhead.head_of(file)
    return Letterhead(office, head.lines, head.logo, Paper(head.sheet))


@dataclass
class Press:
    """Draws papers one by one; one compiler is kept, so that the fonts are read once."""

    letterhead: Letterhead = field(default_factory=Letterhead)

    def draw(self, document: Document) -> bytes:
        """The PDF of one paper."""
        drawn = self._drawn(document, "pdf")
        assert isinstance(drawn, bytes)
        return drawn

    def picture(self, document: Document) -> bytes:
        """The first page as a PNG, to show what a paper looks like."""
        drawn = self._drawn(document, "png")
        return drawn[0] if isinstance(drawn, list) else drawn

    def _drawn(self, document: Document, kind: Literal["pdf", "png"]) -> bytes | list[bytes]:
        try:
            return self._compiled(document, kind, _drawing(self.letterhead.logo))
        except typst.TypstError:
            if self.letterhead.logo is None:
                raise
            # A picture that is broken inside: the paper is worth more than its logo.
            return self._compiled(document, kind, "")

    def _compiled(self, document: Document, kind: Literal["pdf", "png"], logo: str) -> bytes | list[bytes]:
        inputs = {
            "document": json.dumps(loosened(document).as_data(), ensure_ascii=False),
            "setting": json.dumps(
                {
                    "paper": self.letterhead.paper,
                    "office": self.letterhead.office,
                    "head": self.letterhead.lines,
                    "logo": logo,
                },
                ensure_ascii=False,
            ),
        }
        drawn = _compiler().compile(sys_inputs=inputs, format=kind, ppi=_POINTS, timestamp=0)
        assert drawn is not None  # only a file as output returns nothing
        return drawn


@cache
def _drawing(logo: bytes | None) -> str:
    """The logo inside an SVG, as a text: the template takes no bytes. Empty when there is none."""
    size = letterhead.picture_size(logo) if logo else None
    if logo is None or size is None:
        return ""
    data = f"data:image/{letterhead.picture_type(logo)};base64,{base64.b64encode(logo).decode()}"
    box = f'width="{size[0]}" height="{size[1]}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {box}>'
        f'<image {box} xlink:href="{data}"/></svg>'
    )


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        str(_HERE / "paper.typ"), root=str(_HERE), font_paths=[str(_HERE / "fonts")], ignore_system_fonts=True
    )
