"""Many forms at once: `python -m tests.benchmarks.papers KIND COUNT FOLDER` prints seconds and megabytes.

``forms`` prints SKP of the practice office as a clerk does, one file each; ``merged`` into one file; ``bare`` lets
the PDF library draw the same tables from a template that knows only tables, with nothing read and nothing repeated.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import typst

from kinerja_tui.documents import printing
from kinerja_tui.documents.blocks import Document, Table, Together
from kinerja_tui.documents.catalogue import KINDS, Wanted
from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.services.practice import practice

FONTS = Path(printing.__file__).parent / "fonts"
BARE = """#set page(paper: "a4", flipped: true, margin: 15mm)
#set text(font: "Liberation Sans", size: 8.5pt)
#for rows in json(bytes(sys.inputs.data)) {
  table(columns: rows.first(), stroke: 0.5pt, ..rows.slice(1).map(cell =>
    table.cell(colspan: cell.at(1), rowspan: cell.at(2), cell.at(0))))
}"""


def main(kind: str, count: int, folder: Path) -> None:
    """Draw, and tell how long it took and how much memory it needed at most."""
    db = Database(DatabaseFile(folder / "latihan.db").open(), folder / "kunci")
    if not db.office:
        practice.load(db, "muara_bulian")
    skp, wanted = KINDS[0], Wanted("2026")
    keys = list(islice(cycle([paper.key for paper in skp.found(db, wanted)]), count))
    if kind == "bare":
        tables = [json.dumps(list(_bare_tables(skp.make(db, key, wanted)))) for key in keys]
        started = time.perf_counter()
        (folder / "bare.typ").write_text(BARE, encoding="utf-8")
        compiler = typst.Compiler(
            str(folder / "bare.typ"), root=str(folder), font_paths=[str(FONTS)], ignore_system_fonts=True
        )
        for number, data in enumerate(tables):
            drawn = compiler.compile(sys_inputs={"data": data}, format="pdf")
            assert isinstance(drawn, bytes)
            (folder / f"bare-{number}.pdf").write_bytes(drawn)
    else:
        merged = kind == "merged"
        started = time.perf_counter()
        printing.print_papers(db, skp, wanted, folder / ("semua.pdf" if merged else "satu"), merged=merged, keys=keys)
    print(time.perf_counter() - started, _megabytes())


def _bare_tables(document: Document) -> Iterator[list[object]]:
    """[columns, [text, cols, rows]...] of each table."""
    for block in document.blocks:
        for inner in block.blocks if isinstance(block, Together) else (block,):
            if isinstance(inner, Table):
                cells = [cell for row in (*inner.head, *inner.rows) for cell in row]
                texts = ["\n".join(filter(None, (cell.text, *cell.bullets))) for cell in cells]
                sizes = [[text, cell.cols, cell.rows] for text, cell in zip(texts, cells, strict=True)]
                yield [len(inner.columns), *sizes]


def _megabytes() -> float:
    if sys.platform == "win32":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
