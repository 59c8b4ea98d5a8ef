"""Japan: voluntary arrangement with each creditor (任意整理).

A private settlement without law of its own: future interest and late damages end, the principal is repaid over three
to five years and is rarely cut. It binds only a creditor who agrees. Read on a lawyer's page: every check answers
"needs review"; stated from 2020 on. Levers and the capacity model are this library's judgment.

>>> [rule.code for rule in JP_VOLUNTARY.rules]
['JP_VOLUNTARY_NO_INTEREST', 'JP_VOLUNTARY_THREE_YEARS', 'JP_VOLUNTARY_FIVE_YEARS', 'JP_VOLUNTARY_NO_CUT']
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ...basics.provenance import Source, Wording
from ...policy import Levers, Policy, Start, Steps, rule
from ..generic import BALANCED, BUDGET, OUTCOMES, SPREAD_CHARGES

__all__ = ["JP_VOLUNTARY"]

_START = date(2020, 1, 1)

_PRACTICE = Source(title="plus--design.com, entry 585, on voluntary arrangements", level="secondary")

JP_VOLUNTARY = Policy(
    name="jp_voluntary",
    version="2026.1",
    jurisdiction="JP",
    title=Wording("Japan, voluntary arrangement", "日本任意整理"),
    capacity=BALANCED,
    levers=Levers(
        terms=Steps(36, 60),
        rate_cuts=[Decimal("1")],
        rate_floor="0",
        starts=[Start("none")],
        installments=["level"],
        forgiveness=[Decimal("0")],
        treatment_sets=[SPREAD_CHARGES],
    ),
    outcomes=OUTCOMES,
    budget=BUDGET,
    rules=[
        rule(
            "JP_VOLUNTARY_NO_INTEREST",
            "annual_rate",
            "<=",
            0,
            "the plan bears no interest",
            "将来利息免除",
            _PRACTICE,
            since=_START,
        ),
        rule(
            "JP_VOLUNTARY_THREE_YEARS",
            "installment_count",
            ">=",
            36,
            "at least {limit} installments",
            "不少于{limit}期",
            _PRACTICE,
            since=_START,
        ),
        rule(
            "JP_VOLUNTARY_FIVE_YEARS",
            "installment_count",
            "<=",
            60,
            "at most {limit} installments",
            "不超过{limit}期",
            _PRACTICE,
            since=_START,
        ),
        rule(
            "JP_VOLUNTARY_NO_CUT",
            "principal_forgiven_share",
            "<=",
            0,
            "the principal is rarely cut",
            "本金一般不予减免",
            _PRACTICE,
            since=_START,
        ),
    ],
)
