"""The vocabulary of rules: every quantity that a rule, a condition or a target may compare, told once (规则量表).

A new quantity is one entry here and one function where the data is: `options` computes those of plans and of the
applications behind them, `waterfall` those of mortgages. Words, kinds and who computes what come from this table alone.

>>> info = QUANTITIES["payment_reduction"]
>>> info.of, info.kind, info.is_percent
('plan', 'share', True)
>>> known_quantity("lenders_loss")
Traceback (most recent call last):
    ...
ValueError: is not a quantity that rules compare; did you mean lender_loss?
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Literal

from ..basics.errors import Fault
from ..basics.provenance import Wording
from ..basics.types import FrozenMapping, converted, value

__all__ = ["QUANTITIES", "Quantity", "QuantityInfo", "QuantityKind", "RuleRoom", "Subject"]

Subject = Literal["application", "contract", "plan", "mortgage", "conduct"]
"""What a quantity is of: the borrower's application, the debt as it was agreed and stands, the plan or the modified
loan that comes out, the facts that only a mortgage program asks for, or what a borrower who enters a trial has done and
is. All but those of a plan are known before there is one."""

QuantityKind = Literal["count", "multiple", "money", "share", "rate", "truth", "text"]
"""What a quantity is measured in: a whole number; how many times one amount holds another; major units of the currency;
a fraction of one; a fraction a year; true or false; a word. Shares and rates are shown as percentages."""

RuleRoom = Literal["policy", "waterfall"]
"""Which rules may compare a quantity: those of a policy, about applications and options, or those of a waterfall and
its trial, about mortgages."""


@value()
class QuantityInfo:
    """What a quantity is of, what it is measured in, and what it means (规则量).

    Args:
        of: see `Subject`.
        kind: see `QuantityKind`.
        rooms: whose rules may compare it.
        text: what it means, for people.
    """

    of: Subject
    kind: QuantityKind
    rooms: tuple[RuleRoom, ...]
    text: Wording

    @property
    def is_percent(self) -> bool:
        """Whether it is shown as a percentage."""
        return self.kind in ("share", "rate")


def _info(of: Subject, kind: QuantityKind, en: str, zh: str, *rooms: RuleRoom) -> QuantityInfo:
    return QuantityInfo(of=of, kind=kind, rooms=rooms or ("policy",), text=Wording(en, zh))


QUANTITIES: Mapping[str, QuantityInfo] = FrozenMapping(
    {
        # --- of the application
        "modifications_36m": _info(
            "application", "count", "restructurings and defaults within 36 months", "36个月内的重组及违约次数"
        ),
        "exceeds_capacity": _info(
            "application",
            "truth",
            "the contractual payment is more than the affordable one, or the arrears are more than the cash at hand",
            "原每月应还额超出可负担金额，或欠款超出可动用现金",
        ),
        "willing_to_repay": _info("application", "truth", "the willingness check", "还款意愿核对"),
        "hardship_temporary": _info(
            "application", "truth", "the stated hardship is expected to pass", "申报的困难预计是暂时的"
        ),
        "total_debt": _info("application", "money", "everything owed on all debts", "全部债务余额"),
        "debt_in_scope": _info("application", "money", "everything owed on the debts in scope", "纳入范围的债务余额"),
        "debt_to_monthly_income": _info(
            "application", "multiple", "total debt over the monthly income that counts", "债务总额与认定月收入之比"
        ),
        "unsecured_to_monthly_income": _info(
            "application",
            "multiple",
            "debts that nothing stands behind (no collateral, no home, no car) over the monthly income that counts",
            "无担保债务（无抵押物、非房贷、非车贷）与认定月收入之比",
        ),
        # --- of the contract
        "debt_kind": _info("contract", "text", "the kind of the debt, such as credit_card", "债务种类，如信用卡"),
        "days_past_due": _info(
            "contract",
            "count",
            "days past due of the oldest unpaid installment",
            "最早一期未还款项的逾期天数",
            "policy",
            "waterfall",
        ),
        "currency": _info("contract", "text", "the ISO code of the currency", "币种代码"),
        "secured": _info("contract", "truth", "collateral stands behind the debt", "债务有抵押物"),
        "contract_rate": _info("contract", "rate", "the rate of the contract", "合同利率"),
        "charges_share": _info(
            "contract", "share", "all interest and fees owed over the principal", "所欠利息及费用与本金之比"
        ),
        "loan_age_months": _info(
            "contract",
            "count",
            "whole months since the loan was made; a policy's rules need the contract date",
            "发放以来的整月数；政策规则须有合同日期",
            "policy",
            "waterfall",
        ),
        "original_term_months": _info(
            "contract",
            "count",
            "whole months from the contract date to the original maturity",
            "合同日至原到期日的整月数",
        ),
        # --- of the plan
        "installment_count": _info("plan", "count", "number of installments", "期数"),
        "installments_per_year": _info("plan", "count", "installments a year", "每年期数"),
        "term_months": _info(
            "plan",
            "count",
            "least whole months from signing that reach the last due date",
            "自签约起至最后一期的最少整月数",
        ),
        "first_due_days": _info("plan", "count", "days from signing to the first installment", "自签约起至首期的天数"),
        "annual_rate": _info("plan", "rate", "the highest rate at any time", "任一时点的最高利率"),
        "rate_cut": _info(
            "plan", "rate", "by how much the first rate is below the contract's", "首期利率较合同利率的降幅"
        ),
        "rate_rise": _info(
            "plan", "rate", "by how much the new rate is above the contract's", "新利率较合同利率的升幅", "waterfall"
        ),
        "principal_forgiven_share": _info("plan", "share", "of the principal, what is forgiven", "减免本金占本金之比"),
        "peak_balance_share": _info(
            "plan", "share", "the highest balance over the opening one", "最高余额与起始余额之比"
        ),
        "lender_loss": _info("plan", "share", "of present value, what is given up", "让渡现值之比"),
        "payment_reduction": _info(
            "plan",
            "share",
            "1 less the payment over the contract's: the highest installment of a plan, without what is named to fall "
            "due at maturity; the borrower's first payment of a modified mortgage",
            "1减去月供与合同月供之比：方案取最高一期（不含约定到期还清的部分），贷款修改取借款人首期月供",
            "policy",
            "waterfall",
        ),
        "debt_service_ratio": _info(
            "plan",
            "share",
            "the highest installment and all other debt payments over the income that counts",
            "最高一期及其他债务还款与认定收入之比",
        ),
        "housing_ratio": _info(
            "plan",
            "share",
            "the installment and housing costs over income: the highest installment over the income that counts, a "
            "mortgage payment over gross income",
            "月供及住房支出与收入之比：方案取最高一期与认定收入，按揭取月供与税前收入",
            "policy",
            "waterfall",
        ),
        "back_end_ratio": _info(
            "plan",
            "share",
            "the mortgage payment, housing costs and other debts over gross income",
            "月供、住房支出及其他债务还款与税前收入之比",
            "waterfall",
        ),
        "relief_months": _info(
            "plan", "count", "months of less than level installments at the start", "起始阶段低于等额还款的月数"
        ),
        "extension_months": _info(
            "plan",
            "count",
            "least whole months by which the last due date is later than the original maturity",
            "最后一期晚于原到期日的最少整月数",
        ),
        "extension_share": _info("plan", "share", "the extension over the original term", "展期与原期限之比"),
        "whole_term_months": _info("plan", "count", "original term and extension", "原期限与展期合计月数"),
        "parked_share": _info(
            "plan", "share", "of the principal, what bears no interest until maturity", "到期前不计息的本金占比"
        ),
        "due_at_maturity_share": _info(
            "plan",
            "share",
            "what falls due at the end beyond the installments, over the principal owed",
            "到期时在分期之外一次还清的金额与所欠本金之比",
        ),
        "paid_share": _info("plan", "share", "everything paid over everything owed", "还款总额与欠款总额之比"),
        "total_paid": _info("plan", "money", "everything paid", "还款总额"),
        "supplement": _info(
            "plan",
            "money",
            "what a claim pays of each of the first installments",
            "前若干期月供中由索赔支付的金额",
            "waterfall",
        ),
        # --- of the mortgage
        "loan_to_value": _info(
            "mortgage",
            "share",
            "everything owed, after arrears are counted, over the value of the property",
            "计入欠款后的全部余额与房产价值之比",
            "waterfall",
        ),
        "rate_still_adjusts": _info(
            "mortgage",
            "truth",
            "the contract rate has yet to reach its final value",
            "合同利率尚未到达最终值",
            "waterfall",
        ),
        "payments_made": _info("mortgage", "count", "payments made since origination", "发放以来已还期数", "waterfall"),
        "modifications": _info(
            "mortgage", "count", "how often the loan was modified before", "此前修改次数", "waterfall"
        ),
        "months_since_modification": _info(
            "mortgage",
            "count",
            "months since the last modification, more than any limit asks for where there was none",
            "距上次修改的月数；从未修改的视为满足任何期限",
            "waterfall",
        ),
        # --- of the borrower's conduct
        "failed_trials_12m": _info(
            "conduct", "count", "trial plans failed within 12 months", "12个月内失败的试还计划数", "waterfall"
        ),
        "days_late_after_modification": _info(
            "conduct",
            "count",
            "the most days past due within 12 months of the last modification, none where there was none",
            "上次修改后12个月内的最长逾期天数；从未修改的为0",
            "waterfall",
        ),
        "imminent_default": _info("conduct", "truth", "default is imminent", "即将违约", "waterfall"),
        "principal_residence": _info(
            "conduct", "truth", "the home is the borrower's principal residence", "房屋为主要住所", "waterfall"
        ),
    }
)
"""From a quantity's name to what it is of, what it is measured in, who computes it, and what it means."""

_LONGEST_NAME = max(map(len, QUANTITIES))


def known_quantity(given: object) -> str:
    """Return the name of a quantity that rules compare.

    Raises:
        ValueError: any other; it names those that are written alike.
    """
    if isinstance(given, str) and given in QUANTITIES:
        return given
    near = get_close_matches(given, QUANTITIES) if isinstance(given, str) and len(given) <= 2 * _LONGEST_NAME else []
    remedy = f"did you mean {' or '.join(near)}?" if near else "choose one of policy.QUANTITIES"
    raise ValueError(f"is not a quantity that rules compare; {remedy}")


if TYPE_CHECKING:
    Quantity = str
else:
    Quantity = Annotated[str, *converted(known_quantity, {"type": "string", "enum": list(QUANTITIES)})]
"""The name of a quantity of `QUANTITIES`; any other is refused where it is given."""


def is_of_plan(quantity: str) -> bool:
    """Return whether a quantity is of a plan; any other is known before there is one."""
    return QUANTITIES[quantity].of == "plan"


def room_faults(room: RuleRoom, names: Sequence[tuple[str, str]]) -> Iterator[Fault]:
    """Yield a fault for each quantity, given as (path, name), that the rules of a room cannot compare."""
    for path, name in names:
        if room not in QUANTITIES[name].rooms:
            other = "mortgages in a waterfall" if room == "policy" else "applications and options under a policy"
            yield Fault(path, f"{name} is known only of {other}; choose another quantity")
