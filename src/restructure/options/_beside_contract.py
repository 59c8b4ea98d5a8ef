"""What candidates are beside the contract: whether one goes on, what joins the principal, what is no lower."""

from __future__ import annotations

import numpy as np

from ..basics.types import Bools
from ._case import LOWER, Case
from ._measured import Measured


def has_contract(case: Case) -> bool:
    """Return whether a contract's installment goes on that repays the debt."""
    return case.contract.goes_on


def joins_principal(measured: Measured) -> Bools:
    """Return which let something owed join the principal."""
    joined = [any(item.action == "capitalize" for item in origin.treatments) for origin in measured.candidates.origins]
    return np.array(joined, np.bool_)[measured.candidates.origin]


def not_lower(measured: Measured, case: Case) -> Bools:
    """Return which ask for no lower installment than the contract; none where no installment is left."""
    if not has_contract(case):
        return np.zeros(len(measured.total), np.bool_)
    return measured.highest * LOWER.denominator > case.contract.installment * LOWER.numerator
