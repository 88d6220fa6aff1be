"""The practice office's forums with its public (forum.json): what was said, and what was done about it since."""

from __future__ import annotations

from datetime import date
from typing import Any

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.offices import Office
from kinerja_tui.models.records import natural_id
from kinerja_tui.models.voices import Forum, Voice
from kinerja_tui.rules.formats import excerpt
from kinerja_tui.rules.voices import Channel

Item = dict[str, Any]


def load_forums(db: Database, content: list[Item], office: str) -> None:
    """Write everything as it would have been keyed: the forum with its statements, then each outcome."""
    subject = Office.id_of(office)
    for item in content:
        forum_id, day = natural_id("practice", "forum", office, item["held_on"]), date.fromisoformat(item["held_on"])
        voices = [
            (natural_id("practice", "voice", forum_id, str(position)), position, said)
            for position, said in enumerate(item["statements"], 1)
        ]
        with db.act(f"Forum di {item['place']}: {len(voices)} pernyataan", subject) as act:
            head = {key: item[key] for key in ("place", "people", "topic", "note")}
            act.write(Forum, forum_id, office=office, held_on=day, **head)
            for voice_id, position, said in voices:
                act.write(
                    Voice,
                    voice_id,
                    office=office,
                    channel=str(Channel.FORUM),
                    received_on=day,
                    forum_id=forum_id,
                    position=position,
                    owner_id=Employee.id_of(said["owner"]) if said["owner"] else None,
                    due=_day(said["due"]),
                    **{key: said[key] for key in ("kind", "text", "agreed")},
                )
        for voice_id, _, said in voices:
            if said["action"] or said["no_action"]:
                with db.act(f"Tindak lanjut forum: {excerpt(said['text'], 60)}", subject) as act:
                    outcome = {"action": said["action"], "no_action": said["no_action"]}
                    act.write(Voice, voice_id, done_on=_day(said["done_on"]), **outcome)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
