"""Another rater for all marked people: one form for day and rater, then a question that names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import work

from kinerja_tui.rules.formats import format_date
from kinerja_tui.screens.guided_form import GuidedForm
from kinerja_tui.screens.many import ManyScreen
from kinerja_tui.services import forms, guided, many_people
from kinerja_tui.services.guided import key_of
from kinerja_tui.widgets.fields import Heading, Item, Note
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.text import thousands

if TYPE_CHECKING:
    from kinerja_tui.models.database import Database


class RatersForm(GuidedForm):
    """Another rater for many people from a day on: only asks; whoever opened it does the act, with its own question.

    Dismisses with True when day and rater are there.
    """

    HELP = (
        "Satu pejabat penilai baru untuk semua pegawai yang dipilih, pada jabatan definitif masing-masing. Hari "
        "sebelumnya, rencana kerja yang sudah diajukan, dan evaluasi yang sudah selesai tetap memakai penilai lama. "
        "**F10** memperlihatkan siapa saja; sebelum itu belum ada yang diubah."
    )
    NOT_YET = "Penilai belum diganti; belum ada yang diubah."

    def __init__(self, form: forms.Form, people: Sequence[str]) -> None:
        super().__init__(form)
        self._people = people
        self.pages = (self._page,)

    @classmethod
    def of(cls, db: Database, people: Sequence[str]) -> RatersForm:
        """The form for these people, by name; what was typed and not done yet is still there."""
        return cls(guided.guided_form(db, "raters", f"Ganti penilai {len(people)} pegawai", "", {}), people)

    def _page(self, values: Mapping[str, str]) -> list[Item]:
        few = "; ".join(self._people[:4]) + (f"; dan {len(self._people) - 4} lagi" if len(self._people) > 4 else "")
        return [
            Heading(f"Pejabat penilai baru untuk {len(self._people)} pegawai"),
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
        """F10: what is missing, or back to the list that asks about each of them."""
        lacking = self.missing()
        if lacking is not None:
            self.sheet.go_to(lacking[0])
            self.warn(lacking[1])
        elif self.may_leave:
            self.dismiss(True)


class ManyRatersScreen(ManyScreen):
    """A list of employees with marks."""

    PERSON = "id"

    @work(exclusive=True, group=ASKING)
    async def change_raters(self) -> None:
        """g with marks: day and rater, then who, then it is done."""
        db, items = self.app.db, list(await self.target_rows())
        form = RatersForm.of(db, [item.name for item in items])
        if not await self.app.push_screen_wait(form):
            return
        day, raters = guided.day_of(form.form, "start"), guided.raters_of(form.form)
        assert day is not None  # the form has seen to it
        name = many_people.rater_name(db, raters)
        await self.act_on_many(
            f"Ganti pejabat penilai {thousands(len(items))} pegawai?",
            f"Menjadi {name}, mulai {format_date(day)}. Hari sebelumnya dan dokumen yang sudah diajukan tetap memakai "
            f"penilai lama.\n\n{self.whose(items)}",
            "Ganti",
            lambda progress: many_people.change_rater(db, items, day, raters, progress, form.form),
            "pegawai berganti pejabat penilai",
        )
