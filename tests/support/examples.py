"""The shipped borrower, for tests."""

from __future__ import annotations

import runpy
from pathlib import Path

import restructure as rs

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
STORY = runpy.run_path(str(EXAMPLES / "year_of_a_plan.py"))
CARD = (EXAMPLES / "card_job_loss.json").read_text(encoding="utf-8")


def card() -> rs.Application:
    """Return the shipped card borrower."""
    return rs.from_json(rs.Application, CARD)
