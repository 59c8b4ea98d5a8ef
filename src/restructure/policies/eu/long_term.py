"""European Union: long-term forbearance that makes a debt affordable for good (长期纾困措施).

EBA/GL/2018/06 lists, among others, a lower rate for good, a later maturity, installments that step up, a split balance,
partial forgiveness and consolidation; recalled, not read, so every check answers "needs review". It sets no numbers:
levers and the capacity model are this library's judgment. A loss of present value above the bank's threshold, at most
1%, makes the debtor defaulted (`diminished_obligation`): a fact to report, no limit on what may be offered.

Left out: more collateral, a sale of the home or of other assets, a change of currency, new credit, a balloon and debt
for equity; repeated forbearance, a warning sign that a rule would make a bar; and whether the lender would recover more
by enforcement, which `expected_recovery` answers.

>>> [rule.code for rule in EU_LONG_TERM.rules]
['EU_LONG_REDUCES']
"""

from __future__ import annotations

from decimal import Decimal

from ...basics.provenance import Wording
from ...policy import Levers, ParkedPrincipal, Policy, Start, Steps, rule
from ..generic import BALANCED, OUTCOMES, SECURED_BUDGET, SPREAD_CHARGES, WAIVE_PENALTY
from .follow_up import EU_FOLLOW_UP
from .short_term import EBA_2018_06, IN_FORCE

__all__ = ["EU_LONG_TERM"]

EU_LONG_TERM = Policy(
    name="eu_long_term",
    version="2026.1",
    jurisdiction="EU",
    title=Wording("European Union, long-term forbearance", "欧盟长期纾困"),
    capacity=BALANCED,
    levers=Levers(
        terms=Steps(24, 480, 24),
        rate_cuts=[Decimal("0"), Decimal("0.01"), Decimal("0.02")],
        rate_floor="0",
        starts=[
            Start("none"),
            Start("interest_only", 12),
            Start("step_up", 24, share="0.6", every=12),
            Start("step_up", 36, share="0.7", every=12),
        ],
        installments=["level"],
        forgiveness=[Decimal("0"), Decimal("0.10"), Decimal("0.25")],
        treatment_sets=[WAIVE_PENALTY, SPREAD_CHARGES],
        consolidation=True,
        parked=[ParkedPrincipal(kind="split_balance", share="0.2"), ParkedPrincipal(kind="split_balance", share="0.4")],
    ),
    outcomes=OUTCOMES,
    budget=SECURED_BUDGET,
    rules=[
        rule(
            "EU_LONG_REDUCES",
            "peak_balance_share",
            "<=",
            1,
            "the balance never rises above {limit} of where it starts",
            "余额不超过起始余额的{limit}",
            EBA_2018_06,
            since=IN_FORCE,
        ),
    ],
    delinquency=EU_FOLLOW_UP,
)
