"""Penghargaan: proposals and what became of them, and candidates on proof; Enter does the next step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import work

from kinerja_tui.handoff.problems import Cancelled
from kinerja_tui.rules.recognition import KINDS, RecognitionState
from kinerja_tui.screens.development.recognition_forms import GivingForm, ProposalForm, VerdictForm
from kinerja_tui.screens.development.recognition_rules import RecognitionRulesScreen
from kinerja_tui.screens.lists.filtered_list import FilteredList
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.reading import WAIT, read_telling
from kinerja_tui.services.development import recognition, recognition_list
from kinerja_tui.services.development.recognition_list import CANDIDATE, STATES
from kinerja_tui.services.labels import shown
from kinerja_tui.services.lists.listing import Row, ShortList
from kinerja_tui.services.staff import people
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Confirm, Pick
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Cell, Column

_MARKS: dict[str, tuple[str, str]] = {
    RecognitionState.PROPOSED: ("!", "warn"),
    RecognitionState.APPROVED: (">", "mark"),
    CANDIDATE: ("·", "dim"),
    RecognitionState.GIVEN: ("+", "good"),
    RecognitionState.REFUSED: ("×", "dim"),
}
_WORDS: dict[str, str] = {
    RecognitionState.PROPOSED: "diusulkan",
    RecognitionState.APPROVED: "disetujui",
    CANDIDATE: "calon",
    RecognitionState.GIVEN: "diberikan",
    RecognitionState.REFUSED: "ditolak",
}


class RecognitionsScreen(FilteredList):
    """By state, then by name: nobody is ranked."""

    STATES: ClassVar = STATES
    NOUN = "baris"
    EMPTY = (
        "Belum ada usul dan belum ada calon. Calon muncul dari aturan kantor (tekan r); tekan a untuk mengusulkan "
        "seseorang berdasar bukti lain."
    )
    HELP = (
        "Penghargaan **diusulkan** dengan bukti, **disetujui** orang lain, lalu **diberikan**; tidak pernah otomatis, "
        "dan tidak oleh penerimanya sendiri. **Enter** mengerjakan langkah berikutnya.\n\n**Calon** ditunjukkan "
        "program menurut **aturan** kantor (`r`), dengan buktinya; tanpa aturan sendiri: predikat Sangat Baik dan "
        "target indikator yang tercapai. "
        "Urutannya menurut nama, bukan peringkat; seorang petugas yang menentukan mana yang diusulkan.\n\nTanda: `!` "
        "menunggu putusan, `>` disetujui dan belum diberikan, `·` calon, `+` diberikan, `×` ditolak. **g** mengganti "
        "isi usul, **b** membatalkan langkah terakhir."
    )
    COMMANDS: ClassVar = [
        Command("next", "enter", "Langkah berikutnya", "Usulkan, putuskan, atau catat pemberiannya.", "Lanjut",
                group="Penghargaan"),
        Command("add", "a", "Usulkan seseorang", "Usul berdasar bukti lain, untuk pegawai yang dipilih.", "Usulkan",
                group="Penghargaan"),
        Command("rules", "r", "Aturan penghargaan", "Syarat yang membuat seseorang menjadi calon.", "Aturan",
                group="Penghargaan"),
        Command("edit", "g", "Ganti isi usul", "Selama belum diputus.", "Ganti", group="Penghargaan"),
        Command("take_back", "b", "Batalkan langkah terakhir", "Pemberian, putusan, atau usulnya.", "Batalkan",
                group="Penghargaan"),
    ]  # fmt: skip

    def __init__(self, only: str = "") -> None:
        super().__init__()
        self.state = only
        self._rows: list[Row] | None = None
        """everything that can be shown; None: not read yet"""
        self._version = 0
        """of the file when it was read"""

    def listed(self) -> str:
        """The year."""
        return f"Penghargaan · {self.app.db.year}"

    @property
    def columns(self) -> Sequence[Column]:
        """As many as fit."""
        narrow = [
            Column("mark", "", 1),
            Column("name", "Nama", 18, flex=1),
            Column("state", "Keadaan", 10),
            Column("basis", "Atas dasar", 36, flex=3),
        ]
        return [*narrow, Column("proof", "Bukti", 30, flex=3)] if self.is_wide else narrow

    def find(self, text: str) -> ShortList:
        """Of the working year, open ones of any year, and candidates."""
        return recognition_list.narrowed(self.everybody(), text, self.state)

    def everybody(self) -> list[Row]:
        """All rows, read until something changes: a letter of the filter only narrows them."""
        return self._rows or []

    def reload(self, keep: str | None = None) -> None:
        """Show everything, read again where something was written meanwhile."""
        if self._rows is not None and self._version == self.app.file.version():
            super().reload(keep)
            return
        if self._rows is None:
            self.list.empty_text = WAIT
        self._read(keep or self.current)

    @work(group=ASKING)
    async def _read(self, keep: str | None) -> None:
        """In a thread: the proofs of ten thousand people take a second or two. Keys wait for the rows."""
        version, year, today = self.app.file.version(), self.app.db.year, self.app.workplace.today()
        with self.telling():
            try:
                self._rows = await read_telling(
                    self.app,
                    f"{self.TITLE or self.listed()}: menghitung",
                    lambda: recognition_list.read(self.app.file, year, today),
                    text="Bukti semua pegawai dibaca.",
                    what="recognitions",
                )
            except Cancelled:
                if self._rows is None:
                    self.dismiss()
                return
            self._version = version
            super().reload(keep)

    def counts(self) -> Mapping[str, int]:
        """State -> how many."""
        return recognition_list.counted(self.everybody())

    def cells(self, row: Row) -> Sequence[Cell]:
        """One recognition or candidate."""
        mark = _MARKS.get(row["state"], ("?", "warn"))
        word = _WORDS.get(str(row["state"]), "?")
        cells: list[Cell] = [mark, row["name"] or "(pegawai lain)", (word, mark[1]), _about(row) or "–"]
        return [*cells, row["proof"] or "–"][: len(self.columns)]

    # -- the steps

    def chosen(self, key: str) -> None:
        """Enter: the next step."""
        row = self._row(key)
        if row is None:
            return
        with self.telling():
            if row["state"] == CANDIDATE:
                self._take_up(key, row["employee_id"])
            elif row["state"] == RecognitionState.PROPOSED:
                self._push(VerdictForm(*recognition.form_of(self.app.db, key)), "Putusan tersimpan.")
            elif row["state"] == RecognitionState.APPROVED:
                self._push(GivingForm(*recognition.form_of(self.app.db, key)), "Pemberian tersimpan.")
            else:
                self.app.push_screen(Notice(row["name"] or "Penghargaan", _whole(row)))

    def action_next(self) -> None:
        """Enter from the palette."""
        if self.current is not None:
            self.chosen(self.current)

    def action_add(self) -> None:
        """a: for somebody of the list."""

        def picked(person: str | None) -> None:
            if person:
                with self.telling():
                    self._propose(person, None)

        options = people.choices(self.app.file)
        if options:
            self.app.push_screen(Pick("Siapa yang diusulkan?", sorted(options, key=lambda item: item[1])), picked)
        else:
            self.warn("Belum ada pegawai. Tambah dulu di daftar Pegawai (2).")

    def action_rules(self) -> None:
        """r: when somebody becomes a candidate."""
        self.app.push_screen(RecognitionRulesScreen())

    def action_edit(self) -> None:
        """g: a proposal that nobody decided on."""
        row = self._row(self.current) if self.current is not None else None
        if row is None:
            return
        if row["state"] != RecognitionState.PROPOSED:
            self.warn("Yang dapat diperbaiki hanya usul yang belum diputus. Batalkan langkah terakhirnya dulu (b).")
            return
        with self.telling():
            self._push(ProposalForm(*recognition.form_of(self.app.db, row["key"])), "Usul tersimpan.")

    def action_take_back(self) -> None:
        """b: the last step, after a question."""
        row = self._row(self.current) if self.current is not None else None
        if row is None or row["state"] == CANDIDATE:
            self.warn("Calon belum diusulkan, jadi tidak ada yang dibatalkan.")
            return

        def answered(yes: bool | None) -> None:
            if yes:
                with self.telling():
                    self.say(recognition.take_back(self.app.db, row["key"]))
                self.reload()

        self.app.push_screen(Confirm(f"Batalkan langkah terakhir penghargaan {row['name']}?", "Ya", "Tidak"), answered)

    def _take_up(self, key: str, person: str) -> None:
        found = recognition_list.candidate(self.app.file, self.app.db.year, self.app.workplace.today(), key, person)
        self._propose(found.employee_id, found.defaults())

    def _propose(self, employee_id: str, defaults: dict[str, str] | None) -> None:
        form = recognition.proposal_form(self.app.db, employee_id, defaults)
        self._push(ProposalForm(form, None), "Usul tersimpan; menunggu putusan.")

    def _push(self, form: ProposalForm | VerdictForm | GivingForm, told: str) -> None:
        self.app.push_screen(form, lambda stored: self.say(told) if stored else None)

    def _row(self, key: str) -> Row | None:
        return next((row for row in self.everybody() if row["key"] == key), None)


def _about(row: Row) -> str:
    """For what; a candidate's line leaves out the words that every other one begins with too."""
    basis: str = row["basis"]
    return basis.rpartition("arget tercapai: ")[2] if row["state"] == CANDIDATE else basis


def _whole(row: Row) -> str:
    lines = [f"Atas dasar: {row['basis']}", f"Bukti: {row['proof']}"]
    if row["kind"]:
        lines.append(f"Bentuk: {KINDS.get(row['kind'], row['kind'])}")
    for name, label in (("proposed_on", "Diusulkan"), ("decided_on", "Diputus"), ("given_on", "Diberikan")):
        if row[name]:
            lines.append(f"{label}: {shown('recognition', name, row[name])}")
    return "\n\n".join(lines)
