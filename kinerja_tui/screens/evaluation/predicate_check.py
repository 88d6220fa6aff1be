"""Blind second entry of the final predikat, from the signed papers; what differs is shown side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from kinerja_tui.rules.ratings import Rating
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.forms.inputs import rating_field
from kinerja_tui.services.evaluation import evaluations, predicate_check
from kinerja_tui.services.evaluation.predicate_check import Difference
from kinerja_tui.services.forms import forms
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.fields import Heading, Item, Note

_LABELS = {"work_rating": "Rating hasil kerja", "behaviour_rating": "Rating perilaku"}
_HELP = (
    "Seperti tertulis di kertas yang sudah ditandatangani: 1 di bawah, 2 sesuai, 3 di atas ekspektasi. Kedua rating "
    "menentukan predikat (kuadran PermenPANRB 6/2022). Yang tersimpan tidak diperlihatkan sebelum F10. Kertasnya belum "
    "ada: Enter, orang itu tidak dicocokkan."
)


class PredicateCheck(FormScreen):
    """Two digits for each finished evaluation; F10 compares, which is kept. No evaluation is changed."""

    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]
    HELP = (
        "Rating akhir diketik sekali lagi dari kertas yang sudah ditandatangani, **dua angka** untuk setiap orang, "
        "tanpa melihat yang tersimpan. **F10** mencocokkan: yang berbeda tampil berdampingan. Salah ketik di sini: "
        "ketik lagi, lalu F10. Evaluasinya yang salah: buka kembali dengan alasan (`r` di daftar Evaluasi).\n\n"
        "Yang diketik di sini tidak mengubah evaluasi; **Esc** menyimpannya untuk dilanjutkan. Riwayat mencatat siapa "
        "yang mencocokkan, kapan, berapa orang, dan evaluasi siapa yang berbeda."
    )
    OFFERS = ()

    def __init__(self, form: Form, period: str) -> None:
        super().__init__(form)
        self.period = period
        self.found: dict[str, Difference] = {}
        """field -> what differs there, once it was compared"""

    def items(self) -> Sequence[Item]:
        """Everybody whose evaluation is finished."""
        people = predicate_check.rated(self.app.file, self.period)
        lines: list[Item] = [Heading(f"DARI KERTAS YANG DITANDATANGANI ({len(people)} ORANG)")]
        if (last := predicate_check.last(self.app.db, self.period)) is not None:
            lines.append(Note(last.sentence))
        for one in people:
            lines.append(Heading(one.name, 2))
            for column in predicate_check.COLUMNS:
                key = predicate_check.key(one.evaluation_id, column)
                lines.append(rating_field(key, _LABELS[column], help=_HELP, carry=False))
                if key in self.found:
                    different = self.found[key]
                    both = f"evaluasi {_label(different.stored)} | kertas {_label(different.typed)}"
                    lines.append(Note(f"! Berbeda: {both}"))
        return lines

    def finish(self) -> None:
        """F10: compare."""
        with self.telling():
            self._compare()

    def _compare(self) -> None:
        different = predicate_check.compare(self.app.db, self.form, self.period)
        self.found = {predicate_check.key(item.evaluation_id, item.column): item for item in different}
        if different:
            self.show_again(cursor=next(iter(self.found)))
            self.warn(f"{len(different)} rating berbeda dari evaluasinya, ditunjukkan di bawah isiannya.")
            return
        people = predicate_check.rated(self.app.file, self.period)
        count = predicate_check.typed_twice(self.form, people)
        forms.discard(self.app.db, self.form)
        self.say(f"{count} dari {len(people)} predikat dicocokkan, semuanya sama dengan evaluasinya.")
        self.dismiss(True)

    def leave_stored(self) -> None:
        """Esc: what was typed waits for the rest."""
        if self.may_leave:
            with self.telling():
                if not self.form.is_changed:
                    forms.discard(self.app.db, self.form)
                self.dismiss(False)

    def field_kept(self, key: str, value: str) -> None:  # noqa: ARG002
        """Typed again: compared again with the next F10."""
        if self.found.pop(key, None) is not None:
            self.show_again()


def _label(code: str) -> str:
    rating: Rating | None = evaluations.rating_of(code)
    return rating.label if rating is not None else code or "kosong"
