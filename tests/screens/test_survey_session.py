"""A session at the keyboard: questionnaires keyed one after another, with the keys counted.

KINERJA_SHEETS=500 keys a whole survey. The figures of a run are told (``pytest -s``), never asserted: how long a
key takes says nothing on a shared machine.
"""

from __future__ import annotations

import os
import sys
import time
from random import Random

from textual import events

from kinerja_tui.app import KinerjaApp
from kinerja_tui.models import file as database_file
from kinerja_tui.rules.survey import ELEMENTS
from kinerja_tui.screens.public.survey_entry import SheetEntry
from kinerja_tui.screens.public.surveys import SurveysScreen
from kinerja_tui.services.public import survey_results, survey_sheets
from tests.conftest import ready
from tests.screens.keys import at, until
from tests.services.survey_office import open_survey

SHEETS = int(os.environ.get("KINERJA_SHEETS", "100"))
BATCH = 50


async def test_a_pile_of_sheets_is_keyed_in_thirteen_keys_each(workplace, monkeypatch):
    def quick(connection, durable=database_file.set_pragmas):
        """Every key is a commit; waiting for the disk at each is the business of tests/crash."""
        durable(connection)
        connection.execute("PRAGMA synchronous=OFF")

    monkeypatch.setattr(database_file, "set_pragmas", quick)
    monkeypatch.setattr("kinerja_tui.models.database.set_pragmas", quick)
    app, rng = KinerjaApp(workplace("")), Random(2)
    keys, typed, spent = 0, [], []
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        app.go_to("surveys")
        await at(pilot, SurveysScreen)
        survey = open_survey(app.db, population="1000")
        app.screen.reload()
        await pilot.press("t")
        await at(pilot, SheetEntry)
        for first in range(0, SHEETS, BATCH):
            begun = time.perf_counter()
            for _ in range(min(BATCH, SHEETS - first)):
                answers = "".join(rng.choice("1234 " if len(typed) % 9 == 8 else "1234") for _ in ELEMENTS)
                for digit in f"1234{answers}":
                    app.screen.running.post_message(events.Key("space" if digit == " " else digit, digit))
                    keys += 1
                typed.append(answers.replace(" ", "."))
            await until(pilot, lambda: survey_sheets.count(app.file, survey) == len(typed))
            spent.append((time.perf_counter() - begun) * 1000 / BATCH / 13)
        rows = survey_sheets.listing(app.file, survey)
        assert [survey_sheets.answers_text(row) for row in rows.rows(0, SHEETS)] == typed
        found = survey_results.standing(app.db, survey).results
        assert found.sheets == SHEETS
        assert found.incomplete == sum("." in answers for answers in typed)
        assert sum(item.total for item in found.elements) == sum(
            int(answer) for answers in typed for answer in answers if answer != "."
        )
        assert keys == SHEETS * 13
    told = (
        f"\n{SHEETS} lembar, {keys} ketukan, {keys // SHEETS} per lembar; ms per ketukan: "
        f"{spent[0]:.1f} pada {BATCH} lembar pertama, {spent[-1]:.1f} pada {BATCH} lembar terakhir\n"
    )
    sys.stdout.write(told)
