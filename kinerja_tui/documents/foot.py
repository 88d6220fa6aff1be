"""What stands in the foot of a paper: the rule it was made under, and the check code of what it says."""

from __future__ import annotations

import json
from dataclasses import replace

from kinerja_tui.documents.blocks import Document
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
    """The paper with the check code of all it says: the same paper printed twice has the same code."""
    content = json.dumps(document.as_data(), ensure_ascii=False, sort_keys=True)
    return replace(document, code=check_code(content.encode()))
