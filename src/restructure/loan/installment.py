"""The rows of a schedule and their sums."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..basics.door import at_its_door

__all__ = ["EarlySettlement", "Installment", "Totals"]


@at_its_door
class Installment(NamedTuple):
    """One row of a schedule (每期还款额), amounts in major units.

    `payment = interest + principal + fees + deferred_paid`; `interest_accrued = interest + capitalized + deferred`;
    `closing_balance = opening_balance + capitalized - principal`. Amounts parked without bearing interest are no part
    of the balance; `deferred_paid` repays them.
    """

    number: int
    due_date: date
    opening_balance: Decimal
    payment: Decimal
    interest: Decimal
    principal: Decimal
    fees: Decimal
    deferred_paid: Decimal
    closing_balance: Decimal
    interest_accrued: Decimal
    capitalized: Decimal
    deferred: Decimal


@at_its_door
class Totals(NamedTuple):
    """Sums over the rows of a schedule, or of one calendar year of it, major units.

    `interest` is what installments pay as interest. What the loan charges is `interest_accrued`: that, and what joins
    the principal (`capitalized`) or is parked (`deferred`) and is then repaid as principal or as `deferred_paid`.
    """

    payment: Decimal
    interest: Decimal
    principal: Decimal
    fees: Decimal
    deferred_paid: Decimal
    capitalized: Decimal
    deferred: Decimal
    interest_accrued: Decimal


@at_its_door
class EarlySettlement(NamedTuple):
    """What settles a loan early that was paid as agreed (提前结清), major units: `total` is the sum of the first three.

    `rebate` is the interest of later installments that is not asked.
    """

    principal: Decimal
    interest: Decimal
    deferred: Decimal
    total: Decimal
    rebate: Decimal
