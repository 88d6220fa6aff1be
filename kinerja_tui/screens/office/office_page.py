"""What the camat's page shows below its numbers: the lines of who needs help, or the offices of a district."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import fold
from kinerja_tui.services.monitoring import tracks
from kinerja_tui.services.office import office_help, office_state
from kinerja_tui.services.office.office_help import REASONS, Help
from kinerja_tui.services.office.office_state import Situation
from kinerja_tui.widgets.table import Cell
from kinerja_tui.widgets.text import thousands


@dataclass(frozen=True)
class Page:
    """Everything the page shows, as it was counted."""

    numbers: Situation
    helps: list[Help]


class HelpSource:
    """The lines of who needs help, ten thousand of them without making all their cells."""

    def __init__(self, helps: Sequence[Help]) -> None:
        self._helps = helps
        self._places = {item.key: place for place, item in enumerate(helps)}

    def __len__(self) -> int:
        return len(self._helps)

    def rows(self, start: int, stop: int) -> Sequence[Sequence[Cell]]:
        """Reason, name, detail; the reason once per block of the same one."""
        return [
            [(REASONS[item.reason], "warn"), item.name or "(tanpa nama)", item.detail]
            for item in self._helps[start:stop]
        ]

    def key(self, index: int) -> str:
        """Of a line."""
        return self._helps[index].key

    def index(self, key: str) -> int | None:
        """Where a line stands."""
        return self._places.get(key)


def read_page(file: DatabaseFile, year: int, today: date) -> Page:
    """Count everything."""
    period = office_state.running_period(file, year, today)
    marks = tracks.marks_of_year(file, year, period)
    numbers = office_state.read(file, year, today, marks)
    return Page(numbers, office_help.read(file, year, today, marks))


def office_rows(page: Situation, text: str) -> list[tuple[str, list[Cell]]]:
    """The offices by name: how far each has come; a total above would be the numbers above."""
    found = []
    words = fold(text).split()
    for code, state in sorted(page.offices.items(), key=lambda item: (page.names.get(item[0], item[0]), item[0])):
        name = page.names.get(code, code)
        if all(word in fold(name) for word in words):
            late, waiting = state.services[office_state.OVERDUE], state.voices[office_state.OVERDUE]
            found.append(
                (
                    code,
                    [
                        name,
                        thousands(state.people),
                        f"{state.plans['disetujui']}/{state.lines}",
                        f"{state.now.reported}/{state.now.plans}",
                        f"{state.due.evaluated}/{state.due.plans}",
                        (str(late), "bad") if late else "–",
                        (str(waiting), "bad") if waiting else "–",
                    ],
                )
            )
    return found
