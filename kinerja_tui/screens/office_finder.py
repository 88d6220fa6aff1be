"""What the palette finds besides commands: people at the places where one works on them, and plans by their text."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.screens.reading import read_apart
from kinerja_tui.services.lists import finding
from kinerja_tui.services.lists.finding import FoundPerson, FoundPlan
from kinerja_tui.widgets.commands import key_name
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.entries import Entry, rank, words_of

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp
    from kinerja_tui.screens.elsewhere_commands import Elsewhere

MOST = 20
"""People offered at once; one more letter brings the others."""
_MOST_PLANS = 6
_MOST_ELSEWHERE = 8
_PERSON, _PLAN = "person", "plan"


@dataclass(frozen=True)
class PersonPlace:
    """A place where a person is worked on. A list is opened with the cursor on them."""

    code: str
    key: str
    """the digit of its screen; a place without one has none"""
    title: str
    help: str
    arguments: Callable[[FoundPerson], tuple[Any, ...]] = lambda _: ()
    """what the screen is made with"""
    screen: str = ""
    """a screen that stands in no menu: module and class"""
    row: Callable[[KinerjaApp, FoundPerson], str] | None = None
    """the key of their row, where the screen does not go there by itself"""


def _own(_: KinerjaApp, person: FoundPerson) -> str:
    return person.id


def _plan_row(app: KinerjaApp, person: FoundPerson) -> str:
    from kinerja_tui.services.planning.plans import row_of

    return row_of(app.file, app.db.year, person.id, app.workplace.today())


def _period_row(app: KinerjaApp, person: FoundPerson) -> str:
    from kinerja_tui.screens.period import chosen_period
    from kinerja_tui.services.monitoring.progress import row_of

    return row_of(app.file, chosen_period(app).code, person.id)


def _id(person: FoundPerson) -> tuple[Any, ...]:
    return (person.id,)


def _id_and_name(person: FoundPerson) -> tuple[Any, ...]:
    return person.id, person.name


PLACES = (
    PersonPlace("employees", "2", "Pegawai", "Barisnya di daftar pegawai.", row=_own),
    PersonPlace("plans", "3", "Rencana kerja (SKP)", "Barisnya di daftar rencana kerja.", row=_plan_row),
    PersonPlace("progress", "4", "Realisasi", "Barisnya di daftar realisasi periode ini.", row=_period_row),
    PersonPlace("evaluations", "5", "Evaluasi", "Barisnya di daftar evaluasi periode ini.", row=_period_row),
    PersonPlace("feedback", "0", "Umpan balik", "Barisnya di daftar umpan balik.", row=_own),
    PersonPlace("sheet", "", "Lembar pribadi", "Perjalanan, yang dihargai, dan yang dapat diperkuat.", _id,
                "kinerja_tui.screens.development.personal_sheet:PersonalSheetScreen"),
    PersonPlace("papers", "", "Cetak", "Kertas-kertas pegawai ini: lihat dulu, lalu cetak.", _id),
    PersonPlace("development", "", "Pengembangan & penghargaan", "Pelatihan, tindak lanjut, penghargaan.", _id),
    PersonPlace("career", "", "Riwayat jabatan", "Jabatan, penilai, dan rencana kerja menurut tanggal.", _id_and_name,
                "kinerja_tui.screens.staff.career:CareerScreen"),
    PersonPlace("history", "", "Riwayat perubahan", "Siapa mengubah apa tentang pegawai ini, dan kapan.",
                _id_and_name),
)  # fmt: skip
"""In the order in which they are offered."""


class OfficeFinder:
    """Reads beside the keys; one search at a time, broken off for the next."""

    def __init__(self, app: KinerjaApp, here: str = "") -> None:
        """``here``: name of the class of the screen on top, whose commands the palette has anyway."""
        self._app = app
        self._year = app.agenda.year
        self._here = here
        self._file = app.file

    async def find(self, text: str) -> AsyncIterator[Sequence[Entry]]:
        """People by name, NIP or post, a place with them when its name follows; then other screens' commands, plans."""
        for least, part in ((2, self._people), (3, self._elsewhere), (3, self._plans)):
            if len(fold(text)) < least:
                return
            try:
                yield await read_apart(self._app, partial(part, text))
            except sqlite3.Error:  # busy: the commands are there all the same
                return

    def recall(self, ids: Sequence[str]) -> Mapping[str, Entry]:
        """The people and plans used last that are still here."""
        split = [(id, *id.split(":")) for id in ids if id.count(":") == 2]
        plans = [record for _, kind, _, record in split if kind == _PLAN]
        people = [record for _, kind, _, record in split if kind == _PERSON]
        by_id = {person.id: person for person in finding.by_id(self._app.file, people)}
        places = {place.code: place for place in PLACES}
        found = [
            self._at(by_id[record], places[code])
            for _, kind, code, record in split
            if kind == _PERSON and record in by_id and code in places
        ]
        found += [self._of_plan(plan) for plan in finding.plans_by_id(self._app.file, plans, self._year)]
        return {entry.id: entry for entry in found}

    def _people(self, text: str) -> list[Entry]:
        words = finding.words_asked(text)
        people = finding.people(self._file, words, MOST + 1)
        if len(people) == 1:
            found = [self._at(people[0], place) for place in PLACES]
            found[0] = replace(found[0], note=_note(people[0]))
        else:
            found = [self._anywhere(person) for person in people[:MOST]]
        for cut in range(len(words) - 1, max(len(words) - 3, 0), -1):
            found += self._at_places(words[:cut], words[cut:])
        if len(people) > MOST:
            found.append(Entry("", f"Lebih dari {MOST} pegawai cocok; ketik lagi.", None))
        return found

    def _elsewhere(self, text: str) -> list[Entry]:
        from kinerja_tui.screens.elsewhere_commands import commands_elsewhere

        words = words_of(text)
        ranked = [(rank(item.command.title, words), item) for item in commands_elsewhere() if item.cls != self._here]
        found = sorted(((place, item) for place, item in ranked if place is not None), key=lambda pair: pair[0])
        return [self._to_command(item) for _, item in found[:_MOST_ELSEWHERE]]

    def _plans(self, text: str) -> list[Entry]:
        return [self._of_plan(plan) for plan in finding.plans_with(self._file, self._year, text, _MOST_PLANS)]

    def _at_places(self, words: Sequence[str], asked: Sequence[str]) -> list[Entry]:
        """The people of the first words at the places of the last ones: "siti eva"."""
        places = [
            place for place in PLACES
            if all(any(part.startswith(word) for part in words_of(place.title)) for word in asked)
        ]  # fmt: skip
        people = finding.people(self._file, words, MOST) if places else []
        return [replace(self._at(person, place), note=_note(person)) for person in people for place in places]

    # -- lines

    def _at(self, person: FoundPerson, place: PersonPlace) -> Entry:
        run = partial(open_at, self._app, person, place)
        title = f"{person.name} · {place.title}"
        return Entry(f"{_PERSON}:{place.code}:{person.id}", title, run, place.help)

    def _anywhere(self, person: FoundPerson) -> Entry:
        help = "Enter, lalu pilih: data pegawai, rencana kerja, realisasi, evaluasi, dan lainnya."
        run = partial(ask_place, self._app, person)
        return Entry(f"{_PERSON}::{person.id}", person.name, run, help, _note(person), key="…", kept=False)

    def _to_command(self, item: Elsewhere) -> Entry:
        command, app = item.command, self._app

        def told(screen: Any) -> None:
            screen.say(f"{command.title}: tekan {key_name(command.key)} pada baris yang dimaksud, atau Ctrl+P.")

        run = partial(app.open_screen, partial(app.screen_named, item.screen), told)
        return Entry("", command.title, run, command.help, f"di {item.place}", item.keys, kept=False)

    def _of_plan(self, plan: FoundPlan) -> Entry:
        run = partial(open_plan_row, self._app, plan.id)
        title = f"{plan.name} · {'RHK' if plan.text else 'Rencana kerja (SKP)'}"
        help = excerpt(plan.text, 140) or f"Rencana kerja {plan.year} di daftarnya."
        return Entry(f"{_PLAN}::{plan.id}", title, run, help, plan.text)


def _note(person: FoundPerson) -> str:
    return f"berhenti, {person.post}".rstrip(", ") if person.ended else person.post


def ask_place(app: KinerjaApp, person: FoundPerson) -> None:
    """Where to work on a person: a digit of a screen, or one of the list."""

    def picked(code: str | None) -> None:
        place = next((place for place in PLACES if place.code == code), None)
        if place is not None:
            app.remember(f"{_PERSON}:{place.code}:{person.id}")
            open_at(app, person, place)

    options = [(place.code, f"{place.key or ' '}  {place.title}") for place in PLACES]
    app.push_screen(Pick(person.name, options), picked)


def open_at(app: KinerjaApp, person: FoundPerson, place: PersonPlace) -> None:
    """A place, with the cursor on a person."""

    def make() -> Any:
        return app.screen_named(place.screen or place.code, *place.arguments(person))

    def stand(screen: Any) -> None:
        if place.row is None:
            return
        if person.ended and place.code == "employees":
            screen.action_toggle_ended()
        screen.reload(place.row(app, person))

    app.open_screen(make, stand)


def open_plan_row(app: KinerjaApp, plan_id: str) -> None:
    """The list of plans, on one of them."""
    app.open_screen(partial(app.screen_named, "plans"), lambda screen: screen.reload(plan_id))
