"""The Lampiran SKP on a plan's form: three lists of lines, keyed after perilaku kerja. They never block a plan."""

from __future__ import annotations

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.plans import PlanAttachment
from kinerja_tui.models.state import REMOVED
from kinerja_tui.rules.plans import AttachmentSection
from kinerja_tui.services.forms.forms import Form, field_key
from kinerja_tui.services.planning.plan_positions import ids_on, next_position, position_on


def lines(form: Form, section: str) -> list[str]:
    """Ids of the lines of a section in their order, drafts included."""
    texts = form.texts()
    found = [
        (position_on(texts, PlanAttachment, line_id), line_id)
        for line_id in ids_on(texts, PlanAttachment)
        if texts.get(field_key(PlanAttachment, line_id, "section"), "") == section
    ]
    return [line_id for _, line_id in sorted(found)]


def foreign_lines(form: Form) -> list[str]:
    """Ids of lines of sections that this program does not know, as a newer one may have written them."""
    texts = form.texts()
    known = set(AttachmentSection)
    ids = ids_on(texts, PlanAttachment)
    return sorted(line_id for line_id in ids if texts.get(field_key(PlanAttachment, line_id, "section")) not in known)


def new_line(form: Form, plan_id: str, section: str, line_id: str) -> dict[str, str]:
    """The texts that make a line of a section, to be kept together with what was typed into it."""
    return {
        field_key(PlanAttachment, line_id, "plan_id"): plan_id,
        field_key(PlanAttachment, line_id, "section"): section,
        field_key(PlanAttachment, line_id, "position"): str(next_position(form, PlanAttachment)),
    }


def emptied(form: Form) -> dict[str, str]:
    """The texts that take off stored lines whose text was typed away."""
    return {
        field_key(PlanAttachment, line_id, REMOVED): "1"
        for line_id in ids_on(form.stored, PlanAttachment)
        if form.typed.get(field_key(PlanAttachment, line_id, "text"), "-").strip() == ""
    }


def used(file: DatabaseFile, section: str) -> list[str]:
    """Texts of a section in the plans of this office, the most used first: most offices repeat a few."""
    rows = file.rows(
        "SELECT text FROM plan_attachment WHERE section = ? AND NOT removed AND text <> '' "
        "GROUP BY text ORDER BY count(*) DESC, text LIMIT 40",
        (section,),
    )
    return [str(text) for (text,) in rows]
