"""Say what a schedule was computed with, fully enough for a second engine to reproduce it.

>>> from datetime import date
>>> from restructure.contract.phases import Phase
>>> terms = LoanTerms(
...     currency="USD",
...     principal="1000.00",
...     rate="0.12",
...     start_date=date(2026, 1, 1),
...     first_due_date=date(2026, 2, 1),
...     phases=[Phase(3)],
... )
>>> conventions_of(terms, None).residual_bound
'0.04'
"""

from __future__ import annotations

from itertools import groupby

from ..basics.exact import residual_bound
from ..contract.terms import BalanceRule, Conventions, FirstPeriod, InterestBase, LoanTerms, PartialPeriod, Residual
from ..engine.segments import compile_terms


def conventions_of(terms: LoanTerms, paid_off_at: int | None) -> Conventions:
    """Return every choice that a schedule of these terms is computed with."""
    unit = terms.installment_unit or terms.currency.to_major(1)
    moved = f", moved by {terms.date_adjustment}; interest not moved" if terms.holidays else ""
    return Conventions(
        currency=terms.currency.code,
        day_count=terms.counted_by,
        partial_period=terms.partial_period,
        first_period=_FIRST_TEXT[terms.first_period],
        interest_base=_BASE_TEXT[terms.interest_base],
        frequency=terms.frequency if terms.every == 1 else f"every {terms.every}, {terms.frequency}",
        compounding=_compounding_text(terms),
        due_day=terms.anchor_day,
        accrual=_accrual_text(terms),
        level_installment=_EQUAL_TEXT if terms.installment_day_count else _LEVEL_TEXT[terms.interest_base],
        installment_rounding=terms.installment_rounding,
        installment_unit=format(unit, "f"),
        interest_rounding=terms.interest_rounding,
        balance=_BALANCE_TEXT[terms.balance],
        residual=_RESIDUAL_TEXT[terms.residual],
        residual_bound=_residual_bound(terms),
        fees=_fees_text(terms),
        dates=f"anchor day {terms.anchor_day}, half-open periods{moved}",
        paid_off_at=paid_off_at,
    )


_FIRST_TEXT: dict[FirstPeriod, str] = {
    "level": "odd days are part of the installments; on top of the first one where that would not cover its interest",
    "on_top": "installments as if the first period were regular; the first differs by the interest of the odd days",
    "carried": "odd days are part of the installments; interest the first one leaves unpaid joins the balance",
    "day_one": "interest of the odd days is collected on the start date; all rows are regular",
}
_BALANCE_TEXT: dict[BalanceRule, str] = {
    "rounded": "rounded each row",
    "carried": "carried exactly; rows rounded for display, principal is payment less interest",
}
_RESIDUAL_TEXT: dict[Residual, str] = {
    "last": "last installment settles the rounding",
    "first": "first installment of the last phase settles the rounding as far as whole minor units can",
    "smooth": "level installment moved by its share of the rounding, at most 3 times; the last settles the rest",
}
_BASE_TEXT: dict[InterestBase, str] = {
    "balance": "opening balance",
    "original": "original principal",
    "rule_of_78": "original principal; the whole term's interest falls on the rows by the sum of the digits",
}
_EQUAL_TEXT = "as if all periods were equal by 30/360, solved from the balance reached at the phase's start"
_LEVEL_TEXT: dict[InterestBase, str] = {
    "balance": "from each period's exact ratio, solved from the balance reached at the phase's start",
    "original": "balance and the rows' rounded interest, in equal parts",
    "rule_of_78": "balance and the rows' rounded interest, in equal parts",
}


def _fees_text(terms: LoanTerms) -> str:
    parts = [] if terms.installment_fee is None else [f"{terms.installment_fee} an installment"]
    if terms.installment_fee_rate is not None:
        parts.append(f"{terms.installment_fee_rate} of the original principal an installment")
    return " and ".join(parts) or "none"


def _compounding_text(terms: LoanTerms) -> str:
    rates = [terms.rate if terms.phases[0].rate is None else terms.phases[0].rate]
    rates += [phase.rate for phase in terms.phases[1:] if phase.rate is not None]
    return ", then ".join(name for name, _ in groupby(rate.compounding for rate in rates))


def _accrual_text(terms: LoanTerms) -> str:
    if terms.counted_by == "30/360":
        odd = _PARTIAL_TEXT[terms.partial_period]
        return f"whole periods by the anchor day; an odd first period {odd}; rounded once a row"
    return "actual days of each period between unadjusted due dates; rounded once a row"


_PARTIAL_TEXT: dict[PartialPeriod, str] = {
    "days": "by 30/360 days",
    "month_share": "by whole months and the share of the month it ends in",
    "whole": "as a whole one",
}


def _residual_bound(terms: LoanTerms) -> str | None:
    (phase,) = terms.phases if len(terms.phases) == 1 else (None,)
    plain = (
        not terms.changes
        and terms.residual == "last"
        and terms.balance == "rounded"
        and terms.interest_base == "balance"
        and terms.installment_day_count is None
    )
    if phase is None or not phase.is_plainly_level or not plain:
        return None
    lane = compile_terms(terms)
    halves = _half_units(terms.installment_rounding) * lane.unit + _half_units(terms.interest_rounding)
    return format(terms.currency.to_major(residual_bound(lane.segments[0].accrual, halves)), "f")


def _half_units(rounding: str) -> int:
    return 2 if rounding in ("up", "down") else 1
