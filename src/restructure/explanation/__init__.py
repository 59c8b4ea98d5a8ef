"""Explain: any answer in plain words, for the customer or the loan officer, in English or Chinese (说明).

Every figure is looked up in the answer by its path and never recomputed; every sentence is data, written in each
language. May import: floors below.

>>> from restructure import Application, Debt, Household, Income, plan, policies
>>> from datetime import date
>>> application = Application(
...     reference="A-1",
...     as_of=date(2026, 11, 23),
...     currency="USD",
...     incomes=[Income("salary", "2600", evidence="verified", years=3)],
...     household=Household(adults=2, dependents=2, living_costs="1150", housing_costs="850"),
...     debts=[
...         Debt(
...             reference="loan-1",
...             kind="personal_loan",
...             in_scope=True,
...             principal="9000",
...             overdue_principal="400",
...             interest="220",
...             rate="0.1499",
...             installment="424.13",
...             remaining_installments=24,
...             next_due_date=date(2026, 12, 9),
...             days_past_due=45,
...         )
...     ],
... )
>>> answer = plan(application, policy=policies.GENERIC)
>>> told = explain(answer.capacity)
>>> told.sentences[0].text
'You can pay USD 470.00 a month towards this debt and still cover your basic costs.'
>>> told.sentences[0].facts[0].source
'affordable_payment'
>>> explain(answer.capacity, lang="zh").sentences[0].text
'按您目前的情况，每月可以拿出USD 470.00来还这笔债，同时不影响基本生活。'
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from ..agreement import Agreement
from ..capacity import Capacity
from ..errors import Fault, InvalidInputError
from ..money import Currency
from ..options import Option, OptionSet, Plan
from ..provenance import Language
from ..tracking import Reassessment, Tracked
from ._agreement import agreement_sections
from ._capacity import capacity_sections
from ._facts import Fact
from ._option import option_sections
from ._options import options_sections
from ._plan import plan_sections
from ._reassessed import reassessed_sections
from ._tell import Told, Words, title_of
from ._tracked import tracked_sections
from ._values import Explanation, Meaning, Reader, Section, Sentence, meanings
from ._words_agreement import AGREEMENT
from ._words_capacity import CAPACITY
from ._words_option import OPTION
from ._words_options import OPTIONS
from ._words_plan import OFFICER_TITLES, PLAN, TITLES
from ._words_reassessed import REASSESSED
from ._words_tracked import TRACKED

__all__ = ["Explanation", "Fact", "Meaning", "Reader", "Section", "Sentence", "explain"]


class _Room(NamedTuple):
    """How one kind of answer is told: its words, its sections, and which currency its amounts are in."""

    words: Words
    sections: Callable[[Told, Any, Reader], Iterator[Section]]
    currency: Callable[[Any], Currency]


def _own_currency(held: Any) -> Currency:
    currency: Currency = held.currency
    return currency


def _option_currency(held: Option) -> Currency:
    return held.schedule.currency


def _reassessed_currency(held: Reassessment) -> Currency:
    return held.plan.currency


_ROOMS: Mapping[type[object], _Room] = {
    Capacity: _Room(CAPACITY, capacity_sections, _own_currency),
    Option: _Room(OPTION, option_sections, _option_currency),
    OptionSet: _Room(OPTIONS, options_sections, _own_currency),
    Plan: _Room(PLAN, plan_sections, _own_currency),
    Agreement: _Room(AGREEMENT, agreement_sections, _own_currency),
    Tracked: _Room(TRACKED, tracked_sections, _own_currency),
    Reassessment: _Room(REASSESSED, reassessed_sections, _reassessed_currency),
}


def explain(held: object, *, lang: Language = "en", reader: Reader = "customer") -> Explanation:
    """Return an answer in plain words: what it says, why, and where each number comes from (说明).

    Args:
        held: a `Capacity`, an `Option`, an `OptionSet`, a `Plan`, an `Agreement`, or what `track` or `reassess`
            returns.
        lang: `en` or `zh`; sentences are written in each language, numbers and dates as its readers write them.
        reader: `customer`, in plain words; or `officer`, with codes, limits, checks, sources and the field of every
            figure.

    Returns:
        Sections of sentences, each with its code and figures, and the meaning of every term they use.

    Raises:
        InvalidInputError: what has no explanation, or another language or reader.

    Examples:
        See the module.
    """
    room = _ROOMS.get(type(held))
    faults = list(_faults(room, lang, reader))
    if room is None or faults:
        raise InvalidInputError(faults)
    told = Told(held, "", room.currency(held), lang, room.words)
    sections = tuple(room.sections(told, held, reader))
    subject = title_of(held)
    titles = TITLES if reader == "customer" else OFFICER_TITLES
    return Explanation(
        subject=subject,
        title=titles[subject].to_text(lang),
        lang=lang,
        reader=reader,
        sections=sections,
        glossary=meanings(sections, lang),
    )


def _faults(room: _Room | None, lang: object, reader: object) -> Iterator[Fault]:
    if room is None:
        names = ", ".join(kind.__name__ for kind in _ROOMS)
        yield Fault("held", f"has no explanation; pass one of {names}")
    if lang not in ("en", "zh"):
        yield Fault("lang", "must be 'en' or 'zh'")
    if reader not in ("customer", "officer"):
        yield Fault("reader", "must be 'customer' or 'officer'")
