"""The forms of talks between leader and employee: dialogue, bimbingan kinerja (B.1.8, B.1.9), and B.1.8's wording."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from kinerja_tui.rules.feedback import check_given_on
from kinerja_tui.rules.guidance import COMPETENCES, LEVELS, STATEMENTS, About
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.forms.inputs import date_field, day_check
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.monitoring import guidance
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.fields import Choice, Field, Heading, Item, Note

_LEVELS = tuple(Choice(level, f"nilai {level}", level) for level in LEVELS)
_ABOUT = tuple(Choice(str(about), about.label, str(number)) for number, about in enumerate(About, 1))
_FEWEST_LINES = 5

_HELP_HELD = "Hari pembicaraan berlangsung, boleh hari apa saja yang sudah lewat: 2301, 0 hari ini, -1 kemarin."
_HELP_LEADER = "Pimpinan yang berbicara dengan pegawai; terisi sendiri dengan nama pejabat penilai bila diketahui."
_HELP_SEEN = (
    "Hari pihak ini membaca dan membenarkan catatan. Kosong berarti belum; pembicaraan tetap tersimpan. Tidak boleh "
    "sebelum hari dialognya."
)
_HELP_ANSWER = (
    "Jawaban atas pernyataan ini, seperti ditulis pada formulir B.1.8 (PermenPANRB 6/2022). Boleh kosong. Bunyi "
    "pernyataan ikut tersimpan seperti saat dijawab."
)
_HELP_STATEMENT = (
    "Bunyi pernyataan persis seperti pada formulir B.1.8 yang dipakai kantor ini. Program tidak mengarang bunyinya; "
    "cukup diketik sekali di PC ini."
)
_NO_STATEMENT = "(bunyi belum diketik; tombol b di halaman sebelumnya)"
_HELP_COMPETENCE = (
    "Kompetensi yang dinilai pada formulir B.1.9 (PermenPANRB 6/2022), nilainya 1 sampai 5, dan alasannya. Arti setiap "
    "nilai tertulis pada formulir. F4 menampilkan nama kompetensi yang pernah dipakai."
)


class _TalkForm(FormScreen):
    """A form about a talk on one day: the day and the leader come first."""

    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]

    def __init__(self, form: Form, record_id: str) -> None:
        super().__init__(form)
        self.record_id = record_id

    def _day(self, key: str, label: str, text: str, *, required: bool = False) -> Field:
        today = self.app.workplace.today()

        check = day_check(lambda day: check_given_on(day, today))
        return date_field(key, label, today, self.app.db.year, help=text, required=required, check=check)


class DialogueForm(_TalkForm):
    """What each side said, what both agreed on, and when each acknowledged the record."""

    HELP = (
        "Catatan dialog kinerja antara pegawai dan pimpinan: apa kata pegawai, apa kata pimpinan, dan apa yang "
        "disepakati. Setelah keduanya membaca, isi tanggal **diketahui**. F10 menyimpan dan kembali."
    )

    def items(self) -> Sequence[Item]:
        """Day, leader, both sides, agreement, acknowledgement."""
        key = {column: guidance.dialogue_key(self.record_id, column) for column in _DIALOGUE}
        return [
            Heading("DIALOG KINERJA"),
            self._day(key["held_on"], "Tanggal dialog", _HELP_HELD, required=True),
            Field(key["leader_name"], "Pimpinan", length=200, help=_HELP_LEADER),
            Field(
                key["employee_notes"],
                "Catatan pegawai",
                "text",
                "Yang disampaikan pegawai: hasil, kesulitan, dan harapannya.",
                carry=False,
            ),
            Field(
                key["leader_notes"],
                "Catatan pimpinan",
                "text",
                "Yang disampaikan pimpinan: yang sudah baik, dan yang diharapkan.",
                carry=False,
            ),
            Field(key["agreement"], "Kesepakatan", "text", "Yang disepakati: apa, siapa, kapan.", carry=False),
            Heading("DIKETAHUI"),
            self._day(key["employee_acknowledged_on"], "Pegawai, tanggal", _HELP_SEEN),
            self._day(key["leader_acknowledged_on"], "Pimpinan, tanggal", _HELP_SEEN),
        ]

    def store(self) -> None:
        """Store the dialogue. Raises `RuleBroken`."""
        guidance.save_dialogue(self.app.db, self.form, self.record_id)


_DIALOGUE = (
    "held_on", "leader_name", "employee_notes", "leader_notes", "agreement", "employee_acknowledged_on",
    "leader_acknowledged_on",
)  # fmt: skip


class GuidanceForm(_TalkForm):
    """Form B.1.8 with the nine statements, form B.1.9 with the competences."""

    HELP = (
        "Bimbingan kinerja: **B.1.8** sembilan pernyataan tentang pegawai, pimpinan, dan keduanya; **B.1.9** "
        "kompetensi dengan nilai 1 sampai 5 dan alasannya (PermenPANRB 6/2022). PgDn melompat ke bagian berikutnya, "
        "F10 menyimpan dan kembali.\n\nBunyi pernyataan diketik sekali dari formulir kantor dengan tombol **b** di "
        "halaman umpan balik pegawai."
    )

    def items(self) -> Sequence[Item]:
        """Head, nine answers, the used lines of competences and some empty ones, summary."""
        return [*self._head(), *self._answers(), *self._competences(), *self._end()]

    def store(self) -> None:
        """Store the bimbingan. Raises `RuleBroken`."""
        guidance.save_guidance(self.app.db, self.form, self.record_id)

    def field_kept(self, key: str, value: str) -> None:  # noqa: ARG002
        """Two empty lines stay below the competences."""
        if key.startswith("guidance_competence/") and key.endswith("/competence"):
            self.show_again()

    def _head(self) -> list[Item]:
        return [
            Heading("BIMBINGAN KINERJA"),
            self._day(self._key("held_on"), "Tanggal", _HELP_HELD, required=True),
            Field(self._key("leader_name"), "Pimpinan", length=200, help=_HELP_LEADER),
        ]

    def _answers(self) -> list[Item]:
        lines: list[Item] = [Heading("B.1.8 · SEMBILAN PERNYATAAN")]
        texts = self.form.texts()
        for number in range(1, STATEMENTS + 1):
            statement = texts.get(guidance.answer_key(self.record_id, number, "statement"), "")
            about = texts.get(guidance.answer_key(self.record_id, number, "about"), "")
            label = next((f" ({kind.label.lower()})" for kind in About if kind == about), "")
            lines.append(Note(f"{number}. {statement or _NO_STATEMENT}{label}"))
            key = guidance.answer_key(self.record_id, number, "answer")
            lines.append(Field(key, f"Jawaban {number}", "text", _HELP_ANSWER, carry=False))
        return lines

    def _competences(self) -> list[Item]:
        texts = {**self.form.texts(), **(self.sheet.values if self.is_mounted else {})}
        used = [
            number
            for number in range(1, COMPETENCES + 1)
            if texts.get(guidance.competence_key(self.record_id, number, "competence"))
        ]
        shown = min(max([_FEWEST_LINES, *(number + 2 for number in used)]), COMPETENCES)

        def suggestions(_typed: str) -> list[Choice]:
            return [Choice(name, name) for name in guidance.competences_used(self.app.db)]

        lines: list[Item] = [Heading("B.1.9 · KOMPETENSI (nilai 1 sampai 5, dengan alasan)")]
        for number in range(1, shown + 1):
            key = {
                column: guidance.competence_key(self.record_id, number, column)
                for column in ("competence", "level", "reason")
            }
            lines += [
                Field(key["competence"], f"Kompetensi {number}", length=200, help=_HELP_COMPETENCE, carry=False,
                      suggestions=suggestions),
                Field(key["level"], "  Nilai", "scale", _HELP_COMPETENCE, choices=_LEVELS, carry=False),
                Field(key["reason"], "  Alasan", "text", _HELP_COMPETENCE, carry=False),
            ]  # fmt: skip
        return lines

    def _end(self) -> list[Item]:
        text = "Kesimpulan bimbingan dan tindak lanjutnya. Boleh kosong."
        return [Heading("KESIMPULAN"), Field(self._key("summary"), "Kesimpulan", "text", text, carry=False)]

    def _key(self, column: str) -> str:
        return guidance.guidance_key(self.record_id, column)


class StatementsForm(FormScreen):
    """The wording of the nine statements, typed once from the office's form B.1.8."""

    HELP = (
        "Ketik bunyi sembilan pernyataan formulir **B.1.8** persis seperti pada formulir yang dipakai kantor, dan "
        "tentang siapa masing-masing. Cukup sekali di PC ini. Bimbingan yang sudah dijawab tetap memakai bunyi lamanya."
    )
    OFFERS = ()  # a setting of this PC, no record
    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]

    def items(self) -> Sequence[Item]:
        """Nine times the wording and whom it is about."""
        lines: list[Item] = []
        for number in range(1, STATEMENTS + 1):
            text, about = (guidance.statement_key(number, column) for column in ("statement", "about"))
            lines += [
                Heading(f"Pernyataan {number}"),
                Field(text, "Bunyi", "text", _HELP_STATEMENT, carry=False),
                Field(about, "Tentang", "scale", _HELP_STATEMENT, choices=_ABOUT, carry=False,
                      hint="1 pegawai 2 pimpinan 3 keduanya"),
            ]  # fmt: skip
        return lines

    def store(self) -> None:
        """Keep the wording. Raises `RuleBroken`."""
        guidance.save_statements(self.app.db, self.form)
