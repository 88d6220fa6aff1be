"""One improvement item: what the unit does about an element of its survey."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from kinerja_tui.rules.follow_up import check_done
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.forms.inputs import date_field, day_check
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.public import improvements
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.fields import Field, Heading, Item, Note

_HELP = {
    "what": "Apa yang diubah pada layanannya, misalnya papan syarat di loket. Bukan penilaian terhadap seseorang.",
    "who": "Unit atau jabatan yang mengerjakannya, misalnya Seksi Pelayanan.",
    "due": "Paling lambat kapan selesai, agar warga dapat melihat hasilnya pada survei berikutnya.",
    "done_on": "Tanggal selesai; kosong selama masih dikerjakan. 0 hari ini.",
    "outcome": "Apa yang sudah berubah bagi warga.",
}


class ImprovementForm(FormScreen):
    """What is improved, by whom, by when; later: done, and what came of it."""

    HELP = (
        "Satu butir perbaikan untuk satu unsur: **apa** yang diperbaiki, **siapa** (unit atau jabatan), **paling "
        "lambat** kapan; sesudah selesai tanggal dan hasilnya. Survei menilai unit, bukan orang. **F10** menyimpan."
    )
    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]
    CARRIES = "improvement"

    def __init__(self, form: Form, survey_id: str, element: str, why: str = "") -> None:
        super().__init__(form)
        self._why = why
        self.survey_id = survey_id
        self.element = element

    def items(self) -> Sequence[Item]:
        """Five fields."""
        today, year = self.app.workplace.today(), self.app.db.year

        done = day_check(lambda day: check_done(day, None, today))
        return [
            Heading("PERBAIKAN"),
            *([Note(self._why)] if self._why else []),
            Field(self._key("what"), "Yang diperbaiki", "text", _HELP["what"], required=True, carry=False),
            Field(self._key("who"), "Penanggung jawab", length=200, help=_HELP["who"], hint="unit atau jabatan"),
            date_field(self._key("due"), "Paling lambat", today, year, required=True, help=_HELP["due"]),
            Heading("SETELAH SELESAI"),
            date_field(
                self._key("done_on"),
                "Selesai",
                today,
                year,
                check=done,
                help=_HELP["done_on"],
                carry=False,
            ),
            Field(self._key("outcome"), "Hasilnya", "text", _HELP["outcome"], carry=False),
        ]

    def store(self) -> None:
        """Raises `RuleBroken`."""
        improvements.save(self.app.db, self.form, self.survey_id, self.element)

    def _key(self, column: str) -> str:
        return improvements.key(self.survey_id, self.element, column)
