import unicodedata

import pytest

from kinerja_tui.rules.plans import (
    ALLOWED_MOVES,
    Approach,
    Aspect,
    AttachmentSection,
    Direction,
    Perspective,
    PlanForm,
    PlanState,
    ResultKind,
    form_for,
    may_move,
)
from kinerja_tui.rules.staff import PostKind

DRAFT, SUBMITTED, APPROVED, RETURNED = PlanState


def test_codes_stay_as_stored():
    kinds = (ResultKind, Aspect, Perspective, Direction, Approach, PlanForm, AttachmentSection)
    stored = {kind.__name__: [member.value for member in kind] for kind in kinds}
    assert stored == {
        "ResultKind": ["utama", "tambahan"],
        "Aspect": ["kuantitas", "kualitas", "waktu", "biaya"],
        "Perspective": ["penerima_layanan", "proses_bisnis", "penguatan_internal", "anggaran"],
        "Direction": ["naik", "turun"],
        "Approach": ["kuantitatif", "kualitatif"],
        "PlanForm": ["ja_jf", "jpt_mandiri"],
        "AttachmentSection": ["dukungan", "pertanggungjawaban", "konsekuensi"],
    }
    assert [state.value for state in PlanState] == ["draf", "diajukan", "disetujui", "dikembalikan"]


def test_exactly_these_moves_are_allowed():
    allowed = {(start, end) for start in PlanState for end in PlanState if may_move(start, end)}
    assert allowed == {
        (DRAFT, SUBMITTED),
        (SUBMITTED, APPROVED),
        (SUBMITTED, RETURNED),
        (SUBMITTED, DRAFT),
        (RETURNED, SUBMITTED),
    }


def test_an_approved_plan_is_locked_and_every_other_one_can_still_get_there():
    assert not ALLOWED_MOVES[APPROVED]
    for state in PlanState:
        reached = {state}
        while grown := {end for start in reached for end in ALLOWED_MOVES[start]} - reached:
            reached |= grown
        assert APPROVED in reached


def test_the_moves_cannot_be_changed_while_the_program_runs():
    with pytest.raises(TypeError):
        ALLOWED_MOVES[APPROVED] = frozenset({DRAFT})


def test_marks_tell_the_states_apart_in_one_narrow_character():
    marks = [state.mark for state in PlanState]
    assert len(set(marks)) == len(marks)
    for mark in marks:
        assert len(mark) == 1
        assert ord(mark) < 256
        assert mark.isprintable()
        assert not mark.isspace()
        assert unicodedata.east_asian_width(mark) not in "WF"


def test_only_a_new_plan_of_jpt_starts_on_their_form():
    on_theirs = [kind for kind in PostKind if form_for(kind) is PlanForm.LEADERS]
    assert on_theirs == [PostKind.JPT]
    assert form_for("") is form_for("jabatan_baru") is PlanForm.OFFICERS
