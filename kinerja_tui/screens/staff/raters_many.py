"""Another rater for all marked people: one form for day and rater, then a question that names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import work

from kinerja_tui.rules.formats import format_date
from kinerja_tui.screens.forms.guided_form import GuidedForm
from kinerja_tui.screens.lists.many import ManyScreen, ask_many, names_of, tell_outcome
from kinerja_tui.services.forms import forms, guided
from kinerja_tui.services.forms.guided import key_of
from kinerja_tui.services.forms.many_acts import Item, Outcome
from kinerja_tui.services.staff import many_people
from kinerja_tui.widgets.fields import Heading, Note
from kinerja_tui.widgets.fields import Item as Line
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.text import thousands

if TYPE_CHECKING:
    from kinerja_tui.models.database import Database


_NAMED = 500
"""Up to so many people the form's name tells them; of more they are marked again after a power cut."""


class RatersForm(GuidedForm):
    """Another rater for many people from a day on. Dismisses with True when it was done; `outcome` tells of whom."""

    HELP = (
        "Satu pejabat penilai baru untuk semua pegawai yang dipilih, pada jabatan definitif masing-masing. Hari "
        "sebelumnya, rencana kerja yang sudah diajukan, dan evaluasi yang sudah selesai tetap memakai penilai lama. "
        "**F10** memperlihatkan siapa saja; sebelum itu belum ada yang diubah."
    )
    OFFERS = ()  # the answers go into many records
    NOT_YET = "Penilai belum diganti; belum ada yang diubah."

    def __init__(self, form: forms.Form, people: Sequence[Item]) -> None:
        super().__init__(form)
        self._people = people
        self.outcome = Outcome()
        self.pages = (self._page,)

    @classmethod
    def of(cls, db: Database, people: Sequence[Item]) -> RatersForm:
        """The form for these people (keys: employees); its name tells who they are, to open it again."""
        name = f"raters:{','.join(item.key for item in people) if len(people) <= _NAMED else ''}"
        return cls(guided.guided_form(db, name, f"Ganti penilai {len(people)} pegawai", "", {}), people)

    def _page(self, values: Mapping[str, str]) -> list[Line]:
        count = len(self._people)
        few = "; ".join(item.name for item in self._people[:4]) + (f"; dan {count - 4} lagi" if count > 4 else "")
        return [
            Heading(f"Pejabat penilai baru untuk {thousands(count)} pegawai"),
            Note(few),
            self.day_field("start", "Mulai menilai", "Hari pertama penilai baru. Untuk setiap hari hanya ada satu "
                           "pejabat penilai pada satu jabatan."),
            *self.rater_fields(values),
        ]  # fmt: skip

    def missing(self) -> tuple[str, str] | None:
        """Day and rater."""
        if not self.form.text(key_of("start")):
            return key_of("start"), "Hari pertama penilai baru belum diisi."
        return self.missing_rater()

    def finish(self) -> None:
        """F10: what is missing, or the question that names them."""
        lacking = self.missing()
        if lacking is None:
            self._ask()
            return
        self.sheet.go_to(lacking[0])
        self.warn(lacking[1])

    @work(exclusive=True, group=ASKING)
    async def _ask(self) -> None:
        db, people = self.app.db, self._people
        day, raters = guided.day_of(self.form, "start"), guided.raters_of(self.form)
        assert day is not None  # `missing` has seen to it
        outcome = await ask_many(
            self.app,
            f"Ganti pejabat penilai {thousands(len(people))} pegawai?",
            f"Menjadi {many_people.rater_name(db, raters)}, mulai {format_date(day)}. Hari sebelumnya dan dokumen yang "
            f"sudah diajukan tetap memakai penilai lama.\n\n{names_of(people)}",
            "Ganti",
            lambda progress: many_people.change_rater(db, people, day, raters, progress, self.form),
        )
        if outcome is not None:
            self.outcome = outcome
            await tell_outcome(
                self,
                outcome,
                "pegawai berganti pejabat penilai",
                "Yang tidak diubah tetap dengan penilainya yang sekarang.",
            )
            self.dismiss(True)


class ManyRatersScreen(ManyScreen):
    """A list of employees with marks."""

    PERSON = "id"

    @work(exclusive=True, group=ASKING)
    async def change_raters(self) -> None:
        """g with marks: day and rater on a form, which asks and does it."""
        form = RatersForm.of(self.app.db, list(await self.target_rows()))
        if await self.app.push_screen_wait(form):
            self.let_go(form.outcome)
