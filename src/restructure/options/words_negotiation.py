"""What negotiating says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from ..basics.provenance import Wording
from ..contract.components import Component

UNMET: Mapping[str, Wording] = {
    "monthly": Wording("asks for up to {given} a month, {asked} was asked for", "每期最高{given}，诉求为{asked}"),
    "months": Wording("runs {given} installments, {asked} were asked for", "共{given}期，诉求为{asked}期"),
    "rate": Wording("costs {given} a year at most, {asked} was asked for", "年利率最高{given}，诉求为{asked}"),
    "today": Wording("takes {given} on the first day, {asked} was asked for", "签约当日应付{given}，诉求为{asked}"),
    "first_date": Wording("begins on {given}, {asked} was asked for", "首期为{given}，诉求为{asked}"),
    "waived": Wording("leaves {given} to pay, waived was asked for: {asked}", "仍须偿还{given}，诉求为减免：{asked}"),
}
"""In what a plan differs from what was asked for."""

BEYOND: Mapping[str, Wording] = {
    "monthly": Wording("no plan of the policy asks for less than {given} a month", "政策范围内每期最低为{given}"),
    "months": Wording("the nearest plan of the policy runs {given} installments", "政策范围内最接近的期数为{given}期"),
    "rate": Wording("no plan of the policy has a rate below {given}", "政策范围内最低年利率为{given}"),
    "today": Wording(
        "no plan of the policy takes less than {given} on the first day", "政策范围内签约当日至少应付{given}"
    ),
    "first_date": Wording("no plan of the policy can begin as late as {asked}", "政策范围内首期无法晚至{asked}"),
    "waived": Wording("no plan of the policy leaves less of it to pay than {given}", "政策范围内至少仍须偿还{given}"),
}
"""What the policy can give of one thing that was asked for, where it cannot give it."""

NOT_TOGETHER = Wording(
    "each thing asked for can be had, but no plan of the policy has them all",
    "各项诉求单独可以满足，但没有方案能同时满足",
)
REFUSED_BEFORE = Wording("every plan of the policy was offered before and refused", "政策范围内的方案均已提出并被拒绝")
GUARDED = Wording("plans would give all of it, but: {why}", "有方案可满足全部诉求，但：{why}")

COMPONENTS: Mapping[Component, Wording] = {
    "principal": Wording("principal", "本金"),
    "interest": Wording("interest", "利息"),
    "penalty_interest": Wording("penalty interest", "罚息"),
    "compound_interest": Wording("compound interest", "复利"),
    "fees": Wording("fees", "费用"),
}
