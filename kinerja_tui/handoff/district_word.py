"""The district's word where a person types: an act over it is refused by name, and it settles at once what waited.

The same at import are `reference` and `ownership`, which hold and release.
"""

from __future__ import annotations

from kinerja_tui.handoff import reference
from kinerja_tui.handoff.authority import Authority, judge_again
from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.labels import field_label, table_label


def keep_the_districts_word(db: Database) -> None:
    """From now on an office's act that writes over what the district wrote in reference data raises `RuleBroken`."""

    def refuse(act: Act) -> None:
        if db.office.count(".") < 2:
            return
        for table, key, fields in act.written():
            if table not in reference.GOVERNED:
                continue
            office_of = Authority(db, act.session).writer_of
            overwritten = sorted(set(reference.overwrites(act.session.connection(), office_of, table, key, fields)))
            if overwritten:
                named = ", ".join(field_label(table, name) for name in overwritten)
                raise RuleBroken(
                    f"{table_label(table)} ({named}) sudah ditetapkan BKPSDM, jadi tidak diubah di sini. Bila keliru, "
                    "minta BKPSDM memperbaikinya; perbaikannya ikut paket berikutnya."
                )

    db.document_guards.append(refuse)


def settle_at_once(db: Database) -> None:
    """From now on what the district says of a person's office or in reference data releases and holds at once what
    offices said of it, instead of with the next import."""

    def follow(act: Act) -> None:
        if db.office.count(".") == 1 and any(
            table in reference.TABLES or (table == "employee" and "office" in fields)
            for table, _, fields in act.written()
        ):
            judge_again(db, act.session)

    db.after_acts.append(follow)
