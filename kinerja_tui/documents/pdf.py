"""A paper as a PDF, the same on every PC: fonts are shipped and embedded, text can be selected and searched."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import typst

from kinerja_tui.documents.blocks import Document, Paper

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Letterhead:
    """What an office prints above its papers (kop), and on which paper."""

    office: str = ""
    lines: tuple[str, ...] = ()
    """from the district down to the address; empty prints no head"""
    logo: bytes | None = None
    paper: Paper = Paper.A4


@dataclass
class Press:
    """Draws papers one by one; one compiler is kept, so that the fonts are read once."""

    letterhead: Letterhead = field(default_factory=Letterhead)

    def draw(self, document: Document) -> bytes:
        """The PDF of one paper."""
        inputs = {
            "document": json.dumps(document.as_data(), ensure_ascii=False),
            "setting": json.dumps(
                {
                    "paper": self.letterhead.paper,
                    "office": self.letterhead.office,
                    "head": self.letterhead.lines,
                    "logo": self.letterhead.logo is not None,
                },
                ensure_ascii=False,
            ),
        }
        drawn = self._compiler.compile(sys_inputs=inputs, format="pdf", timestamp=0)
        assert isinstance(drawn, bytes)
        return drawn

    @property
    def _compiler(self) -> typst.Compiler:
        return _compiler()


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        str(_HERE / "paper.typ"), root=str(_HERE), font_paths=[str(_HERE / "fonts")], ignore_system_fonts=True
    )
