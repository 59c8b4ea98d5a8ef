"""What a loan or a plan costs and is worth: annual rates, present values, ratios, recovery, what a borrower feels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..basics.door import door

if TYPE_CHECKING:
    from .borrower import *
    from .bulk_rates import *
    from .compensation import *
    from .conversions import *
    from .disclosure import *
    from .lender import *
    from .ratios import *
    from .recovery import *
    from .residual import *
    from .roots import *
    from .yields import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "borrower": "borrower_measures BorrowerMeasures",
            "bulk_rates": "annuity_rates periodic_rates Rates",
            "compensation": "compensating_rate compensating_term",
            "conversions": "effective_annual_rate flat_to_true_rate nominal_annual_rate true_to_flat_rate TrueRate",
            "disclosure": "cash_flows illustrative_aprc",
            "lender": (
                "amortized_cost CarryingRow compensating_fee diminished_obligation DiminishedObligation "
                "modification_gain_or_loss ModificationResult net_present_value ten_percent_test TenPercentTest"
            ),
            "ratios": (
                "assessable_income back_end_ratio CapCheck check_cap debt_service_ratio debt_to_income "
                "front_end_ratio largest_payment loan_to_income Ratio"
            ),
            "recovery": (
                "break_even_redefault BreakEvenRedefault expected_recovery ExpectedRecovery Liquidation Payback payback"
            ),
            "residual": "required_residual Residual residual_before_living residual_income ResidualRow",
            "roots": "Outcome",
            "yields": "AnnualRate apr AprConvention CashFlow irr",
        },
    )
