"""What is put beside a bundle: the berita acara as PDF and as plain text, and the recap where it may lie open."""

from __future__ import annotations

from pathlib import Path

from kinerja_tui.documents.files import write_file
from kinerja_tui.documents.handover_paper import paper_of, plain_text
from kinerja_tui.documents.handover_recap import recap_csv
from kinerja_tui.documents.pdf import Press, letterhead_of
from kinerja_tui.models.database import Database
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.handover.handover import Handover

_ENDINGS = (".segel", ".json.gz", ".json")


def write_beside(db: Database, bundle: Path, facts: Handover, *, recap: bool) -> list[Path]:
    """Write the papers next to a bundle, named after it; returns the files. Raises `RuleBroken` when the disk refuses.

    The bundle itself stands whole whatever happens here.
    """
    name = bundle.name
    for ending in _ENDINGS:
        name = name.removesuffix(ending)
    contents = {
        f"{name}_berita-acara.pdf": Press(letterhead_of(db.file)).draw(paper_of(db, facts)),
        f"{name}_berita-acara.txt": plain_text(db, facts).encode(),
    }
    if recap:
        contents[f"{name}_rekap.csv"] = recap_csv(db).encode()
    files = []
    for file, content in contents.items():
        path = bundle.with_name(file)
        try:
            write_file(path, content)
        except OSError as error:
            raise RuleBroken(
                f"Paketnya utuh, tetapi {file} tidak dapat ditulis di {bundle.parent}. Berita acara dapat dicetak "
                "kemudian: kinerja cetak berita-acara."
            ) from error
        files.append(path)
    return files
