"""An error may end in the log file: it names tables and fields, never what stands in them."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

import pytest
from sqlalchemy import text

from kinerja_tui.models.employees import Employee
from kinerja_tui.models.file import DatabaseProblem, problem_for
from kinerja_tui.models.plans import Indicator
from kinerja_tui.models.records import Record, UnfitValue, decode, from_text
from kinerja_tui.rules.problems import RuleBroken

SECRET = "1979-06-02x"


@pytest.mark.parametrize(
    ("table", "field"),
    [(Employee, "birth_date"), (Indicator, "target"), (Indicator, "position"), (Employee, "confirmed")],
)
def test_a_value_that_does_not_fit_is_not_repeated(table: type[Record], field: str) -> None:
    for read in (decode, from_text):
        with pytest.raises(UnfitValue, match=f"{table.__name__}.{field}") as told:
            read(table, field, SECRET)
        assert SECRET not in "".join(traceback.format_exception(told.value))


def test_a_failing_statement_hides_its_values(empty_db) -> None:
    with pytest.raises(DatabaseProblem) as told, empty_db.reading() as session:
        session.connection().execute(text("SELECT nothing_like_this(:name)"), {"name": SECRET})
    assert SECRET not in "".join(traceback.format_exception(told.value))


@pytest.mark.parametrize("folder", ["fullan", "locked", "corrupted", "readonly"])
def test_the_name_of_a_folder_is_not_taken_for_the_trouble(folder: str) -> None:
    path = Path(f"/home/{folder}/kinerja.db")
    told = problem_for(FileNotFoundError(2, "No such file or directory", str(path)), path).text
    assert "tidak dapat dibuka" in told


@pytest.mark.parametrize(
    ("number", "words"), [(28, "Disk penuh"), (30, "hanya dapat dibaca"), (13, "hanya dapat dibaca")]
)
def test_troubles_of_the_disk_keep_their_words(number: int, words: str) -> None:
    assert words in problem_for(OSError(number, os.strerror(number), "x"), Path("x")).text


@pytest.mark.parametrize("subject", ["", "tidak ada", "REF", "../x"])
def test_an_act_about_nobody_is_refused_before_anything_is_written(empty_db, subject: str) -> None:
    before = empty_db.file.rows("SELECT count(*) FROM journal")
    with pytest.raises(RuleBroken, match="pegawai mana pun"), empty_db.act("x", subject) as act:
        act.write(Employee, "0" * 36, name="A")
    assert empty_db.file.rows("SELECT count(*) FROM journal") == before
