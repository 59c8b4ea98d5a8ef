"""Ireland, a home: arrangements of the Code of Conduct on Mortgage Arrears instead of the contract (房贷替代还款安排).

The Code of 2013 names, among others: interest only, or interest and part of the principal, for a time; deferring all or
part of the installments; a lower rate, for a time or for good; a longer term; capitalized arrears and interest; a split
mortgage, part of which waits without payments; a smaller principal. The day it took effect was read in a copy of the
Code, its list of arrangements in a report on its predecessor and otherwise recalled, and so that it was carried into
the revised Consumer Protection Code in force since 24 March 2026: every check answers "needs review". The Code sets no
numbers: levers and the capacity model are this library's judgment.

Left out: whether the home is the borrower's primary residence; equity participation, a change of mortgage type, a
trade-down, a sale, mortgage to rent; that nobody is moved off a tracker rate; letters and waiting times, which
`time_limits` and `legal_action` date. The warehoused part of a split mortgage falls due at maturity here and bears no
interest; reviews on the way are the lender's. Set costs of the Insolvency Service are passed in by edition:
`replace(BALANCED, living_benchmark=IE_LIVING_2013)`.

>>> [rule.code for rule in IE_MORTGAGE_ARREARS.rules]
['IE_MORTGAGE', 'IE_NO_DEARER']
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ...basics.provenance import Source, Wording
from ...policy import Levers, ParkedPrincipal, Policy, Start, Steps, TemporaryRate, rule
from ..eu.follow_up import EU_FOLLOW_UP
from ..generic import BALANCED, OUTCOMES, SECURED_BUDGET, SPREAD_CHARGES, WAIVE_PENALTY
from .time_limits import IE_ARREARS_LETTER, IE_LEGAL_ARREARS, IE_UPDATE

__all__ = ["IE_MORTGAGE_ARREARS"]

_IN_FORCE = date(2013, 7, 1)

_CODE = Source(
    title="Central Bank of Ireland, Code of Conduct on Mortgage Arrears 2013, scope, from a copy", level="secondary"
)
_ARRANGEMENTS = Source(
    title="the same Code, Provision 39, which names lower rates and no higher ones: recalled", level="unverified"
)
_REVISED = Source(
    title="carried into the revised Consumer Protection Code, in force 24 March 2026: not read", level="unverified"
)

IE_MORTGAGE_ARREARS = Policy(
    name="ie_mortgage_arrears",
    version="2026.1",
    jurisdiction="IE",
    title=Wording("Ireland, mortgage arrears of a home", "爱尔兰房贷欠款处理"),
    capacity=BALANCED,
    levers=Levers(
        terms=Steps(24, 480, 24),
        rate_cuts=[Decimal("0"), Decimal("0.01"), Decimal("0.02")],
        rate_floor="0",
        starts=[
            Start("none"),
            Start("interest_only", 12),
            Start("interest_only", 24),
            Start("reduced", 12, share="0.7"),
            Start("defer", 6),
        ],
        installments=["level"],
        forgiveness=[Decimal("0"), Decimal("0.15")],
        treatment_sets=[WAIVE_PENALTY, SPREAD_CHARGES],
        temporary_rates=[TemporaryRate(rate="0.01", months=24)],
        parked=[
            ParkedPrincipal(kind="split_balance", share="0.25"),
            ParkedPrincipal(kind="split_balance", share="0.5"),
        ],
    ),
    outcomes=OUTCOMES,
    budget=SECURED_BUDGET,
    rules=[
        rule(
            "IE_MORTGAGE",
            "debt_kind",
            "==",
            "mortgage",
            "the debt is a mortgage",
            "欠款为按揭贷款",
            _CODE,
            _REVISED,
            since=_IN_FORCE,
        ),
        rule(
            "IE_NO_DEARER",
            "rate_cut",
            ">=",
            0,
            "an arrangement lowers the rate or keeps it",
            "安排只能维持或降低利率",
            _ARRANGEMENTS,
            _REVISED,
            since=_IN_FORCE,
        ),
    ],
    delinquency=EU_FOLLOW_UP,
    servicing_limits=[IE_ARREARS_LETTER, IE_UPDATE, IE_LEGAL_ARREARS],
)
