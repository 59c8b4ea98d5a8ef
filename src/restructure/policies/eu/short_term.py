"""European Union: short-term forbearance of a passing difficulty, then back to the contract (短期纾困措施).

The guidelines of the European Banking Authority on non-performing and forborne exposures, EBA/GL/2018/06, list what may
be tried: interest only, reduced payments, a grace period, capitalized arrears. Their section 6 and annex are recalled,
not read, and so is the day from which they apply: every check answers "needs review". After the relief the contract's
installment comes back and the loan ends later by what was missed. The list names no shares and no numbers of months but
the longest: levers and the capacity model are this library's judgment.

Left out, as no quantity speaks of it: relief of at most one year for project finance and for building commercial
property; proof that income returns, which dated incomes of the application state.

>>> [rule.code for rule in EU_SHORT_TERM.rules]
['EU_SHORT_TEMPORARY', 'EU_SHORT_NO_PATTERN', 'EU_SHORT_RELIEF']
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ...basics.provenance import Source, Wording
from ...policy import Levers, Policy, Start, Steps, rule
from ..generic import BALANCED, BUDGET, OUTCOMES, SPREAD_CHARGES, WAIVE_PENALTY
from .follow_up import EU_FOLLOW_UP

__all__ = ["EU_SHORT_TERM"]

IN_FORCE = date(2019, 6, 30)

EBA_2018_06 = Source(
    title="EBA/GL/2018/06, section 6 and annex on forbearance measures; applied from 30 June 2019, recalled",
    level="unverified",
)
_COUNT = Source(title="more than one change in 36 months as a pattern: judgment of this library", level="unverified")


EU_SHORT_TERM = Policy(
    name="eu_short_term",
    version="2026.1",
    jurisdiction="EU",
    title=Wording("European Union, short-term forbearance", "欧盟短期纾困"),
    capacity=BALANCED,
    levers=Levers(
        terms=Steps(12, 480, 12),
        rate_cuts=[Decimal("0")],
        rate_floor="0",
        starts=[
            Start("none"),
            *(Start("interest_only", months) for months in (6, 12, 24)),
            *(Start("reduced", months, share="0.5") for months in (6, 12, 24)),
            *(Start(kind, months) for kind in ("capitalize", "defer") for months in (3, 6)),
        ],
        installments=["contract"],
        forgiveness=[Decimal("0")],
        treatment_sets=[WAIVE_PENALTY, SPREAD_CHARGES],
    ),
    outcomes=OUTCOMES,
    budget=BUDGET,
    rules=[
        rule(
            "EU_SHORT_TEMPORARY",
            "hardship_temporary",
            "==",
            True,
            "the difficulty is expected to pass",
            "困难预计是暂时的",
            EBA_2018_06,
            since=IN_FORCE,
        ),
        rule(
            "EU_SHORT_NO_PATTERN",
            "modifications_36m",
            "<=",
            1,
            "at most {limit} change in 36 months: relief is not repeated",
            "36个月内变更不超过{limit}次：不得反复纾困",
            EBA_2018_06,
            _COUNT,
            since=IN_FORCE,
        ),
        rule(
            "EU_SHORT_RELIEF",
            "relief_months",
            "<=",
            24,
            "the relief lasts at most {limit} months",
            "纾困期不超过{limit}个月",
            EBA_2018_06,
            since=IN_FORCE,
        ),
    ],
    delinquency=EU_FOLLOW_UP,
)
