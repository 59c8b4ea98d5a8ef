"""How values read in each language: amounts, dates, periods, and words of a closed vocabulary."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ..agreement import ClausePart
from ..basics.money import Currency
from ..basics.provenance import Language, Wording
from ..basics.written import money_text
from .words import COMPONENT_WORDS, METHODS

MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
PERIODS: dict[str, Wording] = {
    "P1D": Wording("every day", "每天"),
    "P7D": Wording("every week", "每周"),
    "P0M": Wording("twice a month", "每半个月"),
    "P1M": Wording("every month", "每月"),
    "P3M": Wording("every quarter", "每季度"),
    "P12M": Wording("every year", "每年"),
}
UNITS = {"D": Wording("every {count} days", "每{count}天"), "M": Wording("every {count} months", "每{count}个月")}
CURRENCIES = {"CNY": Wording("Chinese yuan (CNY)", "人民币（CNY）")}


def filled(part: ClausePart, currency: Currency, lang: Language) -> str:
    """Return what a clause says, with its values formatted for the reader."""
    values = {name: shown(name, text, currency, lang) for name, text in part.values.items()}
    return part.text.to_text(lang).format_map(values)


def shown(name: str, text: str, currency: Currency, lang: Language) -> str:
    """Return one value as it reads in a language; what has no form of its own stays as it is."""
    form = _FORMS.get(name)
    return text if form is None else form(text, currency, lang)


def amount_text(amount: Decimal, currency: Currency, lang: Language, *, signed: bool = False) -> str:
    """Return an amount with its currency: `CNY 1,885.00`, `1,885.00元`."""
    number = money_text(amount, signed=signed)
    return f"{number}元" if lang == "zh" and currency.code == "CNY" else f"{currency.code} {number}"


def date_text(day: date, lang: Language) -> str:
    """Return a date in words: `9 December 2026`, `2026年12月9日`."""
    if lang == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _money(text: str, currency: Currency, lang: Language) -> str:
    return amount_text(Decimal(text), currency, lang)


def _day(text: str, _: Currency, lang: Language) -> str:
    return date_text(date.fromisoformat(text), lang)


def _component(text: str, _: Currency, lang: Language) -> str:
    return _word(COMPONENT_WORDS, text, lang)


def _order(text: str, _: Currency, lang: Language) -> str:
    words = [_word(COMPONENT_WORDS, name, lang) for name in text.split(", ")]
    return "、".join(words) if lang == "zh" else ", ".join(words)


def _method(text: str, _: Currency, lang: Language) -> str:
    """Return the phases in order: `interest only (6 installments), then equal installments (30 installments)`."""
    runs = [run.split(" ", 1) for run in text.split(";")]
    if lang == "zh":
        return "，其后".join(f"{_word(METHODS, method, lang)}（{count}期）" for count, method in runs)
    return ", then ".join(f"{_word(METHODS, method, lang)} ({count} installments)" for count, method in runs)


def _period(text: str, _: Currency, lang: Language) -> str:
    if text in PERIODS:
        return PERIODS[text].to_text(lang)
    found = re.fullmatch(r"P(\d+)([DM])", text)
    return text if found is None else UNITS[found[2]].to_text(lang).format(count=found[1])


def _currency(text: str, _: Currency, lang: Language) -> str:
    return CURRENCIES[text].to_text(lang) if text in CURRENCIES else text


def _word(words: Mapping[Any, Wording], name: str, lang: Language) -> str:
    return words[name].to_text(lang) if name in words else name


_AMOUNTS = "total principal interest penalty_interest compound_interest fees overdue_principal amount highest".split()  # noqa: SIM905
_DAYS = ("as_of", "first_due", "last_due", "valid_until")
_FORMS: dict[str, Callable[[str, Currency, Language], str]] = {
    **dict.fromkeys(_AMOUNTS, _money),
    **dict.fromkeys(_DAYS, _day),
    "component": _component,
    "order": _order,
    "method": _method,
    "period": _period,
    "currency": _currency,
}
