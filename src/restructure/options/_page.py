"""The page a loan officer puts in front of a customer, in English or Chinese, as text or HTML.

Order of reading: can they pay, why not, what is owed, what fits, what is not offered and why, what is due when, what
happened to the old debt. May import: floors below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING

from .._table import Heading, Lines, Page, Table, money_text, percent_text
from ..components import COMPONENT_NAMES, COMPONENTS, Component
from ..provenance import Check, Language, Reason
from ..schedule import Schedule
from . import _wording as words

if TYPE_CHECKING:
    from ._values import Option, OptionSet, Plan, ReferenceOption, Rejected

Block = Heading | Lines | Table
ROWS_SHOWN = 12

TEXT: dict[str, tuple[str, str]] = {
    "title": (
        "Application {reference} · {date} · {currency}  policy: {policy}, version {version}",
        "申请 {reference} · {date} · {currency}  政策：{policy}，版本 {version}",
    ),
    "capacity": ("REPAYMENT CAPACITY", "还款能力"),
    "score": ("score {score} / 100  grade {grade}", "评分 {score} / 100  等级 {grade}"),
    "parts": (
        "ability {ability} · conduct {conduct} · willingness: {willing}",
        "能力 {ability} · 记录 {conduct} · 意愿：{willing}",
    ),
    "can_pay": ("can pay each month", "每月可负担"),
    "owed_monthly": ("owed each month", "合同月供"),
    "short": ("short by {amount}", "缺口 {amount}"),
    "covered": ("covered", "可以覆盖"),
    "from": ("from {date}", "自{date}起"),
    "why": ("why:", "原因："),
    "owed": ("WHAT IS OWED TODAY", "当前欠款"),
    "late": ("{debt}, {days} days late", "{debt}，逾期{days}天"),
    "not_late": ("{debt}", "{debt}"),
    "total": ("total", "合计"),
    "fits": ("PLANS THAT FIT", "可负担的方案"),
    "none": ("NO PLAN FITS", "没有可负担的方案"),
    "plan": ("plan", "方案"),
    "monthly": ("monthly", "每期还款额"),
    "months": ("months", "期数"),
    "rate": ("rate", "年利率"),
    "total_paid": ("total paid", "还款总额"),
    "loss": ("bank gives up*", "机构让利*"),
    "checks": ("checks", "核对"),
    "footnote": ("* present value of what is owed, at the contract's rate", "* 按合同利率计算的现值损失"),
    "reference": ("for reference:", "参照："),
    "fit": ("fits", "可负担"),
    "unfit": ("does not fit", "不可负担"),
    "today": ("{amount} today", "当日 {amount}"),
    "rejected": ("NOT OFFERED", "未列入的方案"),
    "nearest": (
        "nearest: {months} months at {rate}, {amount}, is {gap} too much",
        "最接近：{months}期，{rate}，{amount}，超出{gap}",
    ),
    "schedule": ("PLAN 1, MONTH BY MONTH", "方案1 还款计划表"),
    "near_schedule": ("THE NEAREST PLAN, MONTH BY MONTH", "最接近的方案 还款计划表"),
    "what_happens": ("WHAT HAPPENS TO WHAT IS OWED TODAY", "当前欠款的处理"),
    "what_it_is": ("WHAT PLAN 1 IS MADE OF", "方案1 的构成"),
    "met": ("the numbers meet it", "数据显示符合"),
    "unmet": ("the numbers do not meet it", "数据显示不符合"),
    "unknown": ("an input is missing", "缺少数据"),
    "sources": ("sources: ", "依据："),
    "review": ("TO REVIEW BEFORE SIGNING", "签约前需核实"),
    "pass": ("{count} pass", "{count}项通过"),
    "to_review": ("{count} to review", "{count}项待核实"),
    "indicated": ("{count} indicated to fail", "{count}项可能不符合"),
}

BINDINGS = {
    "residual": (
        "limited by residual income (after living, housing and a buffer)",
        "受月度结余限制（扣除生活、住房支出和预留后）",
    ),
    "dsr_cap": ("limited by the cap on debt service", "受偿债收入比上限限制"),
    "zero": ("nothing is left after living, housing and other debts", "扣除生活、住房支出和其他债务后无结余"),
}
WILLING = {
    "stated, evidenced": ("yes (stated, evidenced)", "有（已表明，有佐证）"),
    "stated, no evidence": ("to review (stated, no evidence yet)", "待核实（已表明，尚无佐证）"),
    "stated, contradicted": ("to review (stated, promises broken)", "待核实（已表明，但多次失约）"),
    "not stated, no evidence": ("to review (not stated)", "待核实（未表明）"),
    "not stated, evidenced": ("to review (not stated, but contact or payments)", "待核实（未表明，但有联系或还款）"),
    "not stated, contradicted": ("to review (not stated, promises broken)", "待核实（未表明，且多次失约）"),
    "refused, no evidence": ("no (refused)", "无（拒绝还款）"),
    "refused, evidenced": ("no (refused)", "无（拒绝还款）"),
    "refused, contradicted": ("no (refused)", "无（拒绝还款）"),
}


def say(key: str, lang: Language, values: dict[str, str] | None = None) -> str:
    """Return one of the page's phrases."""
    return TEXT[key][lang == "zh"].format_map(values or {})


def plan_page(plan: Plan, lang: Language) -> Page:
    """Return the page of a plan."""
    values = {
        "reference": plan.reference,
        "date": str(plan.as_of),
        "currency": plan.currency.code,
        "policy": plan.policy_title.to_text(lang),
        "version": plan.policy.version,
    }
    title = say("title", lang, values)
    blocks = [*_capacity(plan, lang), *_owed(plan, lang), *_options(plan.options, lang), *_rejected(plan.options, lang)]
    shown = plan.options.recommended or plan.options.nearest
    if shown is not None:
        blocks += _detail(shown, plan.options, lang)
    return Page(title, lang, blocks)


def _capacity(plan: Plan, lang: Language) -> Iterator[Block]:
    held, place = plan.capacity, lang == "zh"
    score = say("score", lang, {"score": _one(held.score), "grade": held.grade})
    willing = WILLING[held.willingness.actual or "not stated, no evidence"][place]
    parts = {"ability": _whole(held.ability), "conduct": _whole(held.conduct), "willing": willing}
    yield Heading(say("capacity", lang), f"{score}  {say('parts', lang, parts)}")
    short = say("short", lang, {"amount": money_text(held.shortfall)}) if held.shortfall else say("covered", lang)
    rows: list[list[str]] = [
        [say("can_pay", lang), money_text(held.affordable_payment), BINDINGS[held.binding_constraint][place]]
    ]
    for step in held.affordable_path[1:]:
        label = say("from", lang, {"date": str(step.starts_on)})
        rows += [[label, money_text(step.amount), BINDINGS[step.binding][place]]]
    rows.append([say("owed_monthly", lang), money_text(held.contractual_payment), short])
    yield Table(["", "", ""], rows, "<><")
    yield Lines(_capacity_lines(plan, lang))


def _capacity_lines(plan: Plan, lang: Language) -> list[str]:
    lines = [
        f"{reason.values['points']:>8}  {reason.text.to_text(lang)}  [{reason.code}]"
        for reason in plan.capacity.reasons
    ]
    lines = [say("why", lang), *lines] if lines else []
    notes: Sequence[Reason] = [*plan.capacity.gates, *plan.flags]
    return [*lines, *(f"! {note.text.to_text(lang)}  [{note.code}]" for note in notes)]


def _owed(plan: Plan, lang: Language) -> Iterator[Block]:
    yield Heading(say("owed", lang))
    position = plan.options.position
    names: list[Component] = [name for name in COMPONENTS if position.owed(name) or name in ("principal", "interest")]
    header = ["", *(COMPONENT_NAMES[name][lang == "zh"] for name in names), say("total", lang)]
    minor = sum(plan.currency.to_minor(position.owed(name)) for name in names)
    values = {"debt": plan.options.debt, "days": str(position.days_past_due)}
    label = say("late" if position.days_past_due else "not_late", lang, values)
    amounts = [*(money_text(position.owed(name)) for name in names), money_text(plan.currency.to_major(minor))]
    yield Table(header, [[label, *amounts]], "<" + ">" * len(amounts))


def _options(options: OptionSet, lang: Language) -> Iterator[Block]:
    if options.options:
        yield Heading(say("fits", lang))
        columns = ("plan", "monthly", "months", "rate", "total_paid", "loss", "checks")
        rows = [row for place, option in enumerate(options, 1) for row in _option_rows(place, option, lang)]
        yield Table([say(name, lang) for name in columns], rows, "<>>>>><")
        yield Lines([say("footnote", lang)])
    else:
        remark = (
            ""
            if options.shortfall is None
            else words.NOTHING_FITS.filled({"gap": money_text(options.shortfall)}).to_text(lang)
        )
        yield Heading(say("none", lang), remark)
    yield Lines([say("reference", lang), *(f"  {_reference(item, lang)}" for item in options.references.values())])


def _option_rows(place: int, option: Option, lang: Language) -> list[list[str]]:
    """Return a line for the option, and one more for every further stretch of installments or thing it is best at."""
    stretches, labels = stretches_of(option.schedule), [words.LABELS[label].to_text(lang) for label in option.labels]
    first = [
        f"{place} {labels[0] if labels else ''}",
        stretches[0],
        str(len(option.schedule)),
        percent_text(option.schedule.terms.rate.annual),
        money_text(option.measures.total_paid),
        percent_text(option.measures.lender_loss, 1),
        checks_text(option.checks, lang),
    ]
    more = zip_longest([f"  {label}" for label in labels[1:]], stretches[1:], fillvalue="")
    return [first, *([label, stretch, "", "", "", "", ""] for label, stretch in more)]


def stretches_of(schedule: Schedule) -> list[str]:
    """Return the installments of each phase in short: `401.91 x 3`, `1,884.99 x 44`."""
    parts: list[str] = []
    start = 0
    for phase in schedule.terms.phases:
        amount = money_text(schedule.currency.to_major(int(schedule.payment[start])))
        parts.append(amount if len(schedule.terms.phases) == 1 else f"{amount} x {phase.count}")
        start += phase.count
    return parts


def checks_text(checks: Sequence[Check], lang: Language) -> str:
    """Return how many checks pass, are to be reviewed, and are indicated to fail."""
    counts = {
        "pass": sum(check.status == "pass" for check in checks),
        "to_review": sum(check.status == "needs_review" for check in checks),
        "indicated": sum(check.status == "needs_review" and check.indicated == "fail" for check in checks),
    }
    return comma(lang).join(say(name, lang, {"count": str(count)}) for name, count in counts.items() if count)


def _reference(item: ReferenceOption, lang: Language) -> str:
    parts = [item.text.to_text(lang)]
    if item.schedule is not None:
        parts += [f"{money_text(item.schedule[0].payment)} x {len(item.schedule)}"]
    if item.paid_today:
        parts += [say("today", lang, {"amount": money_text(item.paid_today)})]
    parts += [f"{say('total_paid', lang)} {money_text(item.total_paid)}", say("fit" if item.fits else "unfit", lang)]
    return " · ".join(parts)


def _rejected(options: OptionSet, lang: Language) -> Iterator[Block]:
    if options.rejected:
        yield Heading(say("rejected", lang))
        yield Lines([_rejected_line(group, lang) for group in options.rejected])


def _rejected_line(group: Rejected, lang: Language) -> str:
    count = f"{group.count:>5,} " if group.count else ""
    line = f"{count}{group.text.to_text(lang)}"
    if group.nearest is None:
        return line
    near = group.nearest
    values = {
        "months": str(near.installments),
        "rate": percent_text(near.rate.annual),
        "amount": money_text(near.highest_installment),
        "gap": money_text(near.gap),
    }
    near_text = say("nearest", lang, values)
    return f"{line}（{near_text}）" if lang == "zh" else f"{line} ({near_text})"


def _detail(option: Option, options: OptionSet, lang: Language) -> Iterator[Block]:
    schedule = option.schedule
    yield Heading(say("schedule" if options.options else "near_schedule", lang), schedule.conventions_line(lang))
    yield Table(*schedule.table(lang, rows=ROWS_SHOWN))
    yield Heading(say("what_happens", lang))
    yield Table(*option.conservation.table(lang))
    yield Heading(
        say("what_it_is", lang), comma(lang).join(words.FAMILIES[name].to_text(lang) for name in option.families)
    )
    yield Lines([reason.text.to_text(lang) for reason in option.reasons])
    review = [check for check in (*options.checks, *option.checks) if check.status == "needs_review"]
    if review:
        yield Heading(say("review", lang))
        yield Lines([_review_line(check, lang) for check in review])
        sources = dict.fromkeys(f"{source.title} ({source.level})" for check in review for source in check.sources)
        yield Lines([f"{say('sources', lang)}{'; '.join(sources)}"])


def _review_line(check: Check, lang: Language) -> str:
    indicated = say({"pass": "met", "fail": "unmet", None: "unknown"}[check.indicated], lang)
    return f"{check.text.to_text(lang)} · {indicated} [{check.code}: {check.actual or '?'}, {check.limit}]"


def comma(lang: Language) -> str:
    """Return what parts the items of a list."""
    return "，" if lang == "zh" else ", "


def _one(number: Decimal) -> str:
    return f"{float(number):.1f}"


def _whole(number: Decimal) -> str:
    return f"{float(number):.0f}"
