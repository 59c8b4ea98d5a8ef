"""The shipped borrower, for tests."""

from __future__ import annotations

from pathlib import Path

import restructure as rs

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
CARD = (EXAMPLES / "card_job_loss.json").read_text(encoding="utf-8")


def card() -> rs.Application:
    """Return the shipped card borrower."""
    return rs.from_json(rs.Application, CARD)
