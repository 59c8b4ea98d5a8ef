"""United States: a policy for every modification program, so that `plan` offers it beside the contract's own terms.

The program and its trial are the law's; all else is this library's judgment. Levers do no more than spread everything
owed over a longer term at the contract's rate. Income is gross where the program weighs the payment against gross
income, else net. The deadlines of Regulation X run once an installment is missed. An application states what the
program asks for: `market_rate`, and of the debt `collateral_value`, `contract_date`, `floating` and `mortgage`; a fact
that is missing is named, and the program is not run. A trial of a fixed number of payments is followed up as such.

Left out is the payment supplement: a claim pays part of its first installments, which no schedule of the borrower's
holds; `run_waterfall` answers it.

>>> US_FLEX_2024.waterfall is FLEX_2024, US_FLEX_2024.capacity.income_basis, US_VA_MODIFICATION.capacity.income_basis
(True, 'net', 'gross')
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ...basics.provenance import Source, Wording
from ...contract.treatment import Treatment
from ...policy import (
    PLAIN_DELINQUENCY,
    CapacityModel,
    Levers,
    Policy,
    Start,
    Steps,
    TreatmentSet,
    Trial,
    TrialRule,
    Waterfall,
    rule,
)
from ..presets import BALANCED, BALANCED_GROSS
from .classes import US_BUCKETS
from .fha import FHA_HAMP_2009, FHA_MODIFICATION_360, FHA_MODIFICATION_480, FHA_PARTIAL_CLAIM
from .flex import FLEX_2017, FLEX_2024
from .hamp import HAMP_PRINCIPAL_REDUCTION, HAMP_TIER_1, HAMP_TIER_1_NOT_BELOW, HAMP_TIER_2
from .time_limits import US_DELINQUENCY
from .trials import FHA_TRIAL, FLEX_TRIAL, HAMP_TRIAL
from .va import VA_MODIFICATION

__all__ = [
    "US_FHA_HAMP_2009",
    "US_FHA_MODIFICATION_360",
    "US_FHA_MODIFICATION_480",
    "US_FHA_PARTIAL_CLAIM",
    "US_FLEX_2017",
    "US_FLEX_2024",
    "US_HAMP_PRINCIPAL_REDUCTION",
    "US_HAMP_TIER_1",
    "US_HAMP_TIER_1_NOT_BELOW",
    "US_HAMP_TIER_2",
    "US_VA_MODIFICATION",
]

_OWN = Source(title="this library: the programs here are of mortgages only", level="verified")

_EVERYTHING_JOINS = TreatmentSet(
    name="capitalize",
    treatments=[
        Treatment(name, "capitalize") for name in ("interest", "penalty_interest", "compound_interest", "fees")
    ],
    days_past_due="keep",
    text=Wording("everything owed joins the principal", "全部欠款转入本金"),
)

_LEVERS = Levers(
    terms=Steps(120, 480, 60),
    rate_cuts=[Decimal("0")],
    rate_floor="0",
    starts=[Start("none")],
    installments=["level"],
    forgiveness=[Decimal("0")],
    treatment_sets=[_EVERYTHING_JOINS],
)

_FOLLOW_UP = replace(PLAIN_DELINQUENCY, buckets=US_BUCKETS)


def _policy(waterfall: Waterfall, capacity: CapacityModel, since: date, trial: Trial | None = None) -> Policy:
    return Policy(
        name=waterfall.name,
        version="2026.1",
        jurisdiction="US",
        title=waterfall.title,
        capacity=capacity,
        levers=_LEVERS,
        rules=[
            rule(
                "US_MORTGAGE",
                "debt_kind",
                "==",
                "mortgage",
                "the debt is a mortgage",
                "欠款为按揭贷款",
                _OWN,
                since=since,
            )
        ],
        delinquency=_FOLLOW_UP if trial is None else replace(_FOLLOW_UP, trial=_trial_rule(trial)),
        waterfall=waterfall,
        trial=trial,
        servicing_limits=US_DELINQUENCY,
    )


def _trial_rule(trial: Trial) -> TrialRule | None:
    """Return how a trial is followed up; none where the number of its payments depends on how late the borrower is."""
    if trial.payments_otherwise is not None:
        return None
    payments = int(trial.payments.steps[-1][1])
    text = Wording("{limit} payments on time before it holds", "按时还款{limit}期后正式生效")
    return TrialRule(payments, on_time="month_end", sources=trial.sources, text=text)


_FLEX_2017_DAY, _FLEX_2024_DAY = date(2017, 10, 1), date(2024, 11, 1)
_HAMP_DAY, _TIER_2_DAY = date(2009, 4, 6), date(2012, 6, 1)
_FHA_DAY, _FHA_2009_DAY, _VA_DAY = date(2025, 10, 1), date(2009, 7, 30), date(2024, 1, 1)

US_FLEX_2024 = _policy(FLEX_2024, BALANCED, _FLEX_2024_DAY, FLEX_TRIAL)
US_FLEX_2017 = _policy(FLEX_2017, BALANCED_GROSS, _FLEX_2017_DAY)
"""Its trial is known for the form of 2024 only."""
US_HAMP_TIER_1 = _policy(HAMP_TIER_1, BALANCED_GROSS, _HAMP_DAY, HAMP_TRIAL)
US_HAMP_TIER_1_NOT_BELOW = _policy(HAMP_TIER_1_NOT_BELOW, BALANCED_GROSS, _HAMP_DAY, HAMP_TRIAL)
US_HAMP_PRINCIPAL_REDUCTION = _policy(HAMP_PRINCIPAL_REDUCTION, BALANCED_GROSS, _HAMP_DAY, HAMP_TRIAL)
US_HAMP_TIER_2 = _policy(HAMP_TIER_2, BALANCED_GROSS, _TIER_2_DAY, HAMP_TRIAL)
US_FHA_PARTIAL_CLAIM = _policy(FHA_PARTIAL_CLAIM, BALANCED, _FHA_DAY, FHA_TRIAL)
US_FHA_MODIFICATION_360 = _policy(FHA_MODIFICATION_360, BALANCED, _FHA_DAY, FHA_TRIAL)
US_FHA_MODIFICATION_480 = _policy(FHA_MODIFICATION_480, BALANCED, _FHA_DAY, FHA_TRIAL)
US_FHA_HAMP_2009 = _policy(FHA_HAMP_2009, BALANCED_GROSS, _FHA_2009_DAY)
US_VA_MODIFICATION = _policy(VA_MODIFICATION, BALANCED_GROSS, _VA_DAY)
