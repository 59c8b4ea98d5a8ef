"""The page a loan officer puts in front of a customer, in English or Chinese, as text or HTML.

Order of reading: what to do, why, how sure and at what cost; the plans; what the guardrails left out; can they pay, why
not, what is owed; what else is not offered; what is due when, what happened to the old debt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import zip_longest

from ...basics.fractions import rounded
from ...basics.provenance import Check, Language
from ...basics.written import money_text, percent_text
from ...contract.components import COMPONENTS, Component
from ...loan.schedule import Schedule
from ...options import Holding, Option, OptionSet, Plan, ReferenceOption, Rejected
from ...options.words import TOGETHER
from ..explanation.aftermath import aftermath_heading, aftermath_lines
from ..explanation.decision import decision_lines, is_too_small, rung_name, short_decision
from ..explanation.months import month_lines
from ..page import ROWS_SHOWN, Block, Heading, Lines, Page, Table, shortened
from ..words import COMPONENT_COLUMNS, FAMILIES, FOUND, LABELS, LEVELS
from .capacity import capacity_blocks
from .conservation import conservation_table
from .program import trace_blocks
from .schedule import conventions_line, schedule_table

TEXT: dict[str, tuple[str, str]] = {
    "title": (
        "Application {reference} · {date} · {currency}  policy: {policy}, version {version}",
        "申请 {reference} · {date} · {currency}  政策：{policy}，版本 {version}",
    ),
    "decision": ("WHAT TO DO", "结论"),
    "owed": ("WHAT IS OWED TODAY", "当前欠款"),
    "late": ("{debt}, {days} days late", "{debt}，逾期{days}天"),
    "total": ("total", "合计"),
    "fits": ("PLANS OFFERED", "可选方案"),
    "none": ("NO PLAN FITS", "没有可负担的方案"),
    "one_go": ("PAID IN ONE GO", "一次还清"),
    "not_eligible": ("NOT ELIGIBLE UNDER THIS POLICY", "不符合本政策的办理条件"),
    "plan": ("plan", "方案"),
    "monthly": ("monthly", "每期还款额"),
    "months": ("months", "期数"),
    "rate": ("rate", "年利率"),
    "total_paid": ("total paid", "还款总额"),
    "loss": ("bank gives up*", "本行减让*"),
    "fails": ("fail by the end**", "到期前中断**"),
    "checks": ("checks", "核对"),
    "all_checks": ("every plan: {checks}", "各方案均为：{checks}"),
    "footnote": ("* present value of what is owed, at the contract's rate", "* 按合同利率计算的现值"),
    "experience": (
        "** of such plans, by experience with other lenders' loans, not this borrower's; in brackets by all curves",
        "** 其他机构同类方案的公开经验，并非对本借款人的预测；括号内为各曲线的最低至最高",
    ),
    "reference": ("for reference:", "参照："),
    "fit": ("fits", "可负担"),
    "unfit": ("does not fit", "不可负担"),
    "all_alike": (
        "{names}: one and the same, as everything is due · {rest}",
        "{names}（欠款已全部到期，结果相同）· {rest}",
    ),
    "today": ("{amount} today", "当日 {amount}"),
    "arrears": ("plus arrears of {amount}", "另有逾期欠款 {amount}"),
    "all_due": ("all of {amount} now", "现应清偿 {amount}"),
    "alone": (
        "DEBT {number} ({debt}) BY ITSELF, WITHIN ITS SHARE OF {share} A MONTH",
        "第{number}笔（{debt}）：按分摊额单独测算，每月{share}",
    ),
    "year_cost": (
        "a year, {nominal} nominal, {effective} effective",
        "年化利率（IRR）：单利{nominal}，复利{effective}",
    ),
    "approval": ("may be approved by {who}", "审批权限：{who}"),
    "guarded": ("LEFT OUT BY THE POLICY'S GUARDRAILS", "因审慎要求未列入的方案"),
    "rejected": ("NOT OFFERED", "未列入的方案"),
    "nearest": (
        "nearest: {months} months at {rate}, up to {amount}, is {gap} too much; {families}",
        "最接近：{months}期，{rate}，最高{amount}，超出{gap}；{families}",
    ),
    "removed": (
        "first of them: {months} months at {rate}, up to {amount}, {total} in all; {families}",
        "其中排在最前：{months}期，{rate}，最高{amount}，总额{total}；{families}",
    ),
    "schedule": ("{plan} · MONTH BY MONTH", "{plan} · 还款计划表"),
    "what_happens": ("WHAT HAPPENS TO WHAT IS OWED TODAY", "当前欠款的处理"),
    "what_it_is": ("{plan} · WHAT IT IS MADE OF", "{plan} · 构成"),
    "recommended": ("PLAN 1", "方案1"),
    "nearest_plan": ("THE NEAREST PLAN", "最接近的方案"),
    "this_plan": ("THIS PLAN", "本方案"),
    "withstands": ("still affordable in {held} of {all} stress scenarios", "{all}项压力情形中有{held}项仍可负担"),
    "not_if": ("; not if ", "；以下情形不可负担："),
    "expected": (
        "by its own estimates the bank expects {gain} more from it than from doing nothing, as a present value",
        "按本行自身估计，较不作调整预期多收回现值{gain}",
    ),
    "review": ("TO REVIEW BEFORE SIGNING", "签约前需核实"),
    "sources": ("sources: ", "依据："),
    "pass": ("{count} pass", "{count}项通过"),
    "to_review": ("{count} to review", "{count}项待核实"),
    "indicated": ("{count} indicated to fail", "{count}项可能不符合"),
}


def say(key: str, lang: Language, values: Mapping[str, str] | None = None) -> str:
    """Return one of the page's phrases."""
    return TEXT[key][lang == "zh"].format_map(values or {})


def plan_page(plan: Plan, lang: Language) -> Page:
    """Return the page of a whole plan."""
    values = {
        "reference": plan.reference,
        "date": str(plan.as_of),
        "currency": plan.currency.code,
        "policy": plan.policy_title.to_text(lang),
        "version": plan.policy.version,
    }
    after = None if plan.options.rung == "keep" else plan.capacity_after
    between = capacity_blocks(plan.capacity, lang, plan.flags, after)
    return Page(say("title", lang, values), lang, list(_whole(plan.options, lang, between)))


def options_page(options: OptionSet, lang: Language) -> Page:
    """Return the page of an option set alone."""
    return Page(_name(options, lang), lang, list(_whole(options, lang)))


def option_page(option: Option, lang: Language) -> Page:
    """Return the page of one option alone."""
    return Page(option.id, lang, list(_detail(option, say("this_plan", lang), lang)))


def _whole(options: OptionSet, lang: Language, between: Iterable[Block] = ()) -> Iterator[Block]:
    """Yield the answer, then once what follows when it is signed, and each of several debts by itself."""
    yield from _set_blocks(options, lang, between)
    after = aftermath_lines(options, lang)
    if after:
        yield Heading(aftermath_heading(lang))
        yield Lines(after)
    for number, part in enumerate(options.by_debt, 1):
        share = money_text(part.question.capacity.affordable_payment)
        yield Heading(say("alone", lang, {"number": str(number), "debt": part.debt, "share": share}))
        yield from _set_blocks(part, lang)


def _name(options: OptionSet, lang: Language) -> str:
    """Return what the page calls the debt, or all of them where one stands in their place."""
    return TOGETHER.to_text(lang) if options.question.contract.parts else options.debt


def _set_blocks(options: OptionSet, lang: Language, between: Iterable[Block] = ()) -> Iterator[Block]:
    """Yield the decision and the plans, what stands between, and the rest."""
    yield from _decision(options, lang)
    yield from _offered(options, lang)
    yield from _references(options, lang)
    yield from _not_offered("guarded", [group for group in options.rejected if _is_guarded(group)], lang)
    yield from between
    yield from _owed(options, lang)
    yield from _not_offered("rejected", [group for group in options.rejected if not _is_guarded(group)], lang)
    if options.recommended is not None:
        yield from _detail(options.recommended, say("recommended", lang), lang)
        for option in options[1:]:  # how a program came to its plan is told wherever that plan ranks
            yield from () if option.trace is None else trace_blocks(option.trace, lang)
    elif options.nearest is not None:
        yield from _detail(options.nearest, say("nearest_plan", lang), lang)


def _decision(options: OptionSet, lang: Language) -> Iterator[Block]:
    """Yield what it comes to; of debts that stay apart, of each in a line."""
    lines = decision_lines(options, lang)
    if not options.options:
        colon = "：" if lang == "zh" else ": "
        lines += [f"{part.debt}{colon}{short_decision(part, lang)}" for part in options.by_debt]
    yield Heading(say("decision", lang))
    yield Lines(lines)


def _owed(options: OptionSet, lang: Language) -> Iterator[Block]:
    position, currency = options.position, options.currency
    owed = {name: currency.to_minor(position.owed(name)) for name in COMPONENTS}
    names: list[Component] = [name for name in COMPONENTS if owed[name] or name in ("principal", "interest")]
    header = ["", *(COMPONENT_COLUMNS[name].to_text(lang) for name in names), say("total", lang)]
    amounts = [*(owed[name] for name in names), sum(owed.values())]
    days = {"debt": _name(options, lang), "days": str(position.days_past_due)}
    label = say("late", lang, days) if position.days_past_due else days["debt"]
    yield Heading(say("owed", lang))
    yield Table(
        header, [[label, *(money_text(currency.to_major(amount)) for amount in amounts)]], "<" + ">" * len(amounts)
    )


# --- what fits -----------------------------------------------------------------------------------------------------


def _offered(options: OptionSet, lang: Language) -> Iterator[Block]:
    if not options.options:
        yield from [] if options.by_debt else [_nothing_offered(options, lang)]
        return
    told = [_checks_text(option.checks, lang) for option in options]
    alike, known = len(set(told)) == 1, any(option.holding is not None for option in options)
    columns = ["plan", "monthly", "months", "rate", "total_paid", "loss"]
    columns += [*(["fails"] if known else []), *([] if alike else ["checks"])]
    rows = [row for place, option in enumerate(options, 1) for row in _option_rows(place, option, options, lang)]
    yield Heading(say("fits", lang))
    align = "<" + ">" * 5 + (">" if known else "") + ("" if alike else "<")
    yield Table([say(name, lang) for name in columns], [_cells(row, columns) for row in rows], align)
    notes = [say("footnote", lang), *([say("experience", lang)] if known else [])]
    yield Lines([*notes, *([say("all_checks", lang, {"checks": told[0]})] if alike and told[0] else [])])
    yield from _lines(month_lines(options, lang))


def _lines(told: Sequence[str]) -> Iterator[Block]:
    yield from [Lines(told)] if told else []


def _cells(row: Mapping[str, str], columns: Sequence[str]) -> list[str]:
    return [row.get(name, "") for name in columns]


def _nothing_offered(options: OptionSet, lang: Language) -> Heading:
    if any(check.indicated == "fail" for check in options.checks):
        return Heading(say("not_eligible", lang))
    return Heading(say("one_go" if is_too_small(options) else "none", lang))  # the decision has said by how much


def _option_rows(place: int, option: Option, options: OptionSet, lang: Language) -> list[dict[str, str]]:
    """Return a line for the option, and one more for every further stretch of installments or thing it is best at."""
    stretches, labels = _stretches(option.schedule), _labels(option, options, lang)
    if len(stretches) == 1:  # the number of months has a column of its own
        stretches = [stretches[0].partition(" ")[0]]
    first = {
        "plan": f"{place} {labels[0] if labels else ''}",
        "monthly": stretches[0],
        "months": str(len(option.schedule)),
        "rate": option.terms.rate.to_percent(),
        "total_paid": money_text(option.measures.total_paid),
        "loss": percent_text(option.measures.lender_loss, 1),
        "fails": _fails(option.holding),
        "checks": _checks_text(option.checks, lang),
    }
    more = zip_longest([f"  {label}" for label in labels[1:]], stretches[1:], fillvalue="")
    return [first, *({"plan": label, "monthly": stretch} for label, stretch in more)]


def _labels(option: Option, options: OptionSet, lang: Language) -> list[str]:
    """Return what an option is best at; what keeps the contract says which rung it is."""
    if options.rung not in ("restructure", "settle"):
        return [rung_name(options.rung, lang)]
    told = option.labels if len(options) > 1 else option.labels[:1]  # one plan alone is best at everything
    return [LABELS[label].to_text(lang) for label in told]


def _fails(holding: Holding | None) -> str:
    """Return the band of those that fail before the end, which ranks them: `34% (10-66%)`."""
    if holding is None:
        return ""
    central, low, high = (
        percent_text(share, 0)
        for share in (holding.fails_by_end.central, holding.fails_by_end.low, holding.fails_by_end.high)
    )
    return f"{central} ({low.removesuffix('%')}-{high})"


def _stretches(schedule: Schedule) -> list[str]:
    """Return the installments in short: `401.91 x 3`, `1,884.99 x 44`."""
    found = schedule.stretches()
    return [money_text(amount) if count == 1 else f"{money_text(amount)} x {count}" for amount, count in found]


def _checks_text(checks: Sequence[Check], lang: Language) -> str:
    """Return how many checks pass, are to be reviewed, and are indicated to fail."""
    counts = {
        "pass": sum(check.status == "pass" for check in checks),
        "to_review": sum(check.status == "needs_review" for check in checks),
        "indicated": sum(check.status == "needs_review" and check.indicated == "fail" for check in checks),
    }
    return comma(lang).join(say(name, lang, {"count": str(count)}) for name, count in counts.items() if count)


def _references(options: OptionSet, lang: Language) -> Iterator[Block]:
    told = [_reference(item, lang) for item in options.references.values()]
    if len({rest for _, rest in told}) == 1 and all(item.schedule is None for item in options.references.values()):
        names = ("、" if lang == "zh" else ", ").join(name for name, _ in told)
        lines = [say("all_alike", lang, {"names": names, "rest": told[0][1]})]
    else:
        lines = [f"{name} · {rest}" for name, rest in told]
    yield Lines([say("reference", lang), *(f"  {line}" for line in lines)])


def _reference(item: ReferenceOption, lang: Language) -> tuple[str, str]:
    """Return what a reference is called, and what is said of it."""
    parts: list[str] = []
    amount = {"amount": money_text(item.paid_today)}
    if item.schedule is None:
        parts += [say("all_due", lang, amount)]
    else:
        parts += [comma(lang).join(_stretches(item.schedule))]
        if item.paid_today:
            parts += [say("arrears" if item.kind == "keep_contract" else "today", lang, amount)]
    parts += [f"{say('total_paid', lang)} {money_text(item.total_paid)}", say("fit" if item.fits else "unfit", lang)]
    return item.text.to_text(lang), " · ".join(parts)


# --- what is not offered -------------------------------------------------------------------------------------------


def _not_offered(key: str, groups: Sequence[Rejected], lang: Language) -> Iterator[Block]:
    groups = [group for group in groups if group.code != "too_small"]  # the decision has said so
    if groups:
        yield Heading(say(key, lang))
        yield Lines([_rejected_line(group, lang) for group in groups])


def _is_guarded(group: Rejected) -> bool:
    return group.code.startswith("guardrail:")


def _rejected_line(group: Rejected, lang: Language) -> str:
    count = f"{group.count:>5,} " if group.count else ""
    line = f"{count}{group.text.to_text(lang)}"
    if group.nearest is None:
        return line
    near = group.nearest
    values = {
        "months": str(near.installments),
        "rate": near.rate.to_percent(),
        "amount": money_text(near.highest_installment),
        "total": money_text(near.total_paid),
        "gap": "" if near.gap is None else money_text(near.gap),
        "families": comma(lang).join(FAMILIES[name].to_text(lang) for name in near.families),
    }
    text = say("removed" if near.gap is None else "nearest", lang, values)
    return f"{line}（{text}）" if lang == "zh" else f"{line} ({text})"


# --- one plan ------------------------------------------------------------------------------------------------------


def _detail(option: Option, name: str, lang: Language) -> Iterator[Block]:
    plan = {"plan": name}
    families = comma(lang).join(FAMILIES[family].to_text(lang) for family in option.families)
    yield Heading(say("schedule", lang, plan), conventions_line(option.schedule.terms, lang))
    yield shortened(schedule_table(option.schedule, lang), ROWS_SHOWN)
    yield Heading(say("what_happens", lang))
    yield conservation_table(option.conservation, lang)
    yield Heading(say("what_it_is", lang, plan), families)
    nominal, effective = option.annual_rates
    cost = {"nominal": f"{nominal.disclosed}%", "effective": f"{effective.disclosed}%"}
    yield Lines([*(reason.text.to_text(lang) for reason in option.reasons), say("year_cost", lang, cost)])
    if option.approval is not None:
        yield Lines([say("approval", lang, {"who": option.approval.text.to_text(lang)})])
    yield from () if option.trace is None else trace_blocks(option.trace, lang)
    yield from _withstands(option, lang)
    review = [check for check in option.checks if check.status == "needs_review"]
    if review:
        sources = {source.title: LEVELS[source.level].to_text(lang) for check in review for source in check.sources}
        told = "; ".join(f"{title} ({level})" for title, level in sources.items())
        yield Heading(say("review", lang))
        yield Lines([*(_review_line(check, lang) for check in review), say("sources", lang) + told])


def _withstands(option: Option, lang: Language) -> Iterator[Block]:
    """Yield how the plan stands when something goes wrong, and what the bank expects of it."""
    lines: list[str] = []
    fragile = [item.text.to_text(lang) for item in option.resilience if not item.holds]
    if option.resilience:
        held = {"held": str(len(option.resilience) - len(fragile)), "all": str(len(option.resilience))}
        lines.append(
            say("withstands", lang, held) + (say("not_if", lang) + comma(lang).join(fragile) if fragile else "")
        )
    if option.expected is not None:
        gain = rounded(Fraction(option.expected.gain), option.schedule.currency.digits)
        lines.append(say("expected", lang, {"gain": money_text(gain)}))
    if lines:
        yield Lines(lines)


def _review_line(check: Check, lang: Language) -> str:
    indicated = FOUND[check.indicated].to_text(lang)
    compared = f": {check.actual} {check.limit}" if check.actual and check.actual[0].isdigit() else ""
    return f"{check.text.to_text(lang)} · {indicated} [{check.code}{compared}]"


def comma(lang: Language) -> str:
    """Return what parts the items of a list."""
    return "，" if lang == "zh" else ", "
