"""What stands in the foot of a paper: the rule it was made under, and the check code of what it says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from kinerja_tui.documents.blocks import Block, Curve, Document, Together
from kinerja_tui.rules.check_code import check_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ruleset import rules_by_id


def rules_text(rules: str) -> str:
    """The legal basis of a rule set by its id; for one of a newer program its id."""
    try:
        return rules_by_id(rules).legal_basis
    except RuleBroken:
        return rules


def with_code(document: Document) -> Document:
    """The paper with the check code of what it says: the same paper printed twice has the same code.

    Curves are left out: on an evaluation they count all the others, who are rated later.
    """
    content = replace(document, blocks=_without_curves(document.blocks)).as_data()
    return replace(document, code=check_code(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()))


def _without_curves(blocks: Sequence[Block]) -> tuple[Block, ...]:
    kept = (
        replace(block, blocks=_without_curves(block.blocks)) if isinstance(block, Together) else block
        for block in blocks
    )
    return tuple(block for block in kept if not isinstance(block, Curve))
