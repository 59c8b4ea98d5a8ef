"""What a ledger holds: amounts due, amounts beside the rows of the terms, and the journal of what money did."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from ..contract.components import Component


class Due(NamedTuple):
    """One amount that has fallen due, with the number of its installment where it belongs to one."""

    due: date
    component: Component
    amount: int
    number: int | None = None


class Beside(NamedTuple):
    """An amount that a plan repays beside the rows of its terms, minor units: billed on `on`, late after `due`."""

    on: date
    due: date
    component: Component
    amount: int
    number: int | None


PostingKind = Literal["paid", "waived", "repaid", "taken_back"]
"""What money did: it settled what had fallen due; a claim was given up; it repaid principal early; it left again."""


class Posting(NamedTuple):
    """One line of the journal: which event settled how much of what; `place` is that of the amount due, if any."""

    on: date
    event: str | None
    kind: PostingKind
    component: Component
    amount: int
    place: int | None


class RowAhead(NamedTuple):
    """One installment that has not fallen due, minor units."""

    number: int
    due: date
    owed: Mapping[Component, int]
