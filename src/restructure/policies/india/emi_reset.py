"""India: reset of floating-rate installments, and two frameworks of the pandemic (印度月供重置与重组框架).

At a reset a lender offers a higher installment, a longer term, both, or a prepayment; a longer term must not let the
debt grow. That was recalled, not read. The frameworks allowed personal loans a moratorium of up to two years and an
extension of up to two years; both windows are closed, so their limits fall to nothing the day after: they are here to
re-check plans of their time. They were read in the press and in law firms' notes. Every check answers "needs review".
Levers and the capacity model are this library's judgment.

Left out: a switch to a fixed rate; that the loan was standard on the day of the framework (for the first, at most 30
days overdue on 1 March 2020); the days to decide and to implement; a top-up of a shorter first moratorium to two years
in all; provisions; the vote of the creditors. The exposure of the second is read as the debt in scope.

>>> from datetime import date
>>> months = next(rule.limit for rule in IN_RESOLUTION_1.rules if rule.code == "IN_RF1_MORATORIUM")
>>> months.at(date(2020, 12, 31)), months.at(date(2021, 1, 1))
(Decimal('24'), Decimal('0'))
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ...basics.provenance import Plain, Source, Wording
from ...policy import Levers, Policy, Start, Steps, rule
from .._asia import KEEP_CHARGES
from ..generic import BALANCED, OUTCOMES, SECURED_BUDGET, SPREAD_CHARGES

__all__ = ["IN_EMI_RESET", "IN_RESOLUTION_1", "IN_RESOLUTION_2"]

_RESET = Source(title="RBI circular of 18 August 2023 on floating-rate installments: recalled", level="unverified")
_RF1 = Source(title="RBI Resolution Framework of 6 August 2020, as reported by the press", level="secondary")
_RF1_END = Source(title="first framework, invoked by 31 December 2020: recalled", level="unverified")
_RF2 = Source(title="RBI Resolution Framework 2.0 of 5 May 2021, as summarized by law firms", level="secondary")

_CRORE = Decimal(10_000_000)
_RF1_MONTHS: list[tuple[date, Plain]] = [(date(2020, 8, 6), Decimal(24)), (date(2021, 1, 1), Decimal(0))]
_RF2_MONTHS: list[tuple[date, Plain]] = [(date(2021, 5, 5), Decimal(24)), (date(2021, 10, 1), Decimal(0))]

IN_EMI_RESET = Policy(
    name="in_emi_reset",
    version="2026.1",
    jurisdiction="IN",
    title=Wording("India, reset of a floating-rate installment", "印度浮动利率月供重置"),
    capacity=BALANCED,
    levers=Levers(
        terms=Steps(12, 360, 6),
        rate_cuts=[Decimal("0")],
        rate_floor="0",
        starts=[Start("none")],
        installments=["level", "affordable"],
        forgiveness=[Decimal("0")],
        treatment_sets=[KEEP_CHARGES, SPREAD_CHARGES],
        down_payments=[Decimal("0"), Decimal("0.05"), Decimal("0.10")],
    ),
    outcomes=OUTCOMES,
    budget=SECURED_BUDGET,
    rules=[
        rule(
            "IN_NO_NEGATIVE_AMORTIZATION",
            "peak_balance_share",
            "<=",
            1,
            "the balance never exceeds where it starts",
            "余额不得高于起始余额",
            _RESET,
            since=date(2023, 8, 18),
        ),
    ],
)

IN_RESOLUTION_1 = replace(
    IN_EMI_RESET,
    name="in_resolution_1",
    title=Wording("India, Resolution Framework of 2020 (closed)", "印度2020年重组框架（已截止）"),
    levers=replace(
        IN_EMI_RESET.levers,
        starts=[
            Start("none"),
            Start("capitalize", 6),
            Start("capitalize", 12),
            Start("capitalize", 24),
            Start("defer", 12),
            Start("defer", 24),
        ],
        installments=["level"],
        down_payments=[Decimal("0")],
    ),
    rules=[
        rule(
            "IN_RF1_MORATORIUM",
            "relief_months",
            "<=",
            _RF1_MONTHS,
            "a moratorium of at most {limit} months",
            "暂缓还款不超过{limit}个月",
            _RF1,
            _RF1_END,
        ),
        rule(
            "IN_RF1_EXTENSION",
            "extension_months",
            "<=",
            _RF1_MONTHS,
            "the loan ends at most {limit} months later",
            "展期不超过{limit}个月",
            _RF1,
            _RF1_END,
        ),
    ],
)

IN_RESOLUTION_2 = replace(
    IN_RESOLUTION_1,
    name="in_resolution_2",
    title=Wording("India, Resolution Framework 2.0 of 2021 (closed)", "印度2021年重组框架2.0（已截止）"),
    rules=[
        rule(
            "IN_RF2_CURRENCY",
            "currency",
            "==",
            "INR",
            "amounts are in rupees",
            "金额以印度卢比计",
            _RF2,
            since=date(2021, 5, 5),
        ),
        rule(
            "IN_RF2_EXPOSURE",
            "debt_in_scope",
            "<=",
            [(date(2021, 5, 5), 25 * _CRORE), (date(2021, 6, 4), 50 * _CRORE), (date(2021, 10, 1), 0)],
            "the exposure is at most {limit} rupees",
            "敞口不超过{limit}卢比",
            _RF2,
        ),
        rule(
            "IN_RF2_MORATORIUM",
            "relief_months",
            "<=",
            _RF2_MONTHS,
            "a moratorium of at most {limit} months",
            "暂缓还款不超过{limit}个月",
            _RF2,
        ),
        rule(
            "IN_RF2_EXTENSION",
            "extension_months",
            "<=",
            _RF2_MONTHS,
            "the loan ends at most {limit} months later",
            "展期不超过{limit}个月",
            _RF2,
        ),
    ],
)
