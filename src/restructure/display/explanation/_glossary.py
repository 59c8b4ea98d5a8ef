"""The words of this trade with one plain line each, in both languages; a page lists those it uses.

`forms` are what a term looks like in a sentence: English ones from the start of a word on, so that `installment` finds
`installments`.

>>> [term.en for term in terms_in("Part of the interest is waived.", "en")]
['interest', 'waive']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...basics.provenance import Language


class Term(NamedTuple):
    """A term, what it looks like in a sentence, and what it means, in English and in Chinese."""

    en: str
    zh: str
    en_forms: tuple[str, ...]
    zh_forms: tuple[str, ...]
    en_meaning: str
    zh_meaning: str

    def forms(self, lang: Language) -> tuple[str, ...]:
        """Return what the term looks like in a language."""
        return self.zh_forms if lang == "zh" else self.en_forms


def _term(en: str, zh: str, en_meaning: str, zh_meaning: str, *, en_forms: str = "", zh_forms: str = "") -> Term:
    return Term(
        en=en,
        zh=zh,
        en_forms=tuple((en_forms or en).split("|")),
        zh_forms=tuple((zh_forms or zh).split("|")),
        en_meaning=en_meaning,
        zh_meaning=zh_meaning,
    )


TERMS: tuple[Term, ...] = (
    _term(
        "installment",
        "每期还款额",
        "The whole amount due on one date.",
        "某个还款日应还的全部金额。",
        zh_forms="每期还款额|每期还|首期|末期|分期",
    ),
    _term(
        "principal",
        "本金",
        "The sum borrowed and not yet paid back. Interest is worked out on it.",
        "借了还没还的钱，利息按它计算。",
    ),
    _term(
        "interest", "利息", "The price of borrowing, worked out on what is still owed.", "借钱的价格，按尚欠的钱计算。"
    ),
    _term(
        "penalty interest",
        "罚息",
        "Extra charge for paying late.",
        "因逾期另外加收的利息。",
    ),
    _term(
        "charge for paying late",
        "违约金",
        "What a card contract charges for paying late.",
        "没有按时足额还款，按约定另收的费用。",
    ),
    _term(
        "compound interest",
        "复利",
        "Interest charged on interest that was not paid.",
        "对没有按时支付的利息再收的利息。",
    ),
    _term(
        "fees",
        "费用",
        "Charges other than interest, such as for running the account.",
        "利息以外收取的款项，例如年费、取现手续费、分期手续费。",
        en_forms="fee",
    ),
    _term(
        "interest rate",
        "年利率",
        "What borrowing costs a year, as a share of what is owed.",
        "借款一年的利息占欠款的比例。",
        en_forms="interest rate|yearly rate|contract rate|rate of",
    ),
    _term(
        "effective annual rate",
        "实际年利率",
        "The rate over a whole year when interest is charged every month and itself counts.",
        "按月计息、把利息的影响也算进去之后，一整年的利率。",
        en_forms="effective annual rate|effective rate|effective",
    ),
    _term(
        "arrears",
        "逾期欠款",
        "What should have been paid by today and was not.",
        "到今天应还而未还的钱。",
        zh_forms="逾期欠款|逾期款项",
    ),
    _term(
        "days past due (days late)",
        "逾期天数",
        "Days since the oldest unpaid due date.",
        "从最早一笔没有还的还款日算起的天数。",
        en_forms="days past due|days late|day late",
        zh_forms="逾期天数|逾期",
    ),
    _term(
        "waive",
        "减免",
        "The lender gives up an amount: it never has to be paid.",
        "本行放弃一笔款项，您不用再还。",
        en_forms="waive|waiver",
    ),
    _term(
        "capitalize",
        "并入本金",
        "Unpaid interest or fees become part of the principal and bear interest from then on.",
        "未还的利息或费用并入本金，此后一起计息。",
        en_forms="capitaliz|joins the principal|join the principal|added to the principal",
        zh_forms="并入本金|计入本金",
    ),
    _term(
        "set aside",
        "单独挂账",
        "An amount is parked: it bears no interest and is paid on a later date that the plan names.",
        "一笔款项先放着，不计利息，到计划写明的日子再还。",
        en_forms="set aside|parked|deferred",
    ),
    _term(
        "spread",
        "分摊",
        "An amount is divided over several installments and bears no interest.",
        "一笔款项分到几期里还，不计利息。",
        en_forms="spread over|spread",
    ),
    _term(
        "forgiveness of principal",
        "本金减免",
        "Part of the borrowed sum itself is given up by the lender.",
        "借的本金中有一部分不用还了。",
        en_forms="forgiveness of principal|principal forgiven|principal is forgiven",
    ),
    _term(
        "counted income",
        "认定收入",
        "The part of income that the bank relies on; uncertain income may count for less.",
        "本行认可的收入；不稳定或没有证明的收入可能打折计算。",
        en_forms="counted income|income we counted|assessed income|income counted",
    ),
    _term(
        "contract",
        "原合同",
        "The loan or card agreement as it stands today.",
        "目前有效的借款或信用卡合同。",
        en_forms="contract",
    ),
    _term(
        "plan",
        "还款方案",
        "New terms for paying back what is owed: amounts, dates and rate.",
        "对所欠款项重新约定的还款金额、日期和利率。",
        en_forms="plan|plans",
        zh_forms="还款方案|方案",
    ),
    _term(
        "balance",
        "未还余额",
        "What is still to be paid back at a given moment, and bears interest.",
        "某一时刻还没还清、正在计息的钱。",
        zh_forms="未还余额|余额",
    ),
    _term(
        "balloon",
        "尾款",
        "A last installment much larger than the ones before it.",
        "比前面各期大得多的最后一期。",
    ),
    _term(
        "credit record",
        "信用记录",
        "What is on file about how debts were paid in the past.",
        "过去借款和还款情况的档案。",
        zh_forms="信用记录|征信",
    ),
    _term(
        "payment holiday",
        "暂缓还款",
        "A time without installments; interest goes on, and the plan says what becomes of it.",
        "一段不用还款的时间；利息怎么处理，方案里会写明。",
    ),
    _term(
        "breach",
        "违约",
        "Not doing what the agreement asks for, such as missing installments.",
        "没有做到协议的约定，例如没有按期还款。",
    ),
    _term(
        "cure",
        "恢复正常履约",
        "Paying what is late in time, so that the agreement goes on as before.",
        "在约定时间内补上欠款，协议照常继续。",
        en_forms="cure|cured|curing",
        zh_forms="恢复正常履约|补救",
    ),
    _term(
        "agreement",
        "还款协议",
        "The plan as both sides have signed it, or are asked to.",
        "双方签署的还款方案文本。",
        zh_forms="还款协议|协议",
    ),
    _term(
        "guarantor",
        "保证人",
        "Somebody who promised to pay if the borrower does not.",
        "承诺在借款人不还时代为偿还的人。",
    ),
    _term(
        "early settlement",
        "提前结清",
        "Paying everything back before the plan ends.",
        "在方案到期之前一次还清。",
        en_forms="early settlement|settle early",
    ),
    _term(
        "observation period",
        "观察期",
        "A time after new terms begin in which the lender watches whether they are kept.",
        "新条款生效后，本行观察是否按约还款的一段时间。",
        en_forms="observation|under observation",
    ),
    _term(
        "probation",
        "考察期",
        "A time for which a changed debt stays marked as changed.",
        "债务调整后继续保留标记的一段时间。",
    ),
    _term(
        "trial period",
        "试行期",
        "The first installments of a plan, which must be paid on time before it becomes final.",
        "方案最初的几期；按时还完，方案才正式生效。",
        en_forms="trial period|trial",
    ),
    _term(
        "debt service ratio",
        "偿债收入比",
        "All debt payments of a month over counted income.",
        "每月全部还债支出占认定收入的比例。",
        en_forms="debt service ratio|DSR",
    ),
    _term(
        "debt service",
        "偿债支出",
        "All debt payments of a month together.",
        "每月用于还债的全部支出。",
        zh_forms="偿债支出|偿债",
    ),
    _term(
        "residual income",
        "月度结余",
        "What is left of income after housing, living costs and debt service.",
        "收入扣除住房、生活支出和还债之后剩下的钱。",
        zh_forms="月度结余|结余",
    ),
    _term(
        "payment shock",
        "每期还款额变动幅度",
        "Highest new installment over the old one, less one.",
        "新方案最高一期与原每期应还额相比的变动比例。",
    ),
    _term(
        "present value loss",
        "本行减让（现值）",
        "What the lender gives up, with later money counted for less, at the contract rate.",
        "按合同利率把将来的钱折算到今天，本行让出的部分。",
        en_forms="present value",
        zh_forms="本行减让（现值）|现值",
    ),
    _term(
        "reinstate",
        "一次性补足",
        "Pay all arrears on day one and go on with the contract.",
        "当天补上全部逾期欠款，合同照旧。",
        en_forms="reinstate",
        zh_forms="一次性补足",
    ),
    _term(
        "catch up",
        "分次补足",
        "Pay the contract installment plus a share of the arrears for some months.",
        "在几个月里，除正常应还额外每月多还一部分逾期欠款。",
        en_forms="catch up|catching up",
        zh_forms="分次补足",
    ),
    _term(
        "day count",
        "计息基准",
        "How many days a month and a year have when interest is worked out.",
        "计算利息时，一个月、一年按多少天算。",
    ),
    _term(
        "payment allocation order",
        "还款冲抵顺序",
        "Which part of the debt a payment settles first.",
        "一笔还款先还欠款的哪一部分。",
        en_forms="payment allocation|allocation",
        zh_forms="还款冲抵顺序|冲抵顺序|冲抵",
    ),
)


def terms_in(text: str, lang: Language) -> Iterator[Term]:
    """Yield the terms that a text uses, in the order of the table."""
    for term in TERMS:
        if any(re.search(_pattern(form, lang), text, re.IGNORECASE) for form in term.forms(lang)):
            yield term


def _pattern(form: str, lang: Language) -> str:
    return re.escape(form) if lang == "zh" else rf"\b{re.escape(form)}"
