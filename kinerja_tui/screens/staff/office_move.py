"""o in the employee list of the district: the person moves to another office."""

from __future__ import annotations

from typing import ClassVar

from textual import work

from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.services.handover import handoff
from kinerja_tui.services.staff import office_moves, people
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Confirm, Pick
from kinerja_tui.widgets.keys import ASKING


class OfficeMoving(ListScreen):
    """A list of people whose office the district can change."""

    COMMANDS: ClassVar = [
        Command("move_office", "o", "Pindah ke kantor lain", "BKPSDM: pegawai ini menjadi pegawai kantor lain.",
                group="Jabatan"),
    ]  # fmt: skip

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the district says whose employee somebody is."""
        if action == "move_office":
            return self.app.agenda.is_district
        return super().check_action(action, parameters)

    @work(exclusive=True, group=ASKING)
    async def action_move_office(self) -> None:
        """o: the office, then what it means."""
        person, db = self.current, self.app.db
        if person is None:
            return
        name = people.label(self.app.file, person)
        options = [(item.code, f"{item.name} ({item.code})") for item in office_moves.choices(db, person)]
        if not options:
            self.warn("Belum ada kantor lain yang dikenal di sini. Kenalkan PC-nya dulu di Serah terima (6, lalu n).")
            return
        office = await self.app.push_screen_wait(Pick(f"{name} pindah ke kantor mana?", options))
        if office is None:
            return
        new = handoff.office_name(self.app.file, office)
        question = (
            f"{name} menjadi pegawai {new}?\n\nSeluruh berkasnya ikut paket berikutnya ke sana, dan jabatan barunya "
            "dicatat di sana (m, Mutasi). Kantor lama tetap membaca yang dibuatnya, tetapi tidak mengubahnya lagi."
        )
        if await self.app.push_screen_wait(Confirm(question, "Pindahkan", "Batal", title="Pindah ke kantor lain")):
            with self.telling():
                office_moves.move_to_office(db, person, office)
                self.say(f"{name} sekarang pegawai {new}. Tulis paket ke kedua kantor di Serah terima (6, lalu e).")
            self.reload()
