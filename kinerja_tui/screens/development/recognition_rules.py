"""Aturan penghargaan: what must be met before the program names somebody as a candidate, per year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from kinerja_tui.rules.formats import excerpt
from kinerja_tui.rules.ratings import Predicate
from kinerja_tui.rules.recognition import KINDS, Condition
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.forms.inputs import choice_field
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.services.development import recognition_rules
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.labels import field_label
from kinerja_tui.services.lists.listing import Row, ShortList
from kinerja_tui.services.planning import key_indicators
from kinerja_tui.services.staff.employees import NEW
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.fields import Choice, Field, Heading, Item, Note
from kinerja_tui.widgets.table import Cell, Column

_GROUP = "Aturan penghargaan"
_HELP = {
    "name": "Nama pendek yang ikut tertulis di usulnya, misalnya “Layanan tepat waktu” atau “Target IKU tercapai”.",
    "condition": "Yang harus terpenuhi. Hanya yang dapat dibuktikan dari catatan: 1 target setahun sebuah indikator "
    "tercapai, 2 predikat evaluasi yang sudah selesai, 3 semua permohonan layanan yang ditanganinya tepat waktu, "
    "4 semua keluhan yang ditanganinya selesai sebelum batasnya.",
    "key_indicator_id": "IKU dari pustaka kantor. Kosong berarti indikator mana pun yang bertarget angka. Indikator "
    "rencana kerja dihubungkan dengan IKU saat teksnya diisi (F4).",
    "predicate": "Predikat terendah yang memenuhi; yang lebih baik juga memenuhi.",
    "least": "Dari berapa periode, permohonan, atau keluhan paling sedikit. Kosong berarti satu. Angka kecil mudah "
    "terpenuhi secara kebetulan.",
    "kind": "Bentuk penghargaan yang ditawarkan saat diusulkan; boleh diganti waktu itu.",
}


class RecognitionRulesScreen(ListScreen):
    """The rules of the working year."""

    NOUN = "aturan"
    EMPTY = (
        "Belum ada aturan untuk tahun ini; selama itu calon muncul dari predikat Sangat Baik dan target indikator "
        "yang tercapai. Tekan a untuk aturan pertama, atau l untuk menyalin aturan tahun lalu."
    )
    HELP = (
        "**Bila tercapai, usulkan**: aturan kantor ini untuk satu tahun, per IKU atau jenis hasil. Begitu ada satu "
        "aturan, hanya aturan yang menentukan calon. Program menyebut calon beserta **buktinya** (baris realisasi, "
        "evaluasi, permohonan, atau keluhan); seorang petugas yang mengusulkan, orang lain yang memutus.\n\n**a** "
        "menambah, **Enter** mengubah, **n** menonaktifkan atau memakainya lagi, **l** menyalin aturan tahun lalu. "
        "Aturan BKPSDM berlaku juga di kecamatan dan hanya dibaca di sini. Dasar: tindak lanjut hasil evaluasi, "
        "PermenPANRB 6/2022; syaratnya ditetapkan kantor."
    )
    COMMANDS: ClassVar[list[Command]] = [
        Command("edit", "enter", "Ubah aturan", "Mengubah aturan di kursor.", "Ubah", group=_GROUP),
        Command("add", "a", "Tambah aturan", "Syarat dan bentuk penghargaannya.", "Tambah", group=_GROUP),
        Command("stop", "n", "Nonaktifkan atau pakai lagi", "Aturan di kursor tidak memberi calon lagi.", "Nonaktif",
                group=_GROUP),
        Command("copy", "l", "Salin tahun lalu", "Aturan tahun lalu yang belum ada di tahun ini.", "Salin",
                group=_GROUP),
        BACK,
    ]  # fmt: skip
    COLUMNS: ClassVar = [
        Column("mark", "", 1),
        Column("name", "Aturan", 20, flex=2),
        Column("condition", "Bila", 28, flex=4),
        Column("kind", "Diusulkan", 16, flex=1),
    ]

    def heading(self) -> str:
        """The year."""
        return f"Aturan penghargaan · {self.app.db.year}"

    def find(self, text: str) -> ShortList:
        """Of this office and of its district."""
        return recognition_rules.listing(self.app.file, self.app.db.office, self.app.db.year, text)

    def cells(self, row: Row) -> Sequence[Cell]:
        """In use or stopped, the name, what must be met, the form of recognition."""
        style = "" if row["active"] else "dim"
        mark: Cell = ("+", "good") if row["active"] else ("×", "dim")
        kind = KINDS.get(row["kind"], row["kind"]) or "bentuk dipilih nanti"
        return [mark, (row["name"] or "(tanpa nama)", style), (recognition_rules.told(row), style), (kind, style)]

    def chosen(self, key: str) -> None:
        """Enter: change it."""
        with self.telling():
            self.app.push_screen(RecognitionRuleForm(recognition_rules.form_of(self.app.db, key), key))

    def action_edit(self) -> None:
        """Enter from the palette."""
        if self.current is not None:
            self.chosen(self.current)

    def action_add(self) -> None:
        """a."""
        self.app.push_screen(RecognitionRuleForm(recognition_rules.form_of(self.app.db), NEW))

    def action_stop(self) -> None:
        """n: no question, the same key takes it back."""
        row = next((row for row in self.find("").found if row["key"] == self.current), None)
        if row is None:
            return
        with self.telling():
            recognition_rules.set_active(self.app.db, row["key"], active=not row["active"])
            self.say("Aturan dinonaktifkan; usul yang sudah ada tetap." if row["active"] else "Aturan dipakai lagi.")
        self.reload()

    def action_copy(self) -> None:
        """l: those of last year."""
        with self.telling():
            count = recognition_rules.copy_last_year(self.app.db)
            self.say(f"{count} aturan disalin dari {self.app.db.year - 1}.")
        self.reload()


class RecognitionRuleForm(FormScreen):
    """One rule; which fields it has follows from what must be met."""

    HELP = (
        "Bila syaratnya terpenuhi, orangnya muncul sebagai **calon** dengan buktinya. Tidak ada yang diusulkan "
        "sendiri. **F10** menyimpan."
    )
    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]

    def __init__(self, form: Form, rule_id: str) -> None:
        super().__init__(form)
        self.rule_id = rule_id

    def items(self) -> Sequence[Item]:
        """Name, condition with its parts, form of recognition."""
        conditions = tuple(Choice(str(item), item.label, str(number)) for number, item in enumerate(Condition, 1))
        lines: list[Item] = [
            Heading("BILA TERCAPAI"),
            Field(self._key("name"), self._label("name"), "text", _HELP["name"], required=True, carry=False),
            Field(self._key("condition"), self._label("condition"), "scale", _HELP["condition"], choices=conditions,
                  required=True, carry=False),
        ]  # fmt: skip
        condition = self.form.text(self._key("condition"))
        if condition == Condition.TARGET:
            lines.append(
                choice_field(self._key("key_indicator_id"), self._label("key_indicator_id"), self._library(),
                             help=_HELP["key_indicator_id"], hint="kosong: indikator mana pun; F4: daftar", carry=False)
            )  # fmt: skip
        if condition == Condition.PREDICATE:
            predicates = tuple(Choice(str(item), item.label, str(item.rank)) for item in Predicate)
            lines.append(
                Field(self._key("predicate"), self._label("predicate"), "scale", _HELP["predicate"],
                      choices=predicates, required=True, carry=False)
            )  # fmt: skip
        if condition in recognition_rules.COUNTED:
            lines.append(
                Field(self._key("least"), self._label("least"), help=_HELP["least"], length=4, carry=False,
                      parse=lambda text: str(recognition_rules.check_least(text)) if text else "",
                      hint={Condition.PREDICATE: "periode", Condition.REQUESTS: "permohonan"}.get(
                          Condition(condition), "keluhan"))
            )  # fmt: skip
        return [
            *lines,
            Heading("USULKAN"),
            choice_field(self._key("kind"), self._label("kind"), KINDS, help=_HELP["kind"], hint="boleh kemudian",
                         carry=False),
            Note("Calon tampil di daftar Penghargaan dan di lembar pribadi, dengan buktinya, menurut nama."),
        ]  # fmt: skip

    def field_kept(self, key: str, value: str) -> None:
        """Another condition asks for other things: go on with the first of them."""
        if key == self._key("condition"):
            first = {Condition.TARGET: "key_indicator_id", Condition.PREDICATE: "predicate"}.get(value, "least")  # type: ignore[call-overload]
            here = self.sheet.current
            forward = here is not None and here.key != self._key("name")
            self.show_again(self._key(first) if forward else None)

    def store(self) -> None:
        """Raises `RuleBroken`."""
        recognition_rules.save(self.app.db, self.form, self.rule_id)
        self.say("Aturan tersimpan. Esc: kembali ke daftar Penghargaan, calonnya dihitung lagi.")

    def _library(self) -> dict[str, str]:
        found = key_indicators.listing(self.app.file, self.app.db.office, self.app.db.year)
        return {row["id"]: excerpt(row["text"], 120) for row in found.rows(0, len(found))}

    def _key(self, column: str) -> str:
        return recognition_rules.key(self.rule_id, column)

    def _label(self, column: str) -> str:
        return field_label("recognition_rule", column)
